//! `hearsay read`: pages in, claims out, to standard output or into a ledger.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use hearsay_core::json::Reading as Json;
use hearsay_core::{Claim, Report, ReportId};
use hearsay_intake::{Document, InputError, Limits};
use hearsay_ledger::{Entry, Ledger, Outcome, Run};

use crate::order::{Next, Results, in_order};
use crate::paint::{Paint, clean};
use crate::pipeline::{self, Reading, Settings, Stages};
use crate::progress::Progress;
use crate::{complain, render};

/// Most reports of one transaction.
const BATCH: usize = 256;
/// Most bytes of originals that wait for a transaction.
const BATCH_BYTES: u64 = 16 << 20;
/// Longest that a report waits for others before it is stored.
const BATCH_WAIT: Duration = Duration::from_millis(200);

/// Read reports: files, folders, or - for standard input
///
/// Reads HTML in any state, plain text, Markdown, JSON Lines ({"id","text","lang"?,"published"?,"outlet"?}), each also
/// packed as .gz, and folders of them. What cannot be read is named on standard error, and the rest is read.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  hearsay read page.html                              print the claims of a page
  hearsay read pages/ --ledger case.db                read a folder into a ledger; run it again to go on after a crash
  hearsay read note.txt --published 2021-06-02        say what the text itself does not
  curl -s https://example.org/a | hearsay read - --json | jq '.claims[].stance'

Exit codes: 0 all read, 1 some inputs failed (each named on standard error), 2 wrong usage.")]
pub(crate) struct Read {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Keep everything in this ledger; it is made if it is not there
    #[arg(long, short, env = "HEARSAY_LEDGER", value_name = "FILE")]
    ledger: Option<PathBuf>,
    /// When the reports were published, where they do not say (2021-06-02 or an RFC 3339 instant)
    #[arg(long, value_name = "DATE", value_parser = instant)]
    published: Option<String>,
    /// The language of the reports (ISO 639-1: fr, en, …)
    #[arg(long, value_name = "LANG", value_parser = language)]
    lang: Option<String>,
    /// Who published the reports
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// A folder of data files that replace those built in; `hearsay knowledge` writes one
    #[arg(long, env = "HEARSAY_KNOWLEDGE", value_name = "FOLDER")]
    knowledge: Option<PathBuf>,
    /// Print one JSON object a report and line, and nothing else on standard output
    #[arg(long)]
    json: bool,
    /// How many threads read [default: one for each core]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Most bytes of one document that are read
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().max_bytes, help_heading = "Limits")]
    max_bytes: u64,
    /// Deepest nesting of a page's elements that is kept
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_depth, help_heading = "Limits")]
    max_depth: usize,
    /// Most elements of a page that are kept
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_elements, help_heading = "Limits")]
    max_elements: usize,
}

/// A day: `2021-06-02`.
pub(crate) fn day(value: &str) -> Result<String, String> {
    match chrono::NaiveDate::parse_from_str(value, "%Y-%m-%d") {
        Ok(day) => Ok(day.to_string()),
        Err(_) => Err("not a day like 2021-06-02".into()),
    }
}

fn instant(value: &str) -> Result<String, String> {
    let instant = || chrono::DateTime::parse_from_rfc3339(value).map(|_| value.to_owned());
    day(value)
        .or_else(|_| instant())
        .map_err(|_| "neither a day like 2021-06-02 nor an RFC 3339 instant".into())
}

/// A code of ISO 639-1.
pub(crate) fn language(value: &str) -> Result<String, String> {
    match value.to_ascii_lowercase() {
        code if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase()) => Ok(code),
        _ => Err("not an ISO 639-1 code like fr or en".into()),
    }
}

/// One input on its way from a reading thread to the ledger and to the screen.
#[derive(Debug)]
struct Done {
    source: String,
    bytes: u64,
    /// What to print once it is kept; `None` where that needs the ledger.
    printed: Option<String>,
    /// What the ledger is to keep; nothing without a ledger.
    entry: Option<Entry>,
    /// Why it failed.
    failure: Option<String>,
    /// Its id; empty where it failed.
    id: String,
    claims: usize,
}

