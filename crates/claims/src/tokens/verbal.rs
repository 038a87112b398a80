//! Verbs of saying: the layouts of source, cue and what is said.

use std::ops::Range;

use hearsay_core::{Certainty, Stance};

use super::Reader;
use super::cue::Found;
use super::said::Said;
use crate::attribution::{Attribution, Stands};
use crate::lexicon::{Takes, Tense};
use crate::tree::meet;

impl Reader<'_> {
    pub(super) fn verbal(
        &self,
        cue: &Found,
        sentence: &Range<usize>,
        next: Option<&Range<usize>>,
        earlier: &[Attribution],
    ) -> Option<Attribution> {
        if let Some(insertion) = self.as_said(cue, sentence, earlier) {
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
        if asked || self.only_describes(cue) || self.only_asked(cue, sentence) || self.is_asked(cue) {
            return None;
        }
        let after = self.said_after(cue, sentence, next);
        // What stands before the verb is its subject, where the tree says so, and nothing that is said.
        let subject = self.subject_by_tree(cue).filter(|subject| {
            subject.end <= cue.words.start && !self.is_incise(cue, sentence) && !self.set_beside(cue)
        });
        let spoken = self
            .said_before(cue, sentence)
            .filter(|before| after.is_none() || before.direct && before.content.end > sentence.start)
            .filter(|before| {
                // "A died, the mayor said, and B was hurt": who says it stands in the midst of it.
                let set_in = |subject: &Range<usize>| {
                    before.content.contains(&cue.words.start)
                        && subject.start > before.content.start
                        && self.text.lower(subject.start - 1) == ","
                };
                let inside = |subject: &Range<usize>| {
                    subject.start < cue.words.start
                        && before.content.contains(&subject.start)
                        && !set_in(subject)
                };
                before.direct || !subject.as_ref().is_some_and(inside)
            })
            .filter(|before| {
                // A quotation behind the subject's beginning is a nickname or the like.
                let silent = !before.direct && self.entry_for(cue, Takes::Silent).is_none();
                silent || subject.as_ref().is_none_or(|subject| subject.start >= before.content.end)
            });
        let spoken = spoken.filter(|before| !self.said_elsewhere(before, cue, sentence, earlier));
        // "…, officials told Reuters": who stands between what is said and the verb says it.
        let apart =
            |spoken: &Said| subject.as_ref().is_some_and(|subject| subject.start >= spoken.content.end);
        let inverted =
            spoken.as_ref().filter(|spoken| !apart(spoken)).and_then(|_| self.inverted(cue, sentence));
        let quoting = self.quoting(cue, sentence).filter(|(start, verb, at)| start == verb && verb + 1 < *at);
        let mut source = match (&cue.pronoun, inverted) {
            (Some(pronoun), _) => Some(pronoun.clone()),
            (None, Some(inverted)) => Some(inverted),
            // "Un abri si long, | ironise un officier, « cela fait beaucoup de pêcheurs »".
            (None, None) if self.lexicon.grammar.inverts && self.is_incise(cue, sentence) => {
                self.inverted(cue, sentence)
            }
            (None, None) => self.subject(cue, sentence, earlier),
        };
        if source.as_ref().is_some_and(|source| self.is_speaker_or_reader(source, cue)) {
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
                && source.as_ref().is_some_and(|source| meet(source, &said.content))
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
            // "Ministers were told that …": whoever is told says nothing, the agent does.
            let passive = !said.before && self.is_passive(cue);
            let agent = self.agent(cue, said.content.start).filter(|_| passive);
            let told_of = agent.is_some() || passive && self.lexicon.cues[said.entry].takes(Takes::Tell);
            if told_of {
                source = agent;
            }
            let nobody = nobody || told_of && source.is_none();
            if nobody && self.lexicon.cues[said.entry].certainty == Some(Certainty::Unknown) {
                return None;
            }
            // "Ont confirmé à Places & Marchés | deux sources proches du dossier".
            let cut = source.as_ref().map(|source| source.start);
            let listener = said.addressee.map(|told| match cut {
                Some(cut) if told.contains(&cut) && cut > told.start => told.start..cut,
                _ => told,
            });
            let content = self.before_main_clause(cue, said.content, sentence);
            let unknown = content.start > cue.words.end
                && self.not_known(cue.words.end, content.start + 1) == Some(content.start);
            // "X quoted Y as saying": X passes on what Y said.
            let relay = quoting.and_then(|(start, ..)| self.phrase_before(start, sentence));
            let mut found = Self::attribution(
                cue,
                said.entry,
                source,
                relay.or(told).or(listener),
                Some(content),
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
                // "Told Reuters that …, adding that …".
                found.addressee = found.addressee.or_else(|| main.addressee.clone());
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
            let denies = self.lexicon.cues[entry].stance() == Stance::Denies;
            let object = if denies { self.uncalled(object) } else { object };
            let taken_up = self.takes_up(&object) && self.entry_for(cue, Takes::Silent).is_some();
            let clause = self.clause_of(&object, sentence);
            let object = clause.or(Some(object).filter(|_| !taken_up));
            return Some(Self::attribution(cue, entry, Some(source), None, object, false));
        }
        if let Some(denied) = self.gerund(cue, &source, sentence) {
            return Some(denied);
        }
        let valued = || self.called(cue, &source, sentence).or_else(|| self.valued(cue, &source, sentence));
        if let Some(valued) = valued() {
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

    /// *Assurant n'avoir rien signé, | la maire a démenti …*: what is said in words that open a sentence ends before the clause that they
    /// open.
    fn before_main_clause(
        &self,
        cue: &Found,
        content: Range<usize>,
        sentence: &Range<usize>,
    ) -> Range<usize> {
        let end = || {
            let verb = self.text.top(cue.words.clone()).filter(|&verb| verb < content.start)?;
            let root = content.clone().find(|&at| self.text.words[at].head.is_none())?;
            let subject = self.text.child(root, &["nsubj"]).filter(|subject| content.contains(subject))?;
            let apart = self.text.quote_at(root) == self.text.quote_at(verb)
                && !self.text.subtree(verb).contains(&root)
                && sentence.contains(&root);
            let start = self.text.noun_phrase(subject).start;
            (content.start + 1..start).rfind(|&at| self.text.lower(at) == ",").filter(|_| apart)
        };
        content.start..end().unwrap_or(content.end)
    }

    /// *« A », dit-elle.* | *Le groupe annonce son départ*; *« A. »* | *Elle relève la tête*: a quotation of the sentence before is not said
    /// by a verb that has an object of its own, nor where somebody has said it.
    fn said_elsewhere(
        &self,
        said: &Said,
        cue: &Found,
        sentence: &Range<usize>,
        earlier: &[Attribution],
    ) -> bool {
        let object = || {
            let object = self.object_of(&cue.words).filter(|&object| object >= cue.words.end)?;
            matches!(self.text.words[object].upos.as_str(), "NOUN" | "PROPN").then_some(object)
        };
        let taken = || {
            let meets = |other: &Range<usize>| meet(other, &said.content);
            earlier.iter().any(|other| other.content.as_ref().is_some_and(meets))
        };
        said.content.end <= sentence.start && (object().is_some() || taken())
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

    /// *Le maire n'a pas mâché ses mots*: the main verb of `clause` where it only announces that somebody speaks, its subject, and which
    /// of the two ways of that it is.
    pub(crate) fn announcing(&self, clause: &Range<usize>) -> Option<(Range<usize>, Range<usize>, Takes)> {
        let sentence = self.text.sentence_of(clause.start);
        self.cues(sentence).into_iter().filter(|cue| clause.contains(&cue.words.start)).find_map(|cue| {
            let frame = [Takes::Announces, Takes::Addresses]
                .into_iter()
                .find(|&frame| self.entry_for(&cue, frame).is_some())?;
            let top = self.text.top(cue.words.clone())?;
            self.text.is_outermost(top, clause).then_some(())?;
            let source = self.subject_by_tree(&cue)?;
            let pronoun = self.lexicon.grammar.subject_pronouns.contains(self.text.lower(source.start));
            (pronoun || self.head_speaks(&source)).then_some((cue.words, source, frame))
        })
    }

    /// *A statement posted on its website*: a participle that belongs to a noun.
    pub(super) fn only_qualifies(&self, cue: &Found) -> bool {
        self.text.top(cue.words.clone()).is_some_and(|top| {
            self.text.words[top].deprel == "acl" && self.text.words[top].has("VerbForm=Part")
        })
    }

    /// *A person briefed on the case*, *a video posted on an app*: a participle without an agent that describes a noun which did not say it.
    fn only_describes(&self, cue: &Found) -> bool {
        self.only_qualifies(cue)
            && self.text.top(cue.words.clone()).is_some_and(|top| {
                let auxiliary = self.text.child(top, &["aux"]).is_some();
                let agent = self
                    .text
                    .subtree(top)
                    .any(|at| self.lexicon.grammar.agents.contains(self.text.lower(at)));
                self.text.words[top].has("Voice=Pass") && !auxiliary && !agent
            })
    }

    /// *The deputy, asked whether the bill was paid, hung up*: a participle between commas, of whom somebody else asked.
    fn only_asked(&self, cue: &Found, sentence: &Range<usize>) -> bool {
        let open = cue.words.start;
        let close = || (open..sentence.end).find(|&at| self.text.lower(at) == ",");
        let goes_on = |close: usize| {
            self.text.words[close + 1..sentence.end].iter().any(|word| word.has("VerbForm=Fin"))
        };
        cue.words.len() == 1
            && open > sentence.start
            && self.text.lower(open - 1) == ","
            && matches!(cue.tense, Some(Tense::Participle | Tense::Past))
            && self.entry_for(cue, Takes::Whom).is_some()
            && self.lexicon.grammar.interrogatives.contains(self.text.lower(cue.words.end))
            && close().is_some_and(goes_on)
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
    fn as_said(&self, cue: &Found, sentence: &Range<usize>, earlier: &[Attribution]) -> Option<Attribution> {
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
                let start = match self.behind_relays(close, body_end) {
                    behind if behind > close && self.text.lower(behind) == "," => behind + 1,
                    _ => close + 1,
                };
                start..self.clause_end(start, sentence).min(body_end)
            }
            None if open > sentence.start + 2 => self.clause_start(open - 1, sentence)..open - 1,
            _ => return None,
        };
        // "Il assure n'avoir rien vendu, comme le prétendent ses rivaux": somebody says it already.
        if open > sentence.start && earlier.iter().any(|other| content.contains(&other.cue.start)) {
            return None;
        }
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
            let source =
                self.place_behind(cue, sentence).or_else(|| self.phrase_after(cue.words.end, body_end))?;
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
            && (matches!(self.text.words[verb].upos.as_str(), "VERB" | "AUX" | "ADV" | "PART" | "PRON")
                || self.text.words[verb].has("Variant=Short"))
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
        let takes_up =
            |at: usize| self.lexicon.sentence_before.at(&self.text.words[at..cue.words.end]).is_some();
        let before = lead.clone().any(takes_up);
        // *Lo anunció el alcalde*: a pronoun that belongs to the cue, where the verb is no answer to the sentence before.
        let clitic = || takes_up(sentence.start) && self.entry_for(cue, Takes::Silent).is_none();
        if !before && !clitic() {
            return None;
        }
        let entry = self.entry_for(cue, Takes::Clause)?;
        let index = self.text.sentences.iter().position(|other| other == sentence)?;
        let before = self.text.sentences.get(index.checked_sub(1)?)?.clone();
        let source = self.inverted(cue, sentence).or_else(|| self.subject(cue, sentence, &[]))?;
        Some(Self::attribution(cue, entry, Some(source), None, Some(self.text.trim(before)), false))
    }

    pub(super) fn attribution(
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

    /// *…, relève l'institut, …*: a verb between a comma and somebody who can speak, behind whom the sentence halts. The tree may take
    /// it for one more thing that the subject before does.
    pub(super) fn is_incise(&self, cue: &Found, sentence: &Range<usize>) -> bool {
        let commas = (sentence.start..cue.words.start).filter(|&at| self.text.lower(at) == ",").count();
        let own = commas != 1
            && self
                .text
                .top(cue.words.clone())
                .is_some_and(|verb| self.text.child(verb, &["nsubj"]).is_some_and(|subject| subject < verb));
        let body_end = self.body_end(sentence);
        !own && self.closes_before(cue.words.start)
            && self.phrase_after(cue.words.end, body_end).is_some_and(|source| {
                self.head_speaks(&source) && (source.end == body_end || self.text.lower(source.end) == ",")
            })
    }
}
