use crate::{Case, stderr, stdout};

#[test]
fn reports_are_found_whatever_the_accents() {
    let case = Case::with_ledger();
    let hits = case.json(&["search", "EVACUE batiment", "--in", "reports", "--ledger", "case.db", "--json"]);
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0]["report"]["source"], "a.html");
    let excerpt: Vec<char> = hits[0]["excerpt"]["text"].as_str().unwrap().chars().collect();
    let mark = &hits[0]["excerpt"]["marks"][0];
    let range = mark["start"].as_u64().unwrap() as usize..mark["end"].as_u64().unwrap() as usize;
    assert_eq!(excerpt[range].iter().collect::<String>(), "bâtiment");
    let text = stdout(&case.run(&["search", "evacue", "--in", "reports", "--ledger", "case.db"]));
    assert!(text.contains("*évacué*"), "{text}");
}

#[test]
fn nothing_found_is_an_answer() {
    let case = Case::with_ledger();
    let output = case.run(&["search", "girafe", "--ledger", "case.db"]);
    assert!(output.status.success());
    assert_eq!(stdout(&output), "nothing found\n");
    assert_eq!(case.json(&["search", "girafe", "--ledger", "case.db", "--json"]).len(), 0);
}

#[test]
fn a_query_without_words_is_said_so() {
    let case = Case::with_ledger();
    let output = case.run(&["search", "…", "--ledger", "case.db"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("no word"), "{}", stderr(&output));
}

#[test]
fn claims_are_found_by_content_and_by_source() {
    let case = Case::with_ledger();
    for (query, marked) in
        [("drone depot", "a *drone* hit the *depot*"), ("\"ministry of defence\"", "*Ministry of Defence*")]
    {
        let text = stdout(&case.run(&["search", query, "--in", "claims", "--ledger", "case.db"]));
        assert!(text.contains(marked), "{text}");
        let hits = case.json(&["search", query, "--in", "claims", "--ledger", "case.db", "--json"]);
        assert!(hits[0]["claim"]["id"].is_string() && hits[0]["excerpt"]["marks"][0]["start"].is_u64());
    }
}
