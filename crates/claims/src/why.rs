//! Why each field of a claim has its value: the dictionary entries, markers and tree relations behind it, in sentences whose
//! wording lies in `data/why.toml`.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use hearsay_core::{Claim, Link, MarkerRole, Naming, SourceKind, Span, Stance};

use crate::lexicon::Lexicon;
use crate::passage::Paragraph;
use crate::{source, voice};

/// One reason, with the field that it explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// `content`, `cue`, `source`, `certainty`, `loaded`.
    pub field: &'static str,
    /// A sentence or two.
    pub text: String,
}

static WORDING: LazyLock<HashMap<String, HashMap<String, String>>> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/why.toml")).expect("our own wording is valid; a test reads it")
});

/// Explains a claim of a paragraph.
pub(crate) struct Why<'p> {
    pub(crate) paragraph: &'p Paragraph,
    pub(crate) lexicon: &'p Lexicon,
    pub(crate) language: &'p str,
    pub(crate) text: &'p str,
}

impl Why<'_> {
    pub(crate) fn reasons(&self, claim: &Claim) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let mut add = |field, text: Option<String>| reasons.extend(text.map(|text| Reason { field, text }));
        add("cue", Some(self.cue(claim)));
        add("stance", self.opinion(claim));
        add("content", self.content(claim));
        for link in &claim.chain {
            add("source", Some(self.link(link, claim)));
        }
        for marker in &claim.markers {
            add("certainty", Some(self.marker(marker.role, marker.span, claim)));
        }
        if claim.markers.is_empty() && claim.content.is_some() {
            add("certainty", Some(self.say("no_marker", &[])));
        }
        for loaded in &claim.loaded {
            add(
                "loaded",
                Some(self.say("loaded", &[("words", self.of(loaded.span)), ("file", self.file("loaded"))])),
            );
        }
        reasons
    }

    fn say(&self, key: &str, values: &[(&str, String)]) -> String {
        let wording = WORDING.get(self.language).or_else(|| WORDING.get("en"));
        let mut text = wording.and_then(|wording| wording.get(key)).cloned().unwrap_or_default();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    fn file(&self, name: &str) -> String {
        format!("{}/{name}.toml", self.language)
    }

    fn of(&self, span: Span) -> String {
        span.of(self.text).to_owned()
    }

    fn words(&self, span: Span) -> Range<usize> {
        let words = &self.paragraph.words;
        let start = words.partition_point(|word| word.span.end <= span.start);
        start..words.partition_point(|word| word.span.start < span.end).max(start)
    }

    fn cue(&self, claim: &Claim) -> String {
        let Some(cue) = claim.cue else {
            let understood = claim.chain.first().is_some_and(|link| link.mention.is_some());
            return self.say(
                if understood || claim.direct {
                    "no_cue"
                } else if claim.chain.is_empty() {
                    "own"
                } else {
                    "understood"
                },
                &[],
            );
        };
        let words = self.words(cue);
        let entry = words.clone().find_map(|at| {
            let forms = self.lexicon.verbs.get(self.paragraph.lower(at));
            let verb = forms.into_iter().flatten().map(|form| &self.lexicon.cues[form.cue]);
            let noun = self
                .lexicon
                .nouns
                .at(&self.paragraph.words[at..words.end])
                .map(|(_, noun)| &self.lexicon.cues[noun]);
            verb.chain(noun).find(|entry| entry.stance() == claim.stance)
        });
        let introduces = |at: usize| {
            let rest = &self.paragraph.words[at..];
            self.lexicon.prepositions.at(rest).or_else(|| self.lexicon.possessed.at(rest)).is_some()
        };
        let file = self.file("cues");
        let said = match entry {
            Some(entry) => self.say(
                "cue",
                &[
                    ("words", self.of(cue)),
                    ("entry", entry.entry.clone()),
                    ("stance", claim.stance.to_string()),
                    ("file", file),
                ],
            ),
            None if words.clone().any(introduces) => {
                self.say("preposition", &[("words", self.of(cue)), ("file", file)])
            }
            None => self.say("analyser", &[("words", self.of(cue)), ("file", file)]),
        };
        match &claim.about {
            Some(about) if claim.content.is_none() => {
                format!("{said} {}", self.say("silent", &[("words", self.of(cue)), ("about", about.clone())]))
            }
            _ => said,
        }
    }

    /// What makes a statement of the outlet's a judgement.
    fn opinion(&self, claim: &Claim) -> Option<String> {
        let own = claim.stance == Stance::Opines && claim.cue.is_none() && claim.chain.is_empty();
        let words = self.words(claim.content.filter(|_| own)?);
        let judging = voice::judging(self.paragraph, &words, self.lexicon)?;
        let span = self.paragraph.span(judging)?;
        Some(self.say("judges", &[("words", self.of(span)), ("file", self.file("loaded"))]))
    }

    /// How the content hangs together with its cue in the tree.
    fn content(&self, claim: &Claim) -> Option<String> {
        let content = claim.content?;
        if claim.direct {
            return Some(self.say("quote", &[]));
        }
        let cue = self.words(claim.cue?);
        self.relation(self.words(content), &cue)
    }

    /// "“tiré” is the ccomp of “affirme”", where one phrase hangs on the other.
    fn relation(&self, phrase: Range<usize>, other: &Range<usize>) -> Option<String> {
        let root = phrase
            .clone()
            .find(|&at| self.paragraph.words[at].head.is_some_and(|head| other.contains(&head)))?;
        let word = &self.paragraph.words[root];
        let head = &self.paragraph.words[word.head?];
        Some(self.say(
            "relation",
            &[("root", self.of(word.span)), ("relation", word.deprel.clone()), ("head", self.of(head.span))],
        ))
    }

    fn link(&self, link: &Link, claim: &Claim) -> String {
        let Some(mention) = link.mention else {
            let key = if link.naming == Naming::Unattributed { "nobody" } else { "understood" };
            return self.say(key, &[("file", self.file("status"))]);
        };
        let phrase = self.words(mention);
        let words = &self.paragraph.words[phrase.clone()];
        let file = self.file("sources");
        let part = |range: Range<usize>| {
            let (first, last) = (&words[range.start], &words[range.end - 1]);
            self.of(first.span.cover(last.span))
        };
        let naming = match link.naming {
            Naming::Anonymous => {
                let found =
                    (0..words.len()).find_map(|at| Some((at, self.lexicon.anonymous.at(&words[at..])?.0)));
                let said = found.map_or_else(|| self.of(mention), |(at, len)| part(at..at + len));
                self.say("anonymous", &[("words", said), ("file", file.clone())])
            }
            Naming::Named => self.say("named", &[]),
            _ => self.say("described", &[]),
        };
        let metonym = self.lexicon.metonyms.at(words).filter(|(len, _)| *len == words.len());
        let kind = match (metonym, source::kind_word(words, self.lexicon)) {
            (Some((_, kind)), _) => self
                .say("metonym", &[("words", self.of(mention)), ("kind", kind.to_string()), ("file", file)]),
            (None, Some((range, SourceKind::Media)))
                if self.lexicon.outlets.at(&words[range.start..]).is_some() =>
            {
                self.say("outlet", &[("words", part(range)), ("file", file)])
            }
            (None, Some((range, kind))) if kind == link.kind => {
                self.say("kind", &[("words", part(range)), ("kind", kind.to_string()), ("file", file)])
            }
            _ => self.say("no_kind", &[("words", self.of(mention)), ("file", file)]),
        };
        let cue = claim.cue.map(|cue| self.words(cue));
        let relation = cue.and_then(|cue| self.relation(phrase, &cue));
        [Some(naming), Some(kind), relation].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn marker(&self, role: MarkerRole, span: Span, claim: &Claim) -> String {
        let feats = self
            .words(span)
            .map(|at| self.paragraph.words[at].feats.as_str())
            .find(|feats| feats.contains("Mood=Cnd"));
        let key = match role {
            MarkerRole::Hedge => "hedge",
            MarkerRole::Conditional => "conditional",
            MarkerRole::Negation => "negation",
            MarkerRole::Denial => "denial",
            MarkerRole::ScareQuotes => "scare",
        };
        self.say(
            key,
            &[
                ("words", self.of(span)),
                ("certainty", claim.certainty.to_string()),
                ("feats", if feats.is_some() { "Mood=Cnd".into() } else { "-rait".into() }),
                ("file", self.file("status")),
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_words_every_reason() {
        let mut keys: Vec<&String> = WORDING["en"].keys().collect();
        let mut others: Vec<&String> = WORDING["fr"].keys().collect();
        keys.sort();
        others.sort();
        assert_eq!(keys, others);
    }
}
