//! *By the army's count, …*; *in the drivers' telling, …*: a preposition, whose account it is, and a noun.

use std::ops::Range;

use super::Reader;
use super::cue::{Found, Kind};

/// Most words of whoever has an account.
const LONGEST: usize = 8;

impl Reader<'_> {
    /// Such a phrase at word `at`.
    pub(super) fn by_ones_account(&self, at: usize, sentence: &Range<usize>) -> Option<Found> {
        let grammar = &self.lexicon.grammar;
        if !grammar.account_openers.contains(self.text.lower(at)) {
            return None;
        }
        let limit = sentence.end.min(at + LONGEST);
        let owner = (at + 1..limit).find(|&at| {
            let word = self.text.lower(at);
            word.len() > 2 && word.ends_with("'s") || word == "'" && self.text.lower(at - 1).ends_with('s')
        })?;
        let noun = (owner + 1..limit).find(|&at| self.text.words[at].upos != "ADJ")?;
        if !grammar.accounts.contains(self.text.lower(noun)) {
            return None;
        }
        let end = owner + usize::from(self.text.lower(owner) != "'");
        Some(Found {
            kind: Kind::Preposition,
            words: at..noun + 1,
            entries: Vec::new(),
            tense: None,
            negated: false,
            pronoun: Some(at + 1..end),
        })
    }
}
