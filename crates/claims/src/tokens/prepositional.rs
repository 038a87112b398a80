//! *Selon X, …* and *l'annonce que …*: sources behind a preposition, contents behind a noun.

use std::ops::Range;

use super::Reader;
use super::cue::Found;
use crate::attribution::Attribution;

impl Reader<'_> {
    /// *Selon X, content*; *content, selon X*; *con-, selon X, -tent*.
    pub(super) fn prepositional(&self, cue: &Found, sentence: &Range<usize>) -> Option<Attribution> {
        let body_end = self.body_end(sentence);
        // In "de source judiciaire" the noun belongs to the source.
        let last = cue.words.end - 1;
        let noun =
            cue.words.len() > 1 && self.lexicon.anonymous.at(&self.text.words[last..cue.words.end]).is_some();
        let source = self.phrase_after(cue.words.end - usize::from(noun), body_end)?;
        if !self.speaks(&source) {
            return None;
        }
        let mut after = self.behind_relays(source.end, body_end);
        let begins = !self.text.words[sentence.start..cue.words.start]
            .iter()
            .any(|word| word.is_word() && !self.opens_sentence(&word.lower));
        let comma = self.text.lower(after) == ",";
        if comma {
            after += 1;
        }
        let open =
            (sentence.start..cue.words.start).rev().find(|&at| matches!(self.text.lower(at), "(" | ")"));
        let bracketed = open.is_some_and(|at| self.text.lower(at) == "(");
        let content = if bracketed {
            self.clause_start(cue.words.start, sentence)..body_end
        } else if begins {
            let quoted = self.text.quote_opening_at(after);
            let end = match quoted {
                Some(quote) if self.text.quotes[quote].outer.end >= body_end => {
                    self.text.quotes[quote].outer.end
                }
                _ => self.clause_end(after, sentence).min(body_end),
            };
            after..end
        } else {
            let mut end = cue.words.start;
            while end > sentence.start
                && !self.text.words[end - 1].is_word()
                && self.text.quote_closing_at(end - 1).is_none()
                && self.text.lower(end - 1) != ")"
            {
                end -= 1;
            }
            let start = self.clause_start(end, sentence);
            let insertion = comma
                && after < body_end
                && self.text.lower(cue.words.start - 1) == ","
                && !self.starts_clause(after, body_end);
            if insertion { start..self.clause_end(after, sentence).min(body_end) } else { start..end }
        };
        if content.is_empty()
            || !self.text.words[content.clone()].iter().any(super::super::passage::Word::is_word)
        {
            return None;
        }
        let direct = self
            .text
            .quote_opening_at(content.start)
            .is_some_and(|quote| self.text.quotes[quote].outer.end >= content.end);
        Some(Attribution {
            cue: cue.words.clone(),
            entry: None,
            negated: false,
            tense: None,
            source: Some(source),
            addressee: None,
            content: Some(content),
            direct,
        })
    }

    /// Behind *, cité par TASS*: insertions of the chain, which end with a comma.
    fn behind_relays(&self, at: usize, limit: usize) -> usize {
        let mut here = at;
        for _ in 0..3 {
            let start = if self.text.lower(here) == "," { here + 1 } else { here };
            let rest = &self.text.words[start.min(limit)..limit];
            let Some((len, ())) = self.lexicon.relayed.at(rest).or_else(|| self.lexicon.citing.at(rest))
            else {
                break;
            };
            match self.phrase_after(start + len, limit) {
                Some(phrase) => here = phrase.end,
                None => break,
            }
        }
        here
    }

    /// Whether a phrase can be a source at all: a name, or a noun that is no number, time or clause.
    pub(super) fn speaks(&self, source: &Range<usize>) -> bool {
        let words = &self.text.words[source.clone()];
        let first = &words[0].lower;
        let measured = first.chars().all(|c| c.is_ascii_digit());
        !measured
            && words.iter().any(|word| {
                word.capital()
                    || self.lexicon.grammar.subject_pronouns.contains(&word.lower)
                    || self.lexicon.kinds.at(std::slice::from_ref(word)).is_some()
                    || self.lexicon.vague.at(std::slice::from_ref(word)).is_some()
                    || self.lexicon.anonymous.at(std::slice::from_ref(word)).is_some()
            })
    }

    fn opens_sentence(&self, word: &str) -> bool {
        let grammar = &self.lexicon.grammar;
        grammar.coordinators.contains(word)
            || grammar.adverbs.contains(word)
            || grammar.subordinators.contains(word)
    }

    /// Whether a new subject follows, so that what stands before is a clause of its own.
    fn starts_clause(&self, at: usize, limit: usize) -> bool {
        let grammar = &self.lexicon.grammar;
        let word = self.text.lower(at);
        at < limit
            && (grammar.coordinators.contains(word)
                || self.lexicon.contrasts.at(&self.text.words[at..limit]).is_some()
                || grammar.relatives.contains(word))
    }

    /// *L'annonce que …*, *allegations that …*.
    pub(super) fn nominal_cue(&self, cue: &Found, sentence: &Range<usize>) -> Option<Attribution> {
        let start = cue.words.end + 1;
        let end = self.clause_end(start, sentence).min(self.body_end(sentence));
        (start < end && self.has_finite(start..end)).then(|| Attribution {
            cue: cue.words.clone(),
            entry: cue.entries.first().copied(),
            negated: false,
            tense: None,
            source: self.possessor(cue.words.start, sentence),
            addressee: None,
            content: Some(start..end),
            direct: false,
        })
    }

    /// "Trump's claim that": who stands before the noun.
    fn possessor(&self, noun: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let mark = noun.checked_sub(1).filter(|&at| at > sentence.start)?;
        matches!(self.text.lower(mark), "'s" | "'" | "s'").then_some(())?;
        let start = (sentence.start..mark).rev().take_while(|&at| self.text.words[at].capital()).last()?;
        Some(start..mark)
    }
}
