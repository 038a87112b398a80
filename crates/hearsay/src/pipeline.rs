//! The way of the data, and the only place that wires the stages together:
//! bytes ─intake─▶ report ─language─▶ analysis ─claims─▶ claims.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::LazyLock;

use anyhow::anyhow;
use hearsay_claims::Claims;
use hearsay_core::{Claim, Report, Span};
use hearsay_intake::{Document, InputError, Limits, inputs};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Everything given that can change what is read from the same bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) language: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) limits: Limits,
}

impl Settings {
    /// As the journal keeps them.
    pub(crate) fn json(&self) -> Value {
        json!({
            "language": self.language,
            "published": self.published,
            "outlet": self.outlet,
            "max_bytes": self.limits.max_bytes,
            "max_depth": self.limits.max_depth,
            "max_elements": self.limits.max_elements,
        })
    }
}

/// The data files that are built in, read once; that they are sound is a test of the crate that holds them.
static CLAIMS: LazyLock<Claims> = LazyLock::new(|| Claims::load(None).expect("the built-in data files"));

/// A report that went the whole way.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) report: Report,
    pub(crate) claims: Vec<Claim>,
    pub(crate) sentences: Vec<Span>,
}

/// The documents of `paths`, one at a time.
pub(crate) fn documents(
    paths: &[PathBuf],
    settings: &Settings,
) -> impl Iterator<Item = Result<Document, InputError>> + Send + use<> {
    inputs(paths, &settings.limits)
}

/// The id that the report of these bytes has.
pub(crate) fn id(document: &Document) -> String {
    format!("{:x}", Sha256::digest(&document.bytes))
}

/// Reads one document. Bad content gives warnings; an error is a fault of the program, kept to the one input.
pub(crate) fn read(mut document: Document, settings: &Settings) -> anyhow::Result<(Vec<u8>, Reading)> {
    // What a record says of itself is nearer to it than what the command line says of all.
    let given = &mut document.given;
    given.language = given.language.take().or_else(|| settings.language.clone());
    given.published = given.published.take().or_else(|| settings.published.clone());
    given.outlet = given.outlet.take().or_else(|| settings.outlet.clone());
    let stages = || {
        let mut report = hearsay_intake::report(&document, &settings.limits);
        let analysis = hearsay_language::analyse(&report);
        report.language.clone_from(&analysis.language);
        report.warnings.extend(analysis.warnings.iter().cloned());
        let claims = CLAIMS.extract(&report, &analysis);
        Reading { report, claims, sentences: spans(&analysis) }
    };
    let reading = catch_unwind(AssertUnwindSafe(stages))
        .map_err(|_| anyhow!("a fault of the program on this input; please report it with the page"))?;
    Ok((document.bytes, reading))
}

/// The sentences of a report that was read before.
pub(crate) fn sentences(report: &Report) -> Vec<Span> {
    spans(&hearsay_language::analyse(report))
}

fn spans(analysis: &hearsay_language::Analysis) -> Vec<Span> {
    analysis.sentences.iter().map(|sentence| sentence.span).collect()
}
