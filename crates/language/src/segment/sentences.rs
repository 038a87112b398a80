//! Tokens to sentences.

use std::ops::Range;

use hearsay_core::Span;

use super::rules::{Rules, key};

/// Sentences as ranges of `tokens`; together they cover all of them.
pub(super) fn split(text: &str, tokens: &[Span], rules: &Rules) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let end = end_at(text, tokens, at, start, rules);
        if let Some(end) = end {
            sentences.push(start..end);
            start = end;
            at = end;
        } else {
            at += 1;
        }
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    sentences
}

/// If a sentence ends with the token `at`, one past its last token (marks that close it included).
fn end_at(text: &str, tokens: &[Span], at: usize, start: usize, rules: &Rules) -> Option<usize> {
    let token = tokens[at].of(text);
    if let Some(next) = tokens.get(at + 1).map(|next| next.of(text)) {
        // A heading runs into the sentence after it. After a capital the next capital is no sign, and after a word such
        // as a preposition the sentence cannot have ended.
        let low = token.starts_with(char::is_lowercase) && !rules.openers.contains(&key(token));
        if low && opens(next, rules) {
            return Some(at + 1);
        }
    }
    if token == "|" && is_label(text, &tokens[start..at]) {
        return Some(at + 1);
    }
    let strong = token.chars().all(|char| matches!(char, '.' | '!' | '?' | '…' | '؟' | '۔'));
    let abbreviated = token.len() > 1 && token.ends_with('.') && !strong;
    if !strong && !abbreviated {
        return None;
    }
    let mut end = at + 1;
    let adjacent = |index: usize| tokens[index - 1].end == tokens[index].start;
    while end < tokens.len() {
        let mark = tokens[end].of(text);
        let closing = matches!(mark, "»" | "”" | ")" | "]")
            || mark == "’" && adjacent(end)
            || matches!(mark, "\"" | "''" | "'") && adjacent(end) && closes(text, &tokens[start..=end], mark);
        if !(closing || mark.chars().all(|char| matches!(char, '.' | '!' | '?' | '…'))) {
            break;
        }
        end += 1;
    }
    let Some(next) = tokens.get(end).map(|next| next.of(text)) else { return Some(end) };
    let low = key(token);
    let stem = low.trim_end_matches('.');
    let spaced = tokens[end - 1].end < tokens[end].start;
    if abbreviated {
        let may_end = rules.final_abbreviations.contains(stem) || low.matches('.').count() > 1;
        return (may_end && spaced && begins_surely(next, rules)).then_some(end);
    }
    // A quotation that ends in its own mark goes on with its cue: « … ! », a dit X.
    (begins(next, token) && (spaced || token != ".")).then_some(end)
}

/// Whether a straight quotation mark closes: the sentence holds an odd number of them before it.
fn closes(text: &str, tokens: &[Span], mark: &str) -> bool {
    tokens[..tokens.len() - 1].iter().filter(|token| token.of(text) == mark).count() % 2 == 1
}

/// Most tokens of a label.
const LABEL: usize = 4;

/// Whether what stands before a bar is a ticker's label or time: *ÚLTIMA HORA |*, *21.40 |*.
fn is_label(text: &str, tokens: &[Span]) -> bool {
    let labels = |token: &Span| {
        let token = token.of(text);
        all_capitals(token) || !token.contains(char::is_alphabetic)
    };
    !tokens.is_empty() && tokens.len() <= LABEL && tokens.iter().all(labels)
}

/// Whether a token can begin a sentence.
fn begins(token: &str, end: &str) -> bool {
    let first = token.chars().next().unwrap_or(' ');
    if first.is_lowercase() {
        return false;
    }
    // After an ellipsis the sentence often goes on; only a capital is a sign of a new one.
    if end.starts_with("..") || end == "…" {
        return first.is_uppercase() || matches!(first, '«' | '"' | '“' | '-' | '–' | '—');
    }
    !matches!(first, ',' | ';' | ':' | '»' | '”' | ')' | ']' | '%')
}

/// Whether a token begins a sentence even after an abbreviation.
fn begins_surely(token: &str, rules: &Rules) -> bool {
    token.starts_with(['«', '“', '–', '—']) || opens(token, rules)
}

/// Whether a token is a capitalised word that is written small within a sentence.
fn opens(token: &str, rules: &Rules) -> bool {
    token.starts_with(char::is_uppercase) && rules.openers.contains(&key(token)) && !all_capitals(token)
}

fn all_capitals(token: &str) -> bool {
    token.chars().filter(|char| char.is_alphabetic()).count() > 1
        && token.chars().all(|char| !char.is_alphabetic() || char.is_uppercase())
}
