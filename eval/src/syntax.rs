//! The analyser on gold words of the treebanks, tags, features, lemmas, trees; and on their raw text (see [`raw`]).
//!
//! UPOS, UAS and LAS as in the CoNLL 2018 shared task, relations without subtypes, punctuation counted.

use hearsay_language::neural::{Analyser, Division, Window};

use crate::measure::{Figure, Gold, Outcome};
use crate::{conllu, raw};

/// Test sets: their names in the floors, languages, files.
const SETS: &[(&str, &str, &str)] = &[
    ("sequoia", "fr", "UD_French-Sequoia/fr_sequoia-ud-test.conllu"),
    ("gsd-fr", "fr", "UD_French-GSD/fr_gsd-ud-test.conllu"),
    ("ewt", "en", "UD_English-EWT/en_ewt-ud-test.conllu"),
    ("pud-en", "en", "UD_English-PUD/en_pud-ud-test.conllu"),
    ("pud-es", "es", "UD_Spanish-PUD/es_pud-ud-test.conllu"),
    ("pud-ru", "ru", "UD_Russian-PUD/ru_pud-ud-test.conllu"),
    ("pud-de", "de", "UD_German-PUD/de_pud-ud-test.conllu"),
    ("iu-uk", "uk", "UD_Ukrainian-IU/uk_iu-ud-test.conllu"),
];

pub(crate) fn run(gold: &Gold) -> anyhow::Result<Outcome> {
    let folder = gold.dir.join("gold/syntax");
    if !folder.is_dir() {
        return Ok(Outcome::Missing("gold/syntax".into()));
    }
    let Some(analyser) = Analyser::bundled() else {
        return Ok(Outcome::Missing("models/analyser.safetensors".into()));
    };
    let mut figures = Vec::new();
    for (set, language, path) in SETS {
        let sentences = conllu::read(&folder.join(path))?;
        let windows: Vec<Window<'_>> = sentences
            .iter()
            .map(|sentence| Window {
                words: sentence.words.iter().map(|word| word.form.as_str()).collect(),
                division: Division::Given(std::iter::once(0..sentence.words.len()).collect()),
            })
            .collect();
        let readings = analyser.read(&windows);
        let pairs = || {
            sentences
                .iter()
                .zip(&readings)
                .flat_map(|(sentence, reading)| sentence.words.iter().zip(&reading.words))
        };
        let share = |right: &dyn Fn(&conllu::Word, &hearsay_language::neural::WordReading) -> bool| {
            pairs().filter(|(gold, found)| right(gold, found)).count() as f64 / pairs().count() as f64
        };
        let mut figure = |name: &str, value: f64| {
            figures.push(Figure {
                name: format!("syntax.{set}.{name}"),
                value,
                note: format!("{} words, gold tokens", pairs().count()),
            });
        };
        figure("upos", share(&|gold, found| gold.upos == found.upos));
        figure("uas", share(&|gold, found| gold.head == found.head));
        figure("las", share(&|gold, found| gold.head == found.head && gold.deprel == found.deprel));
        figure("lemma", share(&|gold, found| gold.lemma == found.lemma || gold.lemma == "_"));
        let conditional = |feats: &str| feats.split('|').any(|feat| feat == "Mood=Cnd");
        let (mut right, mut wanted, mut got) = (0, 0, 0);
        for (gold, found) in pairs() {
            let (gold, found) = (conditional(&gold.feats), conditional(&found.feats));
            right += usize::from(gold && found);
            wanted += usize::from(gold);
            got += usize::from(found);
        }
        if wanted > 0 {
            figure("mood-cnd", 2.0 * f64::from(right as u32) / f64::from((wanted + got) as u32));
        }
        figures.extend(raw::figures(set, language, &folder.join(path))?);
        if gold.show {
            for (gold, found) in pairs().filter(|(gold, found)| gold.upos != found.upos).take(50) {
                println!("{set}: {} is {}, read as {}", gold.form, gold.upos, found.upos);
            }
        }
    }
    Ok(Outcome::Figures(figures))
}
