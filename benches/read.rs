//! Pages a second of the whole reading, from a page's bytes to its claims, with the share of each stage and the peak memory.
//!
//!     taskset -c 0 cargo bench -p hearsay --bench read -- PAGE.html...
//!
//! Without pages the examples of `hearsay demo` are read. `read_peer.py` runs it in turns with another way of reading pages.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a program that prints its measurements"
)]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use hearsay_claims::Claims;
use hearsay_intake::{Document, Limits, inputs};

#[path = "memory.rs"]
mod memory;

fn main() {
    let mut paths: Vec<PathBuf> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).map(PathBuf::from).collect();
    if paths.is_empty() {
        paths.push(concat!(env!("CARGO_MANIFEST_DIR"), "/demo").into());
    }
    let limits = Limits::default();
    let documents: Vec<Document> = inputs(&paths, &limits).map(Result::unwrap).collect();

    let start = Instant::now();
    let claims = Claims::load(None).unwrap();
    let first = hearsay_intake::report(&documents[0], &limits);
    claims.extract(&first, &hearsay_language::analyse(&first));
    println!("to the first page's claims: {:.2} s", start.elapsed().as_secs_f64());

    let (mut words, mut found) = (0, 0);
    let mut stages = [("intake", Duration::ZERO), ("language", Duration::ZERO), ("claims", Duration::ZERO)];
    for document in &documents {
        let start = Instant::now();
        let report = hearsay_intake::report(document, &limits);
        let taken_in = Instant::now();
        let analysis = hearsay_language::analyse(&report);
        let analysed = Instant::now();
        found += claims.extract(&report, &analysis).len();
        stages[0].1 += taken_in - start;
        stages[1].1 += analysed - taken_in;
        stages[2].1 += analysed.elapsed();
        words += report.text.split_whitespace().count();
    }
    let seconds = stages.iter().map(|(_, time)| time.as_secs_f64()).sum::<f64>();
    print!(
        "{} pages, {words} words, {found} claims: {:.2} pages/s, {:.0} words/s;",
        documents.len(),
        documents.len() as f64 / seconds,
        words as f64 / seconds
    );
    for (name, time) in stages {
        print!(" {name} {:.0} %", 100.0 * time.as_secs_f64() / seconds);
    }
    println!("; peak memory {} MB", memory::peak("self") / 1_000_000);
}
