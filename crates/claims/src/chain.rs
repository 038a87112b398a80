//! The chain of sources: links in the words of one attribution, and what the report said of them before.

use std::collections::HashMap;
use std::ops::Range;

use hearsay_core::{Link, Naming, SourceKind, Span};
use hearsay_language::EntityKind;

use crate::attribution::{Attribution, Finder, Stands, Voice};
use crate::lexicon::Lexicon;
use crate::passage::{Paragraph, Word};
use crate::source;

/// What the report has said of its sources so far.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The chain of the latest claim that somebody's words stand behind.
    latest: Vec<Link>,
    /// The chain of the latest source that was kept unnamed.
    unnamed: Vec<Link>,
    /// What is known of each name, by its last word.
    names: HashMap<String, (Naming, SourceKind)>,
    /// The latest nouns that can be meant by a pronoun, the newest last.
    nouns: Vec<Antecedent>,
}

/// A noun phrase that a later pronoun can mean.
#[derive(Clone, Debug)]
struct Antecedent {
    /// Values of `Gender` and `Number`, where the noun shows them.
    feats: [Option<String>; 2],
    link: Link,
}

/// How many nouns are remembered.
const NOUNS: usize = 12;

impl Memory {
    /// Remembers the chain of a claim.
    pub(crate) fn note(&mut self, chain: &[Link]) {
        let Some(origin) = chain.last() else { return };
        if origin.naming == Naming::Unattributed {
            return;
        }
        if origin.naming == Naming::Anonymous {
            self.unnamed = chain.to_vec();
        }
        self.latest = chain.to_vec();
    }

    /// Remembers who is spoken of in a sentence: subjects, sources, persons with their function.
    pub(crate) fn read(&mut self, text: &Paragraph, sentence: Range<usize>, lexicon: &Lexicon) {
        for at in sentence {
            let word = &text.words[at];
            let nominal = matches!(word.upos.as_str(), "NOUN" | "PROPN");
            let subject = matches!(word.deprel.as_str(), "nsubj" | "obl" | "obj" | "root");
            if !nominal || !subject {
                continue;
            }
            let phrase = text.trim(text.noun_phrase(at));
            if phrase.is_empty() {
                continue;
            }
            let link = link(text, phrase.clone(), lexicon);
            let known = link.kind != SourceKind::Other || word.entity == Some(EntityKind::Person);
            if known && word.deprel == "nsubj" {
                // "La juge": a noun may show its gender in its determiner alone.
                let determiner = text.child(at, &["det"]).and_then(|at| text.words[at].feat("Gender"));
                let gender = determiner.or_else(|| word.feat("Gender"));
                let feats = [gender, word.feat("Number")].map(|value| value.map(str::to_owned));
                self.nouns.push(Antecedent { feats, link: link.clone() });
                if self.nouns.len() > NOUNS {
                    self.nouns.remove(0);
                }
            }
            self.name(text, phrase, &link);
        }
    }

    /// Remembers what a person is, by the last word of the name.
    fn name(&mut self, text: &Paragraph, phrase: Range<usize>, link: &Link) {
        if link.naming != Naming::Named || link.kind == SourceKind::Other {
            return;
        }
        for at in phrase.clone() {
            let last = text.words[at].entity == Some(EntityKind::Person)
                && text.words.get(at + 1).is_none_or(|next| next.entity != Some(EntityKind::Person));
            if last {
                self.names.entry(text.words[at].exact.clone()).or_insert((link.naming, link.kind));
            }
        }
    }

    /// What is known of a name, where its own phrase does not say it.
    fn known(&self, text: &Paragraph, phrase: Range<usize>) -> Option<SourceKind> {
        phrase.rev().find_map(|at| self.names.get(&text.words[at].exact)).map(|(_, kind)| *kind)
    }

