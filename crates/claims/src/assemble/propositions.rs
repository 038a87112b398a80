//! What one source says in one content, cut into propositions.

use std::ops::Range;

use super::Assembler;
use crate::attribution::Attribution;
use crate::{tokens, voice};

impl Assembler<'_> {
    /// The propositions of a content: "que A et que B" are two, and a relative clause in the reporting conditional has a status of its own.
    pub(super) fn propositions(&self, content: Range<usize>) -> Vec<Range<usize>> {
        let grammar = &self.lexicon.grammar;
        let mut parts = Vec::new();
        let mut start = content.start;
        for at in content.start + 2..content.end {
            let word = self.text.lower(at);
            let conditional = || {
                (at + 1..content.end.min(at + 4))
                    .any(|at| self.lexicon.conditional_auxiliaries.contains(self.text.lower(at)))
            };
            if grammar.coordinators.contains(self.text.lower(at - 1))
                && grammar.complementizers.contains(word)
                && start + 2 < at
            {
                parts.push(start..at - 1);
                start = at + 1;
            } else if grammar.relatives.contains(word)
                && start + 1 < at
                && self.lexicon.prepositions.at(&self.text.words[at - 1..at]).is_none()
                && conditional()
            {
                parts.push(start..at);
                start = at;
            } else if start + 2 < at
                && (self.text.joins_clause(at - 1, content.start) || self.contrasts(at, start..content.end))
            {
                parts.push(start..at - 1);
                start = at;
            }
        }
        parts.push(start..content.end);
        parts
    }

    /// Whether behind a comma and *while* or the like, before word `at`, a clause with a subject of its own is set beside the one before.
    fn contrasts(&self, at: usize, content: Range<usize>) -> bool {
        let reader = tokens::Reader { text: self.text, lexicon: self.lexicon };
        self.lexicon.grammar.dividing.contains(self.text.lower(at - 1))
            && at >= content.start + 3
            && self.text.lower(at - 2) == ","
            && reader.has_finite(content.start..at - 1)
            && reader.has_finite(at..content.end)
            && (reader.opens_clause(at, content.end) || voice::opens_with_subject(self.text, at))
    }

    /// One range a sentence of a quotation, without those that are only an exclamation.
    pub(super) fn sentences_of(&self, content: Range<usize>) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = self
            .text
            .sentences
            .iter()
            .map(|sentence| sentence.start.max(content.start)..sentence.end.min(content.end))
            .filter(|part| part.start < part.end)
            .map(|part| self.text.trim(part))
            .filter(|part| self.text.words[part.clone()].iter().filter(|word| word.is_word()).count() > 1)
            .collect();
        if found.is_empty() {
            found.push(self.text.trim(content.clone()));
        }
        let asks = |part: &Range<usize>| {
            let last = self.text.sentence_of(part.start).end.min(content.end + 1);
            (part.end..last.max(part.end))
                .any(|at| self.lexicon.grammar.questions.contains(self.text.lower(at)))
        };
        found.retain(|part| part.start < part.end && !asks(part));
        found
    }

    /// A proposition without the word that ties it to the one before: *said two had died, | and three were hurt*.
    pub(super) fn behind_coordinator(&self, part: Range<usize>) -> Range<usize> {
        let tied = self.text.lower(part.start.saturating_sub(1)) == ","
            && self.lexicon.grammar.coordinators.contains(self.text.lower(part.start));
        self.text.trim(part.start + usize::from(tied && part.len() > 2)..part.end)
    }

    /// A proposition without who says it at its end: *Two had died | , the mayor said, and three were hurt*.
    pub(super) fn before_incise(&self, part: Range<usize>, attribution: &Attribution) -> Range<usize> {
        let cue = &attribution.cue;
        let source = attribution.source.as_ref().filter(|source| part.contains(&source.start));
        let start = source.map_or(cue.start, |source| source.start.min(cue.start));
        let end = source.map_or(cue.end, |source| source.end.max(cue.end));
        let closes = part.contains(&cue.start) && end == part.end && start > part.start + 1;
        if closes { self.text.trim(part.start..start) } else { part }
    }
}
