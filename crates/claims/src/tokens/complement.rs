//! What a cue takes that no quotation marks and no complementiser show: infinitives, whom something is asked of or blamed for, judgements, bare
//! clauses.

use std::ops::Range;

use hearsay_core::Stance;

use super::Reader;
use super::cue::Found;
use super::said::Said;
use crate::lexicon::{Takes, Tense};

impl Reader<'_> {
    /// Whether a word opens a clause: *that*, but not in *that night*, *that is a lie*, *the company that insured it* or
    /// *des rejets que la préfecture tolère*.
    pub(super) fn complements(&self, at: usize) -> bool {
        let word = &self.text.words[at];
        self.lexicon.grammar.complementizers.contains(&word.lower)
            && !word.has("PronType=Dem")
            && !(word.has("PronType=Rel") && word.deprel == "nsubj")
            && word.deprel != "obj"
    }

    /// *Suggère que le vaccin est sûr*, *suggère qu'il parte*: of a verb that both states and requests, the entry that fits the
    /// mood of its clause.
    pub(super) fn by_mood(&self, cue: &Found, entry: usize, clause: Range<usize>) -> usize {
        let prescribes = self.text.words[clause]
            .iter()
            .any(|word| word.has("Mood=Sub") || self.lexicon.grammar.prescriptive.contains(&word.lower));
        let fits = |entry: &usize| {
            let cue = &self.lexicon.cues[*entry];
            cue.takes(Takes::Clause) && (cue.stance() == Stance::Requests) == prescribes
        };
        cue.entries.iter().copied().find(fits).unwrap_or(entry)
    }

    /// *Culpa a | los separatistas del derribo*: whoever is accused, with what of, where the tree ties that to them.
    pub(super) fn blamed(&self, cue: &Found, start: usize, sentence: &Range<usize>) -> Option<Said> {
        let entry = self.entry_for(cue, Takes::Whom)?;
        let accuses = self.lexicon.cues[entry].stance() == Stance::Accuses;
        let object = self.lexicon.grammar.object_prepositions.contains(self.text.lower(start));
        let end = self.clause_end(start + 1, sentence).min(self.body_end(sentence));
        (accuses && object && start + 1 < end).then_some(Said::behind(start + 1..end, entry))
    }

    /// *Juge prématuré de parler de reprise*, *estime normal que …*: an adjective and the act or the clause that it judges.
    pub(super) fn judged(&self, cue: &Found, at: usize, sentence: &Range<usize>) -> Option<Said> {
        let grammar = &self.lexicon.grammar;
        let entry = self
            .entry_for(cue, Takes::Infinitive)
            .filter(|&entry| self.lexicon.cues[entry].stance() == Stance::Opines)?;
        let adjective = (at..sentence.end.min(at + 3)).find(|&at| self.text.words[at].upos != "ADV")?;
        let next = adjective + 1;
        let act = grammar.infinitive_markers.contains(self.text.lower(next))
            && self.infinitive_at(next, sentence.end).is_some();
        let clause = grammar.complementizers.contains(self.text.lower(next));
        let end = self.clause_end(at, sentence).min(self.body_end(sentence));
        let judges = self.text.words[adjective].upos == "ADJ" && grammar.inflects_infinitives();
        (judges && (act || clause) && next + 1 < end).then_some(Said::behind(at..end, entry))
    }

    /// An infinitive directly behind the verb: *affirme avoir abattu*, *claims to have shot down*.
    pub(super) fn infinitive(&self, cue: &Found, at: usize, sentence: &Range<usize>) -> Option<Said> {
        let entry = self.entry_for(cue, Takes::Infinitive)?;
        let mut at = at;
        let grammar = &self.lexicon.grammar;
        if let Some((len, ())) = self.lexicon.asides.at(&self.text.words[at..sentence.end.max(at)]) {
            at += len;
        }
        while self.text.words.get(at).is_some_and(|word| {
            (word.upos == "ADV" || grammar.adverbs.contains(&word.lower))
                && !grammar.negation_words.contains(&word.lower)
                && !grammar.infinitive_openers.contains(&word.lower)
        }) {
            at += 1;
        }
        // "Pledged never to raise taxes".
        let negated = !grammar.inflects_infinitives()
            && grammar.negation_words.contains(self.text.lower(at))
            && grammar.infinitive_markers.contains(self.text.lower(at + 1));
        let start = self.infinitive_at(at + usize::from(negated), sentence.end)?;
        let end = self.clause_end(start, sentence).min(self.body_end(sentence));
        if negated {
            return Some(Said::behind(at..end, entry).to(self.spoken_to(cue, sentence)));
        }
        let start = start + usize::from(grammar.infinitive_markers.contains(self.text.lower(start)));
        if let Some(unknown) = self.not_known(start, end) {
            return Some(Said::behind(unknown..end, entry).to(self.spoken_to(cue, sentence)));
        }
        Some(Said::behind(start..end, entry).to(self.spoken_to(cue, sentence)))
    }

    /// Where the content begins if an infinitive stands at `at`.
    pub(super) fn infinitive_at(&self, at: usize, limit: usize) -> Option<usize> {
        let grammar = &self.lexicon.grammar;
        let mut here = at;
        while here < limit && here < at + 4 {
            let word = &self.text.words[here];
            if !grammar.inflects_infinitives() {
                return (word.is("to") && here + 1 < limit).then_some(at);
            }
            let ends = grammar.infinitive_endings.iter().any(|ending| word.lower.ends_with(ending.as_str()));
            let verb = if word.upos.is_empty() {
                ends && !word.capital()
                    && word.lower.chars().count() > 3
                    && !grammar.nouns_too.contains(&word.lower)
            } else {
                ends && matches!(word.upos.as_str(), "VERB" | "AUX")
            };
            if verb {
                return Some(at);
            }
            if !grammar.infinitive_openers.contains(&word.lower) && !grammar.clitics.contains(&word.lower) {
                return None;
            }
            here += 1;
        }
        None
    }

    /// *Dit ignorer où …*: behind an infinitive of not knowing, where what is not known begins.
    pub(super) fn not_known(&self, start: usize, end: usize) -> Option<usize> {
        let verb = (start..end.min(start + 4).min(self.text.words.len())).find(|&at| {
            let lemma = &self.text.words[at].lemma;
            let negated = self.text.words[start..at]
                .iter()
                .any(|word| self.lexicon.grammar.negations.contains(&word.lower));
            self.lexicon.unknown_verbs.contains(lemma)
                || negated && self.lexicon.unknown_negated.contains(lemma)
        })?;
        (verb + 1 < end).then_some(verb + 1)
    }

    /// *Accuse X de faire*, *urged X to leave*: the content is what X did or shall do, X included.
    pub(super) fn whom(&self, cue: &Found, start: usize, at: usize, sentence: &Range<usize>) -> Option<Said> {
        let entry = self.entry_for(cue, Takes::Whom)?;
        let opener = self.text.lower(at);
        let grammar = &self.lexicon.grammar;
        // "Told Reuters on condition of anonymity": what one asks somebody is an infinitive.
        let accuses = self.lexicon.cues[entry].stance() == Stance::Accuses;
        if !grammar.inflects_infinitives() && grammar.of.contains(opener) && !accuses {
            return None;
        }
        // "Accuse les deux camps de crimes de guerre": a noun that the verb itself governs.
        let governed = || {
            let noun = self.text.words[at].head;
            noun.and_then(|noun| self.text.words[noun].head).is_some_and(|verb| cue.words.contains(&verb))
        };
        let noun = grammar.of.contains(opener) || grammar.infinitive_markers.contains(opener);
        // "Suggested the army had known for weeks", "warned they had the votes to win" name nobody.
        let clause = self.text.words[start..at].iter().any(|word| word.has("VerbForm=Fin"));
        let asks = noun && at > start && governed()
            || !clause
                && grammar.infinitive_markers.contains(opener)
                && self.infinitive_at(at, sentence.end).is_some();
        if !asks && (clause || !grammar.whom_openers.contains(opener)) {
            return None;
        }
        let end = self.clause_end(at, sentence).min(self.body_end(sentence));
        // Who is asked stays out behind a preposition ("a demandé à l'ONU d'enquêter"); an object is a part of what is asked.
        let told = (start..at).find(|&at| {
            let word = self.text.lower(at);
            !grammar.adverbs.contains(word) || grammar.addressees.contains(word)
        });
        let indirect = told.is_some_and(|at| grammar.addressees.contains(self.text.lower(at)));
        let start = match told {
            // *Acusa a la guerrilla de …*: the preposition of a person who is an object.
            Some(told) if grammar.object_prepositions.contains(self.text.lower(told)) => told + 1,
            _ if indirect || self.behind_times(start, at) == at => at + 1,
            _ => self.behind_times(start, at),
        };
        (at + 1 < end).then_some(Said::behind(start..end, entry))
    }

    /// A clause without *that*: "said the jet was lost", "told Reuters the jet was lost".
    pub(super) fn zero(&self, cue: &Found, at: usize, sentence: &Range<usize>) -> Option<Said> {
        let grammar = &self.lexicon.grammar;
        let entry = self.entry_for(cue, Takes::Zero).or_else(|| self.entry_for(cue, Takes::Tell))?;
        let tells = !self.lexicon.cues[entry].takes(Takes::Zero);
        let mut start = at;
        let mut addressee = None;
        if tells && !self.is_passive(cue) {
            let end = self.addressee_end(at, sentence.end)?;
            addressee = Some(at..end);
            start = end;
        }
        // "…, he told the court, as …": what is said stands before.
        if self.text.lower(start) == "," {
            return None;
        }
        // "Says | Friday is more realistic".
        let dates =
            |at: usize| grammar.times.contains(self.text.lower(at)) && self.text.words[at].deprel != "nsubj";
        while start < sentence.end && dates(start) {
            start += 1;
        }
        let end = self.clause_end(start, sentence).min(self.body_end(sentence));
        let first = self.text.words.get(start).filter(|_| start + 1 < end)?;
        // "Reported it because she was afraid".
        let next = &self.text.words[start + 1];
        if grammar.subject_pronouns.contains(&first.lower)
            && !grammar.determiners.contains(&first.lower)
            && matches!(next.upos.as_str(), "SCONJ" | "ADP" | "CCONJ")
        {
            return None;
        }
        let opens = grammar.determiners.contains(&first.lower)
            || grammar.subject_pronouns.contains(&first.lower)
            || first.capital()
            || first.lower.chars().all(|c| c.is_ascii_digit())
            || (first.is_word()
                && !grammar.prepositions.contains(&first.lower)
                && !grammar.adjuncts.contains(&first.lower)
                && !grammar.adverbs.contains(&first.lower));
        // "A nurse who complained | was transferred": the verb of another subject.
        let verb = first.has("VerbForm=Fin")
            && matches!(first.upos.as_str(), "VERB" | "AUX")
            && grammar.relatives.contains(self.text.lower(cue.words.start.max(1) - 1));
        // "The doctor, who led the tests, | said there was no doubt".
        let subject = self.text.top(cue.words.clone()).and_then(|verb| self.text.child(verb, &["nsubj"]));
        let closed = cue.tense != Some(Tense::Gerund)
            && self.closes_before(cue.words.start)
            && subject.is_none_or(|subject| subject > cue.words.start);
        (opens && !verb && !closed && self.has_finite(start..end))
            .then(|| Said::behind(start..end, self.by_mood(cue, entry, start..end)).to(addressee))
    }
}
