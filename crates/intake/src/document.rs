//! One document as it was retrieved, before anything is read from it.

use std::path::Path;

/// The bytes of one document with where they came from, when they were read, and what the user says about it.
#[derive(Clone, Debug)]
pub struct Document {
    /// A path, `-` for the standard input, or the `id` of a JSON Lines record.
    pub source: String,
    /// The bytes as retrieved; the report's id is their SHA-256.
    ///
    /// Of a `.gz` these are the unpacked bytes: packing is how an archive stores a page, not what the outlet sent, and
    /// the same page is one report whether it was stored packed or not (`zcat page.html.gz | sha256sum` gives the id).
    /// Of a JSON Lines record they are the bytes of its line, without the line's end.
    pub bytes: Vec<u8>,
    /// When the bytes were read, RFC 3339 in UTC.
    pub retrieved: String,
    /// What is known about it from outside.
    pub given: Given,
    /// What kind of content it is.
    pub format: Format,
    /// Whether bytes beyond [`Limits::max_bytes`](crate::Limits::max_bytes) were left out.
    pub cut: bool,
}

/// What the user, or a JSON Lines record, says about a document. Stands above what the document says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// ISO 639-1 code of the language.
    pub language: Option<String>,
    /// Day or instant of publication.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The address that it was retrieved from.
    pub url: Option<String>,
}

/// What kind of content a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A page.
    Html,
    /// Plain text, as a crawler saves it.
    Text,
    /// Markdown.
    Markdown,
    /// One line of a JSON Lines file: `{"id","text","lang"?,"published"?,"outlet"?}`.
    Record,
}

/// How many bytes are looked at to tell what a file is.
const SNIFFED: usize = 4096;

impl Format {
    /// By the file's extension, and where that says nothing, by its first bytes. `None`: not a text at all.
    pub fn detect(path: &Path, bytes: &[u8]) -> Option<Self> {
        let head = &bytes[..bytes.len().min(SNIFFED)];
        match path
            .extension()
            .and_then(|extension| extension.to_str())
            .map(str::to_ascii_lowercase)
            .as_deref()
        {
            Some("html" | "htm" | "xhtml" | "shtml" | "mhtml") => Some(Self::Html),
            Some("md" | "markdown") => Some(Self::Markdown),
            Some("txt" | "text") => Some(Self::Text),
            _ if is_binary(head) => None,
            _ if is_html(head) => Some(Self::Html),
            _ => Some(Self::Text),
        }
    }
}

/// Whether a page begins here: a doctype, or one of the elements that pages begin with.
fn is_html(head: &[u8]) -> bool {
    const OPENINGS: [&str; 9] =
        ["<!doctype html", "<html", "<head", "<body", "<article", "<meta", "<title", "<div", "<p>"];
    let narrow: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&narrow).to_ascii_lowercase();
    let mut text = text.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    while let Some(rest) = text.strip_prefix("<!--").or_else(|| text.strip_prefix("<?xml")) {
        let Some((_, after)) = rest.split_once('>') else { break };
        text = after.trim_start();
    }
    OPENINGS.iter().any(|opening| text.starts_with(opening))
}

/// Whether the bytes are of an image, an archive or another format that holds no readable text: a known signature, or
/// NUL bytes that no UTF-16 mark announces.
fn is_binary(head: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 8] = [
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"%PDF-",
        b"PK\x03\x04",
        b"RIFF",
        b"\x7fELF",
        b"SQLite format 3",
    ];
    let wide = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    SIGNATURES.iter().any(|signature| head.starts_with(signature))
        || (!wide && head.split(|byte| *byte == 0).count() * 10 > head.len() + 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(path: &str, bytes: &[u8]) -> Option<Format> {
        Format::detect(Path::new(path), bytes)
    }

    #[test]
    fn the_extension_comes_before_the_content() {
        assert_eq!(detect("a.txt", b"<html>"), Some(Format::Text));
        assert_eq!(detect("a.MD", b"text"), Some(Format::Markdown));
        assert_eq!(detect("a.htm", b""), Some(Format::Html));
    }

    #[test]
    fn the_content_tells_where_the_extension_does_not() {
        assert_eq!(detect("-", b"\xef\xbb\xbf\n<!-- saved --> <!DOCTYPE HTML>"), Some(Format::Html));
        assert_eq!(detect("page.php", b"<?xml version='1.0'?><html>"), Some(Format::Html));
        assert_eq!(detect("-", b"\xff\xfe<\0h\0t\0m\0l\0>\0"), Some(Format::Html));
        assert_eq!(detect("-", b"On Monday <p> was used."), Some(Format::Text));
        assert_eq!(detect("logo", b"\x89PNG\r\n\x1a\n"), None);
        assert_eq!(detect("-", b""), Some(Format::Text));
    }
}
