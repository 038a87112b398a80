//! A word's input to the encoder: the mean of its pieces' vectors, and hashed vectors of its form, affixes, character
//! n-grams and shape.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use unicode_normalization::UnicodeNormalization;

use super::matrix::Rows;
use super::pieces::Pieces;
use super::weights::{Error, Table, Weights};

/// At most this many n-grams of a word are used.
const MAX_GRAMS: usize = 24;

/// At most this many words' vectors are kept, 800 bytes each.
const MAX_KNOWN: usize = 1 << 14;

/// The tables of word vectors.
#[derive(Debug)]
pub(super) struct Words {
    pieces: Pieces,
    vectors: Table,
    affixes: Table,
    grams: Table,
    /// What stands for the n-grams that a word has fewer than [`MAX_GRAMS`].
    padding: Vec<f32>,
    shapes: Table,
    /// Vectors made before: most words of a report have been read already.
    known: Mutex<HashMap<Box<str>, Arc<[f32]>>>,
}

impl Words {
    pub(super) fn load(weights: &Weights<'_>, unknown: f64) -> Result<Self, Error> {
        Ok(Self {
            pieces: Pieces::load(weights, unknown)?,
            vectors: weights.table("words.pieces")?,
            affixes: weights.table("words.affixes")?,
            grams: weights.table("words.grams")?,
            padding: weights.values("words.gram_padding").unwrap_or_default(),
            shapes: weights.table("words.shapes")?,
            known: Mutex::default(),
        })
    }

    /// The vectors of some forms, row by row.
    pub(super) fn vectors(&self, forms: &[&str]) -> Rows {
        let found: Vec<Option<Arc<[f32]>>> = {
            let known = self.known();
            forms.iter().map(|form| known.get(*form).cloned()).collect()
        };
        // Made without keeping other threads waiting; two may make the same.
        let made: Vec<Arc<[f32]>> = forms
            .iter()
            .zip(found)
            .map(|(form, found)| found.unwrap_or_else(|| self.values(form).into()))
            .collect();
        let mut known = self.known();
        if known.len() + forms.len() > MAX_KNOWN {
            known.clear();
        }
        for (form, vector) in forms.iter().zip(&made) {
            if !known.contains_key(*form) {
                known.insert((*form).into(), Arc::clone(vector));
            }
        }
        drop(known);
        Rows::round(&made.concat(), self.tables().iter().map(|table| table.columns()).sum())
    }

    fn known(&self) -> MutexGuard<'_, HashMap<Box<str>, Arc<[f32]>>> {
        // Nothing half-done can be left in it.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tables(&self) -> [&Table; 4] {
        [&self.vectors, &self.affixes, &self.grams, &self.shapes]
    }

    /// The vector of a form.
    pub(super) fn values(&self, form: &str) -> Vec<f32> {
        let word = normalise(form);
        let rows = [self.pieces.cut(&word), self.affixes(&word), self.grams(&word), vec![self.shape(&word)]];
        let mut values = Vec::new();
        for (index, (table, rows)) in self.tables().into_iter().zip(rows).enumerate() {
            let start = values.len();
            values.resize(start + table.columns(), 0.0);
            // Affixes are added up; pieces and n-grams are averaged.
            let factor = if index == 1 { 1.0 } else { 1.0 / rows.len().max(1) as f32 };
            if index == 2 {
                let missing = (MAX_GRAMS - rows.len()) as f32 * factor;
                values[start..]
                    .iter_mut()
                    .zip(&self.padding)
                    .for_each(|(sum, value)| *sum += missing * value);
            }
            for row in rows {
                table.add(row as usize, factor, &mut values[start..]);
            }
        }
        values
    }

    /// The pieces of a normalised word.
    #[cfg(test)]
    pub(super) fn piece_texts(&self, word: &str) -> Vec<&str> {
        self.pieces.cut(word).into_iter().map(|id| self.pieces.text(id)).collect()
    }

    pub(super) fn affixes(&self, word: &str) -> Vec<u32> {
        let low: Vec<char> = word.to_lowercase().chars().collect();
        let rows = self.affixes.rows();
        let first = |n: usize| &low[..n.min(low.len())];
        let last = |n: usize| &low[low.len().saturating_sub(n)..];
        let mut ids = vec![hash("w:", &low, rows)];
        ids.extend([1, 2, 3].map(|n| hash(["p1:", "p2:", "p3:"][n - 1], first(n), rows)));
        ids.extend([1, 2, 3, 4, 5].map(|n| hash(["s1:", "s2:", "s3:", "s4:", "s5:"][n - 1], last(n), rows)));
        ids
    }

    pub(super) fn grams(&self, word: &str) -> Vec<u32> {
        let low: Vec<char> = std::iter::once('^').chain(word.to_lowercase().chars()).chain(['$']).collect();
        [3, 4]
            .into_iter()
            .flat_map(|n| low.windows(n))
            .take(MAX_GRAMS)
            .map(|gram| hash("g:", gram, self.grams.rows()))
            .collect()
    }

    /// Upper case is X, lower x, other letters c, digits d, all else itself; runs are cut to two, the whole to twelve.
    pub(super) fn shape(&self, word: &str) -> u32 {
        let mut shape: Vec<char> = Vec::new();
        for char in word.chars() {
            let kind = match char {
                _ if char.is_numeric() => 'd',
                _ if char.is_uppercase() => 'X',
                _ if char.is_lowercase() => 'x',
                _ if char.is_alphabetic() => 'c',
                _ => char,
            };
            if shape.len() < 2 || shape[shape.len() - 2..] != [kind, kind] {
                shape.push(kind);
            }
        }
        shape.truncate(12);
        hash("h:", &shape, self.shapes.rows())
    }
}

/// What every feature of a word is computed from: NFKC, with plain apostrophes.
pub(super) fn normalise(form: &str) -> String {
    form.nfkc()
        .map(|char| if matches!(char, '\u{2019}' | '\u{2018}' | '\u{2bc}') { '\'' } else { char })
        .collect()
}

/// 32-bit FNV-1a over the UTF-8 of a tag and some characters, modulo `rows`.
fn hash(tag: &str, chars: &[char], rows: usize) -> u32 {
    let step = |value: u32, byte: u8| (value ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let mut value = tag.bytes().fold(0x811c_9dc5, step);
    let mut buffer = [0; 4];
    for char in chars {
        value = char.encode_utf8(&mut buffer).bytes().fold(value, step);
    }
    value % rows as u32
}
