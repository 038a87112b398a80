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
            let thing = self.text.child(verb, &["obj"])?;
            let value = self.text.child(verb, &["xcomp"])?;
            (thing >= cue.words.end && value > thing && value < end).then_some(())?;
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
        (!content.is_empty()).then(|| Attribution {
            entry: Some(entry),
            negated: cue.negated,
            tense: cue.tense,
            source: Some(source.clone()),
            content: Some(content),
            ..Attribution::at(cue.words.clone())
        })
    }

    /// Whether a figure stands at `at`, behind "more than" and the like.
    fn is_figure(&self, at: usize) -> bool {
        (at..self.text.words.len().min(at + 4)).any(|at| self.text.words[at].upos == "NUM")
    }
}
