//! Which claim of the report a confirmation, denial or refusal to comment is about.

use hearsay_core::{Claim, Stance};

/// Links each confirmation, denial and refusal to the claim that it answers: the one before it in the same sentence, or, where
/// it says nothing itself, in the paragraph.
pub(crate) fn link(claims: &mut [Claim], places: &[Place]) {
    for index in 1..claims.len() {
        let silent = claims[index].content.is_none();
        if !silent || !matches!(claims[index].stance, Stance::Confirms | Stance::Denies | Stance::Declines) {
            continue;
        }
        let origin = |claim: &Claim| claim.chain.last().and_then(|link| link.mention);
        let about = (0..index).rev().take(6).find(|&before| {
            let near = places[before].paragraph == places[index].paragraph
                && places[before].sentence + 2 > places[index].sentence;
            near && claims[before].content.is_some()
                && origin(&claims[before]) != origin(&claims[index])
                && places[before].inside.is_none()
        });
        // Inside a quotation the answer is to something that stands outside.
        if places[index].inside.is_none() {
            claims[index].about = about.map(|before| claims[before].id.clone());
        }
    }
}

/// Where a claim stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) paragraph: usize,
    pub(crate) sentence: usize,
    /// Nested in another claim's content.
    pub(crate) inside: Option<usize>,
}
