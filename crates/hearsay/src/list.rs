//! `hearsay list`: reports, claims, or the journal of a ledger.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use hearsay_core::json::{ClaimRow, SCHEMA};
use hearsay_core::{Certainty, Claim, Naming, Report, ScalarIndex, SourceKind, Stance, ZoneKind};
use hearsay_ledger::{ClaimFilter, JournalRow, Ledger, ReportRow};
use serde_json::json;

use crate::ledger::{LedgerFile, Reports};
use crate::paint::{Paint, clean};
use crate::render;

/// List the reports, claims or journal of a ledger
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  hearsay list --ledger case.db                       the reports
  hearsay list claims --ledger case.db --stance denies
  hearsay list claims --ledger case.db --source Reuters --naming anonymous --json
  hearsay list journal --ledger case.db               what was read, when, and with which settings")]
pub(crate) struct List {
    /// What to list
    #[arg(value_enum, default_value_t = What::Reports)]
    what: What,
    #[command(flatten)]
    ledger: LedgerFile,
    #[command(flatten)]
    reports: Reports,
    #[command(flatten)]
    claims: Claims,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    Reports,
    Claims,
    Journal,
}

/// Options that choose claims.
#[derive(Args, Debug)]
#[command(next_help_heading = "Claims only")]
struct Claims {
    /// With a source of this name
    #[arg(long, value_name = "WORDS")]
    source: Option<String>,
    /// With a source of this kind (government, military, media, …)
    #[arg(long, value_name = "KIND")]
    kind: Option<SourceKind>,
    /// With a source named so (named, described, anonymous, unattributed)
    #[arg(long, value_name = "NAMING")]
    naming: Option<Naming>,
    /// With this stance (asserts, confirms, denies, accuses, …)
    #[arg(long, value_name = "STANCE")]
    stance: Option<Stance>,
    /// As certain as this (certain, probable, possible, unknown)
    #[arg(long, value_name = "CERTAINTY")]
    certainty: Option<Certainty>,
    /// In this zone (body, headline, caption, …)
    #[arg(long, value_name = "ZONE")]
    zone: Option<ZoneKind>,
    /// In the reporting conditional
    #[arg(long)]
    conditional: bool,
}

impl List {
    pub(crate) fn run(&self, out: &mut impl Write) -> anyhow::Result<ExitCode> {
        let ledger = self.ledger.open()?;
        match self.what {
            What::Reports => self.reports(&ledger, out)?,
            What::Claims => self.claims(&ledger, out)?,
            What::Journal => self.journal(&ledger, out)?,
        }
        Ok(ExitCode::SUCCESS)
    }

    fn reports(&self, ledger: &Ledger, out: &mut impl Write) -> anyhow::Result<()> {
        let paint = Paint::of_stdout();
        ledger.reports(&self.reports.filter(), |row| {
            if self.json { json_line(out, &row) } else { Ok(writeln!(out, "{}", report_line(&row, paint))?) }
        })
    }

    fn claims(&self, ledger: &Ledger, out: &mut impl Write) -> anyhow::Result<()> {
        let paint = Paint::of_stdout();
        let filter = ClaimFilter {
            reports: self.reports.filter(),
            source: self.claims.source.clone(),
            kind: self.claims.kind,
            naming: self.claims.naming,
            stance: self.claims.stance,
            certainty: self.claims.certainty,
            conditional: self.claims.conditional.then_some(true),
            zone: self.claims.zone,
        };
        ledger.claims(&filter, |report, claim| {
            if self.json {
                json_line(out, &claim_json(report, claim))
            } else {
                let name = format!("{}/{}", render::short(&report.id.0), claim.id);
                let content = claim.content.map_or("—", |content| content.of(&report.text));
                writeln!(out, "{}{}  {}", paint.strong(&name), render::pad(&name, 13), clean(content))?;
                let facts = format!("{}: {}", render::chain(report, claim), render::status(claim));
                Ok(writeln!(out, "               {}", paint.faint(&facts))?)
            }
        })
    }

    fn journal(&self, ledger: &Ledger, out: &mut impl Write) -> anyhow::Result<()> {
        ledger.journal(|row| {
            if self.json { json_line(out, &row) } else { Ok(writeln!(out, "{}", journal_line(&row))?) }
        })
    }
}

/// A claim with what names its report.
pub(crate) fn claim_json(report: &Report, claim: &Claim) -> serde_json::Value {
    let value = |known: &Option<hearsay_core::Known<String>>| known.as_ref().map(|known| known.value.clone());
    json!({
        "schema": SCHEMA,
        "report": {
            "id": report.id,
            "source": report.source,
            "outlet": value(&report.outlet),
            "title": value(&report.title),
            "language": value(&report.language),
            "published": value(&report.published),
        },
        "claim": ClaimRow::new(claim, &report.text, &ScalarIndex::new(&report.text)),
    })
}

pub(crate) fn json_line(out: &mut impl Write, value: &impl serde::Serialize) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    Ok(out.write_all(b"\n")?)
}

pub(crate) fn report_line(row: &ReportRow, paint: Paint) -> String {
    let day = row.published.as_deref().and_then(|published| published.get(..10)).unwrap_or("—");
    let version = if row.versions > 1 {
        format!(" (version {} of {})", row.version, row.versions)
    } else {
        String::new()
    };
    let outlet = row.outlet.as_deref().map(|outlet| format!(" — {}", clean(outlet))).unwrap_or_default();
    format!(
        "{}  {day:<10}  {:<2}  {:>4} claims  {}{outlet}{version}",
        paint.strong(render::short(&row.id.0)),
        row.language.as_deref().unwrap_or("—"),
        row.claims,
        clean(row.title.as_deref().unwrap_or(&row.source)),
    )
}

fn journal_line(row: &JournalRow) -> String {
    let report = row.report.as_ref().map_or("—", |id| render::short(&id.0));
    let message = row.message.as_deref().map(|message| format!("  {}", clean(message))).unwrap_or_default();
    format!("{}  {:<6}  {report:<8}  {}  {}{message}", row.at, row.outcome, row.version, clean(&row.source))
}
