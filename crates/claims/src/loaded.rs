//! Loaded wording: words that carry a judgement of whoever uses them.

use std::ops::Range;

use hearsay_core::{Loaded, Span};

use crate::lexicon::Lexicon;
use crate::passage::Paragraph;

/// The loaded wording of a content whose chain has `links` sources. In a verbatim quote it is the origin's word, else that of
/// the outlet, unless the origin's own quotation marks are around it.
pub(crate) fn read(
    text: &Paragraph,
    content: Range<usize>,
    links: usize,
    direct: bool,
    lexicon: &Lexicon,
) -> Vec<Loaded> {
    let mut found = Vec::new();
    let mut at = content.start;
    while at < content.end {
        match lexicon.loaded.at(&text.words[at..content.end]) {
            Some((len, ())) => {
                let span = Span::new(text.words[at].span.start, text.words[at + len - 1].span.end);
                let theirs = links > 0 && (direct || text.quote_at(at).is_some());
                found.push(Loaded { span, by: theirs.then(|| links - 1) });
                at += len;
            }
            None => at += 1,
        }
    }
    found
}
