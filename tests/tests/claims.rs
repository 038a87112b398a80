//! Every case of `cases/claims` is read as it says, field by field.

use std::path::Path;

use hearsay_cases::claims::{Case, Passage, Words, read_folder};
use hearsay_claims::Claims;
use hearsay_core::{Claim, How, Known, Report, ReportId, Span, Zone, ZoneKind};

fn body(text: &str, language: &str) -> Report {
    Report {
        id: ReportId(String::new()),
        source: String::new(),
        retrieved: String::new(),
        outlet: None,
        title: None,
        authors: Vec::new(),
        language: Some(Known::new(language, How::Given)),
        published: None,
        modified: None,
        canonical: None,
        text: text.to_owned(),
        zones: vec![Zone { kind: ZoneKind::Body, span: Span::new(0, text.len()) }],
        warnings: Vec::new(),
    }
}

fn read(claims: &Claims, text: &str, language: &str) -> Vec<Claim> {
    let report = body(text, language);
    claims.extract(&report, &hearsay_language::analyse(&report))
}

/// A claim in the words of a case file, for comparing and for showing.
fn found(claim: &Claim, text: &str) -> String {
    let words = |span: Option<Span>| span.map_or("-", |span| span.of(text)).to_owned();
    let chain: Vec<String> = claim
        .chain
        .iter()
        .map(|link| format!("{} ; {} {}", words(link.mention), link.naming, link.kind))
        .collect();
    let mut markers: Vec<String> =
        claim.markers.iter().map(|marker| format!("{}: {}", marker.role, marker.span.of(text))).collect();
    markers.sort();
    format!(
        "{} {} {} conditional={} direct={} about={:?}\n  content {}\n  cue {}\n  chain {chain:?}\n  markers {markers:?}",
        claim.stance,
        claim.certainty,
        claim.polarity,
        claim.conditional,
        claim.direct,
        claim.about,
        words(claim.content),
        words(claim.cue),
    )
}

fn wanted(case: &Case, index: usize) -> String {
    let words = |words: Option<&Words>| match words {
        Some(Words::Quoted(words, _)) => words.clone(),
        _ => "-".to_owned(),
    };
    let claim = &case.claims[index];
    let chain: Vec<String> = claim
        .chain
        .iter()
        .map(|link| {
            let kind = link.kind.map_or("other", hearsay_core::SourceKind::as_str);
            format!("{} ; {} {kind}", words(link.mention.as_ref()), link.naming)
        })
        .collect();
    let mut markers: Vec<String> =
        claim.markers.iter().map(|(role, text)| format!("{role}: {}", words(Some(text)))).collect();
    markers.sort();
    format!(
        "{} {} {} conditional={} direct={} about={:?}\n  content {}\n  cue {}\n  chain {chain:?}\n  markers {markers:?}",
        claim.stance,
        claim.certainty,
        claim.polarity,
        claim.conditional,
        claim.direct,
        claim.about,
        words(claim.content.as_ref()),
        words(claim.cue.as_ref()),
    )
}

#[test]
fn cases_are_read_as_they_say() {
    let claims = Claims::load(None).unwrap();
    let mut wrong = Vec::new();
    let cases = read_folder(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/cases/claims"))).unwrap();
    assert!(!cases.is_empty());
    for (language, case) in &cases {
        let Passage::Written(text) = &case.passage else { panic!("{} has no text", case.name) };
        let found: Vec<String> =
            read(&claims, text, language).iter().map(|claim| found(claim, text)).collect();
        let wanted: Vec<String> = (0..case.claims.len()).map(|index| wanted(case, index)).collect();
        if found != wanted {
            wrong.push(format!(
                "--- {}\nwanted\n{}\nfound\n{}",
                case.name,
                wanted.join("\n"),
                found.join("\n")
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases are wrong\n{}", wrong.len(), cases.len(), wrong.join("\n\n"));
}

#[test]
fn no_text_makes_it_panic() {
    let claims = Claims::load(None).unwrap();
    let bits = [
        "« ",
        " »",
        "a déclaré",
        "said",
        ", ",
        "“",
        "\"",
        "selon",
        "que",
        ".",
        "\n\n",
        "cité par",
        "(",
        ")",
        "-t-il",
        "é",
        "🙂",
        "Kiev",
        ":",
    ];
    let mut state = 1_u32;
    for _ in 0..400 {
        let mut text = String::new();
        for _ in 0..40 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(bits[state as usize % bits.len()]);
            text.push(' ');
        }
        for language in ["fr", "en"] {
            for claim in read(&claims, &text, language) {
                assert!(claim.content.is_none_or(|span| !span.of(&text).is_empty()), "{text}");
            }
        }
    }
}

#[test]
fn an_endless_paragraph_is_read_in_pieces() {
    let claims = Claims::load(None).unwrap();
    let text = "Kiev a annoncé, selon Moscou, (cité par TASS que ".repeat(2000);
    for claim in read(&claims, &text, "fr") {
        assert!(claim.content.is_none_or(|span| span.len() < 20_000));
    }
}
