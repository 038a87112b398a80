//! Sentences, tokens and words from raw text, by the convention of the CoNLL 2018 shared task: F1 of spans that agree exactly,
//! white space left out of account.
//!
//! Words of a multiword token count where the token agrees and, within it, in the longest common sequence of forms. (The
//! shared task's script also aligns words across tokens that disagree, so our figure for words is a lower bound of its.)

use std::collections::{HashMap, HashSet};
use std::path::Path;

use anyhow::Context;
use hearsay_language::{Analysis, Language};

use crate::measure::{Figure, Gold, Outcome};

/// Test sets; their names in the floors.
const SETS: &[(&str, Language, &str)] = &[
    ("sequoia", Language::Fr, "UD_French-Sequoia/fr_sequoia-ud-test.conllu"),
    ("gsd-fr", Language::Fr, "UD_French-GSD/fr_gsd-ud-test.conllu"),
    ("ewt", Language::En, "UD_English-EWT/en_ewt-ud-test.conllu"),
    ("gsd-es", Language::Es, "UD_Spanish-GSD/es_gsd-ud-test.conllu"),
    ("gsd-de", Language::De, "UD_German-GSD/de_gsd-ud-test.conllu"),
    ("gsd-ru", Language::Ru, "UD_Russian-GSD/ru_gsd-ud-test.conllu"),
    ("iu-uk", Language::Uk, "UD_Ukrainian-IU/uk_iu-ud-test.conllu"),
];

/// A span in characters without white space.
type Place = (usize, usize);

/// What is compared: sentences, and tokens with their words.
pub(crate) struct Segments {
    sentences: Vec<Place>,
    tokens: Vec<(Place, Vec<String>)>,
}

pub(crate) fn run(gold: &Gold) -> anyhow::Result<Outcome> {
    let folder = gold.dir.join("gold/syntax");
    if !folder.is_dir() {
        return Ok(Outcome::Missing("gold/syntax".into()));
    }
    let mut figures = Vec::new();
    for (set, language, path) in SETS {
        let (text, wanted) = read(&folder.join(path))?;
        let found = found(&text, &hearsay_language::analyse_text(&text, *language));
        let places =
            |segments: &Segments| -> HashSet<Place> { segments.tokens.iter().map(|token| token.0).collect() };
        let sentences =
            |segments: &Segments| -> HashSet<Place> { segments.sentences.iter().copied().collect() };
        let mut figure = |name: &str, right: usize, gold: usize, got: usize| {
            figures.push(Figure {
                name: format!("segmentation.{set}.{name}"),
                value: 2.0 * right as f64 / (gold + got).max(1) as f64,
                note: format!("{gold} in gold, {got} found, raw text"),
            });
        };
        for (name, gold, got) in [
            ("sentences", sentences(&wanted), sentences(&found)),
            ("tokens", places(&wanted), places(&found)),
        ] {
            figure(name, gold.intersection(&got).count(), gold.len(), got.len());
        }
        let ours: HashMap<Place, &[String]> =
            found.tokens.iter().map(|(place, words)| (*place, words.as_slice())).collect();
        let right = wanted
            .tokens
            .iter()
            .filter_map(|(place, words)| ours.get(place).map(|ours| common(words, ours)))
            .sum();
        let count = |segments: &Segments| segments.tokens.iter().map(|token| token.1.len()).sum();
        figure("words", right, count(&wanted), count(&found));
        if gold.show {
            // Errors are read on the development part only.
            let (text, wanted) = read(&folder.join(path.replace("-test.", "-dev.")))?;
            show(set, &text, &wanted, &self::found(&text, &hearsay_language::analyse_text(&text, *language)));
        }
    }
    Ok(Outcome::Figures(figures))
}

