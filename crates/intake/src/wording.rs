//! What a line is by its wording: phrases by language, in `data/zones.<language>.toml`.
//!
//! The language of a page is not known here, so the phrases of all languages are looked for at once.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use hearsay_core::ZoneKind;
use serde::Deserialize;

use crate::line::{ends_in_full_stop, ends_in_punctuation, is_names, last_bracket};
use crate::metadata::date;

const LANGUAGES: &[&str] = &[
    include_str!("../data/zones.ar.toml"),
    include_str!("../data/zones.cs.toml"),
    include_str!("../data/zones.de.toml"),
    include_str!("../data/zones.en.toml"),
    include_str!("../data/zones.es.toml"),
    include_str!("../data/zones.fr.toml"),
    include_str!("../data/zones.he.toml"),
    include_str!("../data/zones.id.toml"),
    include_str!("../data/zones.it.toml"),
    include_str!("../data/zones.ja.toml"),
    include_str!("../data/zones.ko.toml"),
    include_str!("../data/zones.nl.toml"),
    include_str!("../data/zones.no.toml"),
    include_str!("../data/zones.pl.toml"),
    include_str!("../data/zones.pt.toml"),
    include_str!("../data/zones.ru.toml"),
    include_str!("../data/zones.sv.toml"),
    include_str!("../data/zones.tr.toml"),
    include_str!("../data/zones.uk.toml"),
    include_str!("../data/zones.vi.toml"),
    include_str!("../data/zones.zh.toml"),
];

/// Most bytes of a line whose wording can make it more than running text.
const LONGEST: usize = 2000;

/// Most words of a line that names who made the text, and of one that ends as a sentence does.
const SIGNATURES: usize = 40;
const SENTENCE: usize = 12;

/// Most words of a phrase.
const PHRASE_WORDS: usize = 6;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    related: Vec<String>,
    share: Vec<String>,
    asks: Vec<String>,
    channels: Vec<String>,
    pleas: Vec<String>,
    credit: Vec<String>,
    #[serde(default)]
    signed: Vec<String>,
    #[serde(default)]
    helped: Vec<String>,
    picture: Vec<String>,
    byline: Vec<String>,
    dateline: Vec<String>,
    boilerplate: Vec<String>,
    months: Vec<Vec<String>>,
}

#[derive(Default, Deserialize)]
struct Names {
    names: HashSet<String>,
    #[serde(default)]
    also: HashSet<String>,
}

/// All phrases of all languages.
pub(crate) struct Wording {
    /// What a line that begins so may be, and whether the phrase may go on.
    openings: HashMap<String, Vec<(ZoneKind, bool)>>,
    /// Come before those who made the text, however many.
    signed: HashSet<String>,
    /// Say wherever they stand that somebody had a part in the text.
    helped: HashSet<String>,
    picture: HashSet<String>,
    agencies: HashSet<String>,
    /// Words of share buttons, and single ones that are buttons by themselves.
    button_words: HashSet<String>,
    services: HashSet<String>,
    /// What opens a sentence that asks for something, where to, and words that ask wherever they stand.
    asks: HashSet<String>,
    channels: HashSet<String>,
    pleas: HashSet<String>,
    months: HashMap<String, u32>,
}

static WORDING: LazyLock<Wording> = LazyLock::new(Wording::load);

/// The phrases, read once.
pub(crate) fn wording() -> &'static Wording {
    &WORDING
}

