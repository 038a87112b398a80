//! What the training's own runtime gives for a few windows, at every stage (`models/testvectors.json`), against what we give.
//!
//! Rows of the tables must be the same. Our products round activations to 8 bits, so states agree to some hundredths, not
//! exactly, and a decision may fall otherwise where two scores are all but equal.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
struct Expected {
    sentences: Vec<Vec<String>>,
    words: Vec<WordRows>,
    #[serde(rename = "vectors")]
    inputs: Vec<Vec<f32>>,
    names: Vec<Vec<f32>>,
    hidden: Vec<Vec<f32>>,
    named: Vec<Vec<f32>>,
    /// BIO tags.
    entities: Vec<String>,
    certainty: Vec<f32>,
    upos: Vec<String>,
    feats: Vec<BTreeMap<String, String>>,
    lemmas: Vec<String>,
    heads: Vec<usize>,
    relations: Vec<String>,
    /// Part, first word, word behind, cue, naming, kind, stance.
    statements: Vec<(String, usize, usize, i64, String, String, String)>,
}

#[derive(Deserialize)]
struct WordRows {
    text: String,
    pieces: Vec<String>,
    affixes: Vec<u32>,
    grams: Vec<u32>,
    shape: u32,
}

/// Absent only in a checkout without weights.
fn vectors() -> Option<Vec<Expected>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/testvectors.json");
    let text = fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).unwrap())
}

#[test]
fn weights_and_test_vectors_come_together() {
    assert_eq!(WEIGHTS.is_some(), vectors().is_some());
    assert_eq!(WEIGHTS.is_some(), Analyser::bundled().is_some(), "the weights do not load");
}

#[test]
fn words_have_the_rows_that_the_network_was_trained_with() {
    let (Some(analyser), Some(vectors)) = (Analyser::bundled(), vectors()) else { return };
    for window in &vectors {
        for ((word, vector), name) in window.words.iter().zip(&window.inputs).zip(&window.names) {
            let normal = words::normalise(&word.text);
            assert_eq!(analyser.words.piece_texts(&normal), word.pieces, "{}", word.text);
            assert_eq!(analyser.words.affixes(&normal), word.affixes, "{}", word.text);
            assert_eq!(analyser.words.grams(&normal), word.grams, "{}", word.text);
            assert_eq!(analyser.words.shape(&normal), word.shape, "{}", word.text);
            let ours = analyser.words.values(&word.text);
            same(&ours.word, vector, &word.text);
            same(&ours.name, name, &word.text);
        }
    }
}

/// Whether a vector begins with the first numbers of `theirs` and has the last of them as mean magnitude.
fn same(ours: &[f32], theirs: &[f32], word: &str) {
    for (ours, theirs) in ours.iter().zip(&theirs[..8]) {
        assert!((ours - theirs).abs() < 1e-3, "{word}: {ours} {theirs}");
    }
    let mean = ours.iter().map(|value| value.abs()).sum::<f32>() / ours.len() as f32;
    assert!((mean - theirs[8]).abs() < 1e-3, "{word}");
}

#[test]
fn states_and_decisions_are_those_of_the_training() {
    let (Some(analyser), Some(vectors)) = (Analyser::bundled(), vectors()) else { return };
    let kernel = Kernel::default();
    let (mut right, mut count) = (0, 0);
    let mut stated = (0, 0);
    for window in &vectors {
        let words: Vec<&str> = window.sentences.iter().flatten().map(String::as_str).collect();
        let own: Vec<usize> = (0..words.len()).collect();
        let vectors = analyser.words.vectors(&words);
        let layout = Layout::new(vec![words.len()]);
        let layers = [
            (&analyser.encoder, &vectors.word, &window.hidden, 0.05),
            (&analyser.names, &vectors.name, &window.named, 0.1),
        ];
        for (layers, vectors, expected, far) in layers {
            let rows = layers.apply(&kernel, vectors, &own, &layout);
            for (row, theirs) in expected.iter().enumerate() {
                for (ours, theirs) in rows.values(row).iter().zip(&theirs[..8]) {
                    assert!((ours - theirs).abs() < far, "{}: {ours} {theirs}", words[row]);
                }
            }
        }
        let mut start = 0;
        let sentences = window
            .sentences
            .iter()
            .map(|sentence| {
                start += sentence.len();
                start - sentence.len()..start
            })
            .collect();
        let reading =
            analyser.read(&[Window { words: words.clone(), division: Division::Given(sentences) }]).remove(0);
        let ours: Vec<_> = reading
            .statements
            .iter()
            .map(|part| {
                let (naming, kind) =
                    part.whose.map_or(("", ""), |(naming, kind)| (naming.as_str(), kind.as_str()));
                let cue = part.cue.map_or(-1, |cue| cue as i64);
                (part.words.clone(), cue, naming, kind, part.stance.map_or("", hearsay_core::Stance::as_str))
            })
            .collect();
        for (_, start, end, cue, naming, kind, stance) in &window.statements {
            // The outlet's own statements have no cue here.
            let same = |part: &&(Range<usize>, i64, &str, &str, &str)| {
                part.0 == (*start..*end)
                    && (part.1 == *cue || part.1 < 0)
                    && (part.2, part.3, part.4) == (naming.as_str(), kind.as_str(), stance.as_str())
            };
            stated.0 += usize::from(ours.iter().any(|part| same(&part)));
            stated.1 += 1;
        }
        for (index, word) in reading.words.iter().enumerate() {
            let feats: Vec<String> =
                window.feats[index].iter().map(|(name, value)| format!("{name}={value}")).collect();
            let agree = [
                word.upos == window.upos[index],
                word.feats == feats.join("|"),
                word.lemma == window.lemmas[index],
                word.head == window.heads[index],
                word.deprel == window.relations[index],
                (word.certainty - window.certainty[index].clamp(-3.0, 3.0)).abs() < 0.1,
                reading.entities.iter().any(|(_, range)| range.contains(&index))
                    == (window.entities[index] != "O"),
            ];
            right += agree.iter().filter(|agree| **agree).count();
            count += agree.len();
        }
    }
    assert!(stated.0 * 10 >= stated.1 * 9, "{} of {} statements agree", stated.0, stated.1);
    assert!(right * 100 >= count * 97, "{right} of {count} decisions agree");
}

#[test]
fn the_reading_is_the_same_however_windows_are_batched() {
    let Some(analyser) = Analyser::bundled() else { return };
    let window = |words: &'static str| {
        let words: Vec<&str> = words.split(' ').collect();
        let sentences = std::iter::once(0..words.len()).collect();
        Window { words, division: Division::Given(sentences) }
    };
    let windows = [
        window("L' armée a démenti ."),
        window("The governor said that the bridge was closed ."),
        window("Paris"),
        window("Selon lui , le pont aurait été fermé ."),
    ];
    // More words than are encoded at a time, so that batches are cut in several places.
    let windows: Vec<Window<'_>> = windows.iter().cycle().take(1200).cloned().collect();
    assert!(windows.iter().map(|window| window.words.len()).sum::<usize>() > 3 * BATCH);
    let together = analyser.read(&windows);
    for (window, reading) in windows.iter().zip(&together) {
        let alone = analyser.read(std::slice::from_ref(window)).remove(0);
        assert_eq!(alone.words, reading.words);
        assert_eq!(alone.parts, reading.parts);
        assert_eq!(alone.statements, reading.statements);
        assert_eq!(alone.entities, reading.entities);
    }
}