/// Raw text as the shared task makes it, and the gold segments.
pub(crate) fn read(path: &Path) -> anyhow::Result<(String, Segments)> {
    let file = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut text = String::new();
    let mut segments = Segments { sentences: Vec::new(), tokens: Vec::new() };
    let (mut at, mut start, mut last) = (0, 0, 0);
    for line in file.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        if line.starts_with("# newpar") || line.starts_with("# newdoc") {
            text.push_str("\n\n");
        } else if line.is_empty() {
            segments.sentences.push((start, at));
            start = at;
            last = 0;
        } else if cells.len() == 10 && !cells[0].contains('.') {
            let range = cells[0].split_once('-');
            if let Some((_, end)) = range {
                last = end.parse()?;
            } else if cells[0].parse::<usize>()? <= last {
                segments
                    .tokens
                    .last_mut()
                    .context("a range comes before its words")?
                    .1
                    .push(cells[1].to_owned());
                continue;
            }
            let length = cells[1].chars().filter(|char| !char.is_whitespace()).count();
            let words = if range.is_some() { Vec::new() } else { vec![cells[1].to_owned()] };
            segments.tokens.push(((at, at + length), words));
            at += length;
            text.push_str(cells[1]);
            if !cells[9].contains("SpaceAfter=No") {
                text.push(' ');
            }
        }
    }
    Ok((text, segments))
}

/// For each byte of a text, and its end, how many characters other than white space come before it.
pub(crate) fn places(text: &str) -> Vec<usize> {
    let mut before = Vec::with_capacity(text.len() + 1);
    let mut count = 0;
    for char in text.chars() {
        before.extend(std::iter::repeat_n(count, char.len_utf8()));
        count += usize::from(!char.is_whitespace());
    }
    before.push(count);
    before
}

fn found(text: &str, analysis: &Analysis) -> Segments {
    let before = places(text);
    let place = |span: hearsay_core::Span| (before[span.start], before[span.end]);
    Segments {
        sentences: analysis.sentences.iter().map(|sentence| place(sentence.span)).collect(),
        tokens: analysis
            .tokens
            .iter()
            .map(|token| {
                let words =
                    analysis.words[token.words.clone()].iter().map(|word| word.form.clone()).collect();
                (place(token.span), words)
            })
            .collect(),
    }
}

/// Length of the longest common sequence of words, without regard to case.
fn common(gold: &[String], found: &[String]) -> usize {
    if gold.len() == 1 && found.len() == 1 {
        return 1;
    }
    let mut row = vec![0; found.len() + 1];
    for word in gold {
        let mut corner = 0;
        for (index, other) in found.iter().enumerate() {
            let above = row[index + 1];
            row[index + 1] =
                if word.to_lowercase() == other.to_lowercase() { corner + 1 } else { above.max(row[index]) };
            corner = above;
        }
    }
    row[found.len()]
}

fn show(set: &str, text: &str, wanted: &Segments, found: &Segments) {
    let chars: Vec<char> = text.chars().filter(|char| !char.is_whitespace()).collect();
    let words = |place: &Place| chars[place.0..place.1].iter().collect::<String>();
    let gold: HashSet<Place> = wanted.tokens.iter().map(|token| token.0).collect();
    let ours: HashSet<Place> = found.tokens.iter().map(|token| token.0).collect();
    for token in wanted.tokens.iter().filter(|token| !ours.contains(&token.0)).take(80) {
        println!("{set} token missed: {}", words(&token.0));
    }
    for token in found.tokens.iter().filter(|token| !gold.contains(&token.0)).take(80) {
        println!("{set} token made up: {}", words(&token.0));
    }
    let ends: HashSet<usize> = found.sentences.iter().map(|place| place.1).collect();
    for place in wanted.sentences.iter().filter(|place| !ends.contains(&place.1)).take(60) {
        let after: String = chars[place.1..chars.len().min(place.1 + 20)].iter().collect();
        let before: String = chars[place.1.saturating_sub(25)..place.1].iter().collect();
        println!("{set} sentence end missed: {before} | {after}");
    }
    let gold: HashSet<usize> = wanted.sentences.iter().map(|place| place.1).collect();
    for place in found.sentences.iter().filter(|place| !gold.contains(&place.1)).take(60) {
        let after: String = chars[place.1..chars.len().min(place.1 + 20)].iter().collect();
        let before: String = chars[place.1.saturating_sub(25)..place.1].iter().collect();
        println!("{set} sentence end made up: {before} | {after}");
    }
}
