//! Tokens to syntactic words.

use super::rules::{Rules, key};

/// The tokens around the one that is expanded; empty at a sentence's ends.
#[derive(Debug)]
pub(super) struct Context<'t> {
    pub(super) before: &'t str,
    pub(super) after: &'t str,
}

/// The words of a token, in its case.
pub(super) fn expand(token: &str, context: &Context<'_>, rules: &Rules) -> Vec<String> {
    let low = key(token);
    if let Some(words) = rules.multiword.get(&low) {
        return cased(token, words);
    }
    if let Some(ambiguous) = rules.ambiguous.get(&low) {
        let before = if context.before.is_empty() { "^".to_owned() } else { key(context.before) };
        let single = ambiguous.single_after.contains(&before)
            || context.after.is_empty()
            || ambiguous.single_after_endings.iter().any(|ending| before.ends_with(ending.as_str()));
        return if single { vec![token.to_owned()] } else { cased(token, &ambiguous.words) };
    }
    for ending in &rules.endings {
        if low.len() > ending.len() && low.ends_with(ending.as_str()) {
            let count = ending.chars().count();
            let cut = token.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
            return vec![token[..cut].to_owned(), token[cut..].to_owned()];
        }
    }
    vec![token.to_owned()]
}

/// The words of the data file in the case of the token: as they are, capitalised, or in capitals.
fn cased(token: &str, words: &[String]) -> Vec<String> {
    let capitals = token.chars().count() > 1 && token.chars().all(|char| !char.is_lowercase());
    let capital = token.starts_with(char::is_uppercase);
    words
        .iter()
        .enumerate()
        .map(|(index, word)| match (capitals, capital && index == 0) {
            (true, _) => word.to_uppercase(),
            (false, true) => {
                let mut chars = word.chars();
                chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
            }
            (false, false) => word.clone(),
        })
        .collect()
}
