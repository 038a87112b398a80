//! Claims against gold: the acceptance cases, and our own labelled passages by language and phenomenon.
//!
//! Matching is that of the acceptance cases' own scorer: contents that overlap by at least half of the longer, claims
//! without content by stance and origin. `whole` is that scorer's: content overlaps by 0.8 and chain, stance, certainty,
//! polarity and conditional agree. `entire` asks in addition for the cue, naming and kind of every link, what the claim is
//! about, and its loaded wording.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::Context;
use hearsay_cases::claims::{Case, Passage, read_folder};
use hearsay_claims::Claims;
use hearsay_core::{
    Certainty, Claim, How, Known, Link, Naming, Polarity, Report, ReportId, ScalarIndex, SourceKind, Span,
    Stance, Zone, ZoneKind,
};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::measure::{Figure, Gold, Outcome};

/// A gold claim, whatever file it came from.
struct Wanted {
    content: Option<Span>,
    cue: Option<Span>,
    chain: Vec<WantedLink>,
    stance: Stance,
    certainty: Certainty,
    polarity: Polarity,
    conditional: bool,
    /// The index, among the gold claims, of the one that it answers.
    about: Option<usize>,
    loaded: Vec<Span>,
}

struct WantedLink {
    /// One of these; empty: anything.
    mentions: Vec<Span>,
    implicit: bool,
    naming: Option<Naming>,
    kind: Option<SourceKind>,
}

/// Counts over passages.
#[derive(Clone, Default)]
struct Counts {
    gold: usize,
    found: usize,
    matched: usize,
    chain: usize,
    stance: usize,
    certainty: usize,
    polarity: usize,
    conditional: usize,
    cue: usize,
    links: usize,
    naming: usize,
    kind: usize,
    about: usize,
    loaded: usize,
    whole: usize,
    entire: usize,
}

impl Counts {
    fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.all().into_iter().zip(other.clone().all()) {
            *mine += *theirs;
        }
    }

    fn all(&mut self) -> [&mut usize; 16] {
        [
            &mut self.gold,
            &mut self.found,
            &mut self.matched,
            &mut self.chain,
            &mut self.stance,
            &mut self.certainty,
            &mut self.polarity,
            &mut self.conditional,
            &mut self.cue,
            &mut self.links,
            &mut self.naming,
            &mut self.kind,
            &mut self.about,
            &mut self.loaded,
            &mut self.whole,
            &mut self.entire,
        ]
    }

    fn figures(&self, name: &str, figures: &mut Vec<Figure>) {
        let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
        let note = format!("{} in gold, {} found", self.gold, self.found);
        for (field, value) in [
            ("recall", share(self.matched, self.gold)),
            ("precision", share(self.matched, self.found)),
            ("chain", share(self.chain, self.matched)),
            ("stance", share(self.stance, self.matched)),
            ("certainty", share(self.certainty, self.matched)),
            ("polarity", share(self.polarity, self.matched)),
            ("conditional", share(self.conditional, self.matched)),
            ("whole", share(self.whole, self.gold)),
        ] {
            figures.push(Figure { name: format!("{name}.{field}"), value, note: note.clone() });
        }
    }
}

/// Whether a claim stands where the acceptance cases count it.
fn counts(claim: &Claim) -> bool {
    matches!(claim.zone, ZoneKind::Body | ZoneKind::Quote | ZoneKind::Standfirst)
}

fn overlap(a: Span, b: Span, index: &ScalarIndex<'_>) -> f64 {
    let ((a0, a1), (b0, b1)) = (index.scalars(a), index.scalars(b));
    let shared = a1.min(b1).saturating_sub(a0.max(b0));
    shared as f64 / (a1 - a0).max(b1 - b0).max(1) as f64
}

fn same_chain(wanted: &[WantedLink], claim: &Claim, index: &ScalarIndex<'_>) -> bool {
    wanted.len() == claim.chain.len()
        && wanted.iter().zip(&claim.chain).all(|(wanted, link)| {
            wanted.mentions.is_empty()
                || (wanted.implicit && link.mention.is_none())
                || link.mention.is_some_and(|link| {
                    wanted.mentions.iter().any(|&wanted| overlap(wanted, link, index) >= 0.5)
                })
        })
}

