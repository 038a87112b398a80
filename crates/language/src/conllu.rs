//! CoNLL-U in and out: the format of Universal Dependencies, <https://universaldependencies.org/format.html>.
//!
//! Reading takes sentences, tokens, multiword ranges, paragraphs and `sent_id`; tags and trees of the file are not taken,
//! since the analyser writes its own. Empty nodes (`8.1`) stand for no word of the text and are passed over.

use std::fmt::Write as _;

use hearsay_core::{Span, ZoneKind};

use crate::{Analysis, Sentence, Token, Word};

/// Why a file is no CoNLL-U.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct Malformed {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

/// The sentences of a CoNLL-U file.
#[derive(Debug, Default)]
pub struct Document {
    /// The text, put together from the forms and `SpaceAfter=No`; paragraphs are parted by an empty line.
    pub text: String,
    /// The file's sentences, tokens and words, nothing read in them yet.
    pub analysis: Analysis,
    /// `sent_id` of each sentence.
    pub ids: Vec<Option<String>>,
}

/// Reads the sentences of a file. In a file that marks no paragraphs each sentence is one: nobody knows that it goes on from
/// the sentence before.
pub fn read(file: &str) -> Result<Document, Malformed> {
    let marked = file.lines().any(is_new_paragraph);
    let mut reader = Reader::default();
    let mut count = 0;
    for (index, line) in file.strip_prefix('\u{feff}').unwrap_or(file).lines().enumerate() {
        count = index + 1;
        let wrong = |reason: String| Malformed { line: count, reason };
        if let Some(comment) = line.strip_prefix('#') {
            if is_new_paragraph(line) {
                reader.begin_paragraph();
            } else if let Some(("sent_id", id)) =
                comment.split_once('=').map(|(key, value)| (key.trim(), value.trim()))
            {
                reader.id = Some(id.to_owned());
            }
        } else if line.trim().is_empty() {
            reader.end_sentence(!marked).map_err(wrong)?;
        } else {
            reader.row(line).map_err(wrong)?;
        }
    }
    reader.end_sentence(!marked).map_err(|reason| Malformed { line: count, reason })?;
    Ok(reader.document)
}

fn is_new_paragraph(line: &str) -> bool {
    let comment = line.strip_prefix('#').map_or("", str::trim_start);
    ["newpar", "newdoc"].iter().any(|mark| {
        comment.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '=']))
    })
}

#[derive(Default)]
struct Reader {
    document: Document,
    id: Option<String>,
    paragraph: usize,
    /// What parts the next token from the text so far.
    gap: &'static str,
    /// First token and word of the sentence that is being read.
    start: (usize, usize),
    /// Number of the last word that the last multiword token holds.
    range_end: usize,
}

impl Reader {
    fn begin_paragraph(&mut self) {
        if !self.document.text.is_empty() {
            self.gap = "\n\n";
            self.paragraph += 1;
        }
    }

    fn row(&mut self, line: &str) -> Result<(), String> {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() != 10 {
            return Err(format!("{} columns, where CoNLL-U has 10 parted by tabs", cells.len()));
        }
        let (id, form) = (cells[0], cells[1]);
        if form.trim().is_empty() {
            return Err("no form".into());
        }
        let next = self.document.analysis.words.len() - self.start.1 + 1;
        let number = |id: &str| id.parse::<usize>().map_err(|_| format!("`{id}` numbers no word"));
        if let Some((word, place)) = id.split_once('.') {
            number(word)?;
            number(place)?;
        } else if let Some((first, last)) = id.split_once('-') {
            let (first, last) = (number(first)?, number(last)?);
            if first != next || last < first || self.range_end >= next {
                return Err(format!("the range {id} does not fit; the next word is {next}"));
            }
            self.token(form, cells[9]);
            self.range_end = last;
        } else {
            if number(id)? != next {
                return Err(format!("word {id}, where {next} comes next"));
            }
            if next > self.range_end {
                self.token(form, cells[9]);
            }
            let analysis = &mut self.document.analysis;
            let token = analysis.tokens.len() - 1;
            analysis.words.push(Word { token, form: form.to_owned(), ..Word::default() });
            analysis.tokens[token].words.end = analysis.words.len();
        }
        Ok(())
    }

    fn token(&mut self, form: &str, misc: &str) {
        let Document { text, analysis, .. } = &mut self.document;
        text.push_str(self.gap);
        let start = text.len();
        text.push_str(form);
        let words = analysis.words.len()..analysis.words.len();
        analysis.tokens.push(Token { span: Span::new(start, text.len()), words });
        self.gap = if misc.split('|').any(|item| item == "SpaceAfter=No") { "" } else { " " };
    }

    fn end_sentence(&mut self, ends_paragraph: bool) -> Result<(), String> {
        let Document { analysis, ids, .. } = &mut self.document;
        let (tokens, words) = (self.start.0..analysis.tokens.len(), self.start.1..analysis.words.len());
        if self.range_end > words.len() {
            return Err("the sentence ends within a multiword token".into());
        }
        let Some(last) = analysis.tokens[tokens.clone()].last() else { return Ok(()) };
        let span = analysis.tokens[tokens.start].span.cover(last.span);
        self.start = (tokens.end, words.end);
        self.range_end = 0;
        ids.push(self.id.take());
        analysis.sentences.push(Sentence {
            span,
            tokens,
            words,
            zone: ZoneKind::Body,
            paragraph: self.paragraph,
        });
        if ends_paragraph {
            self.begin_paragraph();
        }
        Ok(())
    }
}

