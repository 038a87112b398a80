//! The evidence page: one report with its claims, as one HTML file that opens anywhere, prints, and holds no script.

use hearsay_core::{Claim, Known, Link, Report, Span, Zone, ZoneKind};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::marks::{Mark, Role, pieces};

const STYLE: &str = include_str!("evidence.css");

/// A claim with the reasons for its values: which field, and why.
#[derive(Clone, Debug)]
pub struct Explained<'c> {
    /// The claim.
    pub claim: &'c Claim,
    /// Fields and reasons, in the order in which they are read.
    pub why: Vec<(&'static str, String)>,
}

/// The page for one report. Everything that comes from the report is escaped; it loads nothing and runs nothing.
pub fn evidence_page(report: &Report, claims: &[Explained<'_>]) -> String {
    let title = report.title.as_ref().map_or(report.source.as_str(), |title| title.value.as_str());
    let language = report.language.as_ref().map_or("", |language| language.value.as_str());
    let rows = rows(report, claims);
    let marks: Vec<Mark> = claims.iter().flat_map(|explained| marks_of(explained.claim)).collect();
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="referrer" content="no-referrer";
                title { "Evidence: " (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    p.kicker { "Hearsay · evidence page" }
                    h1 lang=(language) { (title) }
                    (facts(report))
                    (tally(claims))
                    (legend())
                }
                main {
                    @for group in rows.chunk_by(Row::together) {
                        section class={ "row " (group[0].zone.map_or("none", ZoneKind::as_str)) } {
                            div.text {
                                @if let Some(kind) = group[0].zone { span.zone { (kind) } }
                                @for row in group {
                                    p lang=(language) dir="auto" { (marked(report, row, &marks)) }
                                }
                            }
                            @if !group[0].claims.is_empty() {
                                ol.claims { @for claim in &group[0].claims { (card(report, claim)) } }
                            }
                        }
                    }
                }
                footer {
                    p {
                        "Hearsay writes down what a report says and on whose word. It does not say whether it is true; "
                        "loaded wording and allegations are those of whoever used them."
                    }
                }
            }
        }
    }
    .into_string()
}

/// One paragraph of a zone, with the claims that begin in it.
struct Row<'r> {
    span: Span,
    zone: Option<ZoneKind>,
    claims: Vec<&'r Explained<'r>>,
}

impl Row<'_> {
    /// Whether two rows are shown as one: the buttons of a bar, the lines of a list of links.
    fn together(&self, next: &Self) -> bool {
        let aside = matches!(self.zone, Some(ZoneKind::Share | ZoneKind::Related | ZoneKind::Boilerplate));
        aside && self.zone == next.zone && self.claims.is_empty() && next.claims.is_empty()
    }
}

fn rows<'r>(report: &'r Report, claims: &'r [Explained<'r>]) -> Vec<Row<'r>> {
    let mut rows: Vec<Row<'r>> = report
        .zones
        .iter()
        .flat_map(|zone: &Zone| {
            paragraphs(&report.text, zone.span).map(|span| Row {
                span,
                zone: Some(zone.kind),
                claims: Vec::new(),
            })
        })
        .collect();
    for claim in claims {
        let Some(start) = anchor(claim.claim).map(|span| span.start) else { continue };
        let after = rows.partition_point(|row| row.span.start <= start);
        if let Some(row) = after.checked_sub(1).and_then(|index| rows.get_mut(index)) {
            row.claims.push(claim);
        }
    }
    rows
}

/// Where a claim is shown: at its content, else at its cue, else at its first named source.
fn anchor(claim: &Claim) -> Option<Span> {
    claim.content.or(claim.cue).or_else(|| claim.chain.iter().find_map(|link| link.mention))
}

fn paragraphs(text: &str, within: Span) -> impl Iterator<Item = Span> {
    let mut start = within.start;
    within
        .of(text)
        .split_inclusive('\n')
        .map(move |line| {
            let span = Span::new(start, start + line.len());
            start = span.end;
            span.trim(text)
        })
        .filter(|span| !span.is_empty())
}