impl Wording {
    fn load() -> Self {
        // The files are part of the program and a test reads each.
        let names = |file| toml::from_str::<Names>(file).unwrap_or_default();
        let Names { names: services, also } = names(include_str!("../data/services.toml"));
        let mut wording = Self {
            openings: HashMap::new(),
            signed: HashSet::new(),
            helped: HashSet::new(),
            picture: HashSet::new(),
            agencies: names(include_str!("../data/agencies.toml")).names,
            button_words: &services | &also,
            channels: services.clone(),
            services,
            asks: HashSet::new(),
            pleas: HashSet::new(),
            months: HashMap::new(),
        };
        for file in LANGUAGES.iter().filter_map(|file| toml::from_str::<File>(file).ok()) {
            for phrase in &file.share {
                wording.button_words.extend(words(phrase).map(|word| phrase[word].to_owned()));
            }
            wording.asks.extend(file.asks);
            wording.channels.extend(file.channels);
            wording.pleas.extend(file.pleas);
            wording.signed.extend(file.signed);
            wording.helped.extend(file.helped);
            for (kind, phrases) in [
                (ZoneKind::Related, file.related),
                (ZoneKind::Share, file.share),
                (ZoneKind::Credit, file.credit),
                (ZoneKind::Byline, file.byline),
                (ZoneKind::Dateline, file.dateline),
                (ZoneKind::Boilerplate, file.boilerplate),
            ] {
                for phrase in phrases {
                    let (words, goes_on) = match phrase.strip_suffix(" …") {
                        Some(words) => (words.to_owned(), true),
                        None => (phrase.clone(), phrase.contains(' ')),
                    };
                    wording.openings.entry(words).or_default().push((kind, goes_on));
                }
            }
            wording.picture.extend(file.picture);
            for (month, names) in (1..).zip(file.months) {
                wording.months.extend(names.into_iter().map(|name| (name, month)));
            }
        }
        wording
    }

    /// The month that a word names, 1 to 12; a full stop after an abbreviation is allowed.
    pub(crate) fn month(&self, word: &str) -> Option<u32> {
        self.months.get(word.trim_end_matches('.')).copied()
    }

    /// Whether `words` names an agency or an archive of pictures.
    pub(crate) fn is_agency(&self, words: &str) -> bool {
        self.agencies.contains(normal(words).trim_matches(|c: char| !c.is_alphanumeric()))
    }

    /// What `line` is, if its wording alone tells: related, share, credit, byline, dateline, caption or boilerplate.
    pub(crate) fn kind(&self, line: &str) -> Option<ZoneKind> {
        let words = line.split_whitespace().count();
        if words == 0 || words > 80 || line.len() > LONGEST {
            return None;
        }
        if self.is_buttons(line) || self.is_plea(line) {
            return Some(ZoneKind::Share);
        }
        let few = words <= SENTENCE || words <= SIGNATURES && !ends_in_full_stop(line);
        if few && self.is_signed(line) && !is_date_line(line) {
            return Some(ZoneKind::Credit);
        }
        self.opening(line, words)
            .or_else(|| (words <= 14 && is_date_line(line)).then_some(ZoneKind::Dateline))
            .or_else(|| {
                (words <= 8 && (self.is_agencies(line) || self.is_name_and_agency(line)))
                    .then_some(ZoneKind::Credit)
            })
            .or_else(|| self.ends_in_picture_credit(line).then_some(ZoneKind::Caption))
    }

    /// The kind of a line that only opens links or sources: "Related stories", "Sources:", "More from the harbour".
    pub(crate) fn heading(&self, line: &str) -> Option<ZoneKind> {
        let phrase = normal(line);
        let phrase = phrase.trim_end_matches(|c: char| !c.is_alphanumeric());
        if let Some(kinds) = self.openings.get(phrase) {
            let headings = [ZoneKind::Related, ZoneKind::Credit];
            return kinds.iter().map(|(kind, _)| *kind).find(|kind| headings.contains(kind));
        }
        let words = line.split_whitespace().count();
        let opens =
            words <= 6 && !ends_in_full_stop(line) && self.opening(line, words) == Some(ZoneKind::Related);
        opens.then_some(ZoneKind::Related)
    }

