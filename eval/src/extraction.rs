//! Article text of web pages: the measures of two published benchmarks.
//!
//! `zyte`: the article extraction benchmark of Zyte. Texts are compared by their 4-gram shingles; counts are normalised a page,
//! and F1 is made of the mean precision and the mean recall. `trafilatura`: strings that must and must not be in the text.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use hearsay_core::{Report, ZoneKind};
use hearsay_intake::Limits;
use serde::Deserialize;

use crate::measure::{Figure, Gold, Outcome};
use crate::peer::Peer;

/// What the benchmarks count as the article's text.
const TEXT: &[ZoneKind] = &[ZoneKind::Body, ZoneKind::Quote];

/// The second benchmark's strings may also stand in summaries and tables.
const WIDE: &[ZoneKind] = &[ZoneKind::Standfirst, ZoneKind::Body, ZoneKind::Quote, ZoneKind::Table];

#[derive(Deserialize)]
struct Article {
    #[serde(rename = "articleBody")]
    body: String,
}

#[derive(Deserialize)]
struct Strings {
    file: String,
    with: Vec<String>,
    without: Vec<String>,
}

pub(crate) fn run(gold: &Gold) -> anyhow::Result<Outcome> {
    let folder = gold.dir.join("gold/extraction");
    if !folder.is_dir() {
        return Ok(Outcome::Missing("gold/extraction".into()));
    }
    Ok(Outcome::Figures(vec![
        zyte(gold, "extraction", &mut |path| Ok(text_of(&report(path)?, TEXT)))?,
        trafilatura(gold, "extraction", &mut |path| Ok(text_of(&report(path)?, WIDE)))?,
    ]))
}

/// The article's text of a page, by us or by a peer.
type Text<'t> = &'t mut dyn FnMut(&Path) -> anyhow::Result<String>;

/// The same measures, and pages a second on one core, of other extractors beside ours, in the same run: those in Rust and
/// trafilatura for Python, as far as they are there. The time of reading a page's file is counted for us alone.
pub(crate) fn peers(gold: &Gold) -> anyhow::Result<Outcome> {
    if !gold.dir.join("gold/extraction").is_dir() {
        return Ok(Outcome::Missing("gold/extraction".into()));
    }
    let found = [
        ("rs-trafilatura", Peer::rust("rs-trafilatura")?),
        ("dom-smoothie", Peer::rust("dom-smoothie")?),
        ("trafilatura-py", Peer::python("trafilatura_text.py")?),
    ];
    if found.iter().all(|(_, peer)| peer.is_none()) {
        return Ok(Outcome::Missing(
            "other extractors (HEARSAY_PEERS names eval/peers/rust as built, HEARSAY_PYTHON an interpreter with trafilatura)".into(),
        ));
    }
    let ours = |path: &Path, kinds: &[ZoneKind]| {
        let start = Instant::now();
        let text = text_of(&report(path)?, kinds);
        Ok((text, start.elapsed().as_secs_f64()))
    };
    let mut figures = beside(gold, "hearsay", env!("CARGO_PKG_VERSION"), ours)?;
    for (name, peer) in found {
        let Some(mut peer) = peer else { continue };
        let version = peer.version.clone();
        let theirs = |path: &Path, _: &[ZoneKind]| {
            let answer = peer.ask(&path.display().to_string())?;
            let text = answer["text"].as_str().unwrap_or_default().to_owned();
            Ok((text, answer["seconds"].as_f64().unwrap_or_default()))
        };
        figures.extend(beside(gold, name, &version, theirs)?);
    }
    Ok(Outcome::Figures(figures))
}

/// Both measures and the speed of one extractor, which gives a page's text and the seconds that it took.
fn beside(
    gold: &Gold,
    name: &str,
    version: &str,
    mut read: impl FnMut(&Path, &[ZoneKind]) -> anyhow::Result<(String, f64)>,
) -> anyhow::Result<Vec<Figure>> {
    let (mut seconds, mut count) = (0.0, 0_usize);
    let mut text = |path: &Path, kinds: &[ZoneKind]| {
        let (text, took) = read(path, kinds)?;
        seconds += took;
        count += 1;
        anyhow::Ok(text)
    };
    let name = format!("peers.{name}");
    let mut figures = vec![
        zyte(gold, &name, &mut |path| text(path, TEXT))?,
        trafilatura(gold, &name, &mut |path| text(path, WIDE))?,
    ];
    figures.push(Figure {
        name: format!("{name}.pages-per-second"),
        value: count as f64 / seconds,
        note: format!("{count} pages, version {version}"),
    });
    Ok(figures)
}

/// Reads a page as `hearsay read` would.
pub(crate) fn report(path: &Path) -> anyhow::Result<Report> {
    let document = hearsay_intake::inputs(&[path.to_owned()], &Limits::default())
        .next()
        .with_context(|| format!("{} holds no document", path.display()))??;
    Ok(hearsay_intake::report(&document, &Limits::default()))
}

