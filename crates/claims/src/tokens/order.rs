//! What a free word order allows: an object before its verb, a verb of saying set into the clause that is said, clauses set beside each
//! other with a comma alone.

use std::ops::Range;

use super::Reader;
use super::cue::Found;
use super::nominal::LONGEST;
use crate::attribution::Attribution;
use crate::lexicon::{Takes, Tense};

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
        for attribution in found.iter_mut() {
            if let Some((whole, source)) = self.interrupted(attribution) {
                attribution.direct = self.text.quote_at(whole.start).is_some();
                attribution.content = Some(whole);
                attribution.source = source.or(attribution.source.take());
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

    /// The whole of a clause into which a cue with its source is set, and the source without what belongs to that clause.
    fn interrupted(&self, found: &Attribution) -> Option<(Range<usize>, Option<Range<usize>>)> {
        if found.cue.is_empty() {
            return None;
        }
        let sentence = self.text.sentence_of(found.cue.start);
        let body_end = self.body_end(&sentence);
        let near = |source: &&Range<usize>| {
            let between = source.end.min(found.cue.end)..source.start.max(found.cue.start);
            sentence.contains(&source.start)
                && between.len() < 8
                && !between.clone().any(|at| self.text.lower(at) == ",")
        };
        let source = found.source.as_ref().filter(near);
        let grammar = &self.lexicon.grammar;
        let relative = source.is_some_and(|source| grammar.relatives.contains(self.text.lower(source.start)));
        let elsewhere =
            source.is_none() && found.source.as_ref().is_some_and(|source| sentence.contains(&source.start));
        if relative || elsewhere || found.tense == Some(Tense::Gerund) {
            return None;
        }
        let first = source.map_or(found.cue.start, |source| source.start.min(found.cue.start));
        let before = self.before_dash(first).checked_sub(1)?;
        // "A," said X, "B": the comma stands within the quotation.
        let open = if self.text.quote_closing_at(before).is_some() { before.checked_sub(1)? } else { before };
        let close = self.closes_incise(found, source, body_end)?;
        if open <= sentence.start || self.text.lower(open) != "," {
            return None;
        }
        let dash = matches!(self.text.lower(close + 1), "—" | "–" | "--");
        let behind = close + 1 + usize::from(dash);
        if behind >= body_end {
            return None;
        }
        let quote = self.text.quote_at(open);
        let quoted = quote.is_some() && quote == self.text.quote_at(behind);
        let start = self.clause_start(open, &sentence);
        let resumed = self.text.quote_opening_at(behind).map(|quote| &self.text.quotes[quote]);
        let opened = self.text.quote_opening_at(start).map(|quote| &self.text.quotes[quote]);
        let (start, end) = match (quote.filter(|_| quoted), resumed) {
            (Some(quote), _) => {
                let inner = &self.text.quotes[quote].inner;
                (start.max(inner.start), inner.end.min(sentence.end))
            }
            (None, Some(resumed)) => {
                let start = opened
                    .filter(|opened| opened.outer.end > open)
                    .map_or(start, |opened| opened.inner.start);
                (start, resumed.inner.end.min(sentence.end))
            }
            (None, None) => (start, self.clause_end(behind, &sentence).min(body_end)),
        };
        let meets = found.content.as_ref().is_none_or(|content| content.start < end && start < content.end);
        let whole = found.content.as_ref().is_some_and(|content| content.contains(&found.cue.start));
        // "In a note, the firm confirmed the outage, …" says what is between cue and comma.
        let between =
            found.content.as_ref().is_some_and(|content| first <= content.start && content.end <= close);
        // "Nobody landed," said X, in a video.
        let closing = self.text.quote_closing_at(before).or_else(|| self.text.quote_closing_at(open - 1));
        let closed = closing.is_some_and(|quote| self.text.quotes[quote].outer.start <= start)
            && resumed.is_none()
            && self.has_finite(start..open);
        if start >= open || behind + 1 >= end || !meets || whole || between || closed {
            return None;
        }
        let behind = resumed.map_or(behind, |resumed| resumed.inner.start)..end;
        let lead = start..open;
        // "On the subject of dams, X added, | "nobody is more loyal"": a quotation with a subject of its own is whole.
        let opener = &self.text.words[behind.start];
        let verb = || matches!(opener.upos.as_str(), "VERB" | "AUX" | "PART") || opener.has("Polarity=Neg");
        let continues = resumed.is_none() || verb();
        let one = dash && quoted
            || continues && self.belong_together(lead.clone(), behind.clone())
            || self.lacks(&lead, &behind, found);
        let own = source.map(|source| source.start..source.end.min(close.max(source.start + 1)));
        one.then(|| (self.behind_connective(start..end, behind.start), own))
    }

    /// The comma that closes an incise: behind who says it, whom it is said to and where.
    fn closes_incise(
        &self,
        found: &Attribution,
        source: Option<&Range<usize>>,
        limit: usize,
    ) -> Option<usize> {
        let comma = |from: usize, limit: usize| (from..limit).find(|&at| self.text.lower(at) == ",");
        // "Insiste un lieutenant, | d'un trésor": a source behind its cue ends with the incise.
        let behind = source.filter(|source| source.start >= found.cue.end);
        let cut = behind
            .filter(|source| self.text.lower(source.end) != ",")
            .and_then(|source| comma(source.start + 1, source.end));
        let end = source.map_or(found.cue.end, |source| source.end.max(found.cue.end));
        let close = cut.unwrap_or_else(|| self.behind_apposition(end, limit));
        if self.text.lower(close) == "," {
            return Some(close);
        }
        let close = comma(close, limit.min(close + 9))?;
        let opens = |at: usize| {
            self.text.quote_opening_at(at).is_some()
                || self.lexicon.grammar.complementizers.contains(self.text.lower(at))
        };
        (!self.has_verb(end..close) && !(end..close).any(opens)).then_some(close)
    }

    /// Whether what stands before an insertion lacks what stands behind it: *it was, | a forgery*; *rien n'indique, | que …*; *unless it is
    /// paid, | …*.
    fn lacks(&self, lead: &Range<usize>, rest: &Range<usize>, found: &Attribution) -> bool {
        let grammar = &self.lexicon.grammar;
        let opener = self.text.lower(rest.start);
        let complement = grammar.complementizers.contains(opener);
        // "It was he, she said, | who …"; behind "said the mayor, who …" the relative is the mayor's.
        let cleft = grammar.relatives.contains(opener)
            && found.source.as_ref().is_none_or(|source| source.start < found.cue.end)
            && self.text.words[lead.start + 1..lead.end].first().is_some_and(|word| word.upos == "AUX");
        let first = self.text.lower(lead.start);
        let impersonal = grammar.impersonal.contains(first) || grammar.negative_subjects.contains(first);
        let coordinated = grammar.coordinators.contains(opener);
        let next = &self.text.words[rest.start];
        let participle = next.has("VerbForm=Ger")
            || next.has("VerbForm=Conv")
            || next.has("VerbForm=Part") && self.cue_opens(rest.start, rest.end);
        let last = &self.text.words[lead.end - 1];
        // Behind "the mayor promised" or "promet-il" no apposition follows.
        let speaker = self.text.lower(found.cue.end) == ","
            && found.source.as_ref().is_some_and(|source| source.end <= found.cue.end);
        let quoted = self.text.quote_opening_at(rest.start.max(1) - 1).is_some();
        let subject = !quoted && crate::voice::opens_with_subject(self.text, rest.start);
        let governed = speaker && !subject || next.upos == "ADP";
        let verb =
            last.upos == "AUX" && !subject || governed && last.upos == "VERB" && last.has("VerbForm=Fin");
        if complement || grammar.relatives.contains(opener) {
            return impersonal && (complement || cleft);
        }
        let conditional = self.fronted(lead, rest.start, rest.end + 1);
        let cites = self.lexicon.citing.at(&self.text.words[rest.clone()]).is_some();
        conditional || verb && !coordinated && !participle && !cites && self.has_finite(lead.clone())
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
        let relative = (behind.start..behind.end.min(behind.start + 4))
            .any(|at| self.lexicon.grammar.relatives.contains(self.text.lower(at)));
        let account = self.lexicon.prepositions.at(rest).is_some();
        if connective || contrast || relative || account || self.cue_opens(behind.start, behind.end) {
            return false;
        }
        let last =
            before.clone().rev().find(|&at| self.text.lower(at) == ",").map_or(before.start, |at| at + 1);
        if !self.has_finite(last..before.end) {
            return self.has_finite(behind);
        }
        let first = &self.text.words[behind.start];
        let opener = self.text.lower(behind.start);
        matches!(first.upos.as_str(), "ADP" | "ADV" | "NOUN")
            && !self.lexicon.grammar.complementizers.contains(opener)
            && !self.has_finite(behind.clone())
            && behind.clone().any(|at| {
                let word = &self.text.words[at];
                word.deprel != "punct" && word.head.is_some_and(|head| before.contains(&head))
            })
    }
}