    /// Whether a sentence of `line`, which is short, begins as a prompt to subscribe, to follow or to go on elsewhere.
    pub(crate) fn is_prompt(&self, line: &str) -> bool {
        line.split_whitespace().count() <= 60
            && line.split_inclusive(['.', '!', '?', '\n']).any(|sentence| {
                let sentence = normal(sentence);
                let ends = phrase_ends(&sentence);
                ends.iter().skip(1).rev().any(|end| {
                    self.openings.get(&sentence[..*end]).is_some_and(|kinds| {
                        [ZoneKind::Share, ZoneKind::Related].iter().any(|kind| kinds.contains(&(*kind, true)))
                    })
                })
            })
    }

    /// What follows the longest phrase of `kind` that `line` begins with; the whole line where it begins with none.
    pub(crate) fn after<'l>(&self, line: &'l str, kind: ZoneKind) -> &'l str {
        let line = line.trim();
        let ends = phrase_ends(line);
        ends.iter()
            .rev()
            .find(|end| {
                self.openings
                    .get(&normal(&line[..**end]))
                    .is_some_and(|kinds| kinds.iter().any(|(k, _)| *k == kind))
            })
            .map_or(line, |end| line[*end..].trim_start_matches([':', ' ', '\u{a0}', '：']))
    }

    /// "(Reporting by Jane Roe in Port Alder; Editing by John Doe)"
    fn is_signed(&self, line: &str) -> bool {
        let line = normal(line.trim_start_matches(['(', '[']));
        phrase_ends(&line).iter().any(|end| self.signed.contains(&line[..*end]))
            || phrases(&line).any(|phrase| self.helped.contains(phrase))
    }

    fn opening(&self, line: &str, words: usize) -> Option<ZoneKind> {
        let normal = normal(line);
        let copyright = normal.strip_prefix("copyright ").is_some_and(|rest| {
            rest.starts_with(['©', '@'])
                || rest.starts_with("(c)")
                || rest.starts_with(|c: char| c.is_ascii_digit())
        });
        if copyright || normal.starts_with('©') || normal.starts_with("(c) ") {
            return (words <= 25).then_some(ZoneKind::Credit);
        }
        let ends = phrase_ends(&normal);
        ends.iter().rev().find_map(|end| {
            let kinds = self.openings.get(&normal[..*end])?;
            let rest = normal[*end..].trim_start();
            kinds.iter().find(|(kind, goes_on)| Self::fits(*kind, *goes_on, rest, line, words)).map(
                |(kind, _)| {
                    // A label before a whole sentence about the picture.
                    if *kind == ZoneKind::Credit && words > 12 { ZoneKind::Caption } else { *kind }
                },
            )
        })
    }

    /// Whether a line that begins with a phrase of `kind` is that, by what follows the phrase.
    fn fits(kind: ZoneKind, goes_on: bool, rest: &str, line: &str, words: usize) -> bool {
        let alone = rest.chars().all(|c| !c.is_alphanumeric());
        let labelled = rest.starts_with([':', '|', '>', '→', '»', '›', '/', '–', '—', '-', '：', '؛']);
        let stop = ends_in_full_stop(line);
        match kind {
            ZoneKind::Related => {
                alone || labelled && !(stop && words > 40) || goes_on && !stop && words <= 30
            }
            ZoneKind::Share => {
                alone || labelled && words <= 12 || goes_on && words <= 30 && (words <= 10 || !stop)
            }
            ZoneKind::Credit => {
                alone && words <= 3
                    || rest.starts_with([':', '©', '/', '|', '：'])
                    || goes_on && !stop && words <= 12
            }
            ZoneKind::Byline => words <= 12 && !stop && (rest.starts_with(':') || is_names(line, rest)),
            ZoneKind::Dateline => {
                words <= 14 && !stop && date::in_text(line).is_some()
                    || rest.starts_with(':') && words <= 10 && rest.contains(|c: char| c.is_ascii_digit())
            }
            ZoneKind::Boilerplate => {
                alone || goes_on && words <= 15 || rest.starts_with(':') && words <= 20 && !stop
            }
            _ => false,
        }
    }

    /// "Facebook Twitter Email", "Share this page by `WhatsApp` (new window)": nothing but words of buttons, one of them a button
    /// by itself.
    pub(crate) fn is_buttons(&self, line: &str) -> bool {
        if line.len() > 150 {
            return false;
        }
        let line = normal(line);
        let mut buttons = 0;
        let all = words(&line).all(|word| {
            let word = line[word].trim_matches(|c: char| c.is_ascii_digit());
            buttons += usize::from(self.is_button(word));
            word.is_empty() || self.button_words.contains(word)
        });
        let opens = || phrase_ends(&line).iter().any(|end| self.is_button(&line[..*end]));
        all && (buttons > 0 || opens())
    }

    fn is_button(&self, word: &str) -> bool {
        self.services.contains(word)
            || self
                .openings
                .get(word)
                .is_some_and(|kinds| kinds.iter().any(|(kind, _)| *kind == ZoneKind::Share))
    }

    /// Whether a short line asks to subscribe, to follow or to log in: "Follow us on Telegram for more.", "… is for subscribers only".
    fn is_plea(&self, line: &str) -> bool {
        const LONGEST_PLEA: usize = 45;
        if line.split_whitespace().count() > LONGEST_PLEA {
            return false;
        }
        line.split_inclusive(['.', '!', '?', '\n']).any(|sentence| {
            let sentence = normal(sentence);
            let asks = phrase_ends(&sentence).iter().any(|end| self.asks.contains(&sentence[..*end]));
            phrases(&sentence)
                .any(|phrase| self.pleas.contains(phrase) || asks && self.channels.contains(phrase))
        })
    }

    /// "AFP", "Reuters / Getty Images": nothing but who made it.
    fn is_agencies(&self, line: &str) -> bool {
        line.split(['/', '|', ',', '•', '·']).all(|part| self.is_agency(part))
    }

    /// "Noel Celis/AFP via Getty Images", "EFE / J. Doe", "Jane Roe | Reuters file": names, and the agency that sells the picture.
    fn is_name_and_agency(&self, line: &str) -> bool {
        let parts: Vec<&str> = line.split(['/', '|']).map(str::trim).collect();
        let agency = |name: &str| self.is_agency(self.bare_agency(name));
        let sells = |part: &&str| match part.rsplit_once(" via ") {
            Some((made, sells)) => agency(sells) && (agency(made) || is_names(made, made)),
            None => agency(part),
        };
        (parts.len() > 1 || line.contains(" via "))
            && parts.iter().any(sells)
            && parts.iter().all(|part| sells(part) || is_names(part, part))
    }

    /// An agency's name without the word for what it sells, "AP Photo", "Reuters file".
    fn bare_agency<'a>(&self, agency: &'a str) -> &'a str {
        match agency.rsplit_once(' ') {
            Some((name, last)) if self.picture.contains(normal(last).as_str()) => name,
            _ => agency,
        }
    }

    /// Whether the line ends in who made a picture: "(AFP photo)", "© Reuters", "/ `SouthFront`", "Foto: dpa".
    pub(crate) fn ends_in_picture_credit(&self, line: &str) -> bool {
        let line = line.trim();
        let lower = normal(line);
        if let Some((before, inside)) = last_bracket(&lower) {
            let words = inside.split_whitespace().count();
            if words <= 10 && self.names_picture(inside) && before.chars().any(char::is_alphabetic) {
                return true;
            }
            // An agency in brackets after a sentence signs the text, not a picture.
            if self.is_agencies(inside)
                && !ends_in_punctuation(before)
                && before.split_whitespace().count() >= 3
            {
                return true;
            }
        }
        if ends_in_punctuation(line) && !line.ends_with(')') {
            return false;
        }
        if let Some((before, tail)) = lower.rsplit_once('©') {
            return !before.is_empty() && tail.split_whitespace().count() <= 8;
        }
        if let Some((before, tail)) = lower.rsplit_once(':') {
            let label = before.split_whitespace().last().unwrap_or("");
            let label = label.trim_matches(|c: char| !c.is_alphanumeric());
            if self.picture.contains(label) && tail.split_whitespace().count() <= 8 {
                return true;
            }
        }
        if let Some((before, tail)) = line.rsplit_once(['/', '|', '—', '–']) {
            let spaced = before.ends_with(char::is_whitespace) || tail.starts_with(char::is_whitespace);
            let words = tail.split_whitespace().count();
            let named =
                tail.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase));
            let slash = line.as_bytes().get(before.len()) == Some(&b'/');
            if spaced
                && before.split_whitespace().count() >= 3
                && (self.is_agency(tail) || slash && named && (1..=3).contains(&words))
            {
                return true;
            }
        }
        false
    }

    /// Whether a word of `words` says that they are about a picture.
    fn names_picture(&self, words: &str) -> bool {
        words.split(|c: char| !c.is_alphanumeric()).any(|word| self.picture.contains(word))
            || words.contains('©')
    }
}

