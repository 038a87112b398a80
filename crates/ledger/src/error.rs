//! Everything that can go wrong with a ledger.

use std::path::PathBuf;

/// Why a ledger could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file does not exist, and was to be read only.
    #[error("there is no ledger at {}; `hearsay read … --ledger {}` makes one", .0.display(), .0.display())]
    Missing(PathBuf),
    /// The file is no ledger.
    #[error("{} is not a ledger of Hearsay", .0.display())]
    Foreign(PathBuf),
    /// A later version of the program wrote the file.
    #[error(
        "{path} has schema {found}, this program knows schemas up to {known}; use a newer version of Hearsay"
    )]
    Newer {
        /// The file.
        path: String,
        /// Its schema.
        found: usize,
        /// The latest schema that this program knows.
        known: usize,
    },
    /// No report or claim has that name.
    #[error("no {what} is called `{name}` in this ledger")]
    Unknown {
        /// `report` or `claim`.
        what: &'static str,
        /// What was asked for.
        name: String,
    },
    /// Several reports have a name that begins so.
    #[error("`{name}` could be any of {}: give more of it", .candidates.join(", "))]
    Ambiguous {
        /// What was asked for.
        name: String,
        /// The beginnings of the names that it could mean.
        candidates: Vec<String>,
    },
    /// A query that asks for nothing.
    #[error("cannot search for `{query}`: {why}")]
    Query {
        /// The query.
        query: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A report whose parts do not fit together; storing it would break the ledger.
    #[error("the reading of {source_name} is inconsistent: {why}")]
    Inconsistent {
        /// The report's source.
        source_name: String,
        /// What does not fit.
        why: String,
    },
    /// A value in the file that this program does not know.
    #[error("the ledger holds a value that this program does not know: {0}")]
    Value(String),
    /// SQLite's own complaint.
    #[error("the ledger could not be read or written: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// Compressing or decompressing an original failed.
    #[error("an original could not be compressed or decompressed: {0}")]
    Zstd(#[from] std::io::Error),
}
