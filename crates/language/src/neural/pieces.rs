//! Cuts a word into subword pieces: the best path of a unigram model (Kudo 2018).

use std::collections::HashMap;
use std::io::Read;

use flate2::read::ZlibDecoder;

use super::weights::{Error, Weights};

/// What a word begins with in the model's pieces.
const SPACE: char = '\u{2581}';

/// The pieces with their log probabilities.
#[derive(Debug)]
pub(super) struct Pieces {
    index: HashMap<Box<str>, (u32, f64)>,
    longest: usize,
    unknown: f64,
}

impl Pieces {
    /// Pieces lie in the file end to end, compressed, with the length in bytes and the score of each.
    pub(super) fn load(weights: &Weights<'_>, unknown: f64) -> Result<Self, Error> {
        let wrong = || Error::Shape("vocabulary.text".into());
        let lengths = weights.bytes("vocabulary.lengths")?;
        let mut text = String::new();
        ZlibDecoder::new(weights.bytes("vocabulary.text")?)
            .take(lengths.iter().map(|length| u64::from(*length)).sum())
            .read_to_string(&mut text)
            .map_err(|_| wrong())?;
        let mut index = HashMap::with_capacity(lengths.len());
        let mut longest = 0;
        let mut rest = text.as_str();
        for ((length, score), id) in lengths.iter().zip(weights.values("vocabulary.scores")?).zip(0..) {
            let (piece, after) = rest.split_at_checked(usize::from(*length)).ok_or_else(wrong)?;
            longest = longest.max(piece.chars().count());
            index.insert(piece.into(), (id, f64::from(score)));
            rest = after;
        }
        Ok(Self { index, longest, unknown })
    }

    /// A piece by its id.
    #[cfg(test)]
    pub(super) fn text(&self, id: u32) -> &str {
        self.index.iter().find(|(_, (other, _))| *other == id).map_or("", |(text, _)| text)
    }

    /// Ids of a normalised word's pieces; the bare space piece and characters that no piece covers are left out.
    pub(super) fn cut(&self, word: &str) -> Vec<u32> {
        let text: String =
            std::iter::once(SPACE).chain(word.chars().map(|c| if c == ' ' { SPACE } else { c })).collect();
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let count = ends.len() - 1;
        let mut best = vec![f64::NEG_INFINITY; count + 1];
        let mut back: Vec<(usize, Option<u32>)> = vec![(0, None); count + 1];
        best[0] = 0.0;
        for start in 0..count {
            for end in start + 1..=count.min(start + self.longest) {
                let piece = &text[ends[start]..ends[end]];
                if let Some((id, score)) = self.index.get(piece) {
                    let score = best[start] + score;
                    if score > best[end] {
                        best[end] = score;
                        back[end] = (start, Some(*id));
                    }
                }
            }
            let score = best[start] + self.unknown;
            if score > best[start + 1] {
                best[start + 1] = score;
                back[start + 1] = (start, None);
            }
        }
        let mut ids = Vec::new();
        let mut end = count;
        while end > 0 {
            let (start, id) = back[end];
            let bare = end - start == 1 && text[ends[start]..].starts_with(SPACE);
            ids.extend(id.filter(|_| !bare));
            end = start;
        }
        ids.reverse();
        ids
    }
}
