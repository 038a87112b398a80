//! Folding: what is written in several ways is searched for in one.
//!
//! SQLite's `unicode61` tokenizer folds case and the accents of Latin letters. This adds what it does not know:
//! Arabic letters with variants (after Lucene's `ArabicNormalizer`, and the Persian forms), vowel signs and tatweel,
//! Arabic digits, the Cyrillic ё, the ligatures œ, æ and ß, soft hyphens and invisible marks.

use hearsay_core::Span;

/// A text folded for searching, with the way back to the text as written.
#[derive(Debug)]
pub(crate) struct Folded {
    /// The folded text.
    pub(crate) text: String,
    /// For every change of distance between the two texts: the byte in the folded text from which on it holds, and the
    /// byte of the text as written that this corresponds to.
    turns: Vec<(usize, usize)>,
    written: usize,
}

/// Folds `written`.
pub(crate) fn fold(written: &str) -> Folded {
    let mut text = String::with_capacity(written.len());
    let mut turns = vec![(0, 0)];
    for (at, letter) in written.char_indices() {
        let before = text.len();
        match folded(letter) {
            Fold::Same => text.push(letter),
            Fold::Letter(other) => text.push(other),
            Fold::Letters(others) => {
                text.push_str(others);
                // No byte of the folded text may lead into the middle of the letter.
                turns.push((before + 1, at + letter.len_utf8()));
            }
            Fold::Nothing => {}
        }
        if text.len() - before != letter.len_utf8() || matches!(folded(letter), Fold::Letters(_)) {
            turns.push((text.len(), at + letter.len_utf8()));
        }
    }
    Folded { text, turns, written: written.len() }
}

impl Folded {
    /// The stretch of the text as written that the folded text's bytes `start..end` stand for.
    pub(crate) fn written(&self, start: usize, end: usize) -> Span {
        Span::new(self.byte(start), self.byte(end))
    }

    fn byte(&self, folded: usize) -> usize {
        let turn = self.turns.partition_point(|&(at, _)| at <= folded).saturating_sub(1);
        let (at, written) = self.turns[turn];
        let byte = written + (folded - at);
        // Within a letter that folded to something longer, or to a letter of another width: its end.
        let next = self.turns.get(turn + 1).map_or(self.written, |&(_, written)| written);
        byte.min(next)
    }
}

enum Fold {
    Same,
    Letter(char),
    Letters(&'static str),
    Nothing,
}

fn folded(letter: char) -> Fold {
    match letter {
        'œ' | 'Œ' => Fold::Letters("oe"),
        'æ' | 'Æ' => Fold::Letters("ae"),
        'ß' | 'ẞ' => Fold::Letters("ss"),
        'ё' | 'Ё' => Fold::Letter('е'),
        'أ' | 'إ' | 'آ' | 'ٱ' => Fold::Letter('ا'),
        'ى' | 'ئ' | 'ی' => Fold::Letter('ي'),
        'ؤ' => Fold::Letter('و'),
        'ة' => Fold::Letter('ه'),
        'ک' => Fold::Letter('ك'),
        '٠'..='٩' => Fold::Letter(digit(letter, '٠')),
        '۰'..='۹' => Fold::Letter(digit(letter, '۰')),
        // Tatweel, vowel signs, superscript alef; soft hyphen, joiners, marks of direction, byte order mark.
        '\u{640}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => Fold::Nothing,
        // Search marks its hits with control characters; none may come from the text.
        _ if letter.is_control() && !letter.is_whitespace() => Fold::Nothing,
        _ => Fold::Same,
    }
}

fn digit(letter: char, zero: char) -> char {
    char::from(b'0' + (letter as u32 - zero as u32) as u8)
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spellings_of_one_word_fold_to_one() {
        for (one, other) in [
            ("الجيشُ", "الجيش"),
            ("إدلب", "ادلب"),
            ("أحمد", "احمد"),
            ("مدرسة", "مدرسه"),
            ("مستشفى", "مستشفي"),
            ("الســـلام", "السلام"),
            ("مسؤول", "مسوول"),
            ("١٢ قتيلا", "12 قتيلا"),
            ("самолёт", "самолет"),
            ("cœur", "coeur"),
            ("Straße", "Strasse"),
            ("Bundes\u{ad}wehr", "Bundeswehr"),
        ] {
            assert_eq!(fold(one).text, fold(other).text, "{one} and {other}");
        }
    }

    #[test]
    fn every_folded_word_leads_back_to_its_words() {
        let written = "Le cœur du problème : قُتِلَ أحمد في إدلب، по словам лётчика — Œuvre, fin.";
        let folded = fold(written);
        for (word, as_written) in [
            ("Le", "Le"),
            ("coeur", "cœur"),
            ("problème", "problème"),
            ("قتل", "قُتِلَ"),
            ("احمد", "أحمد"),
            ("ادلب", "إدلب"),
            ("летчика", "лётчика"),
            ("oeuvre", "Œuvre"),
            ("fin", "fin"),
        ] {
            let start = folded.text.find(word).unwrap_or_else(|| panic!("{word} is not in {}", folded.text));
            assert_eq!(folded.written(start, start + word.len()).of(written), as_written);
        }
    }

    #[test]
    fn every_byte_leads_to_a_character() {
        let written = "ßœæ\u{640}ё١ abc\u{ad}أ";
        let folded = fold(written);
        for (start, letter) in folded.text.char_indices() {
            let span = folded.written(start, start + letter.len_utf8());
            assert!(written.is_char_boundary(span.start) && written.is_char_boundary(span.end), "{letter}");
        }
        assert_eq!(folded.written(0, folded.text.len()).of(written), written);
    }
}
