//! Finding attributions by words alone: cues of the lexicon, and rules about where phrases begin and end.

mod aside;
mod clause;
mod complement;
mod cue;
mod explained;
mod fronted;
mod gapped;
mod listener;
mod marked;
mod nobody;
mod nominal;
mod object;
mod order;
mod passive;
mod plausible;
mod possessed;
mod prepositional;
mod quoted;
mod quoting;
mod reconcile;
mod relative;
mod relay;
mod said;
mod stated;
mod subject;
mod valued;
mod verbal;

use std::ops::Range;

use crate::attribution::Attribution;
use crate::lexicon::Lexicon;
use crate::passage::Paragraph;

/// A paragraph with the knowledge to read it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'p> {
    pub(crate) text: &'p Paragraph,
    pub(crate) lexicon: &'p Lexicon,
}

/// A source that holds another's cue begins behind it, or is that other's: *She claimed | the label thought …*.
fn sources_apart(found: &mut [Attribution]) {
    let others: Vec<_> = found.iter().map(|other| (other.cue.clone(), other.source.clone())).collect();
    for source in found.iter_mut().filter_map(|other| other.source.as_mut()) {
        let inside =
            |cue: &Range<usize>| !cue.is_empty() && source.start < cue.start && cue.end <= source.end;
        let Some((cue, speaker)) = others.iter().rfind(|(cue, _)| inside(cue)) else { continue };
        match speaker {
            // *El ministro dijo | que dudaba …*: nothing stands behind the cue.
            Some(speaker) if cue.end == source.end => source.clone_from(speaker),
            _ => source.start = cue.end.min(source.end - 1),
        }
    }
}

/// All attributions of a paragraph, in the order of their cues.
pub(crate) fn find(text: &Paragraph, lexicon: &Lexicon) -> Vec<Attribution> {
    let reader = Reader { text, lexicon };
    let mut found: Vec<Attribution> = Vec::new();
    for sentence in &text.sentences {
        let cues = reader.cues(sentence.clone());
        for (index, cue) in cues.iter().enumerate() {
            let next = cues[index + 1..]
                .iter()
                .find(|next| {
                    !reader.is_relay(next) && !reader.only_qualifies(next) && !reader.is_object(next, cue)
                })
                .map(|next| next.words.clone());
            let attribution = match cue.kind {
                cue::Kind::Preposition => reader.prepositional(cue, sentence),
                cue::Kind::Noun => reader.nominal_cue(cue, sentence),
                cue::Kind::Verb => reader.verbal(cue, sentence, next.as_ref(), &found),
            };
            found.extend(attribution);
        }
    }
    reader.explained(&mut found);
    reader.gapped(&mut found);
    reader.quoted_clauses(&mut found);
    reader.acts_dropped(&mut found);
    reader.adjusted(&mut found);
    reader.within_relatives(&mut found);
    sources_apart(&mut found);
    reader.same_speaker(&mut found);
    reader.quotes_resumed(&mut found);
    reader.marked(&mut found);
    found.sort_by_key(|attribution| attribution.cue.start);
    reader.same_speaker(&mut found);
    reader.quotes_alone(&mut found);
    reader.topics(&mut found);
    reader.bracketed(&mut found);
    found.retain(|attribution| {
        reader.plausible(attribution)
            && !reader.unsaid(attribution)
            && !reader.only_tells_when(attribution)
            && !reader.is_told(attribution)
            && !reader.only_seems(attribution)
    });
    reader.negated_by_subject(&mut found);
    reader.quoting_cues(&mut found);
    reader.answered(&mut found);
    reader.stated_first(&mut found);
    reader.owners_apart(&mut found);
    reader.pronouns_outside(&mut found);
    reader.incises(&mut found);
    reader.asides(&mut found);
    reader.two_accounts(&mut found);
    reader.titles_dropped(&mut found);
    reader.without_openers(&mut found);
    reader.without_conjunctions(&mut found);
    reader.informants(&mut found);
    reader.sources_cut(&mut found);
    found.retain(|attribution| !reader.is_formula(attribution) && !reader.is_nickname(attribution));
    found.sort_by_key(|attribution| attribution.cue.start);
    found
}
