//! *Quoted the governor as saying*: a verb of quoting, whom it quotes, and the gerund that says it.

use std::ops::Range;

use super::Reader;
use super::cue::Found;
use crate::attribution::Attribution;
use crate::lexicon::{Takes, Tense};

impl Reader<'_> {
    /// *Quoted the governor as saying*; *was quoted as saying*: whoever is quoted.
    pub(super) fn quoted_as(&self, cue: &Found, sentence: &Range<usize>) -> Option<Range<usize>> {
        let (_, verb, at) = self.quoting(cue, sentence)?;
        let object = self.text.trim(verb + 1..at);
        if object.is_empty() || self.agent_follows(verb) {
            return self.phrase_before(verb, sentence).or_else(|| self.leading_phrase(sentence, verb));
        }
        Some(object)
    }

    /// For a gerund behind "as" the cue of quoting before it: where it begins, its verb, and the "as".
    pub(super) fn quoting(&self, cue: &Found, sentence: &Range<usize>) -> Option<(usize, usize, usize)> {
        (cue.tense == Some(Tense::Gerund)).then(|| self.quoted_before(cue.words.start, sentence))?
    }

    /// The same for a gerund at `gerund`.
    pub(super) fn quoted_before(
        &self,
        gerund: usize,
        sentence: &Range<usize>,
    ) -> Option<(usize, usize, usize)> {
        let at = gerund.checked_sub(1).filter(|&at| at > sentence.start)?;
        if !self.lexicon.grammar.as_words.contains(self.text.lower(at)) {
            return None;
        }
        let quotes = |at: &usize| {
            self.lexicon.verbs.get(self.text.lower(*at)).is_some_and(|forms| {
                forms.iter().any(|form| self.lexicon.cues[form.cue].takes(Takes::Citing))
            })
        };
        let verb = (sentence.start..at).rev().take(20).find(quotes)?;
        let start = (sentence.start..verb)
            .rev()
            .take_while(|&at| self.lexicon.grammar.auxiliaries.contains(self.text.lower(at)))
            .last()
            .unwrap_or(verb);
        Some((start, verb, at))
    }

    /// *Was quoted | by Interpress as saying*: whoever passes the words on.
    pub(super) fn agent_follows(&self, verb: usize) -> bool {
        self.lexicon.grammar.agents.contains(self.text.lower(verb + 1))
    }

    /// *X | quoted | Y as saying*, *Y | was quoted as saying*: the cue is the verb of quoting, with what follows it in the passive. That
    /// verb introduces nothing else.
    pub(super) fn quoting_cues(&self, found: &mut Vec<Attribution>) {
        let mut verbs = Vec::new();
        for other in found.iter_mut() {
            let sentence = self.text.sentence_of(other.cue.start);
            let says = other.entry.is_some_and(|entry| self.lexicon.cues[entry].takes(Takes::Quote));
            if let Some((start, verb, _)) = self.quoted_before(other.cue.start, &sentence).filter(|_| says) {
                verbs.push((verb, other.cue.clone()));
                other.cue = start..if start == verb { verb + 1 } else { other.cue.end };
            }
        }
        found.retain(|other| {
            let again = |(verb, gerund): &(usize, Range<usize>)| {
                other.cue.contains(verb)
                    && other.content.as_ref().is_some_and(|content| content.contains(&gerund.start))
            };
            !verbs.iter().any(again)
        });
    }
}
