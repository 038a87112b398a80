//! The dateline that a paragraph opens with: `KYIV, June 2 (Reuters) - `.

use std::sync::LazyLock;

use regex::Regex;

use crate::wording::wording;

/// Most bytes of a dateline.
const LONGEST: usize = 240;

/// Length in bytes of the dateline that `paragraph` opens with, the dash included.
///
/// A place and a dash, and one of: the place in capitals, a date or region after a comma, an agency in brackets.
pub(crate) fn opening(paragraph: &str) -> Option<usize> {
    static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
        #[expect(clippy::unwrap_used, reason = "a constant pattern")]
        Regex::new(
            r"^(?<place>\p{Lu}[\p{L}'’.\-]*(?: [\p{L}'’.\-]+){0,3})(?<more>(?:,\s?[\p{L}\d'’. ]{2,30}){0,3})\s*(?:[(/](?<agency>[^()/]{2,30})[)/])?\s*(?:--|[-–—])\s+(?<next>\S)",
        )
        .unwrap()
    });
    let found = DATELINE.captures(&paragraph[..paragraph.floor_char_boundary(LONGEST)])?;
    let place = &found["place"];
    let capitals =
        place.chars().filter(|c| c.is_alphabetic()).count() >= 4 && !place.chars().any(char::is_lowercase);
    let agency = found
        .name("agency")
        .is_some_and(|agency| agency.as_str().split([',', '/']).any(|part| wording().is_agency(part)));
    let upper = |text: &str| text.chars().next().is_some_and(|c| !c.is_lowercase());
    let next = found.name("next")?;
    let more = !found["more"].is_empty();
    // A section's heading in capitals is longer than a place.
    let short = place.split(' ').count() <= 2;
    (agency || capitals && (more || short && upper(next.as_str()))).then_some(next.start())
}

#[cfg(test)]
mod tests {
    use super::opening;

    #[test]
    fn datelines_are_told_from_sentences() {
        for (text, length) in [
            ("KYIV, June 2 (Reuters) - Shelling", "KYIV, June 2 (Reuters) - ".len()),
            ("Paris (AFP) – Le ministre", "Paris (AFP) – ".len()),
            ("SAN SALVADOR, 3 JAN 90 -- [REPORT]", "SAN SALVADOR, 3 JAN 90 -- ".len()),
            ("МОСКВА, 2 июня /ТАСС/ - Ракета", "МОСКВА, 2 июня /ТАСС/ - ".len()),
            ("GENEVA — Talks ended", "GENEVA — ".len()),
        ] {
            assert_eq!(opening(text), Some(length), "{text}");
        }
        for text in [
            "HTS rencontre le MI6",
            "THE VIEW FROM KYIV — The city",
            "NATO — which met on Monday — said",
            "Paris – Le ministre",
            "The A-50 - a radar aircraft - fell",
        ] {
            assert_eq!(opening(text), None, "{text}");
        }
    }
}
