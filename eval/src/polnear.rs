//! `PolNeAR` dev: exact spans of sources, cues and contents, from the final claims ([`run`]) and from the analyser alone
//! ([`spans`]).
//!
//! Claims:
//! `PolNeAR` has the complementizer, quotation marks and the final comma of a quotation in its contents; ours has none of
//! them. Both sides are brought to one form before they are compared: white space, quotation marks, punctuation and a leading
//! *that* or *to* are left out at both ends. An attribution that has no source or content counts for the parts that it has.
//! Ours is one claim a sentence of a quotation; the contents of one cue count together, from the first to the last.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::Context;
use hearsay_claims::Claims;
use hearsay_core::{ScalarIndex, Span};
use hearsay_language::Attribution;

use crate::claims::{body, extract};
use crate::measure::{Figure, Gold, Outcome};

const PARTS: [&str; 3] = ["source", "cue", "content"];

pub(crate) fn run(gold: &Gold) -> anyhow::Result<Outcome> {
    let folder = gold.dir.join("gold/attribution/polnear/dev");
    if !folder.is_dir() {
        return Ok(Outcome::Missing("gold/attribution/polnear/dev".into()));
    }
    let claims = Claims::load(gold.knowledge.as_deref())?;
    let annotations = annotations(&folder)?;
    let (mut right, mut wanted, mut found) = ([0; 3], [0; 3], [0; 3]);
    for (document, path) in &annotations {
        let text = std::fs::read_to_string(folder.join("text").join(format!("{document}.txt")))?;
        let index = ScalarIndex::new(&text);
        let gold_spans = read(&std::fs::read_to_string(path)?, &text, &index);
        let mut ours: [HashSet<Span>; 3] = Default::default();
        let mut contents: BTreeMap<Span, Span> = BTreeMap::new();
        for claim in extract(&claims, &body(&text, "en")) {
            let Some(cue) = claim.cue else { continue };
            ours[1].insert(bare(cue, &text));
            if let Some(content) = claim.content {
                let whole = contents.entry(cue).or_insert(content);
                *whole = whole.cover(content);
            }
            ours[0]
                .extend(claim.chain.last().and_then(|link| link.mention).map(|mention| bare(mention, &text)));
        }
        ours[2].extend(contents.into_values().map(|content| bare(content, &text)));
        for part in 0..3 {
            right[part] += ours[part].intersection(&gold_spans[part]).count();
            wanted[part] += gold_spans[part].len();
            found[part] += ours[part].len();
            if gold.show {
                for span in gold_spans[part].difference(&ours[part]) {
                    println!("{document} {}: MISSED {}", PARTS[part], line(*span, &text));
                }
                for span in ours[part].difference(&gold_spans[part]) {
                    println!("{document} {}: EXTRA {}", PARTS[part], line(*span, &text));
                }
            }
        }
    }
    let figures = (0..3)
        .map(|part| Figure {
            name: format!("claims.polnear.{}.f1", PARTS[part]),
            value: 2.0 * right[part] as f64 / (wanted[part] + found[part]).max(1) as f64,
            note: format!(
                "precision {:.3}, recall {:.3}; on test CoreNLP 0.139/-/0.175, BERT+Cofe 0.832/0.753/0.729",
                right[part] as f64 / found[part].max(1) as f64,
                right[part] as f64 / wanted[part].max(1) as f64
            ),
        })
        .collect();
    Ok(Outcome::Figures(figures))
}

/// The analyser's own spans, exactly as annotated, a span of several pieces as its pieces. A link is right where a source or
/// content and its cue, both found exactly, are in one attribution; a triple where all three are.
pub(crate) fn spans(gold: &Gold) -> anyhow::Result<Outcome> {
    let folder = gold.dir.join("gold/attribution/polnear/dev");
    if !folder.is_dir() {
        return Ok(Outcome::Missing("gold/attribution/polnear/dev".into()));
    }
    let (mut right, mut wanted, mut found) = ([0; 3], [0; 3], [0; 3]);
    let (mut linked, mut linkable) = ([0_usize; 3], [0_usize; 3]);
    for (document, path) in annotations(&folder)? {
        let text = std::fs::read_to_string(folder.join("text").join(format!("{document}.txt")))?;
        let attributions = hearsay_language::analyse(&body(&text, "en")).attributions;
        let of = |attribution: &Attribution| {
            [attribution.source.clone(), attribution.cue.clone(), attribution.content.clone()]
        };
        let mut ours: [HashSet<Span>; 3] = Default::default();
        for attribution in &attributions {
            for (all, spans) in ours.iter_mut().zip(of(attribution)) {
                all.extend(spans);
            }
        }
        let (theirs, triples) = pieces(&std::fs::read_to_string(path)?, &ScalarIndex::new(&text));
        for part in 0..3 {
            right[part] += ours[part].intersection(&theirs[part]).count();
            wanted[part] += theirs[part].len();
            found[part] += ours[part].len();
        }
        for triple in &triples {
            let matched: [Vec<Span>; 3] = std::array::from_fn(|part| {
                triple[part].iter().copied().filter(|span| ours[part].contains(span)).collect()
            });
            let together = |parts: &[usize]| {
                attributions.iter().any(|attribution| {
                    parts
                        .iter()
                        .all(|part| matched[*part].iter().any(|span| of(attribution)[*part].contains(span)))
                })
            };
            for (index, parts) in [&[0, 1][..], &[1, 2], &[0, 1, 2]].into_iter().enumerate() {
                if parts.iter().all(|part| !matched[*part].is_empty()) {
                    linkable[index] += 1;
                    linked[index] += usize::from(together(parts));
                }
            }
        }
    }
    let spans = (0..3).map(|part| Figure {
        name: format!("polnear.spans.{}.f1", PARTS[part]),
        value: 2.0 * right[part] as f64 / (wanted[part] + found[part]).max(1) as f64,
        note: format!(
            "precision {:.3}, recall {:.3}; raw text",
            right[part] as f64 / found[part].max(1) as f64,
            right[part] as f64 / wanted[part].max(1) as f64
        ),
    });
    let links = ["source", "content", "triple"].into_iter().enumerate().map(|(index, name)| Figure {
        name: format!("polnear.spans.links.{name}"),
        value: linked[index] as f64 / linkable[index].max(1) as f64,
        note: format!("{} with all their spans found", linkable[index]),
    });
    Ok(Outcome::Figures(spans.chain(links).collect()))
}

