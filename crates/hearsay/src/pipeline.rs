//! The way of the data, and the only place that wires the stages together:
//! bytes ─intake─▶ report ─language─▶ analysis ─claims─▶ claims.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, ensure};
use hearsay_claims::{Claims, Reason};
use hearsay_core::{Claim, Report, Span, Warning};
use hearsay_intake::{Document, Format, InputError, Limits, inputs};
use hearsay_language::{Analysis, conllu};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Everything given that can change what is read from the same bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) language: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) limits: Limits,
    /// A folder whose data files replace those built in.
    pub(crate) knowledge: Option<PathBuf>,
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
            "knowledge": self.knowledge,
        })
    }
}

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

/// The stages after intake, with what they know of languages, ready to read on any number of threads.
#[derive(Debug)]
pub(crate) struct Stages {
    pub(crate) settings: Settings,
    claims: Claims,
}

impl Stages {
    pub(crate) fn new(settings: Settings) -> anyhow::Result<Self> {
        let claims = Claims::load(settings.knowledge.as_deref())?;
        Ok(Self { settings, claims })
    }

    /// Reads one document. Bad content gives warnings; an error is a fault of the program, kept to the one input.
    pub(crate) fn read(&self, mut document: Document) -> anyhow::Result<(Vec<u8>, Reading)> {
        give(&mut document, &self.settings);
        let stages = || {
            let mut report = hearsay_intake::report(&document, &self.settings.limits);
            let analysis = hearsay_language::analyse(&report);
            report.language.clone_from(&analysis.language);
            report.warnings.extend(analysis.warnings.iter().cloned());
            let claims = self.claims.extract(&report, &analysis);
            Reading { report, claims, sentences: spans(&analysis) }
        };
        let reading = guarded(stages)?;
        Ok((document.bytes, reading))
    }
}

/// What a record says of itself is nearer to it than what the command line says of all.
fn give(document: &mut Document, settings: &Settings) {
    let given = &mut document.given;
    given.language = given.language.take().or_else(|| settings.language.clone());
    given.published = given.published.take().or_else(|| settings.published.clone());
    given.outlet = given.outlet.take().or_else(|| settings.outlet.clone());
}

fn guarded<T>(stages: impl FnOnce() -> T) -> anyhow::Result<T> {
    catch_unwind(AssertUnwindSafe(stages))
        .map_err(|_| anyhow!("a fault of the program on this input; please report it with the page"))
}

/// A text with what the language stage read in it.
#[derive(Debug)]
pub(crate) struct Parsed {
    pub(crate) source: String,
    pub(crate) text: String,
    pub(crate) analysis: Analysis,
    /// The names of its sentences, where a CoNLL-U file gave them.
    pub(crate) ids: Vec<Option<String>>,
    pub(crate) warnings: Vec<Warning>,
}

/// Reads one document as far as the language stage. A `.conllu` file keeps its own sentences and tokens.
pub(crate) fn parse(mut document: Document, settings: &Settings) -> anyhow::Result<Parsed> {
    give(&mut document, settings);
    let name = document.source.to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    if name.ends_with(".conllu") && document.format != Format::Record {
        ensure!(!document.cut, "larger than {} bytes, the limit for one document", settings.limits.max_bytes);
        let file = std::str::from_utf8(&document.bytes).context("CoNLL-U is UTF-8, and this is not")?;
        let mut conllu = conllu::read(file).context("not CoNLL-U")?;
        guarded(|| hearsay_language::analyse_conllu(&mut conllu, document.given.language.as_deref()))?;
        let conllu::Document { text, analysis, ids } = conllu;
        let warnings = analysis.warnings.clone();
        return Ok(Parsed { source: document.source, text, analysis, ids, warnings });
    }
    guarded(|| {
        let report = hearsay_intake::report(&document, &settings.limits);
        let analysis = hearsay_language::analyse(&report);
        let warnings = report.warnings.into_iter().chain(analysis.warnings.iter().cloned()).collect();
        Parsed { source: report.source, text: report.text, analysis, ids: Vec::new(), warnings }
    })
}

/// Why claims of a report that was read before have their values; the reasons of each.
pub(crate) fn why(
    report: &Report,
    claims: &[&Claim],
    knowledge: Option<&Path>,
) -> anyhow::Result<Vec<Vec<Reason>>> {
    Ok(Claims::load(knowledge)?.why(report, &hearsay_language::analyse(report), claims))
}

/// The sentences of a report that was read before.
pub(crate) fn sentences(report: &Report) -> Vec<Span> {
    spans(&hearsay_language::analyse(report))
}

fn spans(analysis: &Analysis) -> Vec<Span> {
    analysis.sentences.iter().map(|sentence| sentence.span).collect()
}
