//! Named entities on gold words: exact span F1 as in the CoNLL 2002 and 2003 shared tasks.

use std::collections::HashSet;
use std::ops::Range;

use hearsay_language::EntityKind;
use hearsay_language::neural::{Analyser, Division, Window};

use crate::conllu;
use crate::measure::{Figure, Gold, Outcome};

/// Test sets; their names in the floors.
const SETS: &[(&str, &str)] = &[
    ("conll-en", "conll/en/test.conllu"),
    ("conll-es", "conll/es/test.conllu"),
    ("wikineural-fr", "wikineural/fr/test.conllu"),
    ("wikineural-ru", "wikineural/ru/test.conllu"),
    ("wikineural-de", "wikineural/de/test.conllu"),
];

pub(crate) fn run(gold: &Gold) -> anyhow::Result<Outcome> {
    let folder = gold.dir.join("gold/ner");
    if !folder.is_dir() {
        return Ok(Outcome::Missing("gold/ner".into()));
    }
    let Some(analyser) = Analyser::bundled() else {
        return Ok(Outcome::Missing("models/analyser.safetensors".into()));
    };
    let mut figures = Vec::new();
    for (set, path) in SETS {
        let sentences = conllu::read_tagged(&folder.join(path))?;
        let windows: Vec<Window<'_>> = sentences
            .iter()
            .map(|sentence| Window {
                words: sentence.iter().map(|(word, _)| word.as_str()).collect(),
                division: Division::Given(std::iter::once(0..sentence.len()).collect()),
            })
            .collect();
        let (mut right, mut wanted, mut got) = (0_usize, 0, 0);
        for (sentence, reading) in sentences.iter().zip(analyser.read(&windows)) {
            let gold: HashSet<_> = spans(sentence).into_iter().collect();
            let found: HashSet<_> = reading.entities.into_iter().collect();
            right += gold.intersection(&found).count();
            wanted += gold.len();
            got += found.len();
        }
        figures.push(Figure {
            name: format!("entities.{set}.f1"),
            value: 2.0 * right as f64 / (wanted + got).max(1) as f64,
            note: format!("{wanted} entities, gold tokens"),
        });
    }
    Ok(Outcome::Figures(figures))
}

/// Spans of BIO tags; an I- that goes on with nothing begins one.
fn spans(sentence: &conllu::Tagged) -> Vec<(EntityKind, Range<usize>)> {
    let mut spans: Vec<(EntityKind, Range<usize>)> = Vec::new();
    for (word, (_, tag)) in sentence.iter().enumerate() {
        let Some((position, kind)) = tag.split_once('-') else { continue };
        let kind = match kind {
            "PER" => EntityKind::Person,
            "ORG" => EntityKind::Organisation,
            "LOC" => EntityKind::Place,
            _ => EntityKind::Other,
        };
        match spans.last_mut() {
            Some((last, range)) if position == "I" && *last == kind && range.end == word => {
                range.end = word + 1;
            }
            _ => spans.push((kind, word..word + 1)),
        }
    }
    spans
}
