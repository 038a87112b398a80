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