    /// Whom a pronoun means: the latest source that agrees with it, else the latest subject.
    fn antecedent(&self, pronoun: &Word) -> Option<&Link> {
        let agrees = |feats: &[Option<String>; 2]| {
            ["Gender", "Number"].iter().zip(feats).all(|(name, value)| {
                pronoun.feat(name).is_none_or(|own| value.as_deref().is_none_or(|value| value == own))
            })
        };
        let latest = self.latest.last();
        self.nouns
            .iter()
            .rev()
            .find(|noun| agrees(&noun.feats))
            .filter(|_| latest.is_none_or(|latest| latest.kind == SourceKind::Other))
            .map(|noun| &noun.link)
            .or(latest)
    }

    /// The chain of the latest claim, or else who was spoken of last outside of what is said, understood and not said again.
    fn implied(&self, said: Option<Span>) -> Vec<Link> {
        let outside = |noun: &&Antecedent| {
            let mention = noun.link.mention.zip(said);
            mention.is_none_or(|(mention, said)| mention.end <= said.start || said.end <= mention.start)
        };
        let spoken_of = self.nouns.iter().rev().find(outside);
        let spoken_of = spoken_of.map(|noun| std::slice::from_ref(&noun.link)).unwrap_or_default();
        let latest = if self.latest.is_empty() { spoken_of } else { &self.latest };
        understood(latest)
    }

    /// The media through which the latest source spoke, if `link` is that source: who goes on speaking speaks through them.
    fn passed_on_by(&self, link: &Link) -> &[Link] {
        let media = |link: &Link| link.kind == SourceKind::Media && link.naming == Naming::Named;
        match self.latest.split_last() {
            Some((latest, before)) if latest == link && before.iter().all(media) => before,
            _ => &[],
        }
    }
}

/// The links that an attribution's own words name, from the one nearest the reader to the origin.
pub(crate) fn links(
    text: &Paragraph,
    attribution: &Attribution,
    memory: &Memory,
    lexicon: &Lexicon,
) -> Vec<Link> {
    let Some(phrase) = attribution.source.clone().map(|phrase| before_channel(text, phrase, lexicon)) else {
        return if attribution.stands == Stands::Nobody {
            vec![unattributed()]
        } else {
            let said = attribution.content.as_ref().and_then(|content| text.span(content.clone()));
            let mut chain = memory.implied(said);
            if chain.is_empty() && attribution.by == Finder::Analyser {
                chain.push(unattributed());
            }
            chain
        };
    };
    let sentence_end =
        text.sentences.iter().find(|sentence| sentence.contains(&phrase.start)).map_or(phrase.end, |s| s.end);
    let mut chain = Vec::new();
    let told = attribution.addressee.clone().map(|media| with_name(text, media, sentence_end, lexicon));
    if let Some(media) = told.filter(|media| source::is_media(text, media.clone(), lexicon)) {
        chain.push(passes_on(text, media, lexicon));
    }
    if let Some(media) = asked_by(text, attribution, sentence_end, lexicon).filter(|_| chain.is_empty()) {
        chain.push(passes_on(text, media, lexicon));
    }
    let mut phrase = phrase;
    if let Some((own, media)) = told_behind(text, attribution, &phrase, lexicon).filter(|_| chain.is_empty())
    {
        chain.push(passes_on(text, media, lexicon));
        phrase = own;
    }
    if chain.is_empty() {
        chain.extend(passed_on_before(text, attribution, &phrase, lexicon));
    }
    if attribution.whose.is_some() {
        return stated_links(text, attribution, phrase, sentence_end, memory, lexicon, chain);
    }
    let (own, relays, cited) = split(text, phrase, sentence_end, attribution, lexicon);
    // "Told X, whose report was picked up by Y": Y has it from X.
    let told = chain.first().and_then(|link| link.mention);
    let mut nearer = 0;
    for relay in relays {
        let mut link = link(text, relay, lexicon);
        if link.kind == SourceKind::Other {
            link.kind = SourceKind::Media;
        }
        let later = link.mention.zip(told).is_some_and(|(relay, told)| relay.start > told.end);
        chain.insert(if later { nearer } else { chain.len() }, link);
        nearer += usize::from(later);
    }
    // Media that both asked and are cited in one phrase stand there once.
    chain.dedup_by(|next, link| link.mention.is_some() && next.mention == link.mention);
    let mut origin = refer(text, own, memory, lexicon, &mut chain);
    origin.channel = channel(text, attribution, sentence_end, lexicon);
    if origin.naming == Naming::Described && keeps_anonymous(text, attribution, lexicon) {
        origin.naming = Naming::Anonymous;
    }
    chain.push(origin);
    for cited in cited_before(text, attribution, lexicon).into_iter().chain(cited) {
        chain.push(link(text, cited, lexicon));
    }
    chain
}

