//! Quotations side by side with textacy, on the test half of our French passages.
//!
//! Scored as kindly to textacy as can be: a content is found where half of its words are quoted by somebody, so that one quotation
//! may find several sentences; a speaker is right where it shares a letter with any mention of the origin; what nobody is
//! named for is left out. `direct` counts verbatim contents alone, which are all that textacy looks for.

use hearsay_claims::Claims;
use hearsay_core::{ScalarIndex, Span};
use serde_json::{Value, json};

use crate::claims::{Said, body, extract, test_half};
use crate::measure::{Figure, Gold, Outcome};
use crate::peer::Peer;

/// What an extractor says somebody said.
struct Quote {
    speaker: Option<Span>,
    content: Span,
}

#[derive(Default)]
struct Counts {
    wanted: usize,
    found: usize,
    attributed: usize,
    given: usize,
    right: usize,
}

pub(crate) fn run(gold: &Gold) -> anyhow::Result<Outcome> {
    let Some(mut textacy) = Peer::python("textacy_quotes.py")? else {
        return Ok(Outcome::Missing(
            "textacy with fr_core_news_md (HEARSAY_PYTHON names an interpreter that has them)".into(),
        ));
    };
    let claims = Claims::load(gold.knowledge.as_deref())?;
    let passages = test_half(gold, "fr")?;
    let mut counts: [[Counts; 2]; 2] = Default::default();
    let mut failed = 0;
    for (text, said) in &passages {
        let index = ScalarIndex::new(text);
        let ours = extract(&claims, &body(text, "fr")).into_iter().filter(|claim| !claim.chain.is_empty());
        let ours: Vec<Quote> = ours
            .filter_map(|claim| {
                let speaker = claim.chain.last().and_then(|link| link.mention);
                Some(Quote { speaker, content: claim.content? })
            })
            .collect();
        let answer = textacy.ask(&json!({ "text": text }).to_string())?;
        failed += usize::from(answer["failed"].is_string());
        let theirs: Vec<Quote> = answer["quotes"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|quote| peer_quote(quote, &index))
            .collect();
        for (quotes, counts) in [&ours, &theirs].into_iter().zip(&mut counts) {
            count(said.iter(), quotes, &index, &mut counts[0]);
            count(said.iter().filter(|said| said.direct), quotes, &index, &mut counts[1]);
        }
    }
    let mut figures = Vec::new();
    for (who, counts) in ["hearsay", "textacy"].iter().zip(&counts) {
        for (what, counts) in ["all", "direct"].iter().zip(counts) {
            let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
            let mut figure = |name: &str, value: f64| {
                figures.push(Figure {
                    name: format!("quotes.{who}.{what}.{name}"),
                    value,
                    note: format!("{} said in gold, {} given", counts.wanted, counts.given),
                });
            };
            figure("recall", share(counts.found, counts.wanted));
            figure("recall-with-speaker", share(counts.attributed, counts.wanted));
            // What is given and is no verbatim content may be right all the same.
            if *what == "all" {
                figure("precision", share(counts.right, counts.given));
            }
        }
    }
    println!("textacy {}: {failed} of {} passages failed", textacy.version, passages.len());
    Ok(Outcome::Figures(figures))
}

fn peer_quote(quote: &Value, index: &ScalarIndex<'_>) -> Option<Quote> {
    let span = |field: &str| {
        let ends = quote[field].as_array()?;
        let end = |at: usize| usize::try_from(ends.get(at)?.as_u64()?).ok();
        Some(index.span(end(0)?, end(1)?))
    };
    Some(Quote { speaker: span("speaker"), content: span("content")? })
}

fn count<'s>(
    said: impl Iterator<Item = &'s Said>,
    quotes: &[Quote],
    index: &ScalarIndex<'_>,
    counts: &mut Counts,
) {
    let mut right = vec![false; quotes.len()];
    for said in said {
        counts.wanted += 1;
        let covers =
            |quote: &Quote| 2 * shared(quote.content, said.content, index) >= length(said.content, index);
        let (mut found, mut attributed) = (false, false);
        for (quote, right) in quotes.iter().zip(&mut right).filter(|(quote, _)| covers(quote)) {
            (found, *right) = (true, true);
            attributed |= said.origin.is_empty()
                || quote.speaker.is_some_and(|speaker| {
                    said.origin.iter().any(|&origin| shared(speaker, origin, index) > 0)
                });
        }
        counts.found += usize::from(found);
        counts.attributed += usize::from(attributed);
    }
    counts.given += quotes.len();
    counts.right += right.into_iter().filter(|right| *right).count();
}

fn length(span: Span, index: &ScalarIndex<'_>) -> usize {
    let (start, end) = index.scalars(span);
    end - start
}

fn shared(a: Span, b: Span, index: &ScalarIndex<'_>) -> usize {
    let ((a0, a1), (b0, b1)) = (index.scalars(a), index.scalars(b));
    a1.min(b1).saturating_sub(a0.max(b0))
}
