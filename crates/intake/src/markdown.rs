//! Zones of Markdown, by the marks at the beginning of its lines (`CommonMark`; front matter as static sites write it).

use hearsay_core::{How, Known, Report, Span, Zone, ZoneKind};

use crate::metadata::{authors, date};
use crate::plain;
use crate::wording::wording;

/// Finds the zones of the report's text. The marks stay in it: the text is the file.
pub(crate) fn read(report: &mut Report) {
    let mut zones: Vec<Zone> = Vec::new();
    let start = front_matter(report).map_or(0, |span| {
        zones.push(Zone { kind: ZoneKind::Boilerplate, span: span.trim(&report.text) });
        span.end
    });
    let text = &report.text[start..];
    let mut headed = false;
    for block in plain::blocks(text) {
        let mut open: Option<Zone> = None;
        for line in block {
            let words = line.of(text);
            let kind = kind(words, &mut headed);
            let span = Span::new(line.start + start, line.end + start);
            // A paragraph, a quotation and a table go on over the lines of their block; other lines stand alone.
            match &mut open {
                Some(zone)
                    if zone.kind == kind
                        && matches!(kind, ZoneKind::Body | ZoneKind::Quote | ZoneKind::Table)
                        && !words.starts_with('#')
                        && !is_item(words) =>
                {
                    zone.span = zone.span.cover(span);
                }
                _ => zones.extend(open.replace(Zone { kind, span })),
            }
        }
        zones.extend(open);
    }
    plain::finish(report, zones);
}

fn kind(line: &str, headed: &mut bool) -> ZoneKind {
    if line.starts_with('#') {
        let first = !std::mem::replace(headed, true);
        return if first { ZoneKind::Headline } else { ZoneKind::Body };
    }
    if line.starts_with('>') {
        return ZoneKind::Quote;
    }
    if line.starts_with('|') {
        return ZoneKind::Table;
    }
    if line.starts_with("![") {
        return ZoneKind::Caption;
    }
    let bare = line.trim_start_matches(['*', '-', '+', '_', ' ']);
    if is_item(line) && bare.starts_with('[') && bare.ends_with(')') && bare.matches("](").count() == 1 {
        return ZoneKind::Related;
    }
    wording().kind(bare.trim_matches(['*', '_'])).unwrap_or(ZoneKind::Body)
}

fn is_item(line: &str) -> bool {
    line.starts_with("* ") || line.starts_with("- ") || line.starts_with("+ ")
}

/// `key: value` lines between two `---` at the very beginning. Takes what they say of the report.
fn front_matter(report: &mut Report) -> Option<Span> {
    let rest = report.text.strip_prefix("---\n").or_else(|| report.text.strip_prefix("---\r\n"))?;
    let inner =
        rest.split_inclusive('\n').take_while(|line| line.trim_end() != "---").map(str::len).sum::<usize>();
    if inner == rest.len() {
        return None;
    }
    let from = report.text.len() - rest.len();
    let end = from + inner + 3;
    for line in rest[..inner].lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'', '[', ']']);
        let known = |value: &str| (!value.is_empty()).then(|| Known::new(value, How::Text));
        match key.trim().to_lowercase().as_str() {
            "title" => report.title = known(value),
            "author" | "authors" => {
                report.authors =
                    authors::split(value).into_iter().map(|name| Known::new(name, How::Text)).collect();
            }
            "date" | "published" if report.published.is_none() => {
                report.published = date::machine(value).map(|value| Known::new(value, How::Text));
            }
            "lang" | "language" if report.language.is_none() => report.language = known(value),
            "outlet" | "publisher" | "site" if report.outlet.is_none() => report.outlet = known(value),
            "url" | "canonical" if report.canonical.is_none() => report.canonical = known(value),
            _ => {}
        }
    }
    Some(Span::new(0, end))
}