/// Matches claims to gold and counts; `lines` get what is missed, wrong or extra.
fn score(text: &str, wanted: &[Wanted], claims: &[Claim], name: &str, lines: &mut Vec<String>) -> Counts {
    let index = ScalarIndex::new(text);
    let claims: Vec<&Claim> = claims.iter().filter(|claim| counts(claim)).collect();
    let mut counts = Counts { gold: wanted.len(), found: claims.len(), ..Counts::default() };
    let mut used = vec![false; claims.len()];
    // For each gold claim the one that was matched to it.
    let mut matches: Vec<Option<usize>> = vec![None; wanted.len()];
    let mut complete: Vec<bool> = vec![false; wanted.len()];
    for (number, want) in wanted.iter().enumerate() {
        let likeness = |claim: &Claim| match (want.content, claim.content) {
            (Some(content), Some(found)) => overlap(content, found, &index),
            (Some(_), None) => 0.0,
            (None, _) => {
                let origin = want.chain.last().zip(claim.chain.last()).and_then(|(want, link)| {
                    let link = link.mention?;
                    want.mentions.iter().map(|&want| overlap(want, link, &index)).max_by(f64::total_cmp)
                });
                0.6 * f64::from(u8::from(claim.stance == want.stance)) + 0.4 * origin.unwrap_or(0.0)
            }
        };
        let best = (0..claims.len()).filter(|&at| !used[at]).map(|at| (likeness(claims[at]), at)).fold(
            None,
            |best: Option<(f64, usize)>, next| {
                if best.is_none_or(|best| next.0 > best.0) { Some(next) } else { best }
            },
        );
        let Some((likeness, at)) = best.filter(|best| best.0 >= 0.5) else {
            lines.push(format!("{name}: MISSED {}", show_wanted(want, text)));
            continue;
        };
        used[at] = true;
        matches[number] = Some(at);
        let claim = claims[at];
        counts.matched += 1;
        let mut wrong = Vec::new();
        for (field, right, count) in [
            ("chain", same_chain(&want.chain, claim, &index), &mut counts.chain),
            ("stance", claim.stance == want.stance, &mut counts.stance),
            ("certainty", claim.certainty == want.certainty, &mut counts.certainty),
            ("polarity", claim.polarity == want.polarity, &mut counts.polarity),
            ("conditional", claim.conditional == want.conditional, &mut counts.conditional),
        ] {
            *count += usize::from(right);
            if !right {
                wrong.push(field);
            }
        }
        let whole = wrong.is_empty() && (likeness >= 0.8 || want.content.is_none());
        counts.whole += usize::from(whole);
        if wrong.is_empty() && !whole {
            wrong.push("content");
        }
        let cue = match (want.cue, claim.cue) {
            (Some(want), Some(cue)) => overlap(want, cue, &index) >= 0.5,
            (want, cue) => want.is_none() == cue.is_none(),
        };
        counts.cue += usize::from(cue);
        if !cue {
            wrong.push("(cue)");
        }
        let mut types = want.chain.len() == claim.chain.len();
        if types {
            for (want, link) in want.chain.iter().zip(&claim.chain) {
                let naming = want.naming.is_none_or(|naming| naming == link.naming);
                let kind = want.kind.is_none_or(|kind| kind == link.kind);
                counts.links += 1;
                counts.naming += usize::from(naming);
                counts.kind += usize::from(kind);
                types = types && naming && kind;
                if !naming {
                    wrong.push("(naming)");
                }
                if !kind {
                    wrong.push("(kind)");
                }
            }
        }
        let loaded = want.loaded.len() == claim.loaded.len()
            && want
                .loaded
                .iter()
                .all(|want| claim.loaded.iter().any(|loaded| overlap(*want, loaded.span, &index) >= 0.5));
        counts.loaded += usize::from(loaded);
        if !loaded {
            wrong.push("(loaded)");
        }
        complete[number] = whole && cue && types && loaded;
        if !wrong.is_empty() {
            lines.push(format!(
                "{name}: WRONG {} | gold {} | {}",
                wrong.join(" "),
                show_wanted(want, text),
                show(claim, text)
            ));
        }
    }
    for (number, want) in wanted.iter().enumerate() {
        let Some(at) = matches[number] else { continue };
        let target = want.about.and_then(|about| matches[about]).map(|at| claims[at].id.as_str());
        let about = target == claims[at].about.as_deref() && (want.about.is_none() || target.is_some());
        counts.about += usize::from(about);
        counts.entire += usize::from(about && complete[number]);
        if !about {
            lines.push(format!("{name}: ABOUT {:?} | {}", claims[at].about, show(claims[at], text)));
        }
    }
    for (claim, _) in claims.iter().zip(&used).filter(|(_, used)| !**used) {
        lines.push(format!("{name}: EXTRA {}", show(claim, text)));
    }
    counts
}

