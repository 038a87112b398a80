//! Zones of text that has no tags left, from its wording and layout alone.
//!
//! Every line that is not blank is a paragraph, unless the text is wrapped; then a block between blank lines is one.

use hearsay_core::{How, Known, Report, Span, Zone, ZoneKind};

use crate::dateline;
use crate::line::ends_in_punctuation;
use crate::metadata::{authors, date};
use crate::wording::wording;

/// Finds the zones of the report's text, and what its headline, byline and dateline say.
pub(crate) fn read(report: &mut Report) {
    let paragraphs = paragraphs(&report.text);
    let kinds = Layout::of(&report.text, &paragraphs).kinds();
    let zones =
        paragraphs.iter().zip(kinds).map(|(paragraph, kind)| Zone { kind, span: paragraph.span }).collect();
    finish(report, zones);
}

/// Cuts off the datelines that paragraphs open with, and takes title, authors and date from the zones.
pub(crate) fn finish(report: &mut Report, zones: Vec<Zone>) {
    for zone in zones {
        match zone.kind {
            ZoneKind::Body => {
                let cut = dateline::opening(zone.span.of(&report.text))
                    .map_or(zone.span.start, |length| zone.span.start + length);
                let (line, body) = (Span::new(zone.span.start, cut), Span::new(cut, zone.span.end));
                if !line.is_empty() {
                    report.zones.push(Zone { kind: ZoneKind::Dateline, span: line.trim(&report.text) });
                }
                report.zones.push(Zone { kind: ZoneKind::Body, span: body });
            }
            _ => report.zones.push(zone),
        }
    }
    for zone in &report.zones {
        let words = zone.span.of(&report.text);
        match zone.kind {
            ZoneKind::Headline if report.title.is_none() => {
                let title =
                    words.trim_start_matches(['#', ' ']).split_whitespace().collect::<Vec<_>>().join(" ");
                report.title = Some(Known::new(title, How::Text));
            }
            ZoneKind::Byline if report.authors.is_empty() => {
                let names = authors::in_byline(words).into_iter().filter(|name| authors::is_name(name));
                report.authors = names.map(|name| Known::new(name, How::Dateline)).collect();
            }
            ZoneKind::Dateline if report.published.is_none() => {
                report.published = date::in_text(words).map(|found| Known::new(found.value, How::Dateline));
            }
            _ => {}
        }
    }
}

/// One paragraph, without the white space around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paragraph {
    pub(crate) span: Span,
    /// A blank line, or the end of the text, follows.
    closes: bool,
}

/// The longest line of a wrapped text.
const WRAPPED_AT: usize = 100;

/// The paragraphs of `text`: its lines, or its blocks where it is wrapped.
fn paragraphs(text: &str) -> Vec<Paragraph> {
    let blocks = blocks(text);
    if is_wrapped(text, &blocks) {
        return blocks
            .iter()
            .filter_map(|lines| Some(Paragraph { span: lines.first()?.cover(*lines.last()?), closes: true }))
            .collect();
    }
    blocks
        .iter()
        .flat_map(|lines| {
            lines
                .iter()
                .enumerate()
                .map(|(at, span)| Paragraph { span: *span, closes: at + 1 == lines.len() })
        })
        .collect()
}

/// The lines between blank lines.
pub(crate) fn blocks(text: &str) -> Vec<Vec<Span>> {
    let mut blocks: Vec<Vec<Span>> = vec![Vec::new()];
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let span = Span::new(start, start + line.len());
        let trimmed = span.trim(text);
        // The `\n` of `\r\n` is no line of its own.
        let is_rest = line == "\n" && text[..start].ends_with('\r');
        start = span.end;
        match blocks.last_mut() {
            Some(block) if !trimmed.is_empty() => block.push(trimmed),
            Some(block) if !block.is_empty() && !is_rest => blocks.push(Vec::new()),
            _ => {}
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// Lines of about one length, most of which break off inside a sentence and go on in lower case, where there is such.
fn is_wrapped(text: &str, blocks: &[Vec<Span>]) -> bool {
    let longest = blocks.iter().flatten().map(|line| line.of(text).chars().count()).max().unwrap_or(0);
    let has_lower = text.chars().any(char::is_lowercase);
    let (mut lines, mut broken, mut full) = (0, 0, 0);
    for pair in blocks.iter().filter(|block| block.len() >= 3).flat_map(|block| block.windows(2)) {
        let (line, next) = (pair[0].of(text), pair[1].of(text));
        let goes_on = !has_lower || next.starts_with(|c: char| !c.is_uppercase());
        lines += 1;
        broken += usize::from(goes_on && (!ends_in_punctuation(line) || line.ends_with(',')));
        full += usize::from(line.chars().count() * 10 >= longest * 7);
    }
    lines >= 2 && longest <= WRAPPED_AT && broken * 2 >= lines && full * 10 >= lines * 6
}

/// What is known of each paragraph before its kind is told.
struct Layout<'t> {
    lines: Vec<Line<'t>>,
}

struct Line<'t> {
    text: &'t str,
    words: usize,
    stops: bool,
    closes: bool,
    worded: Option<ZoneKind>,
}

