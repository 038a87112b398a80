//! Writing: runs, reports with their claims, and the journal.

use std::collections::HashSet;

use chrono::{SecondsFormat, Utc};
use hearsay_core::{Claim, How, Known, Report, ScalarIndex, Span};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::fold::fold;
use crate::{Error, Ledger};

/// zstd's level for originals: about as small as a web page gets at a cost that reading does not notice.
const LEVEL: i32 = 9;

/// One start of the program, with its version and settings.
#[derive(Debug)]
pub struct Run {
    id: i64,
    version: String,
    settings: String,
}

/// What came of one input.
#[derive(Debug)]
pub enum Entry {
    /// It was read.
    Read(Box<Reading>),
    /// Its bytes were found to be [known](Ledger::knows), and were not read again.
    Known {
        /// SHA-256 of the bytes.
        id: String,
        /// Where they were found this time.
        source: String,
        /// When.
        retrieved: String,
    },
    /// It could not be read.
    Failed {
        /// Where it was.
        source: String,
        /// Why.
        message: String,
    },
}

/// A report with its claims and its original bytes, found to fit together and ready to be stored.
#[derive(Debug)]
pub struct Reading {
    report: Report,
    claims: Vec<Claim>,
    size: usize,
    zstd: Vec<u8>,
}

impl Reading {
    /// Checks that the parts fit together and compresses `original`, the bytes whose SHA-256 is the report's id. Needs no
    /// ledger, so that threads can do it beside each other.
    pub fn new(original: &[u8], report: Report, claims: Vec<Claim>) -> Result<Self, Error> {
        check(&report, &claims)?;
        Ok(Self { report, claims, size: original.len(), zstd: zstd::bulk::compress(original, LEVEL)? })
    }

    /// The report.
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// Its claims.
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }
}

/// What the ledger did with an [`Entry`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new report.
    Read,
    /// A known report, read by another version of the program or with other settings: its claims were replaced.
    Reread,
    /// A known report, left as it is.
    Known,
    /// Nothing to store but the failure itself.
    Failed,
}

impl Outcome {
    /// The word for it in the journal.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Reread => "reread",
            Self::Known => "known",
            Self::Failed => "failed",
        }
    }
}

impl Ledger {
    /// Starts a run. `settings` is JSON with everything given that can change what is read from the same bytes.
    pub fn begin(&mut self, version: &str, settings: &serde_json::Value) -> Result<Run, Error> {
        let settings = settings.to_string();
        self.connection.execute(
            "INSERT INTO runs (started, version, settings) VALUES (?, ?, ?)",
            params![now(), version, settings],
        )?;
        Ok(Run { id: self.connection.last_insert_rowid(), version: version.to_owned(), settings })
    }

    /// Whether these bytes have been read by this version of the program with these settings.
    pub fn knows(&self, id: &str, run: &Run) -> Result<bool, Error> {
        Ok(known(&self.connection, id, run)?.is_some_and(|(_, same)| same))
    }

    /// Stores a batch in one transaction and says what was done with each entry. When this returns, the batch is on the
    /// disk; when it fails, or the program is killed within, nothing of it is.
    pub fn write(&mut self, run: &Run, batch: &[Entry]) -> Result<Vec<Outcome>, Error> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let at = now();
        let outcomes =
            batch.iter().map(|entry| one(&transaction, run, &at, entry)).collect::<Result<Vec<_>, _>>()?;
        transaction.commit()?;
        Ok(outcomes)
    }
}

fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn one(transaction: &Transaction<'_>, run: &Run, at: &str, entry: &Entry) -> Result<Outcome, Error> {
    let (source, outcome, row, message) = match entry {
        Entry::Read(reading) => {
            let (row, outcome) = read(transaction, run, reading)?;
            (&reading.report.source, outcome, Some(row), None)
        }
        Entry::Known { id, source, retrieved } => {
            let (row, _) = known(transaction, id, run)?
                .ok_or_else(|| Error::Unknown { what: "report", name: id.clone() })?;
            retrieve(transaction, row, source, retrieved)?;
            (source, Outcome::Known, Some(row), None)
        }
        Entry::Failed { source, message } => (source, Outcome::Failed, None, Some(message)),
    };
    transaction
        .prepare_cached(
            "INSERT INTO journal (run, at, source, outcome, report, message) VALUES (?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![run.id, at, source, outcome.as_str(), row, message])?;
    Ok(outcome)
}

fn read(transaction: &Transaction<'_>, run: &Run, reading: &Reading) -> Result<(i64, Outcome), Error> {
    let Reading { report, claims, size, zstd } = reading;
    let (row, outcome) = match known(transaction, &report.id.0, run)? {
        Some((row, true)) => (row, Outcome::Known),
        Some((row, false)) => {
            forget(transaction, row)?;
            (row, Outcome::Reread)
        }
        None => {
            transaction
                .prepare_cached("INSERT INTO originals (sha256, size, zstd) VALUES (?, ?, ?)")?
                .execute(params![report.id.0, *size as i64, zstd])?;
            (transaction.last_insert_rowid(), Outcome::Read)
        }
    };
    retrieve(transaction, row, &report.source, &report.retrieved)?;
    match outcome {
        Outcome::Read => insert(transaction, run, row, report)?,
        Outcome::Reread => update(transaction, run, row, report)?,
        Outcome::Known | Outcome::Failed => return Ok((row, outcome)),
    }
    details(transaction, row, report)?;
    let index = ScalarIndex::new(&report.text);
    for (position, claim) in claims.iter().enumerate() {
        self::claim(transaction, row, position, claim, &report.text, &index)?;
    }
    Ok((row, outcome))
}

/// The report with these bytes, and whether this version of the program read it with these settings.
fn known(connection: &Connection, id: &str, run: &Run) -> Result<Option<(i64, bool)>, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT reports.id, runs.version = ?2 AND runs.settings = ?3
               FROM originals JOIN reports USING (id) JOIN runs ON runs.id = reports.run
              WHERE originals.sha256 = ?1",
        )?
        .query_row(params![id, run.version, run.settings], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

fn retrieve(transaction: &Transaction<'_>, row: i64, source: &str, retrieved: &str) -> Result<(), Error> {
    transaction
        .prepare_cached("INSERT OR IGNORE INTO retrievals (original, source, retrieved) VALUES (?, ?, ?)")?
        .execute(params![row, source, retrieved])?;
    Ok(())
}

fn insert(transaction: &Transaction<'_>, run: &Run, row: i64, report: &Report) -> Result<(), Error> {
    let address = address(report);
    let version: i64 = match &address {
        Some(address) => transaction
            .prepare_cached("SELECT coalesce(max(version), 0) + 1 FROM reports WHERE address = ?")?
            .query_row([address], |row| row.get(0))?,
        None => 1,
    };
    transaction
        .prepare_cached(
            "INSERT INTO reports (id, sha256, run, address, version, source, retrieved, text,
                 outlet, outlet_how, title, title_how, language, language_how,
                 published, published_how, modified, modified_how, canonical, canonical_how)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            row,
            report.id.0,
            run.id,
            address,
            version,
            report.source,
            report.retrieved,
            report.text,
            value(report.outlet.as_ref()),
            how(report.outlet.as_ref()),
            value(report.title.as_ref()),
            how(report.title.as_ref()),
            value(report.language.as_ref()),
            how(report.language.as_ref()),
            value(report.published.as_ref()),
            how(report.published.as_ref()),
            value(report.modified.as_ref()),
            how(report.modified.as_ref()),
            value(report.canonical.as_ref()),
            how(report.canonical.as_ref()),
        ])?;
    Ok(())
}

/// A known report, read anew: everything but its name, its address and version, and where it was first found.
fn update(transaction: &Transaction<'_>, run: &Run, row: i64, report: &Report) -> Result<(), Error> {
    transaction
        .prepare_cached(
            "UPDATE reports SET run = ?, text = ?, outlet = ?, outlet_how = ?, title = ?, title_how = ?,
                 language = ?, language_how = ?, published = ?, published_how = ?,
                 modified = ?, modified_how = ?, canonical = ?, canonical_how = ? WHERE id = ?",
        )?
        .execute(params![
            run.id,
            report.text,
            value(report.outlet.as_ref()),
            how(report.outlet.as_ref()),
            value(report.title.as_ref()),
            how(report.title.as_ref()),
            value(report.language.as_ref()),
            how(report.language.as_ref()),
            value(report.published.as_ref()),
            how(report.published.as_ref()),
            value(report.modified.as_ref()),
            how(report.modified.as_ref()),
            value(report.canonical.as_ref()),
            how(report.canonical.as_ref()),
            row,
        ])?;
    Ok(())
}

