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
