//! Reports and claims in, one SQLite file out: versions, full-text search, the journal of what was read.
//!
//! Does not know how claims are found. The schema, with its documentation, is `migrations/`; it is made to be read by
//! people too, in Datasette or DB Browser for SQLite.
//!
//! - [`Ledger::create`] and [`Ledger::open`] open the file; [`Ledger::begin`] starts a run, whose version and settings stand
//!   beside everything that it reads.
//! - [`Ledger::write`] stores a batch of [`Entry`]s in one transaction. Once it returns, the batch outlasts a crash of
//!   the program or of the machine.
//! - [`Ledger::report`] gives back a report and its claims as they were stored; [`Ledger::resolve`] finds them by the
//!   names that people type.
//! - [`Ledger::reports`], [`Ledger::claims`] and [`Ledger::journal`] list; [`Ledger::search`] searches.
//!
//! The same bytes are one report, however often they are read. Other bytes at the same address are a new version of the
//! report there. Known bytes are read again only by another version of the program or with other settings; the new
//! claims then take the place of the old, and the journal says so.

mod error;
mod fold;
mod list;
mod load;
mod schema;
mod search;
mod write;

pub use error::Error;
pub use list::{ClaimFilter, JournalRow, ReportFilter, ReportRow};
pub use load::Named;
pub use schema::Ledger;
pub use search::{ClaimHit, Excerpt, Query, ReportHit};
pub use write::{Entry, Outcome, Reading, Run};
