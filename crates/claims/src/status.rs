//! How sure a content is presented, whether as so or as not so, and the words that say it.

use std::ops::Range;

use hearsay_core::{Certainty, Marker, MarkerRole, Polarity, Span};

use crate::lexicon::{Hedge, Lexicon, Tense};
use crate::passage::Paragraph;

/// Certainty, polarity and the reporting conditional, with their markers.
#[derive(Clone, Debug)]
pub(crate) struct Status {
    pub(crate) certainty: Certainty,
    pub(crate) polarity: Polarity,
    pub(crate) conditional: bool,
    pub(crate) markers: Vec<Marker>,
}

impl Default for Status {
    fn default() -> Self {
        Self {
            certainty: Certainty::Certain,
            polarity: Polarity::Positive,
            conditional: false,
            markers: Vec::new(),
        }
    }
}

impl Status {
    /// The weaker of two certainties counts.
    pub(crate) fn weaken(&mut self, certainty: Certainty) {
        let rank = |certainty| match certainty {
            Certainty::Certain => 0,
            Certainty::Probable => 1,
            Certainty::Possible => 2,
            Certainty::Unknown => 3,
        };
        if rank(certainty) > rank(self.certainty) {
            self.certainty = certainty;
        }
    }

    pub(crate) fn negate(&mut self) {
        self.polarity = match self.polarity {
            Polarity::Positive => Polarity::Negative,
            Polarity::Negative => Polarity::Positive,
        };
    }

    pub(crate) fn mark(&mut self, role: MarkerRole, span: Span) {
        let marker = Marker { role, span };
        if !self.markers.contains(&marker) {
            self.markers.push(marker);
        }
    }
}

/// Reads the status of `content`; `tense` is that of the verb that introduces it.
pub(crate) fn read(
    text: &Paragraph,
    content: Range<usize>,
    tense: Option<Tense>,
    lexicon: &Lexicon,
) -> Status {
    let mut status = Status::default();
    let main = main_clause(text, content.clone(), lexicon);
    let condition = condition(text, content.start, lexicon);
    let mut at = main.start;
    while at < main.end {
        if let Some((len, hedge)) = lexicon.hedges.at(&text.words[at..main.end]) {
            let (certainty, negative) = match hedge {
                Hedge::Probable => (Certainty::Probable, false),
                Hedge::Possible => (Certainty::Possible, false),
                Hedge::Improbable => (Certainty::Probable, true),
                Hedge::Unknown => (Certainty::Unknown, false),
            };
            status.weaken(certainty);
            if negative {
                status.negate();
            }
            status.mark(MarkerRole::Hedge, text.words[at].span.cover(text.words[at + len - 1].span));
            at += len;
            continue;
        }
        if let Some(span) = conditional_at(text, at, main.end, tense, lexicon) {
            if condition {
                status.weaken(Certainty::Unknown);
            } else {
                status.conditional = true;
                status.weaken(Certainty::Possible);
                status.mark(MarkerRole::Conditional, span);
            }
        }
        if let Some(span) = negation_at(text, at, main.end, lexicon)
            && status.polarity == Polarity::Positive
        {
            status.polarity = Polarity::Negative;
            status.mark(MarkerRole::Negation, span);
        }
        at += 1;
    }
    status
}

/// The content without its relative clauses and what follows them.
fn main_clause(text: &Paragraph, content: Range<usize>, lexicon: &Lexicon) -> Range<usize> {
    let grammar = &lexicon.grammar;
    let end = (content.start + 1..content.end).find(|&at| {
        let word = text.lower(at);
        let behind_comma = text.lower(at - 1) == ",";
        grammar.relatives.contains(word) && content.start + 1 < at
            || (behind_comma && (grammar.subordinators.contains(word)))
            || matches!(
                word,
                "puisque" | "parce" | "because" | "afin" | "lorsque" | "lorsqu'" | "when" | "unless"
            )
    });
    content.start..end.unwrap_or(content.end)
}

/// Whether a real condition stands in the sentence of word `at`: *si les pourparlers échouaient*.
fn condition(text: &Paragraph, at: usize, lexicon: &Lexicon) -> bool {
    let grammar = &lexicon.grammar;
    let Some(sentence) = text.sentences.iter().find(|sentence| sentence.contains(&at)) else { return false };
    sentence.clone().any(|at| {
        grammar.conditions.contains(text.lower(at))
            && (grammar.condition_subjects.is_empty()
                || grammar.condition_subjects.contains(text.lower(at + 1))
                || text.words.get(at + 1).is_some_and(super::passage::Word::capital))
            && (at == sentence.start || !lexicon.verbs.contains_key(text.lower(at - 1)))
            && (text.lower(at) != "s'" || matches!(text.lower(at + 1), "il" | "ils"))
    })
}

/// The reporting conditional at `at`. Behind a verb in the past a simple conditional is the future seen from there.
fn conditional_at(
    text: &Paragraph,
    at: usize,
    end: usize,
    tense: Option<Tense>,
    lexicon: &Lexicon,
) -> Option<Span> {
    let word = text.words.get(at)?;
    let lower = word.lower.as_str();
    let form = lexicon.conditional_endings.iter().any(|ending| lower.ends_with(ending.as_str()));
    let tagged = word.upos.is_empty() || matches!(word.upos.as_str(), "VERB" | "AUX");
    if !form
        || !tagged
        || lexicon.not_conditional.contains(lower)
        || word.capital() && at > 0 && !text.sentences.iter().any(|s| s.start == at)
    {
        return None;
    }
    let auxiliary = lexicon.conditional_auxiliaries.contains(lower);
    let past = matches!(tense, Some(Tense::Past | Tense::Participle));
    if past && !(auxiliary && lower.starts_with('a')) {
        return None;
    }
    let mut last = at;
    if auxiliary {
        let limit = end.min(at + 5);
        for next in at + 1..limit {
            let here = text.lower(next);
            if lexicon.grammar.adverbs.contains(here)
                || lexicon.grammar.negation_words.contains(here)
                || is_participle(here)
            {
                if is_participle(here) {
                    last = next;
                    if here != "été" {
                        break;
                    }
                }
            } else {
                break;
            }
        }
    }
    Some(word.span.cover(text.words[last].span))
}

fn is_participle(word: &str) -> bool {
    ["é", "ée", "és", "ées", "i", "ie", "is", "it", "u", "ue", "us", "ues", "ert", "int"]
        .iter()
        .any(|ending| word.ends_with(ending))
        && word.chars().count() > 1
}

/// The negating word of a negation that begins at `at`.
fn negation_at(text: &Paragraph, at: usize, end: usize, lexicon: &Lexicon) -> Option<Span> {
    let negation = &lexicon.negation;
    let word = text.words.get(at)?;
    if negation.alone.contains(&word.lower) {
        return Some(word.span);
    }
    if !negation.first.contains(&word.lower) || negation.second.is_empty() {
        return None;
    }
    // "Personne n'y croit": the negating word may stand before.
    let before = (at.saturating_sub(4)..at).find(|&at| negation.before.contains(text.lower(at)));
    let after = (at + 1..end.min(at + 1 + negation.reach))
        .find(|&at| negation.second.contains(text.lower(at)) || negation.restricts.contains(text.lower(at)))
        .filter(|&at| !negation.restricts.contains(text.lower(at)));
    before.or(after).map(|at| text.words[at].span)
}
