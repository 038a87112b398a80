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

use self::files::{CueFile, Frame};
pub(crate) use self::files::{Grammar, NegationWords};
use self::inflect::Conjugation;
pub(crate) use self::inflect::Tense;
pub(crate) use self::phrases::{AsWord, Phrases, normalise};
use crate::Error;

/// What a cue word does and what may follow it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cue {
    /// Words after the inflected one.
    pub(crate) tail: Vec<String>,
    pub(crate) stance: Option<Stance>,
    pub(crate) certainty: Option<Certainty>,
    pub(crate) frames: HashSet<Frame>,
    /// Is a cue only with a negation.
    pub(crate) negated: bool,
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
    pub(crate) relayed: Phrases<()>,
    pub(crate) citing: Phrases<()>,
    pub(crate) grammar: Grammar,
    pub(crate) contrasts: Phrases<()>,
    pub(crate) sentential: Phrases<()>,
    pub(crate) anaphoric: Phrases<()>,
    pub(crate) hedges: Phrases<Hedge>,
    pub(crate) conditional_endings: Vec<String>,
    pub(crate) conditional_auxiliaries: HashSet<String>,
    pub(crate) not_conditional: HashSet<String>,
    pub(crate) negation: NegationWords,
    pub(crate) kinds: Phrases<SourceKind>,
    pub(crate) vague: Phrases<()>,
    pub(crate) anonymous: Phrases<()>,
    pub(crate) definite: Phrases<()>,
    pub(crate) definite_determiners: HashSet<String>,
    pub(crate) metonyms: Phrases<SourceKind>,
    pub(crate) outlets: Phrases<()>,
    pub(crate) outlet_parts: HashSet<String>,
    pub(crate) channels: Phrases<()>,
    pub(crate) channel_openers: Phrases<()>,
    pub(crate) loaded: Phrases<()>,
    pub(crate) judgements: Phrases<()>,
    pub(crate) connectives: Phrases<()>,
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
        add_verbs(&raw.cues, &conjugation, &mut cues, &mut verbs);
        for group in &raw.cues.nouns {
            for word in &group.words {
                let cue = Cue {
                    stance: Some(group.stance),
                    certainty: group.certainty,
                    frames: [Frame::Clause].into(),
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
            prepositions: Phrases::of(&raw.cues.prepositions.words),
            relayed: Phrases::of(&raw.cues.relayed.words),
            citing: Phrases::of(&raw.cues.citing.words),
            contrasts: Phrases::of(&grammar.contrasts),
            sentential: Phrases::of(&grammar.sentential),
            anaphoric: Phrases::of(&grammar.anaphoric),
            connectives: Phrases::of(&grammar.connectives),
            grammar,
            hedges,
            conditional_endings: raw.status.conditional.endings,
            conditional_auxiliaries: raw.status.conditional.auxiliaries,
            not_conditional: raw.status.conditional.except,
            negation: raw.status.negation,
            kinds: Phrases::by_kind(&raw.sources.kinds),
            vague: Phrases::of(&raw.sources.vague.words),
            anonymous: Phrases::of(&raw.sources.anonymous.words),
            definite: Phrases::of(&raw.sources.definite.words),
            definite_determiners: raw.sources.definite.determiners,
            metonyms: Phrases::exact_by_kind(&raw.sources.metonyms),
            outlets: Phrases::exact(&raw.sources.outlets.words),
            outlet_parts: raw.sources.outlets.parts,
            channels: Phrases::of(&raw.sources.channels.words),
            channel_openers: Phrases::of(&raw.sources.channels.openers),
            loaded: Phrases::of(&raw.loaded.words),
            judgements: Phrases::of(&raw.loaded.judgements),
        }))
    }
}

/// Groups that name the same verb add their frames to one cue; the first group's stance stands unless the frames differ.
fn add_verbs(
    file: &CueFile,
    conjugation: &Conjugation,
    cues: &mut Vec<Cue>,
    verbs: &mut HashMap<String, Vec<VerbForm>>,
) {
    for group in &file.verbs {
        for lemma in &group.words {
            let mut words = lemma.split(' ').map(normalise);
            let first = words.next().unwrap_or_default();
            // The clitic of "s'engager", "se féliciter" stands before the inflected verb.
            let head = match first.split_once('\'') {
                Some((_, head)) => head.to_owned(),
                None if first == "se" => words.next().unwrap_or_default(),
                None => first,
            };
            let cue = Cue {
                tail: words.flat_map(|word| phrases::split(&word)).collect(),
                stance: Some(group.stance),
                certainty: group.certainty,
                frames: group.frames.iter().copied().collect(),
                negated: group.negated,
            };
            for (form, tense) in conjugation.forms(&head) {
                let readings = verbs.entry(form).or_default();
                readings.push(VerbForm { cue: cues.len(), tense });
            }
            cues.push(cue);
        }
    }
}
