use crate::{Case, stdout};

#[test]
fn reports_are_listed_in_the_order_they_came() {
    let case = Case::with_ledger();
    let rows = case.json(&["list", "--ledger", "case.db", "--json"]);
    let sources: Vec<_> = rows.iter().map(|row| row["source"].as_str().unwrap()).collect();
    assert_eq!(sources, ["a.html", "b.txt"]);
    for row in &rows {
        for field in
            ["id", "source", "outlet", "title", "language", "published", "version", "claims", "warnings"]
        {
            assert!(row.get(field).is_some(), "{field} is missing from {row}");
        }
    }
    assert_eq!(stdout(&case.run(&["list", "--ledger", "case.db"])).lines().count(), 2);
}

#[test]
fn the_journal_has_version_and_settings() {
    let case = Case::with_ledger();
    let rows = case.json(&["list", "journal", "--ledger", "case.db", "--json"]);
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["version"], env!("CARGO_PKG_VERSION"));
    assert!(rows[0]["settings"]["max_bytes"].as_u64().unwrap() > 0);
    assert!(stdout(&case.run(&["list", "journal", "--ledger", "case.db"])).contains("read    "));
}

#[test]
fn claims_are_listed_with_what_names_their_report() {
    let case = Case::with_ledger();
    let all = case.json(&["list", "claims", "--ledger", "case.db", "--json"]);
    assert!(all.len() >= 4, "{all:?}");
    for row in &all {
        assert_eq!(row["schema"], "hearsay/1");
        assert_eq!(row["report"]["id"].as_str().unwrap().len(), 64);
        for field in
            ["id", "zone", "content", "cue", "chain", "stance", "certainty", "polarity", "conditional"]
        {
            assert!(row["claim"].get(field).is_some(), "{field} is missing from {row}");
        }
    }
    let text = stdout(&case.run(&["list", "claims", "--ledger", "case.db"]));
    assert_eq!(text.lines().count(), 2 * all.len());
}

#[test]
fn claims_are_chosen_by_what_they_are() {
    let case = Case::with_ledger();
    let list = |filter: &[&str]| {
        let claims = case.json(&[&["list", "claims", "--ledger", "case.db", "--json"], filter].concat());
        let content =
            |row: &serde_json::Value| row["claim"]["content"]["text"].as_str().unwrap_or_default().to_owned();
        claims.iter().map(content).collect::<Vec<_>>()
    };
    let anonymous = list(&["--naming", "anonymous"]);
    assert!(anonymous.iter().any(|content| content.contains("aurait tué douze personnes")), "{anonymous:?}");
    assert!(list(&["--conditional"]).iter().all(|content| content.contains("aurait")));
    assert!(
        list(&["--source", "ministry of defence"])
            .iter()
            .any(|content| content.contains("a drone hit the depot"))
    );
    assert!(list(&["--lang", "en"]).iter().all(|content| !content.contains("personnes")));
    assert!(list(&["--zone", "caption"]).is_empty());
    assert!(list(&["--since", "2030-01-01"]).is_empty());
}
