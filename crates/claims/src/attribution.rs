//! An attribution as found in a paragraph: the words that introduce, who speaks, what is said.
//!
//! This is the interface between finding and interpreting: a finder gives these, whatever it finds them by.

use std::ops::Range;

use hearsay_core::{Naming, SourceKind, Stance};

use crate::lexicon::Tense;
use crate::tree::meet;

/// One attribution, as ranges of a paragraph's words.
#[derive(Clone, Debug)]
pub(crate) struct Attribution {
    /// The words that introduce it; empty where a quotation stands alone.
    pub(crate) cue: Range<usize>,
    /// The cue's entry in the lexicon, where it has one.
    pub(crate) entry: Option<usize>,
    /// The cue is negated.
    pub(crate) negated: bool,
    /// The tense of a verb.
    pub(crate) tense: Option<Tense>,
    /// Who speaks.
    pub(crate) source: Option<Range<usize>>,
    /// How the analyser thinks that the source is named, and what it is.
    pub(crate) whose: Option<(Naming, SourceKind)>,
    /// What the analyser thinks that the source does with the content.
    pub(crate) stance: Option<Stance>,
    /// Those that pass it on as the analyser marks them, from the one nearest the reader.
    pub(crate) relays: Vec<Voice>,
    /// Media that the source speaks to ("told Reuters").
    pub(crate) addressee: Option<Range<usize>>,
    /// What found it.
    pub(crate) by: Finder,
    /// What is said.
    pub(crate) content: Option<Range<usize>>,
    /// Verbatim.
    pub(crate) direct: bool,
    /// What stands where the subject of a cue stands.
    pub(crate) stands: Stands,
    /// The source says that it does not know.
    pub(crate) unknown: bool,
}

impl Attribution {
    /// One with a cue and nothing else.
    pub(crate) fn at(cue: Range<usize>) -> Self {
        Self {
            cue,
            entry: None,
            negated: false,
            tense: None,
            source: None,
            whose: None,
            stance: None,
            relays: Vec::new(),
            addressee: None,
            by: Finder::Rules,
            content: None,
            direct: false,
            stands: Stands::Source,
            unknown: false,
        }
    }
}

/// What finds attributions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finder {
    /// Rules over words and trees.
    Rules,
    /// The analyser's statements; each content is one proposition.
    Analyser,
}

impl Attribution {
    /// Whether its cue or its content stands in some words.
    pub(crate) fn meets(&self, words: &Range<usize>) -> bool {
        meet(&self.cue, words) || self.content.as_ref().is_some_and(|content| meet(content, words))
    }
}

/// Somebody who is named or described.
#[derive(Clone, Debug)]
pub(crate) struct Voice {
    pub(crate) words: Range<usize>,
    pub(crate) naming: Naming,
    pub(crate) kind: SourceKind,
}

/// What stands where the subject of a cue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stands {
    /// Whoever speaks, or what is understood from before.
    Source,
    /// Whoever is spoken of, as in a passive.
    Object,
    /// Nobody who is named: *on dit que*, a passive without an agent.
    Nobody,
}