/// How it went.
#[derive(Debug, Default)]
struct Count {
    read: usize,
    known: usize,
    failed: usize,
    claims: usize,
}

impl Read {
    pub(crate) fn run(&self, out: &mut impl Write) -> anyhow::Result<ExitCode> {
        let stages = Stages::new(self.settings())?;
        let mut ledger = self.ledger.as_deref().map(Ledger::create).transpose()?;
        let run = match &mut ledger {
            Some(ledger) => Some(ledger.begin(env!("CARGO_PKG_VERSION"), &stages.settings.json())?),
            None => None,
        };
        let jobs = self.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        let paint = Paint::of_stdout();
        let mut progress = Progress::start(&self.inputs);
        let count = in_order(
            pipeline::documents(&self.inputs, &stages.settings),
            jobs,
            // Each thread asks the ledger through a connection of its own what is known already.
            || self.ledger.as_deref().and_then(|path| Ledger::open(path).ok()),
            |known, document| self.one(document, known.as_ref().zip(run.as_ref()), &stages, paint),
            |results| match ledger.as_mut().zip(run.as_ref()) {
                Some((ledger, run)) => self.keep(results, ledger, run, &mut progress, out),
                None => print(results, &mut progress, out),
            },
        );
        progress.end();
        let count = count?;
        out.flush()?;
        if let Some(ledger) = &self.ledger {
            summary(&count, &ledger.display().to_string());
        }
        Ok(if count.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn settings(&self) -> Settings {
        Settings {
            language: self.lang.clone(),
            published: self.published.clone(),
            outlet: self.outlet.clone(),
            limits: Limits {
                max_bytes: self.max_bytes,
                max_depth: self.max_depth,
                max_elements: self.max_elements,
            },
            knowledge: self.knowledge.clone(),
        }
    }

    /// What a reading thread does with one input.
    fn one(
        &self,
        document: Result<Document, InputError>,
        known: Option<(&Ledger, &Run)>,
        stages: &Stages,
        paint: Paint,
    ) -> Done {
        let document = match document {
            Ok(document) => document,
            Err(error) => return Done::failed(error.source_name().to_owned(), error.to_string(), 0),
        };
        let source = document.source.clone();
        let bytes = document.bytes.len() as u64;
        let id = pipeline::id(&document);
        if let Some((ledger, run)) = known
            && ledger.knows(&id, run).unwrap_or(false)
        {
            let (source, retrieved) = (source.clone(), document.retrieved);
            let entry = Entry::Known { id: id.clone(), source: source.clone(), retrieved };
            return Done { source, bytes, printed: None, entry: Some(entry), failure: None, id, claims: 0 };
        }
        let (original, reading) = match stages.read(document) {
            Ok(read) => read,
            Err(error) => return Done::failed(source.clone(), format!("{source}: {error}"), bytes),
        };
        let printed = if self.json {
            json(&reading.report, &reading.claims)
        } else if self.ledger.is_none() {
            in_words(&reading, paint)
        } else {
            String::new()
        };
        let claims = reading.claims.len();
        let entry = if self.ledger.is_some() {
            match hearsay_ledger::Reading::new(&original, reading.report, reading.claims) {
                Ok(reading) => Some(Entry::Read(Box::new(reading))),
                Err(error) => return Done::failed(source.clone(), format!("{source}: {error}"), bytes),
            }
        } else {
            None
        };
        Done { source, bytes, printed: Some(printed), entry, failure: None, id, claims }
    }

    /// Stores results in batches and acknowledges each batch once it is on the disk.
    fn keep(
        &self,
        results: &mut Results<Done>,
        ledger: &mut Ledger,
        run: &Run,
        progress: &mut Progress,
        out: &mut impl Write,
    ) -> anyhow::Result<Count> {
        let mut count = Count::default();
        let mut batch: Vec<Done> = Vec::new();
        let mut waiting = 0;
        let mut deadline = None;
        loop {
            let next = results.next_before(deadline);
            let over = !matches!(next, Next::Result(_));
            let end = matches!(next, Next::End);
            if let Next::Result(done) = next {
                waiting += done.bytes;
                batch.push(done);
                deadline.get_or_insert_with(|| Instant::now() + BATCH_WAIT);
            }
            let full = batch.len() >= BATCH || waiting >= BATCH_BYTES;
            if !batch.is_empty() && (over || full) {
                let entries: Vec<Entry> = batch.iter_mut().filter_map(|done| done.entry.take()).collect();
                let outcomes = ledger.write(run, &entries)?;
                for (done, outcome) in batch.drain(..).zip(outcomes) {
                    count.add(&done, outcome);
                    progress.add(done.bytes);
                    progress.aside(|| self.acknowledge(ledger, &done, outcome, out))?;
                }
                // Who reads our output may rely on what it says from here on.
                out.flush()?;
                waiting = 0;
                deadline = None;
            }
            if end {
                return Ok(count);
            }
        }
    }

    fn acknowledge(
        &self,
        ledger: &Ledger,
        done: &Done,
        outcome: Outcome,
        out: &mut impl Write,
    ) -> anyhow::Result<()> {
        if let Some(failure) = &done.failure {
            complain(failure);
            return Ok(());
        }
        if !self.json {
            let claims = match outcome {
                Outcome::Read | Outcome::Reread => format!("  {} claims", done.claims),
                Outcome::Known | Outcome::Failed => String::new(),
            };
            writeln!(
                out,
                "{:<6}  {}  {}{claims}",
                outcome.as_str(),
                render::short(&done.id),
                clean(&done.source)
            )?;
            return Ok(());
        }
        if let Some(printed) = &done.printed {
            out.write_all(printed.as_bytes())?;
        } else {
            let (report, claims) = ledger.report(&ReportId(done.id.clone()))?;
            out.write_all(json(&report, &claims).as_bytes())?;
        }
        Ok(())
    }
}

impl Done {
    fn failed(source: String, message: String, bytes: u64) -> Self {
        let entry = Entry::Failed { source: source.clone(), message: message.clone() };
        let failure = Some(message);
        Self { source, bytes, printed: None, entry: Some(entry), failure, id: String::new(), claims: 0 }
    }
}

impl Count {
    fn add(&mut self, done: &Done, outcome: Outcome) {
        match outcome {
            Outcome::Read | Outcome::Reread => self.read += 1,
            Outcome::Known => self.known += 1,
            Outcome::Failed => self.failed += 1,
        }
        self.claims += done.claims;
    }
}

/// Prints results as they come.
fn print(
    results: &mut Results<Done>,
    progress: &mut Progress,
    out: &mut impl Write,
) -> anyhow::Result<Count> {
    let mut count = Count::default();
    while let Next::Result(done) = results.next_before(None) {
        progress.add(done.bytes);
        progress.aside(|| -> io::Result<()> {
            if let Some(failure) = &done.failure {
                complain(failure);
            }
            out.write_all(done.printed.as_deref().unwrap_or_default().as_bytes())?;
            out.flush()
        })?;
        count.add(&done, if done.failure.is_some() { Outcome::Failed } else { Outcome::Read });
    }
    Ok(count)
}

fn json(report: &Report, claims: &[Claim]) -> String {
    // Strings and numbers alone: nothing in it can fail to be written.
    serde_json::to_string(&Json::new(report, claims)).unwrap_or_default() + "\n"
}

fn in_words(reading: &Reading, paint: Paint) -> String {
    let mut lines = vec![render::header(&reading.report, paint)];
    lines.extend(reading.report.warnings.iter().map(|warning| render::warning(warning, paint)));
    if reading.claims.is_empty() {
        lines.push("  no claims".into());
    }
    for claim in &reading.claims {
        lines.push(render::claim(&reading.report, &reading.sentences, claim, paint));
    }
    lines.push("\n".into());
    lines.join("\n")
}

fn summary(count: &Count, ledger: &str) {
    let mut parts = vec![format!("{} read", count.read)];
    if count.known > 0 {
        parts.push(format!("{} known", count.known));
    }
    if count.failed > 0 {
        parts.push(format!("{} failed", count.failed));
    }
    // A summary that nobody can see is no failure.
    let _ = writeln!(io::stderr(), "{}; {} claims, in {}", parts.join(", "), count.claims, clean(ledger));
}
