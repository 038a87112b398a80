//! Title, authors, outlet, dates, language and address, each with how it is known.

pub(crate) mod authors;
mod choose;
pub(crate) mod date;
mod json_ld;
mod tags;

use ego_tree::iter::Edge;
use hearsay_core::Report;
use scraper::{Html, Node};

/// Fills in what the page says of itself.
pub(crate) fn read(page: &Html, report: &mut Report) {
    choose::apply(&gather(page), report);
}

fn gather(page: &Html) -> tags::Tags {
    let mut gatherer = tags::Gatherer::default();
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => gatherer.open(element.name(), |name| element.attr(name)),
                Node::Text(text) => {
                    let in_script = node.parent().and_then(|parent| {
                        parent
                            .value()
                            .as_element()
                            .map(|e| matches!(e.name(), "script" | "style" | "template"))
                    });
                    gatherer.text(text, in_script.unwrap_or(false));
                }
                _ => {}
            },
            Edge::Close(node) if node.value().is_element() => gatherer.close(),
            Edge::Close(_) => {}
        }
    }
    gatherer.finish()
}
