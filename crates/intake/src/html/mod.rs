//! A web page to text and typed zones, from structure and wording.
//!
//! [`read`] goes in order: [`blocks`] (what a browser sets as a paragraph), [`region`] (which part of the page is the report),
//! [`classify`] (what each block is). There is no rule for any one site.

mod blocks;
mod classify;
mod markup;
mod region;
mod standfirst;

use hearsay_core::{Report, Span, Zone, ZoneKind};
use scraper::{Html, Selector};

use self::blocks::{Block, Blocks};
use self::classify::{Expected, key};
use self::region::Region;
use crate::line::is_names;
use crate::plain;
use crate::wording::wording;

/// Writes the page's text and zones into the report, whose metadata have been read before; what those do not say, the zones may.
pub(crate) fn read(page: &Html, report: &mut Report) {
    let blocks = Blocks::read(page);
    let expected = expected(page, report);
    let known: Vec<bool> = blocks
        .blocks
        .iter()
        .map(|block| {
            let words = key(&block.text);
            words.len() >= 25 && expected.body.contains(&words)
        })
        .collect();
    let title = blocks.blocks.iter().position(|block| expected.is_title(block));
    let region = Region::find(&blocks, &known, title);
    let mut kinds = classify::classify(&blocks, &region, &known, &expected);
    if !kinds.iter().any(|kind| matches!(kind, Some(ZoneKind::Body | ZoneKind::Quote | ZoneKind::Standfirst)))
    {
        // No running text was found: all of the page is kept, so that nothing is lost.
        for (kind, block) in kinds.iter_mut().zip(&blocks.blocks) {
            *kind = Some(if block.heading == Some(1) { ZoneKind::Headline } else { ZoneKind::Boilerplate });
        }
    }
    let (text, zones) = write(&blocks, &kinds);
    report.text = text;
    plain::finish(report, zones);
}

/// The text of the blocks that have a kind, a blank line between two, and their zones.
fn write(blocks: &Blocks, kinds: &[Option<ZoneKind>]) -> (String, Vec<Zone>) {
    let (mut text, mut zones) = (String::new(), Vec::new());
    for (block, kind) in blocks.blocks.iter().zip(kinds) {
        let Some(kind) = *kind else { continue };
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&block.text);
        let whole = Span::new(start, text.len());
        let credit = if kind == ZoneKind::Caption { credit(block) } else { None };
        let credit = credit.map(|span| Span::new(start + span.start, start + span.end).trim(&text));
        let says = |span: Span| span.of(&text).chars().any(char::is_alphanumeric);
        let Some(mut credit) = credit.filter(|credit| credit.len() < whole.len() && says(*credit)) else {
            zones.push(Zone { kind, span: whole });
            continue;
        };
        // Marks alone around it, a bracket or a dash, are a part of it.
        let before = Some(Span::new(whole.start, credit.start).trim(&text)).filter(|span| says(*span));
        let after = Some(Span::new(credit.end, whole.end).trim(&text)).filter(|span| says(*span));
        credit.start = if before.is_some() { credit.start } else { whole.start };
        credit.end = if after.is_some() { credit.end } else { whole.end };
        zones.extend(before.map(|span| Zone { kind, span }));
        zones.push(Zone { kind: ZoneKind::Credit, span: credit });
        zones.extend(after.map(|span| Zone { kind, span }));
    }
    (text, zones)
}

/// Where a caption names who made the picture: by its markup, or in its last words by their wording.
fn credit(block: &Block) -> Option<Span> {
    block.credit.or_else(|| tail(block)).or_else(|| head(block)).or_else(|| {
        let text = block.text.as_str();
        let from = text.char_indices().rev().nth(120).map_or(0, |(at, _)| at);
        text[from..]
            .char_indices()
            .map(|(at, char)| (from + at, char))
            .filter(|(at, char)| {
                matches!(char, '(' | '©' | '[')
                    || text[..*at].trim_end().ends_with(['.', '!', '?', '|', '/', '”', '"', '»'])
                    || char.is_uppercase()
                        && text[*at..].contains(':')
                        && !text[..*at].ends_with(char::is_alphabetic)
            })
            .find(|(at, _)| *at > 0 && is_credit(&text[*at..]))
            .map(|(at, _)| Span::new(at, text.len()))
    })
}

/// The last element within a caption, where it is a credit by its wording, or names alone behind a sentence.
fn tail(block: &Block) -> Option<Span> {
    const NAMES: usize = 5;
    let start = block.tail?;
    let (before, words) = (block.text[..start].trim_end(), block.text[start..].trim());
    let names = || {
        before.ends_with(['.', '!', '?', '”', '"', '»'])
            && words.split_whitespace().count() <= NAMES
            && is_names(words, words)
    };
    let bracketed = || {
        let inside = words.strip_prefix(['(', '[']).and_then(|words| words.strip_suffix([')', ']']));
        inside.is_some_and(|inside| is_names(inside, inside))
    };
    (is_credit(words) || names() || bracketed()).then(|| Span::new(start, block.text.len()))
}

/// The first element within a caption, where it is a credit by its wording and not only the label of one.
fn head(block: &Block) -> Option<Span> {
    const CAPTION: usize = 4;
    let end = block.head?;
    let (words, after) = (block.text[..end].trim(), block.text[end..].trim());
    let says = words.split_whitespace().count() > 1 && !words.ends_with([':', '：']);
    (says && is_credit(words) && after.split_whitespace().count() >= CAPTION).then(|| Span::new(0, end))
}

fn is_credit(words: &str) -> bool {
    let bare = words.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']', '.']);
    wording().kind(bare) == Some(ZoneKind::Credit)
}

/// What the page's own metadata say of the title, the description and the text.
fn expected(page: &Html, report: &Report) -> Expected {
    let descriptions = Selector::parse(
        "meta[property='og:description'], meta[name='description'], meta[name='twitter:description']",
    )
    .ok()
    .map(|selector| {
        let contents = page.select(&selector).filter_map(|meta| meta.value().attr("content"));
        contents.map(key).collect()
    })
    .unwrap_or_default();
    let start = report.title.as_ref().and_then(|title| title.value.split_once(['—', '–', '|']));
    Expected {
        title_start: start.map(|(start, _)| key(start)).unwrap_or_default(),
        title: report.title.as_ref().map(|title| key(&title.value)).unwrap_or_default(),
        descriptions,
        body: article_body(page),
    }
}

/// schema.org's `articleBody`, where the page carries it.
fn article_body(page: &Html) -> String {
    let Ok(scripts) = Selector::parse("script[type='application/ld+json']") else { return String::new() };
    for script in page.select(&scripts) {
        let text: String = script.text().collect();
        if !text.contains("articleBody") {
            continue;
        }
        let Ok(value) = serde_json::from_str::<serde_json::Value>(&text) else { continue };
        let mut stack = vec![&value];
        while let Some(value) = stack.pop() {
            match value {
                serde_json::Value::Array(list) => stack.extend(list),
                serde_json::Value::Object(map) => {
                    if let Some(serde_json::Value::String(body)) = map.get("articleBody")
                        && body.len() > 200
                    {
                        return key(body);
                    }
                    stack.extend(map.values());
                }
                _ => {}
            }
        }
    }
    String::new()
}
