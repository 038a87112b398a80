//! Related links, share prompts and credits, on pages labelled by hand (`eval/gold/zones/labels.tsv`, `labels-more.tsv` and
//! `labels-fresh.tsv`, guidelines beside them). The first file has a development and a test half; all of the second is for development;
//! the third has pages that no rule was fitted to, and whose errors are not printed either.
//!
//! F1 by letters and digits, over the labelled area of each page: a zone of ours is found in the page's flattened text by its
//! letters, in the order of the page, and counts where it lies in the area.

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use hearsay_core::ZoneKind;
use sha2::{Digest, Sha256};

use crate::extraction::report;
use crate::flatten;
use crate::measure::{Figure, Gold, Outcome};

const KINDS: [ZoneKind; 3] = [ZoneKind::Related, ZoneKind::Share, ZoneKind::Credit];

/// A page's labels; spans count Unicode scalar values of its flattened text.
#[derive(Default)]
struct Page {
    hash: String,
    area: Vec<(usize, usize)>,
    labels: Vec<(ZoneKind, usize, usize)>,
}

#[derive(Default)]
struct Counts {
    both: usize,
    wanted: usize,
    found: usize,
}

impl Counts {
    fn f1(&self) -> f64 {
        2.0 * self.both as f64 / (self.wanted + self.found).max(1) as f64
    }
}

pub(crate) fn run(gold: &Gold) -> anyhow::Result<Outcome> {
    let folder = gold.dir.join("gold");
    for set in ["zones/fundus", "extraction/zyte", "extraction/trafilatura"] {
        if !folder.join(set).is_dir() {
            return Ok(Outcome::Missing(format!("gold/{set}")));
        }
    }
    let mut counts: BTreeMap<(&str, &str), Counts> = BTreeMap::new();
    let read = |file: &str| labels(&std::fs::read_to_string(format!("eval/gold/zones/{file}"))?);
    let halves = read("labels.tsv")?.into_iter().map(|(name, page)| (half(&name), name, page));
    let more = read("labels-more.tsv")?.into_iter().map(|(name, page)| ("more", name, page));
    let fresh = read("labels-fresh.tsv")?.into_iter().map(|(name, page)| ("fresh", name, page));
    for (half, name, page) in halves.chain(more).chain(fresh) {
        let path = folder.join(&name);
        let flat = flatten::page(&path)?;
        let hash = format!("{:x}", Sha256::digest(flat.as_bytes()));
        ensure!(hash.starts_with(&page.hash), "{name}: the page is not the one that was labelled");
        // Letters and digits only, each with its place in the flattened text.
        let letters: Vec<(usize, char)> = flat
            .chars()
            .enumerate()
            .filter(|(_, char)| char.is_alphanumeric())
            .flat_map(|(at, char)| char.to_lowercase().map(move |low| (at, low)))
            .collect();
        let key: String = letters.iter().map(|(_, char)| *char).collect();
        // Byte offsets of the key to indices of `letters`.
        let starts: Vec<usize> = key.char_indices().map(|(at, _)| at).collect();
        let found = found(&report(&path)?, &key, &starts);
        for (index, (at, _)) in letters.iter().enumerate() {
            if !page.area.iter().any(|(start, end)| (*start..*end).contains(at)) {
                continue;
            }
            let wanted =
                page.labels.iter().find(|(_, start, end)| (*start..*end).contains(at)).map(|label| label.0);
            for (kind, name) in KINDS.iter().map(|kind| (Some(*kind), kind.as_str())) {
                let counts = counts.entry((half, name)).or_default();
                counts.wanted += usize::from(wanted == kind);
                counts.found += usize::from(found[index] == kind);
                counts.both += usize::from(wanted == kind && found[index] == kind);
            }
        }
        if gold.show && !["test", "fresh"].contains(&half) {
            show(&name, &page, &flat, &letters, &found);
        }
    }
    let mut figures: Vec<Figure> = Vec::new();
    for half in ["dev", "more", "fresh", "test"] {
        let mut all = Counts::default();
        for kind in KINDS {
            let counts = counts.entry((half, kind.as_str())).or_default();
            all.both += counts.both;
            all.wanted += counts.wanted;
            all.found += counts.found;
            figures.push(figure(&format!("labels.{half}.{kind}"), counts));
        }
        figures.push(figure(&format!("labels.{half}.all"), &all));
    }
    Ok(Outcome::Figures(figures))
}

fn figure(name: &str, counts: &Counts) -> Figure {
    Figure {
        name: name.to_owned(),
        value: counts.f1(),
        note: format!("{} characters in gold, {} found, {} both", counts.wanted, counts.found, counts.both),
    }
}