/// Whom a source cites where the sentence opens with it: *Citing local media, | the agency reported that …*.
fn cited_before(text: &Paragraph, attribution: &Attribution, lexicon: &Lexicon) -> Option<Range<usize>> {
    let reader = crate::tokens::Reader { text, lexicon };
    let sentence = text.sentence_of(attribution.cue.start);
    let source = attribution.source.as_ref().filter(|source| sentence.contains(&source.start))?;
    let (len, ()) = lexicon.citing.at(text.words.get(sentence.start..source.start)?)?;
    let phrase = reader.phrase_after(sentence.start + len, source.start)?;
    (text.lower(phrase.end) == "," && reader.speaks(&phrase)).then_some(phrase)
}

/// The links of a source that the analyser marks, and of those that it marks as passing it on.
fn stated_links(
    text: &Paragraph,
    attribution: &Attribution,
    source: Range<usize>,
    limit: usize,
    memory: &Memory,
    lexicon: &Lexicon,
    told: Vec<Link>,
) -> Vec<Link> {
    let relay = |voice: &Voice| Link {
        naming: voice.naming,
        kind: voice.kind,
        ..link(text, voice.words.clone(), lexicon)
    };
    let mut chain: Vec<Link> = attribution.relays.iter().map(relay).collect();
    let alone = chain.is_empty();
    if alone && attribution.addressee.is_some() {
        chain = told;
    }
    let cited = if alone { split(text, source.clone(), limit, attribution, lexicon).2 } else { Vec::new() };
    let mut origin = refer(text, source, memory, lexicon, &mut chain);
    origin.channel = channel(text, attribution, limit, lexicon);
    if origin.naming == Naming::Described && keeps_anonymous(text, attribution, lexicon) {
        origin.naming = Naming::Anonymous;
    }
    chain.push(origin);
    for cited in cited {
        let link = link(text, cited, lexicon);
        if chain.iter().all(|other| other.mention != link.mention) {
            chain.push(link);
        }
    }
    chain
}

/// The media that the source answered, in its sentence: *Interrogée par X, la ministre …*.
fn asked_by(
    text: &Paragraph,
    attribution: &Attribution,
    limit: usize,
    lexicon: &Lexicon,
) -> Option<Range<usize>> {
    let reader = crate::tokens::Reader { text, lexicon };
    let sentence = text.sentence_of(attribution.cue.start);
    let inside = |at: usize| attribution.content.as_ref().is_some_and(|content| content.contains(&at));
    sentence.clone().filter(|&at| !inside(at)).find_map(|at| {
        let (len, ()) = lexicon.asked.at(text.words.get(at..limit)?)?;
        let phrase = with_name(text, reader.phrase_after(at + len, limit)?, limit, lexicon);
        // Whoever asks is media, unless it is a person or a government.
        let words = &text.words[phrase.clone()];
        let name = words.iter().any(Word::capital)
            && lexicon.metonyms.at(words).is_none()
            && words.iter().all(|word| word.entity != Some(EntityKind::Person));
        let line = words.len() == 1 && !name && words[0].upos == "NOUN";
        (!line && (name || source::is_media(text, phrase.clone(), lexicon))).then_some(phrase)
    })
}

