//! `SentencePiece`'s normalisation: the longest matches of a compiled map, a double-array trie (Aoe 1989) with the replacements behind it.

use super::tokens::SPACE;

/// The compiled map.
#[derive(Debug)]
pub(super) struct Charsmap {
    units: Vec<u32>,
    replacements: Vec<u8>,
}

impl Charsmap {
    /// The file begins with the trie's size in bytes.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let (size, rest) = bytes.split_first_chunk::<4>()?;
        let (trie, replacements) = rest.split_at_checked(u32::from_le_bytes(*size) as usize)?;
        let units = trie.as_chunks::<4>().0.iter().map(|unit| u32::from_le_bytes(*unit)).collect();
        Some(Self { units, replacements: replacements.to_vec() })
    }

    /// A text as the pieces know it: a space sign before it and for every stretch of white space, none at its end.
    pub(super) fn normalise(&self, text: &str) -> String {
        let mut out = String::from(SPACE);
        let mut rest = text;
        while !rest.is_empty() {
            let (found, length) = self.longest(rest);
            rest = &rest[length..];
            for char in found.chars() {
                match char {
                    ' ' if out.ends_with(SPACE) => {}
                    ' ' => out.push(SPACE),
                    _ => out.push(char),
                }
            }
        }
        out.truncate(out.trim_end_matches(SPACE).len());
        out
    }

    /// What the text's beginning becomes, and how many bytes of it that is.
    fn longest<'t>(&'t self, text: &'t str) -> (&'t str, usize) {
        let own = text.chars().next().map_or(0, char::len_utf8);
        let offset = |unit: u32| (unit >> 10) << ((unit & 0x200) >> 6);
        let mut best = None;
        let mut place = offset(self.units.first().copied().unwrap_or(0));
        for (index, byte) in text.bytes().enumerate() {
            place ^= u32::from(byte);
            let Some(&unit) = self.units.get(place as usize) else { break };
            if unit & 0x8000_00ff != u32::from(byte) {
                break;
            }
            place ^= offset(unit);
            if unit & 0x100 != 0 {
                best = self.units.get(place as usize).map(|unit| (unit & 0x7fff_ffff, index + 1));
            }
        }
        let replaced = best.and_then(|(at, length)| {
            let from = self.replacements.get(at as usize..)?;
            let word = from.split(|byte| *byte == 0).next()?;
            text.is_char_boundary(length).then_some((std::str::from_utf8(word).ok()?, length))
        });
        replaced.unwrap_or((&text[..own], own))
    }
}
