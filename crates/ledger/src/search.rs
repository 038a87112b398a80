//! Full-text search over reports and claims.

use hearsay_core::{ReportId, Span};
use rusqlite::params;

use crate::fold::{Folded, fold};
use crate::list::{REPORT_ROW, ReportRow, report_row};
use crate::{Error, Ledger};

/// How many bytes of text an excerpt shows, about.
const EXCERPT: usize = 240;
/// How many of them stand before the first hit, about.
const BEFORE: usize = 60;

/// What to search for, in the query language of most search boxes.
///
/// Words are all to be found; `"…"` is a phrase; `word*` any word that begins so; `OR` between words either side; `-word`
/// excludes. Case, accents and the spellings that [fold](crate::fold) to one do not matter. No other character has a
/// meaning, so any text can be searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query(String);

impl Query {
    /// Reads a query; fails where nothing would be searched for.
    pub fn parse(query: &str) -> Result<Self, Error> {
        let broken = |why| Err(Error::Query { query: query.to_owned(), why });
        let mut alternatives = Vec::new();
        for terms in terms(query).split(|term| term.plain && term.words == "OR") {
            let (excluded, wanted): (Vec<&Term>, Vec<&Term>) =
                terms.iter().filter(|term| term.has_words()).partition(|term| term.excluded);
            match (wanted.is_empty(), excluded.is_empty()) {
                (true, true) => {}
                (true, false) => return broken("there is only something to leave out, nothing to find"),
                (false, true) => alternatives.push(join(&wanted, " AND ")),
                (false, false) => {
                    alternatives.push(format!(
                        "(({}) NOT ({}))",
                        join(&wanted, " AND "),
                        join(&excluded, " OR ")
                    ));
                }
            }
        }
        if alternatives.is_empty() {
            return broken("there is no word in it");
        }
        Ok(Self(alternatives.join(" OR ")))
    }

    /// The query in the language of FTS5.
    pub(crate) fn fts(&self) -> &str {
        &self.0
    }
}

#[derive(Debug)]
struct Term {
    words: String,
    excluded: bool,
    /// Not between quotation marks, so that `OR` is an operator.
    plain: bool,
}

impl Term {
    fn has_words(&self) -> bool {
        self.words.chars().any(char::is_alphanumeric)
    }

    fn fts(&self) -> String {
        let (words, prefix) = match self.words.strip_suffix('*') {
            Some(words) if self.plain => (words, " *"),
            _ => (self.words.as_str(), ""),
        };
        format!("\"{}\"{prefix}", fold(words).text.replace('"', " "))
    }
}

fn join(terms: &[&Term], by: &str) -> String {
    terms.iter().map(|term| term.fts()).collect::<Vec<_>>().join(by)
}

fn terms(query: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut rest = query.trim_start();
    while !rest.is_empty() {
        let excluded = rest.starts_with('-');
        let term = rest.strip_prefix('-').unwrap_or(rest);
        let (words, plain, after) = if let Some(quoted) = term.strip_prefix('"') {
            // A quotation mark that is not closed holds to the end.
            let (words, after) = quoted.split_once('"').unwrap_or((quoted, ""));
            (words, false, after)
        } else {
            let end = term.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(term.len());
            (&term[..end], true, &term[end..])
        };
        terms.push(Term { words: words.to_owned(), excluded, plain });
        rest = after.trim_start();
    }
    terms
}

/// A stretch of text with the words in it that were searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The text, as written.
    pub text: String,
    /// Where the words stand in it.
    pub marks: Vec<Span>,
}

/// A report found.
#[derive(Clone, Debug)]
pub struct ReportHit {
    /// The report.
    pub report: ReportRow,
    /// The text around the first words found.
    pub excerpt: Excerpt,
}

/// A claim found.
#[derive(Clone, Debug)]
pub struct ClaimHit {
    /// Its report.
    pub report: ReportId,
    /// Its name there.
    pub name: String,
    /// Its content, or, where that has none of the words, its sources.
    pub excerpt: Excerpt,
}