fn marked(report: &Report, row: &Row<'_>, marks: &[Mark]) -> Markup {
    let stops: Vec<usize> =
        row.claims.iter().filter_map(|claim| anchor(claim.claim)).map(|span| span.start).collect();
    html! {
        @for piece in pieces(row.span, marks, &stops) {
            @for claim in row.claims.iter().map(|row| row.claim).filter(|claim| anchor(claim).is_some_and(|at| at.start == piece.span.start)) {
                a.ref href={ "#" (claim.id) } id={ "at-" (claim.id) } { (claim.id) }
            }
            @if piece.roles.is_empty() {
                (piece.span.of(&report.text))
            } @else {
                mark class=(piece.roles.iter().map(|role| role.class()).collect::<Vec<_>>().join(" ")) {
                    (piece.span.of(&report.text))
                }
            }
        }
    }
}

fn marks_of(claim: &Claim) -> Vec<Mark> {
    let mark = |role| move |span| Mark { span, role };
    claim
        .content
        .map(mark(Role::Content))
        .into_iter()
        .chain(claim.cue.map(mark(Role::Cue)))
        .chain(claim.chain.iter().filter_map(|link| link.mention).map(mark(Role::Source)))
        .chain(claim.chain.iter().filter_map(|link| link.channel).map(mark(Role::Source)))
        .chain(claim.markers.iter().map(|marker| marker.span).map(mark(Role::Marker)))
        .chain(claim.loaded.iter().map(|loaded| loaded.span).map(mark(Role::Loaded)))
        .collect()
}

fn card(report: &Report, explained: &Explained<'_>) -> Markup {
    let claim = explained.claim;
    let text = report.text.as_str();
    html! {
        li.claim id=(claim.id) {
            p.head {
                a.ref href={ "#at-" (claim.id) } { (claim.id) }
                span class={ "tag stance-" (claim.stance) } { (claim.stance) }
                span class={ "tag certainty-" (claim.certainty) } { (claim.certainty) }
                @if claim.polarity == hearsay_core::Polarity::Negative { span.tag.negative { "negative" } }
                @if claim.conditional { span.tag { "reporting conditional" } }
                @if claim.direct { span.tag { "verbatim" } }
                @if let Some(about) = &claim.about { span.tag { "about " a href={ "#" (about) } { (about) } } }
            }
            @match claim.content {
                Some(content) => { blockquote dir="auto" { (content.of(text)) } }
                None => { p.absent { "No content of its own" } }
            }
            dl {
                dt { "On whose word" }
                dd { (chain(report, claim)) }
                @if let Some(cue) = claim.cue { dt { "Introduced by" } dd { q { (cue.of(text)) } } }
                @if !claim.markers.is_empty() {
                    dt { "Markers" }
                    dd { (list(claim.markers.iter().map(|marker| (marker.span.of(text), marker.role.as_str().to_owned())))) }
                }
                @if !claim.loaded.is_empty() {
                    dt { "Loaded wording" }
                    dd { (list(claim.loaded.iter().map(|loaded| (loaded.span.of(text), whose(report, claim, loaded.by))))) }
                }
            }
            @if !explained.why.is_empty() {
                details {
                    summary { "Why" }
                    dl { @for (field, reason) in &explained.why { dt { (field) } dd dir="auto" { (reason) } } }
                }
            }
        }
    }
}

fn list<'t>(items: impl Iterator<Item = (&'t str, String)>) -> Markup {
    html! { @for (words, note) in items { span.item { q { (words) } " " small { (note) } } } }
}

fn whose(report: &Report, claim: &Claim, by: Option<usize>) -> String {
    by.and_then(|index| claim.chain.get(index)).and_then(|link| link.mention).map_or_else(
        || "the outlet's word".to_owned(),
        |mention| format!("word of {}", mention.of(&report.text)),
    )
}

fn chain(report: &Report, claim: &Claim) -> Markup {
    html! {
        ol.chain {
            li { (report.outlet.as_ref().map_or("the outlet", |outlet| outlet.value.as_str())) }
            @for link in &claim.chain { (chain_link(report, link)) }
        }
    }
}

fn chain_link(report: &Report, link: &Link) -> Markup {
    html! {
        li {
            @match (link.mention, &link.name) {
                (Some(mention), _) => { q { (mention.of(&report.text)) } }
                (None, Some(name)) => { em { (name) } " (implicit)" }
                (None, None) => { em { "not named" } }
            }
            " " small { (link.naming) ", " (link.kind) }
            @if let Some(channel) = link.channel { " " small { "through " q { (channel.of(&report.text)) } } }
        }
    }
}

