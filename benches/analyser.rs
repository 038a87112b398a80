//! Words a second of the language stage (segmentation and the network) and its peak memory, beside what the processor's
//! 8-bit and 32-bit matrix products allow.
//!
//!     taskset -c 0 cargo bench -p hearsay-language -- [TEXTS.jsonl]
//!
//! A line of the file holds `{"text"}`; words are counted between white space, as `analyser_peer.py` counts them for spaCy.
//! Without a file an invented text is read.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a program that prints its measurements"
)]

use std::time::Instant;

use hearsay_core::{How, Known, Report, ReportId, Span, Zone, ZoneKind};
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions};
use rten_tensor::NdTensorView;
use safetensors::SafeTensors;

#[path = "memory.rs"]
mod memory;

/// What is looked up, not multiplied.
const TABLES: [&str; 5] = ["words.", "vocabulary.", "names.listed.", "names.affixes", "names.shapes"];

fn main() {
    let file = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let texts: Vec<String> = match file {
        Some(path) => std::fs::read_to_string(path)
            .unwrap()
            .lines()
            .map(|line| {
                let row: serde_json::Value = serde_json::from_str(line).unwrap();
                row["text"].as_str().unwrap().to_owned()
            })
            .collect(),
        None => (0..200)
            .map(|number| format!("Selon la préfecture, le pont de Marsenne, fermé depuis {number} jours, rouvrira lundi. « Nous attendons », a dit Odran Vasseur.\n\n").repeat(8))
            .collect(),
    };
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    let reports: Vec<Report> = texts.into_iter().map(report).collect();
    let start = Instant::now();
    hearsay_language::analyse(&reports[0]);
    println!("first text, weights loaded: {:.2} s", start.elapsed().as_secs_f64());
    let start = Instant::now();
    let found: usize = reports.iter().map(|report| hearsay_language::analyse(report).words.len()).sum();
    let seconds = start.elapsed().as_secs_f64();
    println!("peak memory: {} MB", memory::peak("self") / 1_000_000);
    let speed = words as f64 / seconds;
    println!(
        "{} texts, {words} words ({found} syntactic) in {seconds:.2} s: {speed:.0} words/s",
        reports.len()
    );

    let (float, integer) = (rate_f32(), rate_i8());
    println!(
        "products of 1024³, thousand million multiply-adds a second: f32 {float:.1}, 8-bit {integer:.1}"
    );
    if let Some(each) = products() {
        let limit = |rate: f64| rate * 1e9 / each as f64;
        println!(
            "{:.2} million multiply-adds a word: at most {:.0} syntactic words/s in f32, {:.0} in 8 bits; reached {:.0}",
            each as f64 / 1e6,
            limit(float),
            limit(integer),
            found as f64 / seconds
        );
    }
}

fn report(text: String) -> Report {
    Report {
        id: ReportId(String::new()),
        source: String::new(),
        retrieved: String::new(),
        outlet: None,
        title: None,
        authors: Vec::new(),
        language: Some(Known::new("fr", How::Given)),
        published: None,
        modified: None,
        canonical: None,
        zones: vec![Zone { kind: ZoneKind::Body, span: Span::new(0, text.len()) }],
        text,
        warnings: Vec::new(),
    }
}

const SIDE: usize = 1024;

/// The best of ten products, in thousand millions of multiply-adds a second.
fn best(mut product: impl FnMut()) -> f64 {
    let one = |()| {
        let start = Instant::now();
        product();
        start.elapsed().as_secs_f64()
    };
    let fastest = std::iter::repeat_n((), 10).map(one).fold(f64::INFINITY, f64::min);
    (SIDE * SIDE * SIDE) as f64 / fastest / 1e9
}

fn rate_f32() -> f64 {
    let kernel: GemmExecutor<f32, f32, f32> = GemmExecutor::default();
    let (a, b, mut out) = (vec![0.5; SIDE * SIDE], vec![0.25; SIDE * SIDE], vec![0.0; SIDE * SIDE]);
    let packed = kernel.prepack_b(NdTensorView::from_data([SIDE, SIDE], b.as_slice()));
    best(|| {
        let a = GemmInputA::Unpacked(NdTensorView::from_data([SIDE, SIDE], a.as_slice()));
        kernel.gemm(&mut out, a, GemmInputB::Packed(&packed), GemmOptions::default()).unwrap();
    })
}

fn rate_i8() -> f64 {
    let kernel: GemmExecutor<u8, i8, i32> = GemmExecutor::default();
    let (a, b, mut out) = (vec![5; SIDE * SIDE], vec![3; SIDE * SIDE], vec![0; SIDE * SIDE]);
    let packed = kernel.prepack_b(NdTensorView::from_data([SIDE, SIDE], b.as_slice()));
    best(|| {
        let a = GemmInputA::Unpacked(NdTensorView::from_data([SIDE, SIDE], a.as_slice()));
        kernel.gemm(&mut out, a, GemmInputB::Packed(&packed), GemmOptions::default()).unwrap();
    })
}

/// Multiply-adds of the network for each word: the sizes of its 8-bit matrices, the tables of vectors left out. What a sentence's
/// arcs and a span's links add is not counted.
fn products() -> Option<usize> {
    let bytes =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/analyser.safetensors")).ok()?;
    let weights = SafeTensors::deserialize(&bytes).ok()?;
    let matrices = weights.iter().filter(|(name, tensor)| {
        !TABLES.iter().any(|table| name.starts_with(table)) && tensor.shape().len() >= 2
    });
    Some(
        matrices
            .filter(|(name, _)| *name != "parser.rel")
            .map(|(_, tensor)| tensor.shape().iter().product::<usize>())
            .sum(),
    )
}
