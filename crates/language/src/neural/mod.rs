//! The neural analyser: one small network that reads tags, features, lemmas, trees, entities and attributions.
//!
//! [`Analyser::read`] goes through it in order: word vectors, an encoder over windows of words, and
//! one head for each question. All large products are in 8-bit integers, so the result is the same for every number of
//! threads and every way of batching. Weights, data and figures are described in `models/README.md`.

mod crf;
mod fill;
mod lemmas;
mod links;
mod loops;
mod lstm;
mod matrix;
mod parser;
mod pieces;
mod statements;
#[cfg(test)]
mod tests;
mod tree;
mod weights;
mod words;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use self::crf::Tagger;
pub(crate) use self::fill::fill;
use self::lemmas::Script;
use self::links::Linker;
use self::lstm::{Encoder, Layout};
use self::matrix::{Kernel, Linear, Rows, argmax};
use self::parser::Parser;
pub use self::statements::Stated;
use self::statements::Statements;
pub use self::weights::Error;
use self::weights::{Description, Weights};
use self::words::{Vectors, Words};
use crate::EntityKind;

/// The weights lie in the program file itself, so that one file is enough and the system maps them as they are used. `None` in
/// a program that was built without them.
static WEIGHTS: Option<&[u8]> = include!(concat!(env!("OUT_DIR"), "/weights.rs"));

/// Windows of more words hold a single sentence; the encoder was trained on windows up to this length.
pub const MAX_WORDS: usize = 128;

/// Words encoded at a time: enough to fill the processor's registers, few enough to stay in its cache.
const BATCH: usize = 2048;

/// What the encoder reads at once: a paragraph or some sentences of it.
#[derive(Clone, Debug)]
pub struct Window<'t> {
    /// The syntactic words.
    pub words: Vec<&'t str>,
    /// Its sentences.
    pub division: Division,
}

/// How a window is divided into sentences.
#[derive(Clone, Debug)]
pub enum Division {
    /// As given: ranges of words that cover the window.
    Given(Vec<Range<usize>>),
    /// As the network reads it. For each word a weight, in favour of a sentence that begins with it, which is added to the
    /// network's own logit; minus infinity where none can.
    Open(Vec<f32>),
}

impl Division {
    /// The sentences, by the network's logits of a beginning at each word.
    fn sentences(&self, begins: &[f32]) -> Vec<Range<usize>> {
        match self {
            Self::Given(sentences) => sentences.clone(),
            Self::Open(weights) => {
                let mut sentences: Vec<Range<usize>> = Vec::new();
                for (word, (weight, begin)) in weights.iter().zip(begins).enumerate() {
                    match sentences.last_mut() {
                        Some(last) if weight + begin <= 0.0 => last.end = word + 1,
                        _ => sentences.push(word..word + 1),
                    }
                }
                sentences
            }
        }
    }
}

/// What was read in a window.
#[derive(Debug, Default)]
pub struct Reading {
    /// Its sentences, as ranges of words that cover the window.
    pub sentences: Vec<Range<usize>>,
    /// For each word.
    pub words: Vec<WordReading>,
    /// Named entities, as ranges of words.
    pub entities: Vec<(EntityKind, Range<usize>)>,
    /// Parts of attributions.
    pub parts: Vec<Part>,
    /// Parts of statements.
    pub statements: Vec<Stated>,
}

/// What was read of a word.
#[derive(Clone, Debug, PartialEq)]
pub struct WordReading {
    /// Universal part of speech.
    pub upos: String,
    /// Universal features as in CoNLL-U (`Mood=Cnd|Number=Sing`), empty where there are none.
    pub feats: String,
    /// Dictionary form.
    pub lemma: String,
    /// Head in the sentence, counted from 1; 0 for the root.
    pub head: usize,
    /// Universal dependency relation, without subtype.
    pub deprel: String,
    /// How certain the event is that the word stands for, as in `FactBank`: 3 certain, 0 open, -3 certain not to be so.
    pub certainty: f32,
    /// How probable it is, from 0 to 1, that the word has the part in a statement, or none, that was read.
    pub stated: f32,
}

