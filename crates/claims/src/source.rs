//! How a source is named and what it is, from the words of its phrase.

use std::ops::Range;

use hearsay_core::{Naming, SourceKind};
use hearsay_language::EntityKind;

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
        // "China, its only ally".
        let ends = |word: &Word| {
            word.is(",")
                || lexicon.grammar.coordinators.contains(&word.lower)
                || lexicon.grammar.negation_words.contains(&word.lower)
        };
        let name = words.iter().position(ends).unwrap_or(words.len());
        if let Some((len, kind)) = lexicon.metonyms.at(words)
            && len == name
        {
            return (Naming::Named, kind);
        }
    }
    (naming(text, phrase.clone(), lexicon), kind(text, phrase, lexicon))
}

fn without_determiner<'w>(words: &'w [Word], lexicon: &Lexicon) -> &'w [Word] {
    match words.first() {
        Some(first) if words.len() > 1 && lexicon.grammar.determiners.contains(&first.lower) => &words[1..],
        _ => words,
    }
}

/// Named is a phrase that holds the name of whoever speaks: its head is a name, or a name stands beside the head ("governor
/// Stolben", "the governor, Ada Stolben"); an institution is named by any name in its phrase ("a report by Amnistie Monde"), and
/// an organ of state by its definite article ("the army"). A name in what a person belongs to does not name the person ("the
/// chief of the Asfar militia").
fn naming(text: &Paragraph, phrase: Range<usize>, lexicon: &Lexicon) -> Naming {
    let words = &text.words[phrase.clone()];
    if (0..words.len()).any(|at| lexicon.anonymous.at(&words[at..]).is_some()) {
        return Naming::Anonymous;
    }
    let name = |at: usize| is_name(text, at, lexicon);
    let Some(head) = head(text, phrase.clone(), lexicon) else { return Naming::Described };
    if name(head) {
        return Naming::Named;
    }
    let first = &text.words[phrase.start].lower;
    let definite = lexicon.definite_determiners.contains(first) || lexicon.definite_determiners.is_empty();
    let from = phrase.start + usize::from(lexicon.grammar.determiners.contains(first));
    if definite
        && lexicon
            .definite
            .at(&text.words[from..phrase.end])
            .is_some_and(|(len, ())| (from..from + len).contains(&head))
    {
        return Naming::Named;
    }
    let institution = |at: usize| lexicon.institutions.at(&text.words[at..]).is_some();
    if institution(head) {
        let capital = |at: usize| at > phrase.start && text.words[at].capital() && !text.shouts(at);
        return if phrase.clone().any(|at| name(at) || capital(at)) {
            Naming::Named
        } else {
            Naming::Described
        };
    }
    // A name beside the head: none before it has tied it to something else.
    let (mut tied, mut by_preposition) = (false, false);
    for at in head + 1..phrase.end {
        let word = text.lower(at);
        if word == "," || word == "(" {
            (tied, by_preposition) = (false, false);
        } else if lexicon.grammar.prepositions.contains(word)
            || lexicon.links.contains(word)
            || institution(at)
        {
            tied = true;
            by_preposition |= !institution(at);
        } else if name(at) {
            // A person's name right behind the nouns is the speaker's, whatever these belong to.
            let person = text.words[at].entity == Some(EntityKind::Person) && !by_preposition;
            // "Представитель Кремля": a name in the genitive is what the head belongs to.
            let owns = text.words[at].has("Case=Gen")
                && !text.words[head].has("Case=Gen")
                && text.words[at].entity != Some(EntityKind::Person);
            if (!tied || person) && !owns {
                return Naming::Named;
            }
        } else if !lexicon.grammar.determiners.contains(word) && at > 0 && !name(at - 1) {
            // A common word after "of": what follows it may be the person's own name again ("spokesman of the army Ada Stolben").
            tied = institution(at);
        }
    }
    Naming::Described
}

/// The word that heads a noun phrase: by the tree, else the first noun or name behind what may stand before one.
fn head(text: &Paragraph, phrase: Range<usize>, lexicon: &Lexicon) -> Option<usize> {
    let nominal =
        |at: usize| matches!(text.words[at].upos.as_str(), "NOUN" | "PROPN" | "PRON" | "ADJ" | "X" | "NUM");
    let by_tree = phrase.clone().find(|&at| nominal(at) && text.is_outermost(at, &phrase));
    by_tree.or_else(|| {
        phrase.clone().find(|&at| {
            let word = &text.words[at];
            word.is_word()
                && !lexicon.grammar.determiners.contains(&word.lower)
                && !lexicon.grammar.prepositions.contains(&word.lower)
        })
    })
}

/// Whether a word is a proper name: capitalised, not only because it opens its sentence, and no adjective of one.
fn is_name(text: &Paragraph, at: usize, lexicon: &Lexicon) -> bool {
    let word = &text.words[at];
    if text.shouts(at) {
        // In a text of capitals only the analyser knows names, and a transcript.
        let speaker =
            text.quotes.iter().any(|quote| quote.speaker.as_ref().is_some_and(|name| name.contains(&at)));
        return (word.entity.is_some() || speaker) && lexicon.common.at(std::slice::from_ref(word)).is_none();
    }
    let opens = text.sentence_of(at).start == at;
    let tagged = word.upos.is_empty() || word.upos == "PROPN" || (word.upos != "ADJ" && !opens);
    word.capital()
        && tagged
        && !(opens && lexicon.common.at(std::slice::from_ref(word)).is_some())
        && !lexicon.grammar.determiners.contains(&word.lower)
}

