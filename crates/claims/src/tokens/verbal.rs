//! Verbs of saying: who is the subject, and what is said.

use std::ops::Range;

use super::Reader;
use super::cue::Found;
use super::nominal::LONGEST;
use hearsay_core::{Certainty, Stance};

use crate::attribution::{Attribution, Stands};
use crate::lexicon::{Takes, Tense};

/// A content found, with the entry that takes it.
struct Said {
    content: Range<usize>,
    entry: usize,
    direct: bool,
    addressee: Option<Range<usize>>,
    /// The sentence's words outside content and cue may hold an inverted source.
    before: bool,
}

impl Reader<'_> {
    pub(super) fn verbal(
        &self,
        cue: &Found,
        sentence: &Range<usize>,
        next: Option<&Range<usize>>,
        earlier: &[Attribution],
    ) -> Option<Attribution> {
        if let Some(insertion) = self.as_said(cue, sentence) {
            return Some(insertion);
        }
        if self.is_relay(cue) || self.only_names(cue, sentence) {
            return None;
        }
        if let Some(answer) = self.answer(cue, sentence).or_else(|| self.sentence_before(cue, sentence)) {
            return Some(answer);
        }
        if let Some(passive) = self.passive_whom(cue, sentence) {
            return Some(passive);
        }
        if let Some(insertion) = self.inserted(cue, sentence) {
            return Some(insertion);
        }
        // "Asked whether he would resign, the minister …".
        let asked = cue.words.start == sentence.start
            && cue.words.len() == 1
            && matches!(cue.tense, Some(Tense::Participle | Tense::Past))
            && self.entry_for(cue, Takes::Whom).is_some();
        if asked {
            return None;
        }
        let after = self.said_after(cue, sentence, next);
        // What stands before the verb is its subject, where the tree says so, and nothing that is said.
        let subject = self
            .subject_by_tree(cue)
            .filter(|subject| subject.end <= cue.words.start && !self.is_incise(cue, sentence));
        let spoken = self
            .said_before(cue, sentence)
            .filter(|before| after.is_none() || before.direct && before.content.end > sentence.start)
            .filter(|before| {
                let inside = |subject: &Range<usize>| {
                    subject.start < cue.words.start && before.content.contains(&subject.start)
                };
                before.direct || !subject.as_ref().is_some_and(inside)
            })
            .filter(|before| {
                // A quotation behind the subject's beginning is a nickname or the like.
                let silent = !before.direct && self.entry_for(cue, Takes::Silent).is_none();
                silent || subject.as_ref().is_none_or(|subject| subject.start >= before.content.end)
            });
        // "…, officials told Reuters": who stands between what is said and the verb says it.
        let apart =
            |spoken: &Said| subject.as_ref().is_some_and(|subject| subject.start >= spoken.content.end);
        let inverted =
            spoken.as_ref().filter(|spoken| !apart(spoken)).and_then(|_| self.inverted(cue, sentence));
        let quoting = self.quoting(cue, sentence).filter(|(start, verb, at)| start == verb && verb + 1 < *at);
        let mut source = match (&cue.pronoun, inverted) {
            (Some(pronoun), _) => Some(pronoun.clone()),
            (None, Some(inverted)) => Some(inverted),
            (None, None) => self.subject(cue, sentence, earlier),
        };
        if source.as_ref().is_some_and(|source| self.is_speaker_or_reader(source)) {
            return None;
        }
        // "No group has claimed the attack": the outlet says that nobody says it.
        let none = source.as_ref().is_some_and(|source| {
            (source.start.saturating_sub(1)..=source.start)
                .any(|at| self.lexicon.grammar.negative_subjects.contains(self.text.lower(at)))
        });
        if none && self.entry_for(cue, Takes::Silent).is_none() {
            return None;
        }
        // "…", said X and added: "…": a coordinated verb's own quotation stands behind it.
        let coordinated = cue.words.start > sentence.start
            && self.lexicon.grammar.coordinators.contains(self.text.lower(cue.words.start - 1))
            && after.as_ref().is_some_and(|after| after.direct);
        let said = if spoken.as_ref().is_some_and(|spoken| spoken.direct) && !coordinated {
            spoken
        } else {
            after.or(spoken)
        };
        if let Some(said) = said {
            let (own, told) = self.without_listener(source);
            source = own;
            let goes_on = matches!(cue.tense, Some(Tense::Gerund | Tense::Infinitive));
            if source.is_none() && !said.before && !goes_on && !said.direct {
                return None;
            }
            if said.before
                && !said.content.contains(&cue.words.start)
                && source
                    .as_ref()
                    .is_some_and(|source| source.start < said.content.end && said.content.start < source.end)
            {
                source = None;
            }
            let nobody = source.as_ref().is_some_and(|source| {
                let word = self.text.lower(source.start);
                let grammar = &self.lexicon.grammar;
                source.len() == 1
                    && (grammar.nobody.contains(word)
                        || grammar.impersonal.contains(word) && self.is_passive(cue))
            });
            if nobody && self.lexicon.cues[said.entry].certainty == Some(Certainty::Unknown) {
                return None;
            }
            // "Ont confirmé à Places & Marchés | deux sources proches du dossier".
            let cut = source.as_ref().map(|source| source.start);
            let listener = said.addressee.map(|told| match cut {
                Some(cut) if told.contains(&cut) && cut > told.start => told.start..cut,
                _ => told,
            });
            let unknown = said.content.start > cue.words.end
                && self.not_known(cue.words.end, said.content.start + 1) == Some(said.content.start);
            // "X quoted Y as saying": X passes on what Y said.
            let relay = quoting.and_then(|(start, ..)| self.phrase_before(start, sentence));
            let mut found = Self::attribution(
                cue,
                said.entry,
                source,
                relay.or(told).or(listener),
                Some(said.content),
                said.direct,
            );
            if nobody {
                found.stands = Stands::Nobody;
                found.source = None;
            }
            if matches!(found.tense, Some(Tense::Gerund | Tense::Infinitive))
                && let Some(main) = earlier.iter().rev().find(|other| other.source == found.source)
            {
                found.tense = main.tense;
            }
            if unknown {
                found.cue.end = found.content.as_ref().map_or(found.cue.end, |content| content.start);
                found.unknown = true;
            }
            return Some(found);
        }
        if self.is_passive(cue) {
            return self.passive(cue, sentence);
        }
        let source = source?;
        // "Wanted to be a part of it".
        let infinitive = self.lexicon.grammar.infinitive_markers.contains(self.text.lower(cue.words.end))
            && self.text.words.get(cue.words.end + 1).is_some_and(|word| word.has("VerbForm=Inf"));
        if infinitive && self.entry_for(cue, Takes::Silent).is_none() {
            return None;
        }
        if let Some(entry) = self.entry_for(cue, Takes::Object).or_else(|| self.entry_for(cue, Takes::Citing))
            && let Some(object) = self.object(cue.words.end, sentence)
        {
            let taken_up = self.takes_up(&object) && self.entry_for(cue, Takes::Silent).is_some();
            let clause = self.clause_of(&object, sentence);
            let object = clause.or(Some(object).filter(|_| !taken_up));
            return Some(Self::attribution(cue, entry, Some(source), None, object, false));
        }
        if let Some(denied) = self.gerund(cue, &source, sentence) {
            return Some(denied);
        }
        if let Some(valued) = self.valued(cue, &source, sentence) {
            return Some(valued);
        }
        if let Some((entry, topic)) = self.topic_before(cue, sentence) {
            return Some(Self::attribution(cue, entry, Some(source), None, Some(topic), false));
        }
        let ahead = self.object_before(cue).filter(|object| !self.takes_up(object));
        let entry = self.entry_for(cue, Takes::Object).filter(|_| ahead.is_some());
        let entry = entry.or_else(|| self.entry_for(cue, Takes::Silent))?;
        // "Москва причастность отрицает": the object is no part of who speaks.
        let source = match &ahead {
            Some(object) if source.start < object.start && object.start < source.end => {
                self.text.trim(source.start..object.start)
            }
            Some(object) if object.contains(&source.start) => return None,
            _ => source,
        };
        // "Предписание она называет несоразмерным": what it is called belongs to what is said.
        let names = |at: usize| self.lexicon.grammar.naming_verbs.contains(&self.text.words[at].lemma);
        let ahead = match ahead {
            Some(object) if cue.words.clone().any(names) => {
                Some(object.start..self.clause_end(cue.words.end, sentence).min(self.body_end(sentence)))
            }
            ahead => ahead,
        };
        Some(Self::attribution(cue, entry, Some(source), None, ahead, false))
    }

    /// *Assure n'avoir jamais ordonné l'assaut*; *a démenti l'information selon laquelle …*: a cue that is only what is said to have
    /// been done, or the noun that another cue's content is about, says nothing itself.
    pub(super) fn acts_dropped(&self, found: &mut Vec<Attribution>) {
        let told = |inner: &Attribution, outer: &Attribution| {
            let Some(content) = outer.content.as_ref().filter(|_| outer.cue != inner.cue) else {
                return false;
            };
            let noun = inner.entry.is_some_and(|entry| self.lexicon.cues[entry].noun);
            let perfect = inner.tense == Some(Tense::Participle)
                && self.text.words[inner.cue.clone()]
                    .iter()
                    .any(|word| word.upos == "AUX" && word.has("VerbForm=Inf"));
            perfect && inner.cue.start <= content.start + 1 && inner.cue.start >= content.start
                || noun
                    && (inner.content.as_ref() == Some(content)
                        || inner.source.is_none()
                            && content.contains(&inner.cue.start)
                            && inner.content.as_ref().is_some_and(|inner| inner.end == content.end)
                            && inner.cue.start <= content.start + 1)
        };
        let kept: Vec<bool> =
            found.iter().map(|inner| !found.iter().any(|outer| told(inner, outer))).collect();
        let mut kept = kept.into_iter();
        found.retain(|_| kept.next().unwrap_or(true));
    }

    /// *A statement posted on its website*: a participle that belongs to a noun.
    pub(super) fn only_qualifies(&self, cue: &Found) -> bool {
        self.text.top(cue.words.clone()).is_some_and(|top| {
            self.text.words[top].deprel == "acl" && self.text.words[top].has("VerbForm=Part")
        })
    }

    /// A source, and the media in the dative behind it: *сказала мэр | газете «Курьер»*.
    fn without_listener(&self, source: Option<Range<usize>>) -> (Option<Range<usize>>, Option<Range<usize>>) {
        let Some(phrase) = source else { return (None, None) };
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

    /// *I think*, *as you know*: whoever speaks here anyway, and whoever listens, are no sources.
    fn is_speaker_or_reader(&self, source: &Range<usize>) -> bool {
        let word = &self.text.words[source.start];
        source.len() == 1 && word.upos == "PRON" && (word.has("Person=1") || word.has("Person=2"))
    }

    /// *Citée par X*, *en citant X*: these words link one source to another and introduce nothing.
    pub(super) fn is_relay(&self, cue: &Found) -> bool {
        let words = &self.text.words;
        let relayed = self.lexicon.relayed.at(&words[cue.words.end - 1..]).is_some();
        let citing = cue.tense == Some(Tense::Gerund)
            && (cue.words.start.saturating_sub(1)..=cue.words.start)
                .any(|at| self.lexicon.citing.at(&words[at..]).is_some());
        let sentence = self.text.sentence_of(cue.words.start);
        let as_saying = (cue.words.end..sentence.end.min(cue.words.end + 20)).any(|at| {
            self.lexicon.grammar.as_words.contains(self.text.lower(at))
                && self
                    .lexicon
                    .verbs
                    .get(self.text.lower(at + 1))
                    .is_some_and(|forms| forms.iter().any(|form| form.tense == Tense::Gerund))
        });
        self.entry_for(cue, Takes::Citing).is_some() && (relayed || citing || as_saying)
    }

    /// *Ce qu'il appelle « une mafia »*: somebody's word for a thing, no proposition.
    fn only_names(&self, cue: &Found, sentence: &Range<usize>) -> bool {
        let names = self.text.words[cue.words.clone()]
            .iter()
            .any(|word| self.lexicon.grammar.naming_verbs.contains(&word.lemma));
        names
            && (sentence.start..cue.words.start)
                .rev()
                .take(5)
                .any(|at| self.lexicon.answering.at(&self.text.words[at..cue.words.start]).is_some())
    }

    /// *…, ce que dément Moscou*; *…, which Moscow denies*: an answer to the clause before.
    fn answer(&self, cue: &Found, sentence: &Range<usize>) -> Option<Attribution> {
        let entry = self.entry_for(cue, Takes::Silent)?;
        let open = (sentence.start..cue.words.start).rev().take(8).find(|&at| self.text.lower(at) == ",")?;
        let len = self.answers_at(open + 1, cue.words.start)?;
        let source = if open + 1 + len < cue.words.start {
            self.text.trim(open + 1 + len..cue.words.start)
        } else {
            self.inverted(cue, sentence)?
        };
        self.speaks(&source).then(|| Self::attribution(cue, entry, Some(source), None, None, false))
    }

    /// The words at `at` that take up the clause before: *ce que*, *une accusation que*.
    pub(crate) fn answers_at(&self, at: usize, limit: usize) -> Option<usize> {
        let grammar = &self.lexicon.grammar;
        let rest = self.text.words.get(at..limit)?;
        if let Some((len, ())) = self.lexicon.answering.at(rest) {
            return Some(len);
        }
        let noun = at + usize::from(grammar.determiners.contains(self.text.lower(at)));
        let that = grammar.complementizers.contains(self.text.lower(noun + 1)) && noun + 1 < limit;
        let taken_up = grammar.taken_up.contains(self.text.lower(noun));
        let zero = grammar.zero_relatives
            && noun > at
            && noun + 1 < limit
            && (grammar.determiners.contains(self.text.lower(noun + 1))
                || self.text.words[noun + 1].capital());
        (taken_up && (that || zero)).then_some(noun + 1 + usize::from(that) - at)
    }

    /// *Comme l'a annoncé X, …*; *…, as X reported*: what is said is the rest of the sentence.
    fn as_said(&self, cue: &Found, sentence: &Range<usize>) -> Option<Attribution> {
        let grammar = &self.lexicon.grammar;
        let entry = self.entry_for(cue, Takes::Clause).or_else(|| self.entry_for(cue, Takes::Quote))?;
        let open = (sentence.start..cue.words.start)
            .rev()
            .take(8)
            .find(|&at| grammar.as_words.contains(self.text.lower(at)))
            .filter(|&at| at == sentence.start || self.text.lower(at - 1) == ",")?;
        // "…, as they continue to push back".
        if self.infinitive_at(cue.words.end, sentence.end).is_some() {
            return None;
        }
        let between = self.text.trim(open + 1..cue.words.start);
        let source = if between.is_empty() || grammar.clitics.contains(self.text.lower(between.start)) {
            self.inverted(cue, sentence).or_else(|| self.place_of_saying(cue, sentence))
        } else {
            Some(between).filter(|between| self.speaks(between))
        }?;
        let body_end = self.body_end(sentence);
        let close = (cue.words.end.max(source.end)..body_end).find(|&at| self.text.lower(at) == ",");
        let content = match close {
            Some(close) if open == sentence.start => {
                close + 1..self.clause_end(close + 1, sentence).min(body_end)
            }
            None if open > sentence.start + 2 => self.clause_start(open - 1, sentence)..open - 1,
            _ => return None,
        };
        (content.len() > 1).then(|| Self::attribution(cue, entry, Some(source), None, Some(content), false))
    }

    /// *Les pilotes, affirme la compagnie, ont suivi les règles*; *the pilots, the airline says, followed the rules*: between a subject
    /// and its verb.
    fn inserted(&self, cue: &Found, sentence: &Range<usize>) -> Option<Attribution> {
        let entry = self
            .entry_for(cue, Takes::Zero)
            .or_else(|| self.entry_for(cue, Takes::Clause))
            .or_else(|| self.entry_for(cue, Takes::Tell))
            .or_else(|| self.entry_for(cue, Takes::Quote))?;
        let body_end = self.body_end(sentence);
        let told = self.spoken_to(cue, sentence);
        let behind = told.as_ref().map_or(cue.words.end, |told| told.end);
        let behind = self.behind_circumstance(behind, cue, sentence);
        let (open, source, close) = if self.text.lower(behind) == "," {
            let source = self.phrase_before(cue.words.start, sentence)?;
            (source.start, source, behind)
        } else {
            let source = self.phrase_after(cue.words.end, body_end)?;
            (cue.words.start, source.clone(), source.end)
        };
        let subject = sentence.start..open.checked_sub(1).filter(|&comma| comma > sentence.start)?;
        let between = self.text.lower(subject.end) == "," && self.text.lower(close) == ",";
        let first = &self.text.words[subject.start];
        let nominal = matches!(first.upos.as_str(), "DET" | "NOUN" | "PROPN" | "PRON" | "NUM")
            && !self.lexicon.grammar.times.contains(&first.lower)
            && !subject.clone().any(|at| {
                let word = &self.text.words[at];
                matches!(word.upos.as_str(), "VERB" | "AUX") && !word.has("VerbForm=Part") || !word.is_word()
            });
        let verb = close + 1;
        let goes_on = verb < body_end
            && matches!(self.text.words[verb].upos.as_str(), "VERB" | "AUX" | "ADV" | "PART" | "PRON")
            && self.has_finite(verb..body_end)
            && (!self.cue_opens(verb, body_end) || self.agrees(&subject, verb..body_end))
            && self.text.quote_at(subject.start) == self.text.quote_at(verb);
        let speaks = self.head_speaks(&source)
            || source.len() == 1
                && self.lexicon.grammar.subject_pronouns.contains(self.text.lower(source.start));
        // "Le trafic reprendra, promet la compagnie, à partir de 18 heures": between a clause and what belongs to its verb.
        let inside_clause = source.start >= cue.words.end
            && self.text.lower(close) == ","
            && self.has_finite(subject.clone())
            && !subject.clone().any(|at| self.text.lower(at) == ":")
            && self.head_speaks(&source);
        if between && inside_clause && !nominal {
            let start = self.clause_start(subject.end, sentence);
            let next = &self.text.words[verb.min(body_end - 1)];
            let grammar = &self.lexicon.grammar;
            let participle = next.upos == "VERB" && next.has("VerbForm=Part");
            let belongs = verb < body_end
                && !self.cue_opens(verb, body_end)
                && self.lexicon.sequels.at(&self.text.words[verb..body_end]).is_none()
                && !grammar.relatives.contains(&next.lower)
                && !grammar.times.contains(&next.lower)
                && !participle;
            let end = if belongs { self.clause_end(verb, sentence).min(body_end) } else { subject.end };
            return (self.text.quote_at(subject.start).is_none() && subject.end - start > 2)
                .then(|| Self::attribution(cue, entry, Some(source), told, Some(start..end), false));
        }
        let opens = || {
            self.fronted(&subject, verb, body_end)
                || source.end <= cue.words.start && self.goes_on_behind(&subject, verb..body_end)
        };
        if between && speaks && !nominal && opens() {
            let whole = subject.start..self.clause_end(verb, sentence).min(body_end);
            let content = self.behind_connective(whole, verb);
            return Some(Self::attribution(cue, entry, Some(source), told, Some(content), false));
        }
        if !(between && nominal && goes_on && speaks) {
            return None;
        }
        let content = subject.start..self.clause_end(verb, sentence).min(body_end);
        let direct = self.text.quote_at(subject.start).is_some();
        Some(Self::attribution(cue, entry, Some(source), told, Some(content), direct))
    }

    /// *… . Об этом сообщает X*: what is said is the sentence before.
    fn sentence_before(&self, cue: &Found, sentence: &Range<usize>) -> Option<Attribution> {
        let lead = sentence.start..cue.words.start;
        lead.clone().find(|&at| self.lexicon.sentence_before.at(&self.text.words[at..lead.end]).is_some())?;
        let entry = self.entry_for(cue, Takes::Clause)?;
        let index = self.text.sentences.iter().position(|other| other == sentence)?;
        let before = self.text.sentences.get(index.checked_sub(1)?)?.clone();
        let source = self.inverted(cue, sentence).or_else(|| self.subject(cue, sentence, &[]))?;
        Some(Self::attribution(cue, entry, Some(source), None, Some(self.text.trim(before)), false))
    }

    /// Whether a phrase only takes up what was said before: *ces allégations*.
    fn takes_up(&self, object: &Range<usize>) -> bool {
        let grammar = &self.lexicon.grammar;
        let (first, last) = (self.text.lower(object.start), self.text.lower(object.end - 1));
        object.len() <= 3
            && grammar.taken_up.contains(last)
            && (object.len() == 1 || grammar.taking_up.contains(first))
    }

    /// Whether the cue is a participle with the auxiliary of the passive.
    pub(super) fn is_passive(&self, cue: &Found) -> bool {
        let Some(top) = self.text.top(cue.words.clone()) else { return false };
        let auxiliary = |at: usize| {
            let word = &self.text.words[at];
            word.deprel == "aux" && self.lexicon.grammar.passive_auxiliaries.contains(&word.lemma)
        };
        matches!(cue.tense, Some(Tense::Participle | Tense::Past))
            && (self.text.children(top).any(auxiliary)
                || self.text.words[top].has("Voice=Pass") && self.text.child(top, &["aux"]).is_none())
            && !self.text.words[cue.words.clone()]
                .iter()
                .any(|word| self.lexicon.grammar.clitics.contains(&word.lower))
    }

    /// *Est soupçonné (par X) d'avoir …*: what is said is the infinitive, who says it is the agent or nobody who is named.
    fn passive_whom(&self, cue: &Found, sentence: &Range<usize>) -> Option<Attribution> {
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
    fn passive(&self, cue: &Found, sentence: &Range<usize>) -> Option<Attribution> {
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

    fn attribution(
        cue: &Found,
        entry: usize,
        source: Option<Range<usize>>,
        addressee: Option<Range<usize>>,
        content: Option<Range<usize>>,
        direct: bool,
    ) -> Attribution {
        Attribution {
            entry: Some(entry),
            negated: cue.negated,
            tense: cue.tense,
            source,
            addressee,
            content,
            direct,
            ..Attribution::at(cue.words.clone())
        }
    }

    /// The subject before the verb, or that of the verb it is coordinated with.
    fn subject(&self, cue: &Found, sentence: &Range<usize>, earlier: &[Attribution]) -> Option<Range<usize>> {
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
            return self.phrase_before(at - 1, sentence);
        }
        self.phrase_before(at, sentence)
            .map(|phrase| self.behind_quote(phrase, at))
            .filter(|phrase| phrase.len() < 40 && !phrase.is_empty())
            .or_else(|| self.place_of_saying(cue, sentence))
    }

    /// A phrase that begins within a quotation which ends before the cue at `cue`: what stands behind that.
    fn behind_quote(&self, phrase: Range<usize>, cue: usize) -> Range<usize> {
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
    fn place_of_saying(&self, cue: &Found, sentence: &Range<usize>) -> Option<Range<usize>> {
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

    /// *Quoted the governor as saying*; *was quoted as saying*: whoever is quoted.
    fn quoted_as(&self, cue: &Found, sentence: &Range<usize>) -> Option<Range<usize>> {
        let (_, verb, at) = self.quoting(cue, sentence)?;
        let object = self.text.trim(verb + 1..at);
        // "Was quoted by Interpress as saying".
        if object.is_empty() || self.lexicon.grammar.agents.contains(self.text.lower(object.start)) {
            return self.phrase_before(verb, sentence).or_else(|| self.leading_phrase(sentence, verb));
        }
        Some(object)
    }

    /// For a gerund behind "as" the cue of quoting before it: where it begins, its verb, and the "as".
    fn quoting(&self, cue: &Found, sentence: &Range<usize>) -> Option<(usize, usize, usize)> {
        let at = cue.words.start.checked_sub(1).filter(|&at| at > sentence.start)?;
        if cue.tense != Some(Tense::Gerund) || !self.lexicon.grammar.as_words.contains(self.text.lower(at)) {
            return None;
        }
        let quotes = |at: &usize| {
            self.lexicon.verbs.get(self.text.lower(*at)).is_some_and(|forms| {
                forms.iter().any(|form| self.lexicon.cues[form.cue].takes(Takes::Citing))
            })
        };
        let verb = (sentence.start..at).rev().take(20).find(quotes)?;
        let start = (sentence.start..verb)
            .rev()
            .take_while(|&at| self.lexicon.grammar.auxiliaries.contains(self.text.lower(at)))
            .last()
            .unwrap_or(verb);
        Some((start, verb, at))
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
        let apart = phrase.end <= cue.words.start || phrase.start >= cue.words.end;
        (apart && !phrase.is_empty() && phrase.len() < LONGEST).then_some(phrase)
    }

    /// A noun phrase with what stands between it and its verb at `verb`, where that is nouns and names alone.
    fn up_to(&self, phrase: Range<usize>, verb: usize) -> Range<usize> {
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
    fn without_circumstance(&self, phrase: Range<usize>) -> Range<usize> {
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

    /// *…, relève l'institut, …*: a verb between a comma and somebody who can speak, behind whom the sentence halts. The tree may take
    /// it for one more thing that the subject before does.
    fn is_incise(&self, cue: &Found, sentence: &Range<usize>) -> bool {
        let commas = (sentence.start..cue.words.start).filter(|&at| self.text.lower(at) == ",").count();
        let own = commas != 1
            && self.text.top(cue.words.clone()).is_some_and(|verb| {
                self.text.words[verb].deprel != "conj" || self.text.child(verb, &["nsubj"]).is_some()
            });
        let body_end = self.body_end(sentence);
        !own && self.closes_before(cue.words.start)
            && self.phrase_after(cue.words.end, body_end).is_some_and(|source| {
                self.head_speaks(&source) && (source.end == body_end || self.text.lower(source.end) == ",")
            })
    }

    /// An inverted subject: "…", said the minister.
    fn inverted(&self, cue: &Found, sentence: &Range<usize>) -> Option<Range<usize>> {
        let body_end = self.body_end(sentence).max(cue.words.end);
        let next = self.behind_times(cue.words.end, body_end);
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
        if grammar.prepositions.contains(self.text.lower(cue.words.end)) {
            return None;
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
        (self.speaks(&phrase) || closes()).then_some(phrase)
    }

    /// Behind words of time at `at`: *a annoncé mercredi soir | le ministre*.
    fn behind_times(&self, at: usize, limit: usize) -> usize {
        (at..limit).find(|&at| !self.lexicon.grammar.times.contains(self.text.lower(at))).unwrap_or(at)
    }

    /// What is said before the verb, where the verb stands behind it or is inserted in it.
    fn said_before(&self, cue: &Found, sentence: &Range<usize>) -> Option<Said> {
        let grammar = &self.lexicon.grammar;
        let mut left = cue.words.start;
        if let Some((quotes, ..)) = self.quoting(cue, sentence) {
            // "…, TASS quoted the ministry as saying".
            left = self.phrase_before(quotes, sentence)?.start;
        } else if cue.pronoun.is_none() && !self.closes_before(left) {
            left = self.phrase_before(left, sentence).filter(|phrase| phrase.len() < 30)?.start;
        }
        left = self.before_dash(left);
        if left == 0 {
            return None;
        }
        let comma = self.text.lower(left - 1) == "," && left > sentence.start;
        let mark = if comma { left - 1 } else { left };
        if let Some(quote) = mark.checked_sub(1).and_then(|at| self.text.quote_closing_at(at)) {
            let quote = &self.text.quotes[quote];
            let entry = self.entry_for(cue, Takes::Quote).or_else(|| self.entry_for(cue, Takes::Clause))?;
            // A few quoted words at the end of a clause are a part of it.
            let whole = quote.outer.start <= sentence.start
                || !self.text.words[sentence.start..quote.outer.start]
                    .iter()
                    .any(super::super::passage::Word::is_word)
                || quote.inner.len() > 5 && !self.has_finite(sentence.start..quote.outer.start);
            if whole || !comma {
                return whole.then(|| Said {
                    content: quote.inner.clone(),
                    entry,
                    direct: true,
                    addressee: self.spoken_to(cue, sentence),
                    before: true,
                });
            }
        }
        if !comma || left <= sentence.start + 1 {
            return None;
        }
        // "Minutes after X, the brigade posted | a video".
        let thing =
            self.text.top(cue.words.clone()).and_then(|verb| self.text.child(verb, &["obj", "xcomp"]));
        let own = thing.is_some_and(|thing| {
            thing >= cue.words.end && matches!(self.text.words[thing].upos.as_str(), "NOUN" | "PROPN" | "ADJ")
        });
        if own && self.entry_for(cue, Takes::Tell).is_none() {
            return None;
        }
        let entry = self
            .entry_for(cue, Takes::Zero)
            .or_else(|| self.entry_for(cue, Takes::Clause))
            .or_else(|| self.entry_for(cue, Takes::Quote))?;
        let start = self.clause_start(left - 1, sentence);
        let content = self.around(start..left - 1, cue, sentence);
        // "L'image, qui a fait le tour du monde, montre …": what stands before begins with the verb's own subject.
        let own = |subject: Range<usize>| {
            subject.start == start
                && self.text.lower(subject.end) == ","
                && grammar.relatives.contains(self.text.lower(subject.end + 1))
        };
        if cue.pronoun.is_none() && self.subject_by_tree(cue).is_some_and(own) {
            return None;
        }
        let behind = cue.pronoun.is_some()
            || (self.closes_before(cue.words.start) && self.inverted(cue, sentence).is_some());
        // A verbless content needs its subject where it belongs, behind the verb.
        let inverted = || match self.subject_by_tree(cue) {
            Some(subject) => subject.start >= cue.words.end,
            None => {
                cue.pronoun.is_some()
                    || self.inverted(cue, sentence).is_some_and(|source| self.head_speaks(&source))
            }
        };
        let finite = self.has_finite(content.clone());
        let clause = content.len() > 2 - usize::from(finite) && (behind && inverted() || finite);
        let in_quote = self.text.quote_at(cue.words.start);
        (clause && self.ends_saying(cue, sentence)).then_some(Said {
            content,
            entry,
            direct: in_quote.is_some(),
            addressee: self.spoken_to(cue, sentence),
            before: true,
        })
    }

    /// The content around an inserted cue: to the sentence's end where the sentence goes on behind it.
    fn around(&self, before: Range<usize>, cue: &Found, sentence: &Range<usize>) -> Range<usize> {
        let end = self.body_end(sentence);
        let behind = match &cue.pronoun {
            None if self.closes_before(cue.words.start) => match self.inverted(cue, sentence) {
                Some(source) => source.end,
                None => return before,
            },
            _ => cue.words.end,
        };
        let quote = self.text.quote_at(before.start);
        let limit = quote.map_or(end, |quote| self.text.quotes[quote].inner.end.min(end));
        // By the tree what follows belongs to what was said before, or it is a clause.
        let belongs = (behind..limit).any(|at| {
            let word = &self.text.words[at];
            word.deprel != "punct" && word.head.is_some_and(|head| before.contains(&head))
        });
        let joined = self.lexicon.grammar.coordinators.contains(self.text.lower(behind + 1));
        // "…, Reuters reported, citing two officials".
        let linked = self.links_at(behind + 1, limit);
        let goes_on = !linked
            && self.text.lower(behind) == ","
            && limit > behind + 3
            && !self.cue_opens(behind + 1, limit)
            && (belongs || joined || self.has_finite(behind + 1..limit));
        if goes_on { before.start..limit } else { before }
    }

    /// Of *les informations selon lesquelles A*, where it is an object, the clause.
    fn clause_of(&self, object: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
        let body_end = self.body_end(sentence);
        let head = object.clone().take(3).find(|&at| {
            let rest = &self.text.words[at..body_end];
            self.lexicon.nouns.at(rest).is_some()
                || self.lexicon.grammar.taken_up.contains(self.text.lower(at))
        });
        let at = head? + 1;
        let (len, ()) = self.lexicon.that.at(self.text.words.get(at..body_end)?)?;
        let end = self.clause_end(at + len, sentence).min(body_end);
        self.has_finite(at + len..end).then_some(at + len..end)
    }

    /// Whether nothing but a source and circumstances follows the cue, up to a comma or the sentence's end.
    fn ends_saying(&self, cue: &Found, sentence: &Range<usize>) -> bool {
        let at = cue.words.end;
        !self.lexicon.grammar.complementizers.contains(self.text.lower(at))
            && self.text.quote_opening_at(at).is_none()
            && at <= sentence.end
    }

    pub(super) fn closes_before(&self, at: usize) -> bool {
        let at = self.before_dash(at);
        at > 0 && (self.text.lower(at - 1) == "," || self.text.quote_closing_at(at - 1).is_some())
    }

    /// Before the dash of «…», — сказал X, if one stands before `at`.
    pub(super) fn before_dash(&self, at: usize) -> usize {
        let dash = at > 1 && matches!(self.text.lower(at - 1), "—" | "–" | "--");
        if dash { at - 1 } else { at }
    }

    fn said_after(&self, cue: &Found, sentence: &Range<usize>, next: Option<&Range<usize>>) -> Option<Said> {
        let grammar = &self.lexicon.grammar;
        let body_end = self.body_end(sentence);
        let start = cue.words.end
            + usize::from(cue.pronoun.as_ref().is_some_and(|pronoun| pronoun.start == cue.words.end));
        // "Said, without giving evidence, that …".
        let behind = self.behind_insertion(start, body_end);
        let start = if grammar.complementizers.contains(self.text.lower(behind)) { behind } else { start };
        let limit = body_end.min(start + 30);
        let mut commas = 0;
        let mut at = start;
        while at < limit {
            let word = self.text.lower(at);
            if let Some(quote) = self.text.quote_opening_at(at) {
                let inner = &self.text.quotes[quote].inner;
                // "Рассказал агентству «…»": a name in quotation marks.
                let named = |at: usize| {
                    matches!(
                        self.lexicon.kinds.at(&self.text.words[at..]),
                        Some((1, hearsay_core::SourceKind::Media))
                    )
                };
                let behind = self.text.quotes[quote].outer.end;
                let listener = at == start
                    && self.text.lower(behind) == ","
                    && grammar.complementizers.contains(self.text.lower(behind + 1));
                if inner.len() < 4 && (listener || at > start && named(at - 1)) {
                    at = self.text.quotes[quote].outer.end;
                    continue;
                }
                if let Some(said) = self.partly_quoted(cue, at, quote, sentence).filter(|_| at == start) {
                    return Some(said);
                }
                // "Called the vote 'a sham'".
                if let Some(entry) =
                    self.entry_for(cue, Takes::Names).filter(|_| at > start && inner.len() < 10)
                {
                    let content = start..self.text.quotes[quote].outer.end;
                    return Some(Said { content, entry, direct: false, addressee: None, before: false });
                }
                let close = at == start || matches!(self.text.lower(at - 1), ":" | ",");
                // "A dénoncé « une agression » contre son consulat": a quoted part of an object.
                if at == start
                    && self.entry_for(cue, Takes::Object).is_some()
                    && !self.has_finite(inner.clone())
                {
                    return None;
                }
                let marker = at.checked_sub(1).filter(|&marker| {
                    marker > start && grammar.infinitive_markers.contains(self.text.lower(marker))
                });
                if let Some(entry) = self.entry_for(cue, Takes::Whom).filter(|_| marker.is_some()) {
                    return Some(Said {
                        content: start..self.clause_end(start, sentence).min(body_end),
                        entry,
                        direct: false,
                        addressee: None,
                        before: false,
                    });
                }
                // "Said it was 'not aware of any complaint'": a clause that is partly quoted.
                if !close && let Some(clause) = self.zero(cue, start, sentence) {
                    return Some(clause);
                }
                let object = || self.entry_for(cue, Takes::Object).filter(|_| at == start);
                return self
                    .entry_for(cue, Takes::Quote)
                    .filter(|_| close || inner.len() > 3)
                    .or_else(object)
                    .map(|entry| Said {
                        content: inner.clone(),
                        entry,
                        direct: true,
                        addressee: self.addressee(start, at),
                        before: false,
                    });
            }
            if word == ":" {
                let entry =
                    self.entry_for(cue, Takes::Quote).or_else(|| self.entry_for(cue, Takes::Clause))?;
                if self.text.quote_opening_at(at + 1).is_some() {
                    at += 1;
                    continue;
                }
                return (at + 1 < body_end).then(|| Said {
                    content: at + 1..body_end,
                    entry,
                    direct: false,
                    addressee: self.addressee(start, at),
                    before: false,
                });
            }
            let opener = grammar.complementizers.contains(word);
            // "Nie toute implication, alors que …".
            let contrast = opener
                && at > start
                && self.lexicon.contrasts.at(&self.text.words[at - 1..]).is_some_and(|(len, ())| len > 1);
            if contrast {
                break;
            }
            // "A demandé pourquoi …": the question's word is a part of what is asked, except one that only means "whether".
            let agent = grammar.agents.contains(word) && self.is_passive(cue);
            let asks = at == start && grammar.interrogatives.contains(word) && !agent;
            if (opener || asks)
                && let Some(entry) =
                    self.entry_for(cue, Takes::Clause).or_else(|| self.entry_for(cue, Takes::Tell))
            {
                let from = if asks && !grammar.conditions.contains(word) { at } else { at + 1 };
                let end = self.clause_end(from, sentence).min(body_end);
                return (from < end).then(|| Said {
                    content: from..end,
                    entry: self.by_mood(cue, entry, from..end),
                    direct: false,
                    addressee: self.addressee(start, at),
                    before: false,
                });
            }
            let behind_media = || self.spoken_to(cue, sentence).is_some_and(|media| media.end == at);
            if (at == start || behind_media())
                && let Some(said) = self.infinitive(cue, at, sentence)
            {
                return Some(said);
            }
            // Whom it is said of may stand before the verb as a pronoun: *nous accusent d'être absents*.
            let before =
                self.text.words[cue.words.clone()].iter().any(|word| grammar.clitics.contains(&word.lower))
                    || (sentence.start..cue.words.start).rev().take(4).any(|at| {
                        grammar.complementizers.contains(self.text.lower(at)) && at > sentence.start
                    });
            if (at > start || before)
                && let Some(said) = self.whom(cue, start, at, sentence)
            {
                return Some(said);
            }
            if word == "," {
                commas += 1;
                if commas > 2 {
                    break;
                }
            }
            if word == ";" || next.is_some_and(|next| next.start <= at) {
                break;
            }
            at += 1;
        }
        self.zero(cue, start, sentence)
    }

    /// *Suggère que le vaccin est sûr*, *suggère qu'il parte*: of a verb that both states and requests, the entry that fits the
    /// mood of its clause.
    fn by_mood(&self, cue: &Found, entry: usize, clause: Range<usize>) -> usize {
        let prescribes = self.text.words[clause]
            .iter()
            .any(|word| word.has("Mood=Sub") || self.lexicon.grammar.prescriptive.contains(&word.lower));
        let fits = |entry: &usize| {
            let cue = &self.lexicon.cues[*entry];
            cue.takes(Takes::Clause) && (cue.stance() == Stance::Requests) == prescribes
        };
        cue.entries.iter().copied().find(fits).unwrap_or(entry)
    }

    /// *Juge « inacceptable » le survol de son territoire*: some quoted words of a judgement that goes on behind them.
    fn partly_quoted(&self, cue: &Found, at: usize, quote: usize, sentence: &Range<usize>) -> Option<Said> {
        let quote = &self.text.quotes[quote];
        let behind = quote.outer.end;
        let goes_on = self.lexicon.grammar.determiners.contains(self.text.lower(behind))
            || self.lexicon.grammar.complementizers.contains(self.text.lower(behind));
        if quote.inner.len() > 4 || self.has_finite(quote.inner.clone()) || !goes_on {
            return None;
        }
        let entry = self.entry_for(cue, Takes::Quote)?;
        let end = self.clause_end(behind, sentence).min(self.body_end(sentence));
        Some(Said { content: at..end, entry, direct: false, addressee: None, before: false })
    }

    /// An infinitive directly behind the verb: *affirme avoir abattu*, *claims to have shot down*.
    fn infinitive(&self, cue: &Found, at: usize, sentence: &Range<usize>) -> Option<Said> {
        let entry = self.entry_for(cue, Takes::Infinitive)?;
        let mut at = at;
        let grammar = &self.lexicon.grammar;
        while self.text.words.get(at).is_some_and(|word| {
            (word.upos == "ADV" || grammar.adverbs.contains(&word.lower))
                && !grammar.negation_words.contains(&word.lower)
                && !grammar.infinitive_openers.contains(&word.lower)
        }) {
            at += 1;
        }
        // "Pledged never to raise taxes".
        let negated = grammar.infinitive_endings.is_empty()
            && grammar.negation_words.contains(self.text.lower(at))
            && grammar.infinitive_markers.contains(self.text.lower(at + 1));
        let start = self.infinitive_at(at + usize::from(negated), sentence.end)?;
        let end = self.clause_end(start, sentence).min(self.body_end(sentence));
        if negated {
            return Some(Said {
                content: at..end,
                entry,
                direct: false,
                addressee: self.spoken_to(cue, sentence),
                before: false,
            });
        }
        let start = start + usize::from(grammar.infinitive_markers.contains(self.text.lower(start)));
        if let Some(unknown) = self.not_known(start, end) {
            return Some(Said {
                content: unknown..end,
                entry,
                direct: false,
                addressee: self.spoken_to(cue, sentence),
                before: false,
            });
        }
        Some(Said {
            content: start..end,
            entry,
            direct: false,
            addressee: self.spoken_to(cue, sentence),
            before: false,
        })
    }

    /// *Dit ignorer où …*: behind an infinitive of not knowing, where what is not known begins.
    fn not_known(&self, start: usize, end: usize) -> Option<usize> {
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

    /// Where the content begins if an infinitive stands at `at`.
    pub(super) fn infinitive_at(&self, at: usize, limit: usize) -> Option<usize> {
        let grammar = &self.lexicon.grammar;
        let mut here = at;
        while here < limit && here < at + 4 {
            let word = &self.text.words[here];
            if grammar.infinitive_endings.is_empty() {
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

    /// *Accuse X de faire*, *urged X to leave*: the content is what X did or shall do, X included.
    fn whom(&self, cue: &Found, start: usize, at: usize, sentence: &Range<usize>) -> Option<Said> {
        let entry = self.entry_for(cue, Takes::Whom)?;
        let opener = self.text.lower(at);
        let grammar = &self.lexicon.grammar;
        // "Accuse les deux camps de crimes de guerre": a noun that the verb itself governs.
        let governed = || {
            let noun = self.text.words[at].head;
            noun.and_then(|noun| self.text.words[noun].head).is_some_and(|verb| cue.words.contains(&verb))
        };
        let noun = grammar.of.contains(opener) || grammar.infinitive_markers.contains(opener);
        let asks = noun && at > start && governed()
            || grammar.infinitive_markers.contains(opener) && self.infinitive_at(at, sentence.end).is_some();
        // "Suggested the army had known for weeks" names nobody.
        let clause = self.text.words[start..at].iter().any(|word| word.has("VerbForm=Fin"));
        if !asks && (clause || !grammar.whom_openers.contains(opener)) {
            return None;
        }
        let end = self.clause_end(at, sentence).min(self.body_end(sentence));
        // Who is asked stays out behind a preposition ("a demandé à l'ONU d'enquêter"); an object is a part of what is asked.
        let told = (start..at).find(|&at| !grammar.adverbs.contains(self.text.lower(at)));
        let indirect = told.is_some_and(|at| grammar.addressees.contains(self.text.lower(at)));
        let start = match told {
            // *Acusa a la guerrilla de …*: the preposition of a person who is an object.
            Some(told) if grammar.object_prepositions.contains(self.text.lower(told)) => told + 1,
            _ if start == at || indirect => at + 1,
            _ => self.behind_times(start, at),
        };
        (at + 1 < end).then_some(Said {
            content: start..end,
            entry,
            direct: false,
            addressee: None,
            before: false,
        })
    }

    /// A clause without *that*: "said the jet was lost", "told Reuters the jet was lost".
    fn zero(&self, cue: &Found, at: usize, sentence: &Range<usize>) -> Option<Said> {
        let grammar = &self.lexicon.grammar;
        let entry = self.entry_for(cue, Takes::Zero).or_else(|| self.entry_for(cue, Takes::Tell))?;
        let tells = !self.lexicon.cues[entry].takes(Takes::Zero);
        let mut start = at;
        let mut addressee = None;
        if tells {
            let end = self.addressee_end(at, sentence.end)?;
            addressee = Some(at..end);
            start = end;
        }
        // "…, he told the court, as …": what is said stands before.
        if self.text.lower(start) == "," {
            return None;
        }
        while start < sentence.end && grammar.times.contains(self.text.lower(start)) {
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
        (opens && !self.closes_before(cue.words.start) && self.has_finite(start..end)).then(|| Said {
            content: start..end,
            entry: self.by_mood(cue, entry, start..end),
            direct: false,
            addressee,
            before: false,
        })
    }

    fn addressee_end(&self, at: usize, limit: usize) -> Option<usize> {
        let grammar = &self.lexicon.grammar;
        let first = self.text.words.get(at)?;
        if grammar.listeners.contains(&first.lower) {
            return Some(at + 1);
        }
        if first.capital() {
            let end = (at..limit).find(|&end| {
                !self.text.words[end].capital()
                    || grammar.determiners.contains(self.text.lower(end)) && end > at + 1
            });
            return Some(end.unwrap_or(limit));
        }
        let media = |at: usize| match self.lexicon.kinds.at(&self.text.words[at..limit]) {
            Some((len, hearsay_core::SourceKind::Media)) => Some(at + len),
            _ => None,
        };
        let behind_name =
            |from: usize| (from..limit).find(|&end| !self.text.words[end].capital()).unwrap_or(limit);
        if let Some(media) = (at..limit.min(at + 4)).find_map(media) {
            return Some(behind_name(media));
        }
        if grammar.determiners.contains(&first.lower) {
            let named = behind_name(at + 1);
            // "The AIPAC meeting".
            let named = named + usize::from(named < limit && self.text.words[named].upos == "NOUN");
            return Some(if named > at + 1 { named } else { at + 2 });
        }
        None
    }

    /// Media right behind the cue that are spoken to: *a confié à l'AFP*.
    fn spoken_to(&self, cue: &Found, sentence: &Range<usize>) -> Option<Range<usize>> {
        let opener = cue.words.end;
        if self.entry_for(cue, Takes::Tell).is_some() {
            return Some(opener..self.addressee_end(opener, self.body_end(sentence))?);
        }
        self.lexicon.grammar.addressees.contains(self.text.lower(opener)).then_some(())?;
        self.phrase_after(opener + 1, self.body_end(sentence))
    }

    /// Media between the cue and its content: *a confirmé à `SouthFront` que*, *told Reuters that*.
    fn addressee(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let grammar = &self.lexicon.grammar;
        let from = (start..end).find(|&at| {
            let word = self.text.lower(at);
            let opens = grammar.addressees.contains(word);
            let media = matches!(
                self.lexicon.kinds.at(&self.text.words[at..end]),
                Some((_, hearsay_core::SourceKind::Media))
            ) || self.text.quote_opening_at(at).is_some();
            let named = |at: usize| {
                (at..end.min(at + 3)).any(|at| {
                    let rest = &self.text.words[at..end];
                    let kind = self.lexicon.kinds.at(rest).map(|(_, kind)| kind);
                    kind == Some(hearsay_core::SourceKind::Media) || self.lexicon.outlets.at(rest).is_some()
                })
            };
            let article = at == start && grammar.determiners.contains(word) && named(at + 1);
            opens || article || (at == start && (self.text.words[at].capital() || media))
        })?;
        let opener = grammar.addressees.contains(self.text.lower(from));
        let from = from + usize::from(opener);
        let phrase = self.phrase_after(from, end)?;
        Some(phrase)
    }

    /// The noun phrase behind a verb that takes one, with what belongs to it.
    fn object(&self, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let grammar = &self.lexicon.grammar;
        let limit = self.body_end(sentence);
        let mut start = self.behind_insertion(at, limit);
        while start < limit {
            let word = self.text.lower(start);
            if self.lexicon.approximators.at(&self.text.words[start..limit]).is_some() {
                break;
            }
            let skipped = grammar.times.contains(word)
                || (grammar.adverbs.contains(word) && !grammar.determiners.contains(word));
            if grammar.addressees.contains(word) {
                start = self.phrase_after(start + 1, limit)?.end;
                let next = self.text.lower(start);
                if !grammar.determiners.contains(next) {
                    return None;
                }
            } else if skipped {
                start += 1;
            } else {
                break;
            }
        }
        let first = self.text.words.get(start).filter(|_| start < limit)?;
        let quoted = self.text.quote_opening_at(start).map(|quote| self.text.quotes[quote].outer.end);
        let opens = grammar.determiners.contains(&first.lower)
            || (first.capital() && first.is_word())
            || matches!(first.upos.as_str(), "NOUN" | "PROPN" | "DET" | "NUM")
            || self.lexicon.approximators.at(&self.text.words[start..limit]).is_some()
            || quoted.is_some();
        let (start, quoted) = if opens { (start, quoted) } else { (self.object_by_tree(at, limit)?, None) };
        let from = quoted.unwrap_or(start + 1);
        let end = (from..limit)
            .find(|&at| self.ends_object(at, limit) && !self.lists(start, at))
            .unwrap_or(limit.max(from));
        (end > start).then_some(start..end)
    }

    /// Behind *, par la voix de son porte-parole,* if such a thing stands at `at`.
    fn behind_insertion(&self, at: usize, limit: usize) -> usize {
        let grammar = &self.lexicon.grammar;
        if self.text.lower(at) != "," || !grammar.prepositions.contains(self.text.lower(at + 1)) {
            return at;
        }
        (at + 2..limit.min(at + 14)).find(|&at| self.text.lower(at) == ",").map_or(at, |close| close + 1)
    }

    /// Where the object of the verb before `at` begins by the tree, behind a circumstance: *denuncia en una carta | el vertido*.
    fn object_by_tree(&self, at: usize, limit: usize) -> Option<usize> {
        let noun = self.text.child(at - 1, &["obj"]).filter(|&noun| noun >= at && noun < limit)?;
        let start = self.text.noun_phrase(noun).start;
        (start >= at && self.text.words[noun].upos == "NOUN").then_some(start)
    }

    /// Whether a verb of saying follows, with adverbs and auxiliaries before it at most: "… et promis une riposte".
    fn says_next(&self, at: usize, limit: usize) -> bool {
        let verb = (at..limit.min(at + 4)).find(|&at| {
            let word = &self.text.words[at];
            !(self.lexicon.grammar.auxiliaries.contains(&word.lower)
                || word.upos == "ADV"
                || self.lexicon.grammar.clitics.contains(&word.lower))
        });
        verb.is_some_and(|at| {
            let word = &self.text.words[at];
            word.upos == "VERB" && self.lexicon.verbs.contains_key(&word.lower)
        })
    }

    /// Whether the comma at `at` stands in a list that began behind `start`: "abuse, rape and looting".
    fn lists(&self, start: usize, at: usize) -> bool {
        let grammar = &self.lexicon.grammar;
        let closes = self.text.words[at..]
            .iter()
            .take(12)
            .take_while(|word| !word.is("."))
            .any(|word| grammar.coordinators.contains(&word.lower));
        self.text.lower(at) == ","
            && closes
            && self.text.words[at].head.is_some_and(|item| {
                let word = &self.text.words[item];
                item > at
                    && word.deprel == "conj"
                    && matches!(word.upos.as_str(), "NOUN" | "PROPN")
                    && word.head.is_some_and(|first| (start..at).contains(&first))
            })
    }

    /// Whether a verb without a subject of its own goes on behind a coordinator: "contested the facts | and filed a suit".
    fn does_next(&self, at: usize, limit: usize) -> bool {
        let verb = (at..limit.min(at + 4)).find(|&at| self.text.words[at].upos == "VERB");
        verb.is_some_and(|verb| {
            let finite = (at..=verb).any(|at| self.text.words[at].has("VerbForm=Fin"));
            finite
                && self.text.words[verb].deprel == "conj"
                && self.text.child(verb, &["nsubj"]).is_none()
                && (at..verb).all(|at| self.text.words[at].upos != "NOUN")
        })
    }

    pub(super) fn ends_object(&self, at: usize, limit: usize) -> bool {
        let grammar = &self.lexicon.grammar;
        let word = self.text.lower(at);
        let rest = &self.text.words[at..limit];
        let channel = self.lexicon.channel_openers.at(rest).is_some_and(|(len, ())| {
            (at + len..limit.min(at + len + 3))
                .any(|at| self.lexicon.channels.at(&self.text.words[at..limit]).is_some())
        });
        let stop = self.is_stop(at) && self.text.quote_at(at).is_none();
        word == ","
            || stop
            || channel
            || grammar.coordinators.contains(word)
                && (self.says_next(at + 1, limit) || self.does_next(at + 1, limit))
            || self.lexicon.time_openers.at(rest).is_some()
            || (grammar.times.contains(word) && !grammar.prepositions.contains(self.text.lower(at - 1)))
            || grammar.contrasts.iter().any(|contrast| contrast == word)
            || self.lexicon.prepositions.at(rest).is_some()
            || self.lexicon.citing.at(rest).is_some()
    }
}
