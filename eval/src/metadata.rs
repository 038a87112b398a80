//! Title, authors and day of publication of `gold/zones/fundus`, where a parser written by hand for each site says what
//! is right.
//!
//! Titles are compared after white space is single, characters without a width are dropped, and curly quotes and
//! apostrophes are made straight: the gold mixes both for the same page's statements. Authors are compared as sets of
//! names, none missing and none too many. Days are those that the gold's own instants begin with; where ours is the
//! same instant in another zone, it is the same.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::DateTime;
use hearsay_core::Report;
use hearsay_intake::{Limits, inputs, report};
use serde_json::Value;

use crate::measure::{Figure, Gold, Outcome};

/// Runs the measure.
pub(crate) fn run(gold: &Gold) -> anyhow::Result<Outcome> {
    let folder = gold.dir.join("gold/zones/fundus");
    if !folder.is_dir() {
        return Ok(Outcome::Missing("gold/zones/fundus".to_owned()));
    }
    let limits = Limits::default();
    let (mut pages, mut right) = (0_usize, [0_usize; 3]);
    for (page, gold_page) in pages_of(&folder)? {
        let document = inputs(std::slice::from_ref(&page), &limits).next().context("a page")??;
        let report = report(&document, &limits);
        let fields = [
            ("title", title_of(&report), gold_page["title"].as_str().map(plain).unwrap_or_default()),
            ("authors", authors_of(&report), names(gold_page["authors"].as_array())),
            (
                "day",
                day_of(&report, &gold_page),
                gold_page["publishing_date"].as_str().map(day).unwrap_or_default(),
            ),
        ];
        pages += 1;
        for (count, (field, ours, theirs)) in right.iter_mut().zip(fields) {
            if ours == theirs {
                *count += 1;
            } else if gold.show {
                let name = page.file_name().unwrap_or_default().display();
                println!("{field:<8} {name}\n    gold {theirs}\n    ours {ours}");
            }
        }
    }
    let figure = |name: &str, count: usize| Figure {
        name: format!("metadata.fundus.{name}"),
        value: count as f64 / pages.max(1) as f64,
        note: format!("{count} of {pages} pages exact"),
    };
    Ok(Outcome::Figures(vec![
        figure("title", right[0]),
        figure("authors", right[1]),
        figure("day", right[2]),
    ]))
}

/// Every page with its gold, in the order of their names.
pub(crate) fn pages_of(folder: &Path) -> anyhow::Result<Vec<(PathBuf, Value)>> {
    let mut found = Vec::new();
    for country in sorted(folder)?.into_iter().filter(|path| path.is_dir()) {
        let files = sorted(&country)?;
        for gold in files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        {
            let publisher = gold.file_stem().unwrap_or_default().to_string_lossy();
            if publisher == "meta" {
                continue;
            }
            let pages = files.iter().filter(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                name.strip_prefix(&*publisher)
                    .is_some_and(|rest| rest.starts_with('_') && rest.ends_with(".html.gz"))
            });
            // The versions of a parser stand in the order of the pages' days.
            let versions: serde_json::Map<String, Value> = serde_json::from_slice(&std::fs::read(gold)?)?;
            found.extend(pages.cloned().zip(versions.into_iter().map(|(_, value)| value)));
        }
    }
    Ok(found)
}

fn sorted(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn title_of(report: &Report) -> String {
    report.title.as_ref().map(|title| plain(&title.value)).unwrap_or_default()
}

fn authors_of(report: &Report) -> String {
    joined(report.authors.iter().map(|author| plain(&author.value)))
}

fn names(list: Option<&Vec<Value>>) -> String {
    joined(list.into_iter().flatten().filter_map(Value::as_str).map(plain))
}

fn joined(names: impl Iterator<Item = String>) -> String {
    names.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join("; ")
}

/// Our day, told in the gold's zone where both are instants.
fn day_of(report: &Report, gold_page: &Value) -> String {
    let Some(published) = &report.published else { return String::new() };
    let theirs = gold_page["publishing_date"]
        .as_str()
        .and_then(|date| DateTime::parse_from_rfc3339(&date.replace(' ', "T")).ok());
    match (DateTime::parse_from_rfc3339(&published.value), theirs) {
        (Ok(ours), Some(theirs)) => ours.with_timezone(&theirs.timezone()).date_naive().to_string(),
        _ => day(&published.value),
    }
}

fn day(date: &str) -> String {
    date.chars().take(10).collect()
}

/// Single spaces, nothing without a width, straight quotes.
fn plain(text: &str) -> String {
    let straight: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{feff}' | '\u{2060}'))
        .map(|c| match c {
            '’' | '‘' | '‚' => '\'',
            '“' | '”' | '„' => '"',
            c => c,
        })
        .collect();
    straight.split_whitespace().collect::<Vec<_>>().join(" ")
}
