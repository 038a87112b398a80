//! What an element's attributes say that it is: words of class, id, role and itemprop, looked up in `data/markup.toml`.

use std::collections::{HashMap, HashSet};
use std::ops::BitOr;
use std::sync::LazyLock;

use scraper::node::Element;

/// A set of what an element, or one of those around it, seems to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints(u32);

macro_rules! hints {
    ($($name:ident = $word:literal,)+) => {
        #[repr(u32)]
        #[derive(Clone, Copy)]
        enum Bit { $($name),+ }

        #[expect(non_upper_case_globals, reason = "they read as names of kinds")]
        impl Hints {
            $(pub(super) const $name: Self = Self(1 << Bit::$name as u32);)+

            fn of_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

hints! {
    Navigation = "navigation",
    Footer = "footer",
    Comments = "comments",
    Related = "related",
    Share = "share",
    Advertising = "advertising",
    Aside = "aside",
    Caption = "caption",
    Credit = "credit",
    Byline = "byline",
    Dateline = "dateline",
    Biography = "biography",
    Tags = "tags",
    Standfirst = "standfirst",
    Body = "body",
    Hidden = "hidden",
    Video = "video",
    Figure = "figure",
    Quote = "quote",
    Table = "table",
    List = "list",
    Article = "article",
    Main = "main",
    Heading = "heading",
    Link = "link",
    Button = "button",
}

impl Hints {
    /// What is never part of a report's text.
    pub(super) const CHROME: Self = Self(
        Self::Navigation.0
            | Self::Footer.0
            | Self::Comments.0
            | Self::Related.0
            | Self::Share.0
            | Self::Advertising.0
            | Self::Aside.0
            | Self::Hidden.0
            | Self::Video.0
            | Self::Biography.0
            | Self::Tags.0,
    );

    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl BitOr for Hints {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Most words of an entry of the data file.
const LONGEST: usize = 3;

static FILE: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    // The file is part of the program and a test reads it.
    toml::from_str(include_str!("../../data/markup.toml")).unwrap_or_default()
});

static WORDS: LazyLock<HashMap<String, Hints>> = LazyLock::new(|| {
    let mut words: HashMap<String, Hints> = HashMap::new();
    for (kind, entries) in FILE.iter() {
        let Some(hint) = Hints::of_word(kind) else { continue };
        for entry in entries {
            let known = words.entry(entry.clone()).or_default();
            *known = *known | hint;
        }
    }
    words
});

static PROMPTS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| FILE.get("addresses").into_iter().flatten().map(String::as_str).collect());

/// What one element says of itself by its name and attributes.
pub(super) fn hints(element: &Element) -> Hints {
    let mut found = match element.name() {
        "nav" | "menu" => Hints::Navigation,
        "footer" => Hints::Footer,
        "aside" => Hints::Aside,
        "figure" | "picture" => Hints::Figure,
        "figcaption" => Hints::Caption | Hints::Figure,
        "blockquote" => Hints::Quote,
        "table" => Hints::Table,
        "ul" | "ol" | "dl" => Hints::List,
        "article" => Hints::Article,
        "main" => Hints::Main,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Hints::Heading,
        "a" => Hints::Link,
        "button" => Hints::Button,
        "time" => Hints::Dateline,
        "address" => Hints::Byline,
        _ => Hints::default(),
    };
    for name in ["class", "id", "role", "itemprop", "data-component", "data-testid", "rel"] {
        if let Some(value) = element.attr(name) {
            found = found | of_value(value);
        }
    }
    let style = element.attr("style").unwrap_or_default();
    // A caption may be kept from screen readers, which read the picture's description, but is shown.
    let unread = element.attr("aria-hidden") == Some("true") && !found.has(Hints::Caption | Hints::Credit);
    if element.attr("hidden").is_some() || unread || style.replace(' ', "").contains("display:none") {
        found = found | Hints::Hidden;
    }
    found
}

/// Whether an address is one where a reader shares a page, subscribes, follows or gives, by the words of its parts; one with a part as
/// long as a title leads to a report.
pub(super) fn prompts(address: &str) -> bool {
    const TITLE: usize = 4;
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let parts: Vec<Vec<String>> = path.split(['/', '.', ':']).take(20).map(words).collect();
    parts.iter().all(|words| words.len() < TITLE)
        && parts.iter().any(|words| {
            (1..=words.len())
                .any(|count| words.windows(count).any(|words| PROMPTS.contains(words.join(" ").as_str())))
        })
}

fn of_value(value: &str) -> Hints {
    let mut found = Hints::default();
    for name in value.split_whitespace().take(20) {
        let words = words(name);
        let mut start = 0;
        while start < words.len() {
            // The longest entry counts: "teaser text" is no teaser.
            let longest = (start + 1..=words.len().min(start + LONGEST))
                .rev()
                .find_map(|end| Some((end, *WORDS.get(&words[start..end].join(" "))?)));
            start = match longest {
                Some((end, hint)) => {
                    found = found | hint;
                    end
                }
                None => start + 1,
            };
        }
    }
    found
}

/// The words of a name: cut at marks, digits and where a capital follows a small letter.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    let mut small = false;
    for char in name.chars().take(120) {
        if !char.is_alphabetic() {
            open = false;
            small = false;
            continue;
        }
        if !open || (small && char.is_uppercase()) {
            words.push(String::new());
        }
        open = true;
        small = char.is_lowercase();
        if let Some(word) = words.last_mut() {
            word.extend(char.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_by_their_words() {
        assert!(of_value("c-article__share-bar").has(Hints::Share));
        assert!(of_value("ArticleBody").has(Hints::Body));
        assert!(of_value("wp-caption-text").has(Hints::Caption));
        assert!(!of_value("shadow header-lead-in").has(Hints::Share | Hints::Advertising));
        assert!(WORDS.len() > 150, "the data file is read");
    }

    #[test]
    fn addresses_where_one_subscribes_are_told_from_reports() {
        assert!(prompts("https://quaycourier.example/newsletter/?from=article"));
        assert!(prompts("/faire-un-don"));
        assert!(!prompts("/news/why-the-newsletter-came-late-again"));
        assert!(!prompts("/news/1234?source=newsletter"));
    }
}
