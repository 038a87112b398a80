//! Who states what, as the guidelines of the labelled claims see it: contents of sources, statements of the outlet, cues, sources,
//! relays; and for each source how it is named and what it is.

use std::ops::Range;

use hearsay_core::{Naming, SourceKind, Stance};

use super::Role;
use super::crf::Tagger;
use super::links::Linker;
use super::lstm::{Encoder, Layout};
use super::matrix::{Kernel, Linear, Rows, argmax};
use super::weights::{Description, Error, Weights};
use crate::analysis::StatementRole;

/// A part of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// What it is to the statement.
    pub role: StatementRole,
    /// Its words.
    pub words: Range<usize>,
    /// For contents, sources and relays the index, in the window's statements, of the cue that they belong to.
    pub cue: Option<usize>,
    /// For sources and relays how they are named and what they are.
    pub whose: Option<(Naming, SourceKind)>,
    /// For contents and cues what is done with them.
    pub stance: Option<Stance>,
}

/// The heads, and the layers over the encoder's that attributions are read from too.
#[derive(Debug)]
pub(super) struct Statements {
    reader: Encoder,
    tagger: Tagger,
    whose: Linear,
    /// What the words of a cue and those of a content add to the scores of stances.
    stance_cue: Linear,
    stance_content: Linear,
    roles: Vec<StatementRole>,
    namings: Vec<Naming>,
    kinds: Vec<SourceKind>,
    stances: Vec<Stance>,
}

/// Words as [`Statements::scan`] leaves them.
#[derive(Debug)]
pub(super) struct Scanned {
    pub(super) rows: Rows,
    /// Of the tags, `[word][tag]`.
    scores: Vec<f32>,
}

impl Statements {
    pub(super) fn load(
        kernel: &Kernel,
        weights: &Weights<'_>,
        description: &Description,
    ) -> Result<Self, Error> {
        let Description { labels, shape, .. } = description;
        let wrong = |_| Error::Shape("statements".into());
        Ok(Self {
            reader: Encoder::load(kernel, weights, "reader", shape.readers, shape.reader)?,
            tagger: Tagger::load(kernel, weights, "statements")?,
            whose: weights.linear(kernel, "whose")?,
            stance_cue: weights.linear(kernel, "stance_cue")?,
            stance_content: weights.unbiased(kernel, "stance_content", labels.stances.len())?,
            roles: labels
                .statements
                .iter()
                .filter_map(|tag| tag.strip_prefix("B-"))
                .map(|name| name.parse().map_err(wrong))
                .collect::<Result<_, _>>()?,
            namings: labels
                .namings
                .iter()
                .map(|name| name.parse().map_err(wrong))
                .collect::<Result<_, _>>()?,
            kinds: labels.kinds.iter().map(|name| name.parse().map_err(wrong)).collect::<Result<_, _>>()?,
            stances: labels
                .stances
                .iter()
                .map(|name| name.parse().map_err(wrong))
                .collect::<Result<_, _>>()?,
        })
    }

    /// What the encoder's states of some windows' words are to these heads.
    pub(super) fn scan(&self, kernel: &Kernel, encoded: &Rows, layout: &Layout) -> Scanned {
        let words: Vec<usize> = (0..encoded.len()).collect();
        let rows = self.reader.apply(kernel, encoded, &words, layout);
        Scanned { scores: self.tagger.scores(kernel, &rows), rows }
    }

