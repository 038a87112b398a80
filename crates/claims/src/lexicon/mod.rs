//! What is known of a language: cues, grammar, status words, source nouns, loaded words. All of it is data.
//!
//! Files of `data/<language>/` are built in; a folder of the user's with the same layout overrides them file by file.

mod files;
mod inflect;
mod phrases;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use hearsay_core::{Certainty, SourceKind, Stance};

pub use self::files::built_in_files as built_in;
pub(crate) use self::files::check;
use self::files::{CueFile, Frame};
pub(crate) use self::files::{Grammar, NegationWords};
use self::inflect::Conjugation;
pub(crate) use self::inflect::Tense;
pub(crate) use self::phrases::{AsWord, Phrases, normalise};
use crate::Error;

/// What a cue word does and what may follow it.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says a thing of its own about an entry")]
pub(crate) struct Cue {
    /// As written in the data file.
    pub(crate) entry: String,
    /// Words after the inflected one.
    pub(crate) tail: Vec<String>,
    pub(crate) stance: Option<Stance>,
    pub(crate) certainty: Option<Certainty>,
    pub(crate) frames: HashSet<Frame>,
    /// Is a cue only with a negation.
    pub(crate) negated: bool,
    /// The source rather believes the opposite.
    pub(crate) doubts: bool,
    /// A noun: the sentence itself says something else.
    pub(crate) noun: bool,
    /// A conditional behind it is the future seen from the past.
    pub(crate) foresees: bool,
    /// Stands with a reflexive pronoun: *se douter* is not *douter*.
    pub(crate) reflexive: bool,
    /// Stands with this pronoun: *en vouloir*, *y voir*.
    pub(crate) clitic: Option<String>,
}

impl Cue {
    pub(crate) fn stance(&self) -> Stance {
        self.stance.unwrap_or(Stance::Asserts)
    }

    pub(crate) fn takes(&self, frame: Frame) -> bool {
        self.frames.contains(&frame)
    }
}

pub(crate) use self::files::Frame as Takes;

/// One reading of an inflected verb form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VerbForm {
    pub(crate) cue: usize,
    pub(crate) tense: Tense,
}

/// What is known of one language.
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub(crate) cues: Vec<Cue>,
    pub(crate) verbs: HashMap<String, Vec<VerbForm>>,
    pub(crate) nouns: Phrases<usize>,
    pub(crate) prepositions: Phrases<()>,
    pub(crate) possessed: Phrases<()>,
    pub(crate) bracketed: Phrases<()>,
    /// Prepositions that a verb of saying may follow: *según informó X*.
    pub(crate) before_verbs: Phrases<()>,
    /// Words by which an outlet speaks of itself.
    pub(crate) own_outlet: Phrases<()>,
    pub(crate) idioms: Phrases<()>,
    pub(crate) boilerplate: Phrases<()>,
    pub(crate) approximators: Phrases<()>,
    pub(crate) relayed: Phrases<()>,
    /// The first words of those that end with an agent's preposition: *cité* of *cité par*.
    pub(crate) relays: HashSet<String>,
    pub(crate) citing: Phrases<()>,
    pub(crate) asked: Phrases<()>,
    pub(crate) grammar: Grammar,
    pub(crate) that: Phrases<()>,
    pub(crate) sentence_before: Phrases<()>,
    pub(crate) time_openers: Phrases<()>,
    pub(crate) answering: Phrases<()>,
    pub(crate) contrasts: Phrases<()>,
    pub(crate) sentential: Phrases<()>,
    pub(crate) anaphoric: Phrases<()>,
    pub(crate) pointing_back: Phrases<()>,
    pub(crate) informants: Phrases<()>,
    pub(crate) sequels: Phrases<()>,
    pub(crate) hedges: Phrases<Hedge>,
    /// Words by which somebody who is not named says so: *reportedly*.
    pub(crate) hearsay: Phrases<()>,
    pub(crate) conditional_endings: Vec<String>,
    pub(crate) conditional_auxiliaries: HashSet<String>,
    /// Of the auxiliaries those that make a past of it.
    pub(crate) conditional_perfects: HashSet<String>,
    pub(crate) not_conditional: HashSet<String>,
    /// Longer endings, which no conditional has.
    pub(crate) imperfect_endings: Vec<String>,
    /// Stems whose simple conditional reports; without any, that of all verbs does.
    pub(crate) reported_states: HashSet<String>,
    /// Conditionals by which the outlet wishes or judges.
    pub(crate) wishes: Phrases<()>,
    pub(crate) negation: NegationWords,
    pub(crate) conditions: Phrases<()>,
    pub(crate) opening_conditions: Phrases<()>,
    pub(crate) consequences: HashSet<String>,
    pub(crate) future_endings: Vec<String>,
    pub(crate) unknown_verbs: HashSet<String>,
    pub(crate) unknown_negated: HashSet<String>,
    /// What something is that is not known, and what is not there where it is not.
    pub(crate) not_known: Phrases<()>,
    pub(crate) lacks: Phrases<()>,
    pub(crate) kinds: Phrases<SourceKind>,
    /// Nouns of one word among the sources, which are no names though a sentence may begin with them.
    pub(crate) common: Phrases<()>,
    pub(crate) vague: Phrases<()>,
    pub(crate) anonymous: Phrases<()>,
    pub(crate) definite: Phrases<()>,
    pub(crate) definite_determiners: HashSet<String>,
    pub(crate) institutions: Phrases<()>,
    pub(crate) links: HashSet<String>,
    pub(crate) metonyms: Phrases<SourceKind>,
    pub(crate) outlets: Phrases<()>,
    pub(crate) outlet_parts: HashSet<String>,
    pub(crate) channels: Phrases<()>,
    pub(crate) channel_openers: Phrases<()>,
    pub(crate) loaded: Phrases<()>,
    pub(crate) judgements: Phrases<()>,
    pub(crate) predicates: HashSet<String>,
    pub(crate) connectives: Phrases<()>,
    pub(crate) asides: Phrases<()>,
    pub(crate) colleagues: Phrases<()>,
    pub(crate) telling: Phrases<()>,
    /// Whole sentences that deny: *c'est faux*.
    pub(crate) denials: Phrases<()>,
}

