//! A second source whose verb is understood: *la police parle de 3 000 manifestants, | les organisateurs de 12 000*.

use std::ops::Range;

use super::Reader;
use crate::attribution::Attribution;

/// Most words of what the second one says.
const LONGEST: usize = 10;

impl Reader<'_> {
    /// Adds such sources to the attributions whose verb they share.
    pub(super) fn gapped(&self, found: &mut Vec<Attribution>) {
        let more: Vec<Attribution> = found.iter().filter_map(|first| self.gap(first, found)).collect();
        found.extend(more);
    }

    fn gap(&self, first: &Attribution, found: &[Attribution]) -> Option<Attribution> {
        let content = first.content.as_ref().filter(|_| !first.direct)?;
        let source = first.source.as_ref().filter(|source| source.end <= first.cue.start)?;
        let sentence = self.text.sentence_of(source.start);
        let end = self.body_end(&sentence);
        let comma = content.end;
        if content.start < first.cue.end
            || !matches!(self.text.lower(comma), "," | ";")
            || self.has_finite(content.clone())
        {
            return None;
        }
        let start =
            comma + 1 + usize::from(self.lexicon.grammar.coordinators.contains(self.text.lower(comma + 1)));
        let marker = self.marker(first, content)?;
        let at = (start + 1..end.min(start + LONGEST)).find(|&at| self.same(self.text.lower(at), &marker))?;
        let second = self.text.trim(start..at);
        let said = self.text.trim(at + 1..end);
        let taken = found.iter().any(|other| (start..end).contains(&other.cue.start));
        let fits = !taken
            && !said.is_empty()
            && said.len() <= LONGEST
            && !self.has_verb(start..end)
            && self.lexicon.grammar.determiners.contains(self.text.lower(second.start))
            && self.speaks(&second);
        fits.then(|| Attribution {
            source: Some(second.clone()),
            content: Some(said),
            entry: first.entry,
            ..Attribution::at(second.end..second.end)
        })
    }

    /// The preposition before what the first one says, which stands before what the second one says too.
    fn marker(&self, first: &Attribution, content: &Range<usize>) -> Option<String> {
        let grammar = &self.lexicon.grammar;
        let before = content.start - 1;
        let of = (before.min(first.cue.end)..=before).find(|&at| grammar.of.contains(self.text.lower(at)));
        let within = || content.clone().find(|&at| grammar.addressees.contains(self.text.lower(at)));
        let marker = self.text.lower(of.or_else(within)?);
        let variants = &self.lexicon.grammar.variants;
        let plain =
            variants.iter().find(|(_, forms)| forms.contains(marker)).map(|(plain, _)| plain.as_str());
        Some(plain.unwrap_or(marker).to_owned())
    }
}
