//! Cases of zones, in pages and in text that has no tags: `tests/cases/intake/*.txt`.
//!
//! `--- name` opens a case; the text follows, verbatim; `===` closes it; then one line a zone, in the order of the text:
//! its kind and its words. Words that end in `…` need only begin so. Text in no line must be in no zone.

use hearsay_core::ZoneKind;

/// One text with the zones that must be found in it.
#[derive(Debug)]
pub struct Case {
    /// Unique in its file.
    pub name: String,
    /// The text, without the line break before `===`.
    pub text: String,
    /// Kind and words of every zone.
    pub zones: Vec<(ZoneKind, String)>,
}

impl Case {
    /// The cases of a file. The error names the case and what is wrong with it.
    pub fn parse(file: &str) -> Result<Vec<Self>, String> {
        let blocks = file.strip_prefix("--- ").ok_or("a file of cases begins with `--- `")?;
        blocks.split("\n--- ").map(Self::parse_one).collect()
    }

    fn parse_one(block: &str) -> Result<Self, String> {
        let (name, rest) = block.split_once('\n').ok_or_else(|| format!("`{block}` has no text"))?;
        let (text, expected) = rest.split_once("\n===\n").ok_or_else(|| format!("`{name}` has no `===`"))?;
        let zones = expected
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| {
                let (kind, words) =
                    line.split_once(' ').ok_or_else(|| format!("`{name}`: `{line}` has no words"))?;
                let kind = kind.parse().map_err(|error| format!("`{name}`: {error}"))?;
                Ok((kind, words.trim().to_owned()))
            })
            .collect::<Result<_, String>>()?;
        Ok(Self { name: name.trim().to_owned(), text: text.to_owned(), zones })
    }
}

/// Whether `words` are what a case expects: the same, or where that ends in `…`, begin so.
pub fn fits(words: &str, expected: &str) -> bool {
    match expected.strip_suffix('…') {
        Some(start) => words.starts_with(start.trim_end()),
        None => words == expected,
    }
}
