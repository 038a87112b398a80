//! Conditionals of the outlet's own that report nothing: what would follow from something, wishes, judgements.

use std::ops::Range;

use hearsay_core::Stance;

use crate::lexicon::Lexicon;
use crate::passage::Paragraph;
use crate::status::conditional_at;
use crate::voice;

/// What a conditional of the outlet's own is, where it does not report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Supposed {
    /// What would follow: *le village perdrait son école*.
    Follows,
    /// A wish or a judgement: *il serait honnête de le dire*.
    Wished,
}

/// Reads the first conditional of a clause that nobody else is known to stand behind.
pub(crate) fn read(text: &Paragraph, clause: &Range<usize>, lexicon: &Lexicon) -> Option<Supposed> {
    if lexicon.reported_states.is_empty() {
        return None;
    }
    if clause.clone().any(|at| lexicon.wishes.at(&text.words[at..clause.end]).is_some()) {
        return Some(Supposed::Wished);
    }
    let conditional =
        clause.clone().find(|&at| conditional_at(text, at, clause.end, None, lexicon).is_some())?;
    let word = &text.words[conditional];
    let helps = matches!(word.deprel.as_str(), "aux" | "cop");
    let verb = word.head.filter(|head| helps && clause.contains(head)).unwrap_or(conditional);
    let subject = text.child(verb, &["nsubj"]).map(|subject| text.noun_phrase(subject));
    let indefinite = subject.is_some_and(|subject| text.words[subject.start].has("Definite=Ind"));
    if word.deprel == "cop" {
        let judges = voice::stance(text, clause.clone(), lexicon) == Stance::Opines;
        return judges.then_some(if indefinite { Supposed::Follows } else { Supposed::Wished });
    }
    // The tree may miss an auxiliary.
    let participle =
        (conditional + 1..clause.end.min(conditional + 5)).any(|at| text.words[at].has("VerbForm=Part"));
    let compound = helps || lexicon.conditional_auxiliaries.contains(&word.lower) && participle;
    // The endings begin with the stem's last letter: *appartiend|rait*.
    let state = lexicon.conditional_endings.iter().any(|ending| {
        let stem = ending.chars().next().map_or(0, char::len_utf8);
        word.lower.strip_suffix(&ending[stem..]).is_some_and(|stem| lexicon.reported_states.contains(stem))
    });
    (!compound && !state).then_some(Supposed::Follows)
}
