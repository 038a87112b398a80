//! `hearsay completions`: the script that lets a shell complete our options.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, CommandFactory};

/// Print a completion script for a shell
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  hearsay completions bash > ~/.local/share/bash-completion/completions/hearsay
  hearsay completions fish > ~/.config/fish/completions/hearsay.fish")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

impl Completions {
    pub(crate) fn run(&self, out: &mut impl Write) -> anyhow::Result<ExitCode> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut crate::Cli::command(), "hearsay", &mut script);
        out.write_all(&script)?;
        Ok(ExitCode::SUCCESS)
    }
}