/// What a hedge makes of a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hedge {
    Probable,
    Possible,
    Improbable,
    Unknown,
}

impl Lexicon {
    /// Languages whose data files are built in.
    pub(crate) const LANGUAGES: &[&str] = files::LANGUAGES;

    /// Reads the data files of `language`; a file `<over>/<language>/<name>.toml` replaces the one built in.
    pub(crate) fn load(language: &str, over: Option<&Path>) -> Result<Option<Self>, Error> {
        let Some(raw) = files::read(language, over)? else { return Ok(None) };
        let conjugation = Conjugation::new(raw.conjugation);
        let mut cues = Vec::new();
        let mut verbs: HashMap<String, Vec<VerbForm>> = HashMap::new();
        let mut nouns = Phrases::default();
        add_verbs(&raw.cues, &conjugation, &raw.grammar, &mut cues, &mut verbs);
        for group in &raw.cues.nouns {
            for word in &group.words {
                let cue = Cue {
                    entry: word.clone(),
                    noun: true,
                    foresees: group.foresees,
                    stance: Some(group.stance),
                    certainty: group.certainty,
                    frames: group.frames.iter().copied().collect(),
                    ..Cue::default()
                };
                nouns.add(word, cues.len());
                cues.push(cue);
            }
        }
        let mut hedges = Phrases::default();
        for (words, hedge) in [
            (&raw.status.hedges.probable, Hedge::Probable),
            (&raw.status.hedges.possible, Hedge::Possible),
            (&raw.status.hedges.improbable, Hedge::Improbable),
            (&raw.status.hedges.unknown, Hedge::Unknown),
        ] {
            for word in words {
                hedges.add(word, hedge);
            }
        }
        let grammar = raw.grammar;
        Ok(Some(Self {
            cues,
            verbs,
            nouns,
            prepositions: Phrases::of(with_variants(&raw.cues.prepositions.words, &grammar)),
            possessed: Phrases::of(&raw.cues.prepositions.possessed),
            bracketed: Phrases::of(&raw.cues.prepositions.bracketed),
            before_verbs: Phrases::of(&raw.cues.prepositions.before_verbs),
            own_outlet: Phrases::of(&grammar.own_outlet),
            idioms: Phrases::of(&raw.cues.idioms.words),
            boilerplate: Phrases::of(&grammar.boilerplate),
            approximators: Phrases::of(&grammar.approximators),
            relays: relays(&raw.cues.relayed.words, &grammar),
            relayed: Phrases::of(&raw.cues.relayed.words),
            citing: Phrases::of(&raw.cues.citing.words),
            asked: Phrases::of(&raw.cues.asked.words),
            that: Phrases::of(&grammar.that),
            sentence_before: Phrases::of(&grammar.sentence_before),
            time_openers: Phrases::of(&grammar.time_openers),
            answering: Phrases::of(&grammar.answering),
            contrasts: Phrases::of(&grammar.contrasts),
            sentential: Phrases::of(&grammar.sentential),
            anaphoric: Phrases::of(&grammar.anaphoric),
            pointing_back: Phrases::of(&grammar.pointing_back),
            informants: Phrases::of(&grammar.informants),
            sequels: Phrases::of(&grammar.sequels),
            connectives: Phrases::of(&grammar.connectives),
            asides: Phrases::of(grammar.asides.iter().chain(&grammar.connectives)),
            colleagues: Phrases::of(&grammar.colleagues),
            telling: Phrases::of(&grammar.telling),
            denials: Phrases::of(raw.status.denials.sentences()),
            grammar,
            hedges,
            hearsay: Phrases::of(&raw.status.hearsay.words),
            conditional_endings: raw.status.conditional.endings,
            conditional_auxiliaries: raw.status.conditional.auxiliaries,
            conditional_perfects: raw.status.conditional.perfects,
            not_conditional: raw.status.conditional.except,
            imperfect_endings: raw.status.conditional.imperfects,
            reported_states: raw.status.conditional.states,
            wishes: Phrases::of(&raw.status.conditional.wishes),
            negation: raw.status.negation,
            conditions: Phrases::of(&raw.status.conditions.words),
            opening_conditions: Phrases::of(&raw.status.conditions.opening),
            consequences: raw.status.conditions.consequences,
            future_endings: raw.status.conditions.futures,
            unknown_verbs: raw.status.not_known.verbs,
            unknown_negated: raw.status.not_known.negated,
            not_known: Phrases::of(&raw.status.not_known.states),
            lacks: Phrases::of(&raw.status.not_known.lacks),
            kinds: Phrases::by_kind(&raw.sources.kinds),
            common: Phrases::of(
                raw.sources
                    .kinds
                    .values()
                    .flatten()
                    .chain(&raw.sources.vague.words)
                    .chain(&raw.sources.institutions.words)
                    .filter(|word| !word.contains(' ') && !word.chars().any(char::is_uppercase)),
            ),
            vague: Phrases::of(&raw.sources.vague.words),
            anonymous: Phrases::of(&raw.sources.anonymous.words),
            definite: Phrases::of(&raw.sources.definite.words),
            definite_determiners: raw.sources.definite.determiners,
            institutions: Phrases::of(&raw.sources.institutions.words),
            links: raw.sources.institutions.links,
            metonyms: Phrases::exact_by_kind(&raw.sources.metonyms),
            outlets: Phrases::exact(&raw.sources.outlets.words),
            outlet_parts: raw.sources.outlets.parts,
            channels: Phrases::of(&raw.sources.channels.words),
            channel_openers: Phrases::of(&raw.sources.channels.openers),
            loaded: Phrases::of(&raw.loaded.words),
            judgements: Phrases::of(&raw.loaded.judgements),
            predicates: raw.loaded.predicates,
        }))
    }
}

