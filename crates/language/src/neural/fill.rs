//! Writes what the network reads into an [`Analysis`].

use std::ops::Range;

use super::{Analyser, MAX_WORDS, Role, Window};
use crate::{Analysis, Attribution, Entity};

/// A sentence of more words is read in pieces: the best tree takes time that grows with the third power of its words.
const LONGEST: usize = 2 * MAX_WORDS;

/// Reads all words of an analysis. The encoder sees a paragraph at a time, so that what a sentence leaves unsaid can come from the
/// one before it.
pub(crate) fn fill(analyser: &Analyser, analysis: &mut Analysis) {
    let windows = windows(analysis);
    let texts: Vec<Window<'_>> = windows
        .iter()
        .map(|window| Window {
            words: analysis.words[window.words.clone()].iter().map(|word| word.form.as_str()).collect(),
            sentences: window
                .sentences
                .iter()
                .map(|range| range.start - window.words.start..range.end - window.words.start)
                .collect(),
        })
        .collect();
    let readings = analyser.read(&texts);
    drop(texts);
    for (window, reading) in windows.into_iter().zip(readings) {
        let base = window.words.start;
        for sentence in &window.sentences {
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

/// A stretch of whole sentences, and the sentences, as ranges of the analysis's words.
struct Stretch {
    words: Range<usize>,
    sentences: Vec<Range<usize>>,
}

/// Paragraphs, cut between sentences where they are longer than the encoder's window; a longer sentence is a window by itself.
fn windows(analysis: &Analysis) -> Vec<Stretch> {
    let mut windows: Vec<(usize, Stretch)> = Vec::new();
    for sentence in &analysis.sentences {
        let mut start = sentence.words.start;
        while start < sentence.words.end {
            let piece = start..sentence.words.end.min(start + LONGEST);
            start = piece.end;
            match windows.last_mut() {
                Some((paragraph, window))
                    if *paragraph == sentence.paragraph && piece.end - window.words.start <= MAX_WORDS =>
                {
                    window.words.end = piece.end;
                    window.sentences.push(piece);
                }
                _ => windows
                    .push((sentence.paragraph, Stretch { words: piece.clone(), sentences: vec![piece] })),
            }
        }
    }
    windows.into_iter().map(|(_, window)| window).collect()
}
