//! What must hold of every report, whatever the bytes were.

use hearsay_intake::{Document, Format, Given, Limits, report};

/// Reads `bytes` as `format` and checks the report: zones in order, apart, on character boundaries, none blank.
pub fn check(bytes: &[u8], format: Format) {
    let document = Document {
        source: "fuzz".to_owned(),
        bytes: bytes.to_vec(),
        retrieved: "2021-06-02T00:00:00Z".to_owned(),
        given: Given::default(),
        format,
        cut: false,
    };
    let report = report(&document, &Limits::default());
    let mut end = 0;
    for zone in &report.zones {
        assert!(end <= zone.span.start, "{zone:?} begins before {end}");
        let words = report.text.get(zone.span.start..zone.span.end).expect("a zone on character boundaries");
        assert!(!words.trim().is_empty(), "{zone:?} is blank");
        assert!(report.text[end..zone.span.start].trim().is_empty(), "text before {zone:?} is in no zone");
        end = zone.span.end;
    }
    assert!(report.text[end..].trim().is_empty(), "text after {end} is in no zone");
}