/// The spans of each part.
type Parts<S> = [S; 3];

/// Pieces of the spans of an annotation file, and its attributions by their pieces.
fn pieces(annotations: &str, index: &ScalarIndex<'_>) -> (Parts<HashSet<Span>>, Vec<Parts<Vec<Span>>>) {
    let mut named: HashMap<&str, (usize, Vec<Span>)> = HashMap::new();
    let mut all: Parts<HashSet<Span>> = Default::default();
    for line in annotations.lines().filter(|line| line.starts_with('T')) {
        let mut fields = line.split('\t');
        let (Some(name), Some((kind, offsets))) =
            (fields.next(), fields.next().and_then(|field| field.split_once(' ')))
        else {
            continue;
        };
        let Some(part) = PARTS.iter().position(|part| part.eq_ignore_ascii_case(kind)) else { continue };
        let spans: Vec<Span> = offsets
            .split(';')
            .filter_map(|piece| piece.split_once(' '))
            .filter_map(|(start, end)| Some(index.span(start.parse().ok()?, end.parse().ok()?)))
            .collect();
        all[part].extend(&spans);
        named.insert(name, (part, spans));
    }
    let triples = annotations
        .lines()
        .filter(|line| line.starts_with('E'))
        .map(|line| {
            let mut triple: Parts<Vec<Span>> = Default::default();
            for (part, spans) in line.split([' ', '\t']).filter_map(|role| named.get(role.split_once(':')?.1))
            {
                triple[*part].extend(spans);
            }
            triple
        })
        .collect();
    (all, triples)
}

/// The annotation file of each document; where it has two annotators the first by name counts.
fn annotations(folder: &Path) -> anyhow::Result<BTreeMap<String, PathBuf>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder.join("attributions"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    paths.sort();
    let mut annotations = BTreeMap::new();
    for path in paths {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).context("a file name")?;
        if let Some((document, _)) = stem.rsplit_once('_') {
            annotations.entry(document.to_owned()).or_insert(path);
        }
    }
    Ok(annotations)
}

fn line(span: Span, text: &str) -> String {
    span.of(text).replace('\n', " ")
}

/// Spans of the annotation file that belong to an attribution. One of several pieces counts as the whole from first to last.
fn read(annotations: &str, text: &str, index: &ScalarIndex<'_>) -> [HashSet<Span>; 3] {
    let mut spans: [HashSet<Span>; 3] = Default::default();
    for line in annotations.lines().filter(|line| line.starts_with('T')) {
        let mut fields = line.split('\t').skip(1);
        let Some((kind, offsets)) = fields.next().and_then(|field| field.split_once(' ')) else { continue };
        let Some(part) = PARTS.iter().position(|part| part.eq_ignore_ascii_case(kind)) else { continue };
        let ends: Vec<usize> = offsets.split([' ', ';']).filter_map(|number| number.parse().ok()).collect();
        if let (Some(start), Some(end)) = (ends.iter().min(), ends.iter().max()) {
            spans[part].insert(bare(index.span(*start, *end), text));
        }
    }
    spans
}

fn bare(span: Span, text: &str) -> Span {
    let loose = |c: char| c.is_whitespace() || (!c.is_alphanumeric() && !"$%)(".contains(c));
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start_matches(loose).len());
    let span = Span::new(start, start + words.trim_matches(loose).len());
    match span.of(text).strip_prefix("that ").or_else(|| span.of(text).strip_prefix("to ")) {
        Some(rest) => bare(Span::new(span.end - rest.len(), span.end), text),
        None => span,
    }
}