impl Line<'_> {
    /// Whether it can only be running text: a sentence of some length.
    fn is_sentence(&self) -> bool {
        self.worded.is_none() && self.stops && self.words >= 6
    }

    /// Whether it can be a title: a few words that do not end as a sentence does.
    fn is_title(&self) -> bool {
        let asks = self.text.trim_end_matches(['"', '»', '”', '’']).ends_with(['?', '!', '…']);
        self.worded.is_none()
            && (!self.stops || asks)
            && (3..=35).contains(&self.words)
            && self.text.len() <= 400
    }
}

/// How many links may follow a line that is nothing but "Read also".
const LINKS: usize = 12;

impl<'t> Layout<'t> {
    fn of(text: &'t str, paragraphs: &[Paragraph]) -> Self {
        let lines = paragraphs.iter().map(|paragraph| {
            let words = paragraph.span.of(text);
            Line {
                text: words,
                words: count_words(words),
                stops: ends_in_punctuation(words),
                closes: paragraph.closes,
                worded: wording().kind(words),
            }
        });
        Self { lines: lines.collect() }
    }

    /// The kind of every paragraph.
    fn kinds(&self) -> Vec<ZoneKind> {
        // A passage of one paragraph is running text, whatever it begins with.
        if self.lines.len() < 2 {
            return vec![ZoneKind::Body; self.lines.len()];
        }
        let first = self.lines.iter().position(Line::is_sentence);
        let last = self.lines.iter().rposition(Line::is_sentence);
        let headline = first.and_then(|first| self.headline(first));
        let mut kinds: Vec<ZoneKind> = Vec::with_capacity(self.lines.len());
        for (at, line) in self.lines.iter().enumerate() {
            let head = first.is_some_and(|first| at < first);
            let tail = last.is_some_and(|last| at > last);
            let kind = match line.worded {
                // In running text "By Tuesday" and a date are what they say.
                Some(ZoneKind::Byline | ZoneKind::Dateline) if !head && !tail => ZoneKind::Body,
                Some(kind) => kind,
                None if Some(at) == headline => ZoneKind::Headline,
                None if self.is_link(at, &kinds) => ZoneKind::Related,
                None if headline.is_some_and(|headline| at < headline) => ZoneKind::Boilerplate,
                None if head && line.words <= 2 => ZoneKind::Boilerplate,
                None if head && at.checked_sub(1) == headline && headline.is_some() && line.words >= 8 => {
                    ZoneKind::Standfirst
                }
                None if tail && headline.is_some() && !line.stops && line.words <= 4 => ZoneKind::Boilerplate,
                None => ZoneKind::Body,
            };
            kinds.push(kind);
        }
        kinds
    }

    /// The first title before the first sentence that a blank line, or a sentence at once, follows.
    fn headline(&self, first: usize) -> Option<usize> {
        self.lines[..=first].iter().enumerate().position(|(at, line)| {
            let followed =
                self.lines.get(at + 1).is_some_and(|next| next.is_sentence() || next.worded.is_some());
            at + 1 < self.lines.len() && line.is_title() && (line.closes || followed && !line.stops)
        })
    }

    /// Whether the line goes on a list of links that a line such as "Read also" opened.
    fn is_link(&self, at: usize, before: &[ZoneKind]) -> bool {
        let run = before.iter().rev().take_while(|kind| **kind == ZoneKind::Related).count();
        let line = &self.lines[at];
        (1..=LINKS).contains(&run)
            && !line.stops
            && line.words <= 25
            && self.lines[at - run].words <= 5
            && wording().heading(self.lines[at - run].text) == Some(ZoneKind::Related)
    }
}

/// Words between spaces; in scripts without spaces, about as many as the characters make.
fn count_words(text: &str) -> usize {
    let spaced = text.split_whitespace().count();
    let dense = text
        .chars()
        .filter(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{0e00}'..='\u{0e7f}'))
        .count();
    spaced.max(dense / 2)
}
