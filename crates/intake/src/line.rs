//! What a line is by its signs and capitals alone.

/// Whether the last sign, closing quotes and brackets aside, ends a sentence or introduces something.
pub(crate) fn ends_in_punctuation(line: &str) -> bool {
    bare_end(line).ends_with(['.', '!', '?', '…', ':', ';', ',', '。', '！', '？', '؟', '।'])
}

pub(crate) fn ends_in_full_stop(line: &str) -> bool {
    bare_end(line).ends_with(['.', '。', '।'])
}

fn bare_end(line: &str) -> &str {
    line.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '"' | '\'' | '»' | '”' | '’' | '“' | ')' | ']' | '\u{200b}'..='\u{200f}')
    })
}

/// What stands before the last bracket and in it, where the line ends with that.
pub(crate) fn last_bracket(line: &str) -> Option<(&str, &str)> {
    let inner = line.trim_end_matches('.').strip_suffix([')', ']'])?;
    let open = inner.rfind(['(', '['])?;
    Some((inner[..open].trim_end(), &inner[open + 1..]))
}

/// Whether what follows "by" can be names: capitals but for small words, no digits; at most eight words.
pub(crate) fn is_names(line: &str, rest: &str) -> bool {
    const SMALL: &[&str] = &[
        "and", "et", "und", "y", "e", "de", "del", "der", "den", "van", "von", "la", "le", "du", "da", "di",
        "in", "à", "of", "the", "for", "pour", "with", "avec", "der", "al", "bin", "ben", "і", "и", "та",
    ];
    let rest_words = rest.split_whitespace().count();
    let cased = line.chars().any(|c| c.is_uppercase() || c.is_lowercase());
    let words: Vec<&str> = line.split_whitespace().collect();
    let names = &words[words.len().saturating_sub(rest_words)..];
    (1..=8).contains(&rest_words)
        && !line.chars().any(|c| c.is_ascii_digit())
        && (!cased && rest_words <= 5
            || names.first().is_some_and(|word| word.chars().next().is_some_and(char::is_uppercase))
                && names.iter().all(|word| {
                    SMALL.contains(&word.trim_matches(','))
                        || word.chars().find(|c| c.is_alphabetic()).is_none_or(char::is_uppercase)
                }))
}
