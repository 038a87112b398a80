//! Paragraphs as the finder of attributions reads them: words in normal form, sentences, quotations.

use std::ops::Range;

use hearsay_core::{Report, Span, ZoneKind};
use hearsay_language::Analysis;

use crate::lexicon::{AsWord, normalise};
use crate::quotes::{self, Quote};

/// A surface token.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) span: Span,
    /// As written, with the typewriter's apostrophe.
    pub(crate) exact: String,
    pub(crate) lower: String,
    /// Universal part of speech; empty where nobody told.
    pub(crate) upos: String,
}

impl Word {
    pub(crate) fn capital(&self) -> bool {
        // "al-Hamwi" is a name as well.
        self.exact.split('-').any(|part| part.starts_with(char::is_uppercase))
    }

    pub(crate) fn is_word(&self) -> bool {
        self.exact.chars().any(char::is_alphanumeric)
    }

    pub(crate) fn is(&self, text: &str) -> bool {
        self.lower == text
    }
}

impl AsWord for Word {
    fn exact(&self) -> &str {
        &self.exact
    }

    fn lower(&self) -> &str {
        &self.lower
    }
}

/// A paragraph of more words is read in pieces, so that the time per word does not grow with its length.
const LONGEST: usize = 1000;

/// A paragraph.
#[derive(Debug)]
pub(crate) struct Paragraph {
    pub(crate) zone: ZoneKind,
    pub(crate) words: Vec<Word>,
    /// Ranges of words.
    pub(crate) sentences: Vec<Range<usize>>,
    pub(crate) quotes: Vec<Quote>,
    /// For each word, the index of the quotation that it stands in, marks included.
    quote_of: Vec<Option<usize>>,
}

impl Paragraph {
    /// The paragraphs of a report, in the order of the text.
    pub(crate) fn all(report: &Report, analysis: &Analysis) -> Vec<Self> {
        let mut paragraphs: Vec<Self> = Vec::new();
        let mut number = None;
        let pieces = analysis.sentences.iter().flat_map(|sentence| {
            let ends =
                sentence.tokens.clone().step_by(LONGEST).map(move |start| (start, sentence.tokens.end));
            ends.map(move |(start, end)| (sentence, start..end.min(start + LONGEST)))
        });
        for (sentence, tokens) in pieces {
            let full = paragraphs
                .last()
                .is_some_and(|paragraph: &Self| paragraph.words.len() + tokens.len() > LONGEST);
            if full || number != Some((sentence.paragraph, sentence.zone)) {
                number = Some((sentence.paragraph, sentence.zone));
                paragraphs.push(Self {
                    zone: sentence.zone,
                    words: Vec::new(),
                    sentences: Vec::new(),
                    quotes: Vec::new(),
                    quote_of: Vec::new(),
                });
            }
            let Some(paragraph) = paragraphs.last_mut() else { continue };
            let start = paragraph.words.len();
            for token in &analysis.tokens[tokens] {
                let exact = token.span.of(&report.text).replace('’', "'");
                let upos = token
                    .words
                    .clone()
                    .next()
                    .and_then(|word| analysis.words.get(word))
                    .map(|word| word.upos.clone())
                    .unwrap_or_default();
                paragraph.words.push(Word { span: token.span, lower: normalise(&exact), exact, upos });
            }
            paragraph.sentences.push(start..paragraph.words.len());
        }
        quotes::mark(&mut paragraphs);
        for paragraph in &mut paragraphs {
            paragraph.quote_of = vec![None; paragraph.words.len()];
            for (index, quote) in paragraph.quotes.iter().enumerate() {
                for slot in &mut paragraph.quote_of[quote.outer.clone()] {
                    *slot = Some(index);
                }
            }
        }
        paragraphs
    }

    pub(crate) fn lower(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.lower)
    }

    /// The quotation that word `at` stands in, marks included.
    pub(crate) fn quote_at(&self, at: usize) -> Option<usize> {
        self.quote_of.get(at).copied().flatten()
    }

    /// The quotation that ends with word `at`.
    pub(crate) fn quote_closing_at(&self, at: usize) -> Option<usize> {
        self.quote_at(at).filter(|&quote| self.quotes[quote].outer.end == at + 1)
    }

    /// The quotation that begins with word `at`.
    pub(crate) fn quote_opening_at(&self, at: usize) -> Option<usize> {
        self.quote_at(at).filter(|&quote| self.quotes[quote].outer.start == at)
    }

    /// The span of a range of words without punctuation at its ends that does not belong to it.
    pub(crate) fn span(&self, words: Range<usize>) -> Option<Span> {
        let words = self.trim(words);
        let (first, last) = (self.words.get(words.start)?, self.words.get(words.end.checked_sub(1)?)?);
        (words.start < words.end).then(|| Span::new(first.span.start, last.span.end))
    }

    /// The range without commas, dashes and sentence ends at its ends; brackets and quotation marks stay where both are inside.
    pub(crate) fn trim(&self, mut words: Range<usize>) -> Range<usize> {
        words.end = words.end.min(self.words.len());
        while words.start < words.end
            && is_loose(self.lower(words.start), &["(", "[", "«", "“", "\"", "„", "‘"])
        {
            words.start += 1;
        }
        while words.start < words.end {
            let last = self.lower(words.end - 1);
            let unmatched =
                |open: &str| !self.words[words.start..words.end - 1].iter().any(|word| word.is(open));
            let drop = match last {
                ")" => unmatched("("),
                "]" => unmatched("["),
                "»" => unmatched("«"),
                "”" => unmatched("“") && unmatched("„"),
                "\"" => self.words[words.clone()].iter().filter(|word| word.is("\"")).count() % 2 == 1,
                _ => is_loose(last, &[]),
            };
            if !drop {
                break;
            }
            words.end -= 1;
        }
        // An opening mark whose partner was cut.
        if words.start < words.end {
            let first = self.lower(words.start);
            let closes = |mark: &str| self.words[words.start + 1..words.end].iter().any(|word| word.is(mark));
            if (first == "«" && !closes("»"))
                || (first == "“" && !closes("”"))
                || (first == "\"" && !closes("\""))
            {
                words.start += 1;
            }
        }
        words
    }
}

fn is_loose(word: &str, not: &[&str]) -> bool {
    !word.is_empty()
        && !word.chars().any(char::is_alphanumeric)
        && !not.contains(&word)
        && !matches!(word, "%" | "$" | "€" | "£")
}