/// A phrase with the name behind it that the tree takes for something else: *the daily | El Mundo*, *the Graz | weekly Klartext*.
fn with_name(text: &Paragraph, phrase: Range<usize>, limit: usize, lexicon: &Lexicon) -> Range<usize> {
    let reader = crate::tokens::Reader { text, lexicon };
    let end = phrase.end;
    let behind = |from: usize, least: usize| phrase.start..reader.name_end(from, limit).max(least);
    if !text.words[end - 1].capital() {
        return behind(end, end);
    }
    match lexicon.kinds.at(&text.words[end.min(limit)..limit]) {
        Some((len, SourceKind::Media)) if len > 0 => behind(end + len, end + len),
        _ if lexicon.grammar.name_particles.contains(text.lower(end)) => behind(end - 1, end),
        _ => phrase,
    }
}

/// Media that pass on what is said, in the words before the source: *In a letter published by the Harrow Review, | sixty judges …*.
fn passed_on_before(
    text: &Paragraph,
    attribution: &Attribution,
    source: &Range<usize>,
    lexicon: &Lexicon,
) -> Option<Link> {
    let reader = crate::tokens::Reader { text, lexicon };
    let sentence = text.sentence_of(attribution.cue.start);
    let inside = |at: usize| attribution.content.as_ref().is_some_and(|content| content.contains(&at));
    (sentence.start..source.start).filter(|&at| !inside(at)).find_map(|at| {
        let len = reader.relayed_at(at, source.start)?;
        let phrase = with_name(text, reader.phrase_after(at + len, source.start)?, source.start, lexicon);
        source::is_media(text, phrase.clone(), lexicon).then(|| passes_on(text, phrase, lexicon))
    })
}

/// A source that stands behind its verb, and the media that listen behind it: *ont indiqué les garde-côtes | à l'agence X*.
fn told_behind(
    text: &Paragraph,
    attribution: &Attribution,
    source: &Range<usize>,
    lexicon: &Lexicon,
) -> Option<(Range<usize>, Range<usize>)> {
    let inverted = attribution.entry.is_some() && source.start >= attribution.cue.end;
    let inside = |at: usize| attribution.content.as_ref().is_some_and(|content| content.contains(&at));
    let reader = crate::tokens::Reader { text, lexicon };
    let limit = text.sentence_of(source.start).end;
    (source.start + 1..limit.min(source.end + 1))
        .filter(|&at| inverted && !inside(at) && lexicon.grammar.addressees.contains(text.lower(at)))
        .find_map(|at| {
            let phrase = reader.phrase_after(at + 1, limit)?;
            let own = source.start..at;
            // "The editor at X": who works for media speaks for them.
            let speaks_for = source::describe(text, own.clone(), lexicon).1 == SourceKind::Media;
            (!speaks_for && source::is_media(text, phrase.clone(), lexicon)).then_some((own, phrase))
        })
}

/// A source's own phrase, those that pass it on (*cité par Y*), and those that it cites (*citant Y*).
type Split = (Range<usize>, Vec<Range<usize>>, Vec<Range<usize>>);

