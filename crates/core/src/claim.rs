//! A claim: one proposition that a report puts forward, on whose word, and how sure.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::report::words;
use crate::{Span, ZoneKind};

/// One proposition that a report puts forward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Unique in its report: `c1`, `c2`, … in the order of the text.
    pub id: String,
    /// The zone that it stands in.
    pub zone: ZoneKind,
    /// What is claimed; absent where a source only confirms, denies or declines.
    pub content: Option<Span>,
    /// The words that introduce it: *said*, *selon*, *a démenti*.
    pub cue: Option<Span>,
    /// The sources, from the one nearest the reader to the origin. Empty: the outlet's own voice.
    pub chain: Vec<Link>,
    /// What the origin does with the content.
    pub stance: Stance,
    /// How sure, as presented to the reader at the end of the chain.
    pub certainty: Certainty,
    /// Whether the content is put forward as being so or as not being so.
    pub polarity: Polarity,
    /// The reporting conditional: French *aurait été*, Spanish *habría sido*.
    pub conditional: bool,
    /// A verbatim quote.
    pub direct: bool,
    /// The claim of the same report that it confirms, denies or declines to discuss.
    pub about: Option<String>,
    /// The words that made it less than certain, negative or conditional.
    pub markers: Vec<Marker>,
    /// Loaded wording in the content.
    pub loaded: Vec<Loaded>,
}

impl Claim {
    /// Every stretch of the text that the claim was read from.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        let own = [self.content, self.cue].into_iter().flatten();
        let chain = self.chain.iter().flat_map(|link| [link.mention, link.channel]).flatten();
        let markers = self.markers.iter().map(|marker| marker.span);
        own.chain(chain).chain(markers).chain(self.loaded.iter().map(|loaded| loaded.span))
    }
}

/// One source of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words that name it; absent where it is implicit.
    pub mention: Option<Span>,
    /// Its canonical name, where that could be told.
    pub name: Option<String>,
    /// How it is named.
    pub naming: Naming,
    /// What it is.
    pub kind: SourceKind,
    /// Through which it spoke, if said: Telegram, a press conference, a statement.
    pub channel: Option<Span>,
}

/// Words that lower certainty, turn polarity, or mark the reporting conditional.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// What the words do.
    pub role: MarkerRole,
    /// Where they stand.
    pub span: Span,
}

/// Loaded wording, with whose word it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Where it stands.
    pub span: Span,
    /// Index into the claim's chain of the source whose word it is; `None` for the outlet's own word.
    pub by: Option<usize>,
}

words! {
    /// How a source is named.
    Naming {
        /// By a proper name, or by a name that fixes it ("le gouvernement britannique").
        Named = "named",
        /// By a description that leaves open who it is ("des médias locaux").
        Described = "described",
        /// As a source that is kept unnamed ("une source militaire").
        Anonymous = "anonymous",
        /// Not at all: the wording alone shows that the outlet does not speak for itself.
        Unattributed = "unattributed",
    }
}

words! {
    /// What a source is.
    SourceKind {
        /// A state, a government, a ministry or its members.
        Government = "government",
        /// Armed forces of a state and their members.
        Military = "military",
        /// A non-state armed group and its members.
        ArmedGroup = "armed-group",
        /// Police, prosecutors, courts.
        Police = "police",
        /// Diplomats and embassies.
        Diplomatic = "diplomatic",
        /// Outlets, agencies, journalists.
        Media = "media",
        /// Who saw it.
        Witness = "witness",
        /// Who suffered it, and next of kin.
        Victim = "victim",
        /// Who knows the field.
        Expert = "expert",
        /// Non-governmental organisations, monitors.
        Ngo = "ngo",
        /// Companies.
        Company = "company",
        /// International organisations.
        International = "international",
        /// A report, a ruling, a statement cited by itself.
        Document = "document",
        /// Anything else, or not told.
        Other = "other",
    }
}

words! {
    /// What the origin of a claim does with its content.
    Stance {
        /// Puts it forward.
        Asserts = "asserts",
        /// Says that what another claimed is so.
        Confirms = "confirms",
        /// Says that what another claimed is not so.
        Denies = "denies",
        /// Holds somebody responsible for a wrong.
        Accuses = "accuses",
        /// Asks, demands, proposes, urges.
        Requests = "requests",
        /// Says what it will do.
        Promises = "promises",
        /// Judges.
        Opines = "opines",
        /// Does not comment.
        Declines = "declines",
    }
}

words! {
    /// How sure a claim is presented as (`FactBank`'s CT, PR, PS, U).
    Certainty {
        /// As a fact.
        Certain = "certain",
        /// As likely.
        Probable = "probable",
        /// As possible.
        Possible = "possible",
        /// Not said.
        Unknown = "unknown",
    }
}

words! {
    /// Whether a claim's content is put forward as being so.
    Polarity {
        /// As being so.
        Positive = "positive",
        /// As not being so.
        Negative = "negative",
    }
}

words! {
    /// What a marker does.
    MarkerRole {
        /// Lowers certainty: *probablement*, *allegedly*.
        Hedge = "hedge",
        /// The reporting conditional.
        Conditional = "conditional",
        /// Negates.
        Negation = "negation",
        /// Denies.
        Denial = "denial",
        /// Quotation marks that hold a word at arm's length.
        ScareQuotes = "scare-quotes",
    }
}
