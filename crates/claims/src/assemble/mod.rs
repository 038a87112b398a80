//! From attributions and the outlet's own clauses to claims.

mod onward;
mod propositions;

use std::ops::Range;

use hearsay_core::{Certainty, Claim, Link, MarkerRole, Polarity, Span, Stance};

use crate::about::{self, Place};
use crate::announced;
use crate::around;
use crate::attribution::{Attribution, Finder, Stands};
use crate::chain::{self, Memory};
use crate::lexicon::{Cue, Hedge, Lexicon, Takes, Tense};
use crate::passage::Paragraph;
use crate::status::{self, Status};
use crate::supposed::{self, Supposed};
use crate::tree::{meet, shared, within};
use crate::{loaded, tokens, unknown, voice};

/// The claims of all paragraphs, in the order of the text.
pub(crate) fn claims(paragraphs: &[Paragraph], lexicon: &Lexicon) -> Vec<Claim> {
    let mut memory = Memory::default();
    let mut all: Vec<(Claim, Place)> = Vec::new();
    for (number, text) in paragraphs.iter().enumerate().filter(|(_, text)| voice::speaks(text.zone)) {
        let mut found =
            Assembler { text, lexicon, number, out: Vec::new(), speaking: None, interviewed: None };
        found.paragraph(&mut memory);
        all.extend(found.out);
    }
    all.sort_by_key(|(claim, place)| {
        (
            place.paragraph,
            claim.content.or(claim.cue).map_or(0, |span| span.start),
            claim.cue.map_or(0, |cue| cue.start),
        )
    });
    for (index, (claim, _)) in all.iter_mut().enumerate() {
        claim.id = format!("c{}", index + 1);
    }
    let (mut claims, places): (Vec<Claim>, Vec<Place>) = all.into_iter().unzip();
    about::link(&mut claims, &places);
    claims
}

/// Most words of a denial behind the phrase that makes it one.
const DENIAL: usize = 3;

/// Most words that say whom somebody told something.
const LISTENER: usize = 8;

struct Assembler<'p> {
    text: &'p Paragraph,
    lexicon: &'p Lexicon,
    number: usize,
    out: Vec<(Claim, Place)>,
    speaking: Option<Speaking>,
    /// Whose answers the paragraph holds.
    interviewed: Option<Vec<Link>>,
}

/// Somebody who was announced as a speaker and may go on.
struct Speaking {
    chain: Vec<Link>,
    /// The sentence that announced it, and the last one that went on.
    from: usize,
    latest: usize,
    bare: bool,
}

