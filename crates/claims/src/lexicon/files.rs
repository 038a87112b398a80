//! The shapes of the data files, and where they come from.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use hearsay_core::{Certainty, SourceKind, Stance};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::inflect::Classes;
use crate::Error;

macro_rules! built_in {
    ($($language:literal),+ $(,)?) => {
        /// Languages whose data files are built in.
        pub(super) const LANGUAGES: &[&str] = &[$($language),+];

        fn built_in(language: &str, file: &str) -> Option<&'static str> {
            match (language, file) {
                $(
                    ($language, "conjugation") => Some(include_str!(concat!("../../data/", $language, "/conjugation.toml"))),
                    ($language, "cues") => Some(include_str!(concat!("../../data/", $language, "/cues.toml"))),
                    ($language, "grammar") => Some(include_str!(concat!("../../data/", $language, "/grammar.toml"))),
                    ($language, "status") => Some(include_str!(concat!("../../data/", $language, "/status.toml"))),
                    ($language, "sources") => Some(include_str!(concat!("../../data/", $language, "/sources.toml"))),
                    ($language, "loaded") => Some(include_str!(concat!("../../data/", $language, "/loaded.toml"))),
                )+
                _ => None,
            }
        }
    };
}

built_in!("fr", "en", "es", "ru");

/// The names of each language's files.
const NAMES: &[&str] = &["conjugation", "cues", "grammar", "status", "sources", "loaded"];

/// The data files that are built in, each with its path below a folder of one's own (`fr/cues.toml`).
pub fn built_in_files() -> impl Iterator<Item = (String, &'static str)> {
    LANGUAGES.iter().flat_map(|language| {
        NAMES
            .iter()
            .filter_map(move |name| Some((format!("{language}/{name}.toml"), built_in(language, name)?)))
    })
}