/// The words of the zones of some kinds. A dateline that a paragraph opens with is part of the paragraph.
pub(crate) fn text_of(report: &Report, kinds: &[ZoneKind]) -> String {
    let mut text = String::new();
    for (index, zone) in report.zones.iter().enumerate() {
        let opens = zone.kind == ZoneKind::Dateline
            && report.zones.get(index + 1).is_some_and(|next| {
                kinds.contains(&next.kind) && !report.text[zone.span.end..next.span.start].contains('\n')
            });
        if kinds.contains(&zone.kind) || opens {
            text.push_str(zone.span.of(&report.text));
            text.push(if opens { ' ' } else { '\n' });
        }
    }
    text
}

fn zyte(gold: &Gold, name: &str, text: Text<'_>) -> anyhow::Result<Figure> {
    let prefix = name;
    let folder = gold.dir.join("gold/extraction/zyte");
    let truth: std::collections::BTreeMap<String, Article> =
        serde_json::from_slice(&fs::read(folder.join("ground-truth.json"))?)?;
    let (mut precision, mut recall, mut answered) = (0.0, 0.0, 0_usize);
    for (name, article) in &truth {
        let path = folder.join("html").join(format!("{name}.html.gz"));
        let (wanted, found) = (shingles(&article.body), shingles(&text(&path)?));
        let (mut both, mut more, mut less) = (0, 0, 0);
        for (shingle, count) in &wanted {
            let other = found.get(shingle).copied().unwrap_or(0);
            both += count.min(&other);
            less += count.saturating_sub(other);
        }
        for (shingle, count) in &found {
            more += count.saturating_sub(wanted.get(shingle).copied().unwrap_or(0));
        }
        let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
        // A page of which nothing was found counts for recall alone.
        answered += usize::from(both + more > 0);
        precision += share(both, both + more);
        recall += share(both, both + less);
        if gold.show && prefix == "extraction" && both * 100 < (both + more + less) * 93 {
            println!(
                "zyte {name}: precision {:.3}, recall {:.3}",
                share(both, both + more),
                share(both, both + less)
            );
            show(&report(&path)?, &wanted, &found);
        }
    }
    let pages = truth.len() as f64;
    let (precision, recall) = (precision / answered.max(1) as f64, recall / pages);
    let f1 = 2.0 * precision * recall / (precision + recall);
    Ok(Figure {
        name: format!("{prefix}.zyte.f1"),
        value: f1,
        note: format!("precision {precision:.4}, recall {recall:.4}, {} pages", truth.len()),
    })
}

/// Prints the blocks that are in only one of the two texts.
fn show(report: &Report, wanted: &HashMap<Vec<String>, usize>, found: &HashMap<Vec<String>, usize>) {
    for zone in &report.zones {
        let words = zone.span.of(&report.text);
        let runs = shingles(words);
        let held = runs.keys().filter(|run| wanted.contains_key(*run)).count();
        let counted = TEXT.contains(&zone.kind);
        if counted != (held * 2 > runs.len()) {
            let sign = if counted { "extra" } else { "typed away" };
            println!("   {sign} as {}: {}", zone.kind, words.chars().take(150).collect::<String>());
        }
    }
    let all = shingles(&report.text);
    let lost = wanted.keys().filter(|run| !found.contains_key(*run) && !all.contains_key(*run)).count();
    println!("   {lost} of {} runs of words are not in the report at all", wanted.len());
}

/// How often each run of four words occurs; a text of fewer words is one run.
fn shingles(text: &str) -> HashMap<Vec<String>, usize> {
    let words: Vec<String> = text
        .split(|char: char| !(char.is_alphanumeric() || char == '_'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let mut counts = HashMap::new();
    if words.len() < 4 {
        if !words.is_empty() {
            counts.insert(words, 1);
        }
        return counts;
    }
    for run in words.windows(4) {
        *counts.entry(run.to_vec()).or_insert(0) += 1;
    }
    counts
}

fn trafilatura(gold: &Gold, name: &str, text: Text<'_>) -> anyhow::Result<Figure> {
    let folder = gold.dir.join("gold/extraction/trafilatura");
    let pages: std::collections::BTreeMap<String, Strings> =
        serde_json::from_slice(&fs::read(folder.join("evaldata.json"))?)?;
    let (mut kept, mut lost, mut extra, mut count) = (0_usize, 0_usize, 0_usize, 0_usize);
    for strings in pages.values() {
        let path = folder.join("html").join(format!("{}.gz", strings.file));
        if !path.is_file() {
            continue;
        }
        count += 1;
        let squeezed = text(&path)?.split_whitespace().collect::<Vec<_>>().join(" ");
        let holds =
            |string: &str| squeezed.contains(&string.split_whitespace().collect::<Vec<_>>().join(" "));
        for string in &strings.with {
            let held = holds(string);
            kept += usize::from(held);
            lost += usize::from(!held);
            if gold.show && name == "extraction" && !held {
                println!("trafilatura {}: lost {string:?}", strings.file);
            }
        }
        for string in strings.without.iter().filter(|string| holds(string)) {
            extra += 1;
            if gold.show && name == "extraction" {
                println!("trafilatura {}: extra {string:?}", strings.file);
            }
        }
    }
    let f1 = 2.0 * kept as f64 / (2 * kept + lost + extra).max(1) as f64;
    Ok(Figure {
        name: format!("{name}.trafilatura.f1"),
        value: f1,
        note: format!("kept {kept}, lost {lost}, extra {extra}, {count} pages"),
    })
}