fn show_wanted(want: &Wanted, text: &str) -> String {
    let link = |link: &WantedLink| {
        let mention = link.mentions.first().map_or("-", |mention| mention.of(text));
        let naming = link.naming.map_or("", Naming::as_str);
        format!("{mention} {naming}/{}", link.kind.map_or("", SourceKind::as_str))
    };
    let chain: Vec<String> = want.chain.iter().map(link).collect();
    let status = format!("{}/{}/{}", want.stance, want.certainty, want.polarity);
    line(text, want.content, want.cue, &chain, &status, want.conditional)
}

fn show(claim: &Claim, text: &str) -> String {
    let link = |link: &Link| {
        format!("{} {}/{}", link.mention.map_or("-", |mention| mention.of(text)), link.naming, link.kind)
    };
    let chain: Vec<String> = claim.chain.iter().map(link).collect();
    let status = format!("{}/{}/{}", claim.stance, claim.certainty, claim.polarity);
    line(text, claim.content, claim.cue, &chain, &status, claim.conditional)
}

/// `content <cue> [chain] status`.
fn line(
    text: &str,
    content: Option<Span>,
    cue: Option<Span>,
    chain: &[String],
    status: &str,
    conditional: bool,
) -> String {
    let content = content.map_or("-", |content| content.of(text));
    let cue = cue.map_or("", |cue| cue.of(text));
    let conditional = if conditional { "/conditional" } else { "" };
    format!("{content} <{cue}> [{}] {status}{conditional}", chain.join(" < "))
}

/// A report whose whole text is body.
pub(crate) fn body(text: &str, language: &str) -> Report {
    Report {
        id: ReportId(String::new()),
        source: String::new(),
        retrieved: String::new(),
        outlet: None,
        title: None,
        authors: Vec::new(),
        language: Some(Known::new(language, How::Given)),
        published: None,
        modified: None,
        canonical: None,
        text: text.to_owned(),
        zones: vec![Zone { kind: ZoneKind::Body, span: Span::new(0, text.len()) }],
        warnings: Vec::new(),
    }
}

pub(crate) fn extract(claims: &Claims, report: &Report) -> Vec<Claim> {
    claims.extract(report, &hearsay_language::analyse(report))
}

/// The acceptance cases: six sentences, and one page from its bytes.
pub(crate) fn acceptance(gold: &Gold) -> anyhow::Result<Outcome> {
    let folder = gold.dir.join("cases");
    if !folder.is_dir() {
        return Ok(Outcome::Missing("cases".into()));
    }
    let claims = Claims::load(gold.knowledge.as_deref())?;
    let mut figures = Vec::new();
    let mut lines = Vec::new();
    let sentences: Vec<Value> =
        serde_json::from_str(&std::fs::read_to_string(folder.join("six-sentences.fr.json"))?)?;
    let mut all = Counts::default();
    for (number, sentence) in sentences.iter().enumerate() {
        let text = sentence["text"].as_str().context("a sentence without text")?;
        let report = body(text, "fr");
        all.add(&score(
            text,
            &from_json(sentence, text)?,
            &extract(&claims, &report),
            &format!("six {number}"),
            &mut lines,
        ));
    }
    all.figures("claims.six", &mut figures);
    let path = folder.join("idlib-report.fr.txt");
    let document = hearsay_intake::Document {
        source: path.display().to_string(),
        bytes: std::fs::read(&path)?,
        retrieved: String::new(),
        given: hearsay_intake::Given::default(),
        format: hearsay_intake::Format::Text,
        cut: false,
    };
    let report = hearsay_intake::report(&document, &hearsay_intake::Limits::default());
    let page: Value = serde_json::from_str(&std::fs::read_to_string(folder.join("idlib-report.gold.json"))?)?;
    let wanted = from_json(&page, &report.text)?;
    score(&report.text, &wanted, &extract(&claims, &report), "page", &mut lines)
        .figures("claims.page", &mut figures);
    print(gold, &lines);
    Ok(Outcome::Figures(figures))
}

