//! Bytes to text.
//!
//! In the order of the Encoding Standard: a byte order mark; what the page declares; valid UTF-8; and where nothing
//! says it, the guess of chardetng (the detector of Firefox).

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use hearsay_core::{Code, Warning};

use crate::Format;

/// How far into a page its declaration is looked for. The standard says 1,024 bytes; pages of the wild come later.
const DECLARED_WITHIN: usize = 8192;

/// The text of `bytes` and what was doubtful about it. A byte order mark is not part of the text. NUL characters are
/// kept in plain text, where offsets count, and left to the parser in HTML.
pub(crate) fn decode(bytes: &[u8], format: Format, warnings: &mut Vec<Warning>) -> String {
    let (encoding, marked) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, length),
        None => (encoding_of(bytes, format, warnings), 0),
    };
    let (text, broken) = encoding.decode_without_bom_handling(&bytes[marked..]);
    if broken {
        warnings.push(Warning::new(
            Code::InvalidBytes,
            format!("some bytes are not valid {} and were replaced", encoding.name()),
        ));
    }
    text.into_owned()
}

fn encoding_of(bytes: &[u8], format: Format, warnings: &mut Vec<Warning>) -> &'static Encoding {
    let utf_8 = is_utf_8(bytes);
    if format == Format::Html
        && let Some(declared) = declared(&bytes[..bytes.len().min(DECLARED_WITHIN)])
    {
        // A page that is valid UTF-8 beyond ASCII is UTF-8 whatever it declares: it was saved again by a crawler.
        return if utf_8 { UTF_8 } else { declared };
    }
    if utf_8 {
        return UTF_8;
    }
    if let Some(wide) = wide(bytes) {
        warnings
            .push(Warning::new(Code::GuessedEncoding, format!("the encoding was guessed: {}", wide.name())));
        return wide;
    }
    // Mostly UTF-8 with a few broken bytes is UTF-8: a guess would spoil every other character.
    if mostly_utf_8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    let guess = detector.guess(None, false);
    warnings.push(Warning::new(Code::GuessedEncoding, format!("the encoding was guessed: {}", guess.name())));
    guess
}

fn is_utf_8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        // Cut by size inside a character.
        Err(error) => error.error_len().is_none(),
    }
}

/// At least twenty characters beyond ASCII are well-formed for each malformed sequence.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad * 20
}

/// UTF-16 without its mark: every other byte of the first hundred is NUL.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(100) & !1];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let most = head.len() / 2 * 4 / 5;
    if head.len() < 8 {
        None
    } else if zeros(1) >= most && zeros(0) == 0 {
        Some(UTF_16LE)
    } else if zeros(0) >= most && zeros(1) == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// `<meta charset=…>`, `<meta … content="text/html; charset=…">`, or `<?xml encoding=…?>`.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let xml =
        text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map(|(declaration, _)| declaration);
    if let Some((_, label)) = xml.and_then(|declaration| declaration.split_once("encoding="))
        && let Some(encoding) = label_of(label)
    {
        return Some(encoding);
    }
    text.split("<meta").skip(1).find_map(|rest| {
        let (tag, _) = rest.split_once('>')?;
        let (_, label) = tag.split_once("charset")?;
        label_of(label.trim_start().strip_prefix('=')?)
    })
}

fn label_of(rest: &str) -> Option<&'static Encoding> {
    let label = rest.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(['"', '\'', ' ', ';', '/', '>', '?']).unwrap_or(label.len());
    match Encoding::for_label(&label.as_bytes()[..end]) {
        // A declaration that can be read as ASCII is not in UTF-16, whatever it says (HTML standard, 13.2.3.2).
        Some(wide) if wide == UTF_16LE || wide == UTF_16BE => Some(UTF_8),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], format: Format) -> (String, Vec<&'static str>) {
        let mut warnings = Vec::new();
        let text = decode(bytes, format, &mut warnings);
        (text, warnings.iter().map(|warning| warning.code.as_str()).collect())
    }

    #[test]
    fn a_mark_comes_before_a_declaration() {
        assert_eq!(read(b"\xef\xbb\xbfd\xc3\xa9menti", Format::Text), ("démenti".into(), vec![]));
        assert_eq!(read(b"\xff\xfeA\0\x31\x04", Format::Html), ("Aб".into(), vec![]));
    }

    #[test]
    fn a_declared_encoding_is_used_without_a_warning() {
        let page = b"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'><p>\xcc\xce\xd1\xca\xc2\xc0";
        assert!(read(page, Format::Html).0.ends_with("МОСКВА"));
        assert!(read(page, Format::Html).1.is_empty());
        assert!(read(b"<meta charset=\"iso-8859-1\"><p>\xe9t\xe9", Format::Html).0.ends_with("été"));
    }

    #[test]
    fn utf_8_is_seen_whatever_is_declared() {
        let page = "<meta charset=iso-8859-1><p>été".as_bytes();
        assert!(read(page, Format::Html).0.ends_with("été"));
    }

    #[test]
    fn a_guess_is_said() {
        let russian: Vec<u8> = encoding_rs::WINDOWS_1251
            .encode("Министерство обороны опровергло сообщение о потере самолёта.")
            .0
            .into_owned();
        let (text, codes) = read(&russian, Format::Text);
        assert!(text.starts_with("Министерство"));
        assert_eq!(codes, ["W005"]);
    }

    #[test]
    fn broken_bytes_are_replaced_and_said() {
        let mut bytes =
            "L’armée a démenti l’été dernier, d’après une source à Idlib, déjà citée à l’époque où…"
                .repeat(3)
                .into_bytes();
        bytes.push(0xff);
        let (text, codes) = read(&bytes, Format::Text);
        assert!(text.ends_with('\u{fffd}') && text.starts_with("L’armée"));
        assert_eq!(codes, ["W002"]);
    }
}
