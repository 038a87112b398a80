//! The record that every stage of Hearsay reads and writes: plain types, no input or output.
//!
//! What goes in: nothing. What comes out: [`Report`] with typed [`Zone`]s, [`Claim`] with its chain of
//! [`Link`]s, [`Warning`]s with stable codes, and [`json`], the shape that other programs rely on.
//!
//! Terms are the field's own: *source, cue, content* (PARC, `PolNeAR`), *certainty and polarity*
//! (`FactBank`). Every field that was read from a page carries the [`Span`] of the words it was read from.
//!
//! Inside the program a [`Span`] is a range of **bytes** of the report's text, so that slicing is free. Where a
//! record leaves the program (JSON, the ledger) offsets count **Unicode scalar values**, as Python, brat and
//! annotation tools do; [`ScalarIndex`] converts.

mod claim;
pub mod json;
mod report;
mod span;
mod warning;

pub use claim::{Certainty, Claim, Link, Loaded, Marker, MarkerRole, Naming, Polarity, SourceKind, Stance};
pub use report::{How, Known, MetadataSource, Report, ReportId, Zone, ZoneKind};
pub use span::{ScalarIndex, Span};
pub use warning::{Code, Warning};
