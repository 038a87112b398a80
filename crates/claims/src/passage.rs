//! Paragraphs as the finder of attributions reads them: words in normal form, sentences, quotations.

use std::ops::Range;

use hearsay_core::{Naming, Report, SourceKind, Span, Stance, ZoneKind};
use hearsay_language::{Analysis, EntityKind, StatementRole};

use crate::lexicon::{AsWord, Lexicon, normalise};
use crate::quotes::{self, Quote};
use crate::tree;

/// A surface token.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) span: Span,
    /// As written, with the typewriter's apostrophe.
    pub(crate) exact: String,
    pub(crate) lower: String,
    /// Universal part of speech; empty where nobody told.
    pub(crate) upos: String,
    /// Dictionary form; empty where nobody told.
    pub(crate) lemma: String,
    /// Universal features; empty where nobody told.
    pub(crate) feats: String,
    /// Universal relation to the head; empty where nobody told.
    pub(crate) deprel: String,
    /// The head in the tree, as an index into the paragraph's words.
    pub(crate) head: Option<usize>,
    /// What the name is that it belongs to.
    pub(crate) entity: Option<EntityKind>,
    /// How probable the analyser thinks its part in a statement, from 0 to 1.
    pub(crate) stated: f32,
}

impl Word {
    pub(crate) fn capital(&self) -> bool {
        // "al-Hamwi" is a name as well.
        self.exact.split('-').any(|part| part.starts_with(char::is_uppercase))
    }

    pub(crate) fn is_word(&self) -> bool {
        self.exact.chars().any(char::is_alphanumeric)
    }

    /// Whether a universal feature has a value: `word.has("VerbForm=Fin")`.
    pub(crate) fn has(&self, feat: &str) -> bool {
        self.feats.split('|').any(|own| own == feat)
    }

    /// The value of a universal feature.
    pub(crate) fn feat(&self, name: &str) -> Option<&str> {
        self.feats.split('|').find_map(|feat| feat.strip_prefix(name)?.strip_prefix('='))
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
    /// The report is one sentence, or lines that do not end with a full stop, as a ticker is.
    pub(crate) alone: bool,
    /// Ranges of words.
    pub(crate) sentences: Vec<Range<usize>>,
    pub(crate) quotes: Vec<Quote>,
    /// Attributions as the analyser marks them.
    pub(crate) marked: Vec<Marked>,
    /// Parts of statements as the analyser marks them.
    pub(crate) parts: Vec<Part>,
    /// For each word, from the first to the last word under it in the tree.
    pub(crate) extents: Vec<Range<usize>>,
    /// For each word, the index of the quotation that it stands in, marks included.
    quote_of: Vec<Option<usize>>,
}

/// A part of a statement that the analyser marks.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) role: StatementRole,
    pub(crate) words: Range<usize>,
    /// The cue that it belongs to, as an index into the paragraph's parts.
    pub(crate) cue: Option<usize>,
    pub(crate) whose: Option<(Naming, SourceKind)>,
    pub(crate) stance: Option<Stance>,
}

/// An attribution that the analyser marks, as ranges of a paragraph's words.
#[derive(Debug)]
pub(crate) struct Marked {
    pub(crate) cue: Range<usize>,
    pub(crate) source: Option<Range<usize>>,
    pub(crate) content: Range<usize>,
}

