//! A peer in Python: a script of `eval/peers` that answers line by line.

use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::Context;
use serde_json::Value;

/// A running script.
pub(crate) struct Python {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    /// The version of the package that it measures.
    pub(crate) version: String,
}

impl Python {
    /// Starts `eval/peers/<script>` with the interpreter that `HEARSAY_PYTHON` names; `None` where there is no Python, or the
    /// package is not there.
    pub(crate) fn start(script: &str) -> anyhow::Result<Option<Self>> {
        let python = std::env::var("HEARSAY_PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let spawned = Command::new(python)
            .args(["-u", &format!("eval/peers/{script}")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
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

    /// What the script answers to a line.
    pub(crate) fn ask(&mut self, line: &str) -> anyhow::Result<Value> {
        writeln!(self.child.stdin.as_mut().context("its input")?, "{line}")?;
        Ok(serde_json::from_str(&self.lines.next().context("it ended early")??)?)
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        // Without input it ends by itself.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