/// Lower case, straight apostrophes, single spaces, without signs before the first letter.
pub(crate) fn normal(line: &str) -> String {
    let mut normal = String::with_capacity(line.len());
    for c in line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©' && c != '(').chars() {
        match c {
            '’' | 'ʼ' | '‘' => normal.push('\''),
            '\u{640}' | '\u{64b}'..='\u{652}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
            c if c.is_whitespace() => {
                if !normal.ends_with(' ') {
                    normal.push(' ');
                }
            }
            c => normal.extend(c.to_lowercase()),
        }
    }
    normal.truncate(normal.trim_end().len());
    normal
}

/// The words of `text`: letters and digits, and apostrophes, hyphens and full stops between them.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '-' | '.');
        while chars.next_if(|(_, c)| !c.is_alphanumeric()).is_some() {}
        let (start, first) = chars.next()?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.next_if(|(_, c)| inside(*c)) {
            if c.is_alphanumeric() {
                end = at + c.len_utf8();
            }
        }
        Some(start..end)
    })
}

/// All runs of words in `text`, as many as a phrase has at most.
fn phrases(text: &str) -> impl Iterator<Item = &str> {
    let words: Vec<Range<usize>> = words(text).collect();
    (0..words.len()).flat_map(move |first| {
        let ends: Vec<usize> = words[first..].iter().take(PHRASE_WORDS).map(|word| word.end).collect();
        let start = words[first].start;
        ends.into_iter().map(move |end| &text[start..end])
    })
}

