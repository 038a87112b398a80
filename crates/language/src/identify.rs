//! Which language a text is in.

use hearsay_core::{How, Known, Report, ZoneKind};
use whatlang::{Detector, Lang};

/// At most so much of a report is looked at; more does not make the answer surer.
const LOOK_AT: usize = 4000;

/// Below so many letters a text's own language is not told against what its page declares.
const TOO_SHORT: usize = 60;

/// A language that claims are read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// French.
    Fr,
    /// English.
    En,
    /// Spanish.
    Es,
    /// Russian.
    Ru,
    /// Ukrainian.
    Uk,
    /// Arabic.
    Ar,
    /// German.
    De,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Fr, Self::En, Self::Es, Self::Ru, Self::Uk, Self::Ar, Self::De];

    /// ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
            Self::Es => "es",
            Self::Ru => "ru",
            Self::Uk => "uk",
            Self::Ar => "ar",
            Self::De => "de",
        }
    }

    /// From an ISO 639-1 code or a BCP 47 tag (`fr-FR`).
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// The language of a text; `None` where it cannot be told or is none that is read.
    pub fn identify(text: &str) -> Option<Self> {
        identify(text).and_then(|(code, _)| Self::from_code(code))
    }
}

/// Code of the text's language, and whether the answer is sure.
fn identify(text: &str) -> Option<(&'static str, bool)> {
    let info = Detector::new().detect(text)?;
    let code = match info.lang() {
        // The two share most trigrams; their own letters decide.
        Lang::Rus | Lang::Ukr | Lang::Bul | Lang::Srp | Lang::Bel | Lang::Mkd => {
            east_slavic(text, info.lang())
        }
        lang => code(lang),
    };
    Some((code, info.is_reliable()))
}

fn east_slavic(text: &str, told: Lang) -> &'static str {
    let count = |letters: &str| text.chars().filter(|char| letters.contains(*char)).count();
    let (ukrainian, russian, belarusian) = (count("іїєґІЇЄҐ"), count("ыэъёЫЭЪЁ"), count("ўЎ"));
    if belarusian > 0 || told == Lang::Bel {
        return "be";
    }
    match ukrainian.cmp(&russian) {
        std::cmp::Ordering::Greater => "uk",
        std::cmp::Ordering::Less => "ru",
        std::cmp::Ordering::Equal => code(told),
    }
}

/// The language of a report, from its title and running text. `declared` is what the page says: it is believed where the
/// text is too short to tell, or where the text's own answer is unsure.
pub(crate) fn of_report(report: &Report, declared: Option<&str>) -> Option<Known<String>> {
    let mut text = String::new();
    for zone in &report.zones {
        if matches!(zone.kind, ZoneKind::Headline | ZoneKind::Standfirst | ZoneKind::Body | ZoneKind::Quote) {
            text.extend(zone.span.of(&report.text).chars().take(LOOK_AT.saturating_sub(text.len())));
            text.push('\n');
        }
        if text.len() >= LOOK_AT {
            break;
        }
    }
    let letters = text.chars().filter(|char| char.is_alphabetic()).count();
    let told = identify(&text);
    let declared = declared
        .map(|code| code.split(['-', '_']).next().unwrap_or_default().to_lowercase())
        .filter(|code| !code.is_empty());
    match (told, declared) {
        (Some((code, sure)), Some(declared)) if code != declared => {
            if sure && letters >= TOO_SHORT {
                Some(Known::new(code, How::Text))
            } else {
                report.language.as_ref().map(|known| Known::new(declared, known.how))
            }
        }
        (Some((code, _)), _) => Some(Known::new(code, How::Text)),
        (None, Some(declared)) => report.language.as_ref().map(|known| Known::new(declared, known.how)),
        (None, None) => None,
    }
}

/// ISO 639-1 where there is one.
fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Fra => "fr",
        Lang::Eng => "en",
        Lang::Spa => "es",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Ara => "ar",
        Lang::Deu => "de",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Pol => "pl",
        Lang::Tur => "tr",
        Lang::Pes => "fa",
        Lang::Heb => "he",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_sentence_is_enough() {
        for (language, text) in [
            (Language::Fr, "Le ministère a démenti mardi que ses troupes aient quitté la ville."),
            (Language::En, "The ministry denied on Tuesday that its troops had left the town."),
            (Language::Es, "El ministerio desmintió el martes que sus tropas hubieran abandonado la ciudad."),
            (Language::Ru, "Министерство во вторник опровергло сообщения о том, что войска покинули город."),
            (
                Language::Uk,
                "Міністерство у вівторок спростувало повідомлення про те, що війська залишили місто.",
            ),
            (Language::Ar, "نفت الوزارة يوم الثلاثاء أن تكون قواتها قد غادرت المدينة."),
            (
                Language::De,
                "Das Ministerium dementierte am Dienstag, dass seine Truppen die Stadt verlassen hätten.",
            ),
        ] {
            assert_eq!(Language::identify(text), Some(language), "{text}");
        }
    }

    #[test]
    fn a_language_that_is_not_read_is_none_of_ours() {
        assert_eq!(
            Language::identify(
                "O ministério negou na terça-feira que as suas tropas tivessem deixado a cidade."
            ),
            None
        );
    }
}
