//! Whose it is: *by the army's count, …*, a preposition, whose account it is, and a noun; *the company's | chair*.

use std::ops::Range;

use super::Reader;
use super::cue::{Found, Kind};
use crate::attribution::Attribution;

/// Most words of whoever has an account.
const LONGEST: usize = 8;

impl Reader<'_> {
    /// Gives sources that end with whose they are the rest of their phrase.
    pub(super) fn owners_apart(&self, found: &mut [Attribution]) {
        for other in found.iter_mut() {
            let noun = other.entry.is_some_and(|entry| self.lexicon.cues[entry].noun);
            if let Some(source) = other.source.as_mut().filter(|_| !noun && !other.cue.is_empty()) {
                source.end = self.behind_possessor(source, &other.cue);
            }
        }
    }

    /// Where a source ends that the analyser cuts behind whose it is: *the company's | recently named chair*.
    fn behind_possessor(&self, source: &Range<usize>, cue: &Range<usize>) -> usize {
        let last = &self.text.words[source.end - 1];
        if !last.lower.ends_with("'s") {
            return source.end;
        }
        let named = |&at: &usize| {
            let word = &self.text.words[at];
            let nominal = matches!(word.upos.as_str(), "ADJ" | "NOUN" | "PROPN" | "ADV");
            !cue.contains(&at) && (nominal || word.has("VerbForm=Part"))
        };
        let sentence = self.text.sentence_of(source.start);
        let end = source.end + (source.end..sentence.end).take_while(named).count();
        let nouns = |&at: &usize| matches!(self.text.words[at].upos.as_str(), "NOUN" | "PROPN");
        (source.end..end).rfind(nouns).map_or(source.end, |noun| noun + 1)
    }

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
