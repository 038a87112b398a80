//! Which cue a source or a content belongs to.

use std::ops::Range;

use super::Role;
use super::loops::{dot, tanhs};
use super::matrix::{Kernel, Linear, Rows};
use super::weights::{Error, Weights};

/// Scores a source or content against a cue: their first and last words, and the distance between them.
#[derive(Debug)]
pub(super) struct Linker {
    word: Linear,
    /// For sources and for contents: `pair[cue][span]`.
    pair: [Vec<f32>; 2],
    near: Vec<f32>,
}

impl Linker {
    pub(super) fn load(kernel: &Kernel, weights: &Weights<'_>) -> Result<Self, Error> {
        Ok(Self {
            word: weights.linear(kernel, "linker.word")?,
            pair: [weights.values("linker.source.weight")?, weights.values("linker.content.weight")?],
            near: weights.values("linker.near")?,
        })
    }

    /// For each span of one window the index of its cue; `None` for cues and where there is no cue. `words` are the encoder's
    /// states, of which the window's begin at `start`.
    pub(super) fn cues(
        &self,
        kernel: &Kernel,
        words: &Rows,
        start: usize,
        spans: &[(Role, Range<usize>)],
    ) -> Vec<Option<usize>> {
        let cues: Vec<usize> = (0..spans.len()).filter(|index| spans[*index].0 == Role::Cue).collect();
        if cues.is_empty() {
            return vec![None; spans.len()];
        }
        // Only the first and the last word of each span are looked at.
        let ends =
            words.pick(spans.iter().flat_map(|(_, range)| [start + range.start, start + range.end - 1]));
        let mut vectors = self.word.apply(kernel, &ends);
        tanhs(&mut vectors);
        spans
            .iter()
            .enumerate()
            .map(|(index, (role, _))| match role {
                Role::Cue => None,
                Role::Source | Role::Content => cues
                    .iter()
                    .map(|cue| (*cue, self.score(&vectors, index, *cue, &cues, spans)))
                    .reduce(|best, next| if next.1 > best.1 { next } else { best })
                    .map(|(cue, _)| cue),
            })
            .collect()
    }

    /// How well a span fits a cue. `vectors` are those of the first and the last word of each span.
    fn score(
        &self,
        vectors: &[f32],
        index: usize,
        cue: usize,
        cues: &[usize],
        spans: &[(Role, Range<usize>)],
    ) -> f32 {
        let size = 2 * self.word.outputs();
        let ends = |index: usize| &vectors[index * size..(index + 1) * size];
        let (left, right) = (ends(index), ends(cue));
        let (role, span) = &spans[index];
        let cue = &spans[cue].1;
        let kind = usize::from(*role == Role::Content);
        let rows = self.pair[kind].chunks_exact(size);
        let bilinear: f32 = right.iter().zip(rows).map(|(value, row)| value * dot(row, left)).sum();
        let (low, high) = (span.start.min(cue.start), span.end.max(cue.end));
        let between = cues
            .iter()
            .map(|index| &spans[*index].1)
            .filter(|other| *other != cue && low <= other.start && other.end <= high)
            .count();
        let buckets = self.near.len() / 2;
        bilinear + self.near[kind * buckets + bucket(span, cue, between)]
    }
}

/// Side of the cue, words between (0–1, 2–3, 4–7, 8–15, more), other cues between (0, 1, more).
fn bucket(span: &Range<usize>, cue: &Range<usize>, between: usize) -> usize {
    let after = cue.start >= span.end;
    let gap = if after { cue.start - span.end } else { span.start.saturating_sub(cue.end) };
    let size = match gap {
        0..2 => 0,
        2..4 => 1,
        4..8 => 2,
        8..16 => 3,
        _ => 4,
    };
    (usize::from(after) * 5 + size) * 3 + between.min(2)
}
