//! Text to tokens.

use hearsay_core::Span;

use super::rules::{FIXED, Rules, key};

/// Splits a stretch of text. The tokens lie in order, do not overlap, and leave out nothing but white space.
pub(super) fn split(text: &str, within: Span, rules: &Rules) -> Vec<Span> {
    let mut tokens = Vec::new();
    let mut at = within.start;
    let end = within.end;
    while let Some(char) = text[at..end].chars().next() {
        if char.is_whitespace() || is_invisible(char) {
            at += char.len_utf8();
            continue;
        }
        let length = next(text, at, end, rules, &tokens);
        let token = Span::new(at, at + length);
        if char.is_alphanumeric() {
            word(text, token, end, rules, &mut tokens);
        } else {
            tokens.push(token);
        }
        // A word may have taken the full stop after it.
        at = tokens.last().map_or(at + length, |last| last.end.max(at + length));
    }
    tokens
}

/// Zero-width spaces and joiners, byte order marks, directional marks.
fn is_invisible(char: char) -> bool {
    matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
        || char.is_control()
}

/// Bytes of the token that begins at `at`.
fn next(text: &str, at: usize, end: usize, rules: &Rules, tokens: &[Span]) -> usize {
    // Only a token's beginning can start an address or a number, not the rest of a word.
    let window = text[at..end].char_indices().nth(400).map_or(end, |(offset, _)| at + offset);
    let rest = &text[at..window];
    if let Some(found) = FIXED.find(rest) {
        let number = rest.starts_with(|char: char| char.is_ascii_digit());
        if !number || !rest[found.end()..].starts_with(char::is_alphabetic) {
            return found.end();
        }
    }
    let first = rest.chars().next().map_or(1, char::len_utf8);
    let char = rest.chars().next().unwrap_or(' ');
    if char.is_ascii_digit() {
        return number(rest, rules);
    }
    if char.is_alphanumeric() {
        return run(rest);
    }
    if char == '-' && signed(text, at, rest, tokens) {
        return first + number(&rest[first..], rules);
    }
    // Dots, dashes and repeated marks of one kind hold together.
    if matches!(char, '.' | '-' | '!' | '?' | '*' | '_' | '=' | '~') {
        let same = rest.chars().take_while(|next| *next == char).count();
        if same > 1 || char != '-' {
            return same * first;
        }
    }
    // Two that stand for one quotation mark: ''…'', ``…''.
    if rest.starts_with("''") || rest.starts_with("``") {
        return 2;
    }
    first
}

/// Whether a hyphen is the sign of a number: it stands alone before a digit.
fn signed(text: &str, at: usize, rest: &str, tokens: &[Span]) -> bool {
    rest[1..].starts_with(|char: char| char.is_ascii_digit())
        && tokens.last().is_none_or(|last| last.end < at)
        && !text[..at].ends_with(char::is_alphanumeric)
}

/// A number with its marks and groups: `2.000`, `10 000`, `1980-х`, `14h30`.
fn number(rest: &str, rules: &Rules) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(rest);
    if rules.spaced_numbers && length <= 3 {
        loop {
            let after = &rest[length..];
            let space = after.chars().next().filter(|char| matches!(char, ' ' | '\u{a0}' | '\u{202f}'));
            let Some(space) = space else { break };
            let group = &after[space.len_utf8()..];
            if digits(group) != 3 {
                break;
            }
            length += space.len_utf8() + 3;
        }
    }
    loop {
        let after = &rest[length..];
        match after.chars().next() {
            Some('.' | ',') if digits(&after[1..]) > 0 => length += 1 + digits(&after[1..]),
            Some('-' | '–') if after.chars().nth(1).is_some_and(char::is_alphanumeric) => {
                let mark = after.chars().next().map_or(1, char::len_utf8);
                length += mark + run(&after[mark..]);
            }
            Some(char) if char.is_alphanumeric() => length += run(after),
            _ => return length,
        }
    }
}

