//! *A-t-on appris auprès des secours*, *de source syndicale, on évoque …*: where nobody in particular speaks, those from whom it is known.

use std::ops::Range;

use super::Reader;
use crate::attribution::{Attribution, Stands};

impl Reader<'_> {
    /// Puts them in the place of the pronoun that stands for nobody.
    pub(super) fn informants(&self, found: &mut [Attribution]) {
        for attribution in found.iter_mut() {
            let sentence = self.text.sentence_of(attribution.cue.start);
            let Some(pronoun) = self.nobody(attribution, &sentence) else { continue };
            let behind = attribution.cue.end.max(pronoun + 1);
            let fronted = || {
                let informant = self.informant(sentence.start, pronoun)?;
                (self.text.lower(informant.end) == "," && informant.end + 1 == pronoun).then_some(informant)
            };
            let informant = self.informant(behind, self.body_end(&sentence)).or_else(fronted);
            if let Some(informant) = informant {
                attribution.source = Some(informant);
                attribution.whose = None;
                attribution.stands = Stands::Source;
            }
        }
    }

    /// The pronoun, if it is who an attribution takes for its source or stands right before its cue.
    fn nobody(&self, attribution: &Attribution, sentence: &Range<usize>) -> Option<usize> {
        let own = match &attribution.source {
            Some(source) if source.len() == 1 => source.clone(),
            None if attribution.stands == Stands::Nobody => {
                attribution.cue.start.saturating_sub(1).max(sentence.start)..attribution.cue.end
            }
            _ => return None,
        };
        own.into_iter().find(|&at| {
            let word = self.text.lower(at);
            self.lexicon.grammar.nobody.contains(word.rsplit('-').next().unwrap_or(word))
        })
    }

    /// Whoever stands at `at` behind words that say from whom something is known; *de* says so of a source alone.
    fn informant(&self, at: usize, limit: usize) -> Option<Range<usize>> {
        let rest = self.text.words.get(at..limit)?;
        let grammar = &self.lexicon.grammar;
        let anonymous = |at: usize| self.lexicon.anonymous.at(&self.text.words[at..limit]).is_some();
        let start = match self.lexicon.informants.at(rest) {
            Some((len, ())) => at + len,
            None => at + 1,
        };
        let of_source =
            start == at + 1 && at < limit && grammar.of.contains(self.text.lower(at)) && anonymous(start);
        let phrase = self.phrase_after(start, limit).filter(|_| start > at + 1 || of_source)?;
        self.speaks(&phrase).then_some(phrase)
    }
}