/// Gold of the acceptance cases. Quoted words mean their first occurrence as a content; for a link, where they occur more than
/// once, any occurrence is right, as the file cannot say which is meant.
fn from_json(value: &Value, text: &str) -> anyhow::Result<Vec<Wanted>> {
    let span = |value: &Value| {
        let words = value.as_str()?;
        text.find(words).map(|start| Span::new(start, start + words.len()))
    };
    let parse = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut wanted = Vec::new();
    for claim in value["claims"].as_array().context("no claims")? {
        let chain = claim["chain"].as_array().into_iter().flatten().map(|link| WantedLink {
            mentions: link["text"].as_str().map_or_else(Vec::new, |words| {
                text.match_indices(words)
                    .map(|(start, words)| Span::new(start, start + words.len()))
                    .collect()
            }),
            implicit: link["implicit"].as_bool().unwrap_or(false),
            naming: link["naming"].as_str().and_then(|word| word.parse().ok()),
            kind: link["kind"].as_str().and_then(|word| word.parse().ok()),
        });
        wanted.push(Wanted {
            content: span(&claim["content"]),
            cue: span(&claim["cue"]),
            chain: chain.collect(),
            stance: parse(&claim["stance"]).parse().map_err(anyhow::Error::msg)?,
            certainty: parse(&claim["certainty"]).parse().map_err(anyhow::Error::msg)?,
            polarity: parse(&claim["polarity"]).parse().map_err(anyhow::Error::msg)?,
            conditional: claim["conditional"].as_bool().unwrap_or(false),
            about: None,
            loaded: Vec::new(),
        });
    }
    Ok(wanted)
}

/// A claim of our own gold that somebody else stands behind: what is said, and the places where its origin is named.
pub(crate) struct Said {
    pub(crate) content: Span,
    pub(crate) origin: Vec<Span>,
    pub(crate) direct: bool,
}

/// The passages of one language's test half, with what is said in them.
pub(crate) fn test_half(gold: &Gold, language: &str) -> anyhow::Result<Vec<(String, Vec<Said>)>> {
    let cases = read_folder(Path::new("eval/gold/claims")).map_err(anyhow::Error::msg)?;
    let mut texts = HashMap::new();
    let mut passages = Vec::new();
    for (_, case) in cases.iter().filter(|(own, _)| own == language) {
        let Some(text) = passage(case, gold, &mut texts)?.filter(|text| !is_dev(text)) else { continue };
        let said = from_case(case, &text).into_iter().zip(&case.claims).filter_map(|(wanted, claim)| {
            let origin = wanted.chain.last()?.mentions.clone();
            Some(Said { content: wanted.content?, origin, direct: claim.direct })
        });
        let said = said.collect();
        passages.push((text, said));
    }
    Ok(passages)
}

/// Labelled passages of our own.
#[derive(Clone, Copy)]
enum Set {
    /// `eval/gold/claims`, to measure on.
    Own,
    /// `training/passages`, most of them trained on.
    Made,
}

impl Set {
    const ALL: [(Self, &str); 2] = [(Self::Own, "eval/gold/claims"), (Self::Made, "training/passages")];

    /// What a passage is measured as and whether its errors may be shown; `None` for those that are trained on, unless these are wanted. The first byte of the
    /// text's SHA-256 decides.
    fn part(self, text: &str, language: &str, trained: bool) -> Option<(String, bool)> {
        let byte = Sha256::digest(text.trim().as_bytes())[0];
        match self {
            Self::Own if byte.is_multiple_of(2) => Some((format!("claims.own.{language}.dev"), true)),
            Self::Own => Some((format!("claims.own.{language}.test"), false)),
            Self::Made if byte % 8 == 7 => Some((format!("claims.made.{language}"), true)),
            Self::Made => trained.then(|| (format!("claims.trained.{language}"), true)),
        }
    }
}

/// Whether a passage of the gold may be looked at.
fn is_dev(text: &str) -> bool {
    Set::Own.part(text, "", false).is_some_and(|(_, shown)| shown)
}

