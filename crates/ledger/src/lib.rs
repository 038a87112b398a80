//! Reports and claims in, one SQLite file out: versions, full-text search, the journal of what was read.
//!
//! Does not know how claims are found.
