//! Text to sentences, tokens and words, by rules whose knowledge of each language lies in `data/<language>.toml`.
//!
//! Conventions are those of Universal Dependencies' treebanks of the language, so that trees learnt from them fit: French
//! elisions are tokens of their own (`l'` `armée`), clitics keep their hyphen (`a` `-t-il`), *du* is one token of two words.

mod rules;
mod sentences;
mod tokens;
mod words;

use std::ops::Range;

use hearsay_core::{Report, Span, ZoneKind};

use crate::{Analysis, Language, Sentence, Token, Word};
use rules::Rules;

/// Segments a report, zone by zone. A paragraph ends at an empty line or, in zones with markup behind them, at a line's end;
/// a line's end within running plain text is white space.
pub(crate) fn report(report: &Report, language: Language) -> Analysis {
    let mut analysis = Analysis::default();
    let rules = Rules::of(language);
    let mut paragraph = 0;
    for zone in &report.zones {
        for span in paragraphs(&report.text, zone.span) {
            segment(&report.text, span, zone.kind, paragraph, rules, &mut analysis);
            paragraph += 1;
        }
    }
    analysis
}

/// Segments a text as one zone of running text.
pub fn text(text: &str, language: Language) -> Analysis {
    let mut analysis = Analysis::default();
    let whole = Span::new(0, text.len());
    for (paragraph, span) in paragraphs(text, whole).into_iter().enumerate() {
        segment(text, span, ZoneKind::Body, paragraph, Rules::of(language), &mut analysis);
    }
    analysis
}

fn segment(text: &str, span: Span, zone: ZoneKind, paragraph: usize, rules: &Rules, into: &mut Analysis) {
    let tokens = tokens::split(text, span, rules);
    let sentences: Vec<Range<usize>> = sentences::split(text, &tokens, rules);
    for range in sentences {
        let (first_token, first_word) = (into.tokens.len(), into.words.len());
        for (index, token) in tokens[range.clone()].iter().enumerate() {
            let start = into.words.len();
            let before = range
                .start
                .checked_add(index)
                .and_then(|at| at.checked_sub(1))
                .filter(|at| *at >= range.start);
            let context = words::Context {
                before: before.map_or("", |at| tokens[at].of(text)),
                after: tokens[..range.end].get(range.start + index + 1).map_or("", |token| token.of(text)),
            };
            for form in words::expand(token.of(text), &context, rules) {
                into.words.push(Word { token: into.tokens.len(), form, ..Word::default() });
            }
            into.tokens.push(Token { span: *token, words: start..into.words.len() });
        }
        into.sentences.push(Sentence {
            span: tokens[range.start].cover(tokens[range.end - 1]),
            tokens: first_token..into.tokens.len(),
            words: first_word..into.words.len(),
            zone,
            paragraph,
        });
    }
}

/// Stretches between empty lines. A line that ends like a heading (short, without final punctuation) or begins like a list
/// item ends its paragraph too.
fn paragraphs(text: &str, within: Span) -> Vec<Span> {
    let mut paragraphs: Vec<Span> = Vec::new();
    let mut start = within.start;
    let mut open = false;
    // A text in capitals does not show it.
    let wraps =
        within.of(text).lines().skip(1).any(begins_low) || !within.of(text).contains(char::is_lowercase);
    for line in within.of(text).split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trim(text);
        start += line.len();
        match paragraphs.last_mut() {
            _ if span.is_empty() => open = false,
            Some(last) if open && runs_on(last.of(text), span.of(text), wraps) => *last = last.cover(span),
            _ => {
                paragraphs.push(span);
                open = true;
            }
        }
    }
    paragraphs
}

/// Whether a line goes on with the text before it: hard-wrapped text breaks in mid-sentence, so the next line begins in lower
/// case or, where other lines of the text do (`wraps`), the text before has no end of a sentence and is long.
fn runs_on(before: &str, line: &str, wraps: bool) -> bool {
    let ends = before.ends_with(['.', '!', '?', '…', ':', '»', '"', '”']);
    let long = before.lines().next_back().is_some_and(|last| last.chars().count() > 50);
    begins_low(line) || (wraps && long && !ends)
}

/// Whether a line begins in lower case, as one does that goes on with the line before.
fn begins_low(line: &str) -> bool {
    line.chars().find(|char| char.is_alphabetic()).is_some_and(char::is_lowercase)
        && line
            .trim_start()
            .starts_with(|char: char| char.is_alphabetic() || matches!(char, '(' | '«' | '"' | '“'))
}
