//! `hearsay knowledge`: the data files of verbs, hedges, source nouns, to be changed by whoever knows better.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, ensure};
use clap::Args;

/// Write the lists of verbs, hedges and source nouns into a folder, to change them
///
/// Afterwards `--knowledge FOLDER` reads with them: a file there replaces the one built in, and files that
/// are not changed can be deleted.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  hearsay knowledge mine/ && $EDITOR mine/fr/cues.toml
  hearsay read page.html --knowledge mine/")]
pub(crate) struct Knowledge {
    /// The folder; files that are there are not overwritten
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

impl Knowledge {
    pub(crate) fn run(&self, out: &mut impl Write) -> anyhow::Result<ExitCode> {
        for (name, text) in hearsay_claims::built_in() {
            let path = self.folder.join(name);
            ensure!(!path.exists(), "{} is there already and is left as it is", path.display());
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
            }
            fs::write(&path, text).with_context(|| path.display().to_string())?;
            writeln!(out, "{}", path.display())?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
