//! Reports and claims in, formats that other people read out.
//!
//! [`evidence_page`] gives one self-contained HTML page a report: its zones shown apart, each claim marked in the
//! text and explained beside it. Knows nothing of the web: no address is opened, no script is needed.

mod evidence;
mod marks;

pub use evidence::{Explained, evidence_page};
