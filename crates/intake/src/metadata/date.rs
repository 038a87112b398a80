//! Dates as pages write them, to a day (`2021-06-02`) or an instant (RFC 3339).

use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, SecondsFormat};
use hearsay_core::Span;
use regex::Regex;

use crate::wording::wording;

/// A date in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The day, or the instant where a time stands beside it with its zone.
    pub(crate) value: String,
    /// Where it stands.
    pub(crate) span: Span,
}

/// A machine-readable date: ISO 8601 in its common spellings, RFC 2822, seconds or milliseconds since 1970.
///
/// Gives an instant (`2021-06-02T08:00:00+02:00`) where the zone is known, a local time without a zone
/// (`2021-06-02T08:00:00`) or a day (`2021-06-02`) where it is not.
pub(crate) fn machine(text: &str) -> Option<String> {
    let text = text.trim();
    if let Ok(number) = text.parse::<i64>() {
        return epoch(number);
    }
    let text = text.replace('/', "-");
    let text = text.as_str();
    let instant = DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_rfc2822(text))
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z"))
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f %z"))
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f%z"))
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z"))
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%z"));
    if let Ok(instant) = instant {
        return plausible(instant.date_naive()).then(|| show(instant));
    }
    if let Some(utc) =
        text.strip_suffix('Z').or_else(|| text.strip_suffix(" UTC")).or_else(|| text.strip_suffix(" GMT"))
        && let Some(local) = local(utc)
    {
        return plausible(local.date()).then(|| show(local.and_utc().fixed_offset()));
    }
    if let Some(local) = local(text) {
        return plausible(local.date()).then(|| local.format("%Y-%m-%dT%H:%M:%S").to_string());
    }
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(text, "%Y%m%d"))
        .ok();
    match day {
        Some(day) => plausible(day).then(|| day.to_string()),
        None => in_text(text).map(|found| found.value),
    }
}

fn local(text: &str) -> Option<NaiveDateTime> {
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y%m%dT%H%M%S"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
}

fn epoch(number: i64) -> Option<String> {
    let day = |text: &str| NaiveDate::parse_from_str(text, "%Y%m%d").ok().filter(|day| plausible(*day));
    if let Some(day) = day(&number.to_string()) {
        return Some(day.to_string());
    }
    let seconds = if number > 100_000_000_000 { number / 1000 } else { number };
    let instant = DateTime::from_timestamp(seconds, 0)?;
    (seconds > 100_000_000 && plausible(instant.date_naive())).then(|| show(instant.fixed_offset()))
}

fn show(instant: DateTime<FixedOffset>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// News is not older than the first newspapers on the web's scans, nor from a far future.
fn plausible(day: NaiveDate) -> bool {
    use chrono::Datelike;
    (1900..=2100).contains(&day.year())
}

/// A date in the path of an address: `/2021/06/02/`, `/2021-06-02-`, `/20210602/`.
pub(crate) fn in_address(address: &str) -> Option<String> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        // A constant pattern, read by every test of this file.
        #[expect(clippy::unwrap_used, reason = "a constant pattern")]
        Regex::new(r"(?:^|[/_\-.=])((?:19|20)\d\d)[/_\-.]?(0[1-9]|1[0-2])[/_\-.]?(0[1-9]|[12]\d|3[01])(?:[/_\-.T]|$)").unwrap()
    });
    let found = DAY.captures(address)?;
    let day =
        NaiveDate::from_ymd_opt(found[1].parse().ok()?, found[2].parse().ok()?, found[3].parse().ok()?)?;
    plausible(day).then(|| day.to_string())
}

