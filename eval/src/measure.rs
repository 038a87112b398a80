//! What a measure is: a name, and a function from the gold folder to figures.

use std::path::PathBuf;

/// Where the gold data lies, and whether to print errors.
#[derive(Debug)]
pub(crate) struct Gold {
    /// The folder that holds `gold/` and `cases/`.
    pub(crate) dir: PathBuf,
    /// Print every error.
    pub(crate) show: bool,
    /// Data files to read claims with, instead of those built in.
    pub(crate) knowledge: Option<PathBuf>,
    /// Score the passages that the network was trained on too.
    pub(crate) trained: bool,
}

/// One measure.
pub(crate) struct Measure {
    /// What it is called on the command line.
    pub(crate) name: &'static str,
    /// Runs it.
    pub(crate) run: fn(&Gold) -> anyhow::Result<Outcome>,
}

/// What a measure gives.
pub(crate) enum Outcome {
    /// Its figures.
    Figures(Vec<Figure>),
    /// The gold set that is not there.
    Missing(String),
}

/// One figure; floors are kept by `name`.
pub(crate) struct Figure {
    /// For example `extraction.zyte.f1`.
    pub(crate) name: String,
    /// Higher is better, unless the note says otherwise.
    pub(crate) value: f64,
    /// What to know when reading it: counts, peers' figures.
    pub(crate) note: String,
}
