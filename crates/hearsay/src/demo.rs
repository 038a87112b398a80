//! `hearsay demo`: reads the bundled, invented example pages and shows a newcomer what came of them.
//!
//! Nothing of what it prints is written here but the explanations: each part asks the ledger for a claim that has something to
//! show, and is left out where reading found none.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{SecondsFormat, Utc};
use clap::Args;
use hearsay_core::{Claim, Naming, Report, Stance, ZoneKind};
use hearsay_intake::{Document, Format, Given};
use hearsay_ledger::{ClaimFilter, Entry, Ledger, Reading, ReportFilter};
use include_dir::{Dir, include_dir};

use crate::list::report_line;
use crate::paint::{Paint, clean, evidence};
use crate::pipeline::{Settings, Stages, sentences};
use crate::render;

static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/demo");

/// Read bundled example reports and show what comes of them
///
/// The reports, their outlets, persons and incidents are invented.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  hearsay demo
  hearsay demo --ledger demo.db       keep what was read, to try list, show and search on it")]
pub(crate) struct Demo {
    /// Keep the reports in this ledger; it is made if it is not there
    #[arg(long, short, value_name = "FILE")]
    ledger: Option<PathBuf>,
}

/// A claim with all that is needed to show it.
struct Found {
    report: Report,
    claim: Claim,
}

/// One thing that a newcomer should see.
struct Part {
    title: &'static str,
    why: &'static str,
    shows: fn(&Claim) -> bool,
}

const PARTS: &[Part] = &[
    Part {
        title: "A page that cites another",
        why: "The chain runs from the source nearest the reader to the origin: the outlet did not hear it itself.",
        shows: |claim| claim.chain.len() > 1,
    },
    Part {
        title: "An anonymous source",
        why: "Somebody who is kept unnamed is told apart from a source that can be asked.",
        shows: |claim| claim.chain.last().is_some_and(|origin| origin.naming == Naming::Anonymous),
    },
    Part {
        title: "The reporting conditional",
        why: "“aurait tué” is not “a tué”: the outlet passes it on without vouching for it.",
        shows: |claim| claim.conditional,
    },
    Part {
        title: "A denial",
        why: "A denial is a claim of its own; where the report also holds what is denied, it points there.",
        shows: |claim| claim.stance == Stance::Denies,
    },
    Part {
        title: "A loaded word",
        why: "It stays the word of whoever used it.",
        shows: |claim| !claim.loaded.is_empty(),
    },
    Part {
        title: "A caption",
        why: "Captions make claims too, but are no part of the running text: the picture may be of another story.",
        shows: |claim| claim.zone == ZoneKind::Caption,
    },
];

impl Demo {
    pub(crate) fn run(&self, out: &mut impl Write) -> anyhow::Result<ExitCode> {
        let paint = Paint::of_stdout();
        let mut ledger = match &self.ledger {
            Some(path) => Ledger::create(path)?,
            None => Ledger::in_memory()?,
        };
        read(&mut ledger)?;

        writeln!(out, "{}\n", paint.strong("What was read (everything in these pages is invented)"))?;
        let mut rows = Vec::new();
        ledger.reports::<anyhow::Error>(&ReportFilter::default(), |row| {
            rows.push(row);
            Ok(())
        })?;
        for row in &rows {
            writeln!(out, "  {}", report_line(row, paint))?;
        }

        let found = claims(&ledger)?;
        let mut shown = HashSet::new();
        for part in PARTS {
            if let Some(at) = choose(&found, &shown, part.shows) {
                shown.insert(at);
                title(part.title, part.why, paint, out)?;
                show(&found[at], paint, out)?;
            }
        }
        repeated(&found, paint, out)?;
        not_claims(&ledger, &rows, paint, out)?;

        writeln!(out, "\n{}\n\n  {}", paint.strong("How the words are marked"), paint.legend())?;
        let example = shown.iter().min().map(|at| &found[*at]);
        self.next(example, paint, out)?;
        Ok(ExitCode::SUCCESS)
    }

    /// What to try next.
    fn next(&self, example: Option<&Found>, paint: Paint, out: &mut impl Write) -> anyhow::Result<()> {
        writeln!(out, "\n{}\n", paint.strong("What to try next"))?;
        let (ledger, keep) = match &self.ledger {
            Some(path) => (path.display().to_string(), false),
            None => ("demo.db".to_owned(), true),
        };
        let mut commands = Vec::new();
        if keep {
            commands.push(format!("hearsay demo --ledger {ledger}"));
        }
        commands.push(format!("hearsay list claims --naming anonymous --ledger {ledger}"));
        commands.push(format!("hearsay search 'drone* OR missile*' --ledger {ledger}"));
        if let Some(Found { report, claim }) = example {
            commands.push(format!(
                "hearsay show {}/{} --ledger {ledger}",
                render::short(&report.id.0),
                claim.id
            ));
        }
        commands.push("hearsay read YOUR-PAGES/ --ledger case.db".into());
        for command in commands {
            writeln!(out, "  {}", clean(&command))?;
        }
        Ok(())
    }
}

/// Reads the bundled pages into `ledger`, the way `hearsay read` would.
fn read(ledger: &mut Ledger) -> anyhow::Result<()> {
    let stages = Stages::new(Settings::default())?;
    let run = ledger.begin(env!("CARGO_PKG_VERSION"), &stages.settings.json())?;
    let mut pages: Vec<_> =
        PAGES.files().filter(|file| file.path().extension().is_some_and(|e| e == "html")).collect();
    pages.sort_by_key(|file| file.path());
    let mut batch = Vec::new();
    for page in pages {
        let (original, reading) = stages.read(Document {
            source: format!("demo/{}", page.path().display()),
            bytes: page.contents().to_vec(),
            retrieved: Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true),
            given: Given::default(),
            format: Format::Html,
            cut: false,
        })?;
        batch.push(Entry::Read(Box::new(Reading::new(&original, reading.report, reading.claims)?)));
    }
    ledger.write(&run, &batch)?;
    Ok(())
}

