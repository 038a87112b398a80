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
