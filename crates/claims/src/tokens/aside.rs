//! Cues that stand apart in the clause that they introduce: *Урожай (об этом сообщило министерство) вырос*; *Поезд, как выяснила
//! комиссия, шёл без тормозов*; *Цены упали (данные Росстата)*.

use std::ops::Range;

use super::Reader;
use super::cue::{Found, Kind};
use crate::attribution::Attribution;
use crate::lexicon::Takes;
use crate::tree::meet;

/// Words of an aside at most.
const LONGEST: usize = 18;

impl Reader<'_> {
    /// Puts asides that only say who says it in the place of what was found in them.
    pub(super) fn asides(&self, found: &mut Vec<Attribution>) {
        if !self.lexicon.grammar.free_order {
            return;
        }
        for sentence in &self.text.sentences {
            let mut from = sentence.start;
            while let Some((open, close)) = self.aside(from, sentence) {
                from = close;
                let Some(new) = self.said_around(open, close, sentence) else { continue };
                let inside = |at: usize| (open..=close).contains(&at);
                let content = new.content.clone().unwrap_or_default();
                let elsewhere = found.iter().any(|other| {
                    !other.cue.is_empty() && !inside(other.cue.start) && content.contains(&other.cue.start)
                });
                if elsewhere {
                    continue;
                }
                found.retain(|other| {
                    let meets = other.content.as_ref().is_some_and(|other| meet(other, &content));
                    !(inside(other.cue.start) && !other.cue.is_empty() || meets)
                });
                found.push(new);
            }
        }
    }

    /// The next aside from `from` on: the mark that opens it and the one that closes it, which may be the sentence's end.
    fn aside(&self, from: usize, sentence: &Range<usize>) -> Option<(usize, usize)> {
        let grammar = &self.lexicon.grammar;
        let end = self.body_end(sentence);
        (from.max(sentence.start + 1)..end).find_map(|open| {
            let close = |mark: &dyn Fn(&str) -> bool| {
                (open + 2..sentence.end.min(open + LONGEST)).find(|&at| mark(self.text.lower(at)))
            };
            let opener = self.text.lower(open + 1);
            let leads = grammar.as_words.contains(opener)
                || grammar.so_words.contains(opener)
                || self.lexicon.sentence_before.at(&self.text.words[open + 1..]).is_some();
            if self.text.quote_at(open).is_some() {
                return None;
            }
            match self.text.lower(open) {
                "(" => Some((open, close(&|word| word == ")")?)),
                "—" | "–" | "--" if leads => {
                    Some((open, close(&|word| matches!(word, "—" | "–" | "--"))?))
                }
                "," if leads && grammar.as_words.contains(opener) => {
                    Some((open, close(&|word| word == ",").unwrap_or(end)))
                }
                _ => None,
            }
        })
    }

    /// What the clause around an aside says, if the aside says who says so and nothing else.
    fn said_around(&self, open: usize, close: usize, sentence: &Range<usize>) -> Option<Attribution> {
        let inner = open + 1..close;
        let speech = |at: usize| self.text.quote_opening_at(at).is_some_and(|quote| !self.is_title(quote));
        if inner.clone().any(speech) {
            return None;
        }
        let rest = &self.text.words[inner.clone()];
        let label = self.lexicon.bracketed.at(rest).or_else(|| {
            let (len, ()) = self.lexicon.prepositions.at(rest)?;
            let source = self.phrase_after(inner.start + len, inner.end)?;
            (source.end == inner.end).then_some((len, ()))
        });
        let (cue, entry, source) = if let Some((len, ())) = label {
            let source = self.text.trim(inner.start + len..inner.end);
            (inner.start..inner.start + len, None, source)
        } else {
            let cues = self.cues(sentence.clone());
            let mut within = cues.iter().filter(|cue| inner.contains(&cue.words.start));
            let cue = within.next().filter(|cue| cue.kind == Kind::Verb && !cue.negated)?;
            if within.next().is_some() {
                return None;
            }
            let entry = self.entry_for(cue, Takes::Clause).or_else(|| self.entry_for(cue, Takes::Zero))?;
            (cue.words.clone(), Some(entry), self.speaker_in(cue, &inner, sentence)?)
        };
        let (source, addressee) = self.without_listener(Some(source));
        let source = source.filter(|source| !source.is_empty() && self.speaks(source))?;
        let content = self.clause_around(open, close, sentence)?;
        Some(Attribution {
            entry,
            source: Some(source),
            addressee,
            content: Some(content),
            ..Attribution::at(cue)
        })
    }

    /// Who speaks in an aside: behind its verb, before it, or a place.
    fn speaker_in(&self, cue: &Found, inner: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
        let grammar = &self.lexicon.grammar;
        let whole = |phrase: Range<usize>| self.text.trim(phrase.start..phrase.end.min(inner.end));
        let clause = (cue.words.end..inner.end)
            .any(|at| self.text.lower(at) == ":" || grammar.complementizers.contains(self.text.lower(at)));
        if clause {
            return None;
        }
        let lead = |at: &usize| {
            let word = self.text.lower(*at);
            let first = self.lexicon.sentence_before.at(&self.text.words[*at..cue.words.start]);
            !grammar.as_words.contains(word)
                && !grammar.so_words.contains(word)
                && !grammar.adverbs.contains(word)
                && first.is_none()
                && (*at == inner.start
                    || self.lexicon.sentence_before.at(&self.text.words[*at - 1..cue.words.start]).is_none())
        };
        let before =
            (inner.start..cue.words.start).find(lead).map(|start| self.text.trim(start..cue.words.start));
        before
            .filter(|phrase| {
                !phrase.is_empty()
                    && self.speaks(phrase)
                    && !grammar.places_that_speak.contains(self.text.lower(phrase.start))
            })
            .or_else(|| self.place_behind(cue, sentence).map(whole))
            .or_else(|| self.inverted(cue, sentence).map(whole))
            .or_else(|| self.place_of_saying(cue, inner))
    }

    /// The clause that an aside stands in, with the aside in it unless it ends the clause.
    fn clause_around(&self, open: usize, close: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let start = self.clause_start(open, sentence);
        let end = self.body_end(sentence);
        let content = if close + 1 >= end
            || !self.text.words[close + 1..end].iter().any(super::super::passage::Word::is_word)
        {
            self.text.trim(start..open)
        } else {
            start..self.clause_end(close + 1, sentence).min(end)
        };
        (content.len() > 1).then_some(content)
    }

    /// *Сообщили | в больнице*: where a verb of saying has no subject, the place behind it that speaks.
    pub(super) fn place_behind(&self, cue: &Found, sentence: &Range<usize>) -> Option<Range<usize>> {
        let grammar = &self.lexicon.grammar;
        let end = self.body_end(sentence);
        let told = self.text.quote_opening_at(cue.words.end).map(|quote| self.text.quotes[quote].outer.end);
        let at = told.unwrap_or(cue.words.end);
        let place = at < end && grammar.free_order && grammar.places_that_speak.contains(self.text.lower(at));
        let phrase = self.phrase_after(at + 1, end).filter(|_| place)?;
        let channel = self.lexicon.channels.at(&self.text.words[phrase.clone()]).is_some();
        (!channel && self.speaks(&phrase)).then_some(phrase)
    }
}
