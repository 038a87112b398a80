//! A peer: another program that answers line by line, a script of `eval/peers` or the one in `eval/peers/rust`.

use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::Context;
use serde_json::Value;

/// A running peer.
pub(crate) struct Peer {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    /// The version of what it measures.
    pub(crate) version: String,
}

impl Peer {
    /// Starts `eval/peers/<script>` with the interpreter that `HEARSAY_PYTHON` names; `None` where there is no Python, or the
    /// package is not there.
    pub(crate) fn python(script: &str) -> anyhow::Result<Option<Self>> {
        let python = std::env::var("HEARSAY_PYTHON").unwrap_or_else(|_| "python3".to_owned());
        Self::start(Command::new(python).args(["-u", &format!("eval/peers/{script}")]))
    }

    /// Starts the program that `HEARSAY_PEERS` names, built from `eval/peers/rust`, for one of its extractors; `None` where it is not
    /// named.
    pub(crate) fn rust(extractor: &str) -> anyhow::Result<Option<Self>> {
        match std::env::var("HEARSAY_PEERS") {
            Ok(program) => Self::start(Command::new(program).arg(extractor)),
            Err(_) => Ok(None),
        }
    }

    fn start(command: &mut Command) -> anyhow::Result<Option<Self>> {
        let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let Ok(mut child) = spawned else { return Ok(None) };
        let mut lines = BufReader::new(child.stdout.take().context("its output")?).lines();
        let Some(first) = lines.next() else {
            child.wait()?;
            return Ok(None);
        };
        let first: Value = serde_json::from_str(&first?)?;
        let version = first["version"].as_str().unwrap_or_default().to_owned();
        Ok(Some(Self { child, lines, version }))
    }

    /// What the peer answers to a line.
    pub(crate) fn ask(&mut self, line: &str) -> anyhow::Result<Value> {
        writeln!(self.child.stdin.as_mut().context("its input")?, "{line}")?;
        Ok(serde_json::from_str(&self.lines.next().context("it ended early")??)?)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // Without input it ends by itself.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