fn facts(report: &Report) -> Markup {
    let known = |known: &Known<String>| {
        let how = known.how.detail().unwrap_or(known.how.as_str());
        html! { (known.value) " " small { (how) } }
    };
    html! {
        dl.facts {
            @if let Some(outlet) = &report.outlet { dt { "Outlet" } dd { (known(outlet)) } }
            @if !report.authors.is_empty() {
                dt { "By" }
                dd { @for author in &report.authors { span.item { (known(author)) } } }
            }
            dt { "Published" }
            dd { @match &report.published { Some(date) => { (known(date)) } None => { em { "not established" } } } }
            @if let Some(date) = &report.modified { dt { "Changed" } dd { (known(date)) } }
            @if let Some(language) = &report.language { dt { "Language" } dd { (known(language)) } }
            dt { "Read from" } dd { (report.source) }
            dt { "Retrieved" } dd { (report.retrieved) }
            dt { "SHA-256" } dd { code { (report.id) } }
            @if !report.warnings.is_empty() {
                dt { "Warnings" }
                dd { @for warning in &report.warnings { span.item { (warning.to_string()) } } }
            }
        }
    }
}

fn tally(claims: &[Explained<'_>]) -> Markup {
    let own = claims.iter().filter(|explained| explained.claim.chain.is_empty()).count();
    html! {
        p.tally {
            strong { (claims.len()) } @if claims.len() == 1 { " claim: " } @else { " claims: " }
            (claims.len() - own) " on the word of a source, " (own) " in the outlet's own voice."
        }
    }
}

fn legend() -> Markup {
    html! {
        p.legend {
            @for (role, words) in [
                (Role::Content, "what is claimed"),
                (Role::Cue, "what introduces it"),
                (Role::Source, "whose word"),
                (Role::Marker, "what makes it less sure or negative"),
                (Role::Loaded, "loaded wording"),
            ] {
                mark class=(role.class()) { (words) } " "
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use hearsay_core::{Certainty, How, Naming, Polarity, ReportId, SourceKind, Stance};

    use super::*;

    fn report(text: &str) -> Report {
        Report {
            id: ReportId("00".into()),
            source: "<img src=x onerror=alert(1)>.html".into(),
            retrieved: "2026-01-01T00:00:00Z".into(),
            outlet: Some(Known::new("\"Outlet\" & Sons", How::Given)),
            title: Some(Known::new("</title><script>alert(1)</script>", How::Text)),
            authors: vec![],
            language: Some(Known::new("en\" onload=\"alert(1)", How::Given)),
            published: None,
            modified: None,
            canonical: None,
            text: text.into(),
            zones: vec![Zone { kind: ZoneKind::Body, span: Span::new(0, text.len()) }],
            warnings: vec![],
        }
    }

    fn claim(content: Span, source: Span) -> Claim {
        Claim {
            id: "c1".into(),
            zone: ZoneKind::Body,
            content: Some(content),
            cue: None,
            chain: vec![Link {
                mention: Some(source),
                name: None,
                naming: Naming::Named,
                kind: SourceKind::Other,
                channel: None,
            }],
            stance: Stance::Asserts,
            certainty: Certainty::Certain,
            polarity: Polarity::Positive,
            conditional: false,
            direct: false,
            about: None,
            markers: vec![],
            loaded: vec![],
        }
    }

    #[test]
    fn nothing_of_the_report_becomes_markup() {
        let text = "Ada <script>alert(1)</script> said <b>it</b> fell.";
        let claim = claim(Span::new(35, text.len()), Span::new(0, 29));
        let why = vec![("cue", "“<script>alert(1)</script>” <b>is</b> a verb".to_owned())];
        let page = evidence_page(&report(text), &[Explained { claim: &claim, why }]);
        for markup in ["<script", "<img", "<b>", "\" onload"] {
            assert!(!page.contains(markup), "{markup} came through");
        }
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    }

    #[test]
    fn a_content_over_two_paragraphs_is_marked_in_both() {
        let text = "Ada said: it fell.\n\nIt burned.";
        let claim = claim(Span::new(10, text.len()), Span::new(0, 3));
        let page = evidence_page(&report(text), &[Explained { claim: &claim, why: Vec::new() }]);
        assert!(page.contains("<mark class=\"content\">it fell.</mark>"));
        assert!(page.contains("<mark class=\"content\">It burned.</mark>"));
        assert_eq!(page.matches("id=\"c1\"").count(), 1);
    }
}
