//! Writes what the network reads into an [`Analysis`].

use std::borrow::Cow;
use std::ops::Range;

use hearsay_core::ZoneKind;

use super::{Analyser, Division, MAX_WORDS, Reading, Role, Window};
use crate::{Analysis, Attribution, Entity, Sentence, Statement, Word};

/// A sentence of more words is read in pieces: the best tree takes time that grows with the third power of its words.
const LONGEST: usize = 2 * MAX_WORDS;

/// Windows that are read at a time.
const WINDOWS: usize = 256;

/// What a sentence's beginning by the rules adds to the network's logit (tuned on development sets).
const RULE: f32 = 2.0;

/// Reads all words of an analysis. The encoder sees a paragraph at a time, so that what a sentence leaves unsaid can come from the
/// one before it. Where it `divides`, the network also corrects where sentences begin.
pub(crate) fn fill(analyser: &Analyser, analysis: &mut Analysis, divides: bool) {
    let windows = windows(analysis);
    let mut divided = Vec::with_capacity(windows.len());
    // Some windows at a time, so that a long text does not lie in memory twice.
    for windows in windows.chunks(WINDOWS) {
        let shown: Vec<Vec<Cow<'_, str>>> =
            windows.iter().map(|window| shown(&analysis.words[window.words.clone()])).collect();
        let texts: Vec<Window<'_>> = windows
            .iter()
            .zip(&shown)
            .map(|(window, shown)| Window {
                words: shown.iter().map(AsRef::as_ref).collect(),
                // A headline is mostly one sentence; the network cuts it at capitals.
                division: if divides && window.zone != ZoneKind::Headline {
                    Division::Open(
                        window
                            .words
                            .clone()
                            .map(|word| weight(analysis, &analysis.sentences, word))
                            .collect(),
                    )
                } else {
                    Division::Given(window.relative())
                },
            })
            .collect();
        let readings = analyser.read(&texts);
        drop(texts);
        drop(shown);
        for (window, reading) in windows.iter().zip(readings) {
            divided.push(write(analysis, window.words.start, reading));
        }
    }
    analysis.sentences = sentences(analysis, &windows, &divided);
}

/// The words as the network is to see them: in small letters where a text is set in capitals, since these hide what a word is
/// made of. The network has learnt from such text too.
fn shown(words: &[Word]) -> Vec<Cow<'_, str>> {
    const FEWEST: usize = 4;
    let cased: Vec<&str> = words
        .iter()
        .map(|word| word.form.as_str())
        .filter(|form| {
            form.chars().filter(|char| char.is_uppercase() || char.is_lowercase()).nth(1).is_some()
        })
        .collect();
    let capitals = cased.iter().filter(|form| !form.chars().any(char::is_lowercase)).count();
    let shouts = capitals >= FEWEST && 5 * capitals >= 4 * cased.len();
    words
        .iter()
        .map(|word| match word.form.as_str() {
            "''" | "``" => Cow::Borrowed("\""),
            form if shouts => Cow::Owned(form.to_lowercase()),
            form => Cow::Borrowed(form),
        })
        .collect()
}

/// Writes what was read of a window that begins at word `base`; its sentences are left.
fn write(analysis: &mut Analysis, base: usize, reading: Reading) -> Vec<Range<usize>> {
    let Reading { sentences, words, entities, parts, statements } = reading;
    let mut words = words.into_iter();
    for sentence in &sentences {
        for (index, read) in (base + sentence.start..base + sentence.end).zip(&mut words) {
            let word = &mut analysis.words[index];
            word.lemma = read.lemma;
            word.upos = read.upos;
            word.feats = read.feats;
            word.deprel = read.deprel;
            word.certainty = Some(read.certainty);
            word.stated = Some(read.stated);
            word.head = read.head.checked_sub(1).map(|head| base + sentence.start + head);
        }
    }
    let span = |range: &Range<usize>| analysis.span_of(base + range.start..base + range.end);
    let entities: Vec<Entity> =
        entities.iter().map(|(kind, range)| Entity { span: span(range), kind: *kind }).collect();
    let mut attributions: Vec<Attribution> = Vec::new();
    for (index, part) in parts.iter().enumerate().filter(|(_, part)| part.role == Role::Cue) {
        let of = |role| {
            parts
                .iter()
                .filter(move |part| part.role == role && part.cue == Some(index))
                .map(|part| span(&part.words))
                .collect()
        };
        attributions.push(Attribution {
            source: of(Role::Source),
            cue: vec![span(&part.words)],
            content: of(Role::Content),
        });
    }
    let first = analysis.statements.len();
    let statements: Vec<Statement> = statements
        .into_iter()
        .map(|stated| Statement {
            span: span(&stated.words),
            role: stated.role,
            cue: stated.cue.map(|cue| first + cue),
            whose: stated.whose,
            stance: stated.stance,
        })
        .collect();
    analysis.entities.extend(entities);
    analysis.statements.extend(statements);
    analysis.attributions.extend(attributions);
    sentences
}

