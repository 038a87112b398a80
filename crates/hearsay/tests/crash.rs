//! A crash loses nothing acknowledged: `hearsay read` is killed at 100 random moments.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as loudly as tests")]

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Connection;

const KILLS: usize = 100;
const REPORTS: usize = 600;

#[test]
fn a_crash_loses_nothing_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    write_reports(&folder.path().join("reports.jsonl"));
    let start = Instant::now();
    assert!(finish(read(folder.path(), "whole.db")).0.success());
    let whole = start.elapsed();
    let expected = contents(&folder.path().join("whole.db"));

    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut killed = 0;
    let mut rounds = 0;
    // Kills that came before the first report was kept, and between reports.
    let (mut early, mut amid) = (0, 0);
    while killed < KILLS {
        rounds += 1;
        let name = format!("case{rounds}.db");
        let ledger = folder.path().join(&name);
        let mut acknowledged = HashSet::new();
        // The same ledger goes on until a run gets through, so that a kill also hits runs that find part of it done.
        loop {
            let mut child = read(folder.path(), &name);
            // A little beyond the whole, so that every moment has its chance, the last included.
            thread::sleep(random.below(whole.mul_f64(1.1)));
            let _ = child.kill();
            let (status, lines) = finish(child);
            acknowledged.extend(lines);
            killed += usize::from(!status.success());
            if ledger.exists() {
                let kept = sound(&ledger);
                assert!(kept.is_superset(&acknowledged), "an acknowledged report is not in {name}");
                early += usize::from(!status.success() && kept.is_empty());
                amid += usize::from(!status.success() && !kept.is_empty() && kept.len() < REPORTS);
            }
            if status.success() || killed >= KILLS {
                break;
            }
        }
        let (status, _) = finish(read(folder.path(), &name));
        assert!(status.success());
        assert_eq!(contents(&ledger), expected, "{name} is not what an undisturbed run makes");
    }
    println!(
        "{killed} kills in {rounds} ledgers: {early} before the first report was kept, {amid} between reports"
    );
    assert!(amid > KILLS / 5, "only {amid} kills came between reports: this tests too little");
}

fn write_reports(path: &Path) {
    let mut records = String::new();
    for n in 0..REPORTS {
        let text = format!(
            "Selon une source militaire, le drone {n} aurait frappé le port. Le ministère a démenti."
        );
        writeln!(records, "{}", serde_json::json!({"id": format!("r{n}"), "text": text, "lang": "fr"}))
            .unwrap();
    }
    std::fs::write(path, records).unwrap();
}

fn read(folder: &Path, ledger: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_hearsay"))
        .current_dir(folder)
        .args(["read", "reports.jsonl", "--ledger", ledger, "--jobs", "2"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// How the program ended, and the sources that it acknowledged: of the last line perhaps only a part was printed.
fn finish(mut child: Child) -> (ExitStatus, Vec<String>) {
    let mut printed = String::new();
    child.stdout.take().unwrap().read_to_string(&mut printed).unwrap();
    let whole_lines = printed.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let source = |line: &str| line.split_whitespace().nth(2).unwrap().to_owned();
    (child.wait().unwrap(), whole_lines.lines().map(source).collect())
}

/// The sources of the reports in a ledger, which must be sound, and hold each once.
fn sound(ledger: &Path) -> HashSet<String> {
    let connection = Connection::open(ledger).unwrap();
    let verdict: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
    let broken = connection.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap();
    assert!(!broken, "a row points to one that is not there");
    if !connection.table_exists(None, "reports").unwrap() {
        return HashSet::new();
    }
    for table in ["reports_search", "claims_search"] {
        let check = format!("INSERT INTO {table} ({table}) VALUES ('integrity-check')");
        connection.execute(&check, []).unwrap();
    }
    let sources: Vec<String> = connection
        .prepare("SELECT source FROM reports")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let once: HashSet<String> = sources.iter().cloned().collect();
    assert_eq!(once.len(), sources.len(), "a report is there twice");
    once
}

/// Everything that was read, without what differs from run to run.
fn contents(ledger: &Path) -> Vec<String> {
    let connection = Connection::open(ledger).unwrap();
    let mut contents = Vec::new();
    for table in [
        "SELECT sha256, size, hex(zstd) FROM originals ORDER BY id",
        "SELECT sha256, address, version, source, title, language, published, text FROM reports ORDER BY id",
        "SELECT * FROM zones ORDER BY report, position",
        "SELECT * FROM warnings ORDER BY report, position",
        "SELECT * FROM claims ORDER BY id",
        "SELECT * FROM links ORDER BY claim, position",
        "SELECT * FROM markers ORDER BY claim, position",
        "SELECT * FROM loaded ORDER BY claim, position",
        "SELECT rowid, * FROM reports_search ORDER BY rowid",
        "SELECT rowid, * FROM claims_search ORDER BY rowid",
    ] {
        let mut statement = connection.prepare(table).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values = (0..columns).map(|column| format!("{:?}", row.get_ref(column).unwrap()));
            contents.push(values.collect::<Vec<_>>().join(" | "));
        }
    }
    assert!(contents.len() > 3 * REPORTS);
    contents
}

struct Random(u64);

impl Random {
    fn below(&mut self, most: Duration) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        most.mul_f64((self.0 >> 11) as f64 / (1_u64 << 53) as f64)
    }
}
