//! What a free word order allows: an object before its verb, a verb of saying set into the clause that is said, clauses set beside each
//! other with a comma alone.

use std::ops::Range;

use super::Reader;
use super::cue::Found;
use super::nominal::LONGEST;
use crate::attribution::Attribution;
use crate::lexicon::Takes;

impl Reader<'_> {
    /// What stands between a subject and its verb and is the verb's object: *Москва | причастность | отрицает*.
    pub(super) fn object_before(&self, cue: &Found) -> Option<Range<usize>> {
        if !self.lexicon.grammar.free_order {
            return None;
        }
        let governed = |at: &usize| {
            let word = &self.text.words[*at];
            word.deprel == "obj" && matches!(word.upos.as_str(), "NOUN" | "PROPN" | "NUM")
        };
        let noun = cue
            .words
            .clone()
            .flat_map(|verb| self.text.children(verb))
            .filter(|at| *at < cue.words.start && governed(at))
            .last()?;
        let phrase = self.text.noun_phrase(noun);
        let phrase = self.text.trim(phrase.start..phrase.end.min(cue.words.start));
        (!phrase.is_empty() && phrase.len() < LONGEST).then_some(phrase)
    }

    /// What a sentence opens with and its verb is about: *О | сделке | написал еженедельник*.
    pub(super) fn topic_before(&self, cue: &Found, sentence: &Range<usize>) -> Option<(usize, Range<usize>)> {
        if !self.lexicon.grammar.free_order || sentence.start + 1 >= cue.words.start {
            return None;
        }
        let opener = self.text.lower(sentence.start);
        let verb = self.text.lower(cue.words.end - 1);
        let entry = self.lexicon.verbs.get(verb)?.iter().map(|form| form.cue).find(|&entry| {
            let known = &self.lexicon.cues[entry];
            matches!(known.tail.as_slice(), [tail] if self.same(opener, tail)) && known.takes(Takes::Object)
        })?;
        let topic = self.phrase_after(sentence.start + 1, cue.words.start)?;
        Some((entry, topic))
    }

    /// The words of a cue's tail where they stand before its verb: *от комментариев | воздержались*.
    pub(super) fn tail_before(&self, tail: &[String], end: usize, floor: usize) -> Option<usize> {
        if !self.lexicon.grammar.free_order || tail.is_empty() {
            return None;
        }
        let mut here = end;
        for word in tail.iter().rev() {
            let adjective =
                here > floor + 1 && matches!(self.text.words[here - 1].upos.as_str(), "ADJ" | "ADV");
            if here > floor && self.same(self.text.lower(here - 1), word) {
                here -= 1;
            } else if adjective && self.same(self.text.lower(here - 2), word) {
                here -= 2;
            } else {
                return None;
            }
        }
        Some(here)
    }

    /// A clause cut where another with a subject of its own is set beside it: *насосы работают, | мародёрства нет*.
    pub(crate) fn beside(&self, clause: Range<usize>) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = clause.start;
        if self.lexicon.grammar.sets_beside {
            for at in clause.start + 2..clause.end.saturating_sub(1) {
                if at > start + 1 && self.sets_beside(at, &clause) {
                    parts.push(start..at);
                    start = at + 1;
                    start += usize::from(self.lexicon.grammar.coordinators.contains(self.text.lower(start)));
                }
            }
        }
        parts.push(start..clause.end);
        parts
    }

    /// Whether the comma at `at` stands between two clauses of one rank.
    fn sets_beside(&self, at: usize, clause: &Range<usize>) -> bool {
        let words = &self.text.words;
        if !words[at].is(",") || self.text.quote_at(at) != self.text.quote_at(clause.start) {
            return false;
        }
        let Some(verb) = words[at].head.filter(|&verb| verb > at && verb < clause.end) else { return false };
        let beside = matches!(words[verb].deprel.as_str(), "conj" | "parataxis");
        let Some(first) = words[verb].head.filter(|&first| beside && clause.start <= first && first < at)
        else {
            return false;
        };
        let main = !matches!(words[first].deprel.as_str(), "acl" | "advcl" | "csubj")
            || words[first].head.is_none_or(|head| head < clause.start);
        let own = self.text.child(verb, &["nsubj"]).filter(|&subject| subject > at);
        // "…, сообщает агентство": who says it stands behind the verb.
        let says =
            self.lexicon.verbs.contains_key(&words[verb].lower) && own.is_some_and(|subject| subject > verb);
        let grammar = &self.lexicon.grammar;
        let next = self.text.lower(at + 1);
        // "Кто стрелял, следствие не знает"; "не знает, был ли он там".
        let asks = grammar.interrogatives.contains(self.text.lower(clause.start))
            || grammar.clitics.contains(self.text.lower(at + 2));
        main && !asks
            && own.is_some()
            && !says
            && !grammar.relatives.contains(next)
            && !grammar.relatives.contains(self.text.lower(at + 2))
            && !grammar.complementizers.contains(next)
            && !grammar.conditions.contains(next)
            && self.predicates(first)
            && self.has_finite(clause.start..at)
    }

    /// Whether a word is what a clause says of its subject.
    fn predicates(&self, at: usize) -> bool {
        self.text.words[at].has("VerbForm=Fin")
            || self.text.child(at, &["nsubj", "cop"]).is_some()
            || self.text.words[at].head.is_none()
    }

    /// Contents that a verb or words of saying between commas cut in two are one: *К лету, | пообещал министр, | граница будет закрыта*.
    pub(super) fn incises(&self, found: &mut Vec<Attribution>) {
        if !self.lexicon.grammar.free_order {
            return;
        }
        for attribution in found.iter_mut() {
            if let Some(whole) = self.interrupted(attribution) {
                attribution.content = Some(whole);
            }
        }
        let mut seen: Vec<(Range<usize>, Option<Range<usize>>)> = Vec::new();
        found.retain(|other| {
            let key = (other.cue.clone(), other.content.clone());
            let new = key.0.is_empty() || key.1.is_none() || !seen.contains(&key);
            seen.push(key);
            new
        });
    }

    /// The whole of a clause into which a cue with its source is set.
    fn interrupted(&self, found: &Attribution) -> Option<Range<usize>> {
        let content = found.content.as_ref().filter(|_| !found.cue.is_empty())?;
        let sentence = self.text.sentence_of(found.cue.start);
        let body_end = self.body_end(&sentence);
        let near = |source: &&Range<usize>| {
            let between = source.end.min(found.cue.end)..source.start.max(found.cue.start);
            sentence.contains(&source.start)
                && between.len() < 8
                && !between.clone().any(|at| self.text.lower(at) == ",")
        };
        let source = found.source.as_ref().filter(near).unwrap_or(&found.cue);
        let open = self.before_dash(found.cue.start.min(source.start)).checked_sub(1)?;
        let close = self.behind_apposition(found.cue.end.max(source.end), body_end);
        if open <= sentence.start || self.text.lower(open) != "," || self.text.lower(close) != "," {
            return None;
        }
        if self.lexicon.grammar.complementizers.contains(self.text.lower(close + 1)) {
            return None;
        }
        let dash = matches!(self.text.lower(close + 1), "—" | "–" | "--");
        let behind = close + 1 + usize::from(dash);
        let quote = self.text.quote_at(open);
        let quoted = quote.is_some() && quote == self.text.quote_at(behind);
        let start = self.clause_start(open, &sentence);
        let (start, end) = match quote.filter(|_| quoted) {
            Some(quote) => {
                let inner = &self.text.quotes[quote].inner;
                (start.max(inner.start), inner.end.min(sentence.end))
            }
            None => (start, self.clause_end(behind, &sentence).min(body_end)),
        };
        let meets = content.start < end && start < content.end;
        if start >= open || behind + 1 >= end || !meets || content.contains(&found.cue.start) {
            return None;
        }
        (dash && quoted || self.belong_together(start..open, behind..end)).then_some(start..end)
    }

    /// Behind a function that follows a name between commas: *сообщил Иван Петров, | глава района, | …*.
    fn behind_apposition(&self, at: usize, limit: usize) -> usize {
        let close = (at + 2..limit.min(at + 14)).find(|&close| self.text.lower(close) == ",");
        close.filter(|&close| self.text.lower(at) == "," && self.is_apposition(at + 1, close)).unwrap_or(at)
    }

    /// Whether what stands before an insertion and what stands behind it are no sentence without each other.
    fn belong_together(&self, before: Range<usize>, behind: Range<usize>) -> bool {
        let rest = &self.text.words[before.clone()];
        let connective = self.lexicon.connectives.at(rest).is_some_and(|(len, ())| len == rest.len());
        let contrast = self.lexicon.contrasts.at(&self.text.words[behind.clone()]).is_some();
        if connective || contrast || self.cue_opens(behind.start, behind.end) {
            return false;
        }
        let last =
            before.clone().rev().find(|&at| self.text.lower(at) == ",").map_or(before.start, |at| at + 1);
        if !self.has_finite(last..before.end) {
            return self.has_finite(behind);
        }
        let first = &self.text.words[behind.start];
        matches!(first.upos.as_str(), "ADP" | "ADV" | "NOUN")
            && !self.lexicon.grammar.relatives.contains(self.text.lower(behind.start + 1))
            && !self.has_finite(behind.clone())
            && behind.clone().any(|at| {
                let word = &self.text.words[at];
                word.deprel != "punct" && word.head.is_some_and(|head| before.contains(&head))
            })
    }
}