/// What versions of a report share: the address that the page gives as its own, if that names a page and not a whole site;
/// else its source. What comes through a pipe has none.
fn address(report: &Report) -> Option<String> {
    let names_a_page = |url: &&str| {
        url.split_once("://").is_some_and(|(_, rest)| {
            rest.split_once('/').is_some_and(|(_, path)| !path.trim_matches('/').is_empty())
        })
    };
    let canonical = report.canonical.as_ref().map(|known| known.value.as_str()).filter(names_a_page);
    let source = Some(report.source.as_str()).filter(|source| *source != "-");
    canonical.or(source).map(str::to_owned)
}

/// Removes what was read from a report, claims included.
fn forget(transaction: &Transaction<'_>, row: i64) -> Result<(), Error> {
    for statement in [
        "DELETE FROM links WHERE claim IN (SELECT id FROM claims WHERE report = ?)",
        "DELETE FROM markers WHERE claim IN (SELECT id FROM claims WHERE report = ?)",
        "DELETE FROM loaded WHERE claim IN (SELECT id FROM claims WHERE report = ?)",
        "DELETE FROM claims_search WHERE rowid IN (SELECT id FROM claims WHERE report = ?)",
        "DELETE FROM claims WHERE report = ?",
        "DELETE FROM reports_search WHERE rowid = ?",
        "DELETE FROM authors WHERE report = ?",
        "DELETE FROM zones WHERE report = ?",
        "DELETE FROM warnings WHERE report = ?",
    ] {
        transaction.prepare_cached(statement)?.execute([row])?;
    }
    Ok(())
}

/// Authors, zones, warnings and the search index of a report.
fn details(transaction: &Transaction<'_>, row: i64, report: &Report) -> Result<(), Error> {
    let index = ScalarIndex::new(&report.text);
    let mut authors = transaction
        .prepare_cached("INSERT INTO authors (report, position, name, name_how) VALUES (?, ?, ?, ?)")?;
    for (position, author) in report.authors.iter().enumerate() {
        authors.execute(params![row, position as i64, author.value, how(Some(author))])?;
    }
    let mut zones = transaction
        .prepare_cached("INSERT INTO zones (report, position, kind, start, stop) VALUES (?, ?, ?, ?, ?)")?;
    for (position, zone) in report.zones.iter().enumerate() {
        let (start, stop) = index.scalars(zone.span);
        zones.execute(params![row, position as i64, zone.kind.as_str(), start as i64, stop as i64])?;
    }
    let mut warnings = transaction
        .prepare_cached("INSERT INTO warnings (report, position, code, message) VALUES (?, ?, ?, ?)")?;
    for (position, warning) in report.warnings.iter().enumerate() {
        warnings.execute(params![row, position as i64, warning.code.as_str(), warning.message])?;
    }
    let title = value(report.title.as_ref()).map(|title| fold(title).text);
    transaction
        .prepare_cached("INSERT INTO reports_search (rowid, title, text) VALUES (?, ?, ?)")?
        .execute(params![row, title, fold(&report.text).text])?;
    Ok(())
}