/// Where the first words of `text` end, as many as a phrase has at most.
fn phrase_ends(text: &str) -> Vec<usize> {
    words(text).take(PHRASE_WORDS).map(|word| word.end).collect()
}

/// Whether a line is a date with little else: a place, a weekday, a time.
fn is_date_line(line: &str) -> bool {
    let words = line.split_whitespace().count();
    date::in_text(line).is_some_and(|found| {
        let rest = line.len().saturating_sub(found.span.len());
        let letters = line[..found.span.start]
            .chars()
            .chain(line[found.span.end..].chars())
            .filter(|c| c.is_alphabetic())
            .count();
        !ends_in_full_stop(line) && words <= 10 && (rest <= 6 || letters <= 24)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read() {
        for file in LANGUAGES {
            let file: File = toml::from_str(file).unwrap();
            assert_eq!(file.months.len(), 12);
        }
        assert!(wording().is_agency("AFP"));
    }

    #[test]
    fn no_phrase_is_longer_than_what_is_looked_for() {
        for phrase in wording().openings.keys() {
            assert!(words(phrase).count() <= PHRASE_WORDS, "{phrase}");
            assert_eq!(words(phrase).last().map(|word| word.end), Some(phrase.len()), "{phrase}");
            assert_eq!(&normal(phrase), phrase);
        }
    }
}
