//! How much of a hostile input is read before the rest is left out.

/// Bounds on one document. What lies beyond a bound is left out with a warning, or fails the input by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of one document, after unpacking. A larger file is cut with a warning; a larger `.gz` fails. News pages
    /// seldom reach a tenth of the default; its text alone takes about a minute to read.
    pub max_bytes: u64,
    /// Deepest nesting of elements that is kept; deeper elements become siblings.
    pub max_depth: usize,
    /// Most elements of one page.
    pub max_elements: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_bytes: 8 << 20, max_depth: 512, max_elements: 1_000_000 }
    }
}
