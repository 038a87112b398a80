//! The object of a verb of saying, and where it ends.

use std::ops::Range;

use super::Reader;
use super::cue::{Found, Kind};

impl Reader<'_> {
    /// Whether a phrase only takes up what was said before: *ces allégations*.
    pub(super) fn takes_up(&self, object: &Range<usize>) -> bool {
        let grammar = &self.lexicon.grammar;
        let (first, last) = (self.text.lower(object.start), self.text.lower(object.end - 1));
        let pronoun = object.len() == 1 && grammar.taking_up.contains(last);
        let noun = object.len() <= 3
            && grammar.taken_up.contains(last)
            && (object.len() == 1 || grammar.taking_up.contains(first));
        pronoun || noun
    }

    /// Of *les informations selon lesquelles A*, where it is an object, the clause.
    pub(super) fn clause_of(&self, object: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
        let body_end = self.body_end(sentence);
        let head = object.clone().take(3).find(|&at| {
            let rest = &self.text.words[at..body_end];
            self.lexicon.nouns.at(rest).is_some()
                || self.lexicon.grammar.taken_up.contains(self.text.lower(at))
        });
        let at = head? + 1;
        // "Dément les informations faisant état de livraisons d'obus".
        if let Some((len, ())) = self.lexicon.telling.at(self.text.words.get(at..object.end)?) {
            return Some(at + len..object.end).filter(|said| !said.is_empty());
        }
        let that = |at: usize| self.lexicon.that.at(self.text.words.get(at..body_end)?).map(|(len, ())| len);
        let Some(len) = that(at) else { return self.clause_further(object, body_end) };
        let end = self.clause_end(at + len, sentence).min(body_end);
        self.has_finite(at + len..end).then_some(at + len..end)
    }

    /// Of *reports | in the foreign press | that A* the clause, where the tree ties it to a noun of the object.
    fn clause_further(&self, object: &Range<usize>, limit: usize) -> Option<Range<usize>> {
        let that = (object.start + 2..object.end.min(limit)).find(|&at| {
            let tied = self.text.words[at].head.is_some_and(|verb| self.describes(verb, &(object.start..at)));
            tied && self.text.words[at].deprel == "mark" && self.complements(at)
        })?;
        let end = self.text.trim(that + 1..limit.min(object.end)).end;
        self.has_finite(that + 1..end).then_some(that + 1..end)
    }

    /// Of *the talk | as gossip* what is denied, without what it is called.
    pub(super) fn uncalled(&self, object: Range<usize>) -> Range<usize> {
        let called = |at: &usize| self.lexicon.grammar.called.contains(self.text.lower(*at));
        let end = (object.start + 1..object.end).find(called).unwrap_or(object.end);
        object.start..end
    }

    /// The noun phrase behind a verb that takes one, with what belongs to it.
    pub(super) fn object(&self, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let grammar = &self.lexicon.grammar;
        let limit = self.body_end(sentence);
        let mut start = self.behind_insertion(at, limit);
        while start < limit {
            let word = self.text.lower(start);
            if let Some((len, ())) = self.lexicon.asides.at(&self.text.words[start..limit]) {
                start += len;
                continue;
            }
            if self.lexicon.approximators.at(&self.text.words[start..limit]).is_some() {
                break;
            }
            // "Ordenó el lunes | el registro".
            let dated =
                grammar.determiners.contains(word) && grammar.times.contains(self.text.lower(start + 1));
            let skipped = dated
                || grammar.times.contains(word)
                || (grammar.adverbs.contains(word) && !grammar.determiners.contains(word));
            if grammar.addressees.contains(word) {
                start = self.phrase_after(start + 1, limit)?.end;
                let next = self.text.lower(start);
                if !grammar.determiners.contains(next) {
                    return None;
                }
            } else if skipped {
                start += 1;
            } else {
                break;
            }
        }
        let first = self.text.words.get(start).filter(|_| start < limit)?;
        let quoted = self.text.quote_opening_at(start).map(|quote| self.text.quotes[quote].outer.end);
        let opens = grammar.determiners.contains(&first.lower)
            || (first.capital() && first.is_word())
            || matches!(first.upos.as_str(), "NOUN" | "PROPN" | "DET" | "NUM")
            || self.lexicon.approximators.at(&self.text.words[start..limit]).is_some()
            || quoted.is_some();
        let (start, quoted) = if opens { (start, quoted) } else { (self.object_by_tree(at, limit)?, None) };
        let from = quoted.unwrap_or(start + 1);
        let end = (from..limit)
            .filter(|&at| self.text.quote_at(at).is_none_or(|quote| Some(quote) == self.text.quote_at(start)))
            .find(|&at| self.ends_object(at, limit) && !self.lists(start, at))
            .unwrap_or(limit.max(from));
        (end > start).then_some(start..end)
    }

    /// Behind *, par la voix de son porte-parole,* if such a thing stands at `at`.
    pub(super) fn behind_insertion(&self, at: usize, limit: usize) -> usize {
        let grammar = &self.lexicon.grammar;
        let opener = self.text.lower(at + 1);
        // "Dénoncent, elles, des marges".
        if let Some(behind) = self.behind_emphatic(at) {
            return behind;
        }
        let opens = grammar.prepositions.contains(opener) || grammar.times.contains(opener);
        if self.text.lower(at) != "," || !opens {
            return at;
        }
        (at + 2..limit.min(at + 14)).find(|&at| self.text.lower(at) == ",").map_or(at, |close| close + 1)
    }

    /// Behind *, eux,* at `at`: a pronoun that only sets a subject against another.
    pub(super) fn behind_emphatic(&self, at: usize) -> Option<usize> {
        let pronoun = self.lexicon.grammar.disjunctive_pronouns.contains(self.text.lower(at + 1));
        (pronoun && self.text.lower(at) == "," && self.text.lower(at + 2) == ",").then_some(at + 3)
    }

    /// The noun that the tree has for the object of a cue's verb.
    pub(super) fn object_of(&self, cue: &Range<usize>) -> Option<usize> {
        self.text.top(cue.clone()).and_then(|verb| self.text.child(verb, &["obj"]))
    }

    /// *A qualifié | ces propos | de délirants*: whether a noun of saying only takes up what was said, as the object of the verb of
    /// another cue.
    pub(super) fn is_object(&self, noun: &Found, verb: &Found) -> bool {
        let at = noun.words.start;
        noun.kind == Kind::Noun
            && at > 0
            && self.lexicon.grammar.taking_up.contains(self.text.lower(at - 1))
            && self.object_of(&verb.words).is_some_and(|object| noun.words.contains(&object))
    }

    /// Where the object of the verb before `at` begins by the tree, behind a circumstance: *denuncia en una carta | el vertido*.
    pub(super) fn object_by_tree(&self, at: usize, limit: usize) -> Option<usize> {
        let noun = self.text.child(at - 1, &["obj"]).filter(|&noun| noun >= at && noun < limit)?;
        let start = self.text.noun_phrase(noun).start;
        (start >= at && self.text.words[noun].upos == "NOUN").then_some(start)
    }

    /// Whether a verb of saying follows, with adverbs and auxiliaries before it at most: "… et promis une riposte".
    pub(super) fn says_next(&self, at: usize, limit: usize) -> bool {
        let verb = (at..limit.min(at + 4)).find(|&at| {
            let word = &self.text.words[at];
            !(self.lexicon.grammar.auxiliaries.contains(&word.lower)
                || word.upos == "ADV"
                || self.lexicon.grammar.clitics.contains(&word.lower))
        });
        verb.is_some_and(|at| {
            let word = &self.text.words[at];
            word.upos == "VERB" && self.lexicon.verbs.contains_key(&word.lower)
        })
    }

    /// Whether the comma at `at` stands in a list that began behind `start`: "abuse, rape and looting".
    pub(super) fn lists(&self, start: usize, at: usize) -> bool {
        let grammar = &self.lexicon.grammar;
        let closes = self.text.words[at..]
            .iter()
            .take(12)
            .take_while(|word| !word.is("."))
            .any(|word| grammar.coordinators.contains(&word.lower));
        self.text.lower(at) == ","
            && closes
            && self.text.words[at].head.is_some_and(|item| {
                let word = &self.text.words[item];
                item > at
                    && word.deprel == "conj"
                    && matches!(word.upos.as_str(), "NOUN" | "PROPN")
                    && word.head.is_some_and(|first| (start..at).contains(&first))
            })
    }

    /// Whether a verb without a subject of its own goes on behind a coordinator: "contested the facts | and filed a suit".
    pub(super) fn does_next(&self, at: usize, limit: usize) -> bool {
        let verb = (at..limit.min(at + 4)).find(|&at| self.text.words[at].upos == "VERB");
        verb.is_some_and(|verb| {
            let finite = (at..=verb).any(|at| self.text.words[at].has("VerbForm=Fin"));
            finite
                && self.text.words[verb].deprel == "conj"
                && self.text.child(verb, &["nsubj"]).is_none()
                && (at..verb).all(|at| self.text.words[at].upos != "NOUN")
        })
    }

    pub(super) fn ends_object(&self, at: usize, limit: usize) -> bool {
        let grammar = &self.lexicon.grammar;
        let word = self.text.lower(at);
        let rest = &self.text.words[at..limit];
        let channel = self.lexicon.channel_openers.at(rest).is_some_and(|(len, ())| {
            (at + len..limit.min(at + len + 3))
                .any(|at| self.lexicon.channels.at(&self.text.words[at..limit]).is_some())
        });
        let stop = self.is_stop(at) && self.text.quote_at(at).is_none();
        // "Avant la fin du mois", "by the end of the month", "à l'arrêt depuis trois jours", "le 14 septembre".
        let governs = |before: &str| grammar.prepositions.contains(before) || grammar.of.contains(before);
        let leads = |before: &str| governs(before) || before.starts_with(|char: char| char.is_ascii_digit());
        let dates = |at: usize| {
            // "Six mois de repos".
            if self.text.words[at - 1].upos == "NUM" {
                return true;
            }
            let before = self.text.lower(at - 1);
            let article = at > 1 && grammar.determiners.contains(before);
            leads(before) || article && governs(self.text.lower(at - 2))
        };
        word == ","
            || stop
            || channel
            || grammar.coordinators.contains(word)
                && (self.says_next(at + 1, limit) || self.does_next(at + 1, limit))
            || self.lexicon.time_openers.at(rest).is_some()
            || (grammar.times.contains(word) && !dates(at))
            // "Une panne | ce jour-là", "l'absence | la veille".
            || grammar.inverts
                && grammar.determiners.contains(word)
                && !leads(word)
                && grammar.times.contains(self.text.lower(at + 1))
                && !leads(self.text.lower(at - 1))
            || grammar.contrasts.iter().any(|contrast| contrast == word)
            || self.lexicon.prepositions.at(rest).is_some()
            || self.lexicon.citing.at(rest).is_some()
    }
}
