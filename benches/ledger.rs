//! Does a ledger slow down, or fill the memory, as it grows? Writes 100,000 small invented reports with three claims each, in
//! batches of 256, and prints the time per report for each tenth and the peak of memory.
//!
//!     cargo bench -p hearsay-ledger
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

use std::time::{Duration, Instant};

use hearsay_core::{
    Certainty, Claim, How, Known, Link, Marker, MarkerRole, Naming, Polarity, Report, ReportId, SourceKind,
    Span, Stance, Zone, ZoneKind,
};
use hearsay_ledger::{Entry, Ledger, Query, Reading};
use sha2::{Digest, Sha256};

const REPORTS: usize = 100_000;
const BATCH: usize = 256;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.db");
    let mut ledger = Ledger::create(&path).unwrap();
    let run = ledger.begin("bench", &serde_json::json!({})).unwrap();
    let mut words = invented::Words::new();
    let (mut wall, mut processor) = ([0.0; 10], [0.0; 10]);
    let mut slowest = Duration::ZERO;
    for first in (0..REPORTS).step_by(BATCH) {
        let batch: Vec<Entry> = (first..REPORTS.min(first + BATCH)).map(|n| entry(n, &mut words)).collect();
        let (start, before) = (Instant::now(), invented::processor_time("self"));
        ledger.write(&run, &batch).unwrap();
        let took = start.elapsed();
        slowest = slowest.max(took);
        wall[first * 10 / REPORTS] += took.as_secs_f64();
        processor[first * 10 / REPORTS] += invented::processor_time("self") - before;
    }
    println!("{REPORTS} reports with three claims each");
    invented::print_tenths("wall", &wall, REPORTS);
    invented::print_tenths("processor", &processor, REPORTS);
    println!("slowest batch of {BATCH}: {} ms", slowest.as_millis());
    println!("peak memory: {} MB", memory::peak("self") / 1_000_000);
    println!("file: {} MB", std::fs::metadata(&path).unwrap().len() / 1_000_000);
    for query in ["drone", "\"source militaire\"", "mar*"] {
        let start = Instant::now();
        let hits = ledger.search_claims(&Query::parse(query).unwrap(), 20).unwrap().len();
        println!("search {query}: {hits} claims shown in {} ms", start.elapsed().as_millis());
    }
}

fn entry(n: usize, words: &mut invented::Words) -> Entry {
    let mut text = String::new();
    let mut claims = Vec::new();
    for name in ["c1", "c2", "c3"] {
        let start = text.len();
        let mut add = |piece: &str| {
            let start = text.len();
            text.push_str(piece);
            Span::new(start, text.len())
        };
        let cue = add("Selon");
        add(" ");
        let source = add("une source militaire");
        add(", ");
        let content = add(&format!("un drone aurait frappé {}", words.sentence(14)));
        let conditional = Span::new(content.start + 9, content.start + 15);
        add(". ");
        add(&words.sentence(12));
        add(".\n");
        debug_assert!(start < text.len());
        claims.push(Claim {
            id: name.into(),
            zone: ZoneKind::Body,
            content: Some(content),
            cue: Some(cue),
            chain: vec![Link {
                mention: Some(source),
                name: None,
                naming: Naming::Anonymous,
                kind: SourceKind::Military,
                channel: None,
            }],
            stance: Stance::Asserts,
            certainty: Certainty::Possible,
            polarity: Polarity::Positive,
            conditional: true,
            direct: false,
            about: None,
            markers: vec![Marker { role: MarkerRole::Conditional, span: conditional }],
            loaded: Vec::new(),
        });
    }
    let report = Report {
        id: ReportId(format!("{:x}", Sha256::digest(&text))),
        source: format!("https://phare.example/{n}"),
        retrieved: "2026-03-14T08:00:00Z".into(),
        outlet: Some(Known::new("Le Phare de Marsenne", How::Given)),
        title: Some(Known::new(words.sentence(6), How::Text)),
        authors: Vec::new(),
        language: Some(Known::new("fr", How::Text)),
        published: Some(Known::new(format!("2026-{:02}-{:02}", 1 + n % 12, 1 + n % 28), How::Given)),
        modified: None,
        canonical: None,
        zones: vec![Zone { kind: ZoneKind::Body, span: Span::new(0, text.len()) }],
        text: text.clone(),
        warnings: Vec::new(),
    };
    Entry::Read(Box::new(Reading::new(text.as_bytes(), report, claims).unwrap()))
}