fn claim(
    transaction: &Transaction<'_>,
    report: i64,
    position: usize,
    claim: &Claim,
    text: &str,
    index: &ScalarIndex<'_>,
) -> Result<(), Error> {
    let (content, content_start, content_stop) = words(claim.content, text, index);
    let (cue, cue_start, cue_stop) = words(claim.cue, text, index);
    transaction
        .prepare_cached(
            "INSERT INTO claims (report, position, name, zone, content, content_start, content_stop,
                 cue, cue_start, cue_stop, stance, certainty, polarity, conditional, direct, about)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            report,
            position as i64,
            claim.id,
            claim.zone.as_str(),
            content,
            content_start,
            content_stop,
            cue,
            cue_start,
            cue_stop,
            claim.stance.as_str(),
            claim.certainty.as_str(),
            claim.polarity.as_str(),
            claim.conditional,
            claim.direct,
            claim.about,
        ])?;
    let row = transaction.last_insert_rowid();

    let mut links = transaction.prepare_cached(
        "INSERT INTO links (claim, position, mention, mention_start, mention_stop, name, naming, kind,
             channel, channel_start, channel_stop)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let mut sources = String::new();
    for (position, link) in claim.chain.iter().enumerate() {
        let (mention, mention_start, mention_stop) = words(link.mention, text, index);
        let (channel, channel_start, channel_stop) = words(link.channel, text, index);
        links.execute(params![
            row,
            position as i64,
            mention,
            mention_start,
            mention_stop,
            link.name,
            link.naming.as_str(),
            link.kind.as_str(),
            channel,
            channel_start,
            channel_stop
        ])?;
        for name in [mention, link.name.as_deref()].into_iter().flatten() {
            sources.push_str(name);
            sources.push('\n');
        }
    }
    let mut markers = transaction.prepare_cached(
        "INSERT INTO markers (claim, position, role, words, start, stop) VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    for (position, marker) in claim.markers.iter().enumerate() {
        let (words, start, stop) = words(Some(marker.span), text, index);
        markers.execute(params![row, position as i64, marker.role.as_str(), words, start, stop])?;
    }
    let mut loaded = transaction.prepare_cached(
        "INSERT INTO loaded (claim, position, words, start, stop, link) VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    for (position, word) in claim.loaded.iter().enumerate() {
        let (words, start, stop) = words(Some(word.span), text, index);
        loaded.execute(params![row, position as i64, words, start, stop, word.by.map(|by| by as i64)])?;
    }
    transaction
        .prepare_cached("INSERT INTO claims_search (rowid, content, sources) VALUES (?, ?, ?)")?
        .execute(params![row, content.map(|content| fold(content).text), fold(&sources).text])?;
    Ok(())
}

/// The words of a span and its ends in scalar values; three NULLs for none.
fn words<'t>(
    span: Option<Span>,
    text: &'t str,
    index: &ScalarIndex<'_>,
) -> (Option<&'t str>, Option<i64>, Option<i64>) {
    let Some(span) = span else { return (None, None, None) };
    let (start, stop) = index.scalars(span);
    (Some(span.of(text)), Some(start as i64), Some(stop as i64))
}

fn value(known: Option<&Known<String>>) -> Option<&str> {
    known.map(|known| known.value.as_str())
}

fn how(known: Option<&Known<String>>) -> Option<String> {
    known.map(|known| how_word(known.how))
}

/// `given`, or `metadata:json-ld`; [`load`](crate::load) reads it back.
fn how_word(how: How) -> String {
    how.detail().map_or_else(|| how.as_str().to_owned(), |detail| format!("{}:{detail}", how.as_str()))
}

/// Refuses what could not be stored, or could not be read back as it was.
fn check(report: &Report, claims: &[Claim]) -> Result<(), Error> {
    let broken = |why: String| Err(Error::Inconsistent { source_name: report.source.clone(), why });
    let fits = |span: Span| report.text.get(span.start..span.end).is_some();
    if let Some(zone) = report.zones.iter().find(|zone| !fits(zone.span)) {
        return broken(format!("the {} zone {:?} is not within the text", zone.kind, zone.span));
    }
    let mut names = HashSet::new();
    for claim in claims {
        if !names.insert(claim.id.as_str()) {
            return broken(format!("two claims are called {}", claim.id));
        }
        if let Some(span) = claim.spans().find(|span| !fits(*span)) {
            return broken(format!("{} points to {span:?}, which is not within the text", claim.id));
        }
    }
    for claim in claims {
        if let Some(about) = claim.about.as_deref().filter(|about| !names.contains(about)) {
            return broken(format!("{} is about {about}, which does not exist", claim.id));
        }
    }
    Ok(())
}
