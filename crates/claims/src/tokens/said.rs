//! What is said, before a verb of saying and behind it.

use std::ops::Range;

use super::Reader;
use super::cue::Found;
use crate::lexicon::Takes;

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
    pub(super) fn behind(content: Range<usize>, entry: usize) -> Self {
        Self { content, entry, direct: false, addressee: None, before: false }
    }

    pub(super) fn to(self, addressee: Option<Range<usize>>) -> Self {
        Self { addressee, ..self }
    }
}

impl Reader<'_> {
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
                .is_some_and(|phrase| self.head_speaks(&phrase))
            || grammar.inverts && self.is_incise(cue, sentence);
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
            Some(subject) => subject.start >= cue.words.end || self.is_incise(cue, sentence),
            None => {
                cue.pronoun.is_some()
                    || self.inverted(cue, sentence).is_some_and(|source| self.head_speaks(&source))
            }
        };
        let finite = self.has_finite(content.clone());
        // "D'après l'acte, que nous avons lu, | un témoin avait signalé …": whose word it is says nothing itself.
        let account =
            self.lexicon.prepositions.at(&self.text.words[content.clone()]).and_then(|(len, ())| {
                let source = self.phrase_after(content.start + len, content.end)?;
                Some(self.behind_relative(&source, source.end, content.end + 1))
            });
        if account.is_some_and(|behind| behind + 1 >= content.end) {
            return None;
        }
        // "Faux, rétorque le ministère".
        let denial = self.lexicon.denials.at(&self.text.words[content.clone()]);
        let whole = denial.is_some_and(|(len, ())| len == content.len());
        // "Vingt mille, clame son parti": where only a verb of saying stands before its subject, few words are enough.
        let brief = grammar.inverts && behind;
        let long = content.len() > 2 - usize::from(finite);
        // Where a verb of saying stands before its subject behind what is said, none behind its subject does so.
        let finite = finite && (behind || !grammar.inverts);
        let clause = (whole || brief || long) && (behind && inverted() || finite);
        let in_quote = self.text.quote_at(cue.words.start);
        (clause && self.ends_saying(cue, sentence)).then_some(Said {
            content,
            entry,
            direct: in_quote.is_some(),
            addressee: self.spoken_to(cue, sentence),
            before: true,
        })
    }

    /// Whether what stands at `at`, behind a comma, is a relative of the verb's object: *conteste ces chiffres, | qu'il juge faux*.
    fn continues_object(&self, cue: &Found, start: usize, at: usize) -> bool {
        let comma = at.checked_sub(1).filter(|&comma| comma > start && self.text.lower(comma) == ",");
        let only = comma.filter(|&comma| !(start..comma).any(|at| self.text.lower(at) == ","));
        let object = self.object_of(&cue.words);
        self.lexicon.grammar.inverts
            && only.is_some_and(|comma| object.is_some_and(|object| (start..comma).contains(&object)))
    }

    /// The content around an inserted cue: to the sentence's end where the sentence goes on behind it.
    pub(super) fn around(&self, before: Range<usize>, cue: &Found, sentence: &Range<usize>) -> Range<usize> {
        let end = self.body_end(sentence);
        let behind = match &cue.pronoun {
            None if self.closes_before(cue.words.start) => match self.inverted(cue, sentence) {
                Some(source) => self.behind_setting(source.end, end),
                None => return before,
            },
            Some(_) => cue.words.end,
            None => self.behind_setting(cue.words.end, end),
        };
        let quote = self.text.quote_at(before.start);
        let limit = quote.map_or(end, |quote| self.text.quotes[quote].inner.end.min(end));
        // By the tree what follows belongs to what was said before, or that to it ("the dossier, she says, is thin"), or it is a clause.
        let tied = |words: Range<usize>, to: Range<usize>| {
            words.into_iter().any(|at| {
                let word = &self.text.words[at];
                word.deprel != "punct" && word.head.is_some_and(|head| to.contains(&head))
            })
        };
        let split = cue.pronoun.is_some() && tied(before.clone(), behind..limit);
        let belongs = split || tied(behind..limit, before.clone());
        let joined = self.lexicon.grammar.coordinators.contains(self.text.lower(behind + 1));
        // "…, Reuters reported, citing two officials".
        let linked = self.links_at(behind + 1, limit);
        // "…, he said on Thursday, denying reports that …": behind what was said of the saying only what is tied to what was said.
        let apart = behind > cue.words.end && cue.pronoun.is_none() && !self.closes_before(cue.words.start);
        let goes_on = !linked
            && (!apart || belongs || joined)
            && self.text.lower(behind) == ","
            && (limit > behind + 3 || split)
            && !self.cue_opens(behind + 1, limit)
            && !self.lexicon.grammar.relatives.contains(self.text.lower(behind + 1))
            && (belongs || joined || self.has_finite(behind + 1..limit));
        if goes_on { before.start..limit } else { before }
    }

    /// *Les prix, note la banque | dans une étude, montent*: behind the circumstances of saying at `at` that a comma closes.
    fn behind_setting(&self, at: usize, limit: usize) -> usize {
        const CIRCUMSTANCE: usize = 10;
        let grammar = &self.lexicon.grammar;
        let opener = self.text.lower(at);
        let opens = grammar.prepositions.contains(opener) || grammar.times.contains(opener);
        let close = (at..limit.min(at + CIRCUMSTANCE)).find(|&at| self.text.lower(at) == ",");
        close.filter(|&close| opens && !self.has_finite(at..close)).unwrap_or(at)
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
        // "« Mon fils m'a dit hier : maman, j'ai froid », raconte …".
        let quote = self.text.quote_at(cue.words.start).map(|quote| self.text.quotes[quote].inner.end);
        let body_end = quote.map_or(body_end, |end| body_end.min(end.max(cue.words.end)));
        let start = cue.words.end
            + usize::from(cue.pronoun.as_ref().is_some_and(|pronoun| pronoun.start == cue.words.end));
        // "Said, without giving evidence, that …".
        let behind = self.behind_insertion(start, body_end);
        let opens = grammar.complementizers.contains(self.text.lower(behind))
            || behind > start && self.infinitive_at(behind, body_end).is_some();
        let start = if opens { behind } else { start };
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
                // "Redoute des incidents : « … », | a fait valoir sa secrétaire": the next verb's.
                if at > start
                    && self.text.lower(behind) == ","
                    && next.is_some_and(|next| next.start == behind + 1)
                {
                    break;
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
                // "Invite les deux camps « à faire vite »".
                let act = || {
                    at > start
                        && grammar.infinitive_markers.contains(self.text.lower(inner.start))
                        && self.infinitive_at(inner.start, inner.end).is_some()
                };
                let whom = self.entry_for(cue, Takes::Whom).filter(|_| marker.is_some() || act());
                if let Some(entry) = whom {
                    return Some(Said::behind(start..self.clause_end(start, sentence).min(body_end), entry));
                }
                // "Annonçait le retour de la peine de mort « à titre expérimental »": a quoted part of an object.
                let within = self.object_of(&cue.words).is_some_and(|object| {
                    (start..at).contains(&object) && self.text.words[object].upos == "NOUN"
                });
                if !close && within && self.entry_for(cue, Takes::Object).is_some() {
                    return None;
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
                        addressee: self.listening(cue, start..at, sentence),
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
                return (at + 1 < body_end).then(|| {
                    Said::behind(at + 1..body_end, entry).to(self.listening(cue, start..at, sentence))
                });
            }
            // "Dénonce des marges que personne ne contrôle".
            let of_noun = || self.text.words[at].head.is_some_and(|verb| self.describes(verb, &(start..at)));
            let opener = self.complements(at)
                && !self.continues_object(cue, start, at)
                && !((self.text.words[at].has("PronType=Rel") || self.text.words[at].upos == "PRON")
                    && of_noun());
            // "Nie toute implication, alors que …".
            let contrast = opener
                && at > start
                && self.lexicon.contrasts.at(&self.text.words[at - 1..]).is_some_and(|(len, ())| len > 1);
            // "Avaient repris leur tournée avant même que …".
            let circumstance = opener
                && (start..at).rev().take(2).any(|at| grammar.prepositions.contains(self.text.lower(at)))
                && self.text.words[at].head.is_some_and(|verb| self.text.words[verb].deprel == "advcl");
            if contrast || circumstance {
                break;
            }
            // "A demandé pourquoi …": the question's word is a part of what is asked, except one that only means "whether".
            let agent = grammar.agents.contains(word) && self.is_passive(cue);
            // "Dit s'appuyer sur un arrêté".
            let own = grammar.reflexives.contains(word)
                && self.text.words.get(at + 1).is_some_and(|next| next.has("VerbForm=Inf"));
            let asks = at == start && grammar.interrogatives.contains(word) && !agent && !own;
            if (opener || asks)
                && let Some(entry) =
                    self.entry_for(cue, Takes::Clause).or_else(|| self.entry_for(cue, Takes::Tell))
            {
                let from = if asks && !grammar.conditions.contains(word) { at } else { at + 1 };
                let end = self.clause_end(from, sentence).min(body_end);
                return (from < end).then(|| {
                    Said::behind(from..end, self.by_mood(cue, entry, from..end)).to(self.listening(
                        cue,
                        start..at,
                        sentence,
                    ))
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
}