impl Assembler<'_> {
    fn paragraph(&mut self, memory: &mut Memory) {
        let attributions = tokens::find(self.text, self.lexicon);
        let outer: Vec<Option<usize>> = (0..attributions.len())
            .map(|index| {
                // What the analyser marks says itself who passes it on, unless only the rules found the words around it.
                let (inner, by_rules) =
                    (&attributions[index], |other: usize| attributions[other].by == Finder::Rules);
                enclosing(&attributions, index)
                    .filter(|&outer| by_rules(index) || inner.relays.is_empty() && by_rules(outer))
            })
            .collect();
        let mut chains: Vec<Option<Vec<Link>>> = vec![None; attributions.len()];
        let mut unread = self.text.sentences.iter();
        let mut read = 0;
        for index in outermost_first(&outer) {
            let attribution = &attributions[index];
            while read <= attribution.cue.start
                && let Some(sentence) = unread.next()
            {
                memory.read(self.text, sentence.clone(), self.lexicon);
                read = sentence.end;
            }
            let mut links = chain::links(self.text, attribution, memory, self.lexicon);
            if let Some(chain) = outer[index].and_then(|outer| chains[outer].clone()) {
                // One source with two verbs passes nothing on to itself.
                let there = |link: &Link| {
                    chain
                        .iter()
                        .any(|other| other == link || link.mention.is_some() && other.mention == link.mention)
                };
                // "He repeated his promise to …": a source that is not named within what somebody says is that somebody.
                let implied = attribution.source.is_none() && attribution.stands == Stands::Source;
                let new = if implied { None } else { links.iter().position(|link| !there(link)) };
                links.splice(0..new.unwrap_or(links.len()), chain);
            }
            if outer[index].is_none() && !self.only_cites(attribution) {
                memory.note(&links);
            }
            chains[index] = Some(links);
        }
        for sentence in unread {
            memory.read(self.text, sentence.clone(), self.lexicon);
        }
        self.interviewed = self.interviewed(memory);
        for (index, attribution) in attributions.iter().enumerate() {
            let links = chains[index].take().unwrap_or_default();
            let in_quote = outer[index].is_some_and(|outer| attributions[outer].direct);
            if self.only_cites(attribution) {
                self.extend_latest(attribution, memory);
                continue;
            }
            if self.is_shell(&attributions, &outer, index) {
                continue;
            }
            let stance = self.stance(attribution);
            if in_quote && !matches!(stance, Stance::Confirms | Stance::Denies | Stance::Declines) {
                continue;
            }
            self.attributed(attribution, &links, stance, outer[index]);
        }
        // A noun such as "the announcement" leaves its sentence to the outlet.
        let taken: Vec<Range<usize>> = attributions
            .iter()
            .filter(|attribution| {
                let colon =
                    |content: &Range<usize>| content.start > 0 && self.text.lower(content.start - 1) == ":";
                attribution.entry.is_none_or(|entry| !self.lexicon.cues[entry].noun)
                    || attribution.content.as_ref().is_some_and(colon)
            })
            .map(|attribution| self.taken(attribution))
            .collect();
        let reader = tokens::Reader { text: self.text, lexicon: self.lexicon };
        // What the outlet states around what the analyser found said.
        let by_analyser = |at: usize| {
            let sentence = self.text.sentence_of(at);
            attributions.iter().any(|other| other.by == Finder::Analyser && other.meets(&sentence))
        };
        // A sentence in which somebody's words are set, which the analyser's statements, that have no parts within parts, cut.
        let (mut whole, free): (Vec<_>, Vec<_>) = voice::clauses(self.text, &taken, self.lexicon)
            .into_iter()
            .partition(|clause| by_analyser(clause.start));
        // "…, according to the police, but | the road stayed open": what nobody says and the analyser passes over.
        let passed_over = |clause: &Range<usize>| {
            let tied = clause
                .start
                .checked_sub(1)
                .is_some_and(|at| self.lexicon.grammar.coordinators.contains(self.text.lower(at)));
            tied && !attributions.iter().any(|other| other.meets(clause))
                && !reader.own_statements().any(|own| meet(&own.words, clause))
                && voice::asserts(
                    self.text,
                    clause.clone(),
                    &self.text.sentence_of(clause.start),
                    self.lexicon,
                )
        };
        whole.retain(|clause| self.goes_around(clause, &taken, &attributions) || passed_over(clause));
        for clause in &whole {
            self.own(clause.clone(), memory);
        }
        for clause in reader.own_statements().filter(|clause| by_analyser(clause.words.start)) {
            if whole.iter().any(|whole| meet(whole, &clause.words)) {
                continue;
            }
            let meets = |content: &Range<usize>| meet(content, &clause.words);
            if attributions.iter().any(|other| other.direct && other.content.as_ref().is_some_and(meets)) {
                continue;
            }
            let clause = self.with_object(self.text.trim(clause.words.clone()));
            if self.only_names_speaker(&clause, &attributions) {
                continue;
            }
            // "…, while | Kyiv put the number at 12".
            let beside =
                clause.start > 0 && self.lexicon.grammar.dividing.contains(self.text.lower(clause.start - 1));
            if (self.lexicon.grammar.sources_first || beside)
                && attributions.iter().any(|other| self.speaks_in(other, &clause))
            {
                continue;
            }
            if voice::asserts(self.text, clause.clone(), &self.text.sentence_of(clause.start), self.lexicon) {
                for part in reader.beside(clause) {
                    self.own(self.text.trim(part), memory);
                }
            }
        }
        for clause in free {
            for part in reader.beside(clause) {
                self.own(self.text.trim(part), memory);
            }
        }
    }

    /// Whether what somebody says stands in brackets or a relative clause of a clause, or behind a noun of it that is no more than a part: *La
    /// promesse de rouvrir le service | n'a pas été tenue*.
    fn goes_around(
        &self,
        clause: &Range<usize>,
        taken: &[Range<usize>],
        attributions: &[Attribution],
    ) -> bool {
        // "This comes after | police said …": what somebody says is no more than when.
        let when = |other: &Attribution| {
            let top = self.text.top(other.cue.clone()).filter(|&top| self.text.words[top].deprel == "advcl");
            let main = top.and_then(|top| self.text.words[top].head);
            main.is_some_and(|main| {
                let source = other.source.as_ref();
                let content = other.content.as_ref().filter(|_| !other.direct);
                clause.contains(&main)
                    && clause.contains(&other.cue.start)
                    && main < other.cue.start
                    && content.is_some_and(|content| !content.contains(&main) && content.start > main)
                    && source.is_some_and(|source| source.start > main)
                    && self.text.child(main, &["nsubj"]).is_some()
            })
        };
        let set_in = |taken: &Range<usize>| {
            meet(taken, clause) && around::set_in(self.text, clause, taken, self.lexicon)
        };
        let told_of = |other: &Attribution| {
            let Some(content) = other.content.as_ref().filter(|_| !other.direct) else { return false };
            let finite = |at: usize| self.text.words[at].has("VerbForm=Fin");
            let verb = |at: usize| {
                !content.contains(&at)
                    && !other.cue.contains(&at)
                    && (finite(at) || self.text.child(at, &["aux", "cop"]).is_some_and(finite))
                    && self.text.is_outermost(at, clause)
            };
            other.entry.is_some_and(|entry| self.lexicon.cues[entry].noun)
                && clause.contains(&other.cue.start)
                && within(content, clause)
                && clause.clone().any(verb)
        };
        taken.iter().any(set_in) || attributions.iter().any(|other| told_of(other) || when(other))
    }

    /// "With help from | the minister, who said …": a clause that ends with a preposition, with what stands behind it.
    fn with_object(&self, clause: Range<usize>) -> Range<usize> {
        let last = clause.end - 1;
        let noun =
            self.text.words[last].head.filter(|&head| self.text.words[last].deprel == "case" && head > last);
        let phrase = noun.map(|noun| self.text.noun_phrase(noun)).filter(|phrase| phrase.start <= clause.end);
        clause.start..phrase.map_or(clause.end, |phrase| phrase.end.max(clause.end))
    }

    /// *The nurse, who lives nearby, | said …*: whether a clause is no more than the subject of somebody's cue behind it.
    fn only_names_speaker(&self, clause: &Range<usize>, attributions: &[Attribution]) -> bool {
        attributions.iter().any(|other| {
            let cue = self.text.top(other.cue.clone()).filter(|cue| *cue >= clause.end);
            let subject = cue.and_then(|cue| self.text.child(cue, &["nsubj"]));
            subject
                .is_some_and(|subject| clause.contains(&subject) && self.text.is_outermost(subject, clause))
        })
    }

    /// Whether an attribution has its source and a verb in a clause, or most of the clause for its content.
    fn speaks_in(&self, attribution: &Attribution, clause: &Range<usize>) -> bool {
        let inside = |words: &Range<usize>| within(words, clause);
        let verb = attribution.by == Finder::Rules
            && attribution.entry.is_some_and(|entry| !self.lexicon.cues[entry].noun)
            && inside(&attribution.cue)
            && attribution.source.as_ref().is_some_and(inside);
        let noun = attribution.entry.is_some_and(|entry| self.lexicon.cues[entry].noun);
        let whole = !noun
            && !attribution.cue.is_empty()
            && inside(&attribution.cue)
            && attribution.source.as_ref().is_some_and(inside)
            && attribution.content.as_ref().is_some_and(inside);
        verb || whole
            || attribution.content.as_ref().is_some_and(|content| 2 * shared(content, clause) > clause.len())
    }

    /// "The agency cited a diplomat" says nothing itself: it adds a link to what the agency said before.
    fn only_cites(&self, attribution: &Attribution) -> bool {
        attribution.entry.is_some_and(|entry| self.lexicon.cues[entry].takes(Takes::Citing))
            && !attribution.direct
    }

    fn extend_latest(&mut self, attribution: &Attribution, memory: &Memory) {
        let Some(phrase) = attribution.content.clone() else { return };
        let cited =
            Attribution { source: Some(phrase), addressee: None, content: None, ..attribution.clone() };
        let links = chain::links(self.text, &cited, memory, self.lexicon);
        if let Some((claim, _)) = self.out.last_mut().filter(|(claim, _)| claim.chain.len() == 1) {
            claim.chain.extend(links);
        }
    }

    /// Whether all that an attribution says is what somebody else says: then the inner one is the claim.
    fn is_shell(&self, attributions: &[Attribution], outer: &[Option<usize>], index: usize) -> bool {
        let Some(content) = &attributions[index].content else { return false };
        if attributions[index].direct {
            return false;
        }
        outer.iter().enumerate().filter(|(_, outer)| **outer == Some(index)).any(|(inner, _)| {
            let inner = &attributions[inner];
            let start =
                inner.source.as_ref().map_or(inner.cue.start, |source| source.start.min(inner.cue.start));
            let start = inner.content.as_ref().map_or(start, |content| content.start.min(start));
            let end = inner.content.as_ref().map_or(inner.cue.end, |content| content.end.max(inner.cue.end));
            // "“…,” X told the court, according to Y": whom X told is no more than that.
            let source = inner.source.as_ref().map_or(end, |source| source.end);
            let listener = inner.direct
                && content.end <= end.max(source) + LISTENER
                && !self.text.words[end.max(source).min(content.end)..content.end]
                    .iter()
                    .any(|word| matches!(word.upos.as_str(), "VERB" | "AUX"));
            start <= content.start + 2 && (end + 2 >= content.end || listener)
        })
    }

    fn stance(&self, attribution: &Attribution) -> Stance {
        let cue = attribution.entry.map(|entry| &self.lexicon.cues[entry]);
        let stance = cue.map_or(Stance::Asserts, Cue::stance);
        let stance = match attribution.stance {
            // No list knows the cue.
            Some(marked) if cue.is_none() => marked,
            _ => stance,
        };
        if stance == Stance::Requests && self.asks(attribution) {
            return Stance::Asserts;
        }
        if stance == Stance::Promises
            && attribution.content.as_ref().is_some_and(|content| self.is_past(content))
        {
            return Stance::Asserts;
        }
        // "Has not said how many"; "cannot say how many" is another thing.
        let knows = !attribution.unknown && cue.is_none_or(|cue| cue.certainty != Some(Certainty::Unknown));
        let answers = matches!(stance, Stance::Confirms | Stance::Denies)
            || stance == Stance::Asserts && knows && self.asks(attribution);
        // *Ne conteste pas*, "did not dispute" are cues of their own.
        let negated = attribution.negated && !cue.is_some_and(|cue| cue.negated);
        if negated && answers { Stance::Declines } else { stance }
    }

    /// "Put the guns down," he said: an imperative asks for something.
    fn orders(&self, sentence: &Range<usize>, stance: Stance) -> bool {
        let first = &self.text.words[sentence.start];
        let outermost = self.text.is_outermost(sentence.start, sentence);
        let imperative = (first.has("Mood=Imp") || first.has("VerbForm=Inf"))
            && outermost
            && self.text.child(sentence.start, &["nsubj"]).is_none();
        self.lexicon.grammar.imperatives_ask && stance == Stance::Asserts && imperative
    }

    /// « C'est un mensonge éhonté », a-t-il riposté: a sentence that denies what was said before.
    fn denies(&self, sentence: &Range<usize>, stance: Stance) -> bool {
        let words = &self.text.words[sentence.clone()];
        stance == Stance::Asserts
            && self.lexicon.denials.at(words).is_some_and(|(len, ())| len + DENIAL >= words.len())
    }

    /// "Swears to have seen it": what is past is no promise.
    fn is_past(&self, content: &Range<usize>) -> bool {
        let perfect = |at: usize| {
            let word = &self.text.words[at];
            word.upos == "AUX"
                && self.lexicon.grammar.perfect_auxiliaries.contains(&word.lemma)
                && !word.has("Tense=Fut")
                && !word.has("Mood=Cnd")
        };
        let root = content
            .clone()
            .find(|&at| self.text.words[at].upos == "VERB" && self.text.is_outermost(at, content));
        root.is_some_and(|root| {
            self.text.children(root).any(|child| content.contains(&child) && perfect(child))
        })
    }

    /// "Asked why …" puts a question, it requests nothing.
    fn asks(&self, attribution: &Attribution) -> bool {
        let Some(content) = attribution.content.as_ref().filter(|_| !attribution.direct) else {
            return false;
        };
        let opener = content.start.checked_sub(1).filter(|at| !attribution.cue.contains(at));
        let interrogative = |at: usize| self.lexicon.grammar.interrogatives.contains(self.text.lower(at));
        content.start >= attribution.cue.end
            && (interrogative(content.start) || opener.is_some_and(interrogative))
    }

    fn attributed(
        &mut self,
        attribution: &Attribution,
        links: &[Link],
        stance: Stance,
        inside: Option<usize>,
    ) {
        let cue = self.text.span(attribution.cue.clone());
        let Some(content) = attribution.content.clone() else {
            let status = Self::silent_status(stance, cue);
            self.push(attribution.cue.start, None, cue, links.to_vec(), stance, status, false, inside);
            return;
        };
        if attribution.direct {
            for sentence in self.sentences_of(content) {
                let stance = if self.orders(&sentence, stance) { Stance::Requests } else { stance };
                let stance = if self.denies(&sentence, stance) { Stance::Denies } else { stance };
                let status = self.status(attribution, sentence.clone(), stance, cue, true);
                self.push(sentence.start, Some(sentence), cue, links.to_vec(), stance, status, true, inside);
            }
        } else {
            let content = self.text.trim(content);
            let parts = self.propositions(content);
            for part in parts {
                let part = self.before_incise(self.behind_coordinator(part), attribution);
                let stance = if self.denies(&part, stance) { Stance::Denies } else { stance };
                let mut status = self.status(attribution, part.clone(), stance, cue, false);
                let mut content = part.clone();
                if let Some((words, open)) = unknown::read(self.text, &part, self.lexicon) {
                    status = Self::unknown_status(self.text.span(words));
                    content = open;
                }
                self.push(part.start, Some(content), cue, links.to_vec(), stance, status, false, inside);
            }
        }
    }

    /// Of something that the words at `span` say is not known.
    fn unknown_status(span: Option<Span>) -> Status {
        let mut status = Status { certainty: Certainty::Unknown, ..Status::default() };
        if let Some(span) = span {
            status.mark(MarkerRole::Hedge, span);
        }
        status
    }

    /// A verb of belief (*penser*, *croire*), not one that doubts itself.
    fn believes(entry: &Cue) -> bool {
        entry.stance() == Stance::Opines && entry.certainty == Some(Certainty::Probable) && !entry.doubts
    }

    fn silent_status(stance: Stance, cue: Option<Span>) -> Status {
        let mut status = Status::default();
        match stance {
            Stance::Declines => status.certainty = Certainty::Unknown,
            Stance::Denies => {
                status.polarity = Polarity::Negative;
                if let Some(cue) = cue {
                    status.mark(MarkerRole::Denial, cue);
                }
            }
            _ => {}
        }
        status
    }

    fn status(
        &self,
        attribution: &Attribution,
        content: Range<usize>,
        stance: Stance,
        cue: Option<Span>,
        direct: bool,
    ) -> Status {
        let tense = if direct { None } else { attribution.tense };
        let mut status = status::read(self.text, content, &attribution.cue, tense, self.lexicon);
        let reported = status::reported_by(self.text, &attribution.cue, self.lexicon);
        if let Some(span) = reported {
            status.conditional = true;
            status.weaken(Certainty::Possible);
            status.mark(MarkerRole::Conditional, span);
        }
        if let Some(span) = self.hedged_before(attribution) {
            status.weaken(Certainty::Possible);
            status.mark(MarkerRole::Hedge, span);
        }
        let entry = attribution.entry.map(|entry| &self.lexicon.cues[entry]);
        if let Some(certainty) = entry.and_then(|entry| entry.certainty) {
            status.weaken(certainty);
            if let Some(cue) = cue {
                status.mark(MarkerRole::Hedge, cue);
            }
        }
        if entry.is_some_and(|entry| entry.stance() == Stance::Requests) && self.asks(attribution) {
            status.weaken(Certainty::Unknown);
            if let Some(cue) = cue {
                status.mark(MarkerRole::Hedge, cue);
            }
        }
        if attribution.unknown {
            status.weaken(Certainty::Unknown);
            status.polarity = Polarity::Positive;
            if let Some(cue) = cue {
                status.mark(MarkerRole::Hedge, cue);
            }
        }
        // "Ne pense pas qu'il viendra": what is not believed is put forward as not so.
        let doubts = |entry: &Cue| if attribution.negated { Self::believes(entry) } else { entry.doubts };
        if entry.is_some_and(doubts) {
            status.negate();
        }
        match stance {
            // "Should" in what is asked for prescribes, it does not doubt.
            Stance::Requests => {
                status.certainty = if reported.is_some() { Certainty::Possible } else { Certainty::Certain };
                status.markers.retain(|marker| marker.role != MarkerRole::Hedge);
            }
            Stance::Denies => {
                status.negate();
                if let Some(cue) = cue {
                    status.mark(MarkerRole::Denial, cue);
                }
            }
            Stance::Declines => {
                status.certainty = Certainty::Unknown;
                status.polarity = Polarity::Positive;
            }
            _ => {}
        }
        status
    }

    /// *По слухам*, *говорят, будто бы …*: a cue that is a hedge, or one that opens what is said.
    fn hedged_before(&self, attribution: &Attribution) -> Option<Span> {
        let hedge = |words: Range<usize>| {
            let found = self.lexicon.hearsay.at(&self.text.words[words.clone()]);
            found.filter(|(len, ())| *len == words.len())?;
            self.text.span(words)
        };
        let start = attribution.content.as_ref().map_or(0, |content| content.start);
        let opens = |at: &usize| self.lexicon.grammar.complementizers.contains(self.text.lower(*at));
        let before = (start.saturating_sub(2)..start).find(opens).filter(|&at| at >= attribution.cue.end);
        before.and_then(|at| hedge(at..start)).or_else(|| hedge(attribution.cue.clone()))
    }

    /// The words of an attribution from its first to its last. A source before a relative clause that is the attribution belongs
    /// to the clause before: "founded by Golani, | who renamed it".
    fn taken(&self, attribution: &Attribution) -> Range<usize> {
        let relative = |source: &Range<usize>| {
            let grammar = &self.lexicon.grammar;
            (source.end..attribution.cue.start).any(|at| grammar.relatives.contains(self.text.lower(at)))
        };
        let source = attribution
            .source
            .clone()
            .filter(|source| !relative(source) && !self.does_before(source, &attribution.cue));
        // "Ministers were told that …": whoever is spoken to belongs to it, though nobody is named who says it.
        let told = self.text.top(attribution.cue.clone()).filter(|_| attribution.stands == Stands::Nobody);
        let told =
            told.and_then(|verb| self.text.child(verb, &["nsubj"])).map(|noun| self.text.noun_phrase(noun));
        let parts = [Some(attribution.cue.clone()), source, told, attribution.content.clone()];
        let start = parts.iter().flatten().map(|part| part.start).min().unwrap_or(0);
        let end = parts.iter().flatten().map(|part| part.end).max().unwrap_or(0);
        start..end
    }

    /// Whether a source does something before it says something: *The judge | imposed a sentence, saying …*.
    fn does_before(&self, source: &Range<usize>, cue: &Range<usize>) -> bool {
        let Some(verb) = self.text.top(cue.clone()).map(|at| &self.text.words[at]) else { return false };
        matches!(verb.deprel.as_str(), "conj" | "advcl")
            && verb.head.is_some_and(|head| (source.end..cue.start).contains(&head))
    }

    fn own(&mut self, clause: Range<usize>, memory: &Memory) {
        if let Some(chain) = &self.interviewed {
            let chain = chain::understood(chain);
            let status = status::read(self.text, clause.clone(), &(0..0), None, self.lexicon);
            self.push(clause.start, Some(clause), None, chain, Stance::Asserts, status, false, None);
            return;
        }
        if let Some(announced) = announced::read(self.text, &clause, self.lexicon) {
            let bare = announced.bare;
            self.announce(&announced, memory);
            if bare {
                return;
            }
        } else if let Some(chain) = self.spoken_on(&clause).or_else(|| self.seen_from_before(&clause, memory))
        {
            let tense = Some(Tense::Past);
            let status = status::read(self.text, clause.clone(), &(0..0), tense, self.lexicon);
            self.push(clause.start, Some(clause), None, chain, Stance::Asserts, status, false, None);
            return;
        }
        if let Some((content, chain)) = self.said_further(&clause) {
            let status = status::read(self.text, content.clone(), &(0..0), None, self.lexicon);
            self.push(content.start, Some(content), None, chain, Stance::Asserts, status, false, None);
            return;
        }
        if let Some((cue, content)) = unknown::read(self.text, &clause, self.lexicon) {
            let cue = self.text.span(cue);
            let status = Self::unknown_status(cue);
            self.push(clause.start, Some(content), cue, Vec::new(), Stance::Asserts, status, false, None);
            return;
        }
        let stance = voice::stance(self.text, clause.clone(), self.lexicon);
        if let Some((opener, content)) = self.raised(&clause) {
            let mut status = status::read(self.text, content.clone(), &(0..0), None, self.lexicon);
            status.weigh(self.text, opener.clone(), self.lexicon);
            let (at, cue) = (clause.start, self.text.span(opener));
            self.push(at, Some(content), cue, Vec::new(), stance, status, false, None);
            return;
        }
        let mut status = status::read(self.text, clause.clone(), &(0..0), None, self.lexicon);
        if status.conditional {
            match supposed::read(self.text, &clause, self.lexicon) {
                Some(Supposed::Wished) => status.wish(),
                Some(Supposed::Follows) if self.told_before(clause.start) == [chain::unattributed()] => {
                    status.suppose();
                }
                Some(Supposed::Follows) | None => {}
            }
        }
        let hearsay = clause.clone().any(|at| {
            let span = self.text.words[at].span;
            let counts = status.markers.iter().any(|marker| {
                marker.role == MarkerRole::Hedge
                    && marker.span.start <= span.start
                    && span.end <= marker.span.end
            });
            counts && self.lexicon.hearsay.at(&self.text.words[at..clause.end]).is_some()
        });
        let chain = if status.conditional {
            self.told_before(clause.start)
        } else if hearsay {
            vec![chain::unattributed()]
        } else {
            self.goes_on(&clause)
        };
        self.push(clause.start, Some(clause), None, chain, stance, status, false, None);
    }

    fn sentence_number(&self, at: usize) -> usize {
        self.text.sentences.iter().position(|sentence| sentence.contains(&at)).unwrap_or(0)
    }

    /// *Il semble que | le pilote dormait*: the impersonal words by which the outlet puts a clause forward, and the clause.
    fn raised(&self, clause: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let (text, grammar) = (self.text, &self.lexicon.grammar);
        let limit = clause.end.min(clause.start + 9);
        let that = (clause.start + 2..limit).find(|&at| grammar.complementizers.contains(text.lower(at)))?;
        let opener = clause.start..that;
        let impersonal = !grammar.raising.is_empty() && grammar.impersonal.contains(text.lower(clause.start));
        let hedge = opener.clone().find_map(|at| {
            let (len, hedge) = self.lexicon.hedges.at(&text.words[at..=that])?;
            (at + len + 1 >= that && hedge != Hedge::Unknown).then_some(())
        });
        let raises = opener.clone().any(|at| grammar.raising.contains(&text.words[at].lemma));
        let negated = opener.clone().any(|at| grammar.negations.contains(text.lower(at)));
        let whole = !opener.clone().any(|at| text.lower(at) == ",") && that + 2 < clause.end;
        (impersonal && whole && (hedge.is_some() || raises && !negated))
            .then(|| (opener, that + 1..clause.end))
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one claim, in the record's order")]
    fn push(
        &mut self,
        at: usize,
        content: Option<Range<usize>>,
        cue: Option<Span>,
        chain: Vec<Link>,
        stance: Stance,
        status: Status,
        direct: bool,
        inside: Option<usize>,
    ) {
        let span = content.clone().and_then(|content| self.text.span(content));
        if content.is_some() && span.is_none() {
            return;
        }
        let loaded = content.map_or_else(Vec::new, |content| {
            loaded::read(self.text, content, chain.len(), direct, self.lexicon)
        });
        let sentence = self.sentence_number(at);
        // A part of who passes something on is nobody else.
        let mentions: Vec<Span> = chain.iter().filter_map(|link| link.mention).collect();
        let part = |part: Span| {
            mentions.iter().any(|whole| *whole != part && whole.start <= part.start && part.end <= whole.end)
        };
        let chain = chain.into_iter().filter(|link| !link.mention.is_some_and(part)).collect();
        let claim = Claim {
            id: String::new(),
            zone: self.text.zone,
            content: span,
            cue,
            chain,
            stance,
            certainty: status.certainty,
            polarity: status.polarity,
            conditional: status.conditional,
            direct,
            about: None,
            markers: status.markers,
            loaded,
        };
        self.out.push((claim, Place { paragraph: self.number, sentence, inside }));
    }
}

