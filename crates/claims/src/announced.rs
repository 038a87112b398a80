//! Sentences that only announce that somebody speaks (*le maire n'a pas mâché ses mots*), and what goes on behind them without a cue.

use std::ops::Range;

use crate::attribution::Attribution;
use crate::lexicon::{Lexicon, Takes};
use crate::passage::Paragraph;
use crate::tokens::Reader;

/// That somebody speaks, as a clause of the outlet's says it.
pub(crate) struct Announced {
    /// Whoever speaks, with the verb that says so.
    pub(crate) speaker: Attribution,
    /// The clause says nothing but that; else it tells something that happened: *il a réuni ses lieutenants*.
    pub(crate) bare: bool,
}

/// Who is announced as a speaker by `clause`, if its main verb does that.
pub(crate) fn read(text: &Paragraph, clause: &Range<usize>, lexicon: &Lexicon) -> Option<Announced> {
    let reader = Reader { text, lexicon };
    reader.announcing(clause).map(|(cue, source, frame)| Announced {
        speaker: Attribution { source: Some(source), ..Attribution::at(cue) },
        bare: frame == Takes::Announces,
    })
}

/// *Devant les ouvriers, le repreneur a rassuré. | Personne ne serait licencié.*: who in `sentence` did something before an audience, as the one that speaks
/// in `clause` behind it, where that is in the simple conditional: the future seen from there.
pub(crate) fn seen_from(
    text: &Paragraph,
    sentence: &Range<usize>,
    clause: &Range<usize>,
    lexicon: &Lexicon,
) -> Option<Announced> {
    lexicon.grammar.audience_openers.contains(text.lower(sentence.start)).then_some(())?;
    let verb = outermost(text, clause)?;
    let parts = || std::iter::once(verb).chain(text.children(verb).filter(|&at| at < verb));
    let back = |at| lexicon.conditional_perfects.contains(text.lower(at)) || text.words[at].has("Reflex=Yes");
    let perfect = text.words[verb].has("VerbForm=Part") && parts().any(back);
    (!perfect && parts().any(|at| text.words[at].has("Mood=Cnd"))).then_some(())?;
    let told = sentence.clone().find(|&at| text.words[at].head.is_none() && text.words[at].is_word())?;
    let compound = text.words[told].has("VerbForm=Part") && text.child(told, &["aux"]).is_some();
    let past = compound
        || std::iter::once(told)
            .chain(text.children(told).filter(|&at| text.words[at].deprel == "cop"))
            .any(|at| text.words[at].has("Tense=Past") || text.words[at].has("Tense=Imp"));
    let source = text.noun_phrase(text.child(told, &["nsubj"]).filter(|&subject| subject < told)?);
    let reader = Reader { text, lexicon };
    (past && reader.head_speaks(&source)).then(|| Announced {
        speaker: Attribution { source: Some(source), ..Attribution::at(told..told + 1) },
        bare: false,
    })
}

/// Whether a clause can go on with what somebody says who was announced `distance` sentences before: in the present or the future, or
/// set back in time; what is told as done only right behind. Behind a clause that tells something itself (`bare` is not set) only a
/// conditional that is the future seen from there.
pub(crate) fn goes_on(text: &Paragraph, clause: &Range<usize>, distance: usize, bare: bool) -> bool {
    let Some(verb) = outermost(text, clause) else { return false };
    let finite = std::iter::once(verb)
        .chain(text.children(verb).filter(|&at| matches!(text.words[at].deprel.as_str(), "aux" | "cop")))
        .find(|&at| text.words[at].has("VerbForm=Fin"));
    let Some(finite) = finite.map(|at| &text.words[at]) else { return bare && distance < 2 };
    let conditional = finite.has("Mood=Cnd");
    let compound =
        finite.deprel == "aux" && text.words[verb].has("VerbForm=Part") && finite.has("Tense=Pres");
    let simple = !compound && !finite.has("Tense=Past");
    conditional || bare && (simple || compound && distance < 2)
}

/// The word that the others of a clause hang on.
fn outermost(text: &Paragraph, clause: &Range<usize>) -> Option<usize> {
    clause.clone().find(|&at| text.is_outermost(at, clause) && text.words[at].is_word())
}
