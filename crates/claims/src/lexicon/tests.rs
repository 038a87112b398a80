use std::fs;

use super::{Lexicon, Tense};

#[test]
fn built_in_files_are_sound() {
    for language in Lexicon::LANGUAGES {
        assert!(Lexicon::load(language, None).unwrap().is_some());
    }
}

#[test]
fn verbs_are_inflected_by_class() {
    let french = Lexicon::load("fr", None).unwrap().unwrap();
    for (form, tense) in [
        ("dément", Tense::Present),
        ("annonçait", Tense::Past),
        ("rappelle", Tense::Present),
        ("révélera", Tense::Future),
        ("soutient", Tense::Present),
        ("promis", Tense::Participle),
    ] {
        assert!(
            french.verbs.get(form).is_some_and(|forms| forms.iter().any(|one| one.tense == tense)),
            "{form}"
        );
    }
    let english = Lexicon::load("en", None).unwrap().unwrap();
    for form in ["said", "denies", "denied", "admitted", "wrote", "claiming", "vows"] {
        assert!(english.verbs.contains_key(form), "{form}");
    }
}

#[test]
fn phrases_are_cut_as_tokens_are() {
    for (phrase, words) in [
        ("prosecutor's office", &["prosecutor's", "office"][..]),
        ("it isn't clear", &["it", "isn't", "clear"]),
        ("farmers' union", &["farmers", "'", "union"]),
        ("à l'aune d'un avis", &["à", "l'", "aune", "d'", "un", "avis"]),
    ] {
        assert_eq!(super::phrases::split(phrase), words);
    }
}

#[test]
fn a_folder_of_the_users_overrides_ours() {
    let folder = std::env::temp_dir().join(format!("hearsay-lexicon-{}", std::process::id()));
    fs::create_dir_all(folder.join("en")).unwrap();
    fs::write(folder.join("en/loaded.toml"), "words = [\"hooligans\"]\njudgements = []\n").unwrap();
    let lexicon = Lexicon::load("en", Some(&folder)).unwrap().unwrap();
    assert!(lexicon.verbs.contains_key("said"));
    fs::write(folder.join("en/loaded.toml"), "words = 3").unwrap();
    let error = Lexicon::load("en", Some(&folder)).unwrap_err().to_string();
    assert!(error.contains("loaded.toml"), "{error}");
    fs::remove_dir_all(folder).unwrap();
}
