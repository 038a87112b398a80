//! Writes what the network reads into an [`Analysis`].

use std::ops::Range;

use hearsay_core::ZoneKind;

use super::{Analyser, Division, MAX_WORDS, Reading, Role, Window};
use crate::{Analysis, Attribution, Entity, Sentence};

/// A sentence of more words is read in pieces: the best tree takes time that grows with the third power of its words.
const LONGEST: usize = 2 * MAX_WORDS;

/// What a sentence's beginning by the rules adds to the network's logit (tuned on development sets).
const RULE: f32 = 2.0;

/// Reads all words of an analysis. The encoder sees a paragraph at a time, so that what a sentence leaves unsaid can come from the
/// one before it. Where it `divides`, the network also corrects where sentences begin.
pub(crate) fn fill(analyser: &Analyser, analysis: &mut Analysis, divides: bool) {
    if divides {
        divide(analyser, analysis);
    }
    let windows = windows(analysis);
    let texts: Vec<Window<'_>> = windows
        .iter()
        .map(|window| Window {
            words: analysis.words[window.words.clone()].iter().map(|word| word.form.as_str()).collect(),
            division: if divides { open(analysis, window) } else { Division::Given(window.relative()) },
        })
        .collect();
    let readings = analyser.read(&texts);
    drop(texts);
    analysis.sentences = sentences(analysis, &windows, &readings);
    for (window, reading) in windows.into_iter().zip(readings) {
        let base = window.words.start;
        for sentence in &reading.sentences {
            let sentence = base + sentence.start..base + sentence.end;
            for index in sentence.clone() {
                let read = &reading.words[index - base];
                let word = &mut analysis.words[index];
                word.lemma.clone_from(&read.lemma);
                word.upos.clone_from(&read.upos);
                word.feats.clone_from(&read.feats);
                word.deprel.clone_from(&read.deprel);
                word.certainty = Some(read.certainty);
                word.head = read.head.checked_sub(1).map(|head| sentence.start + head);
            }
        }
        let span = |range: &Range<usize>| analysis.span_of(base + range.start..base + range.end);
        let entities: Vec<Entity> =
            reading.entities.iter().map(|(kind, range)| Entity { span: span(range), kind: *kind }).collect();
        let mut attributions: Vec<Attribution> = Vec::new();
        for (index, part) in reading.parts.iter().enumerate().filter(|(_, part)| part.role == Role::Cue) {
            let of = |role| {
                reading
                    .parts
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
        analysis.entities.extend(entities);
        analysis.attributions.extend(attributions);
    }
}

/// A stretch of one paragraph, and the sentences that the rules see in it, as ranges of the analysis's words.
struct Stretch {
    words: Range<usize>,
    sentences: Vec<Range<usize>>,
    zone: ZoneKind,
    paragraph: usize,
    /// Goes on with the sentence of the stretch before, which was too long for one.
    continued: bool,
    /// Is the whole paragraph.
    whole: bool,
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
                last => {
                    let first = match last {
                        Some(last) if last.paragraph == sentence.paragraph => {
                            last.whole = false;
                            false
                        }
                        _ => true,
                    };
                    windows.push(Stretch {
                        words: piece.clone(),
                        sentences: vec![piece.clone()],
                        zone: sentence.zone,
                        paragraph: sentence.paragraph,
                        continued: start > sentence.words.start,
                        whole: first,
                    });
                }
            }
            start = piece.end;
        }
    }
    windows
}

/// Divides paragraphs that are longer than a window, so that windows are cut where sentences end: the network reads
/// overlapping windows, and of those that hold a word the one counts that shows most on both sides of it.
fn divide(analyser: &Analyser, analysis: &mut Analysis) {
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        match paragraphs.last_mut() {
            Some(last) if analysis.sentences[last.start].paragraph == sentence.paragraph => {
                last.end = index + 1;
            }
            _ => paragraphs.push(index..index + 1),
        }
    }
    for paragraph in paragraphs.into_iter().rev() {
        let words =
            analysis.sentences[paragraph.start].words.start..analysis.sentences[paragraph.end - 1].words.end;
        if words.len() <= MAX_WORDS {
            continue;
        }
        let forms: Vec<&str> = analysis.words[words.clone()].iter().map(|word| word.form.as_str()).collect();
        let stride = MAX_WORDS / 2;
        let starts: Vec<usize> = (0..forms.len()).step_by(stride).collect();
        let windows: Vec<&[&str]> =
            starts.iter().map(|start| &forms[*start..forms.len().min(start + MAX_WORDS)]).collect();
        let begins = analyser.begins(&windows);
        let sentences = &analysis.sentences[paragraph.clone()];
        let first = &sentences[0];
        let mut divided: Vec<Sentence> = Vec::new();
        for word in words.clone() {
            let at = word - words.start;
            // The window whose middle half holds the word; at the paragraph's ends the first or last.
            let window =
                (at + stride / 2).checked_div(stride).unwrap_or(0).saturating_sub(1).min(starts.len() - 1);
            let logit = begins[window].get(at - starts[window]).copied().unwrap_or(0.0);
            let token = analysis.words[word].token;
            let begins = divided.is_empty() || logit + weight(analysis, sentences, word) > 0.0;
            let span = analysis.tokens[token].span;
            match divided.last_mut() {
                Some(last) if !begins => {
                    last.span = last.span.cover(span);
                    last.tokens.end = token + 1;
                    last.words.end = word + 1;
                }
                _ => divided.push(Sentence {
                    span,
                    tokens: token..token + 1,
                    words: word..word + 1,
                    zone: first.zone,
                    paragraph: first.paragraph,
                }),
            }
        }
        analysis.sentences.splice(paragraph, divided);
    }
}

/// What is added to the network's logit that a sentence begins with `word`: sentences begin with tokens, and rather where the rules
/// see one begin.
fn weight(analysis: &Analysis, sentences: &[Sentence], word: usize) -> f32 {
    let first = analysis.tokens[analysis.words[word].token].words.start == word;
    let rule = sentences.binary_search_by_key(&word, |sentence| sentence.words.start).is_ok();
    match (first, rule) {
        (false, _) => f32::NEG_INFINITY,
        (true, true) => RULE,
        (true, false) => 0.0,
    }
}

/// The sentences of a window are read by the network unless its paragraph has been divided already.
fn open(analysis: &Analysis, window: &Stretch) -> Division {
    if window.whole {
        Division::Open(window.words.clone().map(|word| weight(analysis, &analysis.sentences, word)).collect())
    } else {
        Division::Given(window.relative())
    }
}

/// The sentences as they were read.
fn sentences(analysis: &Analysis, windows: &[Stretch], readings: &[Reading]) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    for (window, reading) in windows.iter().zip(readings) {
        for (index, range) in reading.sentences.iter().enumerate() {
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
