//! Reports and claims in words for people.

use hearsay_core::{Claim, Link, Polarity, Report, Span, Warning};

use crate::paint::{Paint, clean, evidence};

/// How many characters of a report's id people see and type.
pub(crate) const SHORT: usize = 8;

/// What a report is, on two lines: its title, then outlet, day, language and name.
pub(crate) fn header(report: &Report, paint: Paint) -> String {
    let value = |known: &Option<hearsay_core::Known<String>>| known.as_ref().map(|known| known.value.clone());
    let title = value(&report.title).unwrap_or_else(|| report.source.clone());
    let facts = [
        Some(short(&report.id.0).to_owned()),
        value(&report.outlet),
        value(&report.published),
        value(&report.language),
        Some(report.source.clone()),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    format!("{}\n{}", paint.strong(&title), paint.faint(&facts))
}

/// A warning on a line of its own.
pub(crate) fn warning(warning: &Warning, paint: Paint) -> String {
    paint.faint(&format!("  {warning}"))
}

/// The first characters of a report's name.
pub(crate) fn short(id: &str) -> &str {
    id.get(..SHORT).unwrap_or(id)
}

/// A claim in its sentences, with its evidence marked, and its fields on one line below.
pub(crate) fn claim(report: &Report, sentences: &[Span], claim: &Claim, paint: Paint) -> String {
    let marks = evidence(claim);
    let lines: Vec<String> = stretches(sentences, claim)
        .into_iter()
        .map(|within| paint.marked(&report.text, within, &marks))
        .collect();
    let fields = format!("{}: {}", chain(report, claim), status(claim));
    format!("  {:<4} {}\n       {}", claim.id, lines.join(" … ").trim(), paint.faint(&fields))
}

/// Every field of a claim, a line each, with the words it was read from.
pub(crate) fn fields(report: &Report, claims: &[Claim], claim: &Claim, paint: Paint) -> String {
    let words = |span: Span| format!("“{}”", clean(span.of(&report.text)));
    let mut lines: Vec<(&str, String)> = vec![("zone", claim.zone.to_string())];
    if let Some(content) = claim.content {
        let quote = if claim.direct { " (a verbatim quote)" } else { "" };
        lines.push(("content", words(content) + quote));
    }
    if let Some(cue) = claim.cue {
        lines.push(("cue", words(cue)));
    }
    if claim.chain.is_empty() {
        lines.push(("source", "the outlet itself".into()));
    }
    for (place, link) in claim.chain.iter().enumerate() {
        let label = match place {
            _ if place + 1 == claim.chain.len() => "source",
            0 => "told by",
            _ => "via",
        };
        lines.push((label, source(report, link)));
    }
    lines.push(("stance", claim.stance.to_string()));
    lines.push(("certainty", claim.certainty.to_string()));
    lines.push(("polarity", claim.polarity.to_string()));
    if claim.conditional {
        lines.push(("conditional", "yes: the outlet holds it at a distance".into()));
    }
    for marker in &claim.markers {
        lines.push(("marker", format!("{} ({})", words(marker.span), marker.role)));
    }
    for loaded in &claim.loaded {
        let by = loaded
            .by
            .and_then(|by| claim.chain.get(by))
            .map_or("the outlet".into(), |link| name(report, link));
        lines.push(("loaded", format!("{}, the wording of {by}", words(loaded.span))));
    }
    if let Some(about) =
        claim.about.as_deref().and_then(|about| claims.iter().find(|other| other.id == about))
    {
        let content = about.content.map(words).unwrap_or_default();
        lines.push(("about", format!("{} {content}", about.id)));
    }
    let line =
        |(label, value): &(&str, String)| format!("  {}{}  {value}", pad(label, 11), paint.faint(label));
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The sources of a claim on one line, from the one nearest the reader to the origin.
pub(crate) fn chain(report: &Report, claim: &Claim) -> String {
    if claim.chain.is_empty() {
        return "the outlet itself".into();
    }
    let link = |link: &Link| format!("{} ({})", name(report, link), kind(link));
    claim.chain.iter().map(link).collect::<Vec<_>>().join(" ← ")
}

/// Stance, certainty and what else is not the default, on one line.
pub(crate) fn status(claim: &Claim) -> String {
    let mut status = vec![claim.stance.to_string(), claim.certainty.to_string()];
    if claim.polarity == Polarity::Negative {
        status.push("negative".into());
    }
    if claim.conditional {
        status.push("conditional".into());
    }
    if claim.direct {
        status.push("quote".into());
    }
    if let Some(about) = &claim.about {
        status.push(format!("about {about}"));
    }
    status.join(", ")
}

/// What a source is called.
pub(crate) fn name(report: &Report, link: &Link) -> String {
    let mention = link.mention.map(|mention| clean(mention.of(&report.text)));
    link.name.as_deref().map(clean).or(mention).unwrap_or_else(|| "nobody named".into())
}

fn kind(link: &Link) -> String {
    format!("{} {}", link.naming, link.kind)
}

fn source(report: &Report, link: &Link) -> String {
    let mention = link.mention.map(|mention| format!("“{}”", clean(mention.of(&report.text))));
    let name = link.name.as_deref().map(clean);
    let named = match (mention, name) {
        (Some(mention), Some(name)) => format!("{mention} = {name}"),
        (one, other) => one.or(other).unwrap_or_else(|| "nobody named".into()),
    };
    let channel = link.channel.map(|channel| format!(" through “{}”", clean(channel.of(&report.text))));
    format!("{named} ({}){}", kind(link), channel.unwrap_or_default())
}

/// The blanks that fill `words` up to `width` characters.
pub(crate) fn pad(words: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(words.chars().count()))
}

/// The sentences that hold a claim's evidence, neighbours joined.
pub(crate) fn stretches(sentences: &[Span], claim: &Claim) -> Vec<Span> {
    let mut touched: Vec<Span> = Vec::new();
    let mut bare: Vec<Span> = claim.spans().collect();
    for sentence in sentences {
        if bare.iter().any(|span| sentence.overlaps(*span)) {
            touched.push(*sentence);
        }
    }
    // Words in no sentence (a caption of two words, say) stand for themselves.
    bare.retain(|span| !span.is_empty() && !sentences.iter().any(|sentence| sentence.overlaps(*span)));
    touched.extend(bare);
    touched.sort_unstable();
    let mut stretches: Vec<Span> = Vec::new();
    for span in touched {
        match stretches.last_mut() {
            // Between neighbours stands at most a space, or the end of a paragraph.
            Some(last) if span.start <= last.end + 4 => *last = last.cover(span),
            _ => stretches.push(span),
        }
    }
    stretches
}