/// Letters and digits with the marks that may stand within a word.
fn run(rest: &str) -> usize {
    let mut length = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let joins = matches!(char, '\'' | '’' | 'ʼ' | '-' | '‐' | '‑' | '&' | '_' | '/' | '\u{ad}')
            && at > 0
            && next.is_some_and(char::is_alphanumeric)
            && (char != '/' || rest[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
        // Single letters with full stops: `U.S.`, `J.-C.`
        let initials = char == '.'
            && single_letter_before(&rest[..at])
            && next.is_some_and(|next| next.is_alphabetic() || next == '-')
            && rest[at..].chars().skip(1).find(|next| *next != '-').is_some_and(char::is_uppercase);
        let combining = unicode_normalization::char::is_combining_mark(char);
        if char.is_alphanumeric() || joins || initials || combining {
            length = at + char.len_utf8();
        } else {
            break;
        }
    }
    length
}

fn single_letter_before(text: &str) -> bool {
    let mut back = text.chars().rev();
    back.next().is_some_and(char::is_alphabetic) && back.next().is_none_or(|char| !char.is_alphanumeric())
}

/// Splits a run of letters by the language's rules and adds its tokens. May take a full stop that follows it.
fn word(text: &str, token: Span, end: usize, rules: &Rules, tokens: &mut Vec<Span>) {
    let mut start = token.start;
    // Elisions, one after the other: `d'`, `jusqu'`.
    while let Some(apostrophe) = text[start..token.end].find(['\'', '’']) {
        let word = key(&text[start..token.end]);
        if rules.whole.iter().any(|whole| word == *whole) {
            break;
        }
        if !rules.elisions.contains(&key(&text[start..start + apostrophe])) {
            break;
        }
        let mark = text[start + apostrophe..].chars().next().map_or(1, char::len_utf8);
        let cut = start + apostrophe + mark;
        tokens.push(Span::new(start, cut));
        start = cut;
    }
    let mut stop = token.end;
    let mut tail = None;
    let low = key(&text[start..stop]);
    // "D'« embrasement »".
    let mut behind = text[stop..end].chars();
    let (mark, quote) = (behind.next(), behind.next());
    if let Some(mark) = mark.filter(|mark| matches!(mark, '\'' | '’'))
        && quote.is_some_and(|quote| matches!(quote, '«' | '“' | '„' | '"'))
        && rules.elisions.contains(&low)
    {
        tokens.push(Span::new(start, stop + mark.len_utf8()));
        return;
    }
    if !rules.whole.contains(&low)
        && let Some(clitic) =
            rules.clitics.iter().find(|clitic| low.len() > clitic.len() && low.ends_with(clitic.as_str()))
    {
        // Apostrophes may differ in bytes from the key, letters of clitics do not.
        let cut = text[start..stop]
            .char_indices()
            .rev()
            .nth(clitic.chars().count() - 1)
            .map_or(start, |(at, _)| start + at);
        tail = Some(Span::new(cut, stop));
        stop = cut;
    }
    if rules.split_hyphens && tail.is_none() {
        hyphens(text, Span::new(start, stop), rules, tokens);
    } else if start < stop {
        tokens.push(Span::new(start, stop));
    }
    tokens.extend(tail);
    take_full_stop(text, end, rules, tokens);
}

fn hyphens(text: &str, word: Span, rules: &Rules, tokens: &mut Vec<Span>) {
    let body = word.of(text);
    let mut start = 0;
    for (at, mark) in body.match_indices(['-', '‐', '‑']) {
        let (left, right) = (&body[start..at], &body[at + mark.len()..]);
        let letters = left.chars().all(char::is_alphabetic) && right.starts_with(char::is_alphabetic);
        if !letters || rules.hyphen_prefixes.contains(&key(left)) {
            continue;
        }
        tokens.push(Span::new(word.start + start, word.start + at));
        tokens.push(Span::new(word.start + at, word.start + at + mark.len()));
        start = at + mark.len();
    }
    tokens.push(Span::new(word.start + start, word.end));
}

/// An abbreviation, an initial or an ordinal keeps its full stop.
fn take_full_stop(text: &str, end: usize, rules: &Rules, tokens: &mut [Span]) {
    let Some(last) = tokens.last_mut() else { return };
    let rest = &text[last.end..end];
    if !rest.starts_with('.') || rest.starts_with("..") {
        return;
    }
    let word = last.of(text);
    let low = key(word);
    let after = rest[1..].trim_start();
    let initial =
        single_letter(word) && word.chars().all(char::is_uppercase) && after.starts_with(char::is_uppercase);
    let letters_with_stops =
        word.contains('.') && word.chars().all(|char| char.is_alphabetic() || matches!(char, '.' | '-'));
    let ordinal = rules.ordinals
        && word.chars().all(|char| char.is_ascii_digit())
        && word.len() <= 2
        && after.starts_with(char::is_alphabetic);
    let known =
        rules.abbreviations.contains(&low) && !after.is_empty() || rules.final_abbreviations.contains(&low);
    if known || initial || letters_with_stops || ordinal {
        last.end += 1;
    }
}

fn single_letter(word: &str) -> bool {
    word.chars().count() == 1 && word.chars().all(char::is_alphabetic)
}