/// The attribution whose content is the smallest that holds the cue of `index`.
fn enclosing(attributions: &[Attribution], index: usize) -> Option<usize> {
    let inner = &attributions[index];
    let at = inner.cue.start;
    (0..attributions.len())
        .filter(|&other| other != index)
        .filter_map(|other| Some((other, attributions[other].content.as_ref()?)))
        .filter(|(other, content)| {
            content.contains(&at)
                && !inner.content.as_ref().is_some_and(|own| {
                    own.start < content.start || own.end > content.end || (own == *content && *other > index)
                })
                && !inner.content.as_ref().is_some_and(|own| {
                    own.contains(&attributions[*other].cue.start) && !attributions[*other].cue.is_empty()
                })
        })
        .min_by_key(|(_, content)| content.len())
        .map(|(other, _)| other)
}

/// The order in which every attribution comes after the one that encloses it.
fn outermost_first(outer: &[Option<usize>]) -> Vec<usize> {
    let depth = |mut index: usize| {
        let mut depth = 0;
        while let Some(next) = outer[index].filter(|_| depth < outer.len()) {
            index = next;
            depth += 1;
        }
        depth
    };
    let mut order: Vec<usize> = (0..outer.len()).collect();
    order.sort_by_key(|&index| (depth(index), index));
    order
}
