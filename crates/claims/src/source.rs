//! How a source is named and what it is, from the words of its phrase.

use std::ops::Range;

use hearsay_core::{Naming, SourceKind};

use crate::lexicon::Lexicon;
use crate::passage::{Paragraph, Word};

/// Naming and kind of a noun phrase.
pub(crate) fn describe(text: &Paragraph, phrase: Range<usize>, lexicon: &Lexicon) -> (Naming, SourceKind) {
    let words = &text.words[phrase.clone()];
    let bare = without_determiner(words, lexicon);
    if lexicon.outlets.at(bare).is_some() || lexicon.outlets.at(words).is_some() {
        return (Naming::Named, SourceKind::Media);
    }
    for words in [words, bare] {
        if let Some((len, kind)) = lexicon.metonyms.at(words)
            && len == words.len()
        {
            return (Naming::Named, kind);
        }
    }
    (naming(words, bare, phrase.start, text, lexicon), kind(words, lexicon))
}

fn without_determiner<'w>(words: &'w [Word], lexicon: &Lexicon) -> &'w [Word] {
    match words.first() {
        Some(first) if words.len() > 1 && lexicon.grammar.determiners.contains(&first.lower) => &words[1..],
        _ => words,
    }
}

fn naming(words: &[Word], bare: &[Word], start: usize, text: &Paragraph, lexicon: &Lexicon) -> Naming {
    let says = |set: &crate::lexicon::Phrases<()>| (0..words.len()).any(|at| set.at(&words[at..]).is_some());
    let comma = words.iter().position(|word| word.is(","));
    let named_behind_comma = comma.is_some_and(|comma| {
        words
            .get(comma + 1)
            .is_some_and(|word| word.capital() && !lexicon.grammar.determiners.contains(&word.lower))
    });
    if says(&lexicon.anonymous) {
        return Naming::Anonymous;
    }
    if named_behind_comma {
        return Naming::Named;
    }
    let head = &words[..comma.unwrap_or(words.len())];
    let determined = bare.len() < words.len();
    let definite = words.first().is_some_and(|word| lexicon.definite_determiners.contains(&word.lower));
    let opens_sentence = text.sentences.iter().any(|sentence| sentence.start == start);
    let name_at = |at: usize| {
        let word = &head[at];
        let common = at == 0 && (determined || (opens_sentence && is_common(word, lexicon)));
        word.capital() && !common
    };
    if determined && !definite {
        return Naming::Described;
    }
    if definite && (1..head.len()).any(|at| lexicon.definite.at(&head[at..]).is_some_and(|_| at <= 2)) {
        return Naming::Named;
    }
    // A name behind "de" belongs to what the head is of, unless another name follows it: "commandant du HTS Saleh al-Hamwi".
    let complement = |at: usize| {
        let before = |back: usize| at.checked_sub(back).map(|at| head[at].lower.as_str());
        let opens = |word: Option<&str>| {
            word.is_some_and(|word| {
                lexicon.grammar.prepositions.contains(word) || matches!(word, "du" | "des" | "au" | "aux")
            })
        };
        opens(before(1))
            || (before(1).is_some_and(|word| lexicon.grammar.determiners.contains(word)) && opens(before(2)))
    };
    let names: Vec<usize> = (0..head.len()).filter(|&at| name_at(at)).collect();
    let heads_name = names
        .iter()
        .any(|&at| !complement(at) && (at == 0 || !names.contains(&(at - 1)) || names.contains(&(at - 1))));
    let last_common = head.last().is_some_and(|word| {
        !word.capital()
            && lexicon
                .kinds
                .at(std::slice::from_ref(word))
                .or_else(|| {
                    lexicon.vague.at(std::slice::from_ref(word)).map(|(len, ())| (len, SourceKind::Other))
                })
                .is_some()
    });
    if heads_name && !(last_common && !definite && names.len() < head.len()) {
        Naming::Named
    } else {
        Naming::Described
    }
}

/// A capital at the start of a sentence says nothing of a word that the lexicon knows as a common noun.
fn is_common(word: &Word, lexicon: &Lexicon) -> bool {
    let one = std::slice::from_ref(word);
    lexicon.kinds.at(one).is_some()
        || lexicon.vague.at(one).is_some()
        || lexicon.grammar.determiners.contains(&word.lower)
}

fn kind(words: &[Word], lexicon: &Lexicon) -> SourceKind {
    let mut vague = None;
    let mut at = 0;
    while at < words.len() {
        let is_vague = lexicon.vague.at(&words[at..]);
        match (lexicon.kinds.at(&words[at..]), is_vague) {
            (Some((len, kind)), None) => {
                let _ = len;
                return kind;
            }
            (Some((_, kind)), Some((len, ()))) => {
                vague = vague.or(Some(kind));
                at += len;
            }
            (None, Some((len, ()))) => at += len,
            (None, None) => at += 1,
        }
    }
    let outlet = (0..words.len()).any(|at| lexicon.outlets.at(&words[at..]).is_some())
        || words.iter().any(|word| word.capital() && lexicon.outlet_parts.contains(&word.exact));
    vague.unwrap_or(if outlet { SourceKind::Media } else { SourceKind::Other })
}

/// Whether a phrase names an outlet, an agency or journalists: somebody who passes on what is said to them.
pub(crate) fn is_media(text: &Paragraph, phrase: Range<usize>, lexicon: &Lexicon) -> bool {
    let words = &text.words[phrase.clone()];
    if describe(text, phrase, lexicon).1 == SourceKind::Media {
        return words.iter().any(Word::capital);
    }
    // An unknown name in one word with capitals inside, as outlets like to write themselves.
    let bare = without_determiner(words, lexicon);
    matches!(bare, [word] if is_brand(&word.exact) && lexicon.metonyms.at(bare).is_none() && lexicon.kinds.at(bare).is_none())
}

fn is_brand(word: &str) -> bool {
    let inner = word.chars().skip(1).filter(|c| c.is_uppercase()).count();
    word.starts_with(char::is_uppercase)
        && inner > 0
        && word.chars().count() > 2
        && word.chars().all(char::is_alphanumeric)
}
