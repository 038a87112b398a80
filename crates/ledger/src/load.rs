//! Reading back: names that people type, and reports with their claims as they were stored.

use std::str::FromStr;

use hearsay_core::{
    Claim, Code, How, Known, Link, Loaded, Marker, Report, ReportId, ScalarIndex, Span, Warning, Zone,
};
use rusqlite::{OptionalExtension, Row, params};

use crate::{Error, Ledger};

/// How many characters of a report's id are shown to people.
const SHOWN: usize = 8;

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A report.
    Report(ReportId),
    /// A claim of a report, by its name there.
    Claim(ReportId, String),
}

impl Ledger {
    /// Finds what `name` stands for: a report's id or the beginning of one, alone or with `/` and a claim's name
    /// (`3fa9c1d2/c4`).
    pub fn resolve(&self, name: &str) -> Result<Named, Error> {
        let (report, claim) = match name.split_once('/') {
            Some((report, claim)) => (report, Some(claim)),
            None => (name, None),
        };
        let id = self.resolve_report(report, name)?;
        let Some(claim) = claim else { return Ok(Named::Report(id)) };
        let exists = self
            .connection
            .prepare_cached(
                "SELECT 1 FROM originals JOIN claims ON claims.report = originals.id WHERE sha256 = ? AND name = ?",
            )?
            .exists(params![id.0, claim])?;
        if exists {
            Ok(Named::Claim(id, claim.to_owned()))
        } else {
            Err(Error::Unknown { what: "claim", name: name.to_owned() })
        }
    }

    fn resolve_report(&self, beginning: &str, name: &str) -> Result<ReportId, Error> {
        let unknown = || Error::Unknown { what: "report", name: name.to_owned() };
        let beginning = beginning.to_ascii_lowercase();
        if beginning.is_empty() || !beginning.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(unknown());
        }
        // Beyond `f` in ASCII comes `g`: everything that begins so lies between the two.
        let mut ids: Vec<String> = self
            .connection
            .prepare_cached("SELECT sha256 FROM originals WHERE sha256 >= ?1 AND sha256 < ?1 || 'g' LIMIT 5")?
            .query_map([&beginning], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        match ids.len() {
            0 => Err(unknown()),
            1 => Ok(ReportId(ids.remove(0))),
            _ => {
                let shown = SHOWN.max(beginning.len() + 2);
                let candidates = ids.iter().map(|id| id.chars().take(shown).collect()).collect();
                Err(Error::Ambiguous { name: name.to_owned(), candidates })
            }
        }
    }

    /// A report and its claims as they were stored.
    pub fn report(&self, id: &ReportId) -> Result<(Report, Vec<Claim>), Error> {
        let (row, mut report) = self
            .connection
            .prepare_cached("SELECT * FROM reports WHERE id = (SELECT id FROM originals WHERE sha256 = ?)")?
            .query_row([&id.0], |row| Ok((row.get(0)?, header(row))))
            .optional()?
            .ok_or_else(|| Error::Unknown { what: "report", name: id.0.clone() })
            .and_then(|(row, report): (i64, _)| Ok((row, report?)))?;

        report.authors = self.collect(
            "SELECT name, name_how FROM authors WHERE report = ? ORDER BY position",
            row,
            |row| Ok(Known::new(row.get::<_, String>(0)?, how(&row.get::<_, String>(1)?)?)),
        )?;
        report.warnings = self.collect(
            "SELECT code, message FROM warnings WHERE report = ? ORDER BY position",
            row,
            |row| Ok(Warning::new(code(&row.get::<_, String>(0)?)?, row.get::<_, String>(1)?)),
        )?;
        let index = ScalarIndex::new(&report.text);
        let zones = self.collect(
            "SELECT kind, start, stop FROM zones WHERE report = ? ORDER BY position",
            row,
            |row| Ok(Zone { kind: word(row, 0)?, span: index.span(row.get(1)?, row.get(2)?) }),
        )?;
        let claims = self.claims_of(row, &index)?;
        drop(index);
        report.zones = zones;
        Ok((report, claims))
    }

