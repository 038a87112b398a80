//! The command line: one file a subcommand; `pipeline` is the only place that wires the stages together.

mod completions;
mod demo;
mod export;
mod knowledge;
mod ledger;
mod list;
mod order;
mod paint;
mod parse;
mod pipeline;
mod progress;
mod read;
mod render;
mod search;
mod show;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  hearsay read page.html                        who says what in a page
  hearsay read pages/ --ledger case.db          read a folder into a ledger
  hearsay parse page.html --conllu              sentences, words and trees
  hearsay list claims --ledger case.db --naming anonymous
  hearsay search \"drone port\" --ledger case.db
  hearsay show 3fa9c1d2/c4 --ledger case.db     one claim, with the words it was read from

Set HEARSAY_LEDGER=case.db to leave out --ledger.";

/// Reads news reports and writes down who says what, on whose word, and how sure.
#[derive(Debug, Parser)]
#[command(name = "hearsay", version, after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// Colours: when standard output is a terminal, always, or never
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    color: Colour,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    Read(read::Read),
    Parse(parse::Parse),
    List(list::List),
    Show(show::Show),
    Search(search::Search),
    Knowledge(knowledge::Knowledge),
    Demo(demo::Demo),
    Export(export::Export),
    Completions(completions::Completions),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.color {
        Colour::Auto => {}
        Colour::Always => anstream::ColorChoice::Always.write_global(),
        Colour::Never => anstream::ColorChoice::Never.write_global(),
    }
    // Inputs are spread over threads; to split the analyser's products over threads as well would only make these wait for each other.
    // It fails where a pool stands already, and none does.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(1).build_global();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let done = match cli.command {
        Command::Read(read) => read.run(&mut out),
        Command::Parse(parse) => parse.run(&mut out),
        Command::List(list) => list.run(&mut out),
        Command::Show(show) => show.run(&mut out),
        Command::Search(search) => search.run(&mut out),
        Command::Knowledge(knowledge) => knowledge.run(&mut out),
        Command::Demo(demo) => demo.run(&mut out),
        Command::Export(export) => export.run(&mut out),
        Command::Completions(completions) => completions.run(&mut out),
    };
    match done.and_then(|code| Ok(out.flush().map(|()| code)?)) {
        Ok(code) => code,
        // The reader of our output has seen enough (`hearsay list | head`).
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().find_map(|cause| cause.downcast_ref::<io::Error>());
    io.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Says what went wrong, on standard error.
fn complain(message: &str) {
    // Where even that cannot be written there is nobody left to tell.
    let _ = writeln!(io::stderr(), "hearsay: {}", paint::clean(message));
}
