//! Who the subject of a verb of saying is.

use std::ops::Range;

use super::Reader;
use super::cue::Found;
use super::nominal::LONGEST;
use crate::attribution::Attribution;
use crate::lexicon::{Takes, Tense};

impl Reader<'_> {
    /// A source, and the media in the dative behind it: *сказала мэр | газете «Курьер»*.
    pub(super) fn without_listener(
        &self,
        source: Option<Range<usize>>,
    ) -> (Option<Range<usize>>, Option<Range<usize>>) {
        let Some(phrase) = source else { return (None, None) };
        if let Some((own, media)) = self.behind_title(&phrase) {
            return (Some(own), Some(media));
        }
        let media = (phrase.start + 1..phrase.end).find(|&at| {
            self.text.words[at].has("Case=Dat")
                && matches!(
                    self.lexicon.kinds.at(&self.text.words[at..phrase.end]),
                    Some((_, hearsay_core::SourceKind::Media))
                )
        });
        match media {
            Some(media) => (Some(phrase.start..media), Some(media..phrase.end)),
            None => (Some(phrase), None),
        }
    }

    /// *«Курьеру» | собеседник в ведомстве*; *«Курьеру» в | ведомстве*: who speaks, behind the name of whom it is said to.
    fn behind_title(&self, phrase: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let quote = self.text.quote_opening_at(phrase.start)?;
        let media = phrase.start..self.text.quotes[quote].outer.end;
        let place = self.lexicon.grammar.places_that_speak.contains(self.text.lower(media.end));
        let start = media.end + usize::from(place);
        let own = self.text.trim(start..phrase.end.max(start));
        let apart = own.start < own.end && self.text.lower(media.end) != ",";
        (apart && self.lexicon.grammar.free_order && self.is_title(quote)).then_some((own, media))
    }

    /// *I think*, *as you know*: whoever speaks at `cue` anyway, and whoever listens, are no sources. Whoever writes is one where the
    /// language has it so, but not who is quoted.
    pub(super) fn is_speaker_or_reader(&self, source: &Range<usize>, cue: &Found) -> bool {
        let word = &self.text.words[source.start];
        let pronoun = source.len() == 1 && word.upos == "PRON";
        let writes = self.lexicon.grammar.first_persons && self.text.quote_at(cue.words.start).is_none();
        pronoun && (word.has("Person=2") || word.has("Person=1") && !writes)
    }

    /// The subject before the verb, or that of the verb it is coordinated with.
    pub(super) fn subject(
        &self,
        cue: &Found,
        sentence: &Range<usize>,
        earlier: &[Attribution],
    ) -> Option<Range<usize>> {
        let said_already = || {
            let before = |other: &&Attribution| {
                other.cue.start >= sentence.start
                    && other.cue.end <= cue.words.start
                    && other.source.is_some()
            };
            earlier.iter().rev().find(before).and_then(|other| other.source.clone())
        };
        if let Some(quoted) = self.quoted_as(cue, sentence) {
            return Some(quoted);
        }
        let goes_on = matches!(cue.tense, Some(Tense::Gerund | Tense::Infinitive));
        if goes_on && let Some(source) = said_already() {
            return Some(source);
        }
        let grammar = &self.lexicon.grammar;
        let at = cue.words.start;
        let before = if at > sentence.start { self.text.lower(at - 1) } else { "" };
        if let Some(phrase) = self.subject_by_tree(cue) {
            // "She admitted that mistakes were made but denied a cover-up": mistakes deny nothing.
            let own = self.text.top(cue.words.clone()).and_then(|verb| self.text.child(verb, &["nsubj"]));
            let mute = own.is_none() && grammar.coordinators.contains(before) && !self.head_speaks(&phrase);
            return said_already().filter(|_| mute).or(Some(phrase));
        }
        let shared = cue.tense == Some(Tense::Gerund) || grammar.coordinators.contains(before);
        if shared {
            return said_already().or_else(|| self.leading_phrase(sentence, at));
        }
        if grammar.relatives.contains(before) {
            let comma = at >= sentence.start + 2 && self.text.lower(at - 2) == ",";
            return self.phrase_before(at - 1 - usize::from(comma), sentence);
        }
        if let Some(phrase) = self.before_relative(at, sentence) {
            return Some(phrase);
        }
        self.phrase_before(at, sentence)
            .map(|phrase| self.behind_quote(phrase, at))
            .filter(|phrase| phrase.len() < 40 && !phrase.is_empty())
            .or_else(|| self.place_of_saying(cue, sentence))
    }

    /// The noun phrase before a relative clause that ends right before the verb at `verb`: *…, | a nurse | who had seen them | said*.
    pub(super) fn before_relative(&self, verb: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let relative = (sentence.start + 1..verb)
            .rev()
            .take(15)
            .take_while(|&at| self.text.lower(at) != "," && !self.is_stop(at))
            .find(|&at| self.lexicon.grammar.relatives.contains(self.text.lower(at)))?;
        let phrase = self.phrase_before(relative, sentence)?;
        let apart = phrase.start == sentence.start || self.closes_before(phrase.start);
        (apart && phrase.end == relative && self.has_finite(relative + 1..verb)).then_some(phrase)
    }

    /// A phrase that begins within a quotation which ends before the cue at `cue`: what stands behind that.
    pub(super) fn behind_quote(&self, phrase: Range<usize>, cue: usize) -> Range<usize> {
        let Some(quote) =
            self.text.quote_at(phrase.start).filter(|quote| Some(*quote) != self.text.quote_at(cue))
        else {
            return phrase;
        };
        let end = self.text.quotes[quote].outer.end;
        let coordinated = self.lexicon.grammar.coordinators.contains(self.text.lower(end));
        (end + usize::from(coordinated)).min(phrase.end)..phrase.end
    }

    /// *В ведомстве добавили, …*; *в докладе говорится …*: where a verb has no subject, the place that speaks.
    pub(super) fn place_of_saying(&self, cue: &Found, sentence: &Range<usize>) -> Option<Range<usize>> {
        let places = &self.lexicon.grammar.places_that_speak;
        let at =
            (sentence.start..cue.words.start).rev().take(8).find(|&at| places.contains(self.text.lower(at)));
        let phrase = match at {
            Some(at) => self.text.trim(at + 1..cue.words.start),
            None if places.contains(self.text.lower(cue.words.end)) => {
                self.phrase_after(cue.words.end + 1, self.body_end(sentence))?
            }
            None => return None,
        };
        (!phrase.is_empty() && self.speaks(&phrase)).then_some(phrase)
    }

    /// The subject as the tree has it.
    pub(super) fn subject_by_tree(&self, cue: &Found) -> Option<Range<usize>> {
        let subject = self.text.subject_of(self.text.top(cue.words.clone())?)?;
        let phrase = self.without_circumstance(self.text.trim(self.text.noun_phrase(subject)));
        // "Gaza : l'ONU accuse …": a topic is no subject.
        if (phrase.end..cue.words.start).any(|at| self.text.lower(at) == ":")
            || phrase.clone().all(|at| self.lexicon.grammar.times.contains(self.text.lower(at)))
        {
            return None;
        }
        let phrase = phrase.start..self.before_remark(phrase.start, phrase.end);
        let phrase = self.up_to(phrase, cue.words.start);
        let quoted = self.text.quote_at(phrase.start);
        if quoted.is_some() && quoted != self.text.quote_at(cue.words.start) {
            return None;
        }
        let told = self.entry_for(cue, Takes::Tell).is_some();
        let apart = phrase.end <= cue.words.start || phrase.start >= cue.words.end && !told;
        (apart && !phrase.is_empty() && phrase.len() < LONGEST).then_some(phrase)
    }

    /// A noun phrase with what stands between it and its verb at `verb`, where that is nouns and names alone.
    pub(super) fn up_to(&self, phrase: Range<usize>, verb: usize) -> Range<usize> {
        let gap = phrase.end..verb;
        // "A source in the staff": vague heads take what places them.
        let vague = self.lexicon.anonymous.at(&self.text.words[phrase.start..phrase.end]).is_some();
        let names = gap.len() < 8
            && gap.clone().all(|at| {
                let word = &self.text.words[at];
                let mark = !word.is_word()
                    && !matches!(word.lower.as_str(), "," | ";" | ":" | "(" | ")" | "—" | "–");
                let places = vague && matches!(word.upos.as_str(), "ADP" | "DET" | "ADJ");
                let object =
                    self.lexicon.grammar.free_order && matches!(word.deprel.as_str(), "obj" | "iobj");
                (mark || places || matches!(word.upos.as_str(), "NOUN" | "PROPN"))
                    && !object
                    && !self.lexicon.grammar.times.contains(&word.lower)
                    && !self.lexicon.grammar.clitics.contains(&word.lower)
            });
        if names && !gap.is_empty() { phrase.start..verb } else { phrase }
    }

    /// A noun phrase without a circumstance set behind a comma: *le général, dans un entretien*.
    pub(super) fn without_circumstance(&self, phrase: Range<usize>) -> Range<usize> {
        let grammar = &self.lexicon.grammar;
        let circumstance = (phrase.start + 1..phrase.end).find(|&at| {
            let word = self.text.lower(at);
            self.text.lower(at - 1) == ","
                && (grammar.relatives.contains(word)
                    || matches!(self.text.words[at].upos.as_str(), "ADJ" | "VERB")
                        && self.text.words[at].head.is_some_and(|head| head < at)
                    || grammar.prepositions.contains(word) && !grammar.of.contains(word))
        });
        phrase.start..circumstance.map_or(phrase.end, |at| at - 1)
    }

    /// The noun phrase that opens the sentence.
    pub(super) fn leading_phrase(&self, sentence: &Range<usize>, limit: usize) -> Option<Range<usize>> {
        let start = (sentence.start..limit).find(|&at| self.text.words[at].is_word())?;
        let phrase = self.phrase_after(start, limit)?;
        self.speaks(&phrase).then_some(phrase)
    }

    /// An inverted subject: "…", said the minister.
    pub(super) fn inverted(&self, cue: &Found, sentence: &Range<usize>) -> Option<Range<usize>> {
        // "…, the minister, Ada Stolben, told Reuters": who listens stands behind such a verb, never who speaks.
        if self.entry_for(cue, Takes::Tell).is_some() {
            return None;
        }
        let body_end = self.body_end(sentence).max(cue.words.end);
        let next = self.behind_times(cue.words.end, body_end);
        let next = self.behind_manner(next, body_end);
        let next = next + self.lexicon.asides.at(&self.text.words[next..body_end]).map_or(0, |(len, ())| len);
        if let Some(phrase) = self.subject_by_tree(cue).filter(|phrase| phrase.start >= cue.words.end) {
            // "As two sources who know the case said, the missile …": the tree may take the later subject.
            let nearer = self.phrase_after(next, body_end).filter(|nearer| {
                nearer.end < phrase.start && self.text.lower(nearer.end) == "," && self.head_speaks(nearer)
            });
            return nearer.or(Some(phrase));
        }
        let grammar = &self.lexicon.grammar;
        if grammar.addressees.contains(self.text.lower(cue.words.end)) {
            // "…", a confié à X un responsable.
            let end = self.phrase_after(cue.words.end + 1, self.body_end(sentence))?.end;
            let phrase = self.phrase_after(end, self.body_end(sentence).max(end))?;
            let opens = grammar.determiners.contains(self.text.lower(end)) || self.text.words[end].capital();
            return (opens && self.speaks(&phrase)).then_some(phrase);
        }
        let place = self.place_behind(cue, sentence);
        if place.is_some() || grammar.prepositions.contains(self.text.lower(cue.words.end)) {
            return place;
        }
        let phrase = self.phrase_after(next, body_end)?;
        // Behind a quotation whoever closes the sentence has said it: *–avisó el práctico*.
        let closes = || {
            let quoted = self.before_dash(cue.words.start).checked_sub(1);
            phrase.end == body_end
                && grammar.determiners.contains(self.text.lower(phrase.start))
                && quoted.is_some_and(|at| {
                    self.text.quote_closing_at(at).is_some()
                        || self.text.lower(at) == ","
                            && at > 0
                            && self.text.quote_closing_at(at - 1).is_some()
                })
        };
        (self.speaks(&phrase) || closes() || self.set_beside(cue)).then_some(phrase)
    }

    /// Whether the tree sets a verb of saying beside the clause before it, behind a comma and without a subject before it: *Le trafic
    /// reprend, | ont indiqué trois personnes*. What the tree takes for its object is who says it.
    pub(super) fn set_beside(&self, cue: &Found) -> bool {
        let Some(verb) = self.text.top(cue.words.clone()) else { return false };
        let beside = match self.text.words[verb].deprel.as_str() {
            "parataxis" => true,
            // *Le pont restera fermé, | concède le préfet*: two acts of one subject would have a word between them.
            "conj" => self.text.child(verb, &["cc"]).is_none(),
            _ => false,
        };
        beside
            && self.lexicon.grammar.inverts
            && self.closes_before(cue.words.start)
            && self.text.child(verb, &["nsubj"]).is_none_or(|subject| subject > verb)
    }

    /// Behind words between commas at `at` that only say how or where something is said: *raconte, la voix cassée, | le lieutenant*.
    fn behind_manner(&self, at: usize, limit: usize) -> usize {
        const MANNER: usize = 8;
        let opens = self.lexicon.grammar.inverts && self.text.lower(at) == ",";
        let close = (at + 1..limit.min(at + MANNER)).find(|&at| self.text.lower(at) == ",");
        let speaks = |phrase: &Range<usize>| {
            self.head_speaks(phrase) && (phrase.end == limit || self.text.lower(phrase.end) == ",")
        };
        close
            .filter(|&close| opens && close > at + 1 && !self.has_finite(at + 1..close))
            .map(|close| close + 1)
            .filter(|&behind| self.phrase_after(behind, limit).as_ref().is_some_and(speaks))
            .unwrap_or(at)
    }

    /// Behind words of time at `at`: *a annoncé mercredi soir | le ministre*.
    pub(super) fn behind_times(&self, at: usize, limit: usize) -> usize {
        (at..limit)
            .find(|&at| !self.lexicon.grammar.times.contains(self.text.lower(at)))
            .unwrap_or(limit.max(at))
    }

    /// *The army denied that | it | had fired and blamed rebels*: a pronoun in what somebody says is that somebody where the next cue
    /// stands outside of it.
    pub(super) fn pronouns_outside(&self, found: &mut [Attribution]) {
        let others: Vec<_> =
            found.iter().map(|other| (other.content.clone(), other.source.clone())).collect();
        for attribution in found.iter_mut() {
            let Some(source) = attribution.source.clone().filter(|source| source.len() == 1) else {
                continue;
            };
            if !self.lexicon.grammar.subject_pronouns.contains(self.text.lower(source.start)) {
                continue;
            }
            let speaker = others.iter().find_map(|(content, speaker)| {
                let content = content.as_ref()?;
                let speaker = speaker.as_ref()?;
                (content.contains(&source.start)
                    && content.end <= attribution.cue.start
                    && !content.contains(&speaker.start))
                .then_some(speaker)
            });
            if let Some(speaker) = speaker {
                attribution.source = Some(speaker.clone());
            }
        }
    }
}