    /// The bytes of a report as they were retrieved.
    pub fn original(&self, id: &ReportId) -> Result<Vec<u8>, Error> {
        let (size, zstd): (i64, Vec<u8>) = self
            .connection
            .query_row("SELECT size, zstd FROM originals WHERE sha256 = ?", [&id.0], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?
            .ok_or_else(|| Error::Unknown { what: "report", name: id.0.clone() })?;
        Ok(zstd::bulk::decompress(&zstd, size as usize)?)
    }

    fn claims_of(&self, report: i64, index: &ScalarIndex<'_>) -> Result<Vec<Claim>, Error> {
        let mut claims = self.collect(
            "SELECT id, name, zone, content_start, content_stop, cue_start, cue_stop, stance, certainty, polarity,
                    conditional, direct, about
               FROM claims WHERE report = ? ORDER BY position",
            report,
            |row| {
                let claim = Claim {
                    id: row.get(1)?,
                    zone: word(row, 2)?,
                    content: span(row, 3, index)?,
                    cue: span(row, 5, index)?,
                    chain: Vec::new(),
                    stance: word(row, 7)?,
                    certainty: word(row, 8)?,
                    polarity: word(row, 9)?,
                    conditional: row.get(10)?,
                    direct: row.get(11)?,
                    about: row.get(12)?,
                    markers: Vec::new(),
                    loaded: Vec::new(),
                };
                Ok((row.get::<_, i64>(0)?, claim))
            },
        )?;
        for (row, claim) in &mut claims {
            claim.chain = self.collect(
                "SELECT mention_start, mention_stop, name, naming, kind, channel_start, channel_stop
                   FROM links WHERE claim = ? ORDER BY position",
                *row,
                |row| {
                    Ok(Link {
                        mention: span(row, 0, index)?,
                        name: row.get(2)?,
                        naming: word(row, 3)?,
                        kind: word(row, 4)?,
                        channel: span(row, 5, index)?,
                    })
                },
            )?;
            claim.markers = self.collect(
                "SELECT role, start, stop FROM markers WHERE claim = ? ORDER BY position",
                *row,
                |row| Ok(Marker { role: word(row, 0)?, span: index.span(row.get(1)?, row.get(2)?) }),
            )?;
            claim.loaded = self.collect(
                "SELECT start, stop, link FROM loaded WHERE claim = ? ORDER BY position",
                *row,
                |row| Ok(Loaded { span: index.span(row.get(0)?, row.get(1)?), by: row.get(2)? }),
            )?;
        }
        Ok(claims.into_iter().map(|(_, claim)| claim).collect())
    }

    /// Every row that `statement` gives for `parent`.
    fn collect<T>(
        &self,
        statement: &str,
        parent: i64,
        each: impl Fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        self.connection.prepare_cached(statement)?.query_and_then([parent], each)?.collect()
    }
}

fn header(row: &Row<'_>) -> Result<Report, Error> {
    Ok(Report {
        id: ReportId(row.get("sha256")?),
        source: row.get("source")?,
        retrieved: row.get("retrieved")?,
        outlet: known(row, "outlet", "outlet_how")?,
        title: known(row, "title", "title_how")?,
        authors: Vec::new(),
        language: known(row, "language", "language_how")?,
        published: known(row, "published", "published_how")?,
        modified: known(row, "modified", "modified_how")?,
        canonical: known(row, "canonical", "canonical_how")?,
        text: row.get("text")?,
        zones: Vec::new(),
        warnings: Vec::new(),
    })
}

fn known(row: &Row<'_>, value: &str, how_known: &str) -> Result<Option<Known<String>>, Error> {
    let value: Option<String> = row.get(value)?;
    value.map(|value| Ok(Known { value, how: how(&row.get::<_, String>(how_known)?)? })).transpose()
}

fn span(row: &Row<'_>, start: usize, index: &ScalarIndex<'_>) -> Result<Option<Span>, Error> {
    let ends: (Option<usize>, Option<usize>) = (row.get(start)?, row.get(start + 1)?);
    Ok(match ends {
        (Some(start), Some(stop)) => Some(index.span(start, stop)),
        _ => None,
    })
}

fn word<T: FromStr<Err = String>>(row: &Row<'_>, column: usize) -> Result<T, Error> {
    row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?.parse().map_err(Error::Value)
}

fn how(word: &str) -> Result<How, Error> {
    match word.split_once(':') {
        Some(("metadata", part)) => Ok(How::Metadata(part.parse().map_err(Error::Value)?)),
        None if word == "given" => Ok(How::Given),
        None if word == "dateline" => Ok(How::Dateline),
        None if word == "text" => Ok(How::Text),
        _ => Err(Error::Value(word.to_owned())),
    }
}

fn code(word: &str) -> Result<Code, Error> {
    let code = Code::ALL.iter().find(|code| code.as_str() == word);
    code.copied().ok_or_else(|| Error::Value(word.to_owned()))
}
