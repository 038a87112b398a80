//! What the language stage gives: sentences, tokens and words with everything that was read of them.

use std::ops::Range;

use hearsay_core::{Known, Naming, SourceKind, Span, Stance, Warning, ZoneKind};

/// The analysis of one report. All spans point into the report's text.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// The language that the report was analysed as, with how it is known. Without one that is read, all lists are empty.
    pub language: Option<Known<String>>,
    /// Sentences in the order of the text. None crosses a zone or a paragraph.
    pub sentences: Vec<Sentence>,
    /// Surface tokens in the order of the text: orthographic words, numbers, punctuation marks.
    pub tokens: Vec<Token>,
    /// Syntactic words (Universal Dependencies): a token such as French *du* holds two.
    pub words: Vec<Word>,
    /// Named entities.
    pub entities: Vec<Entity>,
    /// Attributions as the analyser marks them, one a cue.
    pub attributions: Vec<Attribution>,
    /// Parts of statements as the analyser marks them: what sources and the outlet put forward, and who stands behind it.
    pub statements: Vec<Statement>,
    /// What could not be analysed.
    pub warnings: Vec<Warning>,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token to its last.
    pub span: Span,
    /// Its tokens, as indices into [`Analysis::tokens`].
    pub tokens: Range<usize>,
    /// Its words, as indices into [`Analysis::words`].
    pub words: Range<usize>,
    /// The zone that it stands in.
    pub zone: ZoneKind,
    /// Number of its paragraph in the report, counted from 0.
    pub paragraph: usize,
}

/// A surface token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its words, as indices into [`Analysis::words`]; more than one for a multiword token.
    pub words: Range<usize>,
}

/// A syntactic word. What the analyser did not read is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Word {
    /// The token that holds it, as an index into [`Analysis::tokens`].
    pub token: usize,
    /// The word; differs from the token's text in multiword tokens only (*du*: `de`, `le`).
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech (`VERB`).
    pub upos: String,
    /// Universal features as in CoNLL-U (`Mood=Cnd|VerbForm=Fin`); empty where there are none.
    pub feats: String,
    /// Its head, as an index into [`Analysis::words`]; `None` for the root of a sentence.
    pub head: Option<usize>,
    /// Universal dependency relation to the head, without subtype (`nsubj`).
    pub deprel: String,
    /// How certain the event is that the word stands for, as in `FactBank`: 3 certain, 0 open, -3 certain not to be so.
    pub certainty: Option<f32>,
    /// How probable it is, from 0 to 1, that the word has the part in [`Analysis::statements`], or none, that was read.
    pub stated: Option<f32>,
}

impl Word {
    /// The value of a feature: `word.feat("Mood") == Some("Cnd")`.
    pub fn feat(&self, name: &str) -> Option<&str> {
        self.feats.split('|').find_map(|feat| feat.strip_prefix(name)?.strip_prefix('='))
    }
}

/// A named entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: EntityKind,
}

/// What a named entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntityKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
    /// Anything else with a name.
    Other,
}

/// An attribution: a cue with the sources and contents that belong to it. A source or content that lies in several pieces has
/// several spans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// Who says it.
    pub source: Vec<Span>,
    /// The words that tie the two.
    pub cue: Vec<Span>,
    /// What is said.
    pub content: Vec<Span>,
}

/// A part of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Where it stands.
    pub span: Span,
    /// What it is to the statement.
    pub role: StatementRole,
    /// For contents, sources and relays the cue that they belong to, as an index into [`Analysis::statements`].
    pub cue: Option<usize>,
    /// For sources and relays how they are named and what they are.
    pub whose: Option<(Naming, SourceKind)>,
    /// For contents and cues what is done with them.
    pub stance: Option<Stance>,
}

/// What a part is to a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatementRole {
    /// What a source puts forward.
    Content,
    /// What the outlet itself puts forward.
    Own,
    /// The words that introduce a content.
    Cue,
    /// The origin of a content.
    Source,
    /// Who passes a content on from its origin.
    Relay,
}

impl std::str::FromStr for StatementRole {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "content" => Ok(Self::Content),
            "own" => Ok(Self::Own),
            "cue" => Ok(Self::Cue),
            "source" => Ok(Self::Source),
            "relay" => Ok(Self::Relay),
            _ => Err(format!("`{name}` is no part of a statement")),
        }
    }
}

impl Analysis {
    /// The span of a range of words.
    pub fn span_of(&self, words: Range<usize>) -> Span {
        let start = self.words.get(words.start).map_or(0, |word| self.tokens[word.token].span.start);
        let end = match words.end.checked_sub(1).and_then(|last| self.words.get(last)) {
            Some(word) if !words.is_empty() => self.tokens[word.token].span.end,
            _ => start,
        };
        Span::new(start, end)
    }

    /// The sentence that holds byte `at` of the text.
    pub fn sentence_at(&self, at: usize) -> Option<&Sentence> {
        let after = self.sentences.partition_point(|sentence| sentence.span.start <= at);
        self.sentences[..after].last().filter(|sentence| at < sentence.span.end)
    }
}
