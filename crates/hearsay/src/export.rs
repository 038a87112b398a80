//! `hearsay export`: a report written out for others.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, ValueEnum};
use hearsay_export::Explained;
use hearsay_ledger::Named;

use crate::ledger::LedgerFile;
use crate::pipeline;

/// Write a report with its claims in a format for others
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  hearsay export 3fa9c1d2 --ledger case.db --output evidence.html    one page that opens anywhere, without a script")]
pub(crate) struct Export {
    /// A report; the beginning of its id is enough
    #[arg(value_name = "REPORT")]
    name: String,
    #[command(flatten)]
    ledger: LedgerFile,
    /// The format
    #[arg(long, value_enum, default_value_t = Format::Html)]
    format: Format,
    /// A folder of data files that replace those built in, for the reasons shown
    #[arg(long, env = "HEARSAY_KNOWLEDGE", value_name = "FOLDER")]
    knowledge: Option<PathBuf>,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// The evidence page: zones shown apart, each claim marked in the text, chain, status and reasons beside
    Html,
}

impl Export {
    pub(crate) fn run(&self, out: &mut impl Write) -> anyhow::Result<ExitCode> {
        let ledger = self.ledger.open()?;
        let (Named::Report(id) | Named::Claim(id, _)) = ledger.resolve(&self.name)?;
        let (report, claims) = ledger.report(&id)?;
        let page = match self.format {
            Format::Html => {
                let all: Vec<_> = claims.iter().collect();
                let why = pipeline::why(&report, &all, self.knowledge.as_deref())?;
                let explained: Vec<Explained<'_>> = all
                    .into_iter()
                    .zip(why)
                    .map(|(claim, why)| Explained {
                        claim,
                        why: why.into_iter().map(|reason| (reason.field, reason.text)).collect(),
                    })
                    .collect();
                hearsay_export::evidence_page(&report, &explained)
            }
        };
        match &self.output {
            Some(path) => fs::write(path, page).with_context(|| path.display().to_string())?,
            None => out.write_all(page.as_bytes())?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