/// Of phrases that are one word and an agent's preposition (*cité par*) that word.
fn relays(phrases: &[String], grammar: &Grammar) -> HashSet<String> {
    let pairs = phrases.iter().filter_map(|phrase| phrase.split_once(' '));
    pairs.filter(|(_, last)| grammar.agents.contains(*last)).map(|(first, _)| normalise(first)).collect()
}

/// Phrases, and those whose last word has other forms with each of these: *aux yeux de*, *aux yeux du*.
fn with_variants(phrases: &[String], grammar: &Grammar) -> Vec<String> {
    let mut all = phrases.to_vec();
    for phrase in phrases {
        let Some((before, last)) = phrase.rsplit_once(' ') else { continue };
        let forms = grammar.variants.get(last).into_iter().flatten();
        all.extend(forms.map(|form| format!("{before} {form}")));
    }
    all
}

/// Groups that name the same verb add their frames to one cue; the first group's stance stands unless the frames differ.
fn add_verbs(
    file: &CueFile,
    conjugation: &Conjugation,
    grammar: &Grammar,
    cues: &mut Vec<Cue>,
    verbs: &mut HashMap<String, Vec<VerbForm>>,
) {
    for group in &file.verbs {
        for lemma in &group.words {
            let mut words = lemma.split(' ').map(normalise);
            let first = words.next().unwrap_or_default();
            // The clitic of "s'engager", "se féliciter" stands before the inflected verb.
            let reflexive = first == "se" || first.starts_with("s'");
            let mut head = match first.split_once('\'') {
                Some((_, head)) => head.to_owned(),
                None if first == "se" => words.next().unwrap_or_default(),
                None => first,
            };
            let clitic = grammar.adverbial_pronouns.contains(&head).then(|| head.clone());
            if clitic.is_some() {
                head = words.next().unwrap_or_default();
            }
            let cue = Cue {
                entry: lemma.clone(),
                tail: words.flat_map(|word| phrases::split(&word)).collect(),
                stance: Some(group.stance),
                certainty: group.certainty,
                frames: group.frames.iter().copied().collect(),
                negated: group.negated,
                doubts: group.doubts,
                noun: false,
                foresees: group.foresees,
                reflexive,
                clitic,
            };
            for (form, tense) in conjugation.forms(&head) {
                let readings = verbs.entry(form).or_default();
                readings.push(VerbForm { cue: cues.len(), tense });
            }
            cues.push(cue);
        }
    }
}
