//! CoNLL-U and BIO files in, sentences out.

use std::path::Path;

use anyhow::Context;

/// A gold sentence: one entry a syntactic word, heads counted from 1.
#[derive(Debug, Default)]
pub(crate) struct Sentence {
    pub(crate) words: Vec<Word>,
}

/// A gold word; relations without their subtypes.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) form: String,
    pub(crate) lemma: String,
    pub(crate) upos: String,
    pub(crate) feats: String,
    pub(crate) head: usize,
    pub(crate) deprel: String,
}

/// Reads a CoNLL-U file; ranges of multiword tokens and empty nodes are passed over.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Sentence>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    for line in text.lines().chain([""]) {
        let cells: Vec<&str> = line.split('\t').collect();
        if line.is_empty() && !sentence.words.is_empty() {
            sentences.push(std::mem::take(&mut sentence));
        } else if cells.len() == 10 && cells[0].bytes().all(|byte| byte.is_ascii_digit()) {
            sentence.words.push(Word {
                form: cells[1].to_owned(),
                lemma: cells[2].to_owned(),
                upos: cells[3].to_owned(),
                feats: cells[5].to_owned(),
                head: cells[6].parse()?,
                deprel: cells[7].split(':').next().unwrap_or_default().to_owned(),
            });
        }
    }
    Ok(sentences)
}

/// A sentence with a BIO tag for each word.
pub(crate) type Tagged = Vec<(String, String)>;

/// Reads a file of `number, word, tag` rows.
pub(crate) fn read_tagged(path: &Path) -> anyhow::Result<Vec<Tagged>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut sentences = Vec::new();
    let mut sentence = Tagged::new();
    for line in text.lines().chain([""]) {
        let mut cells = line.split('\t');
        match (cells.next(), cells.next(), cells.next()) {
            (Some(_), Some(word), Some(tag)) => sentence.push((word.to_owned(), tag.to_owned())),
            _ if !sentence.is_empty() => sentences.push(std::mem::take(&mut sentence)),
            _ => {}
        }
    }
    Ok(sentences)
}
