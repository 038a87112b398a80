//! Markup to a tree, within bounds.
//!
//! The HTML standard's algorithm looks through the open elements at nearly every tag, and through a tag's attributes at
//! every attribute: a page of a million nested elements, or of one tag with a million attributes, would take it hours.
//! So the page is fed in pieces, and no more is fed once the tree has outgrown the limits.

use hearsay_core::{Code, Warning};
use html5ever::tendril::{StrTendril, TendrilSink};
use scraper::{Html, HtmlTreeSink};

use crate::Limits;

/// Bytes between two looks at the tree. A piece can deepen it by a third of this, at three bytes for `<b>`.
const PIECE: usize = 2048;

/// Most signs that part attributes in one tag.
const TAG: usize = 50_000;

/// The tree of a page. What comes after a limit is left out, with a warning.
pub(crate) fn parse(text: &str, limits: &Limits, warnings: &mut Vec<Warning>) -> Html {
    let sink = HtmlTreeSink::new(Html::new_document());
    let mut parser = html5ever::driver::parse_document(sink, html5ever::ParseOpts::default());
    let (mut rest, mut parts) = (text, 0);
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE.min(rest.len())));
        rest = after;
        parser.process(StrTendril::from_slice(piece));
        let too_much = {
            let page = parser.tokenizer.sink.sink.0.borrow();
            let depth = page.tree.nodes().next_back().map_or(0, |node| node.ancestors().count());
            if depth > limits.max_depth {
                Some(format!("elements are nested deeper than {}", limits.max_depth))
            } else if page.tree.values().len() > limits.max_elements {
                Some(format!("there are more than {} elements", limits.max_elements))
            } else {
                None
            }
        };
        let in_tag = piece.rfind('<').map_or(piece, |at| &piece[at..]);
        parts =
            in_tag.bytes().filter(|byte| matches!(byte, b' ' | b'\n' | b'\t' | b'/' | b'"' | b'\'')).count()
                + if in_tag.len() == piece.len() { parts } else { 0 };
        let too_much = too_much.or_else(|| (parts > TAG).then(|| format!("a tag has more than {TAG} parts")));
        if let Some(reason) = too_much.filter(|_| !rest.is_empty()) {
            warnings.push(Warning::new(
                Code::CutByStructure,
                format!("{reason}; the rest of the page was left out"),
            ));
            break;
        }
    }
    parser.finish()
}
