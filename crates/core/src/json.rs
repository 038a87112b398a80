//! The JSON that other programs rely on: one object a report, schema `hearsay/1`.
//!
//! Offsets count Unicode scalar values of `text`. Fields are only ever added, never renamed.

use serde::Serialize;

use crate::{
    Certainty, Claim, How, Known, Link, MarkerRole, Naming, Polarity, Report, ScalarIndex, SourceKind, Span,
    Stance, ZoneKind,
};

/// The name of this shape.
pub const SCHEMA: &str = "hearsay/1";

/// A report with its claims, as `hearsay read --json` prints it.
#[derive(Debug, Serialize)]
pub struct Reading<'r> {
    schema: &'static str,
    report: Header<'r>,
    text: &'r str,
    zones: Vec<Zone>,
    claims: Vec<ClaimRow<'r>>,
    entities: [(); 0],
    warnings: Vec<WarningRow<'r>>,
}

#[derive(Debug, Serialize)]
struct Header<'r> {
    id: &'r str,
    source: &'r str,
    retrieved: &'r str,
    outlet: Option<&'r str>,
    title: Option<&'r str>,
    authors: Vec<&'r str>,
    language: Option<&'r str>,
    published: Option<Dated<'r>>,
    modified: Option<Dated<'r>>,
    canonical: Option<&'r str>,
}

#[derive(Debug, Serialize)]
struct Dated<'r> {
    value: &'r str,
    how: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Zone {
    kind: ZoneKind,
    start: usize,
    end: usize,
}

/// A stretch of text with its words.
#[derive(Debug, Serialize)]
pub struct Mention<'r> {
    /// First scalar value.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub text: &'r str,
}

impl<'r> Mention<'r> {
    /// The words of `span`, with offsets that count scalar values.
    pub fn new(span: Span, text: &'r str, index: &ScalarIndex<'_>) -> Self {
        let (start, end) = index.scalars(span);
        Self { start, end, text: span.of(text) }
    }
}

/// One claim, as in [`Reading`].
#[derive(Debug, Serialize)]
pub struct ClaimRow<'r> {
    id: &'r str,
    zone: ZoneKind,
    content: Option<Mention<'r>>,
    cue: Option<Mention<'r>>,
    chain: Vec<LinkRow<'r>>,
    stance: Stance,
    certainty: Certainty,
    polarity: Polarity,
    conditional: bool,
    direct: bool,
    about: Option<&'r str>,
    markers: Vec<MarkerRow<'r>>,
    loaded: Vec<LoadedRow<'r>>,
    events: [(); 0],
}

#[derive(Debug, Serialize)]
struct LinkRow<'r> {
    mention: Option<Mention<'r>>,
    name: Option<&'r str>,
    naming: Naming,
    kind: SourceKind,
    channel: Option<Mention<'r>>,
}

#[derive(Debug, Serialize)]
struct MarkerRow<'r> {
    role: MarkerRole,
    #[serde(flatten)]
    mention: Mention<'r>,
}

#[derive(Debug, Serialize)]
struct LoadedRow<'r> {
    #[serde(flatten)]
    mention: Mention<'r>,
    by: Option<usize>,
}

#[derive(Debug, Serialize)]
struct WarningRow<'r> {
    code: &'static str,
    message: &'r str,
}

impl<'r> Reading<'r> {
    /// The JSON shape of a report and its claims.
    pub fn new(report: &'r Report, claims: &'r [Claim]) -> Self {
        let index = ScalarIndex::new(&report.text);
        Self {
            schema: SCHEMA,
            report: Header {
                id: &report.id.0,
                source: &report.source,
                retrieved: &report.retrieved,
                outlet: plain(report.outlet.as_ref()),
                title: plain(report.title.as_ref()),
                authors: report.authors.iter().map(|author| author.value.as_str()).collect(),
                language: plain(report.language.as_ref()),
                published: dated(report.published.as_ref()),
                modified: dated(report.modified.as_ref()),
                canonical: plain(report.canonical.as_ref()),
            },
            text: &report.text,
            zones: report
                .zones
                .iter()
                .map(|zone| {
                    let (start, end) = index.scalars(zone.span);
                    Zone { kind: zone.kind, start, end }
                })
                .collect(),
            claims: claims.iter().map(|claim| ClaimRow::new(claim, &report.text, &index)).collect(),
            entities: [],
            warnings: report
                .warnings
                .iter()
                .map(|warning| WarningRow { code: warning.code.as_str(), message: &warning.message })
                .collect(),
        }
    }
}

impl<'r> ClaimRow<'r> {
    /// The JSON shape of one claim of a report whose text is `text`.
    pub fn new(claim: &'r Claim, text: &'r str, index: &ScalarIndex<'_>) -> Self {
        let mention = |span: Span| Mention::new(span, text, index);
        Self {
            id: &claim.id,
            zone: claim.zone,
            content: claim.content.map(mention),
            cue: claim.cue.map(mention),
            chain: claim
                .chain
                .iter()
                .map(|link: &'r Link| LinkRow {
                    mention: link.mention.map(mention),
                    name: link.name.as_deref(),
                    naming: link.naming,
                    kind: link.kind,
                    channel: link.channel.map(mention),
                })
                .collect(),
            stance: claim.stance,
            certainty: claim.certainty,
            polarity: claim.polarity,
            conditional: claim.conditional,
            direct: claim.direct,
            about: claim.about.as_deref(),
            markers: claim
                .markers
                .iter()
                .map(|marker| MarkerRow { role: marker.role, mention: mention(marker.span) })
                .collect(),
            loaded: claim
                .loaded
                .iter()
                .map(|loaded| LoadedRow { mention: mention(loaded.span), by: loaded.by })
                .collect(),
            events: [],
        }
    }
}

fn plain(known: Option<&Known<String>>) -> Option<&str> {
    known.map(|known| known.value.as_str())
}

fn dated(known: Option<&Known<String>>) -> Option<Dated<'_>> {
    known.map(|Known { value, how }| Dated { value, how: How::as_str(*how), from: how.detail() })
}
