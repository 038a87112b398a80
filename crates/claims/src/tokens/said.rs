//! What is said, before a verb of saying and behind it.

use std::ops::Range;

use hearsay_core::Stance;

use super::Reader;
use super::cue::Found;
use crate::attribution::Attribution;
use crate::lexicon::{Takes, Tense};

/// A content found, with the entry that takes it.
pub(super) struct Said {
    pub(super) content: Range<usize>,
    pub(super) entry: usize,
    pub(super) direct: bool,
    pub(super) addressee: Option<Range<usize>>,
    /// The sentence's words outside content and cue may hold an inverted source.
    pub(super) before: bool,
}

impl Said {
    /// What stands behind the cue, in no quotation of its own.
    fn behind(content: Range<usize>, entry: usize) -> Self {
        Self { content, entry, direct: false, addressee: None, before: false }
    }

    fn to(self, addressee: Option<Range<usize>>) -> Self {
        Self { addressee, ..self }
    }
}

impl Reader<'_> {
    /// *Quoted the governor as saying*; *was quoted as saying*: whoever is quoted.
    pub(super) fn quoted_as(&self, cue: &Found, sentence: &Range<usize>) -> Option<Range<usize>> {
        let (_, verb, at) = self.quoting(cue, sentence)?;
        let object = self.text.trim(verb + 1..at);
        // "Was quoted by Interpress as saying".
        if object.is_empty() || self.lexicon.grammar.agents.contains(self.text.lower(object.start)) {
            return self.phrase_before(verb, sentence).or_else(|| self.leading_phrase(sentence, verb));
        }
        Some(object)
    }

    /// For a gerund behind "as" the cue of quoting before it: where it begins, its verb, and the "as".
    pub(super) fn quoting(&self, cue: &Found, sentence: &Range<usize>) -> Option<(usize, usize, usize)> {
        (cue.tense == Some(Tense::Gerund)).then(|| self.quoted_before(cue.words.start, sentence))?
    }

    /// The same for a gerund at `gerund`.
    fn quoted_before(&self, gerund: usize, sentence: &Range<usize>) -> Option<(usize, usize, usize)> {
        let at = gerund.checked_sub(1).filter(|&at| at > sentence.start)?;
        if !self.lexicon.grammar.as_words.contains(self.text.lower(at)) {
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

    /// *X | quoted | Y as saying*, *Y | was quoted as saying*: the cue is the verb of quoting, with what follows it in the passive. That
    /// verb introduces nothing else.
    pub(super) fn quoting_cues(&self, found: &mut Vec<Attribution>) {
        let mut verbs = Vec::new();
        for other in found.iter_mut() {
            let sentence = self.text.sentence_of(other.cue.start);
            let says = other.entry.is_some_and(|entry| self.lexicon.cues[entry].takes(Takes::Quote));
            if let Some((start, verb, _)) = self.quoted_before(other.cue.start, &sentence).filter(|_| says) {
                verbs.push((verb, other.cue.clone()));
                other.cue = start..if start == verb { verb + 1 } else { other.cue.end };
            }
        }
        found.retain(|other| {
            let again = |(verb, gerund): &(usize, Range<usize>)| {
                other.cue.contains(verb)
                    && other.content.as_ref().is_some_and(|content| content.contains(&gerund.start))
            };
            !verbs.iter().any(again)
        });
    }

    /// What is said before the verb, where the verb stands behind it or is inserted in it.
    pub(super) fn said_before(&self, cue: &Found, sentence: &Range<usize>) -> Option<Said> {
        let grammar = &self.lexicon.grammar;
        let mut left = cue.words.start;
        if let Some((quotes, ..)) = self.quoting(cue, sentence) {
            // "…, TASS quoted the ministry as saying".
            left = self.phrase_before(quotes, sentence)?.start;
        } else if cue.pronoun.is_none()
            && (!self.closes_before(left) || self.entry_for(cue, Takes::Tell).is_some())
        {
            let tree = self.subject_by_tree(cue).filter(|subject| subject.end < left);
            let near = self.before_relative(left, sentence).or_else(|| self.phrase_before(left, sentence));
            let near = near.filter(|phrase| phrase.len() < 30);
            left = [near, tree].into_iter().flatten().map(|phrase| phrase.start).min()?;
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
        // "…, opina | el politólogo": where a subject may stand behind its verb, the tree may take it for an object.
        let speaker = grammar.free_order
            && self.subject_by_tree(cue).is_none()
            && self
                .phrase_after(cue.words.end, self.body_end(sentence))
                .is_some_and(|phrase| self.head_speaks(&phrase));
        if own && !speaker && self.entry_for(cue, Takes::Tell).is_none() && !self.set_beside(cue) {
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
    pub(super) fn around(&self, before: Range<usize>, cue: &Found, sentence: &Range<usize>) -> Range<usize> {
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

    /// Whether nothing but a source and circumstances follows the cue, up to a comma or the sentence's end.
    pub(super) fn ends_saying(&self, cue: &Found, sentence: &Range<usize>) -> bool {
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

    pub(super) fn said_after(
        &self,
        cue: &Found,
        sentence: &Range<usize>,
        next: Option<&Range<usize>>,
    ) -> Option<Said> {
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
                if grammar.free_order && at == start && self.is_title(quote) {
                    at = self.text.quotes[quote].outer.end;
                    continue;
                }
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
                    return Some(Said::behind(content, entry));
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
                    return Some(Said::behind(start..self.clause_end(start, sentence).min(body_end), entry));
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
                return (at + 1 < body_end)
                    .then(|| Said::behind(at + 1..body_end, entry).to(self.addressee(start, at)));
            }
            let opener = self.complements(at);
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
                return (from < end).then(|| {
                    Said::behind(from..end, self.by_mood(cue, entry, from..end)).to(self.addressee(start, at))
                });
            }
            if at == start
                && let Some(said) = self.judged(cue, at, sentence)
            {
                return Some(said);
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
        self.blamed(cue, start, sentence).or_else(|| self.zero(cue, start, sentence))
    }

    /// *Culpa a | los separatistas del derribo*: whoever is accused, with what of, where the tree ties that to them.
    fn blamed(&self, cue: &Found, start: usize, sentence: &Range<usize>) -> Option<Said> {
        let entry = self.entry_for(cue, Takes::Whom)?;
        let accuses = self.lexicon.cues[entry].stance() == Stance::Accuses;
        let object = self.lexicon.grammar.object_prepositions.contains(self.text.lower(start));
        let end = self.clause_end(start + 1, sentence).min(self.body_end(sentence));
        (accuses && object && start + 1 < end).then_some(Said::behind(start + 1..end, entry))
    }

    /// Whether a word opens a clause: *that*, but not in *that night* or *that is a lie*.
    pub(super) fn complements(&self, at: usize) -> bool {
        self.lexicon.grammar.complementizers.contains(self.text.lower(at))
            && !self.text.words[at].has("PronType=Dem")
    }

    /// *Suggère que le vaccin est sûr*, *suggère qu'il parte*: of a verb that both states and requests, the entry that fits the
    /// mood of its clause.
    pub(super) fn by_mood(&self, cue: &Found, entry: usize, clause: Range<usize>) -> usize {
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
    pub(super) fn partly_quoted(
        &self,
        cue: &Found,
        at: usize,
        quote: usize,
        sentence: &Range<usize>,
    ) -> Option<Said> {
        let quote = &self.text.quotes[quote];
        let behind = quote.outer.end;
        let goes_on = self.lexicon.grammar.determiners.contains(self.text.lower(behind))
            || self.lexicon.grammar.complementizers.contains(self.text.lower(behind));
        if quote.inner.len() > 4 || self.has_finite(quote.inner.clone()) || !goes_on {
            return None;
        }
        let entry = self.entry_for(cue, Takes::Quote)?;
        let end = self.clause_end(behind, sentence).min(self.body_end(sentence));
        Some(Said::behind(at..end, entry))
    }

    /// *Juge prématuré de parler de reprise*, *estime normal que …*: an adjective and the act or the clause that it judges.
    fn judged(&self, cue: &Found, at: usize, sentence: &Range<usize>) -> Option<Said> {
        let grammar = &self.lexicon.grammar;
        let entry = self
            .entry_for(cue, Takes::Infinitive)
            .filter(|&entry| self.lexicon.cues[entry].stance() == Stance::Opines)?;
        let adjective = (at..sentence.end.min(at + 3)).find(|&at| self.text.words[at].upos != "ADV")?;
        let next = adjective + 1;
        let act = grammar.infinitive_markers.contains(self.text.lower(next))
            && self.infinitive_at(next, sentence.end).is_some();
        let clause = grammar.complementizers.contains(self.text.lower(next));
        let end = self.clause_end(at, sentence).min(self.body_end(sentence));
        let judges = self.text.words[adjective].upos == "ADJ" && !grammar.infinitive_endings.is_empty();
        (judges && (act || clause) && next + 1 < end).then_some(Said::behind(at..end, entry))
    }

    /// An infinitive directly behind the verb: *affirme avoir abattu*, *claims to have shot down*.
    pub(super) fn infinitive(&self, cue: &Found, at: usize, sentence: &Range<usize>) -> Option<Said> {
        let entry = self.entry_for(cue, Takes::Infinitive)?;
        let mut at = at;
        let grammar = &self.lexicon.grammar;
        if let Some((len, ())) = self.lexicon.asides.at(&self.text.words[at..sentence.end.max(at)]) {
            at += len;
        }
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
            return Some(Said::behind(at..end, entry).to(self.spoken_to(cue, sentence)));
        }
        let start = start + usize::from(grammar.infinitive_markers.contains(self.text.lower(start)));
        if let Some(unknown) = self.not_known(start, end) {
            return Some(Said::behind(unknown..end, entry).to(self.spoken_to(cue, sentence)));
        }
        Some(Said::behind(start..end, entry).to(self.spoken_to(cue, sentence)))
    }

    /// *Dit ignorer où …*: behind an infinitive of not knowing, where what is not known begins.
    pub(super) fn not_known(&self, start: usize, end: usize) -> Option<usize> {
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
    pub(super) fn whom(&self, cue: &Found, start: usize, at: usize, sentence: &Range<usize>) -> Option<Said> {
        let entry = self.entry_for(cue, Takes::Whom)?;
        let opener = self.text.lower(at);
        let grammar = &self.lexicon.grammar;
        // "Told Reuters on condition of anonymity": what one asks somebody is an infinitive.
        let accuses = self.lexicon.cues[entry].stance() == Stance::Accuses;
        if grammar.infinitive_endings.is_empty() && grammar.of.contains(opener) && !accuses {
            return None;
        }
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
        let told = (start..at).find(|&at| {
            let word = self.text.lower(at);
            !grammar.adverbs.contains(word) || grammar.addressees.contains(word)
        });
        let indirect = told.is_some_and(|at| grammar.addressees.contains(self.text.lower(at)));
        let start = match told {
            // *Acusa a la guerrilla de …*: the preposition of a person who is an object.
            Some(told) if grammar.object_prepositions.contains(self.text.lower(told)) => told + 1,
            _ if start == at || indirect => at + 1,
            _ => self.behind_times(start, at),
        };
        (at + 1 < end).then_some(Said::behind(start..end, entry))
    }

    /// A clause without *that*: "said the jet was lost", "told Reuters the jet was lost".
    pub(super) fn zero(&self, cue: &Found, at: usize, sentence: &Range<usize>) -> Option<Said> {
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
        (opens && !self.closes_before(cue.words.start) && self.has_finite(start..end))
            .then(|| Said::behind(start..end, self.by_mood(cue, entry, start..end)).to(addressee))
    }
}
