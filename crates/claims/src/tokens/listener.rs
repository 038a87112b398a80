//! Whom something is said to.

use std::ops::Range;

use super::Reader;
use super::cue::Found;
use crate::lexicon::Takes;

impl Reader<'_> {
    pub(super) fn addressee_end(&self, at: usize, limit: usize) -> Option<usize> {
        let grammar = &self.lexicon.grammar;
        let first = self.text.words.get(at)?;
        if grammar.listeners.contains(&first.lower) {
            return Some(at + 1);
        }
        if first.capital() {
            let end = (at..limit).find(|&end| {
                !self.text.words[end].capital()
                    || grammar.determiners.contains(self.text.lower(end)) && end > at + 1
            });
            return Some(end.unwrap_or(limit));
        }
        let media = |at: usize| match self.lexicon.kinds.at(&self.text.words[at..limit]) {
            Some((len, hearsay_core::SourceKind::Media)) => Some(at + len),
            _ => None,
        };
        let behind_name =
            |from: usize| (from..limit).find(|&end| !self.text.words[end].capital()).unwrap_or(limit);
        if let Some(media) = (at..limit.min(at + 4)).find_map(media) {
            return Some(behind_name(media));
        }
        if grammar.determiners.contains(&first.lower) {
            let named = behind_name(at + 1);
            // "The AIPAC meeting".
            let named = named + usize::from(named < limit && self.text.words[named].upos == "NOUN");
            return Some(if named > at + 1 { named } else { at + 2 });
        }
        None
    }

    /// Media right behind the cue that are spoken to: *a confié à l'AFP*.
    pub(super) fn spoken_to(&self, cue: &Found, sentence: &Range<usize>) -> Option<Range<usize>> {
        let opener = cue.words.end;
        if self.entry_for(cue, Takes::Tell).is_some() {
            return Some(opener..self.addressee_end(opener, self.body_end(sentence))?);
        }
        self.lexicon.grammar.addressees.contains(self.text.lower(opener)).then_some(())?;
        self.phrase_after(opener + 1, self.body_end(sentence))
    }

    /// Media between the cue and its content: *a confirmé à `SouthFront` que*, *told Reuters that*.
    pub(super) fn addressee(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let grammar = &self.lexicon.grammar;
        let from = (start..end).find(|&at| {
            let word = self.text.lower(at);
            let opens = grammar.addressees.contains(word);
            let media = matches!(
                self.lexicon.kinds.at(&self.text.words[at..end]),
                Some((_, hearsay_core::SourceKind::Media))
            ) || self.text.quote_opening_at(at).is_some();
            let named = |at: usize| {
                (at..end.min(at + 3)).any(|at| {
                    let rest = &self.text.words[at..end];
                    let kind = self.lexicon.kinds.at(rest).map(|(_, kind)| kind);
                    kind == Some(hearsay_core::SourceKind::Media) || self.lexicon.outlets.at(rest).is_some()
                })
            };
            let article = at == start && grammar.determiners.contains(word) && named(at + 1);
            opens || article || (at == start && (self.text.words[at].capital() || media))
        })?;
        let opener = grammar.addressees.contains(self.text.lower(from));
        let from = from + usize::from(opener);
        let phrase = self.phrase_after(from, end)?;
        Some(phrase)
    }
}
