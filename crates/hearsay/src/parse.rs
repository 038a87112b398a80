//! `hearsay parse`: what the language stage reads in a text, as a table, as CoNLL-U or as JSON.

use std::io::Write;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use clap::Args;
use hearsay_core::{Code, ScalarIndex, Span};
use hearsay_language::{Attribution, EntityKind, Sentence, Word, conllu};
use serde::Serialize;

use crate::complain;
use crate::order::{Next, in_order};
use crate::paint::{Paint, clean};
use crate::pipeline::{self, Parsed, Settings};

/// Show what is read before claims are: sentences, words, trees, entities, attributions
///
/// Takes the same inputs as `hearsay read`, and CoNLL-U files (.conllu), whose own sentences and tokens are kept.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  hearsay parse page.html                       a table of words, one sentence after the other
  hearsay parse note.txt --conllu > note.conllu
  hearsay parse gold.conllu --lang fr --conllu  tags and trees on the file's own tokens
  echo 'Elle part.' | hearsay parse - --json | jq '.sentences[].tokens[].upos'

Exit codes: 0 all read, 1 some inputs failed (each named on standard error), 2 wrong usage.")]
pub(crate) struct Parse {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Write CoNLL-U
    #[arg(long, conflicts_with = "json")]
    conllu: bool,
    /// Print one JSON object an input and line; offsets count Unicode scalar values
    #[arg(long)]
    json: bool,
    /// The language of the texts (ISO 639-1: fr, en, …)
    #[arg(long, value_name = "LANG", value_parser = crate::read::language)]
    lang: Option<String>,
    /// How many threads read [default: one for each core]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

impl Parse {
    pub(crate) fn run(&self, out: &mut impl Write) -> anyhow::Result<ExitCode> {
        let settings = Settings { language: self.lang.clone(), ..Settings::default() };
        let jobs = self.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        let paint = Paint::of_stdout();
        in_order(
            pipeline::documents(&self.inputs, &settings),
            jobs,
            || (),
            |(), document| {
                let document = document.map_err(|error| error.to_string())?;
                let source = document.source.clone();
                let parsed = pipeline::parse(document, &settings);
                let parsed = parsed.map_err(|error| format!("{source}: {error:#}"))?;
                Ok((self.shown(&parsed, paint), complaints(&parsed)))
            },
            |results| {
                let mut code = ExitCode::SUCCESS;
                while let Next::Result(result) = results.next_before(None) {
                    match result {
                        Ok((shown, complaints)) => {
                            out.write_all(shown.as_bytes())?;
                            out.flush()?;
                            for complaint in complaints {
                                complain(&complaint);
                            }
                        }
                        Err::<_, String>(failure) => {
                            complain(&failure);
                            code = ExitCode::FAILURE;
                        }
                    }
                }
                Ok(code)
            },
        )
    }

    fn shown(&self, parsed: &Parsed, paint: Paint) -> String {
        if self.conllu {
            conllu::write(&parsed.source, &parsed.text, &parsed.analysis, &parsed.ids)
        } else if self.json {
            // Strings and numbers alone: nothing in it can fail to be written.
            serde_json::to_string(&Shape::new(parsed)).unwrap_or_default() + "\n"
        } else {
            table(parsed, paint)
        }
    }
}

/// Warnings, for standard error. Without claims the day of publication is of no interest.
fn complaints(parsed: &Parsed) -> Vec<String> {
    let warnings = parsed.warnings.iter().filter(|warning| warning.code != Code::UnknownDate);
    warnings.map(|warning| format!("{}: {warning}", parsed.source)).collect()
}

#[derive(Serialize)]
struct Shape<'p> {
    source: &'p str,
    text: &'p str,
    language: Option<&'p str>,
    sentences: Vec<SentenceShape<'p>>,
    entities: Vec<EntityShape>,
    attributions: Vec<AttributionShape>,
}

#[derive(Serialize)]
struct SentenceShape<'p> {
    #[serde(flatten)]
    place: Place,
    tokens: Vec<TokenShape<'p>>,
}

#[derive(Clone, Copy, Serialize)]
struct Place {
    start: usize,
    end: usize,
}

/// A token is one word, or carries its words.
#[derive(Serialize)]
struct TokenShape<'p> {
    #[serde(flatten)]
    place: Place,
    text: &'p str,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    word: Option<Grammar<'p>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    words: Vec<WordShape<'p>>,
}

#[derive(Serialize)]
struct WordShape<'p> {
    text: &'p str,
    #[serde(flatten)]
    word: Grammar<'p>,
}

#[derive(Serialize)]
struct Grammar<'p> {
    lemma: &'p str,
    upos: &'p str,
    feats: &'p str,
    head: usize,
    deprel: &'p str,
}

