//! Every case of `cases/language` is cut into sentences and tokens as it says: a line a sentence, tokens between bars, the words of
//! a token that holds several after an equals sign.

use std::fs;
use std::path::Path;

use hearsay_language::{Analysis, Language, segment};

fn shown(text: &str, analysis: &Analysis) -> Vec<String> {
    let token = |token: &hearsay_language::Token| {
        let own = token.span.of(text);
        let words: Vec<&str> =
            analysis.words[token.words.clone()].iter().map(|word| word.form.as_str()).collect();
        if words.len() > 1 { format!("{own} = {}", words.join(" + ")) } else { own.to_owned() }
    };
    let sentences = analysis.sentences.iter();
    sentences
        .map(|sentence| {
            analysis.tokens[sentence.tokens.clone()].iter().map(token).collect::<Vec<_>>().join(" | ")
        })
        .collect()
}

#[test]
fn texts_are_cut_as_the_cases_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/language");
    let (mut count, mut wrong) = (0, Vec::new());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let language = Language::from_code(name.rsplit('.').next().unwrap()).expect("a language in the name");
        let file = fs::read_to_string(&path).unwrap();
        for case in file.split("--- ").skip(1) {
            let (title, rest) = case.split_once('\n').unwrap();
            let (text, wanted) = rest.split_once("\n===\n").unwrap();
            let wanted: Vec<&str> = wanted.lines().filter(|line| !line.is_empty()).collect();
            let found = shown(text, &segment::text(text, language));
            count += 1;
            if found != wanted {
                wrong.push(format!("{title}\n  wanted {wanted:#?}\n  found {found:#?}"));
            }
        }
    }
    assert!(count > 0 && wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}
