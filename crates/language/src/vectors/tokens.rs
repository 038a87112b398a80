//! Text to pieces: the best path of a unigram model (Kudo 2018), as `SentencePiece` finds it.

use std::collections::HashMap;

use safetensors::Dtype;

use super::File;
use super::charsmap::Charsmap;
use crate::neural::Error;

/// What stands for white space in pieces.
pub(super) const SPACE: char = '\u{2581}';

/// Rows of what is no piece: an unknown character, and what stands at a sentence's ends.
const UNKNOWN: usize = 0;
const BEGIN: usize = 1;
const END: usize = 2;

#[derive(Debug)]
pub(super) struct Tokens {
    map: Charsmap,
    index: HashMap<Box<str>, (usize, f64)>,
    /// The ids of all rows in the full vocabulary.
    ids: Vec<u32>,
    /// Characters of the longest piece.
    longest: usize,
    unknown: f64,
}

impl Tokens {
    pub(super) fn load(file: &File<'_>) -> Result<Self, Error> {
        let wrong = |name: &str| Error::Shape(name.to_owned());
        let ids = file.numbers("vocabulary.ids", Dtype::U32, u32::from_le_bytes)?;
        let lengths = file.bytes("vocabulary.lengths")?;
        let scores = file.values("vocabulary.scores", lengths.len())?;
        let [unknown] = file.values("vocabulary.unknown", 1)?[..] else {
            return Err(wrong("vocabulary.unknown"));
        };
        if ids.len() != lengths.len() + END + 1 {
            return Err(wrong("vocabulary.ids"));
        }
        let mut rest =
            std::str::from_utf8(file.bytes("vocabulary.text")?).map_err(|_| wrong("vocabulary.text"))?;
        let mut index = HashMap::with_capacity(lengths.len());
        let mut longest = 0;
        for ((length, score), row) in lengths.iter().zip(scores).zip(END + 1..) {
            let (piece, after) =
                rest.split_at_checked(usize::from(*length)).ok_or_else(|| wrong("vocabulary.text"))?;
            longest = longest.max(piece.chars().count());
            index.insert(piece.into(), (row, f64::from(score)));
            rest = after;
        }
        let map = Charsmap::read(file.bytes("charsmap")?).ok_or_else(|| wrong("charsmap"))?;
        Ok(Self { map, index, ids, longest, unknown: f64::from(unknown) })
    }

    pub(super) fn rows(&self) -> usize {
        self.ids.len()
    }

    /// The id of a row in the full vocabulary.
    pub(super) fn id(&self, row: usize) -> u32 {
        self.ids[row]
    }

    /// Rows of a sentence's pieces, between those of its ends.
    pub(super) fn rows_of(&self, sentence: &str) -> Vec<usize> {
        let text = self.map.normalise(sentence);
        let mut rows = vec![END];
        if text.is_empty() {
            rows.push(UNKNOWN);
        }
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let count = ends.len() - 1;
        let mut best = vec![f64::NEG_INFINITY; count + 1];
        let mut back = vec![(0, UNKNOWN); count + 1];
        best[0] = 0.0;
        for start in 0..count {
            let mut offer = |end: usize, score: f64, row: usize, best: &mut [f64]| {
                if best[start] + score > best[end] {
                    best[end] = best[start] + score;
                    back[end] = (start, row);
                }
            };
            let mut single = false;
            for end in start + 1..=count.min(start + self.longest) {
                if let Some((row, score)) = self.index.get(&text[ends[start]..ends[end]]) {
                    offer(end, *score, *row, &mut best);
                    single |= end == start + 1;
                }
            }
            if !single {
                offer(start + 1, self.unknown, UNKNOWN, &mut best);
            }
        }
        let mut end = count;
        while end > 0 {
            let (start, row) = back[end];
            rows.push(row);
            end = start;
        }
        rows.push(BEGIN);
        rows.reverse();
        rows
    }
}