/// The kind of what heads the phrase ("UN report"), else that of any of its words.
fn kind(text: &Paragraph, phrase: Range<usize>, lexicon: &Lexicon) -> SourceKind {
    let words = &text.words[phrase.clone()];
    if let Some(head) = head(text, phrase.clone(), lexicon) {
        let in_name = |at: usize| {
            at > phrase.start && text.words[at].capital() && text.words[at].entity == Some(EntityKind::Person)
        };
        let covers = |at: &usize| {
            if in_name(*at) {
                return None;
            }
            if part_of_outlet(words, *at - phrase.start, lexicon) && *at == head {
                return Some((1, SourceKind::Media));
            }
            let found = lexicon.kinds.at(&text.words[*at..phrase.end]);
            found.filter(|(len, _)| {
                at + len > head && lexicon.vague.at(&text.words[*at..phrase.end]).is_none()
            })
        };
        if let Some((_, kind)) = (phrase.start..=head).find_map(|at| covers(&at)) {
            return kind;
        }
    }
    kind_word(words, lexicon).map_or(SourceKind::Other, |(_, kind)| kind)
}

/// "The New York Post" is no post.
fn part_of_outlet(words: &[Word], at: usize, lexicon: &Lexicon) -> bool {
    at > 0
        && words[at].capital()
        && words[at - 1].capital()
        && lexicon.outlet_parts.contains(&words[at].exact)
}

/// The words of a phrase that say what it is.
pub(crate) fn kind_word(words: &[Word], lexicon: &Lexicon) -> Option<(Range<usize>, SourceKind)> {
    let mut vague = None;
    let mut at = 0;
    while at < words.len() {
        // "Bill" in a person's name is no bill.
        if at > 0 && words[at].capital() && words[at].entity == Some(EntityKind::Person) {
            at += 1;
            continue;
        }
        if part_of_outlet(words, at, lexicon) {
            return Some((at..at + 1, SourceKind::Media));
        }
        let found = lexicon.kinds.at(&words[at..]);
        let longer = |(len, ()): &(usize, ())| found.is_none_or(|(kind, _)| *len >= kind);
        let is_vague = lexicon.vague.at(&words[at..]).filter(longer);
        match (found, is_vague) {
            (Some((len, kind)), None) => return Some((at..at + len, kind)),
            (Some((_, kind)), Some((len, ()))) => {
                vague = vague.or(Some((at..at + len, kind)));
                at += len;
            }
            (None, Some((len, ()))) => at += len,
            (None, None) => at += 1,
        }
    }
    let outlet = || {
        (0..words.len()).find_map(|at| match lexicon.outlets.at(&words[at..]) {
            Some((len, ())) => Some(at..at + len),
            None => {
                (words[at].capital() && lexicon.outlet_parts.contains(&words[at].exact)).then_some(at..at + 1)
            }
        })
    };
    vague.or_else(|| outlet().map(|words| (words, SourceKind::Media)))
}

/// Whether a phrase names an outlet, an agency or journalists: somebody who passes on what is said to them.
pub(crate) fn is_media(text: &Paragraph, phrase: Range<usize>, lexicon: &Lexicon) -> bool {
    let words = &text.words[phrase.clone()];
    let bare = without_determiner(words, lexicon);
    let own = lexicon.own_outlet.at(words).is_some();
    if own || lexicon.channels.at(bare).is_some() && !bare[0].capital() {
        return false;
    }
    // In a text of capitals only the analyser knows names.
    let shouts = text.shouts(phrase.start);
    let named =
        if shouts { words.iter().any(|word| word.entity.is_some()) } else { words.iter().any(Word::capital) };
    let (_, kind) = describe(text, phrase, lexicon);
    if kind != SourceKind::Other {
        // "State television" passes on; "reporters" only listen.
        let institution =
            words.iter().any(|word| lexicon.institutions.at(std::slice::from_ref(word)).is_some());
        let compound = lexicon.kinds.at(bare).is_some_and(|(len, _)| len > 1)
            && bare.last().is_some_and(|last| !lexicon.grammar.listeners.contains(&last.lower));
        return kind == SourceKind::Media && (institution || named || compound);
    }
    if lexicon.metonyms.at(bare).is_some() {
        return false;
    }
    // An unknown name: not that of a person or place, or in one word with capitals inside, as outlets like to write themselves.
    let named = !bare.is_empty()
        && named
        && bare.iter().all(|word| {
            word.capital() || !word.is_word() || lexicon.grammar.name_particles.contains(&word.lower)
        });
    let entity = bare.first().and_then(|word| word.entity);
    // A name of several words that the analyser takes neither for a person nor for a place.
    let unknown = matches!(entity, None | Some(EntityKind::Place)) && bare.len() > 1 && bare[0].capital();
    named && (unknown || matches!(entity, Some(EntityKind::Organisation | EntityKind::Other)))
        || matches!(bare, [word] if is_brand(&word.exact))
}

fn is_brand(word: &str) -> bool {
    let inner = word.chars().skip(1).filter(|c| c.is_uppercase()).count();
    word.starts_with(char::is_uppercase)
        && inner > 0
        && word.chars().count() > 2
        && word.chars().all(char::is_alphanumeric)
}
