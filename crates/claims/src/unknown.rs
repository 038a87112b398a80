//! What is said not to be known: *it is unclear | who cut the cable*; *whether he jumped | is a mystery*; *no word on | the crew*.

use std::ops::Range;

use crate::lexicon::{Hedge, Lexicon};
use crate::passage::Paragraph;

/// Most words between an impersonal subject and the word that says that something is not known, and between that and the question.
const NEAR: usize = 7;

/// The words of a clause that say that something is not known, and what is not known.
pub(crate) fn read(
    text: &Paragraph,
    clause: &Range<usize>,
    lexicon: &Lexicon,
) -> Option<(Range<usize>, Range<usize>)> {
    let reader = Clause { text, words: clause, lexicon };
    reader
        .opened()
        .or_else(|| reader.impersonal())
        .or_else(|| reader.lacking())
        .or_else(|| reader.asked_first())
}

struct Clause<'p> {
    text: &'p Paragraph,
    words: &'p Range<usize>,
    lexicon: &'p Lexicon,
}

impl Clause<'_> {
    /// *It is unclear | who cut the cable*, as a whole phrase of the lists.
    fn opened(&self) -> Option<(Range<usize>, Range<usize>)> {
        let (len, hedge) = self.lexicon.hedges.at(&self.text.words[self.words.clone()])?;
        (hedge == Hedge::Unknown && self.is_impersonal()).then_some(())?;
        self.before(self.words.start + len, self.question(self.words.start + len)?)
    }

    /// *It was on Monday still not clear | who cut the cable*.
    fn impersonal(&self) -> Option<(Range<usize>, Range<usize>)> {
        self.is_impersonal().then_some(())?;
        let state = self.state(self.words.start + 1..self.words.end)?;
        let at = (state.end..self.words.end.min(state.end + NEAR))
            .find(|&at| self.question(at).is_some() || self.is_verb(at))?;
        self.before(at, self.question(at)?)
    }

    /// *There was no word on | the crew*.
    fn lacking(&self) -> Option<(Range<usize>, Range<usize>)> {
        let (start, end) = (self.words.start, self.words.end);
        let (at, len) = (start..end.min(start + 3)).find_map(|at| {
            let (len, ()) = self.lexicon.lacks.at(&self.text.words[at..end])?;
            Some((at, len))
        })?;
        self.before(at + len, self.question(at + len).unwrap_or(at + len))
    }

    /// *Whether he jumped | is a mystery*; *what is unclear is | why*.
    fn asked_first(&self) -> Option<(Range<usize>, Range<usize>)> {
        let (start, end) = (self.words.start, self.words.end);
        self.question(start)?;
        let at = (start + 1..end).find(|&at| {
            self.is_copula(at) && self.state(at..end).is_some_and(|state| self.closes(&state, start))
        })?;
        let state = self.state(at..end)?;
        if at > start + 1 {
            return Some((at..state.end, start..at));
        }
        let copula = (state.end..end).find(|&at| self.is_copula(at))?;
        self.before(copula + 1, self.question(copula + 1).unwrap_or(copula + 1))
    }

    /// Whether nothing but a circumstance stands behind the words that say that something is not known, or the question's own verb.
    fn closes(&self, state: &Range<usize>, start: usize) -> bool {
        let rest = state.end..self.words.end;
        let circumstance = rest.len() < NEAR && !rest.clone().any(|at| self.is_verb(at));
        circumstance || self.is_copula(state.end) && self.is_copula(start + 1)
    }

    fn before(&self, at: usize, content: usize) -> Option<(Range<usize>, Range<usize>)> {
        (content < self.words.end).then_some((self.words.start..at, content..self.words.end))
    }

    fn is_impersonal(&self) -> bool {
        let (first, impersonal) = (self.text.lower(self.words.start), &self.lexicon.grammar.impersonal);
        // Where a verb needs no pronoun, it needs none here either: *se desconoce | quién …*.
        impersonal.is_empty()
            || impersonal.iter().any(|word| {
                first == word || first.strip_prefix(word.as_str()).is_some_and(|rest| rest.starts_with('\''))
            })
    }

    /// Where what is asked begins, if it does so at `at`: *whether* and *if* are no part of it.
    fn question(&self, at: usize) -> Option<usize> {
        let grammar = &self.lexicon.grammar;
        let word = self.text.lower(at);
        let opener = grammar.complementizers.contains(word) || grammar.conditions.contains(word);
        (at + 1 < self.words.end && (opener || grammar.interrogatives.contains(word)))
            .then_some(at + usize::from(opener && at > self.words.start))
    }

    /// The words that say that something is not known, behind nothing but copulas and adverbs.
    fn state(&self, words: Range<usize>) -> Option<Range<usize>> {
        let end = words.end;
        let known = |at: &usize| self.lexicon.not_known.at(&self.text.words[*at..end]).is_some();
        let at = words.clone().take(NEAR).find(|at| {
            let word = &self.text.words[*at];
            known(at) || !self.is_copula(*at) && !matches!(word.upos.as_str(), "ADV" | "PART")
        })?;
        let (len, ()) = self.lexicon.not_known.at(&self.text.words[at..end])?;
        Some(at..at + len)
    }

    fn is_copula(&self, at: usize) -> bool {
        let word = &self.text.words[at.min(self.text.words.len() - 1)];
        word.upos == "AUX" || self.lexicon.grammar.copulas.contains(&word.lemma)
    }

    fn is_verb(&self, at: usize) -> bool {
        matches!(self.text.words[at].upos.as_str(), "VERB" | "AUX")
    }
}