fn split(
    text: &Paragraph,
    phrase: Range<usize>,
    limit: usize,
    attribution: &Attribution,
    lexicon: &Lexicon,
) -> Split {
    let reader = crate::tokens::Reader { text, lexicon };
    let (mut relays, mut cited) = (Vec::new(), Vec::new());
    let mut own = phrase.clone();
    // Some word of the phrase names the source itself.
    let mut at = phrase.start + 1;
    let mut cut = false;
    let reach = phrase.end.max(attribution.cue.end) + 1;
    while at < limit {
        let citing = lexicon.citing.at(&text.words[at..limit]).map(|(len, ())| len);
        let relayed = reader.relayed_at(at, limit);
        let linked = relayed.or(citing).and_then(|len| {
            let found = with_name(text, reader.phrase_after(at + len, limit)?, limit, lexicon);
            // "Leaked to X", "who had spoken to X": media pass on what they hear.
            let listens = lexicon.grammar.addressees.contains(text.lower(at + len - 1));
            let passes = relayed.is_some()
                && (citing.is_none() && !listens && reader.speaks(&found)
                    || source::is_media(text, found.clone(), lexicon));
            (passes || citing.is_some_and(|len| len > 1 || reader.speaks(&found))).then_some((found, passes))
        });
        if let Some((found, passes)) = linked {
            if !cut && at < own.end {
                own.end = at;
                cut = true;
            }
            let end = found.end;
            match cited.len().checked_sub(1) {
                // "Citing a note leaked to X": X had it before who cites it.
                Some(last) if passes => cited.insert(last, found),
                _ if passes => relays.insert(0, found),
                _ => cited.push(found),
            }
            at = end.max(at + 1);
            continue;
        }
        // Further off only what cites: "…, Reuters said, citing officials".
        if at > reach
            && !text.lower(at - 1).eq(",")
            && relays.is_empty()
            && attribution.content.as_ref().is_none_or(|content| at < content.start)
            && at > reach + 12
        {
            break;
        }
        at += 1;
        if at > reach && attribution.content.as_ref().is_some_and(|content| content.contains(&at)) {
            at = attribution.content.as_ref().map_or(at, |content| content.end.max(at));
        }
    }
    (text.trim(own), relays, cited)
}

/// Whether the sentence says, outside the content, that the source wants no name: *sous couvert d'anonymat*.
fn keeps_anonymous(text: &Paragraph, attribution: &Attribution, lexicon: &Lexicon) -> bool {
    let inside = |at: usize| attribution.content.as_ref().is_some_and(|content| content.contains(&at));
    let sentence = text.sentence_of(attribution.cue.start);
    sentence
        .clone()
        .filter(|&at| !inside(at))
        .any(|at| lexicon.anonymous.at(&text.words[at..sentence.end]).is_some_and(|(len, ())| len > 1))
}

/// The link of media that a source spoke to.
fn passes_on(text: &Paragraph, media: Range<usize>, lexicon: &Lexicon) -> Link {
    let named = text.words[media.clone()].iter().any(Word::capital);
    let naming = if named { Naming::Named } else { Naming::Described };
    Link { kind: SourceKind::Media, naming, ..link(text, media, lexicon) }
}

/// A link for a phrase that stands in the text.
fn link(text: &Paragraph, phrase: Range<usize>, lexicon: &Lexicon) -> Link {
    let colleague = lexicon.colleagues.at(&text.words[phrase.clone()]);
    let phrase =
        phrase.start + colleague.map_or(0, |(len, ())| len).min(phrase.len().saturating_sub(1))..phrase.end;
    let (naming, kind) = source::describe(text, phrase.clone(), lexicon);
    // Of "-t-elle" the pronoun alone.
    let mention = text.span(phrase.clone()).map(|span| match text.lower(phrase.start).rfind('-') {
        Some(dash) if text.lower(phrase.start).starts_with('-') => Span::new(span.start + dash + 1, span.end),
        _ => Span::new(span.start, span.end - possessive(&text.words[phrase.end - 1])),
    });
    Link { mention, name: None, naming, kind, channel: None }
}

/// How many bytes at the end of a word are the mark of the possessor: *Trump | 's claim*.
fn possessive(word: &Word) -> usize {
    let curly = word.span.end - word.span.start - word.exact.len();
    if word.exact.len() > 2 && word.exact.ends_with("'s") { "'s".len() + curly } else { 0 }
}