/// What a span is to an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Who says it.
    Source,
    /// The words that tie the two.
    Cue,
    /// What is said.
    Content,
}

/// A source, cue or content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which of them.
    pub role: Role,
    /// Its words.
    pub words: Range<usize>,
    /// For sources and contents the index, in the window's parts, of the cue that they belong to.
    pub cue: Option<usize>,
}

/// The network, ready to read.
#[derive(Debug)]
pub struct Analyser {
    description: Description,
    words: Words,
    encoder: Encoder,
    upos: Linear,
    feats: Linear,
    lemma_hidden: Linear,
    lemma: Linear,
    scripts: Vec<Script>,
    parser: Parser,
    /// Entities are read by a layer of their own, beside the encoder.
    names: Encoder,
    entities: Tagger,
    roles: Tagger,
    statements: Statements,
    linker: Linker,
    certainty: Linear,
    boundary: Linear,
    /// What a word's own vector adds to the scores of features and to the hidden layer of lemmas.
    feats_word: Linear,
    lemma_word: Linear,
}

/// Windows as the encoder leaves them.
struct Encoded<'t> {
    /// The distinct words.
    forms: Vec<&'t str>,
    /// Their vectors.
    vectors: Vectors<Rows>,
    /// For each word which of them it is.
    words: Vec<usize>,
    layout: Layout,
    /// The encoder's states of the words.
    rows: Rows,
}

/// Windows of the given lengths in groups of like length that are read together, the longest first; empty ones are left out.
fn batches(lengths: impl Iterator<Item = usize>) -> Vec<Vec<usize>> {
    let mut order: Vec<(usize, usize)> = lengths.enumerate().filter(|(_, length)| *length > 0).collect();
    order.sort_by_key(|(_, length)| std::cmp::Reverse(*length));
    let mut batches: Vec<Vec<usize>> = Vec::new();
    let mut words = BATCH;
    for (index, length) in order {
        words += length;
        match batches.last_mut() {
            Some(batch) if words <= BATCH => batch.push(index),
            _ => {
                words = length;
                batches.push(vec![index]);
            }
        }
    }
    batches
}

