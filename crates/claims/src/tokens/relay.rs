//! Words that say who passes on what somebody says: *cité par*, *elle-même reprise par*, *dont les propos ont été repris par*.

use super::Reader;
use crate::passage::Word;

/// Most words between the first word of such a phrase and the last.
const REACH: usize = 14;

impl Reader<'_> {
    /// How many words at `at` stand before the name of whoever passes on.
    pub(crate) fn relayed_at(&self, at: usize, limit: usize) -> Option<usize> {
        let emphatic = usize::from(self.lexicon.grammar.emphatics.contains(self.text.lower(at)));
        let start = at + emphatic;
        let rest = self.text.words.get(start..limit)?;
        let plain = self.lexicon.relayed.at(rest).map(|(len, ())| len);
        let len = plain
            .or_else(|| self.relayed_past_adverbs(rest))
            .or_else(|| self.relayed_apart(start, limit))
            .or_else(|| self.relayed_words(start, limit));
        len.map(|len| len + emphatic)
    }

    /// *Picked up | overnight | by*: adverbs among the words of a phrase.
    fn relayed_past_adverbs(&self, words: &[Word]) -> Option<usize> {
        let grammar = &self.lexicon.grammar;
        words.first().filter(|first| first.upos == "VERB")?;
        let agent = (2..words.len().min(6)).find(|&at| grammar.agents.contains(&words[at].lower))?;
        let adverb = |word: &Word| word.upos == "ADV" || grammar.times.contains(&word.lower);
        let plain = |word: &&Word| word.deprel.starts_with("compound") || !adverb(word);
        let bare: Vec<_> = words[..=agent].iter().filter(plain).collect();
        self.lexicon.relayed.at(&bare).filter(|(len, ())| *len == bare.len()).map(|_| agent + 1)
    }

    /// *Cité | sous le sceau de l'anonymat | par*: a participle and its agent with a circumstance between them.
    fn relayed_apart(&self, at: usize, limit: usize) -> Option<usize> {
        let grammar = &self.lexicon.grammar;
        if !self.lexicon.relays.contains(self.text.lower(at)) {
            return None;
        }
        let agent = (at + 1..limit.min(at + REACH))
            .take_while(|&at| self.is_between(at))
            .find(|&at| grammar.agents.contains(self.text.lower(at)))?;
        // "Filmed from beginning to end".
        let known = self.lexicon.relayed.at(&[&self.text.words[at], &self.text.words[agent]]);
        known.is_some_and(|(len, ())| len == 2).then_some(agent + 1 - at)
    }

    /// *Dont | les propos ont été | repris par*: a relative clause about somebody's words.
    fn relayed_words(&self, at: usize, limit: usize) -> Option<usize> {
        let grammar = &self.lexicon.grammar;
        if !grammar.genitive_relatives.contains(self.text.lower(at)) {
            return None;
        }
        let participle = (at + 1..limit.min(at + REACH))
            .take_while(|&at| self.is_between(at) || self.lexicon.relays.contains(self.text.lower(at)))
            .find(|&at| self.lexicon.relays.contains(self.text.lower(at)))?;
        let len = self.lexicon.relayed.at(&self.text.words[participle..limit]).map(|(len, ())| len);
        len.or_else(|| self.relayed_apart(participle, limit)).map(|len| participle + len - at)
    }

    /// Whether a word can stand within such a phrase: no mark, and no verb of its own.
    fn is_between(&self, at: usize) -> bool {
        let word = &self.text.words[at];
        word.is_word() && word.upos != "VERB"
    }
}
