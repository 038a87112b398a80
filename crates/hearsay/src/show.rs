//! `hearsay show`: a claim with the words it was read from, or a report with its zones and claims.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use hearsay_claims::Reason;
use hearsay_core::json::{Mention, Reading as Json};
use hearsay_core::{Claim, Report, ScalarIndex};
use hearsay_ledger::Named;
use serde_json::json;

use crate::ledger::LedgerFile;
use crate::list::{claim_json, json_line};
use crate::paint::{Paint, clean, evidence};
use crate::{pipeline, render};

/// Show a claim in its sentence with the evidence marked, or a whole report
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  hearsay show 3fa9c1d2/c4 --ledger case.db           a claim, as `list claims` and `search` name it
  hearsay show 3fa9c1d2/c4 --ledger case.db --why     why each field has its value
  hearsay show 3fa9c1d2 --ledger case.db              a report; the beginning of its id is enough
  hearsay show 3fa9c1d2 --original > page.html        the bytes as they were retrieved")]
pub(crate) struct Show {
    /// A claim (3fa9c1d2/c4) or a report (3fa9c1d2)
    #[arg(value_name = "CLAIM|REPORT")]
    name: String,
    #[command(flatten)]
    ledger: LedgerFile,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Say why each field of a claim has its value, so that a list can be corrected
    #[arg(long)]
    why: bool,
    /// A folder of data files that replace those built in
    #[arg(long, env = "HEARSAY_KNOWLEDGE", value_name = "FOLDER")]
    knowledge: Option<PathBuf>,
    /// Write the report's bytes as they were retrieved
    #[arg(long, conflicts_with = "json")]
    original: bool,
}

impl Show {
    pub(crate) fn run(&self, out: &mut impl Write) -> anyhow::Result<ExitCode> {
        let ledger = self.ledger.open()?;
        let paint = Paint::of_stdout();
        match ledger.resolve(&self.name)? {
            Named::Report(id) | Named::Claim(id, _) if self.original => {
                out.write_all(&ledger.original(&id)?)?;
            }
            Named::Report(id) => {
                let (report, claims) = ledger.report(&id)?;
                if self.json {
                    json_line(out, &Json::new(&report, &claims))?;
                } else {
                    show_report(&report, &claims, paint, out)?;
                }
            }
            Named::Claim(id, name) => {
                let (report, claims) = ledger.report(&id)?;
                // `resolve` found it there.
                let claim = claims.iter().find(|claim| claim.id == name);
                if let Some(claim) = claim {
                    let reasons = if self.why {
                        pipeline::why(&report, &[claim], self.knowledge.as_deref())?.swap_remove(0)
                    } else {
                        Vec::new()
                    };
                    if self.json {
                        show_claim_json(&report, claim, &reasons, out)?;
                    } else {
                        show_claim(&report, &claims, claim, paint, out)?;
                        for reason in &reasons {
                            let label = paint.faint(reason.field);
                            writeln!(
                                out,
                                "  {}{label}  {}",
                                render::pad(reason.field, 11),
                                clean(&reason.text)
                            )?;
                        }
                    }
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn show_claim_json(
    report: &Report,
    claim: &Claim,
    reasons: &[Reason],
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let index = ScalarIndex::new(&report.text);
    let stretches = render::stretches(&pipeline::sentences(report), claim);
    let mut value = claim_json(report, claim);
    value["sentences"] =
        json!(stretches.into_iter().map(|span| Mention::new(span, &report.text, &index)).collect::<Vec<_>>());
    if !reasons.is_empty() {
        let row = |reason: &Reason| json!({"field": reason.field, "text": reason.text});
        value["why"] = json!(reasons.iter().map(row).collect::<Vec<_>>());
    }
    json_line(out, &value)
}

/// A claim in its sentences, then every field.
pub(crate) fn show_claim(
    report: &Report,
    claims: &[Claim],
    claim: &Claim,
    paint: Paint,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    writeln!(out, "{}\n", render::header(report, paint))?;
    let marks = evidence(claim);
    for within in render::stretches(&pipeline::sentences(report), claim) {
        writeln!(out, "  {}\n", paint.marked(&report.text, within, &marks).trim())?;
    }
    writeln!(out, "{}", render::fields(report, claims, claim, paint))?;
    writeln!(out, "\n  {}", paint.legend())?;
    Ok(())
}

/// The text zone by zone, then the claims.
fn show_report(report: &Report, claims: &[Claim], paint: Paint, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "{}", render::header(report, paint))?;
    for warning in &report.warnings {
        writeln!(out, "{}", render::warning(warning, paint))?;
    }
    writeln!(out)?;
    for zone in &report.zones {
        let mut label = zone.kind.as_str();
        for line in zone.span.of(&report.text).lines().filter(|line| !line.trim().is_empty()) {
            writeln!(out, "  {}{}  {}", render::pad(label, 11), paint.faint(label), clean(line.trim()))?;
            label = "";
        }
    }
    writeln!(out, "\n{}\n", paint.strong(&format!("{} claims", claims.len())))?;
    let sentences = pipeline::sentences(report);
    for claim in claims {
        writeln!(out, "{}", render::claim(report, &sentences, claim, paint))?;
    }
    if !claims.is_empty() {
        writeln!(out, "\n  {}", paint.legend())?;
    }
    Ok(())
}