/// A stretch of one paragraph, and the sentences that the rules see in it, as ranges of the analysis's words.
struct Stretch {
    words: Range<usize>,
    sentences: Vec<Range<usize>>,
    zone: ZoneKind,
    paragraph: usize,
    /// Goes on with the sentence of the stretch before, which was too long for one.
    continued: bool,
}

impl Stretch {
    /// The sentences, as ranges of the stretch's words.
    fn relative(&self) -> Vec<Range<usize>> {
        let base = self.words.start;
        self.sentences.iter().map(|range| range.start - base..range.end - base).collect()
    }
}

/// Paragraphs, cut between sentences where they are longer than the encoder's window; a longer sentence is a window by itself.
fn windows(analysis: &Analysis) -> Vec<Stretch> {
    let mut windows: Vec<Stretch> = Vec::new();
    for sentence in &analysis.sentences {
        let mut start = sentence.words.start;
        while start < sentence.words.end {
            let piece = start..sentence.words.end.min(start + LONGEST);
            match windows.last_mut() {
                Some(window)
                    if window.paragraph == sentence.paragraph
                        && piece.end - window.words.start <= MAX_WORDS =>
                {
                    window.words.end = piece.end;
                    window.sentences.push(piece.clone());
                }
                _ => windows.push(Stretch {
                    words: piece.clone(),
                    sentences: vec![piece.clone()],
                    zone: sentence.zone,
                    paragraph: sentence.paragraph,
                    continued: start > sentence.words.start,
                }),
            }
            start = piece.end;
        }
    }
    windows
}

/// What is added to the network's logit that a sentence begins with `word`: sentences begin with tokens, and rather where the rules
/// see one begin.
fn weight(analysis: &Analysis, sentences: &[Sentence], word: usize) -> f32 {
    let first = analysis.tokens[analysis.words[word].token].words.start == word;
    let rule = sentences.binary_search_by_key(&word, |sentence| sentence.words.start).is_ok();
    match (first, rule) {
        (false, _) => f32::NEG_INFINITY,
        (true, true) => RULE,
        (true, false) if goes_on(analysis, word) => f32::NEG_INFINITY,
        (true, false) => 0.0,
    }
}

/// Whether a word in small letters stands behind an abbreviation with stops inside: *at 6 p.m. | on Sunday*.
fn goes_on(analysis: &Analysis, word: usize) -> bool {
    let before = word.checked_sub(1).map_or("", |before| &analysis.words[before].form);
    let abbreviated = before.strip_suffix('.').is_some_and(|stem| stem.contains('.') && !stem.ends_with('.'));
    abbreviated && analysis.words[word].form.starts_with(char::is_lowercase)
}

/// The sentences as they were read.
fn sentences(analysis: &Analysis, windows: &[Stretch], divided: &[Vec<Range<usize>>]) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    for (window, divided) in windows.iter().zip(divided) {
        for (index, range) in divided.iter().enumerate() {
            let words = window.words.start + range.start..window.words.start + range.end;
            let tokens = analysis.words[words.start].token..analysis.words[words.end - 1].token + 1;
            let span = analysis.tokens[tokens.start].span.cover(analysis.tokens[tokens.end - 1].span);
            match sentences.last_mut() {
                Some(last) if window.continued && index == 0 => {
                    *last = Sentence {
                        span: last.span.cover(span),
                        tokens: last.tokens.start..tokens.end,
                        words: last.words.start..words.end,
                        ..last.clone()
                    };
                }
                _ => sentences.push(Sentence {
                    span,
                    tokens,
                    words,
                    zone: window.zone,
                    paragraph: window.paragraph,
                }),
            }
        }
    }
    sentences
}
