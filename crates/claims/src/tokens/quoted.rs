//! Quotations that no verb introduces: "X : « … »", "« … » – X", a quotation that stands alone.

use std::ops::Range;

use hearsay_core::{SourceKind, ZoneKind};

use super::Reader;
use crate::attribution::Attribution;
use crate::passage::Word;
use crate::tree::{meet, within};

/// Most words of a name in quotation marks.
const TITLE: usize = 4;

impl Reader<'_> {
    /// "A, said X. B." in one pair of quotation marks: the sentences that go on behind the inserted cue are X's too.
    pub(super) fn quotes_resumed(&self, found: &mut Vec<Attribution>) {
        let mut more = Vec::new();
        for attribution in found.iter().filter(|attribution| attribution.direct) {
            if self.half(attribution).is_none() {
                more.extend(self.goes_on_quoted(attribution, found));
            }
            let Some(quote) = self.text.quote_at(attribution.cue.start) else { continue };
            let inner = self.text.quotes[quote].inner.clone();
            let sentence = self.text.sentence_of(attribution.cue.start);
            if sentence.end >= inner.end
                || attribution.content.as_ref().is_none_or(|content| content.end > sentence.end)
            {
                continue;
            }
            // Up to the next cue in the quotation.
            let next = found
                .iter()
                .filter(|other| {
                    other.cue.start >= sentence.end && other.cue.start < inner.end && other.direct
                })
                .map(|other| self.text.sentence_of(other.cue.start).start)
                .min();
            let rest = sentence.end..next.unwrap_or(inner.end);
            if rest.len() > 2 {
                more.push(Attribution { content: Some(rest), ..attribution.clone() });
            }
        }
        for attribution in found.iter_mut().filter(|attribution| attribution.direct) {
            if let Some(whole) = self.half(attribution) {
                attribution.content = Some(whole);
            }
        }
        found.extend(more);
    }

    /// *Affirment que « A » | et B*: a quoted clause ends with its marks where another subject follows.
    pub(super) fn quoted_clauses(&self, found: &mut [Attribution]) {
        for content in
            found.iter_mut().filter(|other| !other.direct).filter_map(|other| other.content.as_mut())
        {
            let Some(quote) = self.text.quote_opening_at(content.start) else { continue };
            let quote = &self.text.quotes[quote];
            let end = quote.outer.end;
            let joined = end + 2 < content.end
                && self.lexicon.grammar.coordinators.contains(self.text.lower(end))
                && self.opens_clause(end + 1, content.end);
            if joined && self.has_finite(quote.inner.clone()) {
                content.end = end;
            }
        }
    }

    /// Of "The truce", said X, "holds": what is quoted before the verb, where it is no clause, and behind it, as one.
    fn half(&self, attribution: &Attribution) -> Option<Range<usize>> {
        let content = attribution.content.clone().filter(|content| content.end <= attribution.cue.start)?;
        let rest = self.goes_on_quoted(attribution, &[])?.content?;
        (!self.has_verb(content.clone())).then_some(content.start..rest.end)
    }

    /// "…", verb X: a verb that no lexicon knows, with its subject behind it.
    fn verb_behind(&self, close: usize, sentence: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let at = (close..sentence.end.min(close + 3)).find(|&at| self.text.words[at].is_word())?;
        let verb = &self.text.words[at];
        if verb.upos != "VERB" || !verb.has("VerbForm=Fin") {
            return None;
        }
        let subject = self.text.child(at, &["nsubj"]).filter(|&subject| subject > at)?;
        let source = self.text.trim(self.text.noun_phrase(subject));
        (source.start == at + 1 && self.speaks(&source)).then_some((at..at + 1, source))
    }

    /// "A", said X, "B": what is quoted behind the incise is X's too.
    fn goes_on_quoted(&self, attribution: &Attribution, found: &[Attribution]) -> Option<Attribution> {
        let content = attribution.content.as_ref().filter(|content| content.end <= attribution.cue.start)?;
        let incise = attribution.source.as_ref().map_or(0, |source| source.end).max(attribution.cue.end);
        let opening = (incise..self.text.words.len().min(incise + 3))
            .find(|&at| self.text.words[at].is_word() || self.text.quote_opening_at(at).is_some())?;
        let quote = self.text.quote_opening_at(opening)?;
        let inner = self.text.quotes[quote].inner.clone();
        let taken = found.iter().any(|other| {
            other.content.as_ref().is_some_and(|other| other != content && inner.contains(&other.start))
        });
        (!taken && self.has_finite(inner.clone()))
            .then(|| Attribution { content: Some(inner), ..attribution.clone() })
    }

    /// *UN: 30,000 displaced*: in a headline whoever stands before the colon says the rest, where it is no place.
    pub(super) fn topics(&self, found: &mut Vec<Attribution>) {
        let title = self.text.zone == ZoneKind::Headline || self.text.alone;
        for sentence in &self.text.sentences {
            let Some(colon) = (sentence.start + 1..sentence.end.min(sentence.start + 6))
                .find(|&at| self.text.lower(at) == ":")
            else {
                continue;
            };
            let source = sentence.start..colon;
            let content = self.text.trim(colon + 1..self.body_end(sentence));
            let (_, kind) = crate::source::describe(self.text, source.clone(), self.lexicon);
            // "DPA: …" in a digest; in a title also an office, unless a country stands for it.
            let outlet = kind == SourceKind::Media && self.text.words[source.start].capital();
            let place = self.lexicon.metonyms.at(&self.text.words[source.clone()]).is_some();
            let speaks = match kind {
                SourceKind::International
                | SourceKind::Police
                | SourceKind::Expert
                | SourceKind::Ngo
                | SourceKind::Media => title || outlet,
                SourceKind::Government
                | SourceKind::Military
                | SourceKind::ArmedGroup
                | SourceKind::Document
                | SourceKind::Company => title && !place,
                _ => false,
            };
            let taken = found.iter().any(|other| sentence.contains(&other.cue.start));
            if speaks && !taken && content.len() > 2 && !self.has_verb(source.clone()) {
                found.push(Attribution {
                    source: Some(source),
                    content: Some(content),
                    ..Attribution::at(colon..colon)
                });
            }
        }
    }

    /// *Le pont est miné (source : armée)*; *(Interpress, citant l'armée)*: a source in brackets at the end of a sentence in which nobody
    /// else speaks.
    pub(super) fn bracketed(&self, found: &mut Vec<Attribution>) {
        for sentence in &self.text.sentences {
            let body = self.text.trim(sentence.start..self.body_end(sentence));
            let Some(open) = (body.start + 3..body.end)
                .rev()
                .take(14)
                .find(|&at| self.text.lower(at) == "(")
                .filter(|_| self.text.lower(body.end) == ")" || self.text.lower(body.end - 1) == ")")
            else {
                continue;
            };
            let close = (open..=body.end).find(|&at| self.text.lower(at) == ")").unwrap_or(body.end);
            let labelled = self.lexicon.grammar.source_labels.contains(self.text.lower(open + 1))
                && self.text.lower(open + 2) == ":";
            let source = self.text.trim(open + 1 + 2 * usize::from(labelled)..close);
            // "LIMA, 25 MAR 90 (EFE) --": a dateline says nothing.
            let dateline = self.text.is_dash(close + 1);
            if source.is_empty() || dateline || found.iter().any(|other| sentence.contains(&other.cue.start))
            {
                continue;
            }
            let first =
                (source.start..source.end).find(|&at| self.text.lower(at) == ",").unwrap_or(source.end);
            let (_, kind) = crate::source::describe(self.text, source.start..first, self.lexicon);
            let cites = self.lexicon.citing.at(&self.text.words[(first + 1).min(close)..close]).is_some();
            // Behind a person's name brackets hold a party or a country.
            let person = self.text.words[open - 1].entity == Some(hearsay_language::EntityKind::Person);
            // "(пресс-служба)": a common noun of somebody who speaks.
            let speaker = self.lexicon.grammar.free_order
                && kind != SourceKind::Other
                && !self.text.words[source.start].capital();
            let institution = (matches!(kind, SourceKind::Media | SourceKind::Expert | SourceKind::Ngo)
                || speaker)
                && !person;
            if labelled || cites || institution && !self.has_verb(source.clone()) {
                found.push(Attribution {
                    source: Some(source),
                    content: Some(self.text.trim(body.start..open)),
                    ..Attribution::at(open..open)
                });
            }
        }
    }

    /// Attributes quotations that no cue took.
    pub(super) fn quotes_alone(&self, found: &mut Vec<Attribution>) {
        for quote in &self.text.quotes {
            let taken = found.iter().any(|other| {
                let inside = quote.outer.contains(&other.cue.start) && !other.direct;
                let shares = |content: &Range<usize>| meet(content, &quote.inner);
                !inside && other.content.as_ref().is_some_and(shares)
            });
            if taken || quote.inner.len() < 4 {
                continue;
            }
            let Some(sentence) =
                self.text.sentences.iter().find(|sentence| sentence.contains(&quote.outer.start))
            else {
                continue;
            };
            let last = self.text.sentence_of(quote.outer.end - 1);
            let nothing = |words: &[Word]| words.iter().all(|word| !word.is_word());
            let begins = quote.outer.start == sentence.start;
            let alone = quote.continues && quote.outer == quote.inner
                || begins
                    && nothing(&self.text.words[quote.outer.end..])
                    && nothing(&self.text.words[..quote.outer.start]);
            // "A," said X. "B.": what follows in new marks is X's too.
            let follows = begins
                && nothing(&self.text.words[quote.outer.end..last.end])
                && found.iter().any(|other| {
                    other.direct
                        && other.content.as_ref().is_some_and(|content| content.end <= quote.outer.start)
                });
            let alone = alone || follows;
            let mut attribution = Attribution {
                content: Some(quote.inner.clone()),
                direct: true,
                ..Attribution::at(quote.outer.start..quote.outer.start)
            };
            let colon = quote
                .outer
                .start
                .checked_sub(1)
                .filter(|&at| self.text.lower(at) == ":" && at > sentence.start);
            let explained = Some(quote.outer.end)
                .filter(|&at| self.text.lower(at) == ":" && quote.outer.start == sentence.start);
            let dash = Some(quote.outer.end).filter(|&at| self.text.is_dash(at));
            if quote.speaker.is_some() {
                attribution.source.clone_from(&quote.speaker);
            } else if let Some(colon) = colon {
                let Some(source) = self.leading_phrase(sentence, colon).filter(|source| source.len() < 14)
                else {
                    continue;
                };
                // "A minister's revenge: '…'": a topic says nothing.
                let topic = self.text.zone == ZoneKind::Headline && !self.head_speaks(&source);
                attribution.source = Some(source).filter(|_| !topic);
            } else if let Some(colon) = explained {
                let Some(source) =
                    self.phrase_after(colon + 1, sentence.end).filter(|source| self.speaks(source))
                else {
                    continue;
                };
                attribution.source = Some(source);
            } else if let Some((cue, source)) = self.verb_behind(quote.outer.end, sentence) {
                attribution.cue = cue;
                attribution.source = Some(source);
            } else if let Some(dash) = dash {
                let Some(source) =
                    self.phrase_after(dash + 1, self.text.words.len()).filter(|source| source.len() < 14)
                else {
                    continue;
                };
                if !self.text.words[source.start].capital() {
                    continue;
                }
                attribution.source = Some(source);
            } else if !alone {
                continue;
            }
            found.push(attribution);
        }
    }

    /// «Северный курьер»: a few words that begin with a capital and have no verb, behind a word and not a colon, are a name.
    pub(super) fn is_title(&self, quote: usize) -> bool {
        let quote = &self.text.quotes[quote];
        let before = quote
            .outer
            .start
            .checked_sub(1)
            .filter(|&at| self.text.sentence_of(quote.outer.start).contains(&at));
        !quote.inner.is_empty()
            && quote.inner.len() <= TITLE
            && self.text.words[quote.inner.start].capital()
            && !self.has_verb(quote.inner.clone())
            && before.is_some_and(|at| self.text.words[at].is_word() || self.text.lower(at) == ",")
    }

    /// *Сообщает «Курьер»*: a name is no quotation.
    pub(super) fn titles_dropped(&self, found: &mut Vec<Attribution>) {
        found.retain(|other| {
            let title =
                other.content.as_ref().filter(|_| self.lexicon.grammar.free_order).and_then(|content| {
                    let quote = self.text.quote_at(content.start)?;
                    let outer = &self.text.quotes[quote].outer;
                    within(content, outer).then_some(quote)
                });
            title.is_none_or(|quote| {
                let next = self.text.quotes[quote].outer.start == other.cue.end;
                !(next && self.is_title(quote))
            })
        });
    }
}