fn claims(ledger: &Ledger) -> anyhow::Result<Vec<Found>> {
    let mut found = Vec::new();
    ledger.claims::<anyhow::Error>(&ClaimFilter::default(), |report, claim| {
        found.push(Found { report: report.clone(), claim: claim.clone() });
        Ok(())
    })?;
    Ok(found)
}

/// The claim that shows best what `shows` asks for: not shown yet, of a length that is read at a glance, and with a named
/// relation to another claim where there is one.
fn choose(found: &[Found], shown: &HashSet<usize>, shows: fn(&Claim) -> bool) -> Option<usize> {
    let fitting = found.iter().enumerate().filter(|(_, found)| shows(&found.claim));
    fitting
        .min_by_key(|(at, Found { report, claim })| {
            let length = claim.content.map_or(0, |content| content.of(&report.text).chars().count());
            let handy = claim.about.is_some() || (30..=200).contains(&length);
            (shown.contains(at), !handy, claim.about.is_none(), *at)
        })
        .map(|(at, _)| at)
}

fn title(title: &str, why: &str, paint: Paint, out: &mut impl Write) -> anyhow::Result<()> {
    Ok(writeln!(out, "\n{}\n  {}\n", paint.strong(title), paint.faint(why))?)
}

fn show(Found { report, claim }: &Found, paint: Paint, out: &mut impl Write) -> anyhow::Result<()> {
    let marks = evidence(claim);
    for within in render::stretches(&sentences(report), claim) {
        writeln!(out, "  {}", paint.marked(&report.text, within, &marks).trim())?;
    }
    writeln!(out, "    {}", explained(report, claim))?;
    writeln!(out, "    {}", paint.faint(&format!("{}/{}", render::short(&report.id.0), claim.id)))?;
    Ok(())
}

/// Whose word a claim is, and how sure, in a sentence.
fn explained(report: &Report, claim: &Claim) -> String {
    let outlet = report.outlet.as_ref().map_or("The outlet".into(), |outlet| clean(&outlet.value));
    let mut sentence = if claim.chain.is_empty() { format!("{outlet} says so itself") } else { outlet };
    for (place, link) in claim.chain.iter().enumerate() {
        sentence += if place == 0 { " has it from " } else { ", which has it from " };
        let _ = write!(sentence, "{} ({} {})", render::name(report, link), link.naming, link.kind);
    }
    let _ = write!(sentence, "; stance: {}; certainty: {}", claim.stance, claim.certainty);
    let markers: Vec<_> = claim
        .markers
        .iter()
        .map(|marker| format!("“{}” ({})", clean(marker.span.of(&report.text)), marker.role))
        .collect();
    if !markers.is_empty() {
        let _ = write!(sentence, ", because of {}", markers.join(", "));
    }
    for loaded in &claim.loaded {
        let by = loaded.by.and_then(|by| claim.chain.get(by));
        let by = by.map_or_else(|| "the outlet".into(), |link| render::name(report, link));
        let _ = write!(sentence, "; “{}” is the word of {by}", clean(loaded.span.of(&report.text)));
    }
    if let Some(about) = &claim.about {
        let _ = write!(sentence, "; about {about}");
    }
    sentence + "."
}

/// The same words in the reports of several outlets.
fn repeated(found: &[Found], paint: Paint, out: &mut impl Write) -> anyhow::Result<()> {
    /// Fewer characters may be the same by chance.
    const LONG: usize = 40;
    let mut by_words: BTreeMap<&str, Vec<&Found>> = BTreeMap::new();
    for each in found {
        let words = each.claim.content.map_or("", |content| content.of(&each.report.text));
        if words.chars().count() >= LONG {
            by_words.entry(words).or_default().push(each);
        }
    }
    let outlets = |each: &[&Found]| -> Vec<String> {
        let mut names: Vec<String> = each
            .iter()
            .map(|found| {
                clean(found.report.outlet.as_ref().map_or(&found.report.source, |outlet| &outlet.value))
            })
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let most = by_words
        .into_iter()
        .map(|(words, each)| (words, outlets(&each)))
        .max_by_key(|(_, names)| names.len());
    if let Some((words, names)) = most.filter(|(_, names)| names.len() > 1) {
        let why = "Several outlets with the same words are not several sources.";
        title("The same words in several reports", why, paint, out)?;
        writeln!(out, "  {}\n    {}", clean(words), names.join(", "))?;
    }
    Ok(())
}

/// Links to other reports in the middle of a text, which a reader skips and a program must.
fn not_claims(
    ledger: &Ledger,
    rows: &[hearsay_ledger::ReportRow],
    paint: Paint,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    for row in rows {
        let (report, claims) = ledger.report(&row.id)?;
        let related = report.zones.iter().find(|zone| zone.kind == ZoneKind::Related);
        let Some(related) = related else { continue };
        let made =
            claims.iter().filter(|claim| claim.spans().any(|span| related.span.contains(span))).count();
        if made == 0 {
            let why = "Links to other reports stand in the text, but are not what this report says.";
            title("Not read as a claim", why, paint, out)?;
            writeln!(out, "  {}", clean(related.span.of(&report.text).trim()))?;
            writeln!(
                out,
                "    {}",
                paint.faint(&format!("{}, zone: {}", render::short(&report.id.0), related.kind))
            )?;
            break;
        }
    }
    Ok(())
}
