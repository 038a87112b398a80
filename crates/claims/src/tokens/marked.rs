//! Attributions that only the analyser sees: cues that the lexicon does not know.

use std::ops::Range;

use super::Reader;
use crate::attribution::{Attribution, Stands};
use crate::lexicon::{Takes, Tense};
use crate::tree::{meet, shared};

impl Reader<'_> {
    /// Where the analyser was trained on real reports of the language, its ends of sources and contents are better than those that
    /// rules find.
    pub(super) fn adjusted(&self, found: &mut [Attribution]) {
        if !self.lexicon.grammar.trusts_marks {
            return;
        }
        let cues: Vec<Range<usize>> = found.iter().map(|other| other.cue.clone()).collect();
        for marked in &self.text.marked {
            let mut same = found.iter_mut().filter(|other| meet(&other.cue, &marked.cue));
            let Some(other) = same.next().filter(|_| same.next().is_none()) else { continue };
            let relative = |source: &Range<usize>| {
                source.len() == 1 && self.lexicon.grammar.relatives.contains(self.text.lower(source.start))
            };
            if let Some(source) = marked.source.as_ref().filter(|source| {
                // "…, a claim Ukraine disputed": no part of who disputes it.
                let takes_up = self.answers_at(source.start, source.end).is_some();
                // "Was quoted by Interpress as saying": whoever passes it on is no origin.
                let sentence = self.text.sentence_of(other.cue.start);
                let passes_on = self
                    .quoted_before(other.cue.start, &sentence)
                    .is_some_and(|(_, verb, _)| self.agent_follows(verb) && verb < source.start);
                other.stands == Stands::Source && !relative(source) && !takes_up && !passes_on
            }) {
                other.source = Some(self.without_relative(source.clone()));
            }
            // "Were accused by prosecutors of selling weapons" says what they are accused of, not who they are.
            let elsewhere = (other.direct || other.stands != Stands::Source)
                && other.content.as_ref().is_some_and(|content| !meet(content, &marked.content));
            let with_source = other.stands != Stands::Source
                && other.source.as_ref().is_some_and(|source| meet(source, &marked.content));
            // "According to a memo, | which the Gazette has seen, | the dam leaks": a relative of the source.
            let relative_of_source = other.content.as_ref().is_some_and(|content| {
                !meet(content, &marked.content)
                    && self.lexicon.grammar.relatives.contains(self.text.lower(marked.content.start))
            });
            // A span that swallows what somebody else says is none of theirs.
            let swallows = other.content.as_ref().is_some_and(|content| {
                cues.iter().any(|cue| {
                    *cue != other.cue && !meet(cue, content) && meet(cue, &marked.content) && !cue.is_empty()
                })
            });
            // "The pilots, the airline says, followed the rules": the rules know the whole of it.
            let around = other.content.as_ref().is_some_and(|content| meet(content, &other.cue));
            // "Nobody died, according to the mayor, and | the fire was put out": what stands behind the words that close is another's.
            let closed = other.content.as_ref().is_some_and(|content| {
                content.end <= other.cue.start && other.cue.end <= marked.content.start
            });
            // "The hall, which | according to its architect | can …, lost its roof": the relative clause is the whole of it.
            let relatives = &self.lexicon.grammar.relatives;
            let cut = relatives.contains(self.text.lower(marked.content.end - 1))
                || other.cue.start > 0 && relatives.contains(self.text.lower(other.cue.start - 1));
            // "For the first, the dam is safe. | For the second, it is not": what the next sentence says is another's.
            let sentence = self.text.sentence_of(other.cue.start);
            let strays = other.content.as_ref().is_some_and(|content| sentence.contains(&content.start))
                && !sentence.contains(&marked.content.start);
            if other.content.is_some()
                && !cut
                && !strays
                && !elsewhere
                && !with_source
                && !swallows
                && !around
                && !closed
                && !relative_of_source
            {
                let mut content = self.unmarked(marked.content.clone());
                // "Said, without giving evidence, that …"; "claimed responsibility for | the attack".
                if let Some(ours) = &other.content {
                    let that =
                        self.lexicon.grammar.complementizers.contains(self.text.lower(ours.start.max(1) - 1));
                    let insertion = self.text.lower(other.cue.end) == ",";
                    // "Assured families that …".
                    let tells = other.entry.is_some_and(|entry| self.lexicon.cues[entry].takes(Takes::Tell));
                    if that && (insertion || tells) && content.start < ours.start && ours.start < content.end
                    {
                        content.start = ours.start;
                    }
                }
                if content.start < other.cue.end
                    && other.cue.end < content.end
                    && other.cue.start <= content.start
                {
                    content.start = other.cue.end;
                }
                // "Its claim that six were killed | could not be checked": the noun's clause ends before the sentence's verb.
                let noun = other.entry.is_some_and(|entry| self.lexicon.cues[entry].noun);
                if let Some(ours) = other.content.as_ref().filter(|ours| noun && ours.end > content.start) {
                    content.end = content.end.min(ours.end);
                }
                content.end = self.before_contrast(&content);
                content.end = self.before_next_act(&content, &other.cue);
                // "Accused her of years of bullying": whom stands before what.
                let whom = other.entry.is_some_and(|entry| self.lexicon.cues[entry].takes(Takes::Whom));
                if let Some(ours) = other.content.as_ref().filter(|ours| whom && ours.end > content.start) {
                    content.start = content.start.max(ours.start);
                }
                if !content.is_empty() {
                    other.content = Some(content);
                }
            }
        }
    }

    /// Where what is said ends before what somebody else did: "…, | while Kyiv put the number at 12".
    fn before_contrast(&self, content: &Range<usize>) -> usize {
        let contrast = (content.start + 3..content.end).find(|&at| {
            self.text.lower(at - 1) == ","
                && self.lexicon.contrasts.at(&self.text.words[at..content.end]).is_some_and(|(len, ())| {
                    self.has_finite(at + len..content.end) && self.head_speaks(&(at + len..content.end))
                })
        });
        contrast.map_or(content.end, |at| at - 1)
    }

    /// Where what is said ends before what the same source does next: *rejected the charge | and summoned the ambassador*.
    fn before_next_act(&self, content: &Range<usize>, cue: &Range<usize>) -> usize {
        let coordinator = (content.start + 1..content.end).find(|&at| {
            let word = &self.text.words[at];
            let verb = word.head.filter(|&verb| verb > at && word.deprel == "cc");
            cue.end <= content.start
                && verb.is_some_and(|verb| {
                    let word = &self.text.words[verb];
                    word.deprel == "conj"
                        && word.upos == "VERB"
                        && word.head.is_some_and(|head| cue.contains(&head))
                })
        });
        coordinator.unwrap_or(content.end)
    }

    /// Whether a finite verb heads the words, not only a clause within them.
    fn is_clause(&self, words: &Range<usize>) -> bool {
        self.has_finite(words.clone())
            && words.clone().any(|at| {
                self.text.is_outermost(at, words)
                    && (matches!(self.text.words[at].upos.as_str(), "VERB" | "AUX")
                        || self.text.child(at, &["cop", "nsubj", "expl", "aux"]).is_some())
            })
    }

    /// Sources without what only says more of them.
    pub(super) fn sources_cut(&self, found: &mut [Attribution]) {
        if !self.lexicon.grammar.trusts_marks {
            return;
        }
        for source in found.iter_mut().filter_map(|other| other.source.as_mut()) {
            *source = self.without_relative(source.clone());
        }
    }

    /// A source without a clause or an age at its end: these say more of the source than who it is.
    fn without_relative(&self, source: Range<usize>) -> Range<usize> {
        let words = &self.text.words;
        let added = (source.start + 2..source.end).find(|&at| {
            let clause =
                words[at].deprel == "acl" && words[at].head.is_some_and(|head| source.contains(&head));
            let opens = clause && self.text.subtree(at).start == at;
            let comma = self.text.lower(at - 1) == ",";
            let age =
                comma && words[at].upos == "NUM" && (at + 1 == source.end || self.text.lower(at + 1) == ",");
            let place = comma && self.lexicon.grammar.interrogatives.contains(self.text.lower(at));
            self.lexicon.grammar.relatives.contains(self.text.lower(at)) || opens || age || place
        });
        // "Passages of which", "many of whom": the clause begins before the pronoun.
        let begins = |at: usize| {
            let governed = self.lexicon.grammar.prepositions.contains(self.text.lower(at - 1));
            let comma = (source.start + 1..at).rev().take(4).find(|&at| self.text.lower(at) == ",");
            match comma {
                _ if !governed => at,
                Some(comma) => comma + 1,
                None if at > source.start + 3 => at - 1,
                None => source.end,
            }
        };
        let end = added.map(begins).filter(|&at| at > source.start + 1).unwrap_or(source.end);
        let end = end - usize::from(end < source.end && self.text.lower(end - 1) == ",");
        let possessive = end > source.start + 1 && self.lexicon.links.contains(self.text.lower(end - 1));
        source.start..end - usize::from(possessive)
    }

    /// A content as the analyser marks it, without quotation marks around it and the conjunction that opens it.
    pub(super) fn unmarked(&self, content: Range<usize>) -> Range<usize> {
        let mut content = self.text.trim(content);
        if content.len() > 2 && self.complements(content.start) {
            content.start += 1;
        }
        let marker = self.lexicon.grammar.infinitive_markers.contains(self.text.lower(content.start));
        if marker && content.len() > 1 && self.text.words[content.start + 1].has("VerbForm=Inf") {
            content.start += 1;
        }
        if let Some(quote) = self.text.quote_opening_at(content.start) {
            let quote = &self.text.quotes[quote];
            if quote.outer.end >= content.end {
                return quote.inner.clone();
            }
        }
        // Without quotation marks the next sentence is a claim of its own.
        let quoted = self.text.quotes.iter().any(|quote| meet(&quote.outer, &content));
        if !quoted {
            content.end = content.end.min(self.text.sentence_of(content.start).end);
        }
        self.text.trim(content)
    }

    /// Adds what the analyser marks with a source, where no cue was found before.
    pub(super) fn marked(&self, found: &mut Vec<Attribution>) {
        for marked in &self.text.marked {
            let Some(source) = &marked.source else { continue };
            let known = found.iter().any(|other| {
                meet(&other.cue, &marked.cue)
                    || other.cue.is_empty()
                        && other.content.as_ref().is_some_and(|content| meet(content, &marked.content))
                    || other.content.as_ref().is_some_and(|content| {
                        2 * shared(content, &marked.content) > content.len().max(marked.content.len())
                    })
            });
            // "Are said to": the outlet hedges.
            let hedged = (marked.cue.start.saturating_sub(1)..marked.cue.end)
                .any(|at| self.lexicon.hedges.at(&self.text.words[at..]).is_some_and(|(len, _)| len > 1));
            // "Cited by Reuters": these words only link one source to another.
            let links = [&self.lexicon.relayed, &self.lexicon.citing, &self.lexicon.asked];
            let linking = marked
                .cue
                .clone()
                .any(|at| links.iter().any(|phrases| phrases.at(&self.text.words[at..]).is_some()));
            // "…, marking the third time": a participle before things alone tells no words.
            let participle = self.text.words[marked.cue.clone()].iter().all(|word| word.has("VerbForm=Part"));
            let quoted = self.text.quotes.iter().any(|quote| meet(&quote.inner, &marked.content));
            let words = !quoted && !self.is_clause(&marked.content);
            let beside = participle && words;
            let manner = source.len() == 1 && self.text.words[source.start].upos == "ADV";
            let none = self.lexicon.grammar.negative_subjects.contains(self.text.lower(source.start));
            // "The picture … shows the president": a verb whose subject stands before it has no source behind it.
            let turned = self.text.top(marked.cue.clone()).and_then(|verb| self.text.child(verb, &["nsubj"]));
            let turned =
                source.start >= marked.cue.end && turned.is_some_and(|subject| subject < marked.cue.start);
            if beside
                || turned
                || manner
                || none
                || known
                || hedged
                || linking
                || !self.speaks(source)
                || marked.content.len() < 3
            {
                continue;
            }
            let direct = self
                .text
                .quote_opening_at(marked.content.start)
                .is_some_and(|quote| self.text.quotes[quote].outer.end + 1 >= marked.content.end);
            let content = self.unmarked(marked.content.clone());
            let cue = self.cue_within(&marked.cue);
            let entry = cue.as_ref().and_then(|cue| self.entry_fit(cue, &content, direct));
            // "Many admire the candidate": a verb that no list knows tells words without a clause only of somebody who can speak, or where
            // the analyser does not take it for the outlet's own statement.
            let own = self.own_statements().any(|own| meet(&own.words, &marked.cue));
            // "Imposed a sentence, | saying …": an act beside which the same subject speaks.
            let sentence = self.text.sentence_of(marked.cue.start);
            let acts = || {
                found.iter().any(|other| {
                    other.tense == Some(Tense::Gerund)
                        && other.entry.is_some()
                        && marked.content.end <= other.cue.start
                        && sentence.contains(&other.cue.start)
                })
            };
            if words && entry.is_none() && (own && !self.head_speaks(source) || acts()) {
                continue;
            }
            found.push(Attribution {
                entry,
                addressee: cue.as_ref().and_then(|cue| self.spoken_to(cue, &sentence)),
                negated: cue.as_ref().is_some_and(|cue| cue.negated),
                tense: cue.as_ref().and_then(|cue| cue.tense),
                source: Some(self.without_relative(source.clone())),
                content: Some(content),
                direct,
                ..Attribution::at(marked.cue.clone())
            });
        }
    }
}
