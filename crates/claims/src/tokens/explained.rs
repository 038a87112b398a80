//! Denials, reproaches and judgements that say what is so.

use std::ops::Range;

use hearsay_core::Stance;

use super::Reader;
use crate::attribution::Attribution;

impl Reader<'_> {
    /// *The head contests the findings: | the school had to close for works*: what is denied stands before the colon, what stands behind it is
    /// put forward in its place.
    pub(super) fn explained(&self, found: &mut Vec<Attribution>) {
        let mut said = Vec::new();
        let others: Vec<_> = found.iter().map(|other| other.cue.clone()).collect();
        for attribution in found.iter_mut() {
            let stance = attribution.entry.map(|entry| self.lexicon.cues[entry].stance());
            let denies = stance == Some(Stance::Denies);
            let judges = denies
                || self.lexicon.grammar.inverts && matches!(stance, Some(Stance::Accuses | Stance::Opines));
            let Some(content) = attribution.content.clone().filter(|_| judges && !attribution.negated) else {
                continue;
            };
            let near = content.start <= attribution.cue.end + 1;
            if let Some((denied, instead)) = self.put_instead(&content).filter(|_| near) {
                attribution.content = Some(denied);
                let known = others.iter().any(|cue| instead.contains(&cue.start) && !cue.is_empty());
                said.extend((!known).then(|| Attribution {
                    content: Some(instead),
                    entry: None,
                    stance: Some(Stance::Asserts),
                    ..attribution.clone()
                }));
                continue;
            }
            let colon = (attribution.cue.end..content.start).rev().find(|&at| self.text.lower(at) == ":");
            let object = colon.and_then(|colon| {
                let object = self.object_of(&attribution.cue)?;
                // "Attribue à un témoin cette phrase : …": what is put forward is the phrase.
                let next = denies || self.text.noun_phrase(object).start == attribution.cue.end;
                (next && (attribution.cue.end..colon).contains(&object)).then_some(attribution.cue.end..colon)
            });
            let Some(object) = object else { continue };
            said.push(Attribution {
                content: Some(self.text.trim(object)),
                direct: false,
                ..attribution.clone()
            });
            attribution.entry = None;
            attribution.stance = Some(Stance::Asserts);
        }
        found.extend(said);
    }

    /// Of *denies that | it ignored the warnings: they were assessed* what is denied, and what is put forward behind the colon.
    fn put_instead(&self, content: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let colon = (content.start + 1..content.end)
            .find(|&at| self.text.lower(at) == ":" && self.text.quote_at(at).is_none())?;
        let instead = self.text.trim(colon + 1..content.end);
        self.has_finite(instead.clone()).then(|| (self.text.trim(content.start..colon), instead))
    }
}
