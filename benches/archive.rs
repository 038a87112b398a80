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
#[path = "memory.rs"]
mod memory;

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const REPORTS: usize = 100_000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("reports.jsonl");
    write(&reports);
    let (wall, processor, peak) = read(folder.path());
    println!("{REPORTS} reports, read on every core");
    invented::print_tenths("wall", &wall, REPORTS);
    invented::print_tenths("processor", &processor, REPORTS);
    println!("peak memory: {} MB", peak / 1_000_000);
    let size = std::fs::metadata(folder.path().join("case.db")).unwrap().len();
    println!("file: {} MB", size / 1_000_000);
    let (wall, _, peak) = read(folder.path());
    let whole: f64 = wall.iter().sum();
    println!("again, all known: {whole:.1} s, peak memory {} MB", peak / 1_000_000);
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

/// Reads the reports into a ledger: seconds on the wall and of the processors for each tenth, and the peak of memory.
fn read(folder: &Path) -> ([f64; 10], [f64; 10], u64) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hearsay"))
        .current_dir(folder)
        .args(["read", "reports.jsonl", "--ledger", "case.db"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let process = child.id().to_string();
    let (mut wall, mut processor) = ([0.0; 10], [0.0; 10]);
    let mut last = (Instant::now(), 0.0);
    let mut peak = 0;
    for (n, line) in BufReader::new(child.stdout.take().unwrap()).lines().enumerate() {
        line.unwrap();
        if (n + 1).is_multiple_of(REPORTS / 100) {
            let now = (Instant::now(), invented::processor_time(&process));
            let tenth = n * 10 / REPORTS;
            wall[tenth] += (now.0 - last.0).as_secs_f64();
            // The last acknowledgement may come when the program has ended already.
            processor[tenth] += (now.1 - last.1).max(0.0);
            last = now;
            peak = memory::peak(&process).max(peak);
        }
    }
    assert!(child.wait().unwrap().success());
    (wall, processor, peak)
}
