//! Quotations: what stands between quotation marks, over sentences and over paragraphs.

use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::passage::{Paragraph, Word};

/// A quotation in one paragraph, as ranges of its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    /// With its marks.
    pub(crate) outer: Range<usize>,
    /// Without.
    pub(crate) inner: Range<usize>,
    /// It goes on from the paragraph before.
    pub(crate) continues: bool,
    /// Who speaks, where a transcript says so: *[PEREZ] …*.
    pub(crate) speaker: Option<Range<usize>>,
}

impl Quote {
    /// One in whose place nobody is named.
    fn new(outer: Range<usize>, inner: Range<usize>, continues: bool) -> Self {
        Self { outer, inner, continues, speaker: None }
    }
}

/// Most words of a speaker's name in a transcript.
const SPEAKER: usize = 5;

/// A quotation of more words is taken as one whose closing mark was lost.
const LONGEST: usize = 1200;

/// The mark that closes a quotation which `mark` opens.
fn closer(mark: &str) -> Option<&'static [&'static str]> {
    Some(match mark {
        "«" => &["»"],
        "“" => &["”", "“", "\""],
        "„" => &["“", "”"],
        "\"" => &["\"", "”"],
        "``" | "''" => &["''"],
        "‘" => &["'", "’"],
        "‹" => &["›"],
        _ => return None,
    })
}

/// Speech behind a dash that opens its paragraph, as it is set in Russian, Spanish and French: every other dash ends or resumes it
/// (*— A, — said X. — B.*).
fn dialogue(paragraph: &Paragraph) -> Vec<Quote> {
    let words = &paragraph.words;
    let dash = |at: usize| words.get(at).is_some_and(|word| matches!(word.exact.as_str(), "—" | "–"));
    // What somebody says ends with a mark; an item of a list with none, or with a comma or semicolon.
    let item = words.last().is_none_or(|last| last.is_word() || last.is(",") || last.is(";"));
    if !dash(0) || words.len() < 3 || item {
        return Vec::new();
    }
    let mut quotes = Vec::new();
    let dashes: Vec<usize> = (0..words.len()).filter(|&at| dash(at)).collect();
    for pair in dashes.chunks(2) {
        let end = pair.get(1).copied().unwrap_or(words.len());
        // The comma before an incise belongs to neither.
        let comma = end > 0 && pair.len() == 2 && words[end - 1].is(",");
        let end = end - usize::from(comma);
        let start = pair[0];
        if end > start + 2 {
            quotes.push(Quote::new(start..end, start + 1..end, false));
        }
    }
    quotes
}

/// What speakers say in a transcript that names them in square brackets: *[begin recording] [PEREZ] … [REPORTER] …*. What stands before the
/// first of them is the last speaker's where one goes on from the paragraph before.
fn turns(paragraph: &Paragraph, goes_on: bool, lexicon: &Lexicon) -> Vec<Quote> {
    let words = &paragraph.words;
    let speakers: Vec<Range<usize>> = (0..words.len())
        .filter(|&open| words[open].is("["))
        .filter_map(|open| {
            let near = words.len().min(open + SPEAKER + 2);
            let close = (open..near).find(|&at| words[at].is("]")).filter(|&close| close > open + 1)?;
            let names = words[open + 1..close].iter().all(|word| {
                word.exact.starts_with(char::is_uppercase)
                    && !lexicon.grammar.stage_notes.contains(&word.lower)
                    && !lexicon.grammar.determiners.contains(&word.lower)
            });
            // "[T]he", "[Perez] went": an editor's word within a sentence.
            let apart = words.get(close + 1).is_none_or(|next| {
                next.span.start > words[close].span.end && !next.exact.starts_with(char::is_lowercase)
            });
            let begins = paragraph.opens(open) || open > 0 && words[open - 1].is("]");
            (begins && names && apart).then_some(open..close + 1)
        })
        .collect();
    // "[end recording]" is nobody's.
    let note =
        words.last().filter(|last| last.is("]")).and_then(|_| words.iter().rposition(|word| word.is("[")));
    let end = note.unwrap_or(words.len());
    if speakers.is_empty() && (!goes_on || words[..end].iter().any(|word| word.is("["))) {
        return Vec::new();
    }
    let first = speakers.first().map_or(end, |speaker| speaker.start);
    let rest = (goes_on && first > 0).then(|| Quote::new(0..first, 0..first, true));
    let ends = speakers.iter().skip(1).map(|next| next.start).chain([end]);
    let said = speakers.iter().zip(ends).filter(|(speaker, end)| speaker.end < *end);
    rest.into_iter()
        .chain(said.map(|(speaker, end)| Quote {
            speaker: Some(speaker.start + 1..speaker.end - 1),
            ..Quote::new(before_notes(words, speaker.start)..end, speaker.end..end, false)
        }))
        .collect()
}

