//! Named entities on gold words: exact span F1 as in the CoNLL 2002 and 2003 shared tasks.

use std::collections::HashSet;
use std::ops::Range;

use hearsay_language::EntityKind;
use hearsay_language::neural::{Analyser, Division, Window};

use crate::conllu;
use crate::measure::{Figure, Gold, Outcome};

/// Test sets: their names in the floors, and whether their sentences follow each other as in the reports they come from.
const SETS: &[(&str, &str, bool)] = &[
    ("conll-en", "conll/en/test.conllu", true),
    ("conll-es", "conll/es/test.conllu", true),
    ("wikineural-fr", "wikineural/fr/test.conllu", false),
    ("wikineural-ru", "wikineural/ru/test.conllu", false),
    ("wikineural-de", "wikineural/de/test.conllu", false),
];

/// Words of running sentences that are read together, as those of a paragraph are.
const TOGETHER: usize = 100;

/// Stands for a sentence where a report begins.
const REPORT: &str = "-DOCSTART-";

pub(crate) fn run(gold: &Gold) -> anyhow::Result<Outcome> {
    let folder = gold.dir.join("gold/ner");
    if !folder.is_dir() {
        return Ok(Outcome::Missing("gold/ner".into()));
    }
    let Some(analyser) = Analyser::bundled() else {
        return Ok(Outcome::Missing("models/analyser.safetensors".into()));
    };
    let mut figures = Vec::new();
    for (set, path, running) in SETS {
        let sentences = conllu::read_tagged(&folder.join(path))?;
        let runs = runs(&sentences, if *running { TOGETHER } else { 0 });
        let windows: Vec<Window<'_>> = runs
            .iter()
            .map(|run| Window {
                words: run.iter().flatten().map(|(word, _)| word.as_str()).collect(),
                division: Division::Given(divided(run)),
            })
            .collect();
        let (mut right, mut wanted, mut got) = (0_usize, 0, 0);
        for (run, reading) in runs.iter().zip(analyser.read(&windows)) {
            let words: conllu::Tagged = run.iter().flatten().cloned().collect();
            let gold: HashSet<_> = spans(&words).into_iter().collect();
            let found: HashSet<_> = reading.entities.into_iter().collect();
            right += gold.intersection(&found).count();
            wanted += gold.len();
            got += found.len();
        }
        figures.push(Figure {
            name: format!("entities.{set}.f1"),
            value: 2.0 * right as f64 / (wanted + got).max(1) as f64,
            note: format!(
                "{wanted} entities, gold tokens{}",
                if *running { ", sentences of a report together" } else { "" }
            ),
        });
    }
    Ok(Outcome::Figures(figures))
}

/// Consecutive sentences of a report, of `words` words together or one at least.
fn runs(sentences: &[conllu::Tagged], words: usize) -> Vec<&[conllu::Tagged]> {
    let mut runs = Vec::new();
    for report in sentences.split(|sentence| sentence[0].0 == REPORT) {
        let mut start = 0;
        for end in 1..=report.len() {
            let long = report[start..=end.min(report.len() - 1)].iter().map(Vec::len).sum::<usize>() > words;
            if end == report.len() || long {
                runs.push(&report[start..end]);
                start = end;
            }
        }
    }
    runs
}

/// The ranges of words of sentences that are set one behind the other.
fn divided(run: &[conllu::Tagged]) -> Vec<Range<usize>> {
    run.iter()
        .scan(0, |start, sentence| {
            let range = *start..*start + sentence.len();
            *start = range.end;
            Some(range)
        })
        .collect()
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