/// Writes an analysis of `text`. `ids` are the sentences' own; where there are none they are counted from 1. `source` names the
/// document.
pub fn write(source: &str, text: &str, analysis: &Analysis, ids: &[Option<String>]) -> String {
    let mut out = String::new();
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| &analysis.sentences[before]);
        let id = ids.get(index).cloned().flatten().unwrap_or_else(|| (index + 1).to_string());
        let mut line = |line: std::fmt::Arguments<'_>| {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{line}");
        };
        if before.is_none() {
            line(format_args!("# newdoc id = {}", one_line(source)));
        }
        if before.is_none_or(|before| before.paragraph != sentence.paragraph) {
            line(format_args!("# newpar"));
        }
        line(format_args!("# sent_id = {}\n# text = {}", one_line(&id), one_line(sentence.span.of(text))));
        for at in sentence.tokens.clone() {
            let token = &analysis.tokens[at];
            let joined = analysis.tokens.get(at + 1).is_some_and(|next| next.span.start == token.span.end);
            let misc = if joined { "SpaceAfter=No" } else { "_" };
            let form = one_line(token.span.of(text));
            let first = token.words.start - sentence.words.start + 1;
            if token.words.len() > 1 {
                let last = token.words.end - sentence.words.start;
                line(format_args!("{first}-{last}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}"));
            }
            for (number, word) in (first..).zip(&analysis.words[token.words.clone()]) {
                let (form, misc) = match token.words.len() {
                    1 => (form.clone(), misc),
                    _ => (one_line(&word.form), "_"),
                };
                let head = match (number_of_head(word, sentence), word.deprel.is_empty()) {
                    (_, true) => "_".to_owned(),
                    (head, false) => head.to_string(),
                };
                let [lemma, upos, feats, deprel] =
                    [&word.lemma, &word.upos, &word.feats, &word.deprel].map(|cell| or_none(cell));
                line(format_args!(
                    "{number}\t{form}\t{lemma}\t{upos}\t_\t{feats}\t{head}\t{deprel}\t_\t{misc}"
                ));
            }
        }
        line(format_args!(""));
    }
    out
}

/// A word's head, counted from 1 in its sentence; 0 for the root.
pub fn number_of_head(word: &Word, sentence: &Sentence) -> usize {
    word.head.map_or(0, |head| head - sentence.words.start + 1)
}

/// A cell or comment holds neither tabs nor line breaks.
fn one_line(words: &str) -> String {
    words
        .split(['\t', '\n', '\r'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn or_none(cell: &str) -> String {
    if cell.is_empty() { "_".into() } else { one_line(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
# newdoc id = d
# sent_id = a-1
# text = Il vient du port.
1\tIl\t_\t_\t_\t_\t_\t_\t_\t_
2\tvient\t_\t_\t_\t_\t_\t_\t_\t_
3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_
3\tde\t_\t_\t_\t_\t_\t_\t_\t_
4\tle\t_\t_\t_\t_\t_\t_\t_\t_
5\tport\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
5.1\tvient\t_\t_\t_\t_\t_\t_\t_\t_
6\t.\t_\t_\t_\t_\t_\t_\t_\t_

# newpar
1\tBon\t_\t_\t_\t_\t_\t_\t_\t_
";

    #[test]
    fn sentences_tokens_and_ranges_are_kept() {
        let document = read(FILE).unwrap();
        assert_eq!(document.text, "Il vient du port.\n\nBon");
        assert_eq!(document.ids, [Some("a-1".to_owned()), None]);
        let tokens: Vec<_> =
            document.analysis.tokens.iter().map(|token| token.span.of(&document.text)).collect();
        assert_eq!(tokens, ["Il", "vient", "du", "port", ".", "Bon"]);
        assert_eq!(document.analysis.tokens[2].words, 2..4);
        assert_eq!(document.analysis.sentences[1].paragraph, 1);
        let written = write("d", &document.text, &document.analysis, &document.ids);
        let kept = |file: &str| -> Vec<String> {
            file.lines()
                .filter(|line| !line.starts_with("# new") && !line.starts_with("5.1"))
                .map(str::to_owned)
                .collect()
        };
        let wanted = FILE.replace("\n1\tBon", "\n# sent_id = 2\n# text = Bon\n1\tBon") + "\n";
        assert_eq!(kept(&written), kept(&wanted));
        let again = read(&written).unwrap();
        assert_eq!((again.text, again.analysis.tokens), (document.text, document.analysis.tokens));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let row = |id: &str| format!("{id}\tx\t_\t_\t_\t_\t_\t_\t_\t_\n");
        for (file, line) in [
            ("1\tx\n".to_owned(), 1),
            (row("2"), 1),
            (row("1") + &row("3"), 2),
            (row("1-2") + &row("1") + "\n", 3),
            (row("1-2"), 1),
            (row("0-1"), 1),
            (row("one"), 1),
            (row("1-2") + &row("1-3"), 2),
            (row("1").replace('x', " "), 1),
            (row("18446744073709551616"), 1),
        ] {
            assert_eq!(read(&file).unwrap_err().line, line, "{file}");
        }
    }
}
