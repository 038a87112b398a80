//! Zones of web pages on `gold/zones/fundus`, where a parser written by hand for each site says what is right.
//!
//! The measure: the words of a kind of zone, in lower case, as a multiset; a word counts by its characters. Found are the
//! characters of the words that the gold holds too. F1 is micro, over all pages; the note has the mean over the pages that
//! the kind occurs on, in the gold or in ours. The gold's section headlines are part of the body, as in our zones. Captions
//! count once however often a page repeats them, and on the pages where the gold has any: for many sites its parser takes none.

use std::collections::{BTreeSet, HashMap};

use hearsay_core::{Report, ZoneKind};
use serde_json::Value;

use crate::extraction::{report, text_of};
use crate::measure::{Figure, Gold, Outcome};
use crate::metadata::pages_of;

const BODY: &[ZoneKind] = &[ZoneKind::Body, ZoneKind::Quote, ZoneKind::Table];

/// Runs the measure.
pub(crate) fn run(gold: &Gold) -> anyhow::Result<Outcome> {
    let folder = gold.dir.join("gold/zones/fundus");
    if !folder.is_dir() {
        return Ok(Outcome::Missing("gold/zones/fundus".to_owned()));
    }
    let pages = pages_of(&folder)?;
    let mut kinds = [
        Kind::new("body", BODY),
        Kind::new("standfirst", &[ZoneKind::Standfirst]),
        Kind::new("caption", &[ZoneKind::Caption]),
    ];
    for (path, page) in &pages {
        let report = report(path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        for (kind, wanted) in
            kinds.iter_mut().zip([body(page), lines(&page["body"]["summary"]), captions(page)])
        {
            kind.add(&name, &wanted, &report, gold.show);
        }
    }
    Ok(Outcome::Figures(kinds.iter().map(|kind| kind.figure(pages.len())).collect()))
}

/// The counts of one kind of zone.
struct Kind {
    name: &'static str,
    zones: &'static [ZoneKind],
    both: usize,
    found: usize,
    wanted: usize,
    means: Vec<f64>,
}

impl Kind {
    const fn new(name: &'static str, zones: &'static [ZoneKind]) -> Self {
        Self { name, zones, both: 0, found: 0, wanted: 0, means: Vec::new() }
    }

    fn add(&mut self, page: &str, wanted: &str, report: &Report, show: bool) {
        let mut text = text_of(report, self.zones);
        if self.name == "caption" {
            if wanted.is_empty() {
                return;
            }
            let mut seen = BTreeSet::new();
            text = text.lines().filter(|line| seen.insert(squeezed(line))).collect::<Vec<_>>().join("\n");
        }
        let (gold, ours) = (words(wanted), words(&text));
        let sum = |words: &HashMap<String, usize>| {
            words.iter().map(|(word, count)| word.chars().count() * count).sum::<usize>()
        };
        let both: usize = gold
            .iter()
            .map(|(word, count)| word.chars().count() * count.min(ours.get(word).unwrap_or(&0)))
            .sum();
        let (all_gold, all_ours) = (sum(&gold), sum(&ours));
        self.both += both;
        self.found += all_ours;
        self.wanted += all_gold;
        if all_gold + all_ours > 0 {
            let page_f1 = 2.0 * both as f64 / (all_gold + all_ours) as f64;
            self.means.push(page_f1);
            if show && page_f1 < 0.97 {
                println!("{} {page}: f1 {page_f1:.3}, {both} of {all_gold} gold, {all_ours} ours", self.name);
                for (sign, lines, other) in [("-", wanted, &text), ("+", &text, &wanted.to_owned())] {
                    let other: BTreeSet<String> = other.lines().map(squeezed).collect();
                    let joined = other.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
                    for line in
                        lines.lines().map(squeezed).filter(|line| !joined.contains(line.as_str())).take(12)
                    {
                        println!("    {sign} {}", line.chars().take(160).collect::<String>());
                    }
                }
            }
        }
    }

    fn figure(&self, pages: usize) -> Figure {
        let mean = self.means.iter().sum::<f64>() / self.means.len().max(1) as f64;
        let share = |of: usize| self.both as f64 / of.max(1) as f64;
        Figure {
            name: format!("zones.fundus.{}", self.name),
            value: 2.0 * self.both as f64 / (self.found + self.wanted).max(1) as f64,
            note: format!(
                "precision {:.3}, recall {:.3}, mean of pages {mean:.3}; {} of {pages} pages have it",
                share(self.found),
                share(self.wanted),
                self.means.len()
            ),
        }
    }
}

fn squeezed(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How often each word occurs.
fn words(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for word in text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *counts.entry(word.to_lowercase()).or_insert(0) += 1;
    }
    counts
}

fn lines(list: &Value) -> String {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>().join("\n")
}

fn body(page: &Value) -> String {
    let sections = page["body"]["sections"].as_array().into_iter().flatten();
    let parts: Vec<String> =
        sections.flat_map(|section| [lines(&section["headline"]), lines(&section["paragraphs"])]).collect();
    parts.join("\n")
}

/// Captions of the page's pictures, each once.
fn captions(page: &Value) -> String {
    let images = page["images"].as_array().into_iter().flatten();
    let captions: BTreeSet<&str> = images.filter_map(|image| image["caption"].as_str()).collect();
    captions.into_iter().collect::<Vec<_>>().join("\n")
}