/// Where the square brackets begin that end right before `at`: *[begin recording] | [PEREZ]*.
fn before_notes(words: &[Word], at: usize) -> usize {
    let mut start = at;
    while start > 0 && words[start - 1].is("]") {
        match words[..start].iter().rposition(|word| word.is("[")) {
            Some(open) => start = open,
            None => break,
        }
    }
    start
}

/// Marks the quotations of all paragraphs. One that is not closed reaches to the end of its paragraph where the next
/// paragraph opens with a mark again (the convention for quotations over paragraphs), else to the end of its sentence.
pub(crate) fn mark(paragraphs: &mut [Paragraph], lexicon: &Lexicon) {
    let mut open_from_before = false;
    let mut speaks = false;
    for index in 0..paragraphs.len() {
        let next_opens = paragraphs
            .get(index + 1)
            .and_then(|next| next.words.first())
            .is_some_and(|word| closer(&word.exact).is_some());
        let turns = turns(&paragraphs[index], speaks, lexicon);
        speaks = !turns.is_empty() && paragraphs[index].words.last().is_some_and(|last| !last.is("]"));
        if !turns.is_empty() {
            paragraphs[index].quotes = turns;
            open_from_before = false;
            continue;
        }
        let (quotes, open) = in_paragraph(&paragraphs[index], open_from_before, next_opens);
        paragraphs[index].quotes = quotes;
        open_from_before = open;
    }
}

fn in_paragraph(paragraph: &Paragraph, continues: bool, next_opens: bool) -> (Vec<Quote>, bool) {
    let mut quotes = dialogue(paragraph);
    if !quotes.is_empty() {
        return (quotes, false);
    }
    let words = &paragraph.words;
    let mut at = 0;
    while at < words.len() {
        let Some(closers) = closer(&words[at].exact) else {
            at += 1;
            continue;
        };
        let opener = words[at].exact.as_str();
        let mut depth = 0_usize;
        let mut close = None;
        for (index, word) in words.iter().enumerate().skip(at + 1).take(LONGEST) {
            let mark = word.exact.as_str();
            if mark == opener && !closers.contains(&mark) {
                depth += 1;
            } else if closers.contains(&mark) {
                if depth == 0 {
                    close = Some(index);
                    break;
                }
                depth -= 1;
            }
        }
        let goes_on = continues && at == 0;
        match close {
            Some(close) => {
                quotes.push(Quote::new(at..close + 1, at + 1..close, goes_on));
                at = close + 1;
            }
            None if next_opens => {
                quotes.push(Quote::new(at..words.len(), at + 1..words.len(), goes_on));
                return (quotes, true);
            }
            None => {
                let end = paragraph
                    .sentences
                    .iter()
                    .find(|sentence| sentence.contains(&at))
                    .map_or(words.len(), |sentence| sentence.end);
                if opener != "''" && opener != "‘" {
                    quotes.push(Quote::new(at..end, at + 1..end, goes_on));
                }
                at = end.max(at + 1);
            }
        }
    }
    (quotes, false)
}