impl Ledger {
    /// The `limit` reports that answer `query` best, the best first.
    pub fn search_reports(&self, query: &Query, limit: usize) -> Result<Vec<ReportHit>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT rowid, highlight(reports_search, 0, char(1), char(2)), highlight(reports_search, 1, char(1), char(2))
               FROM reports_search WHERE reports_search MATCH ?
              ORDER BY bm25(reports_search, 5.0, 1.0), rowid LIMIT ?",
        )?;
        let found = statement.query_and_then(params![query.fts(), limit as i64], |row| {
            let (title, text): (Option<String>, String) = (row.get(1)?, row.get(2)?);
            Ok::<_, Error>((row.get::<_, i64>(0)?, title.unwrap_or_default(), text))
        })?;
        let mut hits = Vec::new();
        for found in found {
            let (row, title, text) = found?;
            let sql = format!("{REPORT_ROW} WHERE id = ?");
            let report = self.connection.prepare_cached(&sql)?.query_row([row], report_row)?;
            let written: String = self
                .connection
                .prepare_cached("SELECT text FROM reports WHERE id = ?")?
                .query_row([row], |row| row.get(0))?;
            let in_text = marks(&written, &text);
            let excerpt = if in_text.is_empty() {
                let written = report.title.as_deref().unwrap_or_default();
                cut(written, &marks(written, &title))
            } else {
                cut(&written, &in_text)
            };
            hits.push(ReportHit { report, excerpt });
        }
        Ok(hits)
    }

    /// The `limit` claims whose content or sources answer `query` best, the best first.
    pub fn search_claims(&self, query: &Query, limit: usize) -> Result<Vec<ClaimHit>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT rowid, highlight(claims_search, 0, char(1), char(2)), highlight(claims_search, 1, char(1), char(2))
               FROM claims_search WHERE claims_search MATCH ? ORDER BY rank, rowid LIMIT ?",
        )?;
        let found = statement.query_and_then(params![query.fts(), limit as i64], |row| {
            let (content, sources): (Option<String>, String) = (row.get(1)?, row.get(2)?);
            Ok::<_, Error>((row.get::<_, i64>(0)?, content.unwrap_or_default(), sources))
        })?;
        let mut hits = Vec::new();
        for found in found {
            let (row, content, sources) = found?;
            let (report, name, content_as_written, sources_as_written): (_, _, Option<String>, Option<String>) =
                self.connection
                    .prepare_cached(
                        "SELECT sha256, claims.name, content,
                                (SELECT group_concat(coalesce(mention || char(10), '') || coalesce(name || char(10), ''), ''
                                                     ORDER BY position)
                                   FROM links WHERE claim = claims.id)
                           FROM claims JOIN reports ON reports.id = claims.report WHERE claims.id = ?",
                    )?
                    .query_row([row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
            let written = content_as_written.unwrap_or_default();
            let in_content = marks(&written, &content);
            let excerpt = if in_content.is_empty() {
                let written = sources_as_written.unwrap_or_default();
                cut(&written, &marks(&written, &sources))
            } else {
                Excerpt { text: written, marks: in_content }
            };
            hits.push(ClaimHit { report: ReportId(report), name, excerpt });
        }
        Ok(hits)
    }
}

/// Where FTS5 marked hits (U+0001 … U+0002) in the folded form of `written`, as stretches of `written`.
fn marks(written: &str, marked: &str) -> Vec<Span> {
    if !marked.contains('\u{1}') {
        return Vec::new();
    }
    let folded: Folded = fold(written);
    let mut marks = Vec::new();
    let mut at = 0;
    let mut start = 0;
    for byte in marked.bytes() {
        match byte {
            1 => start = at,
            2 => marks.push(folded.written(start, at)),
            _ => at += 1,
        }
    }
    marks
}

/// About [`EXCERPT`] bytes of `text` around the first mark, cut between words.
fn cut(text: &str, marks: &[Span]) -> Excerpt {
    let first = marks.first().map_or(0, |mark| mark.start);
    let start = word_start(text, first.saturating_sub(BEFORE), first);
    let end = word_end(text, (start + EXCERPT).max(marks.first().map_or(0, |mark| mark.end)));
    let marks = marks.iter().filter(|mark| mark.end <= end);
    Excerpt {
        text: text[start..end].to_owned(),
        marks: marks.map(|mark| Span::new(mark.start - start, mark.end - start)).collect(),
    }
}

/// The first beginning of a word at or after `at`, and not after `before`.
fn word_start(text: &str, at: usize, before: usize) -> usize {
    if at == 0 {
        return 0;
    }
    let at = (at..=before).find(|byte| text.is_char_boundary(*byte)).unwrap_or(before);
    let space = text[at..before].find(char::is_whitespace).map_or(before, |space| at + space);
    space + text[space..before].find(|c: char| !c.is_whitespace()).unwrap_or(0)
}

/// The first end of a word at or after `at`.
fn word_end(text: &str, at: usize) -> usize {
    let Some(at) = (at..text.len()).find(|byte| text.is_char_boundary(*byte)) else { return text.len() };
    text[at..].find(char::is_whitespace).map_or(text.len(), |space| at + space)
}
