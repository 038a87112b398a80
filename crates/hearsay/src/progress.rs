//! The progress bar on standard error: nothing at all unless that is a terminal.

use std::fs;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Counts reports, and how much of the bytes is read.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    reports: u64,
}

impl Progress {
    pub(crate) fn start(paths: &[PathBuf]) -> Self {
        let target = ProgressDrawTarget::stderr_with_hz(8);
        if target.is_hidden() {
            return Self { bar: ProgressBar::hidden(), reports: 0 };
        }
        let (bar, template) = match size(paths) {
            Some(bytes) => (
                ProgressBar::new(bytes),
                "{elapsed_precise} {wide_bar} {bytes}/{total_bytes} · {msg} · {eta} left",
            ),
            None => (ProgressBar::no_length(), "{elapsed_precise} {spinner} {bytes} · {msg}"),
        };
        bar.set_draw_target(target);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar, reports: 0 }
    }

    /// One more report, of so many bytes.
    pub(crate) fn add(&mut self, bytes: u64) {
        self.reports += 1;
        if self.bar.is_hidden() {
            return;
        }
        self.bar.inc(bytes);
        // Some packed files hold more than they say.
        if self.bar.length().is_some_and(|length| length < self.bar.position()) {
            self.bar.set_length(self.bar.position());
        }
        let rate = self.reports as f64 / self.bar.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!("{} reports · {rate:.0}/s", self.reports));
    }

    /// Lets `print` write to the terminal without the bar in its way.
    pub(crate) fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }

    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// How many bytes there are to read, as far as names and sizes say; `None` where nobody can know.
fn size(paths: &[PathBuf]) -> Option<u64> {
    paths.iter().map(|path| size_of(path, 0)).sum()
}

fn size_of(path: &Path, depth: usize) -> Option<u64> {
    /// Links may lead in circles.
    const DEEPEST: usize = 32;
    const TEXT: [&str; 11] =
        ["html", "htm", "xhtml", "shtml", "mhtml", "txt", "text", "md", "markdown", "jsonl", "ndjson"];
    if path == Path::new("-") {
        return None;
    }
    let Ok(found) = fs::metadata(path) else { return Some(0) };
    if found.is_dir() && depth < DEEPEST {
        let Ok(entries) = fs::read_dir(path) else { return Some(0) };
        return entries.filter_map(Result::ok).map(|entry| size_of(&entry.path(), depth + 1)).sum();
    }
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("gz") => Some(unpacked(path).unwrap_or(found.len())),
        Some(extension) if depth > 0 && !TEXT.contains(&extension) => Some(0),
        _ => Some(found.len()),
    }
}

/// The size of what a gzip file packs, as its last four bytes have it (RFC 1952); of several packed one after the other, that of the last.
fn unpacked(path: &Path) -> Option<u64> {
    let mut file = fs::File::open(path).ok()?;
    file.seek(SeekFrom::End(-4)).ok()?;
    let mut size = [0; 4];
    file.read_exact(&mut size).ok()?;
    Some(u32::from_le_bytes(size).into())
}