#[derive(Serialize)]
struct EntityShape {
    #[serde(flatten)]
    place: Place,
    kind: &'static str,
}

#[derive(Serialize)]
struct AttributionShape {
    source: Vec<Place>,
    cue: Vec<Place>,
    content: Vec<Place>,
}

impl<'p> Shape<'p> {
    fn new(parsed: &'p Parsed) -> Self {
        let Parsed { source, text, analysis, .. } = parsed;
        let index = ScalarIndex::new(text);
        let place = |span: Span| {
            let (start, end) = index.scalars(span);
            Place { start, end }
        };
        let places = |spans: &[Span]| spans.iter().map(|span| place(*span)).collect();
        let sentence = |sentence: &Sentence| SentenceShape {
            place: place(sentence.span),
            tokens: analysis.tokens[sentence.tokens.clone()]
                .iter()
                .map(|token| {
                    let mut words: Vec<WordShape<'p>> = analysis.words[token.words.clone()]
                        .iter()
                        .map(|word| WordShape { text: &word.form, word: Grammar::new(word, sentence) })
                        .collect();
                    let word = if words.len() == 1 { words.pop().map(|word| word.word) } else { None };
                    TokenShape { place: place(token.span), text: token.span.of(text), word, words }
                })
                .collect(),
        };
        Self {
            source,
            text,
            language: analysis.language.as_ref().map(|known| known.value.as_str()),
            sentences: analysis.sentences.iter().map(sentence).collect(),
            entities: analysis
                .entities
                .iter()
                .map(|entity| EntityShape { place: place(entity.span), kind: kind(entity.kind) })
                .collect(),
            attributions: analysis
                .attributions
                .iter()
                .map(|Attribution { source, cue, content }| AttributionShape {
                    source: places(source),
                    cue: places(cue),
                    content: places(content),
                })
                .collect(),
        }
    }
}

impl<'p> Grammar<'p> {
    fn new(word: &'p Word, sentence: &Sentence) -> Self {
        Self {
            lemma: &word.lemma,
            upos: &word.upos,
            feats: &word.feats,
            head: conllu::number_of_head(word, sentence),
            deprel: &word.deprel,
        }
    }
}

const fn kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
        EntityKind::Other => "other",
    }
}

/// Each sentence with a line for each word; then entities and attributions.
fn table(parsed: &Parsed, paint: Paint) -> String {
    let Parsed { source, text, analysis, .. } = parsed;
    let language = analysis.language.as_ref().map_or("language not known", |known| &known.value);
    let mut lines = vec![format!("{} {}", paint.strong(source), paint.faint(&format!("· {language}")))];
    for sentence in &analysis.sentences {
        lines.push(format!("\n{}", paint.strong(&flat(sentence.span, text))));
        let words = &analysis.words[sentence.words.clone()];
        let rows: Vec<[String; 6]> = words
            .iter()
            .enumerate()
            .map(|(index, word)| {
                let head = conllu::number_of_head(word, sentence);
                let form = match &analysis.tokens[word.token] {
                    token if token.words.len() > 1 => format!("{} ({})", word.form, token.span.of(text)),
                    _ => word.form.clone(),
                };
                let head = match word.head {
                    Some(at) => format!("{head} {}", analysis.words[at].form),
                    None => String::new(),
                };
                [
                    (index + 1).to_string(),
                    form,
                    word.upos.clone(),
                    word.deprel.clone(),
                    head,
                    word.lemma.clone(),
                ]
                .map(|cell| clean(&cell))
            })
            .collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: [usize; 6] = std::array::from_fn(width);
        for (row, word) in rows.iter().zip(words) {
            let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
            let cells = cells.collect::<Vec<_>>().join("  ");
            lines.push(format!("  {cells}  {}", paint.faint(&word.feats)).trim_end().to_owned());
        }
    }
    let said = |spans: &[Span]| match spans {
        [] => "nobody".to_owned(),
        spans => {
            let words: Vec<_> = spans.iter().map(|span| format!("“{}”", clean(&flat(*span, text)))).collect();
            words.join(" + ")
        }
    };
    if !analysis.entities.is_empty() {
        lines.push(format!("\n{}", paint.strong("entities")));
    }
    for entity in &analysis.entities {
        lines.push(format!("  {:<13}{}", kind(entity.kind), clean(&flat(entity.span, text))));
    }
    if !analysis.attributions.is_empty() {
        lines.push(format!("\n{}", paint.strong("attributions")));
    }
    for attribution in &analysis.attributions {
        let content =
            if attribution.content.is_empty() { "nothing".into() } else { said(&attribution.content) };
        lines.push(format!("  {} {} {content}", said(&attribution.source), said(&attribution.cue)));
    }
    lines.push("\n".into());
    lines.join("\n")
}

/// The words of a span on one line.
fn flat(span: Span, text: &str) -> String {
    span.of(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