    /// The statements of one of the windows that were scanned, and for each word how probable its part in them is.
    pub(super) fn read(
        &self,
        kernel: &Kernel,
        encoded: &Rows,
        scanned: &Scanned,
        window: Range<usize>,
        linker: &Linker,
    ) -> (Vec<Stated>, Vec<f32>) {
        let tags = self.tagger.tags();
        let scores = &scanned.scores[window.start * tags..window.end * tags];
        let path = self.tagger.decode(scores);
        let posteriors = self.tagger.posteriors(scores, &path);
        let spans: Vec<(StatementRole, Range<usize>)> =
            spans(&path).into_iter().map(|(kind, words)| (self.roles[kind], words)).collect();
        let parts: Vec<(Role, Range<usize>)> =
            spans.iter().map(|(role, words)| (part(*role), words.clone())).collect();
        let cues = linker.cues(kernel, encoded, window.start, &parts);
        let mean = |layer: &Linear, words: &Range<usize>| {
            mean(layer, kernel, &scanned.rows, window.start + words.start..window.start + words.end)
        };
        let whose = |words: &Range<usize>| {
            let scores = mean(&self.whose, words);
            let (naming, kind) = scores.split_at(self.namings.len());
            (self.namings[argmax(naming)], self.kinds[argmax(kind)])
        };
        let stance = |cue: Option<&Range<usize>>, content: Option<&Range<usize>>| {
            let mut scores = mean(&self.stance_cue, cue.unwrap_or(&(0..0)));
            if let Some(content) = content {
                for (score, more) in scores.iter_mut().zip(mean(&self.stance_content, content)) {
                    *score += more;
                }
            }
            self.stances[argmax(&scores)]
        };
        let read = |((role, words), cue): (&(StatementRole, Range<usize>), Option<usize>)| {
            let cue = cue.filter(|_| *role != StatementRole::Own);
            Stated {
                role: *role,
                cue,
                whose: matches!(role, StatementRole::Source | StatementRole::Relay).then(|| whose(words)),
                stance: match role {
                    StatementRole::Cue => Some(stance(Some(words), None)),
                    StatementRole::Content => Some(stance(cue.map(|cue| &spans[cue].1), Some(words))),
                    StatementRole::Own | StatementRole::Source | StatementRole::Relay => None,
                },
                words: words.clone(),
            }
        };
        (spans.iter().zip(cues).map(read).collect(), posteriors)
    }
}

/// The mean of a layer's outputs over some words; of none, its bias.
fn mean(layer: &Linear, kernel: &Kernel, rows: &Rows, words: Range<usize>) -> Vec<f32> {
    if words.is_empty() {
        return layer.bias().to_vec();
    }
    let share = 1.0 / words.len() as f32;
    let mut mean = vec![0.0; layer.outputs()];
    for word in layer.apply(kernel, &rows.pick(words)).chunks_exact(layer.outputs()) {
        for (mean, score) in mean.iter_mut().zip(word) {
            *mean += share * score;
        }
    }
    mean
}

/// What a part of a statement is to the linker.
fn part(role: StatementRole) -> Role {
    match role {
        StatementRole::Cue => Role::Cue,
        StatementRole::Source | StatementRole::Relay => Role::Source,
        StatementRole::Content | StatementRole::Own => Role::Content,
    }
}

/// Kinds of tags that go on behind another span which stands in them: contents and the outlet's own statements.
const GOES_ON: usize = 2;

/// Spans of a path of BIO tags. What a source says goes on behind a cue, source or relay that stands in it: « La trêve, *a-t-elle dit*,
/// ne tient plus ».
fn spans(path: &[usize]) -> Vec<(usize, Range<usize>)> {
    let mut spans: Vec<(usize, Range<usize>)> = Vec::new();
    // The latest content, and the word behind it and what stands in it.
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    while at < path.len() {
        if path[at] == 0 {
            at += 1;
            continue;
        }
        let kind = (path[at] - 1) / 2;
        let inside = 2 * kind + 2;
        let end = (at + 1..path.len()).find(|&at| path[at] != inside).unwrap_or(path.len());
        let goes_on =
            open.filter(|&(index, behind)| path[at] == inside && behind == at && spans[index].0 == kind);
        let index = if let Some((index, _)) = goes_on {
            spans[index].1.end = end;
            index
        } else {
            spans.push((kind, at..end));
            spans.len() - 1
        };
        open = if kind < GOES_ON {
            Some((index, end))
        } else {
            open.filter(|(_, behind)| *behind == at).map(|(index, _)| (index, end))
        };
        at = end;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::spans;

    #[test]
    fn a_content_goes_on_behind_the_cue_within_it() {
        // content content cue source content, nothing, content, own
        assert_eq!(
            spans(&[1, 2, 5, 7, 2, 0, 1, 3, 4]),
            [(0, 0..5), (2, 2..3), (3, 3..4), (0, 6..7), (1, 7..9)]
        );
        // A new content behind a cue; a cue behind nothing.
        assert_eq!(spans(&[1, 5, 1, 0, 5, 2]), [(0, 0..1), (2, 1..2), (0, 2..3), (2, 4..5), (0, 5..6)]);
    }
}
