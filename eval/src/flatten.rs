//! The flattened text of a page: what stand-off labels of zones count their offsets in.
//!
//! All text nodes of the parsed page in document order, white space collapsed, one space between two nodes; what a browser
//! does not show as text (scripts, styles, templates) is left out. It depends on the parser alone, not on our extractor.

use std::io::Read;
use std::path::Path;

use anyhow::Context;
use flate2::read::GzDecoder;
use scraper::{Html, Node};

/// Elements whose text is no part of the flattened text.
const SILENT: &[&str] = &["script", "style", "noscript", "template", "svg", "head"];

/// The flattened text of a gzipped UTF-8 page.
pub(crate) fn page(path: &Path) -> anyhow::Result<String> {
    let file = std::fs::File::open(path).with_context(|| path.display().to_string())?;
    let mut bytes = Vec::new();
    GzDecoder::new(file).read_to_end(&mut bytes)?;
    let page = Html::parse_document(&String::from_utf8_lossy(&bytes));
    let mut text = String::new();
    for node in page.tree.root().descendants() {
        let Node::Text(words) = node.value() else { continue };
        let silent = node
            .ancestors()
            .filter_map(|node| node.value().as_element())
            .any(|element| SILENT.contains(&element.name()));
        if silent {
            continue;
        }
        for word in words.split_whitespace() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
    }
    Ok(text)
}
