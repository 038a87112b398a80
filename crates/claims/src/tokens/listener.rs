//! Whom something is said to.

use std::ops::Range;

use super::Reader;
use super::cue::Found;
use crate::lexicon::Takes;
use crate::passage::Word;

impl Reader<'_> {
    pub(super) fn addressee_end(&self, at: usize, limit: usize) -> Option<usize> {
        let grammar = &self.lexicon.grammar;
        let first = self.text.words.get(at)?;
        if grammar.listeners.contains(&first.lower) {
            return Some(at + 1);
        }
        if first.capital() {
            return Some(self.name_end(at, limit));
        }
        let media = |at: usize| match self.lexicon.kinds.at(&self.text.words[at..limit]) {
            // "A news conference" is none.
            Some((len, hearsay_core::SourceKind::Media))
                if self.text.words[at + len - 1].deprel != "compound"
                    || self.text.words.get(at + len).is_some_and(Word::capital) =>
            {
                Some(at + len)
            }
            _ => None,
        };
        if let Some(media) = (at..limit.min(at + 4)).find_map(media) {
            return Some(self.name_end(media, limit));
        }
        if grammar.determiners.contains(&first.lower) {
            let named = self.name_end(at + 1, limit);
            // "The AIPAC meeting".
            let named = named + usize::from(named < limit && self.text.words[named].upos == "NOUN");
            return Some(if named > at + 1 { named } else { at + 2 });
        }
        None
    }

    /// Behind the name at `at`, if one stands there, with the small words within it: *Le Quotidien du Lac*, *the Gazette of Nuoro*. A place
    /// behind *of* belongs to a name with an article.
    pub(crate) fn name_end(&self, at: usize, limit: usize) -> usize {
        let grammar = &self.lexicon.grammar;
        // "The Evening Star".
        let titled = |at: usize| {
            at > 0
                && grammar.determiners.contains(self.text.lower(at - 1))
                && self.text.words[at].deprel == "compound"
        };
        let name = |at: usize| {
            at < limit
                && self.text.words[at].capital()
                && (!grammar.times.contains(self.text.lower(at)) || titled(at))
        };
        let article = at > 0 && grammar.determiners.contains(self.text.lower(at - 1));
        let known = self.lexicon.outlets.at(self.text.words.get(at..limit).unwrap_or_default());
        let mut end = at + known.map_or(0, |(len, ())| len);
        loop {
            let particles = (end..limit.min(end + 2))
                .take_while(|&at| grammar.name_particles.contains(self.text.lower(at)));
            let behind = end + particles.count();
            let of = article && grammar.of.contains(self.text.lower(end));
            if name(end) && !(end > at && grammar.determiners.contains(self.text.lower(end))) {
                end += 1;
            } else if end > at && behind > end && name(behind) {
                end = behind + 1;
            } else if end > at && of && name(end + 1) {
                end += 2;
            } else {
                return end;
            }
        }
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

    /// Who listens between the cue and its content, or right behind a cue that names its listener first.
    pub(super) fn listening(
        &self,
        cue: &Found,
        between: Range<usize>,
        sentence: &Range<usize>,
    ) -> Option<Range<usize>> {
        let tells = self.entry_for(cue, Takes::Tell).is_some();
        self.addressee(between.start, between.end)
            .or_else(|| self.spoken_to(cue, sentence).filter(|told| tells && told.end <= between.end))
    }

    /// Media between the cue and its content: *a confirmé à `SouthFront` que*, *told Reuters that*.
    fn addressee(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let grammar = &self.lexicon.grammar;
        let start = self.behind_times(start, end);
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
