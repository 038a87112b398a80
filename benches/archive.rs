//! The whole way, as users go it: `hearsay read` of 100,000 small invented reports into a ledger. Prints the time per report for
//! each tenth, as the acknowledgements come in, the peak of the program's memory, and how long a second run takes that
//! finds everything known.
//!
//!     cargo bench -p hearsay
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a program that prints its measurements"
)]

#[path = "invented.rs"]
mod invented;

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const REPORTS: usize = 100_000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("reports.jsonl");
    write(&reports);
    let (tenths, peak) = read(folder.path());
    let each = tenths.map(|tenth| tenth.as_secs_f64() * 1e6 / (REPORTS / 10) as f64);
    println!("{REPORTS} reports, read on every core");
    println!("microseconds a report, by tenths: {}", each.map(|each| format!("{each:.0}")).join(" "));
    println!("last tenth / first tenth: {:.2}", each[9] / each[0]);
    println!("peak memory: {} MB", peak / 1_000_000);
    let size = std::fs::metadata(folder.path().join("case.db")).unwrap().len();
    println!("file: {} MB", size / 1_000_000);
    let (tenths, peak) = read(folder.path());
    let whole: Duration = tenths.iter().sum();
    println!("again, all known: {:.1} s, peak memory {} MB", whole.as_secs_f64(), peak / 1_000_000);
}

fn write(path: &Path) {
    let mut words = invented::Words::new();
    let mut file = BufWriter::new(File::create(path).unwrap());
    for n in 0..REPORTS {
        let (a, b, c) = (words.sentence(14), words.sentence(18), words.sentence(12));
        let text = if n % 2 == 0 {
            format!(
                "Selon une source militaire, un drone aurait frappé {a}. Le bâtiment de {b} a brûlé. « Nous avons vu \
                 {c} », a déclaré le ministre de la Défense."
            )
        } else {
            format!(
                "According to a military source, a drone hit {a}. The building of {b} was burning. “We have seen {c},” \
                 the minister of defence said."
            )
        };
        let record =
            serde_json::json!({"id": format!("report-{n}"), "text": text, "published": "2026-03-14"});
        writeln!(file, "{record}").unwrap();
    }
    file.flush().unwrap();
}

/// Reads the reports into a ledger; how long each tenth took, and the peak of memory.
fn read(folder: &Path) -> ([Duration; 10], u64) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hearsay"))
        .current_dir(folder)
        .args(["read", "reports.jsonl", "--ledger", "case.db"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let process = child.id().to_string();
    let mut tenths = [Duration::ZERO; 10];
    let mut last = Instant::now();
    let mut peak = 0;
    for (n, line) in BufReader::new(child.stdout.take().unwrap()).lines().enumerate() {
        line.unwrap();
        if (n + 1).is_multiple_of(REPORTS / 100) {
            let now = Instant::now();
            tenths[n * 10 / REPORTS] += now - last;
            last = now;
            peak = invented::peak_memory(&process).max(peak);
        }
    }
    assert!(child.wait().unwrap().success());
    (tenths, peak)
}