/// The first whole date of a text: `2 juin 2021`, `June 2, 2021`, `2 июня 2021`, `02.06.2021`, `2021-06-02`.
///
/// Of figures alone, the day comes first (`02/06/2021` is 2 June) unless that is no date.
pub(crate) fn in_text(text: &str) -> Option<Found> {
    static FIGURES: LazyLock<Regex> = LazyLock::new(|| {
        #[expect(clippy::unwrap_used, reason = "a constant pattern")]
        Regex::new(
            r"\b(?:(\d{4})[-./年] ?(\d{1,2})[-./月] ?(\d{1,2})日?|(\d{1,2})[-./](\d{1,2})[-./](\d{4}))\b",
        )
        .unwrap()
    });
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        #[expect(clippy::unwrap_used, reason = "a constant pattern")]
        Regex::new(
            r"(?i)\b(?:(\d{1,2})(?:er|st|nd|rd|th|º)?\.?[\s-]+(?:de[\s-]+|of[\s-]+)?(\p{L}+(?:\s(?:الثاني|الأول))?)\.?,?[\s-]+(?:de[\s-]+|del[\s-]+)?(\d{4})|(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4}))\b",
        )
        .unwrap()
    });
    let mut best: Option<Found> = None;
    let mut take = |whole: regex::Match<'_>, year: &str, month: u32, day: &str| {
        let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month, day.parse().ok()?)
            .filter(|day| plausible(*day))?;
        if best.as_ref().is_none_or(|best| whole.start() < best.span.start) {
            best = Some(Found { value: date.to_string(), span: Span::from(whole.range()) });
        }
        Some(())
    };
    for found in FIGURES.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let part = |index: usize| found.get(index).map_or("", |part| part.as_str());
        if found.get(1).is_some() {
            let _ = take(whole, part(1), part(2).parse().unwrap_or(0), part(3));
        } else if take(whole, part(6), part(5).parse().unwrap_or(0), part(4)).is_none() {
            let _ = take(whole, part(6), part(4).parse().unwrap_or(0), part(5));
        }
    }
    for found in WORDS.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let part = |index: usize| found.get(index).map_or("", |part| part.as_str());
        let (day, name, year) = if found.get(1).is_some() { (1, 2, 3) } else { (5, 4, 6) };
        if let Some(month) = wording().month(&part(name).to_lowercase()) {
            let _ = take(whole, part(year), month, part(day));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Option<String> {
        in_text(text).map(|found| found.value)
    }

    #[test]
    fn machine_dates_keep_their_zone() {
        assert_eq!(machine("2021-06-02T08:00:00+02:00").as_deref(), Some("2021-06-02T08:00:00+02:00"));
        assert_eq!(machine("2021-06-02T08:00:00.123Z").as_deref(), Some("2021-06-02T08:00:00Z"));
        assert_eq!(machine("2021-06-02T08:00:00+0200").as_deref(), Some("2021-06-02T08:00:00+02:00"));
        assert_eq!(machine("2021-06-02 08:00").as_deref(), Some("2021-06-02T08:00:00"));
        assert_eq!(machine("Wed, 02 Jun 2021 08:00:00 GMT").as_deref(), Some("2021-06-02T08:00:00Z"));
        assert_eq!(machine("20210602").as_deref(), Some("2021-06-02"));
        assert_eq!(machine("1622620800").as_deref(), Some("2021-06-02T08:00:00Z"));
        assert_eq!(machine("June 2, 2021 8:00 am").as_deref(), Some("2021-06-02"));
        assert_eq!(machine("0000-00-00"), None);
        assert_eq!(machine("yesterday"), None);
    }

    #[test]
    fn dates_of_every_language_are_read_from_text() {
        assert_eq!(text("Publié le 1er juin 2021 à 8h").as_deref(), Some("2021-06-01"));
        assert_eq!(text("Wed., Sept. 2nd, 2020").as_deref(), Some("2020-09-02"));
        assert_eq!(text("2 de junio de 2021").as_deref(), Some("2021-06-02"));
        assert_eq!(text("Stand: 2. März 2021").as_deref(), Some("2021-03-02"));
        assert_eq!(text("Москва, 2 июня 2021 г.").as_deref(), Some("2021-06-02"));
        assert_eq!(text("2 червня 2021, 10:00").as_deref(), Some("2021-06-02"));
        assert_eq!(text("2 يونيو 2021").as_deref(), Some("2021-06-02"));
        assert_eq!(text("31.05.2021 - 12/31/2021").as_deref(), Some("2021-05-31"));
        assert_eq!(text("12/31/2021").as_deref(), Some("2021-12-31"));
        assert_eq!(text("the 5 March offensive"), None);
    }

    #[test]
    fn an_address_tells_its_day() {
        assert_eq!(in_address("https://example.org/2021/06/02/a-50").as_deref(), Some("2021-06-02"));
        assert_eq!(in_address("https://example.org/news-2021-06-02.html").as_deref(), Some("2021-06-02"));
        assert_eq!(in_address("https://example.org/id/120210602991"), None);
    }
}
