//! What has the shape of an attribution and is none.

use std::ops::Range;

use hearsay_core::{Certainty, Naming, SourceKind, Stance};

use super::Reader;
use crate::attribution::Attribution;
use crate::lexicon::{Takes, Tense};

/// Most words of a name in quotation marks.
const NAME: usize = 5;

impl Reader<'_> {
    /// *The army denied that it had shelled the school | and blamed rebels*; *witnesses said they heard shots*: a pronoun within what
    /// somebody says is that somebody. Behind a coordinator the verb goes on with the first one, before a clause it says or
    /// thinks that, elsewhere it is a part of what is said.
    pub(super) fn same_speaker(&self, found: &mut Vec<Attribution>) {
        let grammar = &self.lexicon.grammar;
        let mut at = 0;
        while at < found.len() {
            let inner = &found[at];
            let pronoun = inner.source.clone().filter(|source| {
                source.len() == 1
                    && grammar.subject_pronouns.contains(self.text.lower(source.start))
                    && source.end <= inner.cue.start
            });
            let outer = found.iter().position(|outer| {
                let named = outer.source.as_ref().is_some_and(|source| source.end <= outer.cue.start);
                let content = outer.content.clone().filter(|content| content.contains(&inner.cue.start));
                let within = |pronoun: &Range<usize>| {
                    content.as_ref().is_some_and(|content| content.contains(&pronoun.start))
                };
                named
                    && !outer.direct
                    && content.is_some()
                    && outer.cue.end <= inner.cue.start
                    && (outer.source == inner.source || pronoun.as_ref().is_some_and(within))
            });
            let Some(outer) = outer else {
                at += 1;
                continue;
            };
            let shared = found[outer].source == found[at].source;
            // The same subject written once stands right before the coordinated verb, a pronoun may stand further off.
            let from = match &pronoun {
                Some(pronoun) if !shared => pronoun.end,
                _ => found[at].cue.start - 1,
            };
            let coordinator = (from..found[at].cue.start)
                .rev()
                .find(|&at| grammar.coordinators.contains(self.text.lower(at)));
            // *Dijo que dudaba*: without a pronoun only right behind the conjunction.
            let begins =
                found[outer].content.as_ref().is_some_and(|content| found[at].cue.start == content.start);
            if shared && coordinator.is_none() && !begins {
                at += 1;
                continue;
            }
            let source = found[outer].source.clone();
            match coordinator {
                Some(coordinator) => {
                    found[at].source = source;
                    if let Some(content) = &mut found[outer].content {
                        content.end = coordinator;
                    }
                    at += 1;
                }
                // "Said he doubted that …": doubts it.
                None if found[at].content.is_none()
                    || self.governs_clause(&found[at])
                    || self.takes_a_stand(&found[at])
                        && pronoun.as_ref().is_some_and(|pronoun| {
                            let content = &found[outer].content;
                            content.as_ref().is_some_and(|content| content.start == pronoun.start)
                        }) =>
                {
                    found[at].source.clone_from(&source);
                    at += 1;
                }
                None => {
                    found.remove(at);
                }
            }
        }
    }

    /// *Pero | aclaró que …*: a conjunction is nobody, whatever the analyser takes it for at the beginning of a sentence.
    pub(super) fn without_conjunctions(&self, found: &mut [Attribution]) {
        for attribution in found.iter_mut() {
            attribution.source = attribution.source.take().and_then(|source| {
                let conjunction =
                    |at: &usize| self.lexicon.grammar.coordinators.contains(self.text.lower(*at));
                let start = source.clone().find(|at| !conjunction(at))?;
                Some(start..source.end)
            });
        }
    }

    /// "X claimed that A | , a claim Y disputed": what is said ends before an answer to it.
    pub(super) fn answered(&self, found: &mut [Attribution]) {
        let answers: Vec<usize> =
            found.iter().filter(|other| other.content.is_none()).map(|other| other.cue.start).collect();
        for content in found.iter_mut().filter_map(|other| other.content.as_mut()) {
            let comma = answers.iter().filter(|cue| content.contains(cue)).find_map(|&cue| {
                (content.start + 1..cue)
                    .find(|&at| self.text.lower(at) == "," && self.answers_at(at + 1, cue).is_some())
            });
            content.end = comma.unwrap_or(content.end);
        }
    }

    /// *Neither the government nor the rebels have confirmed it*: the subject negates the cue.
    pub(super) fn negated_by_subject(&self, found: &mut [Attribution]) {
        for attribution in found.iter_mut() {
            let Some(start) = attribution.source.as_ref().map(|source| source.start) else { continue };
            let negative = |at: usize| self.lexicon.grammar.negative_subjects.contains(self.text.lower(at));
            attribution.negated |=
                start < attribution.cue.start && (start.saturating_sub(1)..=start).any(negative);
        }
    }

    /// *Said he regretted the delay*: a cue by which somebody judges, asks, promises or declines, or does not know.
    fn takes_a_stand(&self, found: &Attribution) -> bool {
        found.entry.is_some_and(|entry| {
            let cue = &self.lexicon.cues[entry];
            matches!(cue.stance(), Stance::Opines | Stance::Requests | Stance::Promises | Stance::Declines)
                || cue.certainty == Some(Certainty::Unknown)
        })
    }

    /// *À lire aussi – Procès : « Je n'ai rien vu »*: a sentence that begins with a formula of the page says nothing.
    pub(super) fn is_formula(&self, found: &Attribution) -> bool {
        let at = found.content.as_ref().map_or(found.cue.start, |content| content.start.min(found.cue.start));
        let sentence = self.text.sentence_of(at);
        self.lexicon.boilerplate.at(&self.text.words[sentence]).is_some()
    }

    /// Whether the tree has a clause that depends on the cue.
    fn governs_clause(&self, found: &Attribution) -> bool {
        self.text.top(found.cue.clone()).is_some_and(|verb| self.text.child(verb, &["ccomp"]).is_some())
    }

    /// *Has not accused anyone*, *did not condemn the boycott*: the outlet says that somebody did not say it.
    pub(super) fn unsaid(&self, found: &Attribution) -> bool {
        let Some(cue) = found.entry.map(|entry| &self.lexicon.cues[entry]) else { return false };
        let clause = cue.takes(Takes::Clause) || cue.takes(Takes::Silent);
        found.negated
            && !cue.negated
            && !found.direct
            && match cue.stance() {
                Stance::Accuses | Stance::Promises | Stance::Requests => true,
                Stance::Opines | Stance::Asserts => !clause && cue.takes(Takes::Object),
                _ => false,
            }
    }

    /// Whether somebody, and not something, says it.
    pub(super) fn plausible(&self, found: &Attribution) -> bool {
        let grammar = &self.lexicon.grammar;
        let top = self.text.top(found.cue.clone());
        // "We depend on it, we support this": who speaks in a quotation says all of it.
        let own = top.and_then(|verb| self.text.child(verb, &["nsubj"])).is_some_and(|subject| {
            let word = &self.text.words[subject];
            found.cue.contains(&subject)
                && word.upos == "PRON"
                && (word.has("Person=1") || word.has("Person=2"))
        });
        if own && self.text.quote_at(found.cue.start).is_some() {
            return false;
        }
        // "Who asked for anonymity".
        let unnamed = (found.cue.start.saturating_sub(1)..found.cue.end).any(|at| {
            self.lexicon
                .anonymous
                .at(&self.text.words[at..])
                .is_some_and(|(len, ())| len > 1 && at + len > found.cue.end)
        });
        if unnamed && found.entry.is_some() {
            return false;
        }
        let Some(source) = found.source.clone().filter(|source| !source.is_empty()) else { return true };
        let first = &self.text.words[source.start];
        let lemma = |list: &std::collections::HashSet<String>| {
            top.is_some_and(|verb| list.contains(&self.text.words[verb].lemma))
        };
        // "The court sentenced three men": an act, that the outlet tells.
        let decides = source.clone().take(3).any(|at| grammar.deciding.contains(&self.text.words[at].lemma));
        if decides && lemma(&grammar.decisions) && !found.direct {
            return false;
        }
        // "Qui a ordonné la destruction ?"
        if source.len() == 1 && grammar.interrogatives.contains(&first.lower) {
            let last = self.text.words[self.text.sentence_of(source.start)].last();
            return !last.is_some_and(|last| grammar.questions.contains(&last.lower));
        }
        if source.len() == 1 {
            let thing = grammar.things.contains(&first.lower)
                || grammar.third_person_reflexives.contains(&first.lower)
                || grammar.impersonal.contains(&first.lower)
                    && lemma(&grammar.impersonal_verbs)
                    && found.tense != Some(Tense::Participle);
            return !thing;
        }
        // "L'ingénieure a repris la parole": whoever is no source cannot be cited.
        let cites = found.entry.is_some_and(|entry| self.lexicon.cues[entry].takes(Takes::Citing));
        let cited = found.content.clone().filter(|_| cites && !found.direct);
        if cited.is_some_and(|cited| {
            found.negated || crate::source::describe(self.text, cited, self.lexicon).1 == SourceKind::Other
        }) {
            return false;
        }
        // "Its rise shows that …": a sign, no source, unless somebody wrote it down.
        let (naming, kind) = crate::source::describe(self.text, source.clone(), self.lexicon);
        let somebody = self.head_speaks(&source) || naming != Naming::Described || kind != SourceKind::Other;
        // "The brakes did not respond".
        let silent = found.content.is_none()
            && found.entry.is_some_and(|entry| self.lexicon.cues[entry].stance() == Stance::Declines);
        somebody || found.direct || !silent && !lemma(&grammar.sign_verbs)
    }

    /// *Sami Orhal, dit | « le Corbeau »*: a name in quotation marks right behind a participle, and nobody who says it.
    pub(super) fn is_nickname(&self, attribution: &Attribution) -> bool {
        let cue = &attribution.cue;
        let name = attribution.content.as_ref().is_some_and(|content| {
            let quote = self.text.quote_at(content.start).map(|quote| &self.text.quotes[quote].outer);
            quote.is_some_and(|quote| quote.start == cue.end)
                && content.len() <= NAME
                && !self.has_verb(content.clone())
        });
        let apposed = cue.start > 0 && cue.len() == 1 && self.text.lower(cue.start - 1) == ",";
        attribution.source.is_none() && name && apposed
    }
}
