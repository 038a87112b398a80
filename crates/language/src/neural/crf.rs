//! The best tag sequence of a linear-chain CRF (Lafferty, `McCallum` and Pereira 2001), and the spans it marks.

use std::ops::Range;

use super::matrix::{Kernel, Linear, Rows, argmax};
use super::weights::{Error, Weights};

/// One hidden layer, then a CRF over BIO tags.
#[derive(Debug)]
pub(super) struct Tagger {
    hidden: Linear,
    out: Linear,
    start: Vec<f32>,
    end: Vec<f32>,
    step: Vec<f32>,
}

impl Tagger {
    pub(super) fn load(kernel: &Kernel, weights: &Weights<'_>, name: &str) -> Result<Self, Error> {
        Ok(Self {
            hidden: weights.linear(kernel, &format!("{name}.hidden"))?,
            out: weights.linear(kernel, &format!("{name}.out"))?,
            start: weights.values(&format!("{name}.crf.start"))?,
            end: weights.values(&format!("{name}.crf.end"))?,
            step: weights.values(&format!("{name}.crf.step"))?,
        })
    }

    /// Scores of all words, `[word][tag]`.
    pub(super) fn scores(&self, kernel: &Kernel, words: &Rows) -> Vec<f32> {
        let mut hidden = self.hidden.apply(kernel, words);
        for value in &mut hidden {
            *value = value.max(0.0);
        }
        self.out.apply(kernel, &Rows::round(&hidden, self.hidden.outputs()))
    }

    pub(super) fn tags(&self) -> usize {
        self.start.len()
    }

    /// Viterbi's best path through one sequence's scores.
    pub(super) fn decode(&self, scores: &[f32]) -> Vec<usize> {
        let tags = self.tags();
        let mut words = scores.chunks_exact(tags);
        let Some(first) = words.next() else { return Vec::new() };
        let mut best: Vec<f32> = first.iter().zip(&self.start).map(|(score, start)| score + start).collect();
        let mut back = Vec::with_capacity(scores.len());
        for word in words {
            let mut next = Vec::with_capacity(tags);
            for (to, score) in word.iter().enumerate() {
                let (mut from, mut way) = (0, f32::NEG_INFINITY);
                for (tag, before) in best.iter().enumerate() {
                    let through = before + self.step[tag * tags + to];
                    if through > way {
                        (from, way) = (tag, through);
                    }
                }
                back.push(from);
                next.push(way + score);
            }
            best = next;
        }
        for (score, end) in best.iter_mut().zip(&self.end) {
            *score += end;
        }
        let mut tag = argmax(&best);
        let mut path = vec![tag];
        for step in back.chunks_exact(tags).rev() {
            tag = step[tag];
            path.push(tag);
        }
        path.reverse();
        path
    }
}

impl Tagger {
    /// For each word the probability of its tag on `path`, given the whole sequence (forward–backward).
    pub(super) fn posteriors(&self, scores: &[f32], path: &[usize]) -> Vec<f32> {
        let tags = self.tags();
        let exponentials = |row: &[f32]| {
            let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            row.iter().map(|value| (value - top).exp()).collect::<Vec<f32>>()
        };
        let words: Vec<Vec<f32>> = scores.chunks_exact(tags).map(exponentials).collect();
        let (start, end, step) =
            (exponentials(&self.start), exponentials(&self.end), exponentials(&self.step));
        let mut forward: Vec<Vec<f32>> = Vec::with_capacity(words.len());
        for word in &words {
            let from = forward.last().map(|before| {
                (0..tags)
                    .map(|to| (0..tags).map(|from| before[from] * step[from * tags + to]).sum())
                    .collect()
            });
            let from: Vec<f32> = from.unwrap_or_else(|| start.clone());
            forward.push(normalised(from.iter().zip(word).map(|(from, word)| from * word).collect()));
        }
        let mut behind = end;
        let mut posteriors = vec![0.0; words.len()];
        for (at, word) in words.iter().enumerate().rev() {
            let together = normalised(forward[at].iter().zip(&behind).map(|(a, b)| a * b).collect());
            posteriors[at] = together[path[at]];
            let here: Vec<f32> = word.iter().zip(&behind).map(|(a, b)| a * b).collect();
            behind = normalised(
                (0..tags)
                    .map(|from| {
                        step[from * tags..(from + 1) * tags].iter().zip(&here).map(|(a, b)| a * b).sum()
                    })
                    .collect(),
            );
        }
        posteriors
    }
}

/// Values that sum up to 1.
fn normalised(mut values: Vec<f32>) -> Vec<f32> {
    let sum: f32 = values.iter().sum();
    if sum > 0.0 {
        for value in &mut values {
            *value /= sum;
        }
    }
    values
}

/// Spans of a path of BIO tags: `0` is outside, `1 + 2k` begins kind `k`, `2 + 2k` goes on with it. A tag that goes on with
/// nothing begins a span.
pub(super) fn spans(path: &[usize]) -> Vec<(usize, Range<usize>)> {
    let mut spans: Vec<(usize, Range<usize>)> = Vec::new();
    for (word, tag) in path.iter().enumerate().filter(|(_, tag)| **tag > 0) {
        let kind = (tag - 1) / 2;
        match spans.last_mut() {
            Some((last, range)) if tag % 2 == 0 && *last == kind && range.end == word => range.end = word + 1,
            _ => spans.push((kind, word..word + 1)),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::spans;

    #[test]
    fn tags_mark_spans() {
        assert_eq!(spans(&[0, 1, 2, 1, 4, 4, 0, 2]), [(0, 1..3), (0, 3..4), (1, 4..6), (0, 7..8)]);
    }
}
