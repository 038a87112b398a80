//! Attributions and the outlet's own statements as the analyser marks them, read by the guidelines of the labelled claims.

use std::ops::Range;

use hearsay_core::{Naming, SourceKind};
use hearsay_language::StatementRole;

use super::Reader;
use super::cue::{Found, Kind};
use crate::attribution::{Attribution, Finder, Stands, Voice};
use crate::lexicon::{Takes, VerbForm};
use crate::passage::Part;
use crate::source;
use crate::tree::{meet, within};

impl Reader<'_> {
    /// The outlet's own statements.
    pub(crate) fn own_statements(&self) -> impl Iterator<Item = &Part> {
        self.text.parts.iter().filter(|part| part.role == StatementRole::Own)
    }

    /// What sources say, one attribution for each content, and for each cue without one.
    pub(super) fn stated(&self) -> Vec<Attribution> {
        let parts = &self.text.parts;
        let mut found = Vec::new();
        for part in parts.iter().filter(|part| part.role == StatementRole::Content) {
            let cue = part.cue.map(|cue| &parts[cue]).filter(|cue| self.belongs(&part.words, &cue.words));
            found.push(self.attribution_of(Some(part), cue));
        }
        for (index, cue) in parts.iter().enumerate().filter(|(_, part)| part.role == StatementRole::Cue) {
            let says = parts.iter().any(|part| {
                part.role == StatementRole::Content
                    && part.cue == Some(index)
                    && self.belongs(&part.words, &cue.words)
            });
            if !says {
                let silent = self.attribution_of(None, Some(cue));
                let answers = silent.entry.is_some_and(|entry| self.lexicon.cues[entry].takes(Takes::Silent));
                found.extend(Some(silent).filter(|silent| answers && silent.source.is_some()));
            }
        }
        self.quoted_together(&mut found);
        found
    }

    /// All sentences of one quotation are said by whoever says one of them.
    fn quoted_together(&self, found: &mut Vec<Attribution>) {
        for quote in &self.text.quotes {
            let inside = |attribution: &Attribution| {
                attribution.direct
                    && attribution.content.as_ref().is_some_and(|content| within(content, &quote.outer))
            };
            let Some(known) = found
                .iter()
                .filter(|attribution| inside(attribution))
                .max_by_key(|attribution| (!attribution.cue.is_empty(), attribution.source.is_some()))
                .filter(|known| !known.cue.is_empty() || known.source.is_some())
                .cloned()
            else {
                continue;
            };
            for other in found.iter_mut().filter(|attribution| inside(attribution)) {
                if other.cue.is_empty() && other.source.is_none() {
                    *other = Attribution { content: other.content.take(), ..known.clone() };
                }
            }
            for sentence in &self.text.sentences {
                let part = sentence.start.max(quote.inner.start)..sentence.end.min(quote.inner.end);
                let taken = found
                    .iter()
                    .any(|other| other.content.as_ref().is_some_and(|content| meet(content, &part)));
                let words = part.clone().filter(|&at| self.text.words[at].is_word()).count();
                if !taken && words > 2 && self.has_verb(part.clone()) {
                    let content = Some(self.text.trim(part));
                    found.push(Attribution { content, ..known.clone() });
                }
            }
        }
    }

    /// Whether a content can be introduced by a cue: in one sentence, or from sentence to sentence within one quotation.
    fn belongs(&self, content: &Range<usize>, cue: &Range<usize>) -> bool {
        let sentence = self.text.sentence_of(cue.start);
        if sentence.contains(&content.start) {
            return true;
        }
        self.text.quote_at(content.start).is_some_and(|quote| {
            let outer = &self.text.quotes[quote].outer;
            meet(outer, &sentence)
        })
    }

    fn attribution_of(&self, content: Option<&Part>, cue_part: Option<&Part>) -> Attribution {
        let parts = &self.text.parts;
        let cue = cue_part.map(|part| &part.words);
        let at = cue.or(content.map(|part| &part.words)).map_or(0, |words| words.start);
        let sentence = self.text.sentence_of(at);
        // Those of the same cue; without a cue those of the sentence that belong to none.
        let theirs = |part: &&Part| {
            let own = part.cue.map(|cue| &parts[cue].words).filter(|cue| sentence.contains(&cue.start));
            own == cue && sentence.contains(&part.words.start)
        };
        let distance = |part: &&Part| part.words.start.abs_diff(at);
        let voice = |part: &Part| {
            let (naming, kind) = part.whose.unwrap_or((Naming::Described, SourceKind::Other));
            Voice { words: part.words.clone(), naming, kind }
        };
        let of = |role| parts.iter().filter(move |part| part.role == role).filter(theirs);
        let mut source = of(StatementRole::Source).min_by_key(distance).map(voice);
        let origin = source.as_ref().map_or(at, |source| source.words.start);
        // From the reader to the origin: before it as they stand, behind it the last one is nearest to the reader.
        // Neither what belongs to the source nor what else it is called: *sur sa chaîne*, *dit « le Loup »*.
        let called = |quote: usize| {
            let before = self.text.quotes[quote].outer.start.checked_sub(1);
            before.is_some_and(|at| self.text.words[at].has("VerbForm=Part"))
        };
        let same = |part: &&Part| {
            let words = &self.text.words[part.words.clone()];
            let channel =
                words.iter().any(|word| self.lexicon.channels.at(std::slice::from_ref(word)).is_some());
            channel && words[0].has("Poss=Yes") || self.text.quote_at(part.words.start).is_some_and(called)
        };
        // Who listens is no outlet: *told | the police*.
        let listens = |voice: &Voice| {
            let kind = source::describe(self.text, voice.words.clone(), self.lexicon).1;
            matches!(
                kind,
                SourceKind::Government
                    | SourceKind::Police
                    | SourceKind::Military
                    | SourceKind::International
            )
        };
        let mut relays: Vec<Voice> = of(StatementRole::Relay).filter(|part| !same(part)).map(voice).collect();
        relays.retain(|relay| !listens(relay));
        relays.sort_by_key(|relay| {
            let start = relay.words.start as isize;
            if relay.words.start < origin { (0, start) } else { (1, -start) }
        });
        let words = content.map(|part| self.text.trim(part.words.clone()));
        let direct = words.as_ref().is_some_and(|words| {
            self.text
                .quote_at(words.start)
                .is_some_and(|quote| words.end <= self.text.quotes[quote].outer.end)
        });
        // A verb that the analyser takes for a part of the name: *martèle | Tripoli*.
        let verb = source.as_ref().map(|source| source.words.clone()).filter(|words| {
            let first = &self.text.words[words.start];
            cue.is_none()
                && words.len() > 1
                && !first.capital()
                && self.lexicon.verbs.contains_key(&first.lower)
        });
        if let (Some(verb), Some(source)) = (&verb, &mut source) {
            source.words.start = verb.start + 1;
        }
        let verb = verb.map(|words| words.start..words.start + 1);
        let cue = cue.or(verb.as_ref());
        let known = cue.and_then(|cue| {
            let meets = |found: &Found| meet(&found.words, cue);
            let within = self.cue_within(cue);
            if within.as_ref().is_some_and(|known| known.kind == Kind::Noun) && self.is_noun(cue.start) {
                return within;
            }
            self.cues(sentence.clone()).into_iter().rfind(meets).or(within)
        });
        let noun = known.as_ref().is_some_and(|known| known.kind == Kind::Noun);
        let words = words.map(|words| match cue.filter(|_| noun) {
            Some(cue) => words.start..self.before_predicate(cue, &words),
            None => words,
        });
        // Whom the tree shows where the analyser marks nobody.
        let subject =
            known.as_ref().filter(|known| source.is_none() && known.kind == Kind::Verb).and_then(|known| {
                let found = known.pronoun.clone().or_else(|| self.subject_by_tree(known))?;
                let said = |at: usize| words.as_ref().is_some_and(|words| words.contains(&at));
                (!said(found.start) && self.speaks(&found)).then_some(found)
            });
        let stands = match (&known, source.is_some() || subject.is_some()) {
            (Some(known), false) if noun || self.is_passive(known) => Stands::Nobody,
            _ => Stands::Source,
        };
        let entry = known.as_ref().and_then(|known| self.entry_of(known, words.as_ref(), direct));
        Attribution {
            entry,
            negated: known.as_ref().is_some_and(|known| known.negated),
            tense: known.as_ref().and_then(|known| known.tense),
            source: source.as_ref().map(|source| source.words.clone()).or(subject),
            whose: source.map(|source| (source.naming, source.kind)),
            content: words,
            direct,
            stance: content.or(cue_part).and_then(|part| part.stance).filter(|_| cue.is_some()),
            relays,
            stands,
            by: Finder::Analyser,
            ..Attribution::at(cue.cloned().unwrap_or(at..at))
        }
    }

    /// Where the clause of a noun ends before the verb whose subject the noun is: *Claims that the pass is mined | spread quickly*.
    fn before_predicate(&self, cue: &Range<usize>, content: &Range<usize>) -> usize {
        let subject = self.text.top(cue.clone()).filter(|&noun| self.text.words[noun].deprel == "nsubj");
        // "The explanation is that …".
        let is = self.text.words[cue.clone()].iter().any(|word| word.upos == "AUX");
        let verb = subject.and_then(|noun| self.text.words[noun].head);
        let verb = verb.filter(|verb| !is && content.contains(verb));
        verb.map_or(content.end, |verb| {
            let auxiliaries = self
                .text
                .children(verb)
                .filter(|&at| at > content.start + 1 && at < verb && self.text.words[at].deprel == "aux");
            auxiliaries.min().unwrap_or(verb).max(content.start + 1)
        })
    }

    /// Whether a word is a noun, if it opens its sentence in spite of its tag: *Hopes | that the strike would end*.
    fn is_noun(&self, at: usize) -> bool {
        let word = &self.text.words[at];
        let finite = word.upos == "VERB"
            && ["VerbForm=Inf", "VerbForm=Part", "VerbForm=Ger"].iter().all(|form| !word.has(form));
        word.upos == "NOUN" || finite && self.text.opens(at) && self.text.child(at, &["nsubj"]).is_none()
    }

    /// The lexicon's reading of words that the analyser marks as a cue, however they are tagged.
    pub(super) fn cue_within(&self, cue: &Range<usize>) -> Option<Found> {
        let negated = cue.clone().any(|at| self.lexicon.grammar.negation_words.contains(self.text.lower(at)));
        let found = |kind, entries: Vec<usize>, tense| Found {
            kind,
            words: cue.clone(),
            entries,
            tense,
            negated,
            pronoun: None,
        };
        cue.clone().rev().find_map(|at| {
            let verb = self.lexicon.verbs.get(self.text.lower(at)).and_then(|forms| {
                // "Called for": the words behind the verb that make it another.
                let fitting: Vec<(usize, &VerbForm)> = forms
                    .iter()
                    .filter_map(|form| {
                        let known = &self.lexicon.cues[form.cue];
                        let tail = self.tail(&known.tail, at + 1, cue.end)?;
                        (!known.reflexive && (negated || !known.negated)).then_some((tail, form))
                    })
                    .collect();
                let longest = fitting.iter().map(|(tail, _)| *tail).max()?;
                let fitting = fitting.iter().filter(|(tail, _)| *tail == longest).map(|(_, form)| form);
                let tense = fitting.clone().next()?.tense;
                let entries = fitting.map(|form| form.cue).collect();
                Some(found(Kind::Verb, entries, Some(tense)))
            });
            let noun = || {
                let (_, entry) = self.lexicon.nouns.at(&self.text.words[at..cue.end])?;
                Some(found(Kind::Noun, vec![entry], None))
            };
            // "Claims that …".
            if self.is_noun(at) { noun().or(verb) } else { verb.or_else(noun) }
        })
    }

    /// The entry of a cue that takes just such a content: "wants to hear" asks nothing of anybody.
    pub(super) fn entry_fit(&self, cue: &Found, content: &Range<usize>, direct: bool) -> Option<usize> {
        let finite = direct || self.has_finite(content.clone());
        let infinitive = self.text.words[content.start].has("VerbForm=Inf");
        // "Minister likely to quit, a source says".
        let before = content.end <= cue.words.start;
        // "Called the footage a fake".
        let called =
            self.text.top(cue.words.clone()).is_some_and(|verb| self.thing_and_value(verb).is_some());
        self.entry_of(cue, Some(content), direct).filter(|&entry| {
            let cue = &self.lexicon.cues[entry];
            (finite || before)
                && (cue.takes(Takes::Clause) || cue.takes(Takes::Quote) || cue.takes(Takes::Zero))
                || !finite && infinitive && cue.takes(Takes::Infinitive)
                || !infinitive && (cue.takes(Takes::Whom) || cue.takes(Takes::Object))
                || !finite && cue.takes(Takes::Names) && called
        })
    }

    /// The entry of a cue that takes such a content.
    fn entry_of(&self, cue: &Found, content: Option<&Range<usize>>, direct: bool) -> Option<usize> {
        let frames: &[Takes] = match content {
            None => &[Takes::Silent],
            Some(_) if direct => &[Takes::Quote, Takes::Clause],
            Some(content) if self.has_finite(content.clone()) => {
                &[Takes::Clause, Takes::Zero, Takes::Tell, Takes::Whom, Takes::Quote]
            }
            Some(_) => &[Takes::Infinitive, Takes::Whom, Takes::Object, Takes::Names],
        };
        frames.iter().find_map(|frame| self.entry_for(cue, *frame)).or_else(|| cue.entries.first().copied())
    }
}
