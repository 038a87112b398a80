//! Listing: reports, claims, the journal.

use hearsay_core::{Certainty, Claim, Naming, Report, ReportId, SourceKind, Stance, ZoneKind};
use rusqlite::{Row, named_params};
use serde::Serialize;

use crate::search::Query;
use crate::{Error, Ledger};

/// Which reports to list; what is `None` does not matter.
#[derive(Clone, Debug, Default)]
pub struct ReportFilter {
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Part of the outlet's name.
    pub outlet: Option<String>,
    /// Published on this day or later.
    pub since: Option<String>,
    /// Published on this day or earlier.
    pub until: Option<String>,
}

/// Which claims to list; what is `None` does not matter.
#[derive(Clone, Debug, Default)]
pub struct ClaimFilter {
    /// Of these reports only.
    pub reports: ReportFilter,
    /// Words that name a source of the chain.
    pub source: Option<String>,
    /// A source of the chain is of this kind.
    pub kind: Option<SourceKind>,
    /// A source of the chain is named so.
    pub naming: Option<Naming>,
    /// The origin's stance.
    pub stance: Option<Stance>,
    /// How sure.
    pub certainty: Option<Certainty>,
    /// In the reporting conditional, or not.
    pub conditional: Option<bool>,
    /// The zone it stands in.
    pub zone: Option<ZoneKind>,
}

/// A report as listed.
#[derive(Clone, Debug, Serialize)]
pub struct ReportRow {
    /// SHA-256 of its bytes.
    pub id: ReportId,
    /// Where it was first found.
    pub source: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Day or instant of publication.
    pub published: Option<String>,
    /// 1, 2, … among the reports of its address.
    pub version: usize,
    /// How many reports have its address.
    pub versions: usize,
    /// How many claims it makes.
    pub claims: usize,
    /// How many warnings reading it gave.
    pub warnings: usize,
}

/// One input of one run.
#[derive(Clone, Debug, Serialize)]
pub struct JournalRow {
    /// When.
    pub at: String,
    /// Where it was.
    pub source: String,
    /// `read`, `reread`, `known` or `failed`.
    pub outcome: String,
    /// The report that it is.
    pub report: Option<ReportId>,
    /// Why it failed.
    pub message: Option<String>,
    /// Version of the program.
    pub version: String,
    /// Settings of the run.
    pub settings: serde_json::Value,
}

pub(crate) const REPORT_ROW: &str = "
    SELECT sha256, source, outlet, title, language, published, version,
           (SELECT max(1, count(*)) FROM reports AS other WHERE other.address = reports.address),
           (SELECT count(*) FROM claims WHERE claims.report = reports.id),
           (SELECT count(*) FROM warnings WHERE warnings.report = reports.id)
      FROM reports";

const REPORTS_MATCH: &str = "
    (:language IS NULL OR language = :language)
    AND (:outlet IS NULL OR instr(lower(outlet), lower(:outlet)))
    AND (:since IS NULL OR substr(published, 1, 10) >= :since)
    AND (:until IS NULL OR substr(published, 1, 10) <= :until)";

impl Ledger {
    /// Hands the reports that `filter` lets through to `each`, in the order in which they came in.
    pub fn reports<E: From<Error>>(
        &self,
        filter: &ReportFilter,
        mut each: impl FnMut(ReportRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = format!("{REPORT_ROW} WHERE {REPORTS_MATCH} ORDER BY id");
        let mut statement = self.connection.prepare(&sql).map_err(Error::from)?;
        let mut rows = statement
            .query(named_params! {
                ":language": filter.language,
                ":outlet": filter.outlet,
                ":since": filter.since,
                ":until": filter.until,
            })
            .map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            each(report_row(row).map_err(Error::from)?)?;
        }
        Ok(())
    }

