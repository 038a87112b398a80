//! An [`Analysis`] in, [`Claim`]s out: who says what, on whose word, and how sure.
//!
//! The way of the data: [`passage`] gives the words of each paragraph with its [`quotes`]; a finder gives
//! [`attribution`]s ([`tokens`]: by words alone); [`chain`] and [`source`] say who stands behind each, [`status`] how sure it is
//! presented, [`voice`] what the outlet says itself, [`loaded`] whose words judge, [`about`] what answers what;
//! [`assemble`] makes claims of it. What is known of a language stands in data files ([`lexicon`]).
//!
//! Knows nothing of storage or of other reports.

mod about;
mod announced;
mod around;
mod assemble;
mod attribution;
mod chain;
mod error;
mod lexicon;
mod loaded;
mod passage;
mod quotes;
mod source;
mod status;
mod supposed;
mod tokens;
mod tree;
mod unknown;
mod voice;
mod why;

use std::collections::HashMap;
use std::path::Path;

use hearsay_core::{Claim, Report};
use hearsay_language::Analysis;

pub use error::Error;
pub use lexicon::built_in;
pub use why::Reason;

use crate::lexicon::Lexicon;
use crate::passage::Paragraph;
use crate::why::Why;

/// Reads claims, with the data files of all languages.
#[derive(Debug)]
pub struct Claims {
    lexicons: HashMap<&'static str, Lexicon>,
}

impl Claims {
    /// With the data files that are built in. A file `<folder>/<language>/<name>.toml` of the user's replaces the one built in;
    /// a folder without any is an error, since it is mistyped rather than meant.
    pub fn load(folder: Option<&Path>) -> Result<Self, Error> {
        if let Some(folder) = folder {
            lexicon::check(folder)?;
        }
        let mut lexicons = HashMap::new();
        for language in Lexicon::LANGUAGES {
            if let Some(lexicon) = Lexicon::load(language, folder)? {
                lexicons.insert(*language, lexicon);
            }
        }
        Ok(Self { lexicons })
    }

    /// The claims of a report in the order of its text; none where its language has no data files.
    pub fn extract(&self, report: &Report, analysis: &Analysis) -> Vec<Claim> {
        let language = analysis.language.as_ref().map(|known| known.value.as_str());
        let Some(lexicon) = language.and_then(|language| self.lexicons.get(language)) else {
            return Vec::new();
        };
        assemble::claims(&Paragraph::all(report, analysis, lexicon), lexicon)
    }

    /// Why each field of some claims of this report has its value; the reasons of each.
    pub fn why(&self, report: &Report, analysis: &Analysis, claims: &[&Claim]) -> Vec<Vec<Reason>> {
        let language = analysis.language.as_ref().map_or("", |known| known.value.as_str());
        let Some(lexicon) = self.lexicons.get(language) else { return vec![Vec::new(); claims.len()] };
        let paragraphs = Paragraph::all(report, analysis, lexicon);
        let reasons = |claim: &&Claim| {
            let start = claim.content.or(claim.cue).map_or(0, |span| span.start);
            let paragraph = paragraphs.iter().rev().find(|paragraph| paragraph.start() <= start);
            paragraph.map_or_else(Vec::new, |paragraph| {
                Why { paragraph, lexicon, language, text: &report.text }.reasons(claim)
            })
        };
        claims.iter().map(reasons).collect()
    }
}
