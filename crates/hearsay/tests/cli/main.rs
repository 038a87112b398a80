//! The command line as users meet it: what is printed where, and with which exit code.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as loudly as tests")]

mod demo;
mod list;
mod parse;
mod read;
mod search;
mod show;
mod usage;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A page of an outlet that does not exist.
const PAGE: &str = "\
<!doctype html><html lang=\"fr\"><head><title>Frappe sur le port de Marsenne</title>
<meta property=\"og:site_name\" content=\"Le Phare de Marsenne\">
<meta property=\"article:published_time\" content=\"2026-03-14T09:00:00Z\"></head><body><article>
<h1>Frappe sur le port de Marsenne</h1>
<p>Selon une source militaire, la frappe aurait tué douze personnes dans le port de Marsenne.</p>
<p>« Nous n’avons visé aucun navire », a déclaré le ministre de la Défense, Odran Vasseur.</p>
<p>Le bâtiment a brûlé toute la nuit et les secours ont évacué les habitants du quartier vers le stade.</p>
</article></body></html>";

/// The same, later.
const CORRECTED: &str = "\
<!doctype html><html lang=\"fr\"><head><title>Frappe sur le port de Marsenne</title></head><body><article>
<h1>Frappe sur le port de Marsenne</h1>
<p>Selon une source militaire, la frappe aurait tué neuf personnes dans le port de Marsenne.</p>
</article></body></html>";

/// A text without a page around it.
const TEXT: &str = "\
Explosion at the Vardo depot

According to the Ministry of Defence, a drone hit the depot on Monday. Residents said they heard two blasts.
";

/// A folder of its own with files in it, where the program runs.
struct Case {
    folder: TempDir,
}

impl Case {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// With a page, a text and a ledger of both.
    fn with_ledger() -> Self {
        let case = Self::new();
        case.write("a.html", PAGE).write("b.txt", TEXT);
        let read = case.run(&["read", "a.html", "b.txt", "--ledger", "case.db"]);
        assert!(read.status.success(), "{}", stderr(&read));
        case
    }

    fn write(&self, name: &str, content: &str) -> &Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        command(self.folder.path(), arguments)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs with `input` on standard input.
    fn pipe(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }

    /// Runs, expects success, and reads a JSON object from every line of standard output.
    fn json(&self, arguments: &[&str]) -> Vec<Value> {
        let output = self.run(arguments);
        assert!(output.status.success(), "{}", stderr(&output));
        lines(&output)
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hearsay"));
    command.current_dir(folder).args(arguments).env_remove("HEARSAY_LEDGER").env_remove("CLICOLOR_FORCE");
    command
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn lines(output: &Output) -> Vec<Value> {
    stdout(output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}")))
        .collect()
}
