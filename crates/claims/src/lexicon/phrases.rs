//! Phrases of one or more words, found at a place by their first word.

use std::collections::{BTreeMap, HashMap};

use hearsay_core::SourceKind;

/// A set of phrases with a value each.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    by_first: HashMap<String, Vec<(Vec<String>, T)>>,
    /// Phrases with a word that is only its beginning (`министр*`), for languages whose nouns have many endings.
    stems: Vec<(Vec<String>, T)>,
    exact: bool,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: HashMap::new(), stems: Vec::new(), exact: false }
    }
}

/// Lower case, with the typewriter's apostrophe.
pub(crate) fn normalise(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect()
}

/// The words of a phrase, cut as tokens are: at white space and behind an apostrophe (*l'*), except where English hangs something on a
/// word with one (*minister's*, *isn't*); the mark of a plural stands alone (*farmers'*).
pub(super) fn split(phrase: &str) -> Vec<String> {
    phrase.split_whitespace().flat_map(parts).map(str::to_owned).collect()
}

fn parts(word: &str) -> Vec<&str> {
    if ["'s", "n't"].iter().any(|ending| word.ends_with(ending)) {
        return vec![word];
    }
    match word.strip_suffix('\'') {
        Some(stem) if stem.len() > 1 && stem.ends_with('s') => vec![stem, "'"],
        _ => word.split_inclusive('\'').collect(),
    }
}

impl Phrases<()> {
    /// Phrases that match whatever their case.
    pub(super) fn of<S: AsRef<str>>(phrases: impl IntoIterator<Item = S>) -> Self {
        let mut set = Self::default();
        for phrase in phrases {
            set.add(phrase.as_ref(), ());
        }
        set
    }

    /// Names: phrases that match in their own case only.
    pub(super) fn exact<'s>(phrases: impl IntoIterator<Item = &'s String>) -> Self {
        let mut set = Self { exact: true, ..Self::default() };
        for phrase in phrases {
            set.add(phrase, ());
        }
        set
    }
}

impl Phrases<SourceKind> {
    pub(super) fn by_kind(kinds: &BTreeMap<SourceKind, Vec<String>>) -> Self {
        let mut set = Self::default();
        set.extend(kinds);
        set
    }

    pub(super) fn exact_by_kind(kinds: &BTreeMap<SourceKind, Vec<String>>) -> Self {
        let mut set = Self { exact: true, ..Self::default() };
        set.extend(kinds);
        set
    }

    fn extend(&mut self, kinds: &BTreeMap<SourceKind, Vec<String>>) {
        for (kind, words) in kinds {
            for word in words {
                self.add(word, *kind);
            }
        }
    }
}

impl<T: Copy> Phrases<T> {
    pub(super) fn add(&mut self, phrase: &str, value: T) {
        let phrase = phrase.replace('’', "'");
        let words = if self.exact { split(&phrase) } else { split(&normalise(&phrase)) };
        if words.iter().any(|word| word.ends_with('*')) {
            self.stems.push((words, value));
            self.stems.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        } else if let Some(first) = words.first() {
            let list = self.by_first.entry(first.clone()).or_default();
            list.push((words, value));
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
    }

    /// The longest phrase that begins at the first of `words`: how many words, and its value.
    pub(crate) fn at<'w, W>(&self, words: &'w [W]) -> Option<(usize, T)>
    where
        W: AsWord + 'w,
    {
        let word = |word: &'w W| if self.exact { word.exact() } else { word.lower() };
        let first = words.first()?;
        let whole = self.by_first.get(word(first)).and_then(|phrases| {
            phrases.iter().find_map(|(phrase, value)| {
                let fits = phrase.len() <= words.len()
                    && phrase.iter().zip(words).skip(1).all(|(phrase, token)| phrase == word(token));
                fits.then_some((phrase.len(), *value))
            })
        });
        let begins = |phrase: &str, token: &str| match phrase.strip_suffix('*') {
            Some(stem) => token.starts_with(stem),
            None => phrase == token,
        };
        whole.or_else(|| {
            self.stems.iter().find_map(|(phrase, value)| {
                let fits = phrase.len() <= words.len()
                    && phrase.iter().zip(words).all(|(phrase, token)| begins(phrase, word(token)));
                fits.then_some((phrase.len(), *value))
            })
        })
    }
}

/// A word that can be matched.
pub(crate) trait AsWord {
    /// As written, with the typewriter's apostrophe.
    fn exact(&self) -> &str;
    /// The same in lower case.
    fn lower(&self) -> &str;
}

impl<W: AsWord> AsWord for &W {
    fn exact(&self) -> &str {
        (*self).exact()
    }

    fn lower(&self) -> &str {
        (*self).lower()
    }
}
