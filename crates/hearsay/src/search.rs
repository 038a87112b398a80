//! `hearsay search`: full-text search over the claims and reports of a ledger.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use hearsay_core::json::SCHEMA;
use hearsay_core::{ScalarIndex, Span};
use hearsay_ledger::{ClaimHit, Excerpt, Ledger, Query, ReportHit};
use serde_json::{Value, json};

use crate::ledger::LedgerFile;
use crate::list::{claim_json, json_line, report_line};
use crate::paint::{Paint, Role};
use crate::render;

/// Search claims and reports
///
/// Finds what has all the words. Case, accents and spellings of one letter do not matter. "…" is a phrase, word* any
/// word that begins so, -word excludes, OR stands between alternatives.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  hearsay search \"drone port\" --ledger case.db
  hearsay search '\"frappe aérienne\" -exercice' --in claims --ledger case.db
  hearsay search 'эвакуац* OR évacu*' --json --ledger case.db")]
pub(crate) struct Search {
    /// What to search for
    #[arg(required = true, value_name = "QUERY", allow_hyphen_values = true)]
    query: String,
    #[command(flatten)]
    ledger: LedgerFile,
    /// Where to search
    #[arg(long = "in", value_enum, default_value_t = Where::All, value_name = "WHERE")]
    within: Where,
    /// Most claims, and most reports, to show
    #[arg(long, default_value_t = 20, value_name = "N")]
    limit: usize,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Where {
    All,
    Claims,
    Reports,
}

impl Search {
    pub(crate) fn run(&self, out: &mut impl Write) -> anyhow::Result<ExitCode> {
        let ledger = self.ledger.open()?;
        let query = Query::parse(&self.query)?;
        let paint = Paint::of_stdout();
        let claims = if self.within == Where::Reports {
            Vec::new()
        } else {
            ledger.search_claims(&query, self.limit)?
        };
        let reports = if self.within == Where::Claims {
            Vec::new()
        } else {
            ledger.search_reports(&query, self.limit)?
        };
        for hit in &claims {
            self.claim(&ledger, hit, paint, out)?;
        }
        if !self.json && !claims.is_empty() && !reports.is_empty() {
            writeln!(out)?;
        }
        for hit in &reports {
            self.report(hit, paint, out)?;
        }
        if !self.json && claims.is_empty() && reports.is_empty() {
            writeln!(out, "nothing found")?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn claim(
        &self,
        ledger: &Ledger,
        hit: &ClaimHit,
        paint: Paint,
        out: &mut impl Write,
    ) -> anyhow::Result<()> {
        let (report, claims) = ledger.report(&hit.report)?;
        let Some(claim) = claims.iter().find(|claim| claim.id == hit.name) else { return Ok(()) };
        if self.json {
            let mut value = claim_json(&report, claim);
            value["excerpt"] = excerpt_json(&hit.excerpt);
            return json_line(out, &value);
        }
        let name = format!("{}/{}", render::short(&report.id.0), claim.id);
        writeln!(out, "{}{}  {}", paint.strong(&name), render::pad(&name, 13), marked(&hit.excerpt, paint))?;
        let facts = format!("{}: {}", render::chain(&report, claim), render::status(claim));
        Ok(writeln!(out, "               {}", paint.faint(&facts))?)
    }

    fn report(&self, hit: &ReportHit, paint: Paint, out: &mut impl Write) -> anyhow::Result<()> {
        if self.json {
            let value =
                json!({"schema": SCHEMA, "report": hit.report, "excerpt": excerpt_json(&hit.excerpt)});
            return json_line(out, &value);
        }
        writeln!(out, "{}", report_line(&hit.report, paint))?;
        Ok(writeln!(out, "          … {} …", marked(&hit.excerpt, paint))?)
    }
}

fn marked(excerpt: &Excerpt, paint: Paint) -> String {
    let marks: Vec<_> = excerpt.marks.iter().map(|mark| (Role::Hit, *mark)).collect();
    paint.marked(&excerpt.text, Span::new(0, excerpt.text.len()), &marks).trim().to_owned()
}

fn excerpt_json(excerpt: &Excerpt) -> Value {
    let index = ScalarIndex::new(&excerpt.text);
    let marks = excerpt.marks.iter().map(|mark| index.scalars(*mark));
    let marks: Vec<Value> = marks.map(|(start, end)| json!({"start": start, "end": end})).collect();
    json!({"text": excerpt.text, "marks": marks})
}