/// What may follow a cue as its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Frame {
    Clause,
    Zero,
    Infinitive,
    Quote,
    Object,
    Silent,
    Whom,
    Tell,
    Gerund,
    Citing,
    Called,
    Names,
    /// A noun phrase and the figure that is put on it.
    Figure,
    /// Nothing: it only announces that somebody speaks.
    Announces,
    /// Nothing: it tells of a meeting or the like, where somebody speaks.
    Addresses,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CueGroup {
    pub(super) stance: Stance,
    #[serde(default)]
    pub(super) frames: Vec<Frame>,
    pub(super) certainty: Option<Certainty>,
    #[serde(default)]
    pub(super) negated: bool,
    /// The source rather believes the opposite.
    #[serde(default)]
    pub(super) doubts: bool,
    /// A noun by which a conditional is the future seen from the past: *l'annonce que le port serait privatisé*.
    #[serde(default)]
    pub(super) foresees: bool,
    pub(super) words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Prepositions {
    pub(super) words: Vec<String>,
    /// Those that make a preposition with the verb of saying behind them: *según informó X*.
    #[serde(default)]
    pub(super) before_verbs: Vec<String>,
    /// With a possessive for the source as their second word: *по её словам*.
    #[serde(default)]
    pub(super) possessed: Vec<String>,
    /// Nouns before a source in brackets: *(данные Росстата)*.
    #[serde(default)]
    pub(super) bracketed: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CueFile {
    pub(super) verbs: Vec<CueGroup>,
    #[serde(default)]
    pub(super) nouns: Vec<CueGroup>,
    pub(super) prepositions: Prepositions,
    /// Phrases that hold such words and introduce nothing: *de source indépendante*, *in order to*.
    pub(super) idioms: Words,
    pub(super) relayed: Words,
    pub(super) citing: Words,
    /// Participles before the media that a source answered: *contacté par X*.
    pub(super) asked: Words,
}

/// Closed classes of a language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of a language, set in its data file")]
pub(crate) struct Grammar {
    /// How sure the analyser must be of a sentence to be believed before the rules: the mean logarithm of its words' probabilities.
    #[serde(default)]
    pub(crate) least_sure: f32,
    /// The same for a sentence in which the rules find nothing said.
    #[serde(default)]
    pub(crate) least_sure_alone: f32,
    pub(crate) complementizers: HashSet<String>,
    /// Words that take up a clause in an aside: *— так утверждают соседи —*.
    #[serde(default)]
    pub(crate) so_words: HashSet<String>,
    /// What opens the clause that belongs to a noun: *que*, *selon laquelle*.
    pub(crate) that: Vec<String>,
    /// Other forms of a word, elided or joined with an article.
    #[serde(default)]
    pub(crate) variants: std::collections::HashMap<String, HashSet<String>>,
    /// Demonstratives and definite words before a noun that takes up what was said, and such nouns: *ces allégations*.
    pub(crate) taking_up: HashSet<String>,
    pub(crate) taken_up: HashSet<String>,
    /// Words behind a passive that introduce what somebody is called: *identifié par X comme Y*.
    pub(crate) called: HashSet<String>,
    /// Words that open a phrase of time by themselves: *il y a quatre ans*.
    pub(crate) time_openers: Vec<String>,
    /// The analyser learnt attribution from real reports of this language.
    #[serde(default)]
    pub(crate) trusts_marks: bool,
    /// Relatives that take up the clause before them as an object: *ce que*.
    pub(crate) answering: Vec<String>,
    /// Small words within a name: *Le Quotidien | du | Lac*.
    #[serde(default)]
    pub(crate) name_particles: HashSet<String>,
    /// Words that tie a noun to another (*de*), and an act to whoever does it (*par*).
    pub(crate) of: HashSet<String>,
    pub(crate) agents: HashSet<String>,
    /// Dictionary forms of the auxiliaries, some of whose forms are spelt like verbs of saying.
    #[serde(default)]
    pub(crate) auxiliary_lemmas: HashSet<String>,
    /// Relative clauses may stand without a pronoun: *a claim Kyiv rejects*.
    #[serde(default)]
    pub(crate) zero_relatives: bool,
    /// Words in square brackets of a transcript that say what happens, not who speaks: *[begin recording]*.
    #[serde(default)]
    pub(crate) stage_notes: HashSet<String>,
    /// Reflexive pronouns before a verb.
    #[serde(default)]
    pub(crate) reflexives: HashSet<String>,
    /// Come before a number or a noun that they make less exact: *au moins*, *more than*.
    #[serde(default)]
    pub(super) approximators: Vec<String>,
    /// Come before a person who is an object: *acusa a la guerrilla*.
    #[serde(default)]
    pub(crate) object_prepositions: HashSet<String>,
    /// Words by which an outlet speaks of itself, which is no link of a chain: *este periódico*.
    #[serde(default)]
    pub(super) own_outlet: Vec<String>,
    /// Auxiliaries of a sentence that goes on with what somebody said before, set back in time.
    #[serde(default)]
    pub(crate) backshifted: HashSet<String>,
    /// Prepositions and nouns of *by the army's count*.
    #[serde(default)]
    pub(crate) account_openers: HashSet<String>,
    #[serde(default)]
    pub(crate) accounts: HashSet<String>,
    /// Words between a thing and the figure that somebody puts on it.
    #[serde(default)]
    pub(crate) before_figures: HashSet<String>,
    /// Whether an imperative in a quotation asks for something, whatever the verb of saying.
    #[serde(default)]
    pub(crate) imperatives_ask: bool,
    /// Conjunctions that, behind a comma, make two propositions of what is said.
    #[serde(default)]
    pub(crate) dividing: HashSet<String>,
    /// A verb of saying set into or behind what is said stands before who says it: *…, ont indiqué trois personnes*.
    #[serde(default)]
    pub(crate) inverts: bool,
    /// Pronouns that make another verb of a verb: *en* of *en vouloir à*.
    #[serde(default)]
    pub(crate) adverbial_pronouns: HashSet<String>,
    /// What may stand between a verb and the words that belong to it: *appelle | quant à lui | au boycott*.
    #[serde(default)]
    pub(super) asides: Vec<String>,
    /// Auxiliaries of the past, as dictionary forms: what one swears to have seen is no promise.
    #[serde(default)]
    pub(crate) perfect_auxiliaries: HashSet<String>,
    /// Phrases before the name of other media that are no part of it: *nos confrères de*.
    #[serde(default)]
    pub(super) colleagues: Vec<String>,
    /// Participles by which a noun that takes up what was said says it: *les informations faisant état de*.
    #[serde(default)]
    pub(super) telling: Vec<String>,
    /// Pronouns that only stress who is meant (*elle-même*), and relatives of the possessor (*dont*).
    #[serde(default)]
    pub(crate) emphatics: HashSet<String>,
    #[serde(default)]
    pub(crate) genitive_relatives: HashSet<String>,
    /// Pronouns of things, which say nothing: *ce*, *this*.
    #[serde(default)]
    pub(crate) things: HashSet<String>,
    /// Verbs, in their dictionary form, by which things too are signs: *montrer*, *to show*.
    #[serde(default)]
    pub(crate) sign_verbs: HashSet<String>,
    /// Verbs that say nothing with an impersonal subject: *il convient de*.
    #[serde(default)]
    pub(crate) impersonal_verbs: HashSet<String>,
    /// Verbs and adjectives, in their dictionary form, by which an impersonal clause puts forward the one behind it: *il apparaît que*,
    /// *il est clair que*.
    #[serde(default)]
    pub(crate) raising: HashSet<String>,
    /// Bodies whose decisions are acts, and the verbs, in their dictionary form, of these acts: *le tribunal a condamné*.
    #[serde(default)]
    pub(crate) deciding: HashSet<String>,
    #[serde(default)]
    pub(crate) decisions: HashSet<String>,
    /// Come before an outlet that somebody speaks on: *sur*, *on*.
    #[serde(default)]
    pub(crate) on_air: HashSet<String>,
    /// Those that make another verb of a verb, whoever speaks.
    #[serde(default)]
    pub(crate) third_person_reflexives: HashSet<String>,
    /// Words before an infinitive that goes on with what is said: *avant d'ajouter que*.
    #[serde(default)]
    pub(crate) sequels: Vec<String>,
    /// Auxiliaries that say what should be done.
    #[serde(default)]
    pub(crate) prescriptive: HashSet<String>,
    /// Words before a colon that name a source in brackets: *source : armée*.
    #[serde(default)]
    pub(crate) source_labels: HashSet<String>,
    /// Words that make a subject none: *aucun*, *no*.
    #[serde(default)]
    pub(crate) negative_subjects: HashSet<String>,
    /// Pronouns that stand for nobody where the verb is passive: *it is said that*.
    #[serde(default)]
    pub(crate) impersonal: HashSet<String>,
    /// Dictionary forms of verbs that say what something is or stays, besides auxiliaries.
    #[serde(default)]
    pub(crate) copulas: HashSet<String>,
    /// Dictionary forms of verbs that say how something looks: *she appears to support it*.
    #[serde(default)]
    pub(crate) seeming: HashSet<String>,
    /// Words before those from whom something is known where nobody in particular says it: *a-t-on appris auprès de*.
    #[serde(default)]
    pub(crate) informants: Vec<String>,
    /// Pronouns that stand for nobody in particular: *on*.
    #[serde(default)]
    pub(crate) nobody: HashSet<String>,
    /// An object may stand before its verb, and a verb of saying in the midst of what is said.
    #[serde(default)]
    pub(crate) free_order: bool,
    /// Main clauses may stand beside each other with a comma alone.
    #[serde(default)]
    pub(crate) sets_beside: bool,
    /// Where the rules find a source in what the analyser takes for the outlet's own words, the rules are right.
    #[serde(default)]
    pub(crate) sources_first: bool,
    /// Prepositions before a place that stands for those who speak: *в полиции сообщили*.
    #[serde(default)]
    pub(crate) places_that_speak: HashSet<String>,
    /// Pronouns behind a preposition: *selon lui*.
    #[serde(default)]
    pub(crate) disjunctive_pronouns: HashSet<String>,
    /// Prepositions that open a sentence with whose opinion it is: *pour X, …*.
    #[serde(default)]
    pub(crate) opinion_prepositions: HashSet<String>,
    /// Verbs, as dictionary forms, before an infinitive of saying: *tient à préciser*.
    #[serde(default)]
    pub(crate) light_verbs: HashSet<String>,
    /// Words before those who listen, at the beginning of a sentence: *Devant les ouvriers, …*.
    #[serde(default)]
    pub(crate) audience_openers: HashSet<String>,
    /// *Je crois que …*: whether whoever writes is a source of what they say with a verb of saying.
    #[serde(default)]
    pub(crate) first_persons: bool,
    /// Verbs, as dictionary forms, by which whoever speaks does what an infinitive says: *je voudrais remercier*.
    #[serde(default)]
    pub(crate) performing_verbs: HashSet<String>,
    /// Verbs, as dictionary forms, that call something by a name.
    pub(crate) naming_verbs: HashSet<String>,
    /// Auxiliaries of the passive, as dictionary forms.
    pub(crate) passive_auxiliaries: HashSet<String>,
    /// Words that open a reported question.
    pub(crate) interrogatives: HashSet<String>,
    pub(crate) infinitive_endings: Vec<String>,
    pub(crate) infinitive_openers: HashSet<String>,
    /// Words before an infinitive that are no part of what is said.
    pub(crate) infinitive_markers: HashSet<String>,
    /// Words that open what somebody else did or shall do: *accused X of*.
    pub(crate) whom_openers: HashSet<String>,
    /// Prepositions before whoever is spoken to, and pronouns and nouns for them.
    pub(crate) addressees: HashSet<String>,
    pub(crate) listeners: HashSet<String>,
    /// Words that make a clause of saying an insertion: *comme l'a annoncé X*.
    pub(crate) as_words: HashSet<String>,
    /// Formulas that are no claims: *tous droits réservés*.
    pub(crate) boilerplate: Vec<String>,
    /// What takes up the sentence before as what is said: *об этом*.
    pub(crate) sentence_before: Vec<String>,
    pub(crate) auxiliaries: HashSet<String>,
    pub(crate) negations: HashSet<String>,
    pub(crate) negation_words: HashSet<String>,
    pub(crate) clitics: HashSet<String>,
    pub(crate) adverbs: HashSet<String>,
    pub(crate) subject_pronouns: HashSet<String>,
    pub(crate) inverted_pronouns: HashSet<String>,
    pub(crate) relatives: HashSet<String>,
    pub(crate) determiners: HashSet<String>,
    pub(crate) prepositions: HashSet<String>,
    pub(crate) adjuncts: HashSet<String>,
    pub(crate) coordinators: HashSet<String>,
    pub(crate) subordinators: HashSet<String>,
    pub(crate) contrasts: Vec<String>,
    pub(crate) sentential: Vec<String>,
    pub(crate) times: HashSet<String>,
    pub(crate) conditions: HashSet<String>,
    pub(crate) condition_subjects: HashSet<String>,
    pub(crate) nouns_too: HashSet<String>,
    pub(crate) questions: HashSet<String>,
    pub(crate) finite: HashSet<String>,
    pub(crate) finite_endings: Vec<String>,
    pub(crate) imperatives: HashSet<String>,
    pub(crate) anaphoric: Vec<String>,
    /// Phrases that mean who was spoken of, as pronouns do: *ce dernier*.
    #[serde(default)]
    pub(crate) pointing_back: Vec<String>,
    pub(crate) connectives: Vec<String>,
}

impl Grammar {
    /// Whether infinitives show by their endings; elsewhere a particle stands before them.
    pub(crate) fn inflects_infinitives(&self) -> bool {
        !self.infinitive_endings.is_empty()
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HedgeWords {
    pub(super) probable: Vec<String>,
    pub(super) possible: Vec<String>,
    pub(super) improbable: Vec<String>,
    pub(super) unknown: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConditionalWords {
    pub(super) endings: Vec<String>,
    pub(super) auxiliaries: HashSet<String>,
    #[serde(default)]
    pub(super) perfects: HashSet<String>,
    pub(super) except: HashSet<String>,
    #[serde(default)]
    pub(super) imperfects: Vec<String>,
    #[serde(default)]
    pub(super) states: HashSet<String>,
    #[serde(default)]
    pub(super) wishes: Vec<String>,
}

/// Words that negate: `first` with one of `second` within `reach`, or one of `alone`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NegationWords {
    pub(crate) first: HashSet<String>,
    pub(crate) second: HashSet<String>,
    pub(crate) alone: HashSet<String>,
    pub(crate) reach: usize,
    pub(crate) before: HashSet<String>,
    pub(crate) restricts: HashSet<String>,
    /// Hedges that with a negation say that something could not be done.
    #[serde(default)]
    pub(crate) inability: HashSet<String>,
    /// Negating words that restrict with one of `restricts` right behind: *ne … plus que*.
    #[serde(default)]
    pub(crate) restricted: HashSet<String>,
    /// Verbs that the first word negates alone.
    #[serde(default)]
    pub(crate) without_second: HashSet<String>,
}

/// Words of a condition that is meant, and of what follows from it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConditionWords {
    pub(super) words: Vec<String>,
    /// Only at the start of a sentence or content.
    pub(super) opening: Vec<String>,
    /// Auxiliaries of the consequence, besides conditional and future forms.
    pub(super) consequences: HashSet<String>,
    /// Endings of futures, for those that the analyser does not know.
    #[serde(default)]
    pub(super) futures: Vec<String>,
}

/// Verbs, as dictionary forms, that say that something is not known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NotKnown {
    pub(super) verbs: HashSet<String>,
    /// Only with a negation.
    pub(super) negated: HashSet<String>,
    /// What something is that is not known, behind a copula: *unclear*, *a mystery*.
    #[serde(default)]
    pub(super) states: Vec<String>,
    /// What is not there where something is not known: *no word on*.
    #[serde(default)]
    pub(super) lacks: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StatusFile {
    pub(super) hedges: HedgeWords,
    pub(super) hearsay: Words,
    pub(super) conditional: ConditionalWords,
    pub(super) negation: NegationWords,
    pub(super) conditions: ConditionWords,
    pub(super) not_known: NotKnown,
    /// Sentences by which whoever says them denies what was said: *c'est faux*.
    #[serde(default)]
    pub(super) denials: Denials,
}

/// Each opening with each predicate, and sentences made otherwise.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Denials {
    #[serde(default)]
    openings: Vec<String>,
    #[serde(default)]
    predicates: Vec<String>,
    words: Vec<String>,
}

impl Denials {
    pub(super) fn sentences(self) -> impl Iterator<Item = String> {
        let Self { openings, predicates, words } = self;
        let made = openings.into_iter().flat_map(move |opening| {
            predicates.iter().map(|predicate| format!("{opening} {predicate}")).collect::<Vec<_>>()
        });
        made.chain(words)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Definite {
    pub(super) determiners: HashSet<String>,
    pub(super) words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Institutions {
    pub(super) words: Vec<String>,
    /// Words other than prepositions that tie a name to what stands before it (*du*, *'s*).
    pub(super) links: HashSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outlets {
    pub(super) words: Vec<String>,
    pub(super) parts: HashSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Channels {
    pub(super) openers: Vec<String>,
    pub(super) words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceFile {
    pub(super) kinds: BTreeMap<SourceKind, Vec<String>>,
    pub(super) vague: Words,
    pub(super) anonymous: Words,
    pub(super) definite: Definite,
    pub(super) institutions: Institutions,
    pub(super) metonyms: BTreeMap<SourceKind, Vec<String>>,
    pub(super) outlets: Outlets,
    pub(super) channels: Channels,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LoadedFile {
    pub(super) words: Vec<String>,
    pub(super) judgements: Vec<String>,
    /// Words, in their dictionary form, that judge where they are what a clause says of its subject.
    #[serde(default)]
    pub(super) predicates: HashSet<String>,
}

/// The data files of one language.
#[derive(Debug)]
pub(super) struct Files {
    pub(super) conjugation: Classes,
    pub(super) cues: CueFile,
    pub(super) grammar: Grammar,
    pub(super) status: StatusFile,
    pub(super) sources: SourceFile,
    pub(super) loaded: LoadedFile,
}

/// Reads the files of `language`, or `None` where there are none.
pub(super) fn read(language: &str, over: Option<&Path>) -> Result<Option<Files>, Error> {
    if !LANGUAGES.contains(&language) {
        return Ok(None);
    }
    Ok(Some(Files {
        conjugation: parse(language, "conjugation", over)?,
        cues: parse(language, "cues", over)?,
        grammar: parse(language, "grammar", over)?,
        status: parse(language, "status", over)?,
        sources: parse(language, "sources", over)?,
        loaded: parse(language, "loaded", over)?,
    }))
}

/// That a folder of the user's can be read and replaces a list at all.
pub(crate) fn check(folder: &Path) -> Result<(), Error> {
    std::fs::read_dir(folder).map_err(|source| Error::Read { path: folder.to_owned(), source })?;
    if built_in_files().any(|(name, _)| folder.join(name).exists()) {
        return Ok(());
    }
    Err(Error::NoList { path: folder.to_owned() })
}

fn parse<T: DeserializeOwned>(language: &str, file: &str, over: Option<&Path>) -> Result<T, Error> {
    let name = format!("{language}/{file}.toml");
    if let Some(path) = over.map(|folder| folder.join(&name)).filter(|path| path.exists()) {
        let text =
            std::fs::read_to_string(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
        return toml::from_str(&text)
            .map_err(|source| Error::Parse { file: path.display().to_string(), source });
    }
    toml::from_str(built_in(language, file).unwrap_or_default())
        .map_err(|source| Error::Parse { file: name, source })
}
