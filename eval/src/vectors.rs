//! Sentence vectors: for each sentence of one language its translation among all thousand of PUD in the other, by the nearest
//! vector. The share found, both ways taken together.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use hearsay_language::vectors::{SIZE, SentenceEncoder};

use crate::measure::{Figure, Gold, Outcome};

const LANGUAGES: [(&str, &str); 4] = [
    ("en", "UD_English-PUD/en_pud-ud-test.conllu"),
    ("es", "UD_Spanish-PUD/es_pud-ud-test.conllu"),
    ("ru", "UD_Russian-PUD/ru_pud-ud-test.conllu"),
    ("de", "UD_German-PUD/de_pud-ud-test.conllu"),
];

pub(crate) fn run(gold: &Gold) -> anyhow::Result<Outcome> {
    let folder = gold.dir.join("gold/syntax");
    if !folder.is_dir() {
        return Ok(Outcome::Missing("gold/syntax".into()));
    }
    let Some(encoder) = SentenceEncoder::bundled() else {
        return Ok(Outcome::Missing("models/sentence_encoder.safetensors".into()));
    };
    let mut sets = Vec::new();
    for (language, path) in LANGUAGES {
        let texts = texts(&folder.join(path))?;
        let sentences: Vec<&str> = texts.values().map(String::as_str).collect();
        let ids: Vec<String> = texts.keys().cloned().collect();
        sets.push((language, ids, encoder.encode(&sentences)));
    }
    let mut figures = Vec::new();
    for (index, (one, ids, ours)) in sets.iter().enumerate() {
        for (other, other_ids, theirs) in &sets[index + 1..] {
            anyhow::ensure!(ids == other_ids, "PUD {one} and {other} do not hold the same sentences");
            let right = found(ours, theirs) + found(theirs, ours);
            figures.push(Figure {
                name: format!("vectors.pud.{one}-{other}"),
                value: right as f64 / (2 * ids.len()) as f64,
                note: format!("{} sentences, both ways", ids.len()),
            });
        }
    }
    Ok(Outcome::Figures(figures))
}

fn found(ones: &[[f32; SIZE]], others: &[[f32; SIZE]]) -> usize {
    let cosine = |a: &[f32; SIZE], b: &[f32; SIZE]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    let nearest = |one: &[f32; SIZE]| {
        let near = others.iter().map(|other| cosine(one, other)).enumerate();
        near.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(index, _)| index)
    };
    ones.iter().enumerate().filter(|(index, one)| nearest(one) == Some(*index)).count()
}

/// Texts by `sent_id`, which PUD has in common for all languages.
fn texts(path: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let file = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut texts = BTreeMap::new();
    let mut id = "";
    for line in file.lines() {
        if let Some(value) = line.strip_prefix("# sent_id = ") {
            id = value;
        } else if let Some(text) = line.strip_prefix("# text = ") {
            texts.insert(id.to_owned(), text.to_owned());
        }
    }
    Ok(texts)
}
