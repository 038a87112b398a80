//! An attribution as found in a paragraph: the words that introduce, who speaks, what is said.
//!
//! This is the interface between finding and interpreting: a finder gives these, whatever it finds them by.

use std::ops::Range;

use crate::lexicon::Tense;

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
    /// Media that the source speaks to ("told Reuters").
    pub(crate) addressee: Option<Range<usize>>,
    /// What is said.
    pub(crate) content: Option<Range<usize>>,
    /// Verbatim.
    pub(crate) direct: bool,
    /// What stands where the subject of a cue stands.
    pub(crate) stands: Stands,
    /// The source says that it does not know.
    pub(crate) unknown: bool,
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