impl Paragraph {
    /// The paragraphs of a report, in the order of the text.
    pub(crate) fn all(report: &Report, analysis: &Analysis, lexicon: &Lexicon) -> Vec<Self> {
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
                    alone: false,
                    words: Vec::new(),
                    sentences: Vec::new(),
                    quotes: Vec::new(),
                    marked: Vec::new(),
                    parts: Vec::new(),
                    extents: Vec::new(),
                    quote_of: Vec::new(),
                });
            }
            let Some(paragraph) = paragraphs.last_mut() else { continue };
            let start = paragraph.words.len();
            for token in &analysis.tokens[tokens.clone()] {
                let exact = token.span.of(&report.text).replace('’', "'");
                // Of *du* the first word, *de*, ties it to the rest.
                let word = &analysis.words[token.words.start];
                let head =
                    word.head.map(|head| analysis.words[head].token).filter(|head| tokens.contains(head));
                paragraph.words.push(Word {
                    span: token.span,
                    lower: normalise(&exact),
                    exact,
                    upos: word.upos.clone(),
                    lemma: word.lemma.to_lowercase(),
                    feats: word.feats.clone(),
                    deprel: word.deprel.clone(),
                    head: head.map(|head| start + head - tokens.start),
                    entity: entity_at(analysis, token.span),
                    stated: word.stated.unwrap_or(0.0),
                });
            }
            paragraph.sentences.push(start..paragraph.words.len());
        }
        for attribution in &analysis.attributions {
            let after = paragraphs.partition_point(|paragraph| paragraph.start() <= attribution.cue[0].start);
            if let Some(paragraph) = after.checked_sub(1).and_then(|index| paragraphs.get_mut(index)) {
                paragraph.mark(attribution);
            }
        }
        // The part's own number in the analysis, to find its cue in the paragraph.
        let mut places: Vec<Option<(usize, usize)>> = Vec::with_capacity(analysis.statements.len());
        for statement in &analysis.statements {
            let after = paragraphs.partition_point(|paragraph| paragraph.start() <= statement.span.start);
            let place = after.checked_sub(1).and_then(|number| {
                let paragraph = paragraphs.get_mut(number)?;
                let words = paragraph.words_in(statement.span)?;
                let (role, whose, stance) = (statement.role, statement.whose, statement.stance);
                paragraph.parts.push(Part { role, words, cue: statement.cue, whose, stance });
                Some((number, paragraph.parts.len() - 1))
            });
            places.push(place);
        }
        for (number, paragraph) in paragraphs.iter_mut().enumerate() {
            for part in &mut paragraph.parts {
                let cue = part.cue.and_then(|cue| places[cue]);
                part.cue = cue.filter(|place| place.0 == number).map(|place| place.1);
            }
        }
        let single = paragraphs.len() == 1;
        if paragraphs.iter().all(|paragraph| paragraph.is_line(single)) {
            for paragraph in &mut paragraphs {
                paragraph.alone = true;
            }
        }
        quotes::mark(&mut paragraphs, lexicon);
        for paragraph in &mut paragraphs {
            paragraph.extents = tree::extents(&paragraph.words);
            paragraph.quote_of = vec![None; paragraph.words.len()];
            for (index, quote) in paragraph.quotes.iter().enumerate() {
                for slot in &mut paragraph.quote_of[quote.outer.clone()] {
                    *slot = Some(index);
                }
            }
        }
        paragraphs
    }

    /// Whether it is one sentence behind labels (*URGENT |*), and unless it is a `single` one, without a full stop.
    fn is_line(&self, single: bool) -> bool {
        let last = self.sentences.last().cloned().unwrap_or_default();
        let labels = self.sentences.iter().rev().skip(1).all(|label| self.lower(label.end - 1) == "|");
        labels && (single || !self.lower(last.end.saturating_sub(1)).ends_with(['.', '!', '?', '…']))
    }

    /// Where it begins in the report's text.
    pub(crate) fn start(&self) -> usize {
        self.words.first().map_or(0, |word| word.span.start)
    }

    /// Takes over an attribution of the analyser's, where cue and content stand in this paragraph. A content in several pieces
    /// counts from its first to its last word, unless the cue or source lie between them: then its longest piece.
    fn mark(&mut self, attribution: &hearsay_language::Attribution) {
        let words = |span: Span| self.words_in(span);
        let Some(cue) = attribution.cue.first().and_then(|span| words(*span)) else { return };
        let source = attribution.source.first().and_then(|span| words(*span));
        // Of several contents the longest in the cue's own sentence, or else the longest.
        let sentence = self.sentence_of(cue.start);
        let content = attribution
            .content
            .iter()
            .filter_map(|span| words(*span))
            .max_by_key(|content| (sentence.contains(&content.start), content.len()));
        if let Some(content) = content {
            self.marked.push(Marked { cue, source, content });
        }
    }

    /// The words that a span covers.
    fn words_in(&self, span: Span) -> Option<Range<usize>> {
        let start = self.words.partition_point(|word| word.span.end <= span.start);
        let end = self.words.partition_point(|word| word.span.start < span.end);
        (start < end).then_some(start..end)
    }

    /// Whether a word is a dash, of whatever length.
    pub(crate) fn is_dash(&self, at: usize) -> bool {
        matches!(self.lower(at), "–" | "—" | "-" | "--")
    }

    pub(crate) fn lower(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.lower)
    }

    /// Whether no word of its sentence stands before `at`.
    pub(crate) fn opens(&self, at: usize) -> bool {
        !self.words[self.sentence_of(at).start.min(at)..at].iter().any(Word::is_word)
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

fn entity_at(analysis: &Analysis, span: Span) -> Option<EntityKind> {
    let after = analysis.entities.partition_point(|entity| entity.span.start <= span.start);
    let entity = analysis.entities[..after].last()?;
    (span.end <= entity.span.end).then_some(entity.kind)
}

fn is_loose(word: &str, not: &[&str]) -> bool {
    !word.is_empty()
        && !word.chars().any(char::is_alphanumeric)
        && !not.contains(&word)
        && !matches!(word, "%" | "$" | "€" | "£")
}
