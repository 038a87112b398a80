//! *Put the toll at two*; *called the vote a farce*: somebody's value for a thing.

use std::ops::Range;

use super::Reader;
use super::cue::Found;
use crate::attribution::Attribution;
use crate::lexicon::Takes;

/// Most words between the verb and the figure.
const NEAR: usize = 12;

impl Reader<'_> {
    /// Such an attribution by the verb of `cue`.
    pub(super) fn valued(
        &self,
        cue: &Found,
        source: &Range<usize>,
        sentence: &Range<usize>,
    ) -> Option<Attribution> {
        let end = self.clause_end(cue.words.end, sentence).min(self.body_end(sentence));
        let named = || {
            let verb = self.text.top(cue.words.clone())?;
            let pronoun = source.len() == 1
                && self.lexicon.grammar.subject_pronouns.contains(self.text.lower(source.start));
            (pronoun || self.head_speaks(source)).then_some(())?;
            (self.thing_and_value(verb)?.end <= end).then_some(())?;
            self.entry_for(cue, Takes::Names)
        };
        let figure = || {
            let entry = self.entry_for(cue, Takes::Figure)?;
            (cue.words.end + 1..end.min(cue.words.end + NEAR))
                .any(|at| {
                    self.lexicon.grammar.before_figures.contains(self.text.lower(at))
                        && self.is_figure(at + 1)
                })
                .then_some(entry)
        };
        let entry = figure().or_else(named)?;
        let end = (cue.words.end + 1..end).find(|&at| self.ends_object(at, end)).unwrap_or(end);
        let content = self.text.trim(cue.words.end..end);
        (!content.is_empty())
            .then(|| Self::attribution(cue, entry, Some(source.clone()), None, Some(content), false))
    }

    /// *La juge inévitable*, *les traite de menteurs*; *se dit très inquiet*: what a thing is called that a pronoun before the verb stands
    /// for, or somebody calls themselves. A feeling that the lexicon has with the verb is a part of what is said.
    pub(super) fn called(
        &self,
        cue: &Found,
        source: &Range<usize>,
        sentence: &Range<usize>,
    ) -> Option<Attribution> {
        let entry = self.entry_for(cue, Takes::Names)?;
        let grammar = &self.lexicon.grammar;
        let (words, limit) = (&self.text.words, self.body_end(sentence));
        let predicate = |at: usize| words[at].upos == "ADJ" || words[at].has("VerbForm=Part");
        let verb = self.text.top(cue.words.clone())?;
        let pronoun = (cue.words.start..verb).any(|at| grammar.clitics.contains(self.text.lower(at)));
        let adverb = |at: usize| words[at].upos == "ADV" || grammar.adverbs.contains(self.text.lower(at));
        // "S'est dit | très inquiet".
        let felt = (verb + 1..cue.words.end)
            .find(|&at| predicate(at))
            .map(|felt| (verb + 1..felt).rev().take_while(|&at| adverb(at)).last().unwrap_or(felt));
        let value = (cue.words.end..limit).find(|&at| !adverb(at))?;
        let reflexive = self.lexicon.cues[entry].reflexive && words[value].upos == "NOUN";
        let called = predicate(value) || reflexive || self.text.quote_opening_at(value).is_some();
        if !(felt.is_some() || called && pronoun) {
            return None;
        }
        let start = felt.unwrap_or(cue.words.end);
        let end =
            (start + 1..limit).find(|&at| self.text.lower(at) == "," || self.is_stop(at)).unwrap_or(limit);
        let content = self.text.trim(start..end);
        let mut found = Self::attribution(cue, entry, Some(source.clone()), None, Some(content), false);
        found.cue.end = found.cue.end.min(start);
        Some(found)
    }

    /// Behind a verb a thing and what it is called, from the one to the other, as the tree has them.
    pub(super) fn thing_and_value(&self, verb: usize) -> Option<Range<usize>> {
        let mut behind = self.text.children(verb).filter(|&child| child > verb);
        let thing = behind.find(|&child| matches!(self.text.words[child].deprel.as_str(), "obj" | "iobj"))?;
        let value =
            behind.find(|&child| matches!(self.text.words[child].deprel.as_str(), "obj" | "xcomp"))?;
        Some(thing..value + 1)
    }

    /// *Denies ever reading it*: an act as the content of a verb.
    pub(super) fn gerund(
        &self,
        cue: &Found,
        source: &Range<usize>,
        sentence: &Range<usize>,
    ) -> Option<Attribution> {
        let entry = self.entry_for(cue, Takes::Gerund)?;
        let end = self.clause_end(cue.words.end, sentence).min(self.body_end(sentence));
        let act = (cue.words.end..end).find(|&at| {
            !self.lexicon.grammar.adverbs.contains(self.text.lower(at)) && self.text.words[at].upos != "ADV"
        })?;
        let word = &self.text.words[act];
        let gerund = matches!(word.upos.as_str(), "VERB" | "AUX")
            && (word.has("VerbForm=Ger") || word.has("VerbForm=Part") && word.has("Tense=Pres"));
        gerund.then(|| {
            Self::attribution(cue, entry, Some(source.clone()), None, Some(cue.words.end..end), false)
        })
    }

    /// Whether a figure stands at `at`, behind "more than" and the like.
    fn is_figure(&self, at: usize) -> bool {
        (at..self.text.words.len().min(at + 4)).any(|at| self.text.words[at].upos == "NUM")
    }
}