/// The half that a page belongs to, by the hash of its name.
fn half(name: &str) -> &'static str {
    let file = name.rsplit('/').next().unwrap_or(name);
    if Sha256::digest(file.as_bytes())[0] % 2 == 0 { "dev" } else { "test" }
}

/// For each letter of the page the kind of our zone that it lies in. Where a note for screen readers stands within a zone, which is
/// no part of our text, the zone is found in pieces.
fn found(report: &hearsay_core::Report, key: &str, starts: &[usize]) -> Vec<Option<ZoneKind>> {
    let mut found = vec![None; starts.len()];
    let mut cursor = 0;
    for zone in &report.zones {
        let words: Vec<String> = zone
            .span
            .of(&report.text)
            .split_whitespace()
            .map(|word| {
                word.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
            })
            .collect();
        let places = places(&words, &key[cursor..]);
        for (start, end) in &places {
            let first = starts.partition_point(|at| *at < cursor + start);
            let last = starts.partition_point(|at| *at < cursor + end);
            found[first..last].fill(Some(zone.kind));
        }
        cursor += places.last().map_or(0, |(_, end)| *end);
    }
    found
}

/// Where in `key` the words stand, one after the other: in one piece, else in pieces near each other.
fn places(words: &[String], key: &str) -> Vec<(usize, usize)> {
    const NEAR: usize = 200;
    const LEAST: usize = 6;
    let all = words.concat();
    if let Some(at) = (!all.is_empty()).then(|| key.find(&all)).flatten() {
        return vec![(at, at + all.len())];
    }
    let (mut places, mut next, mut cursor) = (Vec::new(), 0, 0);
    while next < words.len() {
        let piece = (next + 1..=words.len()).rev().find_map(|end| {
            let piece = words[next..end].concat();
            let at = cursor + key[cursor..].find(&piece)?;
            let near = places.is_empty() || at <= cursor + NEAR;
            (near && piece.len() >= LEAST).then_some((end, at, at + piece.len()))
        });
        let Some((end, start, stop)) = piece else { return Vec::new() };
        places.push((start, stop));
        (next, cursor) = (end, stop);
    }
    places
}

fn show(name: &str, page: &Page, flat: &str, letters: &[(usize, char)], found: &[Option<ZoneKind>]) {
    let words =
        |start: usize, end: usize| flat.chars().skip(start).take((end - start).min(70)).collect::<String>();
    for (kind, start, end) in &page.labels {
        let inside: Vec<_> = letters
            .iter()
            .zip(found)
            .filter(|((at, _), _)| (*start..*end).contains(at))
            .map(|(_, found)| *found)
            .collect();
        let right = inside.iter().filter(|found| **found == Some(*kind)).count();
        if right * 2 < inside.len() {
            let ours = inside.iter().flatten().next().map_or("not in the report", |kind| kind.as_str());
            println!(
                "{name}: {kind} read as {ours}, {} letters: {}",
                inside.len() - right,
                words(*start, *end)
            );
        }
    }
    // Runs of letters that we take for one of the kinds and the labels do not.
    let wrong = |index: usize| {
        let at = letters[index].0;
        let labelled = || page.labels.iter().any(|(_, start, end)| (*start..*end).contains(&at));
        let inside = page.area.iter().any(|(start, end)| (*start..*end).contains(&at));
        found[index].filter(|kind| KINDS.contains(kind) && inside && !labelled())
    };
    let mut index = 0;
    while index < letters.len() {
        let kind = wrong(index);
        let first = index;
        while index < letters.len() && wrong(index) == kind {
            index += 1;
        }
        if let Some(kind) = kind {
            println!(
                "{name}: {kind} is none, {} letters: {}",
                index - first,
                words(letters[first].0, letters[index - 1].0 + 1)
            );
        }
    }
}

/// Pages with their labels, by name. A row is `page, kind, start, end`, where kind is `text` (its third cell the beginning of the
/// flattened text's SHA-256), `area`, or a kind of zone.
fn labels(file: &str) -> anyhow::Result<BTreeMap<String, Page>> {
    let mut pages: BTreeMap<String, Page> = BTreeMap::new();
    for line in file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, kind, start, rest @ ..] = cells.as_slice() else {
            anyhow::bail!("not a row of labels: {line}");
        };
        let page = pages.entry((*name).to_owned()).or_default();
        if *kind == "text" {
            (*start).clone_into(&mut page.hash);
            continue;
        }
        let end = rest.first().context("a label has no end")?.parse()?;
        let start = start.parse()?;
        match *kind {
            "area" => page.area.push((start, end)),
            kind => page.labels.push((kind.parse().map_err(anyhow::Error::msg)?, start, end)),
        }
    }
    Ok(pages)
}
