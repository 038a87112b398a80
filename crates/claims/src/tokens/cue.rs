//! Words that introduce what somebody says, with the auxiliaries and negations that belong to them.

use std::ops::Range;

use super::Reader;
use crate::lexicon::{Takes, Tense, VerbForm};

/// What a cue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Verb,
    Noun,
    Preposition,
}

/// Most words between quotation marks that only name something.
const SHORT: usize = 4;

/// A cue found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) kind: Kind,
    /// With auxiliaries and negation.
    pub(super) words: Range<usize>,
    /// Entries of the lexicon that fit, all with the same words.
    pub(super) entries: Vec<usize>,
    pub(super) tense: Option<Tense>,
    pub(super) negated: bool,
    /// A subject pronoun behind the verb: *déclare-t-il*, *a-t-il déclaré*.
    pub(super) pronoun: Option<Range<usize>>,
}

impl Reader<'_> {
    /// The cues of a sentence in their order.
    pub(super) fn cues(&self, sentence: Range<usize>) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = sentence.start;
        while at < sentence.end {
            if let Some((len, ())) = self.lexicon.idioms.at(&self.text.words[at..sentence.end]) {
                at += len;
                continue;
            }
            match self.cue_at(at, &sentence) {
                Some(cue) => {
                    at = cue.words.end.max(at + 1);
                    // "N'a ni confirmé ni infirmé" is one cue.
                    if found.last().is_some_and(|last: &Found| cue.words.start <= last.words.start) {
                        found.pop();
                    }
                    found.push(cue);
                }
                None => at += 1,
            }
        }
        let channels: Vec<usize> = (0..found.len()).filter(|&at| self.is_channel(&found, at)).collect();
        for at in channels.into_iter().rev() {
            found.remove(at);
        }
        found
    }

    /// *Said in an emailed | statement | that …*: the noun of a channel through which the verb before it speaks introduces nothing.
    fn is_channel(&self, cues: &[Found], at: usize) -> bool {
        let noun = &self.text.words[cues[at].words.start];
        let channel = cues[at].kind == Kind::Noun
            && noun.deprel == "obl"
            && self.lexicon.channels.at(&self.text.words[cues[at].words.clone()]).is_some();
        channel
            && cues[..at].iter().any(|verb| {
                verb.kind == Kind::Verb
                    && noun.head.is_some_and(|head| verb.words.contains(&head))
                    && self.entry_for(verb, Takes::Clause).is_some()
            })
    }

    fn cue_at(&self, at: usize, sentence: &Range<usize>) -> Option<Found> {
        let rest = &self.text.words[at..sentence.end];
        if let Some((len, ())) = self.lexicon.possessed.at(rest) {
            return Some(Found {
                kind: Kind::Preposition,
                words: at..at + len,
                entries: Vec::new(),
                tense: None,
                negated: false,
                pronoun: Some(at + 1..at + 2),
            });
        }
        if let Some(cue) = self.by_ones_account(at, sentence) {
            return Some(cue);
        }
        if let Some(cue) = self.preposition_with_verb(at, sentence) {
            return Some(cue);
        }
        if let Some((len, ())) = self.lexicon.prepositions.at(rest) {
            return Some(Found {
                kind: Kind::Preposition,
                words: at..at + len,
                entries: Vec::new(),
                tense: None,
                negated: false,
                pronoun: None,
            });
        }
        if self.opens_for(at, sentence) {
            return Some(Found {
                kind: Kind::Preposition,
                words: at..at + 1,
                entries: Vec::new(),
                tense: None,
                negated: false,
                pronoun: None,
            });
        }
        // "Its claim that …" is a noun, whatever the tagger takes it for.
        let possesses =
            |at: usize| self.text.words[at].has("Poss=Yes") || self.text.words[at].has("Case=Gen");
        let possessed = at > sentence.start && possesses(at - 1);
        let noun = self.lexicon.nouns.at(rest);
        if let Some(verb) = self.verb_at(at, sentence).filter(|_| !(possessed && noun.is_some())) {
            return Some(verb);
        }
        let (len, entry) = noun?;
        Some(Found {
            kind: Kind::Noun,
            words: at..at + len,
            entries: vec![entry],
            tense: None,
            negated: false,
            pronoun: None,
        })
    }

    /// *Según informó X*: a preposition and the verb of saying behind it, which is a part of the cue.
    fn preposition_with_verb(&self, at: usize, sentence: &Range<usize>) -> Option<Found> {
        let (len, ()) = self.lexicon.before_verbs.at(&self.text.words[at..sentence.end])?;
        let start = at + len;
        let verb = (start..sentence.end.min(start + 4)).find_map(|verb| self.verb_at(verb, sentence))?;
        let finite = !matches!(verb.tense, Some(Tense::Infinitive | Tense::Gerund));
        (finite && verb.words.start == start && self.entry_for(&verb, Takes::Clause).is_some())
            .then_some(Found { kind: Kind::Preposition, words: at..verb.words.end, ..verb })
    }

    /// *Pour X, …*: at the start of a sentence and before somebody who can speak.
    fn opens_for(&self, at: usize, sentence: &Range<usize>) -> bool {
        let first = !self.text.words[sentence.start..at].iter().any(crate::passage::Word::is_word);
        if !first || !self.lexicon.grammar.opinion_prepositions.contains(self.text.lower(at)) {
            return false;
        }
        let pronoun = self.lexicon.grammar.disjunctive_pronouns.contains(self.text.lower(at + 1));
        if pronoun && self.text.lower(at + 2) == "," {
            return self.has_finite(at + 3..sentence.end);
        }
        let Some(phrase) = self.phrase_after(at + 1, sentence.end) else { return false };
        let words = &self.text.words[phrase.clone()];
        // *Pour prendre une image, …*: what for, not whose view.
        if words.iter().any(|word| word.has("VerbForm=Inf")) {
            return false;
        }
        let person = words.iter().any(|word| word.entity == Some(hearsay_language::EntityKind::Person));
        let known = self.lexicon.metonyms.at(words).is_some()
            || crate::source::kind_word(words, self.lexicon).is_some();
        // "Pour le second": one of those who were named.
        let ordinal = words.len() == 2 && words[1].has("NumType=Ord");
        (person || known || ordinal)
            && self.text.lower(phrase.end) == ","
            && self.has_finite(phrase.end..sentence.end)
    }

    fn verb_at(&self, at: usize, sentence: &Range<usize>) -> Option<Found> {
        let grammar = &self.lexicon.grammar;
        let word = &self.text.words[at];
        let forms = self.lexicon.verbs.get(&word.lower)?;
        let group = self.group(at, sentence);
        // "Is said to", "was believed to": the outlet hedges.
        let hedged = |start: usize| {
            self.lexicon
                .hedges
                .at(&self.text.words[start..sentence.end])
                .is_some_and(|(len, _)| start + len > at)
        };
        if group.compound && (group.start..=at).any(hedged) {
            return None;
        }
        // "Mutually agreed platforms"; a "show" put between quotation marks.
        let answers = (sentence.start.max(at.saturating_sub(8))..at)
            .any(|open| self.text.lower(open) == "," && self.answers_at(open + 1, at).is_some());
        let attribute = word.deprel == "amod" && !group.compound && !group.negated && !answers;
        let named = self.text.quote_at(at).is_some_and(|quote| self.text.quotes[quote].inner.len() <= SHORT);
        if attribute || named {
            return None;
        }
        // A compound tense or a negation around it shows a verb better than a tagger does.
        // No verb of saying is spelt like an adverb or an exclamation.
        // What has a subject and no copula is a verb, whatever the tagger calls it; so is what ends "…, which Moscow denies".
        let subject = self.text.child(at, &["nsubj"]).is_some() && self.text.child(at, &["cop"]).is_none();
        let governs = subject || answers;
        let tagged = (governs || matches!(word.upos.as_str(), "VERB" | "AUX" | "ADV" | "INTJ" | "X"))
            && !grammar.adverbs.contains(&word.lower);
        // "Nous sommes": a form of *être*, whatever else is spelt so.
        if grammar.auxiliary_lemmas.contains(&word.lemma)
            && !forms.iter().any(|form| !self.lexicon.cues[form.cue].tail.is_empty())
        {
            return None;
        }
        // A sentence in which the tagger sees no verb at all has one all the same.
        let verbless = || {
            !self.text.words[sentence.clone()].iter().any(|word| matches!(word.upos.as_str(), "VERB" | "AUX"))
        };
        // "…, juge le sénateur": a verb of saying between a comma and somebody who can speak.
        let before_speaker = || {
            let next = self.text.words.get(at + 1);
            let opens = next.is_some_and(|next| next.capital() || grammar.determiners.contains(&next.lower));
            at > sentence.start
                && self.text.lower(at - 1) == ","
                && opens
                && self.phrase_after(at + 1, sentence.end).is_some_and(|phrase| self.head_speaks(&phrase))
        };
        let incise = || self.closes_before(at) && self.text.quote_at(at).is_none();
        let other = !word.upos.is_empty()
            && !tagged
            && (grammar.nouns_too.contains(&word.lower) || !verbless() && !incise())
            && !before_speaker();
        if !group.compound && !group.negated && (other || !tagged && self.is_noun_here(at, sentence)) {
            return None;
        }
        // "Fait-il valoir".
        let pronoun_at =
            |at: usize| grammar.inverted_pronouns.contains(self.text.lower(at)).then_some(at..at + 1);
        let within = pronoun_at(at + 1);
        let mut best: Option<(usize, Vec<usize>, Tense, usize)> = None;
        for form in forms {
            let cue = &self.lexicon.cues[form.cue];
            if !self.tense_fits(form.tense, at, sentence, group.compound) || (cue.negated && !group.negated) {
                continue;
            }
            let clitic = |word: &crate::passage::Word| grammar.reflexives.contains(&word.lower);
            if cue.reflexive && !self.text.words[group.start..at].iter().any(clitic) {
                continue;
            }
            let pronoun = |clitic: &String| (group.start..at).any(|at| self.text.lower(at) == clitic);
            if cue.clitic.as_ref().is_some_and(|clitic| !pronoun(clitic)) {
                continue;
            }
            let inverted = usize::from(within.is_some() && !cue.tail.is_empty());
            let behind = self.tail(&cue.tail, at + 1 + inverted, sentence.end);
            let behind = behind.map(|len| (len + inverted, group.start));
            let before = || {
                let start = self.tail_before(&cue.tail, group.start, sentence.start)?;
                Some((group.start - start, start))
            };
            let Some((tail, start)) = behind.or_else(before) else { continue };
            match &mut best {
                Some((len, entries, ..)) if *len == tail => {
                    if !entries.contains(&form.cue) {
                        entries.push(form.cue);
                    }
                }
                Some((len, ..)) if *len > tail => {}
                _ => best = Some((tail, vec![form.cue], form.tense, start)),
            }
        }
        let (tail, mut entries, tense, start) = best?;
        // *A fait savoir*: *fait* is a present too, but none behind an auxiliary.
        let participle = |form: &&VerbForm| form.tense == Tense::Participle && entries.contains(&form.cue);
        let tense = forms.iter().find(participle).filter(|_| group.compound).map_or(tense, |form| form.tense);
        let ahead = group.start - start;
        let tail = tail - ahead;
        // *S'est poursuivie* is not *a poursuivi*.
        let turned = self.text.words[group.start..at]
            .iter()
            .any(|word| grammar.third_person_reflexives.contains(&word.lower));
        // "Nous le sommes": a form of *être* and of *sommer*.
        let auxiliary = tail + ahead == 0 && grammar.auxiliaries.contains(&word.lower);
        if auxiliary || turned && !entries.iter().any(|&entry| self.lexicon.cues[entry].reflexive) {
            return None;
        }
        if entries.iter().any(|&entry| self.lexicon.cues[entry].reflexive) {
            entries.sort_by_key(|&entry| !self.lexicon.cues[entry].reflexive);
        }
        if entries.iter().any(|&entry| self.lexicon.cues[entry].negated) {
            entries.retain(|&entry| self.lexicon.cues[entry].negated);
        }
        let mut end = at + 1 + tail;
        let behind = pronoun_at(end);
        end += usize::from(behind.is_some());
        let behind = behind.or(within.filter(|within| within.end <= end));
        Some(Found {
            kind: Kind::Verb,
            words: start..end,
            entries,
            tense: Some(tense),
            negated: group.negated,
            pronoun: group.pronoun.or(behind),
        })
    }

    /// Number of words from `at` that make up `tail`, allowing an adverb or adjective before each.
    pub(super) fn tail(&self, tail: &[String], at: usize, end: usize) -> Option<usize> {
        let mut here = at;
        for word in tail {
            // Whoever is told may stand between: "рассказали газете о …".
            let told =
                |at: usize| self.text.words[at].has("Case=Dat") && !self.same(self.text.lower(at), word);
            let listeners = (here..end.min(here + 4)).take_while(|&at| told(at)).count();
            if here + listeners < end && self.same(self.text.lower(here + listeners), word) {
                here += listeners;
            }
            if here < end
                && !self.same(self.text.lower(here), word)
                && (self.lexicon.grammar.adverbs.contains(self.text.lower(here))
                    || self.lexicon.grammar.times.contains(self.text.lower(here))
                    || matches!(self.text.words[here].upos.as_str(), "ADJ" | "ADV"))
            {
                here += 1;
            }
            // *S'est | par ailleurs | engagé*, *appelle | quant à lui | au boycott*.
            if here < end
                && !self.same(self.text.lower(here), word)
                && let Some((len, ())) = self.lexicon.asides.at(&self.text.words[here..end])
            {
                here += len;
            }
            // *Parlent | , eux, | d'un naufrage*.
            here = self.behind_emphatic(here).unwrap_or(here);
            if here >= end || !self.same(self.text.lower(here), word) {
                return None;
            }
            here += 1;
        }
        Some(here - at)
    }

    /// Whether `found` is `word`, or a preposition's other form (*d'*, *du* of *de*).
    pub(super) fn same(&self, found: &str, word: &str) -> bool {
        found == word || self.lexicon.grammar.variants.get(word).is_some_and(|forms| forms.contains(found))
    }

    fn tense_fits(&self, tense: Tense, at: usize, sentence: &Range<usize>, compound: bool) -> bool {
        let before = if at > sentence.start { self.text.lower(at - 1) } else { "" };
        match tense {
            Tense::Participle => compound || self.shares_auxiliary(at),
            Tense::Infinitive => {
                compound && !self.lexicon.grammar.inflects_infinitives()
                    || self.light_verb(at, sentence).is_some()
                    || self.is_sequel(at, sentence)
                    || self.is_narrative(at, sentence)
            }
            Tense::Gerund => true,
            Tense::Present | Tense::Past | Tense::Future | Tense::Conditional => {
                !self.lexicon.grammar.infinitive_openers.contains(before)
                    || self.lexicon.grammar.negations.contains(before)
            }
        }
    }

    /// Whether the infinitive at `at` goes on with what is said: *avant d'ajouter*.
    fn is_sequel(&self, at: usize, sentence: &Range<usize>) -> bool {
        let before = at.saturating_sub(2).max(sentence.start);
        self.lexicon.sequels.at(&self.text.words[before..at]).is_some_and(|(len, ())| before + len == at)
    }

    /// *Et d'ajouter : « … »*: an infinitive that tells what was said next.
    fn is_narrative(&self, at: usize, sentence: &Range<usize>) -> bool {
        let grammar = &self.lexicon.grammar;
        at == sentence.start + 2
            && grammar.coordinators.contains(self.text.lower(sentence.start))
            && grammar.of.contains(self.text.lower(at - 1))
            && grammar.inflects_infinitives()
    }

    /// The verb before an infinitive that only says how something is said: *continue de dire*, *tient à préciser*.
    fn light_verb(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let grammar = &self.lexicon.grammar;
        let before = (sentence.start..at).rev().take(4).find(|&at| {
            !grammar.infinitive_openers.contains(self.text.lower(at))
                && !grammar.clitics.contains(self.text.lower(at))
                && self.text.words[at].upos != "ADV"
                && self.text.words[at].upos != "ADP"
        })?;
        let word = &self.text.words[before];
        // "Je voudrais remercier", "je dois dire": who speaks does it by saying so.
        let performs = word.has("Person=1") && grammar.performing_verbs.contains(&word.lemma);
        let apart = before + 1 < at + usize::from(!grammar.inflects_infinitives());
        (performs || apart && grammar.light_verbs.contains(&word.lemma)).then_some(before)
    }

    /// "A dénoncé A et promis B": a participle beside one that has the auxiliary.
    fn shares_auxiliary(&self, at: usize) -> bool {
        let word = &self.text.words[at];
        let first = word.head.filter(|_| word.deprel == "conj" && word.upos == "VERB");
        first.is_some_and(|first| self.text.child(first, &["aux"]).is_some() && first < at)
    }

    /// Whether a form that is often a noun stands as one.
    fn is_noun_here(&self, at: usize, sentence: &Range<usize>) -> bool {
        let grammar = &self.lexicon.grammar;
        let word = &self.text.words[at];
        if at > sentence.start && word.capital() && !self.text.shouts(at) {
            return true;
        }
        if !grammar.nouns_too.contains(&word.lower) {
            return false;
        }
        if at == sentence.start {
            return true;
        }
        let before = self.text.lower(at - 1);
        grammar.determiners.contains(before)
            || grammar.prepositions.contains(before)
            || (grammar.coordinators.contains(before)
                && at >= 2
                && grammar.nouns_too.contains(self.text.lower(at - 2)))
    }

    fn group(&self, at: usize, sentence: &Range<usize>) -> Group {
        let grammar = &self.lexicon.grammar;
        let mut group = Group { start: at, negated: false, compound: false, pronoun: None };
        let mut here = at;
        let infinitive = self.text.words[at].has("VerbForm=Inf");
        if let Some(light) = self.light_verb(at, sentence).filter(|_| infinitive) {
            group.start = light;
            group.compound = true;
            here = light;
        }
        while here > sentence.start && at - here < 8 {
            // *N'a | , lui, | recensé que …*.
            if here > sentence.start + 3 && self.behind_emphatic(here - 3) == Some(here) {
                here -= 3;
                continue;
            }
            let word = self.text.lower(here - 1);
            let name = self.text.words[here - 1].capital() && !self.text.shouts(here - 1);
            if name && here - 1 > sentence.start {
                break;
            }
            let (negation, auxiliary) =
                (grammar.negations.contains(word), grammar.auxiliaries.contains(word));
            // "Didn't" is both.
            if negation || auxiliary {
                group.negated |= negation;
                group.compound |= auxiliary;
                group.start = here - 1;
            } else if grammar.inverted_pronouns.contains(word) {
                group.pronoun = Some(here - 1..here);
            } else if self.neither(here, sentence) {
                // The other participle is a part of the cue.
            } else if grammar.clitics.contains(word) && self.text.words[here - 1].deprel != "nsubj" {
                group.start = here - 1;
            } else if !grammar.adverbs.contains(word)
                && !grammar.negation_words.contains(word)
                && self.text.words[here - 1].upos != "ADV"
            {
                break;
            }
            here -= 1;
        }
        let whole = |words: Range<usize>| {
            words.into_iter().any(|at| grammar.negation_words.contains(self.text.lower(at)))
        };
        // "Ne confirme que deux morts" restricts.
        let restricts = self.lexicon.negation.restricts.contains(self.text.lower(at + 1));
        if group.negated && restricts && !whole(group.start..at) {
            group.negated = false;
        }
        // "N'a cessé de dire" says it: the negation is that of the verb before, unless it is a whole one.
        if infinitive && group.compound && group.negated {
            group.negated = whole(group.start..at);
        }
        group
    }

    /// Whether before word `at`, itself behind *ni*, another participle of saying stands behind one: *ni confirmé | ni infirmé*.
    fn neither(&self, at: usize, sentence: &Range<usize>) -> bool {
        let negates = |at: usize| self.lexicon.grammar.negation_words.contains(self.text.lower(at));
        at >= sentence.start + 2
            && negates(at)
            && negates(at - 2)
            && self.lexicon.verbs.contains_key(self.text.lower(at - 1))
    }

    /// The first entry of a cue that takes `frame`.
    pub(super) fn entry_for(&self, cue: &Found, frame: Takes) -> Option<usize> {
        cue.entries.iter().copied().find(|&entry| self.lexicon.cues[entry].takes(frame))
    }
}

struct Group {
    start: usize,
    negated: bool,
    compound: bool,
    pronoun: Option<Range<usize>>,
}
