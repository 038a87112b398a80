//! What has the shape of an attribution and is none.

use hearsay_core::{Naming, SourceKind};

use super::Reader;
use crate::attribution::Attribution;

impl Reader<'_> {
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
        let Some(source) = found.source.clone().filter(|source| !source.is_empty()) else { return true };
        let first = &self.text.words[source.start];
        let lemma = |list: &std::collections::HashSet<String>| {
            top.is_some_and(|verb| list.contains(&self.text.words[verb].lemma))
        };
        if source.len() == 1 {
            let thing = grammar.things.contains(&first.lower)
                || grammar.third_person_reflexives.contains(&first.lower)
                || grammar.impersonal.contains(&first.lower) && lemma(&grammar.impersonal_verbs);
            return !thing;
        }
        // "Its rise shows that …": a sign, no source, unless somebody wrote it down.
        let (naming, kind) = crate::source::describe(self.text, source.clone(), self.lexicon);
        let somebody = self.head_speaks(&source) || naming != Naming::Described || kind != SourceKind::Other;
        somebody || !lemma(&grammar.sign_verbs)
    }
}
