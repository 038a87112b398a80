//! Attributions in relative clauses.

use super::Reader;
use crate::attribution::Attribution;

impl Reader<'_> {
    /// *The admiral, who denies having seen the order, | retires in June*: what is said in a relative clause, or in a participle before
    /// the main clause, ends with it.
    pub(super) fn within_relatives(&self, found: &mut [Attribution]) {
        for attribution in found.iter_mut().filter(|attribution| !attribution.direct) {
            let Some(verb) = self.text.top(attribution.cue.clone()) else { continue };
            let grammar = &self.lexicon.grammar;
            let opens = |at: usize| {
                grammar.relatives.contains(self.text.lower(at))
                    || grammar.complementizers.contains(self.text.lower(at))
            };
            let start = self.text.subtree(verb).start;
            let relative = self.text.words[verb].deprel == "acl" && (start..verb).any(opens);
            // "Fearing a run on the currency, | the bank …".
            let fronted = self.text.words[verb].deprel == "advcl"
                && self.text.words[verb].head.is_some_and(|head| head > verb);
            let end = self.text.trim(verb..self.text.subtree(verb).end).end;
            let Some(content) = attribution.content.as_mut().filter(|_| relative || fronted) else {
                continue;
            };
            if content.start > verb && content.start + 1 < end && self.text.lower(end) == "," {
                content.end = content.end.min(end);
            }
        }
    }
}
