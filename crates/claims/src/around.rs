//! What the outlet says around an attribution in the same sentence.

use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::passage::Paragraph;

/// Whether what an attribution took is a relative clause set between commas in a clause that goes on behind it: *The admiral, who
/// denies having seen the order, retires in June*; or stands in brackets.
pub(crate) fn set_in(text: &Paragraph, part: &Range<usize>, taken: &Range<usize>, lexicon: &Lexicon) -> bool {
    if in_brackets(text, taken, part.start + 1..part.end) {
        return true;
    }
    let relative = taken.start >= part.start + 3
        && lexicon.grammar.relatives.contains(text.lower(taken.start - 1))
        && text.lower(taken.start - 2) == ",";
    // Behind a quotation's mark.
    let end =
        text.quote_at(taken.end - 1).map_or(taken.end, |quote| text.quotes[quote].outer.end.max(taken.end));
    relative
        && text.lower(end) == ","
        && (end + 1..part.end).any(|at| {
            text.is_outermost(at, part)
                && text.child(at, &["nsubj"]).is_some_and(|subject| subject < taken.start)
        })
}

/// Whether some words of a part stand in brackets that open and close in it.
pub(crate) fn in_brackets(text: &Paragraph, words: &Range<usize>, part: Range<usize>) -> bool {
    let bracket = |at: &usize| matches!(text.lower(*at), "(" | ")");
    let open = (part.start..words.start).rfind(bracket);
    let close = (words.end..part.end).find(bracket);
    open.zip(close).is_some_and(|(open, close)| text.lower(open) == "(" && text.lower(close) == ")")
}

/// A part without brackets at its end in which somebody else speaks: *Le convoi comptait quarante camions | (vingt, selon l'opposition)*.
pub(crate) fn before_bracket(text: &Paragraph, part: Range<usize>, taken: &[Range<usize>]) -> Range<usize> {
    let last = (part.start..part.end).rev().take(2).find(|&at| text.lower(at) == ")");
    let open = last.and_then(|last| (part.start + 3..last).rfind(|&at| text.lower(at) == "("));
    let spoken = |open: &usize| {
        taken.iter().any(|range| *open < range.start && range.end <= part.end && !range.is_empty())
    };
    part.start..open.filter(spoken).unwrap_or(part.end)
}

/// The clause before an attribution that shares its subject or hangs on it: *The judge imposed a sentence, | saying …*, *She came late
/// | and admitted that …*; and a concession before it: *While prices fell, | analysts say …*.
pub(crate) fn before(
    text: &Paragraph,
    words: Range<usize>,
    taken: &Range<usize>,
    lexicon: &Lexicon,
) -> Option<Range<usize>> {
    let conceded = lexicon.contrasts.at(&text.words[words.clone()]).is_some()
        && text.lower(words.end.checked_sub(1)?) == ","
        && words.clone().any(|at| text.words[at].has("VerbForm=Fin"));
    let main = words.clone().any(|at| {
        text.words[at].head.is_none()
            && text.child(at, &["ccomp"]).is_none()
            && text.child(at, &["nsubj", "expl"]).is_some_and(|subject| words.contains(&subject))
            && (text.words[at].has("VerbForm=Fin") || text.child(at, &["aux", "cop"]).is_some())
    });
    let hangs = || {
        taken.clone().any(|at| {
            let word = &text.words[at];
            let apposed = at == taken.start
                && text.lower(at.max(1) - 1) == ","
                && matches!(word.deprel.as_str(), "amod" | "acl" | "appos");
            (apposed || matches!(word.deprel.as_str(), "conj" | "advcl" | "parataxis"))
                && word.head.is_some_and(|head| words.contains(&head))
        })
    };
    if !(conceded || main && hangs()) {
        return None;
    }
    let end = without_link(text, words.clone(), lexicon);
    let last = text.lower(end - 1);
    let grammar = &lexicon.grammar;
    // "Quoted the police as saying …".
    let quoted_as = grammar.as_words.contains(last) && text.words[taken.start].has("VerbForm=Part");
    // "Shares fell | after the firm warned …": a circumstance in which somebody speaks.
    let circumstance = grammar.subordinators.contains(last)
        && !quoted_as
        && !grammar.relatives.contains(last)
        && !grammar.complementizers.contains(last);
    if circumstance {
        // "In what a mediator called …".
        let governed = end > words.start + 4 && grammar.prepositions.contains(text.lower(end - 2));
        let mut main = words.start..end - 1 - usize::from(governed);
        // "Shortly | after", "even | as".
        while main.len() > 3 && text.words[main.end - 1].upos == "ADV" {
            main.end -= 1;
        }
        // "This comes after …", "it came a week after …": no sentence without it.
        let last = &text.words[main.end - 1];
        let measured = last.upos == "NOUN" && grammar.times.contains(&last.lower);
        let points = text.words[main.start].upos == "PRON" || text.words[main.start].has("PronType=Dem");
        return Some(if measured || points && main.len() < 4 { words.start..taken.end } else { main });
    }
    let open = grammar.relatives.contains(last)
        || grammar.complementizers.contains(last)
        || grammar.prepositions.contains(last)
        || quoted_as;
    (!open).then_some(words.start..end)
}

/// Where a clause ends before the words that tie the next one to it.
fn without_link(text: &Paragraph, words: Range<usize>, lexicon: &Lexicon) -> usize {
    let grammar = &lexicon.grammar;
    let mut end = words.end;
    while end > words.start + 2 {
        let word = text.lower(end - 1);
        let link = grammar.coordinators.contains(word)
            || lexicon.contrasts.at(&text.words[end - 1..end]).is_some()
            || grammar.adverbs.contains(word)
                && (grammar.coordinators.contains(text.lower(end - 2)) || text.lower(end - 2) == ",")
            || word == ",";
        if !link {
            break;
        }
        end -= 1;
    }
    end
}
