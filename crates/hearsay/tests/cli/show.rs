use crate::{Case, PAGE, stderr, stdout};

fn id(case: &Case, source: &str) -> String {
    let rows = case.json(&["list", "--ledger", "case.db", "--json"]);
    let row = rows.iter().find(|row| row["source"] == source).unwrap();
    row["id"].as_str().unwrap()[..8].to_owned()
}

#[test]
fn a_report_is_shown_zone_by_zone() {
    let case = Case::with_ledger();
    let output = case.run(&["show", &id(&case, "b.txt"), "--ledger", "case.db"]);
    assert!(stdout(&output).contains("a drone hit the depot on Monday"), "{}", stdout(&output));
}

#[test]
fn a_report_is_shown_as_read_prints_it() {
    let case = Case::with_ledger();
    let shown = case.json(&["show", &id(&case, "a.html"), "--ledger", "case.db", "--json"]);
    let mut read = case.json(&["read", "a.html", "--json"]);
    read[0]["report"]["retrieved"] = shown[0]["report"]["retrieved"].clone();
    assert_eq!(shown, read);
}

#[test]
fn the_original_comes_back_byte_for_byte() {
    let case = Case::with_ledger();
    let output = case.run(&["show", &id(&case, "a.html"), "--ledger", "case.db", "--original"]);
    assert_eq!(stdout(&output), PAGE);
}

#[test]
fn what_is_not_there_is_1_and_said() {
    let case = Case::with_ledger();
    let known = id(&case, "a.html");
    for (name, what) in
        [("0000000000", "report"), ("nonsense", "report"), (&format!("{known}/c999")[..], "claim")]
    {
        let output = case.run(&["show", name, "--ledger", "case.db"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains(&format!("no {what} is called `{name}`")), "{}", stderr(&output));
    }
}

#[test]
fn a_claim_is_shown_in_its_sentence_with_the_evidence_marked() {
    let case = Case::with_ledger();
    let claims = case.json(&["list", "claims", "--ledger", "case.db", "--conditional", "--json"]);
    let name = format!("{}/{}", id(&case, "a.html"), claims[0]["claim"]["id"].as_str().unwrap());
    let shown = stdout(&case.run(&["show", &name, "--ledger", "case.db"]));
    for words in [
        "<Selon> {une source militaire}, [la frappe *aurait tué* douze personnes",
        "anonymous military",
        "possible",
    ] {
        assert!(shown.contains(words), "{words} is not in\n{shown}");
    }
    let coloured = stdout(&case.run(&["show", &name, "--ledger", "case.db", "--color", "always"]));
    assert!(coloured.contains('\u{1b}') && !coloured.contains("<Selon>"), "{coloured}");

    let json = case.json(&["show", &name, "--ledger", "case.db", "--json"]);
    assert_eq!(json[0]["claim"], claims[0]["claim"]);
    assert!(json[0]["sentences"][0]["text"].as_str().unwrap().starts_with("Selon une source militaire"));
}

#[test]
fn a_page_cannot_command_the_terminal() {
    let case = Case::new();
    case.write("x.txt", "The ministry said that \u{1b}]0;owned\u{7} the port was \u{9b}31mclosed.\n");
    case.run(&["read", "x.txt", "--lang", "en", "--ledger", "case.db"]);
    let name = id(&case, "x.txt");
    for asks in [&["show", &name][..], &["list", "claims"], &["search", "port"], &["list"]] {
        let output = case.run(&[asks, &["--ledger", "case.db"]].concat());
        let bad = stdout(&output).chars().find(|letter| letter.is_control() && *letter != '\n');
        assert_eq!(bad, None, "{asks:?}");
    }
}

#[test]
fn why_names_the_lists_and_the_words_behind_each_field() {
    let case = Case::with_ledger();
    let claims = case.json(&["list", "claims", "--ledger", "case.db", "--conditional", "--json"]);
    let name = format!("{}/{}", id(&case, "a.html"), claims[0]["claim"]["id"].as_str().unwrap());
    let shown = stdout(&case.run(&["show", &name, "--ledger", "case.db", "--why"]));
    for words in [
        "« Selon » introduit une source ([prepositions] de fr/cues.toml)",
        "anonyme à cause de « source » ([anonymous] de fr/sources.toml)",
        "« militaire » ([kinds] de fr/sources.toml)",
        "« aurait tué » est le conditionnel journalistique (Mood=Cnd",
    ] {
        assert!(shown.contains(words), "{words} is not in\n{shown}");
    }
    let json = case.json(&["show", &name, "--ledger", "case.db", "--why", "--json"]);
    assert!(json[0]["why"].as_array().is_some_and(|why| why.len() >= 3), "{json:?}");
}

#[test]
fn a_verb_that_is_added_to_a_list_is_read_without_building_anew() {
    let case = Case::new();
    case.write("a.txt", "Le ministre Odran Vasseur a grommeluché que le pont était coupé.\n");
    let stance = |arguments: &[&str]| {
        let read = case.json(&[&["read", "a.txt", "--lang", "fr", "--json"], arguments].concat());
        read[0]["claims"][0]["stance"].as_str().map(str::to_owned)
    };
    assert_ne!(stance(&[]).as_deref(), Some("denies"));
    assert!(case.run(&["knowledge", "mine"]).status.success());
    let path = case.path("mine/fr/cues.toml");
    let mut cues = std::fs::read_to_string(&path).unwrap();
    cues.push_str("\n[[verbs]]\nstance = \"denies\"\nframes = [\"clause\"]\nwords = [\"grommelucher\"]\n");
    std::fs::write(&path, cues).unwrap();
    assert_eq!(stance(&["--knowledge", "mine"]).as_deref(), Some("denies"));
    // A folder that is there already is not written over, and a broken file is named.
    assert_eq!(case.run(&["knowledge", "mine"]).status.code(), Some(1));
    std::fs::write(&path, "stance =").unwrap();
    let output = case.run(&["read", "a.txt", "--knowledge", "mine"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("cues.toml"), "{}", stderr(&output));
}

#[test]
fn a_folder_of_lists_that_is_mistyped_is_an_error() {
    let case = Case::new();
    case.write("a.txt", "Le ministre Odran Vasseur a dit que le pont était coupé.\n");
    case.write("lists/cues.toml", "");
    for (folder, words) in
        [("mien", "mien cannot be read"), ("a.txt", "a.txt cannot be read"), ("lists", "fr/cues.toml")]
    {
        let output = case.run(&["read", "a.txt", "--knowledge", folder]);
        assert_eq!(output.status.code(), Some(1), "{folder}");
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
    }
}
