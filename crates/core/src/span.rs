//! Stretches of a report's text.

use std::ops::Range;

/// A stretch of a report's text, in bytes, both ends on character boundaries; `end` is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` to `end`; an inverted pair gives the empty span at `start`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no text.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words of the span; empty where the span does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether `other` lies within this span.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The span without white space at either end.
    pub fn trim(self, text: &str) -> Self {
        let words = self.of(text);
        let start = self.start + (words.len() - words.trim_start().len());
        Self::new(start, start + words.trim().len())
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// Converts between byte offsets and offsets that count Unicode scalar values, in constant time.
///
/// Holds the count of scalar values before every 64th byte, so its size is an eighth of the text's at most.
#[derive(Debug)]
pub struct ScalarIndex<'t> {
    text: &'t str,
    before: Vec<usize>,
}

const STRIDE: usize = 64;

impl<'t> ScalarIndex<'t> {
    /// Reads `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut count = 0;
        let before = text
            .as_bytes()
            .chunks(STRIDE)
            .map(|chunk| {
                let here = count;
                count += scalars(chunk);
                here
            })
            .collect();
        Self { text, before }
    }

    /// How many scalar values come before byte `byte`; an offset beyond the text is taken as its end.
    pub fn scalar(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let block = byte / STRIDE;
        match self.before.get(block) {
            Some(count) => count + scalars(&self.text.as_bytes()[block * STRIDE..byte]),
            None => self.before.last().map_or(0, |count| {
                count + scalars(&self.text.as_bytes()[(self.before.len() - 1) * STRIDE..byte])
            }),
        }
    }

    /// The byte at which the scalar value number `scalar` begins; beyond the text, its end.
    pub fn byte(&self, scalar: usize) -> usize {
        let block = self.before.partition_point(|&count| count <= scalar).saturating_sub(1);
        let Some(&count) = self.before.get(block) else { return 0 };
        let mut seen = count;
        for (offset, byte) in self.text.as_bytes()[block * STRIDE..].iter().enumerate() {
            if is_start(*byte) {
                if seen == scalar {
                    return block * STRIDE + offset;
                }
                seen += 1;
            }
        }
        self.text.len()
    }

    /// Both ends of `span` as counts of scalar values.
    pub fn scalars(&self, span: Span) -> (usize, usize) {
        (self.scalar(span.start), self.scalar(span.end))
    }

    /// The span between two counts of scalar values.
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.byte(start), self.byte(end))
    }
}

const fn is_start(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

fn scalars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| is_start(**byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_convert_both_ways_at_every_character() {
        let text = "« L’armée a démenti », а 31 мая — 🙂 نعم. ".repeat(7);
        let index = ScalarIndex::new(&text);
        for (scalar, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.scalar(byte), scalar);
            assert_eq!(index.byte(scalar), byte);
        }
        assert_eq!(index.scalar(text.len()), text.chars().count());
        assert_eq!(index.byte(usize::MAX), text.len());
    }

    #[test]
    fn an_empty_text_has_one_offset() {
        let index = ScalarIndex::new("");
        assert_eq!((index.scalar(0), index.scalar(9), index.byte(0), index.byte(3)), (0, 0, 0, 0));
    }

    #[test]
    fn a_span_that_does_not_fit_gives_no_words() {
        assert_eq!(Span::new(1, 3).of("é"), "");
        assert_eq!(Span::new(0, 99).of("abc"), "");
        assert_eq!(Span::new(0, 7).trim("  abc  ").of("  abc  "), "abc");
    }
}
