//! The option that names the ledger, for the subcommands that read one.

use std::path::PathBuf;

use clap::Args;
use hearsay_ledger::{Error, Ledger, ReportFilter};

#[derive(Args, Debug)]
pub(crate) struct LedgerFile {
    /// The ledger
    #[arg(long, short, env = "HEARSAY_LEDGER", value_name = "FILE")]
    ledger: PathBuf,
}

impl LedgerFile {
    pub(crate) fn open(&self) -> Result<Ledger, Error> {
        Ledger::open(&self.ledger)
    }
}

/// Options that choose reports.
#[derive(Args, Debug)]
pub(crate) struct Reports {
    /// Only reports in this language (ISO 639-1: fr, en, …)
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// Only reports of outlets with this in their name
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Only reports published on this day or later
    #[arg(long, value_name = "DATE", value_parser = crate::read::day)]
    since: Option<String>,
    /// Only reports published on this day or earlier
    #[arg(long, value_name = "DATE", value_parser = crate::read::day)]
    until: Option<String>,
}

impl Reports {
    pub(crate) fn filter(&self) -> ReportFilter {
        ReportFilter {
            language: self.lang.clone(),
            outlet: self.outlet.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
        }
    }
}