/// Our own labelled passages. The test half of the gold is scored, never shown.
pub(crate) fn own(gold: &Gold) -> anyhow::Result<Outcome> {
    let claims = Claims::load(gold.knowledge.as_deref())?;
    let mut cases = Vec::new();
    for (set, folder) in Set::ALL {
        let read = read_folder(Path::new(folder)).map_err(anyhow::Error::msg)?;
        cases.extend(read.into_iter().map(|(language, case)| (set, language, case)));
    }
    let mut by_language: BTreeMap<String, Counts> = BTreeMap::new();
    let mut by_phenomenon: BTreeMap<String, Counts> = BTreeMap::new();
    let mut lines = Vec::new();
    let (mut missing, mut texts) = (0, HashMap::new());
    for (set, language, case) in &cases {
        let Some(text) = passage(case, gold, &mut texts)? else {
            missing += 1;
            continue;
        };
        let Some((name, shown)) = set.part(&text, language, gold.trained) else { continue };
        let wanted = from_case(case, &text);
        let mut errors = Vec::new();
        let found = extract(&claims, &body(&text, language));
        let counts = score(&text, &wanted, &found, &case.name, &mut errors);
        if matches!(set, Set::Own) {
            for phenomenon in &case.phenomena {
                by_phenomenon.entry(format!("{name}.{phenomenon}")).or_default().add(&counts);
            }
        }
        by_language.entry(name).or_default().add(&counts);
        if shown {
            lines.extend(errors);
        }
    }
    let mut figures = Vec::new();
    for (name, counts) in &by_language {
        counts.figures(name, &mut figures);
        for (field, part, of) in [
            ("entire", counts.entire, counts.gold),
            ("cue", counts.cue, counts.matched),
            ("about", counts.about, counts.matched),
            ("loaded", counts.loaded, counts.matched),
            ("naming", counts.naming, counts.links),
            ("kind", counts.kind, counts.links),
        ] {
            figures.push(Figure {
                name: format!("{name}.{field}"),
                value: part as f64 / of.max(1) as f64,
                note: String::new(),
            });
        }
    }
    for (name, counts) in &by_phenomenon {
        let value = counts.whole as f64 / counts.gold.max(1) as f64;
        figures.push(Figure {
            name: format!("{name}.whole"),
            value,
            note: format!("{} in gold", counts.gold),
        });
    }
    if missing > 0 {
        println!("{missing} passages lie in gold sets that are not there and were left out");
    }
    print(gold, &lines);
    Ok(Outcome::Figures(figures))
}

fn print(gold: &Gold, lines: &[String]) {
    if gold.show {
        for line in lines {
            println!("{line}");
        }
    }
}

/// The text of a case, or `None` where the gold set it points into is not there.
fn passage(case: &Case, gold: &Gold, texts: &mut HashMap<String, String>) -> anyhow::Result<Option<String>> {
    let address = match &case.passage {
        Passage::Written(text) => return Ok(Some(text.clone())),
        Passage::StandOff(address) => address,
    };
    let mut file = |name: &str| -> anyhow::Result<Option<String>> {
        let path = gold.dir.join("gold").join(name);
        if !path.exists() {
            return Ok(None);
        }
        if !texts.contains_key(name) {
            texts.insert(name.to_owned(), std::fs::read_to_string(&path)?);
        }
        Ok(texts.get(name).cloned())
    };
    if let Some((name, ids)) = address.split_once('#') {
        let Some(text) = file(name)? else { return Ok(None) };
        let (first, last) = ids.split_once("..").unwrap_or((ids, ids));
        let (mut sentences, mut id, mut inside) = (Vec::new(), "", false);
        for line in text.lines() {
            if let Some(sentence) = line.strip_prefix("# sent_id = ") {
                id = sentence.trim();
                inside = inside || id == first;
            } else if let Some(words) = line.strip_prefix("# text = ").filter(|_| inside) {
                sentences.push(words);
                if id == last {
                    break;
                }
            }
        }
        return Ok(Some(sentences.join(" ")));
    }
    let (name, range) = address.trim_end_matches(']').split_once('[').context("no range")?;
    let (start, end) = range.split_once(':').context("no range")?;
    let Some(text) = file(name)? else { return Ok(None) };
    let index = ScalarIndex::new(&text);
    Ok(Some(index.span(start.parse()?, end.parse()?).of(&text).to_owned()))
}

fn from_case(case: &Case, text: &str) -> Vec<Wanted> {
    case.claims
        .iter()
        .map(|claim| Wanted {
            content: claim.content.as_ref().and_then(|words| words.find(text)),
            cue: claim.cue.as_ref().and_then(|words| words.find(text)),
            chain: claim
                .chain
                .iter()
                .map(|link| WantedLink {
                    mentions: link.mention.iter().filter_map(|words| words.find(text)).collect(),
                    implicit: link.implicit,
                    naming: Some(link.naming),
                    kind: link.kind,
                })
                .collect(),
            stance: claim.stance,
            certainty: claim.certainty,
            polarity: claim.polarity,
            conditional: claim.conditional,
            about: claim
                .about
                .as_ref()
                .and_then(|about| case.claims.iter().position(|other| other.id == *about)),
            loaded: claim.loaded.iter().filter_map(|words| words.find(text)).collect(),
        })
        .collect()
}
