//! A word's input to the encoder: the mean of its pieces' vectors, and hashed vectors of its form, affixes, character
//! n-grams and shape. And to the layer that reads entities: that mean, smaller tables of affixes and shapes, and its vector in lists of words.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use unicode_normalization::UnicodeNormalization;

use super::loops::tanhs;
use super::matrix::Rows;
use super::pieces::Pieces;
use super::weights::{Error, Table, Weights};

/// At most this many n-grams of a word are used.
const MAX_GRAMS: usize = 24;

/// The lists of words with vectors, by their names in the file.
const LISTS: [&str; 2] = ["en", "fr"];

/// What the mean of the pieces is multiplied with where entities are read.
const PIECES_IN_NAMES: f32 = 0.4;

/// At most this many words' vectors are kept, 1.5 kilobytes each.
const MAX_KNOWN: usize = 1 << 14;

/// The vectors of forms.
type Known = HashMap<Box<str>, Arc<Vectors<Vec<f32>>>>;

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
    names: Names,
    /// Vectors made before: most words of a report have been read already.
    known: Mutex<Known>,
}

/// The tables of which, with the pieces, the vectors are made that entities are read from.
#[derive(Debug)]
struct Names {
    affixes: Table,
    shapes: Table,
    lists: [List; LISTS.len()],
}

/// The vectors of a word, or those of some words row by row.
#[derive(Debug)]
pub(super) struct Vectors<T> {
    /// For the encoder.
    pub(super) word: T,
    /// For the layer that reads entities.
    pub(super) name: T,
    /// What the lists of words give, between -1 and 1; for the layer that reads statements.
    pub(super) listed: T,
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
            names: Names {
                affixes: weights.table("names.affixes")?,
                shapes: weights.table("names.shapes")?,
                lists: [List::load(weights, LISTS[0])?, List::load(weights, LISTS[1])?],
            },
            known: Mutex::default(),
        })
    }

    /// The vectors of some forms, row by row.
    pub(super) fn vectors(&self, forms: &[&str]) -> Vectors<Rows> {
        let found: Vec<Option<Arc<Vectors<Vec<f32>>>>> = {
            let known = self.known();
            forms.iter().map(|form| known.get(*form).cloned()).collect()
        };
        // Made without keeping other threads waiting; two may make the same.
        let made: Vec<Arc<Vectors<Vec<f32>>>> = forms
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
        let rows = |of: fn(&Vectors<Vec<f32>>) -> &Vec<f32>| {
            let columns = made.first().map_or(1, |vectors| of(vectors).len());
            Rows::round(&made.iter().flat_map(|vectors| of(vectors)).copied().collect::<Vec<_>>(), columns)
        };
        let mut listed = Rows::unit(made.len(), made.first().map_or(0, |vectors| vectors.listed.len()));
        for (row, vectors) in made.iter().enumerate() {
            listed.set(row, 0, &vectors.listed);
        }
        Vectors { word: rows(|vectors| &vectors.word), name: rows(|vectors| &vectors.name), listed }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // Nothing half-done can be left in it.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The vectors of a form.
    pub(super) fn values(&self, form: &str) -> Vectors<Vec<f32>> {
        let form = normalise(form);
        let [pieces, affixes, grams] = [self.pieces.cut(&form), self.affixes(&form), self.grams(&form)];
        let shape = self.shape(&form);
        let share = |rows: &[u32]| 1.0 / rows.len().max(1) as f32;
        let mut word = Vec::new();
        self.vectors.push(&pieces, share(&pieces), &mut word);
        let mut name: Vec<f32> = word.iter().map(|value| PIECES_IN_NAMES * value).collect();
        self.affixes.push(&affixes, 1.0, &mut word);
        let start = word.len();
        self.grams.push(&grams, share(&grams), &mut word);
        let missing = (MAX_GRAMS - grams.len()) as f32 * share(&grams);
        word[start..].iter_mut().zip(&self.padding).for_each(|(sum, value)| *sum += missing * value);
        self.shapes.push(&[shape], 1.0, &mut word);

        let rows = self.names.affixes.rows() as u32;
        self.names.affixes.push(&affixes.iter().map(|row| row % rows).collect::<Vec<_>>(), 1.0, &mut name);
        self.names.shapes.push(&[shape], 1.0, &mut name);
        let start = name.len();
        let key = hash(&form.to_lowercase());
        for list in &self.names.lists {
            list.vectors.push(list.row(key).as_slice(), 1.0, &mut name);
        }
        let mut listed = name[start..].to_vec();
        tanhs(&mut listed);
        Vectors { word, name, listed }
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
        let mut ids = vec![hashed("w:", &low, rows)];
        ids.extend([1, 2, 3].map(|n| hashed(["p1:", "p2:", "p3:"][n - 1], first(n), rows)));
        ids.extend(
            [1, 2, 3, 4, 5].map(|n| hashed(["s1:", "s2:", "s3:", "s4:", "s5:"][n - 1], last(n), rows)),
        );
        ids
    }

    pub(super) fn grams(&self, word: &str) -> Vec<u32> {
        let low: Vec<char> = std::iter::once('^').chain(word.to_lowercase().chars()).chain(['$']).collect();
        [3, 4]
            .into_iter()
            .flat_map(|n| low.windows(n))
            .take(MAX_GRAMS)
            .map(|gram| hashed("g:", gram, self.grams.rows()))
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
        hashed("h:", &shape, self.shapes.rows())
    }
}

/// Frequent words of a language with the rows of their vectors; rarer ones share those of the words most like them.
#[derive(Debug)]
struct List {
    /// Hashes of the words in small letters, in rising order.
    keys: Vec<u32>,
    /// The row of each.
    rows: Vec<u16>,
    vectors: Table,
}

impl List {
    fn load(weights: &Weights<'_>, name: &str) -> Result<Self, Error> {
        let name = format!("names.listed.{name}");
        let vectors = weights.table(&name)?;
        let keys = weights
            .bytes(&format!("{name}.keys"))?
            .as_chunks()
            .0
            .iter()
            .map(|bytes| u32::from_le_bytes(*bytes));
        let rows = weights
            .bytes(&format!("{name}.rows"))?
            .as_chunks()
            .0
            .iter()
            .map(|bytes| u16::from_le_bytes(*bytes));
        let list = Self { keys: keys.collect(), rows: rows.collect(), vectors };
        let known = |row: &u16| usize::from(*row) < list.vectors.rows();
        if list.keys.len() == list.rows.len() && list.rows.iter().all(known) {
            Ok(list)
        } else {
            Err(Error::Shape(name))
        }
    }

    fn row(&self, key: u32) -> Option<u32> {
        self.keys.binary_search(&key).ok().map(|at| u32::from(self.rows[at]))
    }
}

/// What every feature of a word is computed from: NFKC, with plain apostrophes.
pub(super) fn normalise(form: &str) -> String {
    form.nfkc()
        .map(|char| if matches!(char, '\u{2019}' | '\u{2018}' | '\u{2bc}') { '\'' } else { char })
        .collect()
}

/// The row of a tag and some characters in a table of `rows`.
fn hashed(tag: &str, chars: &[char], rows: usize) -> u32 {
    let text: String = tag.chars().chain(chars.iter().copied()).collect();
    hash(&text) % rows as u32
}

/// 32-bit FNV-1a over a text's UTF-8.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |value, byte| (value ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
