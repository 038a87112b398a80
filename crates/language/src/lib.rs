//! A [`Report`] in, an [`Analysis`] out: its language, sentences and tokens with exact offsets, and what the neural
//! analyser reads in them.
//!
//! [`analyse`] goes in order through [`Language::identify`] (unless the report says its language), [`segment`]
//! (sentences and tokens, by rules whose knowledge lies in `data/<language>.toml`), and [`neural`] (tags, features,
//! lemmas, trees, entities, attribution spans). Knows nothing of claims or storage.

mod analysis;
pub mod conllu;
mod identify;
pub mod neural;
pub mod segment;
pub mod vectors;

use hearsay_core::{Code, How, Known, Report, Warning};

pub use analysis::{
    Analysis, Attribution, Entity, EntityKind, Sentence, Statement, StatementRole, Token, Word,
};
pub use identify::Language;

/// Analyses a report. Never fails: what cannot be told is left out, with a warning.
///
/// The report's own `language` is trusted where it was given by the user; where the page or nobody says it, it is told from
/// the text.
pub fn analyse(report: &Report) -> Analysis {
    let mut warnings = Vec::new();
    let language = language(report, &mut warnings);
    let mut analysis = match language.as_ref().and_then(|known| Language::from_code(&known.value)) {
        Some(language) => segment::report(report, language),
        None => Analysis::default(),
    };
    read_words(language.as_ref(), true, &mut analysis, &mut warnings);
    analysis.language = language;
    analysis.warnings = warnings;
    analysis
}

/// Analyses a CoNLL-U document with its own sentences and tokens, in the language given or, where none is, told from the text.
pub fn analyse_conllu(document: &mut conllu::Document, language: Option<&str>) {
    let mut warnings = Vec::new();
    let known = match language {
        Some(code) => Some(Known::new(code, How::Given)),
        None => Language::identify(&document.text).map(|language| Known::new(language.code(), How::Text)),
    };
    read_words(known.as_ref(), false, &mut document.analysis, &mut warnings);
    document.analysis.language = known;
    document.analysis.warnings = warnings;
}

/// Runs the analyser over the words of an analysis, and says where it is out of its depth. Where it may, it `divides` the text
/// into sentences anew.
fn read_words(
    language: Option<&Known<String>>,
    divides: bool,
    analysis: &mut Analysis,
    warnings: &mut Vec<Warning>,
) {
    if analysis.words.is_empty() {
        return;
    }
    let Some(analyser) = neural::Analyser::bundled() else {
        warnings.push(Warning::new(
            Code::NoAnalyser,
            "this program was built without the analyser's weights: no tags, trees, entities or attributions are read",
        ));
        return;
    };
    let languages = analyser.languages();
    let code = language.map(|known| known.value.as_str());
    neural::fill(analyser, analysis, divides && code.is_some_and(|code| analyser.divides(code)));
    if !code.is_some_and(|code| languages.iter().any(|trained| trained == code)) {
        warnings.push(Warning::new(
            Code::UntrainedLanguage,
            format!(
                "the analyser was neither trained nor measured on {}, so its tags, trees, entities and attributions are guesses; \
                 tags and trees were measured on {}, entities on fr, en, es, ru and de, attributions on en",
                code.map_or_else(|| "this language".to_owned(), |code| format!("`{code}`")),
                languages.join(", "),
            ),
        ));
    }
}

/// Analyses a text as one zone of running text.
pub fn analyse_text(text: &str, language: Language) -> Analysis {
    let mut analysis = segment::text(text, language);
    let known = Known::new(language.code(), How::Given);
    let mut warnings = Vec::new();
    read_words(Some(&known), true, &mut analysis, &mut warnings);
    analysis.language = Some(known);
    analysis.warnings = warnings;
    analysis
}

fn language(report: &Report, warnings: &mut Vec<Warning>) -> Option<Known<String>> {
    let declared = report.language.as_ref();
    let known = match declared {
        Some(known) if known.how == How::Given => Some(known.clone()),
        _ => identify::of_report(report, declared.map(|known| known.value.as_str())),
    };
    match &known {
        None if report.text.trim().is_empty() => {}
        None => warnings.push(Warning::new(
            Code::UnknownLanguage,
            "the language could not be told, so no claims are read; say it with --lang",
        )),
        Some(known) if Language::from_code(&known.value).is_none() => warnings.push(Warning::new(
            Code::UnsupportedLanguage,
            format!("no claims are read in the language `{}`", known.value),
        )),
        Some(_) => {}
    }
    known
}
