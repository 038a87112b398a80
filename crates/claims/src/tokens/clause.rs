//! Where the clause of a content begins and ends.

use std::ops::Range;

use super::Reader;
use crate::passage::Word;

impl Reader<'_> {
    /// The end of a content that begins at `start`: the sentence's end, or where something else is said.
    pub(super) fn clause_end(&self, start: usize, sentence: &Range<usize>) -> usize {
        let inside = self.text.quote_at(start);
        let limit = match inside {
            Some(quote) if self.text.quotes[quote].outer.start < start => {
                self.text.quotes[quote].inner.end.min(sentence.end)
            }
            _ => sentence.end,
        };
        let mut at = start;
        while at < limit {
            if let Some(quote) = self.text.quote_opening_at(at) {
                let end = self.text.quotes[quote].outer.end;
                if end <= limit {
                    at = end;
                    continue;
                }
            }
            if at > start && self.cuts(at, start, limit) {
                break;
            }
            at += 1;
        }
        at
    }

    /// Whether a content that began at `start` is cut before word `at`.
    fn cuts(&self, at: usize, start: usize, limit: usize) -> bool {
        let grammar = &self.lexicon.grammar;
        let word = self.text.lower(at);
        if word == ";" || (matches!(word, "–" | "—" | "--") && self.attributes(at + 1, limit)) {
            return true;
        }
        let behind_comma = if word == "," { at + 1 } else { at };
        let rest = &self.text.words[behind_comma.min(limit)..limit];
        if let Some((len, ())) = self.lexicon.contrasts.at(rest) {
            return self.attributes(behind_comma + len, limit);
        }
        if word == "," {
            if self.answers_at(behind_comma, limit).is_some() && self.lexicon.answering.at(rest).is_none() {
                return true;
            }
            if self.lexicon.sentential.at(rest).is_some() || self.lexicon.citing.at(rest).is_some() {
                return true;
            }
            if self.lexicon.prepositions.at(rest).is_some() || self.as_others_say(behind_comma, limit) {
                return true;
            }
            let sequel = self.lexicon.sequels.at(rest).map_or(0, |(len, ())| len);
            return self.cue_opens(behind_comma + sequel, limit)
                || self.says_beside(behind_comma, start)
                || self.says_at_end(behind_comma, start);
        }
        // What began within brackets ends there.
        if word == ")" {
            return !(start..at).any(|at| self.text.lower(at) == "(");
        }
        if self.lexicon.citing.at(rest).is_some() {
            return true;
        }
        if grammar.coordinators.contains(word) && at > start {
            return self.cue_opens(at + 1, limit) || self.goes_on_above(at + 1, start, limit);
        }
        false
    }

    /// Whether a clause of its own begins at `at` in which somebody else accuses or denies: "A accuse B de …, | B accuse A de …".
    fn says_beside(&self, at: usize, start: usize) -> bool {
        let sentence = self.text.sentence_of(at);
        let Some(subject) = self.phrase_after(at, sentence.end).filter(|phrase| phrase.len() < 8) else {
            return false;
        };
        let verb = &self.text.words[subject.end.min(self.text.words.len() - 1)];
        self.head_speaks(&subject)
            && verb.upos == "VERB"
            && verb.has("VerbForm=Fin")
            && self.lexicon.verbs.contains_key(&verb.lower)
            && matches!(verb.deprel.as_str(), "conj" | "parataxis" | "root")
            && verb.head.is_none_or(|head| head < start)
    }

    /// Whether a subject and its verb of saying stand alone at `at` at the sentence's end: "engine trouble, | the tower said".
    fn says_at_end(&self, at: usize, start: usize) -> bool {
        let sentence = self.text.sentence_of(at);
        let end = self.body_end(&sentence);
        let Some(verb) = end.checked_sub(1).filter(|&verb| verb > at) else { return false };
        let word = &self.text.words[verb];
        word.upos == "VERB"
            && word.has("VerbForm=Fin")
            && word.head.is_none_or(|head| head < start)
            && self.lexicon.verbs.contains_key(&word.lower)
            && self.text.child(verb, &["nsubj"]).is_some_and(|subject| {
                (at..verb).contains(&subject) && self.text.noun_phrase(subject).start == at
            })
    }

    /// Whether a verb of saying at `at` goes on with the one above the content that began at `start`: "a estimé que … | et ordonné
    /// la remise en liberté".
    fn goes_on_above(&self, at: usize, start: usize, limit: usize) -> bool {
        let grammar = &self.lexicon.grammar;
        let verb = (at..limit.min(at + 3)).find(|&at| !grammar.adverbs.contains(self.text.lower(at)));
        verb.is_some_and(|verb| {
            let word = &self.text.words[verb];
            word.deprel == "conj"
                && word.upos == "VERB"
                && word.head.is_some_and(|head| head < start)
                && self.lexicon.verbs.contains_key(&word.lower)
        })
    }

    /// Whether a cue without a subject of its own stands at `at`: "and added that", "ajoutant que".
    pub(super) fn cue_opens(&self, at: usize, limit: usize) -> bool {
        let grammar = &self.lexicon.grammar;
        let mut verb = at;
        while verb < limit
            && verb < at + 4
            && (grammar.adverbs.contains(self.text.lower(verb))
                || grammar.auxiliaries.contains(self.text.lower(verb)))
        {
            verb += 1;
        }
        let says = self.text.words.get(verb).is_some_and(|word| self.lexicon.verbs.contains_key(&word.lower));
        says && (verb + 1..limit.min(verb + 5)).any(|next| {
            grammar.complementizers.contains(self.text.lower(next))
                || self.text.quote_opening_at(next).is_some()
        })
    }

    /// *…, comme le prétendent ses rivaux*: who else says it.
    fn as_others_say(&self, at: usize, limit: usize) -> bool {
        let grammar = &self.lexicon.grammar;
        let verb = (at + 1..limit).find(|&at| !grammar.clitics.contains(self.text.lower(at)));
        grammar.inverts
            && grammar.as_words.contains(self.text.lower(at))
            && verb
                .is_some_and(|verb| verb > at + 1 && self.lexicon.verbs.contains_key(self.text.lower(verb)))
    }

    /// Whether somebody says something between `at` and `limit`.
    fn attributes(&self, at: usize, limit: usize) -> bool {
        let end = limit.min(at + 20);
        (at..end).any(|at| {
            let lower = self.text.lower(at);
            self.lexicon.verbs.contains_key(lower) && !self.lexicon.grammar.nouns_too.contains(lower)
        })
    }

    /// The start of the clause that ends before `end`.
    pub(super) fn clause_start(&self, end: usize, sentence: &Range<usize>) -> usize {
        let grammar = &self.lexicon.grammar;
        let mut start = end;
        while start > sentence.start {
            let at = start - 1;
            let opens = self.text.lower(at) == "(" && !(at..end).any(|at| self.text.lower(at) == ")");
            if opens || matches!(self.text.lower(at), ";" | ":") {
                break;
            }
            let opens = self
                .lexicon
                .contrasts
                .at(&self.text.words[at..end])
                .filter(|_| at > sentence.start && self.text.lower(at - 1) == ",");
            if let Some((len, ())) = opens.filter(|(len, ())| start + len < end) {
                start = at + len;
                break;
            }
            start -= 1;
        }
        while start < end
            && (!self.text.words[start].is_word() && self.text.quote_opening_at(start).is_none()
                || (grammar.coordinators.contains(self.text.lower(start)) && start == sentence.start))
        {
            start += 1;
        }
        start
    }

    /// Whether a range of words looks like a clause: it has a finite verb.
    pub(crate) fn has_finite(&self, words: Range<usize>) -> bool {
        let finite = |word: &Word| {
            !word.has("VerbForm=Inf") && (!word.has("VerbForm=Part") || word.has("Variant=Short"))
        };
        self.has_verb_that(words.clone(), finite) || words.into_iter().any(|at| self.predicates_alone(at))
    }

    /// Whether a form that the tagger takes for a participle has a subject and no auxiliary, so that it is the clause's verb: *the men crossed
    /// the river, a guard said*.
    fn predicates_alone(&self, at: usize) -> bool {
        let word = &self.text.words[at];
        word.upos == "VERB"
            && word.has("VerbForm=Part")
            && word.has("Tense=Past")
            && !matches!(word.deprel.as_str(), "acl" | "advcl")
            && self.text.child(at, &["nsubj"]).is_some_and(|subject| subject < at)
            && self.text.child(at, &["aux"]).is_none()
    }

    /// Whether a range of words has a verb in any form.
    pub(crate) fn has_verb(&self, words: Range<usize>) -> bool {
        self.has_verb_that(words, |_| true)
    }

    fn has_verb_that(&self, words: Range<usize>, fits: impl Fn(&Word) -> bool) -> bool {
        let grammar = &self.lexicon.grammar;
        self.text.words[words].iter().any(|word| {
            grammar.finite.contains(&word.lower)
                || grammar.auxiliaries.contains(&word.lower)
                || matches!(word.upos.as_str(), "VERB" | "AUX") && fits(word)
                || word.upos == "ADJ" && word.has("Variant=Short")
                || (word.upos.is_empty()
                    && !word.capital()
                    && word.lower.chars().count() > 4
                    && (grammar.finite_endings.iter().any(|ending| word.lower.ends_with(ending.as_str()))
                        || self.lexicon.verbs.contains_key(&word.lower)))
        })
    }

    /// The sentence without the mark that ends it.
    pub(super) fn body_end(&self, sentence: &Range<usize>) -> usize {
        let mut end = sentence.end;
        while end > sentence.start && matches!(self.text.lower(end - 1), "." | "…" | "..." | "!" | "?") {
            end -= 1;
        }
        end
    }
}