impl Analyser {
    /// Loads weights from the bytes of their file.
    pub fn load(bytes: &[u8]) -> Result<Self, Error> {
        let kernel = Kernel::default();
        let (weights, description) = Weights::open(bytes)?;
        let scripts = description
            .labels
            .lemmas
            .iter()
            .map(|script| Script::read(script).ok_or_else(|| Error::Shape("lemmas".into())))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            words: Words::load(&weights, description.unknown_score)?,
            encoder: Encoder::load(
                &kernel,
                &weights,
                "encoder",
                description.shape.layers,
                description.shape.hidden,
            )?,
            upos: weights.linear(&kernel, "upos")?,
            feats: weights.linear(&kernel, "feats")?,
            lemma_hidden: weights.linear(&kernel, "lemma_hidden")?,
            lemma: weights.linear(&kernel, "lemma")?,
            scripts,
            parser: Parser::load(&kernel, &weights, &description.labels.relations)?,
            names: Encoder::load(&kernel, &weights, "names.encoder", 1, description.shape.names)?,
            entities: Tagger::load(&kernel, &weights, "entities")?,
            roles: Tagger::load(&kernel, &weights, "roles")?,
            statements: Statements::load(&kernel, &weights, &description)?,
            linker: Linker::load(&kernel, &weights)?,
            certainty: weights.linear(&kernel, "certainty")?,
            boundary: weights.linear(&kernel, "boundary")?,
            feats_word: weights.unbiased(&kernel, "feats_word", description.labels.values())?,
            lemma_word: weights.unbiased(&kernel, "lemma_word", description.shape.lemma)?,
            description,
        })
    }

    /// The network with the weights that this program carries; loaded once. `None` where it carries none, or weights of
    /// another format.
    pub fn bundled() -> Option<&'static Self> {
        static BUNDLED: LazyLock<Option<Analyser>> =
            LazyLock::new(|| WEIGHTS.and_then(|bytes| Analyser::load(bytes).ok()));
        BUNDLED.as_ref()
    }

    /// ISO 639-1 codes of the languages that the network was trained on.
    pub fn languages(&self) -> &[String] {
        &self.description.languages
    }

    /// Whether it says where sentences of a language begin better than rules do.
    pub(crate) fn divides(&self, language: &str) -> bool {
        self.description.boundaries.iter().any(|code| code == language)
    }

    /// Reads windows; the result is in their order. Empty windows give empty readings.
    pub fn read(&self, windows: &[Window<'_>]) -> Vec<Reading> {
        let kernel = Kernel::default();
        let mut readings: Vec<Reading> = windows.iter().map(|_| Reading::default()).collect();
        for batch in batches(windows.iter().map(|window| window.words.len())) {
            self.batch(&kernel, windows, &batch, &mut readings);
        }
        readings
    }

    /// Encodes windows, the longest first.
    fn encode<'t>(&self, kernel: &Kernel, windows: impl Iterator<Item = &'t [&'t str]>) -> Encoded<'t> {
        let mut types: HashMap<&str, usize> = HashMap::new();
        let mut forms: Vec<&str> = Vec::new();
        let mut words: Vec<usize> = Vec::new();
        let mut lengths: Vec<usize> = Vec::new();
        for window in windows {
            lengths.push(window.len());
            words.extend(window.iter().map(|word| {
                *types.entry(word).or_insert_with(|| {
                    forms.push(word);
                    forms.len() - 1
                })
            }));
        }
        let layout = Layout::new(lengths);
        let vectors = self.words.vectors(&forms);
        let rows = self.encoder.apply(kernel, &vectors.word, &words, &layout);
        Encoded { forms, vectors, words, layout, rows }
    }

    /// Reads the windows of one batch, the longest first.
    fn batch(&self, kernel: &Kernel, windows: &[Window<'_>], batch: &[usize], readings: &mut [Reading]) {
        let encoded = self.encode(kernel, batch.iter().map(|index| windows[*index].words.as_slice()));
        let Encoded { vectors, words, layout, rows, .. } = &encoded;
        let begins = self.boundary.apply(kernel, rows);
        for (index, start) in batch.iter().zip(&layout.starts) {
            readings[*index].sentences = windows[*index].division.sentences(&begins[*start..]);
        }
        let sentences: Vec<Range<usize>> = batch
            .iter()
            .zip(&layout.starts)
            .flat_map(|(index, start)| {
                readings[*index].sentences.iter().map(move |range| start + range.start..start + range.end)
            })
            .collect();
        let tags = self.tags(kernel, &encoded, &sentences);
        let entities = self.entities.scores(kernel, &self.names.apply(kernel, &vectors.name, words, layout));
        let scanned = self.statements.scan(kernel, &rows.beside(&vectors.listed, words), layout);
        let each: Vec<usize> = (0..rows.len()).collect();
        let roles = self.roles.scores(kernel, &rows.beside(&scanned.rows, &each));
        let mut tags = tags.into_iter();
        for ((index, start), length) in batch.iter().zip(&layout.starts).zip(&layout.lengths) {
            let reading = &mut readings[*index];
            reading.words = tags.by_ref().take(*length).collect();
            let of = |tagger: &Tagger, scores: &[f32]| {
                crf::spans(&tagger.decode(&scores[start * tagger.tags()..(start + length) * tagger.tags()]))
            };
            reading.entities = of(&self.entities, &entities)
                .into_iter()
                .map(|(kind, range)| (self.entity_kind(kind), range))
                .collect();
            let spans: Vec<(Role, Range<usize>)> =
                of(&self.roles, &roles).into_iter().map(|(kind, range)| (self.role(kind), range)).collect();
            let cues = self.linker.cues(kernel, rows, *start, &spans);
            reading.parts =
                spans.into_iter().zip(cues).map(|((role, words), cue)| Part { role, words, cue }).collect();
            let posteriors;
            (reading.statements, posteriors) =
                self.statements.read(kernel, rows, &scanned, *start..start + length, &self.linker);
            for (word, posterior) in reading.words.iter_mut().zip(posteriors) {
                word.stated = posterior;
            }
        }
    }

    fn tags(&self, kernel: &Kernel, encoded: &Encoded<'_>, sentences: &[Range<usize>]) -> Vec<WordReading> {
        let Encoded { forms, vectors, words, rows, .. } = encoded;
        let with_own = |layer: &Linear, own: &Linear| {
            let own_scores = own.apply(kernel, &vectors.word);
            let mut scores = layer.apply(kernel, rows);
            let width = layer.outputs();
            for (scores, word) in scores.chunks_exact_mut(width).zip(words) {
                for (score, own) in scores.iter_mut().zip(&own_scores[word * width..(word + 1) * width]) {
                    *score += own;
                }
            }
            scores
        };
        let upos = self.upos.apply(kernel, rows);
        let feats = with_own(&self.feats, &self.feats_word);
        let mut hidden = with_own(&self.lemma_hidden, &self.lemma_word);
        for value in &mut hidden {
            *value = value.max(0.0);
        }
        let lemma = self.lemma.apply(kernel, &Rows::round(&hidden, self.lemma_hidden.outputs()));
        let trees = self.parser.trees(kernel, rows, sentences);
        let certainty = self.certainty.apply(kernel, rows);
        upos.chunks_exact(self.upos.outputs())
            .zip(feats.chunks_exact(self.feats.outputs()))
            .zip(lemma.chunks_exact(self.lemma.outputs()))
            .zip(trees.into_iter().flatten())
            .zip(words.iter().map(|word| forms[*word]).zip(certainty))
            .map(|((((upos, feats), lemma), (head, relation)), (form, certainty))| WordReading {
                upos: self.description.labels.upos[argmax(upos)].clone(),
                feats: self.feats_of(feats),
                lemma: self.scripts[argmax(lemma)].apply(form),
                head,
                deprel: self.description.labels.relations[relation].clone(),
                certainty: certainty.clamp(-3.0, 3.0),
                stated: 0.0,
            })
            .collect()
    }

    /// The best value of each feature; the first value of each stands for "none".
    fn feats_of(&self, scores: &[f32]) -> String {
        let mut start = 0;
        let mut feats: Vec<(&str, &str)> = Vec::new();
        for (name, values) in &self.description.labels.feats {
            let best = argmax(&scores[start..start + values.len()]);
            start += values.len();
            if best > 0 {
                feats.push((name, &values[best]));
            }
        }
        // CoNLL-U sorts features by name without regard to case.
        feats.sort_by(|(a, _), (b, _)| {
            let small = u8::to_ascii_lowercase;
            a.as_bytes().iter().map(small).cmp(b.as_bytes().iter().map(small))
        });
        let mut text = String::new();
        for (name, value) in feats {
            if !text.is_empty() {
                text.push('|');
            }
            text.extend([name, "=", value]);
        }
        text
    }

    fn entity_kind(&self, kind: usize) -> EntityKind {
        match self.description.labels.entities[1 + 2 * kind].as_str() {
            "B-PER" => EntityKind::Person,
            "B-ORG" => EntityKind::Organisation,
            "B-LOC" => EntityKind::Place,
            _ => EntityKind::Other,
        }
    }

    fn role(&self, kind: usize) -> Role {
        match self.description.labels.roles[1 + 2 * kind].as_str() {
            "B-source" => Role::Source,
            "B-cue" => Role::Cue,
            _ => Role::Content,
        }
    }
}