/// The origin's link. A pronoun has its antecedent's naming and kind; *la source* also the links before it.
fn refer(
    text: &Paragraph,
    phrase: Range<usize>,
    memory: &Memory,
    lexicon: &Lexicon,
    chain: &mut Vec<Link>,
) -> Link {
    let grammar = &lexicon.grammar;
    let words = &text.words[phrase.clone()];
    let first = words.first().map_or("", |word| word.lower.as_str());
    let pronoun = words.len() == 1
        && [&grammar.subject_pronouns, &grammar.inverted_pronouns, &grammar.disjunctive_pronouns]
            .iter()
            .any(|pronouns| pronouns.contains(first));
    // "По её словам": whose words they are.
    let before = phrase.start.saturating_sub(1);
    let possessive = words.len() == 1 && lexicon.possessed.at(&text.words[before..]).is_some();
    let mut own = link(text, phrase.clone(), lexicon);
    let points_back = lexicon.pointing_back.at(words).is_some_and(|(len, ())| len == words.len());
    if pronoun || possessive || points_back {
        return match memory.antecedent(&text.words[phrase.end - 1]) {
            Some(before) => {
                if chain.is_empty() {
                    chain.extend(memory.passed_on_by(before).iter().cloned());
                }
                Link { naming: before.naming, kind: before.kind, name: before.name.clone(), ..own }
            }
            None => Link { naming: Naming::Described, ..own },
        };
    }
    if own.kind == SourceKind::Other
        && let Some(kind) = memory.known(text, phrase)
    {
        own.kind = kind;
    }
    let whole = lexicon.anaphoric.at(words).is_some_and(|(len, ())| len == words.len());
    if whole && let Some((before, prefix)) = memory.unnamed.split_last() {
        if chain.is_empty() {
            chain.extend(prefix.iter().cloned());
        }
        return Link { naming: before.naming, kind: before.kind, ..own };
    }
    own
}

/// Through which a source spoke, if said near the cue.
fn channel(text: &Paragraph, attribution: &Attribution, limit: usize, lexicon: &Lexicon) -> Option<Span> {
    let near = |at: usize| {
        let rest = text.words.get(at..limit.min(at + 8))?;
        let (len, ()) = lexicon.channel_openers.at(rest)?;
        let mut noun = at + len;
        let first = noun;
        while noun < limit && noun < first + 3 {
            let found = lexicon.channels.at(&text.words[noun..limit]);
            let aired = || broadcaster(text, at, noun, limit, lexicon).filter(|_| noun == first);
            if let Some(len) = found.map(|(len, ())| len).or_else(aired) {
                return text.span(first..noun + len);
            }
            noun += 1;
        }
        None
    };
    let inside = |at: usize| attribution.content.as_ref().is_some_and(|content| content.contains(&at));
    let start = text.sentences.iter().find(|s| s.contains(&attribution.cue.start)).map_or(0, |s| s.start);
    let ahead =
        (attribution.cue.end..limit.min(attribution.cue.end + 25)).filter(|&at| !inside(at)).find_map(near);
    ahead.or_else(|| (start..attribution.cue.start.min(start + 25)).filter(|&at| !inside(at)).find_map(near))
}

/// The length of an outlet's name at `noun` that the source speaks on, behind the preposition at `opener`: *sur Radio Prisme*. Whom one
/// speaks to (*à l'AFP*) passes on, and is a link of its own.
fn broadcaster(
    text: &Paragraph,
    opener: usize,
    noun: usize,
    limit: usize,
    lexicon: &Lexicon,
) -> Option<usize> {
    let (len, ()) = lexicon.outlets.at(text.words.get(noun..limit)?)?;
    lexicon.grammar.on_air.contains(text.lower(opener)).then_some(len)
}

/// A source without where it speaks: *le directeur | sur Radio Prisme*.
fn before_channel(text: &Paragraph, phrase: Range<usize>, lexicon: &Lexicon) -> Range<usize> {
    let aired = |&at: &usize| broadcaster(text, at, at + 1, phrase.end, lexicon).is_some();
    let end = (phrase.start + 1..phrase.end).find(aired).unwrap_or(phrase.end);
    phrase.start..end
}

/// A chain that is not said again.
pub(crate) fn understood(chain: &[Link]) -> Vec<Link> {
    chain.iter().map(|link| Link { mention: None, channel: None, ..link.clone() }).collect()
}

/// The link of a claim that the reporting conditional alone marks as not the outlet's own.
pub(crate) fn unattributed() -> Link {
    Link { mention: None, name: None, naming: Naming::Unattributed, kind: SourceKind::Other, channel: None }
}