    /// Hands the claims that `filter` lets through to `each`, each with its report, report by report.
    pub fn claims<E: From<Error>>(
        &self,
        filter: &ClaimFilter,
        mut each: impl FnMut(&Report, &Claim) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = format!(
            "SELECT sha256, claims.name FROM claims JOIN reports ON reports.id = claims.report
              WHERE {REPORTS_MATCH}
                AND (:stance IS NULL OR stance = :stance)
                AND (:certainty IS NULL OR certainty = :certainty)
                AND (:conditional IS NULL OR conditional = :conditional)
                AND (:zone IS NULL OR zone = :zone)
                AND (:kind IS NULL OR EXISTS (SELECT 1 FROM links WHERE claim = claims.id AND kind = :kind))
                AND (:naming IS NULL OR EXISTS (SELECT 1 FROM links WHERE claim = claims.id AND naming = :naming))
                AND (:source IS NULL
                     OR claims.id IN (SELECT rowid FROM claims_search WHERE claims_search MATCH :source))
              ORDER BY claims.report, claims.position"
        );
        let source = filter.source.as_deref().map(Query::parse).transpose()?;
        let source = source.map(|query| format!("sources : ({})", query.fts()));
        let mut statement = self.connection.prepare(&sql).map_err(Error::from)?;
        let mut rows = statement
            .query(named_params! {
                ":language": filter.reports.language,
                ":outlet": filter.reports.outlet,
                ":since": filter.reports.since,
                ":until": filter.reports.until,
                ":stance": filter.stance.map(Stance::as_str),
                ":certainty": filter.certainty.map(Certainty::as_str),
                ":conditional": filter.conditional,
                ":zone": filter.zone.map(ZoneKind::as_str),
                ":kind": filter.kind.map(SourceKind::as_str),
                ":naming": filter.naming.map(Naming::as_str),
                ":source": source,
            })
            .map_err(Error::from)?;
        let mut current: Option<(Report, Vec<Claim>)> = None;
        while let Some(row) = rows.next().map_err(Error::from)? {
            let id = ReportId(row.get(0).map_err(Error::from)?);
            let name: String = row.get(1).map_err(Error::from)?;
            let (report, claims) = match current.take() {
                Some(same) if same.0.id == id => current.insert(same),
                _ => current.insert(self.report(&id)?),
            };
            if let Some(claim) = claims.iter().find(|claim| claim.id == name) {
                each(report, claim)?;
            }
        }
        Ok(())
    }

    /// Hands every row of the journal to `each`, the oldest first.
    pub fn journal<E: From<Error>>(
        &self,
        mut each: impl FnMut(JournalRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut statement = self
            .connection
            .prepare(
                "SELECT at, journal.source, outcome, sha256, message, runs.version, settings
                   FROM journal JOIN runs ON runs.id = journal.run LEFT JOIN reports ON reports.id = journal.report
                  ORDER BY journal.id",
            )
            .map_err(Error::from)?;
        let mut rows = statement.query([]).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            each(journal_row(row)?)?;
        }
        Ok(())
    }
}

pub(crate) fn report_row(row: &Row<'_>) -> Result<ReportRow, rusqlite::Error> {
    Ok(ReportRow {
        id: ReportId(row.get(0)?),
        source: row.get(1)?,
        outlet: row.get(2)?,
        title: row.get(3)?,
        language: row.get(4)?,
        published: row.get(5)?,
        version: row.get(6)?,
        versions: row.get(7)?,
        claims: row.get(8)?,
        warnings: row.get(9)?,
    })
}

fn journal_row(row: &Row<'_>) -> Result<JournalRow, Error> {
    let settings: String = row.get(6)?;
    Ok(JournalRow {
        at: row.get(0)?,
        source: row.get(1)?,
        outcome: row.get(2)?,
        report: row.get::<_, Option<String>>(3)?.map(ReportId),
        message: row.get(4)?,
        version: row.get(5)?,
        settings: serde_json::from_str(&settings).map_err(|_| Error::Value(settings))?,
    })
}
