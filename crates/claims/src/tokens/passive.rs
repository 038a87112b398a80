//! Verbs of saying in the passive.

use std::ops::Range;

use hearsay_core::Stance;

use super::Reader;
use super::cue::Found;
use crate::attribution::{Attribution, Stands};
use crate::lexicon::{Takes, Tense};

impl Reader<'_> {
    /// Whether the cue is a participle with the auxiliary of the passive.
    pub(super) fn is_passive(&self, cue: &Found) -> bool {
        let Some(top) = self.text.top(cue.words.clone()) else { return false };
        matches!(cue.tense, Some(Tense::Participle | Tense::Past))
            && self.is_passive_verb(top)
            && !self.has_clitic(&cue.words)
    }

    /// *S'est engagé à*: whether a pronoun that leans on its verb is among the words of a cue.
    pub(super) fn has_clitic(&self, cue: &Range<usize>) -> bool {
        let clitics = &self.lexicon.grammar.clitics;
        self.text.words[cue.clone()].iter().any(|word| clitics.contains(&word.lower))
    }

    /// Whether a verb has the auxiliary of the passive, or is marked as passive and has none.
    pub(super) fn is_passive_verb(&self, verb: usize) -> bool {
        let auxiliary = |at: usize| {
            let word = &self.text.words[at];
            word.deprel == "aux" && self.lexicon.grammar.passive_auxiliaries.contains(&word.lemma)
        };
        // "Are urging".
        let present = self.text.words[verb].has("VerbForm=Part") && self.text.words[verb].has("Tense=Pres");
        let progressive = present || self.text.words[verb].has("VerbForm=Ger");
        !progressive && self.text.children(verb).any(auxiliary)
            || self.text.words[verb].has("Voice=Pass") && self.text.child(verb, &["aux"]).is_none()
    }

    /// "Harbour staff had been told | not to speak": whether the subject of a verb in the passive is taken for whoever speaks. Whoever is asked
    /// for something by nobody who is named is another matter (*sont priés de*), as is who is sure of something (*est persuadée que*) and who
    /// says nothing ("could not be reached").
    pub(super) fn is_told(&self, attribution: &Attribution) -> bool {
        let stance = attribution.entry.map(|entry| self.lexicon.cues[entry].stance());
        let other = matches!(stance, Some(Stance::Requests | Stance::Opines));
        attribution.content.is_some() && !other && self.undergoes(attribution)
    }

    /// Who stands behind the agent's preposition right behind the cue.
    pub(super) fn agent(&self, cue: &Found, limit: usize) -> Option<Range<usize>> {
        self.lexicon.grammar.agents.contains(self.text.lower(cue.words.end)).then_some(())?;
        self.phrase_after(cue.words.end + 1, limit)
    }

    /// *Told the court that he was ordered to burn the files*: within what somebody says, whoever is asked asks for nothing.
    pub(super) fn is_asked(&self, cue: &Found) -> bool {
        let requests = self
            .entry_for(cue, Takes::Whom)
            .is_some_and(|entry| self.lexicon.cues[entry].stance() == Stance::Requests);
        let opens = self.lexicon.grammar.infinitive_markers.contains(self.text.lower(cue.words.end));
        let top = self.text.top(cue.words.clone());
        let within = top.is_some_and(|top| matches!(self.text.words[top].deprel.as_str(), "ccomp" | "acl"));
        requests && opens && within && self.is_passive(cue)
    }

    /// *Est soupçonné (par X) d'avoir …*: what is said is the infinitive, who says it is the agent or nobody who is named.
    pub(super) fn passive_whom(&self, cue: &Found, sentence: &Range<usize>) -> Option<Attribution> {
        let grammar = &self.lexicon.grammar;
        let entry = self.entry_for(cue, Takes::Whom)?;
        if self.lexicon.cues[entry].stance() != Stance::Accuses || !self.is_passive(cue) {
            return None;
        }
        let body_end = self.body_end(sentence);
        let mut at = cue.words.end;
        let mut source = None;
        if grammar.agents.contains(self.text.lower(at)) {
            let phrase = self.phrase_after(at + 1, body_end)?;
            let end = phrase.clone().skip(1).find(|&at| {
                grammar.infinitive_markers.contains(self.text.lower(at))
                    && self.infinitive_at(at, body_end).is_some()
                    || grammar.whom_openers.contains(self.text.lower(at))
                    || grammar.of.contains(self.text.lower(at))
                        && self.text.words.get(at + 1).is_some_and(|word| word.upos == "VERB")
            });
            at = end.unwrap_or(phrase.end);
            source = Some(phrase.start..at);
        }
        let opener = self.text.lower(at);
        if !(grammar.of.contains(opener) || grammar.whom_openers.contains(opener)) {
            return None;
        }
        let end = self.clause_end(at + 1, sentence).min(body_end);
        let mut found =
            Self::attribution(cue, entry, source, None, (at + 1 < end).then_some(at + 1..end), false);
        found.stands = if found.source.is_none() { Stands::Nobody } else { Stands::Object };
        Some(found)
    }

    /// *La mort de l'otage a été confirmée par sa famille*: who says it stands behind the agent's preposition; *identifié par X
    /// comme Y*: so does what is said.
    pub(super) fn passive(&self, cue: &Found, sentence: &Range<usize>) -> Option<Attribution> {
        let grammar = &self.lexicon.grammar;
        let top = self.text.top(cue.words.clone())?;
        let body_end = self.body_end(sentence);
        let agent = (cue.words.end..body_end.min(cue.words.end + 12))
            .find(|&at| grammar.agents.contains(self.text.lower(at)))?;
        let mut source = self.phrase_after(agent + 1, body_end)?;
        if let Some(called) = source.clone().skip(1).find(|&at| grammar.called.contains(self.text.lower(at)))
        {
            source.end = called;
        }
        if grammar.called.contains(self.text.lower(source.end)) {
            let entry = self.entry_for(cue, Takes::Called)?;
            let end = self.clause_end(source.end + 1, sentence).min(body_end);
            let content = (source.end + 1 < end).then_some(source.end + 1..end);
            return Some(Self::attribution(cue, entry, Some(source), None, content, false));
        }
        let entry = self.entry_for(cue, Takes::Object)?;
        // *Mentionné 325 fois par jour*.
        let measure = source.len() == 1 && self.text.words[source.start].upos == "NOUN"
            || grammar.times.contains(self.text.lower(source.start));
        if measure && !self.head_speaks(&source) {
            return None;
        }
        let subject = self.text.subject_of(top).filter(|subject| *subject < top)?;
        let content = self.text.trim(self.text.noun_phrase(subject));
        Some(Self::attribution(cue, entry, Some(source), None, Some(content), false))
    }
}
