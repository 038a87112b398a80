//! One document in, its report out.

use hearsay_core::{Code, How, Known, Report, ReportId, Warning};
use sha2::{Digest, Sha256};

use crate::record::Record;
use crate::{Document, Format, Limits, decode, html, markdown, metadata, page, plain};

/// Reads `document`. Never fails: what could not be read is said in the report's warnings.
///
/// The text of a `.txt`, of a Markdown file and of a record is what the file holds, character by character (a byte order
/// mark is no character of it), so that offsets hold in the file as well.
pub fn report(document: &Document, limits: &Limits) -> Report {
    let mut report = empty(document);
    if document.cut {
        let message =
            format!("only the first {} bytes were read, the limit for one document", limits.max_bytes);
        report.warnings.push(Warning::new(Code::CutBySize, message));
    }
    match document.format {
        Format::Record => {
            report.text = Record::parse(&document.bytes).map(|record| record.text).unwrap_or_default();
        }
        Format::Text | Format::Markdown | Format::Html => {
            report.text = decode::decode(&document.bytes, document.format, &mut report.warnings);
        }
    }
    match document.format {
        Format::Markdown => markdown::read(&mut report),
        Format::Html => {
            let page = page::parse(&report.text, limits, &mut report.warnings);
            metadata::read(&page, &mut report);
            html::read(&page, &mut report);
        }
        Format::Text | Format::Record => plain::read(&mut report),
    }
    if report.published.is_none() {
        report.warnings.push(Warning::new(Code::UnknownDate, "the day of publication is not known"));
    }
    if report.text.trim().is_empty() {
        report.warnings.push(Warning::new(Code::Empty, "there is no text in it"));
    }
    report
}

/// A report of which nothing is known but what was given.
fn empty(document: &Document) -> Report {
    let given = |value: &Option<String>| {
        value.as_deref().filter(|value| !value.trim().is_empty()).map(|value| Known::new(value, How::Given))
    };
    Report {
        id: ReportId(hex(&Sha256::digest(&document.bytes))),
        source: document.source.clone(),
        retrieved: document.retrieved.clone(),
        outlet: given(&document.given.outlet),
        title: None,
        authors: Vec::new(),
        language: given(&document.given.language),
        published: given(&document.given.published),
        modified: None,
        canonical: given(&document.given.url),
        text: String::new(),
        zones: Vec::new(),
        warnings: Vec::new(),
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
