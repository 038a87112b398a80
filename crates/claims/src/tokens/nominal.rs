//! Where the noun phrase of a source begins and ends.

use std::ops::Range;

use super::Reader;

/// A noun phrase of more words is none.
pub(super) const LONGEST: usize = 45;

impl Reader<'_> {
    /// The noun phrase that ends before word `end`: the subject of a verb there.
    pub(super) fn phrase_before(&self, end: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let mut end = end;
        let mut tail = end;
        if end > sentence.start && self.text.lower(end - 1) == "," {
            // "X, porte-parole de Y, a déclaré": the insertion belongs to the source where it names a role.
            let open = (sentence.start..end - 1)
                .rev()
                .take(LONGEST)
                .find(|&at| self.text.lower(at) == "," || self.is_stop(at))?;
            if self.text.lower(open) != "," {
                return None;
            }
            let says_who = self.is_apposition(open + 1, end - 1) || self.names_person(open + 1..end - 1);
            tail = if says_who { end - 1 } else { open };
            end = open;
        } else if end > sentence.start && self.text.lower(end - 1) == ")" {
            let open = (sentence.start..end).rev().take(LONGEST).find(|&at| self.text.lower(at) == "(")?;
            let start = self.start_of_phrase(open, sentence)?;
            return Some(start..end);
        }
        let start = self.start_of_phrase(end, sentence)?;
        (start < tail).then_some(start..tail)
    }

    /// The noun phrase that begins at `at`: behind *selon*, or behind an inverted verb. Ends at `limit` at the latest.
    pub(crate) fn phrase_after(&self, at: usize, limit: usize) -> Option<Range<usize>> {
        let grammar = &self.lexicon.grammar;
        // "Many analysts".
        let leads = grammar.determiners.contains(self.text.lower(at))
            && self.text.words.get(at).is_some_and(|word| word.head.is_some_and(|head| head > at))
            && matches!(self.text.words[at].deprel.as_str(), "det" | "amod" | "nummod");
        if grammar.inverted_pronouns.contains(self.text.lower(at))
            || grammar.subject_pronouns.contains(self.text.lower(at)) && !leads
        {
            return Some(at..at + 1);
        }
        let limit = limit.min(at + LONGEST);
        if let Some(phrase) = self.text.phrase_at(at) {
            let mut phrase = self.text.trim(at..self.before_remark(at, phrase.end.min(limit)));
            // "Source | judiciaire": what kind of source it is, where the tree takes the adjective for something else.
            let kind = self.text.words.get(phrase.end).filter(|_| phrase.end < limit).filter(|next| {
                self.lexicon.kinds.at(std::slice::from_ref(next)).is_some() && !next.capital()
            });
            if phrase.len() == 1
                && kind.is_some()
                && self.lexicon.anonymous.at(&self.text.words[phrase.clone()]).is_some()
            {
                phrase.end += 1;
            }
            if phrase.start == at && !phrase.is_empty() {
                return Some(phrase);
            }
        }
        let mut end = at;
        while end < limit {
            let word = self.text.lower(end);
            if word == "(" {
                match (end..limit).find(|&close| self.text.lower(close) == ")") {
                    Some(close) => {
                        end = close + 1;
                        continue;
                    }
                    None => break,
                }
            }
            if word == "," {
                // An apposition that is closed by another comma, or reaches to the limit.
                let close = (end + 1..limit)
                    .find(|&close| self.text.lower(close) == "," || self.is_stop(close))
                    .unwrap_or(limit);
                if self.is_apposition(end + 1, close) {
                    end = close;
                    continue;
                }
                break;
            }
            let rest = &self.text.words[end..limit];
            let relayed = self.relayed_at(end, limit).is_some() || self.lexicon.citing.at(rest).is_some();
            if self.is_stop(end) || (end > at && (relayed || self.ends_phrase(end))) {
                break;
            }
            end += 1;
        }
        while end > at && !self.text.words[end - 1].is_word() && self.text.lower(end - 1) != ")" {
            end -= 1;
        }
        (end > at).then_some(at..end)
    }

    /// Where a phrase that begins at `start` ends before what a contrast adds: *l'institut | , mais avec des écarts*, which trees take
    /// for its second part.
    pub(super) fn before_remark(&self, start: usize, end: usize) -> usize {
        let contrast = (start + 2..end).find(|&at| {
            self.text.lower(at - 1) == "," && self.lexicon.contrasts.at(&self.text.words[at..end]).is_some()
        });
        contrast.map_or(end, |at| at - 1)
    }

    fn ends_phrase(&self, at: usize) -> bool {
        let grammar = &self.lexicon.grammar;
        let word = &self.text.words[at];
        let part_of_name = word.capital();
        !part_of_name
            && (grammar.adjuncts.contains(&word.lower)
                || grammar.subordinators.contains(&word.lower)
                || grammar.subject_pronouns.contains(&word.lower)
                || grammar.times.contains(&word.lower)
                || grammar.finite.contains(&word.lower)
                || grammar.negations.contains(&word.lower)
                || matches!(word.upos.as_str(), "VERB" | "AUX" | "SCONJ") && !self.looks_participle(at))
    }

    fn looks_participle(&self, at: usize) -> bool {
        !self.lexicon.grammar.finite.contains(self.text.lower(at))
    }

    /// Marks that no noun phrase reaches over.
    pub(super) fn is_stop(&self, at: usize) -> bool {
        let Some(word) = self.text.words.get(at) else { return true };
        // "Cover-up".
        if word.exact == "-" && self.text.touches(at) {
            return false;
        }
        matches!(
            word.exact.as_str(),
            ";" | ":" | "?" | "!" | "." | "…" | "..." | "–" | "—" | "--" | "-" | "[" | "]" | ")"
        ) || self.text.quote_opening_at(at).is_some_and(|quote| self.text.quotes[quote].inner.len() > 5)
            || self.text.quote_closing_at(at).is_some_and(|quote| self.text.quotes[quote].inner.len() > 5)
    }

    /// Whether the words between two commas say who the one before them is.
    pub(super) fn is_apposition(&self, start: usize, end: usize) -> bool {
        let grammar = &self.lexicon.grammar;
        if start >= end || end - start > 25 {
            return false;
        }
        let words = &self.text.words[start..end];
        if self.relayed_at(start, end).is_some() || self.lexicon.citing.at(words).is_some() {
            return false;
        }
        let verb = words.iter().any(|word| {
            grammar.finite.contains(&word.lower)
                || grammar.subject_pronouns.contains(&word.lower)
                || word.upos == "AUX"
        });
        if verb {
            return false;
        }
        let first = &words[0];
        let noun = !first.capital()
            && first.lower.chars().count() > 3
            && !grammar.prepositions.contains(&first.lower)
            && !grammar.adverbs.contains(&first.lower)
            && !grammar.subordinators.contains(&first.lower)
            && !grammar.times.contains(&first.lower)
            && !self.lexicon.verbs.contains_key(&first.lower)
            && !matches!(first.upos.as_str(), "VERB" | "AUX" | "ADV" | "ADJ");
        if noun
            && words.get(1).is_none_or(|second| {
                grammar.prepositions.contains(&second.lower) || grammar.of.contains(&second.lower)
            })
        {
            return true;
        }
        let lead = words.iter().take_while(|word| grammar.determiners.contains(&word.lower)).count();
        (lead..(lead + 3).min(words.len())).any(|at| {
            self.lexicon.kinds.at(&words[at..]).is_some() || self.lexicon.vague.at(&words[at..]).is_some()
        })
    }

    /// Whether words are nothing but a person's name: *the railway's director, | Pavlo Hrytsak, | said*.
    fn names_person(&self, words: Range<usize>) -> bool {
        let person = |word: &crate::passage::Word| word.entity == Some(hearsay_language::EntityKind::Person);
        !words.is_empty() && self.text.words[words].iter().all(person)
    }

    fn start_of_phrase(&self, end: usize, sentence: &Range<usize>) -> Option<usize> {
        let grammar = &self.lexicon.grammar;
        let floor = sentence.start.max(end.saturating_sub(LONGEST));
        let mut start = end;
        while start > floor {
            let at = start - 1;
            let word = self.text.lower(at);
            let closes_bracket = word == ")";
            if closes_bracket {
                match (floor..at).rev().find(|&open| self.text.lower(open) == "(") {
                    Some(open) => {
                        start = open;
                        continue;
                    }
                    None => break,
                }
            }
            if word == "," || word == "(" || self.is_stop(at) || grammar.subordinators.contains(word) {
                break;
            }
            if grammar.finite.contains(word) && !self.text.words[at].capital() {
                break;
            }
            start -= 1;
        }
        self.skip_lead(start, end)
    }

    /// The phrase's first word behind adverbs, conjunctions, times and prepositional phrases that open the clause.
    fn skip_lead(&self, start: usize, end: usize) -> Option<usize> {
        let grammar = &self.lexicon.grammar;
        let mut start = start;
        while start < end {
            let word = self.text.lower(start);
            let skippable = grammar.adverbs.contains(word)
                || grammar.coordinators.contains(word)
                || grammar.times.contains(word)
                || !self.text.words[start].is_word()
                || (grammar.subordinators.contains(word) && start + 1 < end);
            let number = word.chars().all(|c| c.is_ascii_digit());
            let opens = grammar.prepositions.contains(word);
            if skippable || (number && start + 1 < end && grammar.times.contains(self.text.lower(start + 1)))
            {
                start += 1;
            } else if opens {
                // "On Monday the ministry": the phrase is what follows the preposition's own noun.
                let next = (start + 2..end).find(|&at| {
                    let here = &self.text.words[at];
                    let before = self.text.lower(at - 1);
                    (grammar.determiners.contains(&here.lower)
                        || grammar.subject_pronouns.contains(&here.lower)
                        || (here.capital() && !self.text.words[at - 1].capital()))
                        && !grammar.prepositions.contains(before)
                        && !grammar.determiners.contains(before)
                });
                match next {
                    Some(next) => start = next,
                    None => return None,
                }
            } else {
                break;
            }
        }
        (start < end).then_some(start)
    }
}

impl Reader<'_> {
    /// Whether a clause with a subject of its own begins at `at`.
    pub(crate) fn opens_clause(&self, at: usize, limit: usize) -> bool {
        let grammar = &self.lexicon.grammar;
        let Some(first) = self.text.words.get(at).filter(|_| at < limit) else { return false };
        if grammar.subject_pronouns.contains(&first.lower) {
            return true;
        }
        let opens = grammar.determiners.contains(&first.lower) || first.capital();
        let end = (at..limit.min(at + 14))
            .find(|&at| self.text.lower(at) == "," || self.is_stop(at))
            .unwrap_or(limit.min(at + 14));
        opens && self.has_finite(at + 1..end.max(at + 1))
    }
}
