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
