//! A report: one page or text as it was retrieved, its typed zones and its metadata.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Span, Warning};

/// Names a report: the SHA-256 of the bytes as retrieved, in lower-case hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReportId(pub String);

impl fmt::Display for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One report. Made by intake; nothing in it is guessed without saying how it is known.
#[derive(Clone, Debug)]
pub struct Report {
    /// SHA-256 of the bytes as retrieved.
    pub id: ReportId,
    /// Where the bytes came from: a path, an address, `-`, or the `id` of a JSON Lines record.
    pub source: String,
    /// When the bytes were read, RFC 3339 in UTC.
    pub retrieved: String,
    /// Who published it.
    pub outlet: Option<Known<String>>,
    /// The title, as a reader of the page sees it.
    pub title: Option<Known<String>>,
    /// Who signed it, one name an entry.
    pub authors: Vec<Known<String>>,
    /// ISO 639-1 code of the text's language; `None` where it could not be told.
    pub language: Option<Known<String>>,
    /// Day (`2021-06-02`) or instant (RFC 3339) of publication.
    pub published: Option<Known<String>>,
    /// Day or instant of the last change that the page admits.
    pub modified: Option<Known<String>>,
    /// The address that the page gives as its own.
    pub canonical: Option<Known<String>>,
    /// The text. All spans point into it.
    pub text: String,
    /// Typed stretches of `text`, in the order of the text, not overlapping.
    pub zones: Vec<Zone>,
    /// What could not be read, or was read with doubt.
    pub warnings: Vec<Warning>,
}

impl Report {
    /// The zone that holds `span`'s first byte.
    pub fn zone_at(&self, span: Span) -> Option<&Zone> {
        let after = self.zones.partition_point(|zone| zone.span.start <= span.start);
        self.zones[..after].last().filter(|zone| span.start < zone.span.end)
    }
}

/// A value with how it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known<T> {
    /// The value.
    pub value: T,
    /// How it is known.
    pub how: How,
}

impl<T> Known<T> {
    /// A value and how it is known.
    pub fn new(value: impl Into<T>, how: How) -> Self {
        Self { value: value.into(), how }
    }
}

/// How a piece of metadata is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// The user said so.
    Given,
    /// The page's machine-readable part says so.
    Metadata(MetadataSource),
    /// A dateline or byline in the text says so.
    Dateline,
    /// Read from the running text by a model of the language (the language itself, a title in plain text).
    Text,
}

impl How {
    /// The word for it in the JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Metadata(_) => "metadata",
            Self::Dateline => "dateline",
            Self::Text => "text",
        }
    }

    /// Which part of the page's metadata, if it was that.
    pub const fn detail(self) -> Option<&'static str> {
        match self {
            Self::Metadata(source) => Some(source.as_str()),
            _ => None,
        }
    }
}

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vmeta])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of the record's definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word for it in JSON, in the ledger, and in case files.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(word: &str) -> Result<Self, String> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(format!(concat!("`{}` is no ", stringify!($name), "; known are: {}"), word, [$($word),+].join(", "))),
                }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// The part of a page's metadata that a value came from.
    MetadataSource {
        /// A `<script type="application/ld+json">` block (schema.org).
        JsonLd = "json-ld",
        /// An `og:` or `article:` property.
        OpenGraph = "opengraph",
        /// Another `<meta>` element.
        Meta = "meta",
        /// schema.org microdata or RDFa attributes.
        Microdata = "microdata",
        /// A `<time>` element.
        Time = "time",
        /// A heading or another visible element, by its markup.
        Element = "element",
        /// `<title>`.
        Title = "title",
        /// A `<link>` element.
        Link = "link",
        /// The `lang` attribute.
        Lang = "lang",
        /// The address itself.
        Url = "url",
    }
}

words! {
    /// What a stretch of a report's text is. Zones are typed, not deleted.
    ZoneKind {
        /// The report's own title.
        Headline = "headline",
        /// The summary under the title.
        Standfirst = "standfirst",
        /// Running text, section headings included.
        Body = "body",
        /// Words beside a picture or a video.
        Caption = "caption",
        /// A block quotation or an embedded post.
        Quote = "quote",
        /// Links to other reports ("Lire aussi", "Read more").
        Related = "related",
        /// Share buttons, newsletter and subscription prompts.
        Share = "share",
        /// Who made or owns a picture or the text.
        Credit = "credit",
        /// Who signed the report.
        Byline = "byline",
        /// Where and when it was written.
        Dateline = "dateline",
        /// A table.
        Table = "table",
        /// Navigation, legal notes, comments and everything else of the page around the report.
        Boilerplate = "boilerplate",
    }
}

/// A stretch of text with one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// What it is.
    pub kind: ZoneKind,
    /// Where it stands.
    pub span: Span,
}
