//! Circumstances and conditions before an inserted cue: *For two days, he whispered, a woman had talked to him*.

use std::ops::Range;

use super::Reader;
use super::cue::Found;

impl Reader<'_> {
    /// Whether what stands before an inserted cue only opens the clause that begins at `clause` behind it.
    pub(super) fn fronted(&self, lead: &Range<usize>, clause: usize, limit: usize) -> bool {
        let grammar = &self.lexicon.grammar;
        let first = &self.text.words[lead.start];
        let rest = &self.text.words[lead.clone()];
        let conditional = grammar.conditions.contains(&first.lower)
            || self.lexicon.opening_conditions.at(rest).is_some() && first.upos == "AUX";
        let circumstance = (grammar.prepositions.contains(&first.lower)
            || grammar.times.contains(&first.lower))
            && !self.has_finite(lead.clone());
        let connective = self.lexicon.connectives.at(rest).is_some_and(|(len, ())| len == lead.len());
        let whole = self.text.quote_at(lead.start).is_none() && self.text.quote_at(clause).is_none();
        (conditional || circumstance || connective)
            && whole
            && clause + 1 < limit
            && !self.cue_opens(clause, limit)
            && (self.opens_clause(clause, limit) || crate::voice::opens_with_subject(self.text, clause))
    }

    /// Whether the tree ties what stands behind an inserted cue to the clause before it, without a subject of its own: *Rome would reopen
    /// its embassy, X said, | if …*; *it was, X said, | a forgery*.
    pub(super) fn goes_on_behind(&self, lead: &Range<usize>, rest: Range<usize>) -> bool {
        let words = &self.text.words;
        let ties = |at: usize, other: &Range<usize>| {
            words[at].deprel != "punct" && words[at].head.is_some_and(|head| other.contains(&head))
        };
        let quoted = self.text.quote_at(lead.start).is_some() || self.text.quote_at(rest.start).is_some();
        let grammar = &self.lexicon.grammar;
        let last = self.text.lower(lead.end - 1);
        let open = lead.clone().any(|at| matches!(self.text.lower(at), ";" | "(" | ":"))
            || grammar.complementizers.contains(last)
            || grammar.relatives.contains(last);
        let linked = self.links_at(rest.start, rest.end);
        let coordinated = grammar.coordinators.contains(self.text.lower(rest.start));
        let tied = rest.clone().any(|at| ties(at, lead)) || lead.clone().any(|at| ties(at, &rest));
        tied && !quoted
            && !coordinated
            && !open
            && !linked
            && rest.len() > 1
            && !self.cue_opens(rest.start, rest.end)
            && !grammar.relatives.contains(self.text.lower(rest.start))
            && !crate::voice::opens_with_subject(self.text, rest.start)
    }

    /// Whether a verb in `rest` has its subject in `lead`.
    pub(super) fn agrees(&self, lead: &Range<usize>, rest: Range<usize>) -> bool {
        let words = &self.text.words;
        lead.clone()
            .any(|at| words[at].deprel == "nsubj" && words[at].head.is_some_and(|verb| rest.contains(&verb)))
    }

    /// Whether words that only tie one source to another stand at `at`.
    pub(super) fn links_at(&self, at: usize, limit: usize) -> bool {
        let rest = self.text.words.get(at..limit).unwrap_or_default();
        [&self.lexicon.citing, &self.lexicon.relayed, &self.lexicon.asked, &self.lexicon.prepositions]
            .iter()
            .any(|phrases| phrases.at(rest).is_some())
    }

    /// Behind *on state radio* and the like between an inserted verb and its comma, where whoever speaks stands before the verb.
    pub(super) fn behind_circumstance(&self, at: usize, cue: &Found, sentence: &Range<usize>) -> usize {
        let grammar = &self.lexicon.grammar;
        let first = self.text.lower(at);
        if !grammar.prepositions.contains(first) && !grammar.times.contains(first)
            || grammar.of.contains(first)
            || self.closes_before(cue.words.start)
        {
            return at;
        }
        let comma = (at + 1..sentence.end.min(at + 9)).find(|&at| self.text.lower(at) == ",");
        comma.filter(|&comma| !self.has_verb(at..comma)).unwrap_or(at)
    }

    /// A content without the connective that opens it before an inserted cue: *However, X said, | the river rose*.
    pub(super) fn behind_connective(&self, content: Range<usize>, clause: usize) -> Range<usize> {
        let connective = self.lexicon.connectives.at(&self.text.words[content.clone()]);
        let start = connective.filter(|(len, ())| self.text.lower(content.start + len) == ",");
        if start.is_some() { clause..content.end } else { content }
    }
}
