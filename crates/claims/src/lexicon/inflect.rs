//! Forms of a verb from its dictionary form, by the classes of `conjugation.toml`.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

/// What a form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Tense {
    Present,
    Past,
    Future,
    Conditional,
    Participle,
    Gerund,
    Infinitive,
}

/// Endings by class, and for each class endings by tense.
pub(super) type Classes = HashMap<String, BTreeMap<Tense, Vec<String>>>;

/// The classes of a language.
#[derive(Debug)]
pub(super) struct Conjugation(Classes);

impl Conjugation {
    pub(super) fn new(classes: Classes) -> Self {
        Self(classes)
    }

    /// All forms of `lemma` by the longest class that fits; a verb that fits no class has its dictionary form alone.
    pub(super) fn forms(&self, lemma: &str) -> Vec<(String, Tense)> {
        let class = lemma
            .char_indices()
            .map(|(start, _)| start)
            .chain([lemma.len()])
            .find_map(|start| Some((start, self.0.get(&lemma[start..])?)));
        let Some((start, endings)) = class else { return vec![(lemma.to_owned(), Tense::Infinitive)] };
        let stem = &lemma[..start];
        let mut forms: Vec<(String, Tense)> = Vec::new();
        for (tense, endings) in endings {
            for ending in endings {
                let form = (format!("{stem}{ending}"), *tense);
                if !forms.contains(&form) {
                    forms.push(form);
                }
            }
        }
        forms
    }
}
