//! Another extractor of article text, `rs-trafilatura` or `dom-smoothie` by the first argument: reads paths of gzipped pages, one a
//! line, and writes one JSON line each: the text that it finds, and the seconds it took.

use std::fs::File;
use std::io::{self, BufRead, Read, Write};
use std::time::Instant;

use dom_smoothie::{Config, Readability, TextMode};
use flate2::read::GzDecoder;

fn main() -> io::Result<()> {
    let (version, read): (&str, fn(&[u8]) -> (String, f64)) = match std::env::args().nth(1).as_deref() {
        Some("rs-trafilatura") => ("0.2.2", rs_trafilatura),
        Some("dom-smoothie") => ("0.19.0", dom_smoothie),
        _ => return Err(io::Error::other("name an extractor: rs-trafilatura or dom-smoothie")),
    };
    let mut out = io::stdout();
    writeln!(out, "{}", serde_json::json!({ "version": version }))?;
    for line in io::stdin().lock().lines() {
        let mut page = Vec::new();
        GzDecoder::new(File::open(line?)?).read_to_end(&mut page)?;
        let (text, seconds) = read(&page);
        writeln!(out, "{}", serde_json::json!({ "text": text, "seconds": seconds }))?;
        out.flush()?;
    }
    Ok(())
}

fn rs_trafilatura(page: &[u8]) -> (String, f64) {
    let start = Instant::now();
    let text = rs_trafilatura::extract_bytes(page).map(|read| read.content_text).unwrap_or_default();
    (text, start.elapsed().as_secs_f64())
}

fn dom_smoothie(page: &[u8]) -> (String, f64) {
    let page = rs_trafilatura::encoding::transcode_to_utf8(page);
    let start = Instant::now();
    // Its raw text runs words of neighbouring elements together; this one does not.
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let text = Readability::new(page, None, Some(config))
        .and_then(|mut page| page.parse())
        .map(|article| article.text_content.to_string())
        .unwrap_or_default();
    (text, start.elapsed().as_secs_f64())
}
