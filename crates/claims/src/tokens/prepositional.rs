//! *Selon X, …* and *l'annonce que …*: sources behind a preposition, contents behind a noun.

use std::ops::Range;

use super::Reader;
use super::cue::Found;
use crate::attribution::{Attribution, Stands};
use crate::lexicon::{Takes, Tense};

/// Most words between whose word it is and the colon.
const PREDICATE: usize = 9;

impl Reader<'_> {
    /// *Selon X, content*; *content, selon X*; *con-, selon X, -tent*.
    pub(super) fn prepositional(&self, cue: &Found, sentence: &Range<usize>) -> Option<Attribution> {
        let grammar = &self.lexicon.grammar;
        let body_end = self.body_end(sentence);
        // In "de source judiciaire" the noun belongs to the source.
        let last = cue.words.end - 1;
        let noun =
            cue.words.len() > 1 && self.lexicon.anonymous.at(&self.text.words[last..cue.words.end]).is_some();
        let source = match &cue.pronoun {
            Some(possessive) => possessive.clone(),
            None if grammar.disjunctive_pronouns.contains(self.text.lower(cue.words.end)) => {
                cue.words.end..cue.words.end + 1
            }
            None => {
                // "Según explicó al diario | su gerente".
                let phrase = if cue.entries.is_empty() {
                    self.phrase_after(cue.words.end - usize::from(noun), body_end)
                } else {
                    self.inverted(cue, sentence)
                };
                match phrase.filter(|source| self.speaks(source)) {
                    Some(source) => source,
                    None => return self.by_nobody(cue, sentence),
                }
            }
        };
        let source = self.with_name(self.with_functions(source, body_end), body_end);
        let told = self.spoken_to(cue, sentence).filter(|_| !cue.entries.is_empty());
        let behind = self.behind_relative(&source, source.end.max(cue.words.end), body_end);
        let mut after = self.behind_relays(behind, body_end);
        // "Según explicó su gerente | al diario, …".
        if !cue.entries.is_empty() && grammar.addressees.contains(self.text.lower(after)) {
            after = self.phrase_after(after + 1, body_end).map_or(after, |listener| listener.end);
        }
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
        let content = if let Some(open) = open.filter(|_| bracketed) {
            self.in_brackets(open, cue.words.start..after, sentence)
        } else if grammar.complementizers.contains(self.text.lower(after)) && !begins {
            // "On apprend de source policière que …".
            after + 1..self.clause_end(after + 1, sentence).min(body_end)
        } else if begins {
            // "On peut lire dans le rapport que …".
            after += usize::from(grammar.complementizers.contains(self.text.lower(after)));
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
            if let Some(participle) = self.qualified(cue.words.start, after, body_end) {
                return Some(Attribution {
                    source: Some(source),
                    content: Some(participle),
                    ..Attribution::at(cue.words.clone())
                });
            }
            let start = self.behind_other(self.clause_start(end, sentence), end);
            // "« A », raille X, qui rappelle que B, | selon Y": what is quoted is not Y's.
            let quoted = self.text.quote_opening_at(start).map(|quote| self.text.quotes[quote].outer.end);
            let goes_on = |at: &usize| (*at..end).any(|at| self.complements(at));
            let start = quoted.filter(|at| *at < end && goes_on(at)).map_or(start, |at| at + 1);
            // "The government has, by several accounts, paid": the verb stands behind.
            let split = self.text.words[start..end].iter().all(|word| word.upos != "VERB")
                && self.text.words[cue.words.start].head.is_some()
                && (after..body_end).any(|at| {
                    self.text.words[at].upos == "VERB"
                        && self.text.children(at).any(|child| (start..end).contains(&child))
                })
                || (after..body_end).any(|at| self.completes(at, start..end));
            let insertion = split
                || comma
                    && after < body_end
                    && self.text.lower(cue.words.start - 1) == ","
                    && !self.starts_clause(after, body_end);
            // "Which according to its architect | can withstand a hurricane".
            let relative = end > start
                && grammar.relatives.contains(self.text.lower(end - 1))
                && self.has_finite(after..body_end);
            let start = if relative { after } else { start };
            let comma = (after..body_end).find(|&at| relative && self.text.lower(at) == ",");
            if insertion || relative {
                start..self.clause_end(after, sentence).min(comma.unwrap_or(body_end))
            } else {
                start..end
            }
        };
        if content.is_empty()
            || !self.text.words[content.clone()].iter().any(super::super::passage::Word::is_word)
        {
            return None;
        }
        let quote = self
            .text
            .quote_opening_at(content.start)
            .map(|quote| &self.text.quotes[quote])
            .filter(|quote| quote.outer.end >= content.end);
        let direct = quote.is_some();
        let content = quote.map_or(content, |quote| quote.inner.clone());
        Some(Attribution {
            entry: self.entry_for(cue, Takes::Clause),
            source: Some(source),
            addressee: told,
            content: Some(content),
            direct,
            ..Attribution::at(cue.words.clone())
        })
    }

    /// *Ses propos, | tronqués selon elle par la chaîne, | ont circulé*: the participle or adjective before `cue` with what belongs to it,
    /// where that goes on at `behind`.
    fn qualified(&self, cue: usize, behind: usize, limit: usize) -> Option<Range<usize>> {
        let start = cue.checked_sub(1)?;
        let word = &self.text.words[start];
        let describes = word.has("VerbForm=Part") || word.upos == "ADJ";
        let end = (behind..limit)
            .find(|&at| self.text.lower(at) == "," && self.text.quote_at(at).is_none())
            .unwrap_or(limit);
        let goes_on = (behind..end).any(|at| self.text.words[at].head == Some(start));
        let apart = start > 0 && self.text.lower(start - 1) == ",";
        (self.lexicon.grammar.inverts && describes && goes_on && apart).then_some(start..end)
    }

    /// Of *cinq tués selon la province, | onze selon l'hôpital* where the second one's part begins.
    fn behind_other(&self, start: usize, end: usize) -> usize {
        let comma = (start..end).rev().find(|&at| self.text.lower(at) == ",");
        let other = |comma: &usize| {
            (start..*comma).any(|at| self.lexicon.prepositions.at(&self.text.words[at..*comma]).is_some())
        };
        comma.filter(other).filter(|&comma| !self.has_verb(comma..end)).map_or(start, |comma| comma + 1)
    }

    /// What is said where its source stands in brackets that open at `open`: the rest of them (*41 dead (56, according to X)*), or where
    /// they hold nothing else, what they stand in: the clause before them at the sentence's end, within it all of it.
    fn in_brackets(&self, open: usize, source: Range<usize>, sentence: &Range<usize>) -> Range<usize> {
        let body_end = self.body_end(sentence);
        let close = (source.start..body_end).find(|&at| self.text.lower(at) == ")").unwrap_or(body_end);
        let holds =
            |words: &Range<usize>| self.text.words[words.clone()].iter().any(crate::passage::Word::is_word);
        let (before, behind) = (open + 1..source.start, source.end.min(close)..close);
        if let Some(rest) = [before, behind].into_iter().find(holds) {
            return self.text.trim(rest);
        }
        let start = self.clause_start(open, sentence);
        start..if close + 1 >= body_end { open } else { body_end }
    }

    /// *По предварительной версии, лопнул шланг*: nobody is named whose version that is.
    fn by_nobody(&self, cue: &Found, sentence: &Range<usize>) -> Option<Attribution> {
        let start = cue.words.end + 1;
        if cue.words.start != sentence.start || self.text.lower(cue.words.end) != "," {
            return None;
        }
        let end = self.clause_end(start, sentence).min(self.body_end(sentence));
        let content = Some(start..end).filter(|content| content.len() > 1)?;
        Some(Attribution {
            content: Some(content),
            stands: Stands::Nobody,
            ..Attribution::at(cue.words.clone())
        })
    }

    /// Whether word `at` is an object that the words before need: "he feels, by several accounts, a deep hatred".
    fn completes(&self, at: usize, before: Range<usize>) -> bool {
        let word = &self.text.words[at];
        matches!(word.deprel.as_str(), "obj" | "ccomp" | "xcomp")
            && word.head.is_some_and(|head| before.contains(&head))
    }

    /// A person's name with the functions that follow it between commas: *Selon Ada Stolben, chercheuse à l'institut, …*.
    fn with_functions(&self, source: Range<usize>, limit: usize) -> Range<usize> {
        let person = self.text.words[source.end - 1].entity == Some(hearsay_language::EntityKind::Person);
        let mut end = source.end;
        for _ in 0..2 {
            let close = (end + 1..limit.min(end + 25)).find(|&at| self.text.lower(at) == ",");
            match close.filter(|&close| {
                person
                    && self.text.lower(end) == ","
                    && self.is_apposition(end + 1, close)
                    && close + 2 < limit
            }) {
                Some(close) => end = close,
                None => break,
            }
        }
        source.start..end
    }

    /// A function with the person's name that follows it between commas: *Selon le porte-parole de l'armée, le colonel Omar Rashidi, …*.
    fn with_name(&self, source: Range<usize>, limit: usize) -> Range<usize> {
        const NAME: usize = 7;
        let person = |at: usize| self.text.words[at].entity == Some(hearsay_language::EntityKind::Person);
        // "Le ministre | délégué aux collectivités, …".
        let comma = self.behind_participle(&source, source.end, limit).unwrap_or(source.end);
        let first = comma + 1;
        if person(source.end - 1) || first >= limit || self.text.lower(comma) != "," {
            return source;
        }
        let close = (first..limit.min(first + NAME)).find(|&at| self.text.lower(at) == ",");
        let close = close.or((limit <= first + NAME).then_some(limit));
        // What a clause behind the name needs no subject for is said of the name itself: *Selon le maire, Paul Verdier, 43 ans, a été tué*.
        let subject = |at: usize| self.text.words[at].deprel == "nsubj";
        let named = |close: &usize| {
            person(close - 1)
                && !self.has_verb(first..*close)
                && (!(first..*close).any(subject) || (*close..limit).any(subject))
        };
        source.start..close.filter(named).unwrap_or(source.end)
    }

    /// Whether by the tree word `at` describes the phrase, as a participle or the verb of a relative clause.
    pub(super) fn describes(&self, at: usize, phrase: &Range<usize>) -> bool {
        let word = &self.text.words[at];
        word.deprel == "acl" && word.head.is_some_and(|head| phrase.contains(&head))
    }

    /// Where the comma stands that closes a participle at `at`, if one describes the source there and does not relay it.
    fn behind_participle(&self, source: &Range<usize>, at: usize, limit: usize) -> Option<usize> {
        let describes = at < limit
            && self.describes(at, source)
            && self.relayed_at(at, limit).is_none()
            && self.lexicon.asked.at(&self.text.words[at..limit]).is_none();
        (at..limit.min(at + 25)).find(|&at| self.text.lower(at) == ",").filter(|_| describes)
    }

    /// Behind *, who teaches history* or *, dated March 3*, up to the comma that closes it.
    pub(super) fn behind_relative(&self, source: &Range<usize>, at: usize, limit: usize) -> usize {
        let comma = usize::from(self.text.lower(at) == ",");
        let first = at + comma;
        if let Some(close) = self.behind_participle(source, first, limit) {
            return close;
        }
        let close = (first + 1..limit.min(at + 25)).find(|&at| self.text.lower(at) == ",");
        let opener = self.text.lower(first);
        let relative = self.lexicon.grammar.relatives.contains(opener)
            || self.lexicon.grammar.complementizers.contains(opener)
                && close.is_some_and(|close| (first..close).any(|at| self.describes(at, source)));
        close.filter(|&close| relative && self.has_finite(first + 1..close)).unwrap_or(at)
    }

    /// Behind *, cité par TASS*: insertions of the chain, which end with a comma.
    pub(super) fn behind_relays(&self, at: usize, limit: usize) -> usize {
        let mut here = at;
        for _ in 0..3 {
            let start = if self.text.lower(here) == "," { here + 1 } else { here };
            let rest = &self.text.words[start.min(limit)..limit];
            let linked = [&self.lexicon.citing, &self.lexicon.asked];
            let linked = linked.iter().find_map(|phrases| phrases.at(rest)).map(|(len, ())| len);
            let Some(len) = self.relayed_at(start, limit).or(linked) else { break };
            match self.phrase_after(start + len, limit) {
                Some(phrase) => here = phrase.end,
                None => break,
            }
        }
        here
    }

    /// Whether a phrase can be a source at all: a name, or a noun that is no number, time or clause.
    pub(crate) fn speaks(&self, source: &Range<usize>) -> bool {
        let words = &self.text.words[source.clone()];
        let first = &words[0].lower;
        // "Réalisé d'après « Les contes »": a title speaks only where it is a report's.
        if let Some(quote) = self.text.quote_opening_at(source.start) {
            return self.lexicon.grammar.free_order && self.is_title(quote);
        }
        if self.lexicon.pointing_back.at(words).is_some_and(|(len, ())| len == words.len()) {
            return true;
        }
        let bare = words.len() == 1 && self.lexicon.grammar.determiners.contains(first);
        let measured = bare || first.chars().all(|c| c.is_ascii_digit());
        !measured
            && (0..words.len()).any(|at| {
                let (word, rest) = (&words[at], &words[at..]);
                word.capital()
                    || self.lexicon.grammar.subject_pronouns.contains(&word.lower)
                    || self.lexicon.kinds.at(rest).is_some()
                    || self.lexicon.vague.at(rest).is_some()
                    || self.lexicon.anonymous.at(rest).is_some()
            })
    }

    /// Whether the first noun of a phrase is one of somebody who can speak.
    pub(crate) fn head_speaks(&self, phrase: &Range<usize>) -> bool {
        let first = phrase.clone().find(|&at| {
            self.text.words[at].is_word() && !self.lexicon.grammar.determiners.contains(self.text.lower(at))
        });
        // "The delegation's spokesman".
        let head = |at: usize| at + usize::from(self.text.lower(at).ends_with("'s") && at + 1 < phrase.end);
        let speaks = |at: usize| {
            let first = &self.text.words[at];
            let words = &self.text.words[head(at)..phrase.end];
            first.capital()
                || self.lexicon.kinds.at(words).is_some()
                || self.lexicon.vague.at(words).is_some()
                || self.lexicon.anonymous.at(words).is_some()
        };
        // "Un ancien | jardinier".
        let behind = |at: usize| at + usize::from(self.text.words[at].upos == "ADJ" && at + 1 < phrase.end);
        first.is_some_and(|at| speaks(at) || speaks(behind(at)))
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

    /// *L'annonce que …*, *allegations that …*, *la promesse du maire de rouvrir …*, *l'annonce par la famille du décès …*.
    pub(super) fn nominal_cue(&self, cue: &Found, sentence: &Range<usize>) -> Option<Attribution> {
        let grammar = &self.lexicon.grammar;
        let body_end = self.body_end(sentence);
        let mut source = self.possessor(cue.words.start, sentence);
        let mut at = cue.words.end;
        let mut content = None;
        // "Calls for | a boycott".
        let governs = cue.words.len() > 1 && grammar.prepositions.contains(self.text.lower(at - 1));
        if governs && self.entry_for(cue, Takes::Object).is_some() {
            let phrase = self.phrase_after(at, body_end)?;
            content = Some(phrase.start..self.within(cue, phrase.start, phrase.end));
        }
        while at < body_end && content.is_none() {
            let word = &self.text.words[at];
            let rest = &self.text.words[at..body_end];
            if let Some((len, ())) = self.lexicon.that.at(rest) {
                // "An accusation that X rejects": a relative clause says something of the noun.
                let apposed = (cue.words.start.saturating_sub(2)..cue.words.start)
                    .any(|at| self.text.lower(at) == ",")
                    && grammar.taken_up.contains(self.text.lower(cue.words.start));
                if len == 1 && (apposed || matches!(word.deprel.as_str(), "obj" | "nsubj" | "obl")) {
                    return None;
                }
                let start = at + len;
                let end = self.within(cue, start, self.clause_end(start, sentence)).min(body_end);
                content = (start < end && self.has_finite(start..end)).then_some(start..end);
                break;
            }
            if word.is(":") && source.is_some() {
                content = (at + 1 < body_end).then(|| self.text.trim(at + 1..body_end));
                break;
            }
            if matches!(word.upos.as_str(), "ADJ" | "ADV") {
                at += 1;
            } else if grammar.agents.contains(&word.lower) {
                let phrase = self.phrase_after(at + 1, body_end)?;
                // Behind the agent stands what is announced: "par la famille du décès".
                let object = self.entry_for(cue, Takes::Object).is_some() && content.is_none();
                let end =
                    phrase.clone().skip(1).find(|&at| object && grammar.of.contains(self.text.lower(at)));
                at = end.unwrap_or(phrase.end);
                source = Some(phrase.start..at);
            } else if self.infinitive_at(at, body_end).is_some()
                && grammar.infinitive_openers.contains(&word.lower)
            {
                self.entry_for(cue, Takes::Infinitive)?;
                let end = self.within(cue, at + 1, self.clause_end(at + 1, sentence)).min(body_end);
                content = (at + 1 < end).then_some(at + 1..end);
                break;
            } else if grammar.of.contains(&word.lower)
                || (grammar.of.is_empty()
                    && source.is_none()
                    && word.is_word()
                    && !grammar.prepositions.contains(&word.lower))
            {
                let phrase = self.phrase_after(at + usize::from(!grammar.of.is_empty()), body_end)?;
                // "L'annonce de la mort du chef": with a noun that takes what is said, only a head that can speak is a source.
                let object = self.entry_for(cue, Takes::Object).is_some();
                let speaks = if object { self.head_speaks(&phrase) } else { self.speaks(&phrase) };
                if source.is_none() && speaks {
                    at = phrase.end;
                    source = Some(phrase);
                } else {
                    self.entry_for(cue, Takes::Object)?;
                    content = Some(phrase.start..self.within(cue, phrase.start, phrase.end));
                }
            } else if let Some(said) = self.behind_predicate(at, source.as_ref(), sentence) {
                content = Some(said);
            } else {
                break;
            }
        }
        // "Rumours that …": without anybody's name or pronoun.
        let noun = self.text.top(cue.words.clone()).unwrap_or(cue.words.start);
        let mut leads = self.text.children(noun).filter(|&child| child < noun);
        let bare = !leads.any(|child| grammar.determiners.contains(self.text.lower(child)));
        let possessive = self.text.children(noun).find(|&child| self.text.words[child].has("Poss=Yes"));
        let whose = possessive.is_some();
        // "Its claim": where the possessive is a pronoun.
        let pronoun = possessive.filter(|&at| self.text.words[at].upos == "PRON");
        let source = source.or_else(|| pronoun.map(|at| at..at + 1));
        let nobody =
            source.is_none() && !whose && (bare || self.text.words[noun].deprel.starts_with("nsubj"));
        let entry = cue.entries.first().copied();
        let foresees = entry.is_some_and(|entry| self.lexicon.cues[entry].foresees);
        content.map(|content| Attribution {
            entry,
            tense: foresees.then_some(Tense::Past),
            stands: if nobody { Stands::Nobody } else { Stands::Source },
            source,
            content: Some(content),
            ..Attribution::at(cue.words.clone())
        })
    }

    /// *Le constat de la Cour est sans appel : | …*: what stands behind the colon of a sentence that only praises the noun of a cue.
    fn behind_predicate(
        &self,
        at: usize,
        source: Option<&Range<usize>>,
        sentence: &Range<usize>,
    ) -> Option<Range<usize>> {
        let colon = (at..sentence.end.min(at + PREDICATE)).find(|&at| self.text.lower(at) == ":")?;
        let whose = source.is_some_and(|source| source.start >= sentence.start);
        let plain = (at..colon).all(|at| self.text.lower(at) != "," && self.text.quote_at(at).is_none());
        let said = self.text.trim(colon + 1..self.body_end(sentence));
        (whose && plain && self.has_finite(at..colon) && said.len() > 2).then_some(said)
    }

    /// `end`, or where the phrase that the noun of a cue heads ends before it: "the call to reopen the inquiry | went unheard".
    fn within(&self, cue: &Found, start: usize, end: usize) -> usize {
        let noun = cue.words.end - 1;
        let sentence = self.text.sentence_of(noun);
        // The sentence's own verb is no part of what its subject says.
        let root = sentence.clone().find(|&at| {
            at > start && self.text.words[at].head.is_none() && self.text.words[at].upos == "VERB"
        });
        let verb =
            root.map(|root| self.text.child(root, &["aux"]).filter(|&aux| aux > start).unwrap_or(root));
        let end = verb.map_or(end, |verb| end.min(verb));
        let tree = self.text.subtree(noun).end;
        if self.text.words[noun].deprel.is_empty() || tree <= start { end } else { end.min(tree) }
    }

    /// "Trump's claim that": who stands before the noun.
    fn possessor(&self, noun: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        // "The ministry's latest claim".
        let noun = (sentence.start..noun)
            .rev()
            .take(3)
            .find(|&at| self.text.words[at].upos != "ADJ")
            .map_or(noun, |before| before + 1);
        let before = noun.checked_sub(1).filter(|&at| at >= sentence.start)?;
        let word = self.text.lower(before);
        let end = if word.len() > 2 && word.ends_with("'s") { noun } else { before };
        (end == noun || matches!(word, "'s" | "'" | "s'")).then_some(())?;
        let name = (sentence.start..end).rev().take_while(|&at| self.text.words[at].capital()).last();
        // "The mayor's denial".
        let noun = || self.phrase_before(end, sentence).filter(|phrase| phrase.len() < 6);
        name.map(|start| start..end).or_else(noun)
    }

    /// *По данным полиции, вышли двое, | по сведениям соседей — трое*: a second account begins behind a comma.
    pub(super) fn two_accounts(&self, found: &mut Vec<Attribution>) {
        if !self.lexicon.grammar.free_order {
            return;
        }
        for at in 0..found.len() {
            let Some((end, second)) = self.second_account(&found[at]) else { continue };
            if let Some(content) = &mut found[at].content {
                content.end = end;
            }
            let own = |other: &Attribution| other.cue.start == second.cue.start;
            match found.iter_mut().find(|other| own(other)) {
                Some(known) => *known = second,
                None => found.push(second),
            }
        }
    }

    /// Where the first of two accounts ends, and the second one.
    fn second_account(&self, first: &Attribution) -> Option<(usize, Attribution)> {
        let content = first
            .content
            .clone()
            .filter(|content| self.is_account(&first.cue) && first.cue.end < content.start)?;
        let limit = self.body_end(&self.text.sentence_of(content.start)).max(content.end);
        let account = |at: usize| self.lexicon.prepositions.at(&self.text.words[at..limit]);
        let (comma, cue) =
            (content.start + 2..limit).filter(|&comma| self.text.lower(comma) == ",").find_map(|comma| {
                let contrast =
                    self.lexicon.contrasts.at(&self.text.words[comma + 1..limit]).map_or(0, |(len, ())| len);
                let next = comma + 1 + contrast;
                account(next).map(|(len, ())| (comma, next..next + len))
            })?;
        let source = self.phrase_after(cue.end, limit).filter(|source| self.speaks(source))?;
        let said = self.text.trim(source.end..limit);
        let apart =
            !said.is_empty() && (self.has_finite(content.start..comma) || said.len() < limit - source.end);
        apart.then(|| {
            let second = Attribution { source: Some(source), content: Some(said), ..Attribution::at(cue) };
            (comma, second)
        })
    }

    /// Whether a cue is one of a preposition.
    fn is_account(&self, cue: &Range<usize>) -> bool {
        !cue.is_empty() && self.lexicon.prepositions.at(&self.text.words[cue.start..]).is_some()
    }

    /// *Говорят, | будто бы мост взорван*: the conjunction is no part of what is said.
    pub(super) fn without_openers(&self, found: &mut [Attribution]) {
        if !self.lexicon.grammar.free_order {
            return;
        }
        for content in
            found.iter_mut().filter(|other| !other.direct).filter_map(|other| other.content.as_mut())
        {
            let words = &self.text.words[content.clone()];
            let opener = self.lexicon.that.at(words).filter(|_| self.text.lower(content.start) != ",");
            if let Some((len, ())) = opener.filter(|(len, ())| len + 1 < words.len()) {
                content.start += len;
            }
        }
    }
}
