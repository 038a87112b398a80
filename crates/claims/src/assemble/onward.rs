//! Who goes on speaking in clauses that name nobody.

use std::ops::Range;

use hearsay_core::{Claim, Link, Stance, ZoneKind};
use hearsay_language::EntityKind;

use super::{Assembler, Speaking};
use crate::announced::{self, Announced};
use crate::attribution::Attribution;
use crate::chain::{self, Memory};
use crate::passage::Word;

impl Assembler<'_> {
    /// *Rick: It was a test. | Nobody had tried it before.*: whoever's name stands before a colon at the beginning of a paragraph says all of it.
    pub(super) fn interviewed(&self, memory: &Memory) -> Option<Vec<Link>> {
        const NAME: usize = 4;
        let text = self.text;
        let colon = (1..text.words.len().min(NAME + 1)).find(|&at| text.lower(at) == ":")?;
        let person = |word: &Word| word.capital() && word.entity == Some(EntityKind::Person);
        let quoted = text.quote_opening_at(colon + 1).is_some();
        let body = text.zone == ZoneKind::Body && text.sentences.len() > 1;
        (body && !quoted && text.words[..colon].iter().all(person)).then(|| {
            let speaker = Attribution { source: Some(0..colon), ..Attribution::at(colon..colon) };
            chain::links(text, &speaker, memory, self.lexicon)
        })
    }

    /// Remembers who was announced as a speaker.
    pub(super) fn announce(&mut self, announced: &Announced, memory: &Memory) {
        let at = announced.speaker.cue.start;
        let sentence = self.sentence_number(at);
        let chain = chain::links(self.text, &announced.speaker, memory, self.lexicon);
        self.speaking = Some(Speaking { chain, from: sentence, latest: sentence, bare: announced.bare });
    }

    /// Who goes on speaking in a clause of the sentence that announced it, or of the next ones.
    pub(super) fn spoken_on(&mut self, clause: &Range<usize>) -> Option<Vec<Link>> {
        let sentence = self.sentence_number(clause.start);
        let speaking = self.speaking.as_mut()?;
        let near = sentence <= speaking.latest + 1 && (speaking.bare || sentence > speaking.from);
        // What is quoted is what was announced.
        let quoted = self.out.iter().any(|(claim, place)| claim.direct && place.sentence >= speaking.from);
        if quoted || !near || !announced::goes_on(self.text, clause, sentence - speaking.from, speaking.bare)
        {
            self.speaking = None;
            return None;
        }
        speaking.latest = sentence;
        let chain = &speaking.chain;
        Some(if sentence == speaking.from { chain.clone() } else { chain::understood(chain) })
    }

    /// Who speaks in a clause that is the future seen from what the sentence before tells.
    pub(super) fn seen_from_before(&mut self, clause: &Range<usize>, memory: &Memory) -> Option<Vec<Link>> {
        let number = self.sentence_number(clause.start).checked_sub(1)?;
        let told = self.claim_before(clause.start).is_none_or(|claim| claim.chain.is_empty());
        let before = self.text.sentences.get(number).filter(|_| told)?;
        let announced = announced::seen_from(self.text, before, clause, self.lexicon)?;
        self.announce(&announced, memory);
        self.spoken_on(clause)
    }

    /// Who goes on speaking in a sentence without a cue that is set back in time: *She told the court that … | They had stayed there for
    /// nine days.*
    pub(super) fn goes_on(&self, clause: &Range<usize>) -> Vec<Link> {
        let (text, grammar) = (self.text, &self.lexicon.grammar);
        let sentence = text.sentence_of(clause.start);
        let set_back = clause.clone().any(|at| {
            grammar.backshifted.contains(text.lower(at))
                && text.words[at].head.is_none_or(|verb| {
                    text.words[verb].head.is_none()
                        && text.words[at].deprel == "aux"
                        && text.child(verb, &["nsubj", "expl"]).is_some_and(|subject| {
                            subject == clause.start || text.noun_phrase(subject).start == clause.start
                        })
                })
        });
        if !set_back || clause.start > sentence.start + 1 {
            return Vec::new();
        }
        let before = self.claim_before(clause.start).filter(|claim| claim.stance != Stance::Declines);
        before.map_or_else(Vec::new, |claim| chain::understood(&claim.chain))
    }

    /// *He said the fire was contained. | That no one was hurt.*: a sentence that only goes on with what was said, and who says it.
    pub(super) fn said_further(&self, clause: &Range<usize>) -> Option<(Range<usize>, Vec<Link>)> {
        let text = self.text;
        let sentence = text.sentence_of(clause.start);
        let opens = clause.start == sentence.start
            && self.lexicon.grammar.complementizers.contains(text.lower(clause.start))
            && (text.words[clause.start].upos == "SCONJ" || self.leads_plural(clause.start))
            && text.lower(sentence.end - 1) != "?";
        // "Qu'il ne vienne pas se plaindre": a wish.
        let wish = clause.clone().any(|at| text.words[at].has("Mood=Sub") && text.is_outermost(at, clause));
        let before = self.claim_before(clause.start).filter(|_| opens && !wish)?;
        (!before.chain.is_empty() && before.content.is_some() && !before.direct)
            .then(|| (clause.start + 1..clause.end, chain::understood(&before.chain)))
    }

    /// Whether what the analyser takes for *that man*'s *that* stands before a plural, which it cannot: *That four hectares had burned*.
    fn leads_plural(&self, at: usize) -> bool {
        let noun = self.text.words[at].head.filter(|_| self.text.words[at].deprel == "det");
        noun.is_some_and(|noun| self.text.words[noun].has("Number=Plur"))
    }

    /// The last claim of the sentence before the one of word `at`.
    fn claim_before(&self, at: usize) -> Option<&Claim> {
        let sentence = self.sentence_number(at);
        self.out.iter().rev().find(|(_, place)| place.sentence + 1 == sentence).map(|(claim, _)| claim)
    }

    /// Who stands behind a clause in the reporting conditional: the sources of the sentence before, or nobody who is named.
    pub(super) fn told_before(&self, at: usize) -> Vec<Link> {
        let before = self.claim_before(at).map(|claim| chain::understood(&claim.chain));
        before.filter(|chain| !chain.is_empty()).unwrap_or_else(|| vec![chain::unattributed()])
    }
}
