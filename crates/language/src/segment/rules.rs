//! What segmentation knows of a language, read from `data/<language>.toml`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::Language;

/// The rules of one language, ready for use.
#[derive(Debug)]
pub(super) struct Rules {
    /// Words that keep their full stop and can end no sentence by it, in lower case.
    pub(super) abbreviations: HashSet<String>,
    /// Words that keep their full stop and may end a sentence by it.
    pub(super) final_abbreviations: HashSet<String>,
    /// What is cut off before an apostrophe: `l`, `qu`.
    pub(super) elisions: HashSet<String>,
    /// Words with an apostrophe that stay whole.
    pub(super) whole: HashSet<String>,
    /// What is cut off at a word's end, hyphen included: `-t-il`. The longest first.
    pub(super) clitics: Vec<String>,
    /// Whether hyphens between letters are tokens, and the prefixes that stay.
    pub(super) split_hyphens: bool,
    pub(super) hyphen_prefixes: HashSet<String>,
    /// Whether digits in groups of three are one number across a space.
    pub(super) spaced_numbers: bool,
    /// Whether a number with a full stop can be an ordinal (German `3. Mai`).
    pub(super) ordinals: bool,
    /// Endings that are words of their own within a token: `n't`, `'s`. The longest first.
    pub(super) endings: Vec<String>,
    /// Tokens that hold several words.
    pub(super) multiword: HashMap<String, Vec<String>>,
    /// Tokens that hold several words only in some contexts.
    pub(super) ambiguous: HashMap<String, Ambiguous>,
    /// Capitalised words that begin a sentence where the word before has no final punctuation.
    pub(super) openers: HashSet<String>,
}

/// A token that is one word or several, by the words around it.
#[derive(Debug, Deserialize)]
pub(super) struct Ambiguous {
    /// Its words where it is several.
    pub(super) words: Vec<String>,
    /// Words before it after which it is one word; `^` is the sentence's beginning.
    pub(super) single_after: HashSet<String>,
    /// Endings of the word before it after which it is one word.
    pub(super) single_after_endings: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    abbreviations: Vec<String>,
    #[serde(default)]
    final_abbreviations: Vec<String>,
    #[serde(default)]
    elisions: Vec<String>,
    #[serde(default)]
    whole: Vec<String>,
    #[serde(default)]
    clitics: Vec<String>,
    #[serde(default)]
    split_hyphens: bool,
    #[serde(default)]
    hyphen_prefixes: Vec<String>,
    #[serde(default)]
    spaced_numbers: bool,
    #[serde(default)]
    ordinals: bool,
    #[serde(default)]
    endings: Vec<String>,
    #[serde(default)]
    multiword: HashMap<String, Vec<String>>,
    #[serde(default)]
    ambiguous: HashMap<String, Ambiguous>,
    #[serde(default)]
    openers: Vec<String>,
}

static RULES: LazyLock<HashMap<&'static str, Rules>> = LazyLock::new(|| {
    [
        ("fr", include_str!("../../data/fr.toml")),
        ("en", include_str!("../../data/en.toml")),
        ("es", include_str!("../../data/es.toml")),
        ("ru", include_str!("../../data/ru.toml")),
        ("uk", include_str!("../../data/uk.toml")),
        ("ar", include_str!("../../data/ar.toml")),
        ("de", include_str!("../../data/de.toml")),
    ]
    .map(|(code, text)| (code, Rules::read(text).expect("our own data files are valid; a test reads each")))
    .into()
});

/// Stretches that are one token whatever they hold: addresses, numbers, times.
pub(super) static FIXED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        ^(?:
            (?:https?://|www\.)[^\s<>«»“”]*[^\s<>«»“”.,;:!?)\]'\x22’]
          | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
          | [@\#][\p{L}\d_]+
          | (?:\p{L}[\p{L}\d-]*\.)+(?:com|org|net|fr|ru|ua|uk|de|es|info|gov|edu|eu|io|tv)\b
          | \d+(?:[.,:/]\d+)+
        )",
    )
    .expect("the pattern is fixed")
});

impl Rules {
    pub(super) fn of(language: Language) -> &'static Self {
        &RULES[language.code()]
    }

    fn read(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let longest_first = |mut list: Vec<String>| {
            list.sort_by_key(|item| std::cmp::Reverse(item.len()));
            list
        };
        Ok(Self {
            abbreviations: file.abbreviations.into_iter().collect(),
            final_abbreviations: file.final_abbreviations.into_iter().collect(),
            elisions: file.elisions.into_iter().collect(),
            whole: file.whole.into_iter().collect(),
            clitics: longest_first(file.clitics),
            split_hyphens: file.split_hyphens,
            hyphen_prefixes: file.hyphen_prefixes.into_iter().collect(),
            spaced_numbers: file.spaced_numbers,
            ordinals: file.ordinals,
            endings: longest_first(file.endings),
            multiword: file.multiword,
            ambiguous: file.ambiguous,
            openers: file.openers.into_iter().collect(),
        })
    }
}

/// Lower case, with the plain apostrophe: the form in which the data files are asked.
pub(super) fn key(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(|char| if char == '’' { '\'' } else { char }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_rules() {
        for language in Language::ALL {
            assert!(!Rules::of(language).abbreviations.is_empty(), "{language:?}");
        }
    }
}
