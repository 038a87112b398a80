//! Zones of text that has no tags left, from its wording and layout alone.

use hearsay_core::{Report, Span, Zone, ZoneKind};

/// Finds the zones of the report's text.
pub(crate) fn read(report: &mut Report) {
    let mut start = 0;
    for line in report.text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trim(&report.text);
        start += line.len();
        if !span.is_empty() {
            report.zones.push(Zone { kind: ZoneKind::Body, span });
        }
    }
}
