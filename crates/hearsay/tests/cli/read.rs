use serde_json::{Value, json};

use crate::{CORRECTED, Case, PAGE, TEXT, lines, stderr, stdout};

#[test]
fn json_is_one_object_a_line_and_nothing_else() {
    let case = Case::new();
    case.write("a.html", PAGE).write("b.txt", TEXT);
    let output = case.run(&["read", "a.html", "b.txt", "--json"]);
    assert!(output.status.success());
    assert_eq!(stderr(&output), "");
    let reports = lines(&output);
    assert_eq!(reports.len(), 2);
    for report in &reports {
        assert_eq!(report["schema"], "hearsay/1");
        let fields: Vec<_> = report.as_object().unwrap().keys().map(String::as_str).collect();
        for field in ["schema", "report", "text", "zones", "claims", "entities", "warnings"] {
            assert!(fields.contains(&field), "{field} is missing from {fields:?}");
        }
        let header = report["report"].as_object().unwrap();
        for field in ["id", "source", "outlet", "title", "language", "published"] {
            assert!(header.contains_key(field), "{field} is missing");
        }
        assert_eq!(header["id"].as_str().unwrap().len(), 64);
        check_offsets(report);
    }
    assert_eq!(reports[1]["text"], TEXT, "a .txt is taken as it is");
}

/// Every object with `start`, `end` and `text` holds the words at those scalar values of the report's text.
fn check_offsets(report: &Value) {
    fn walk(value: &Value, text: &[char]) {
        if let (Some(start), Some(end)) = (value["start"].as_u64(), value["end"].as_u64()) {
            let words: String = text[start as usize..end as usize].iter().collect();
            assert!(value["text"].is_null() || value["text"] == words, "{value}");
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| walk(value, text)),
            Value::Object(fields) => fields.values().for_each(|value| walk(value, text)),
            _ => {}
        }
    }
    let text: Vec<char> = report["text"].as_str().unwrap().chars().collect();
    walk(&report["zones"], &text);
    walk(&report["claims"], &text);
}

#[test]
fn the_order_of_output_is_the_order_of_input() {
    let case = Case::new();
    let records: String = (0..300)
        .map(|n| {
            // Long and short by turns, so that threads finish out of order.
            let text = "The minister said that the port was closed. ".repeat(if n % 5 == 0 { 60 } else { 1 });
            json!({"id": format!("r{n}"), "text": format!("Report {n}. {text}")}).to_string() + "\n"
        })
        .collect();
    case.write("many.jsonl", &records);
    for jobs in ["1", "4"] {
        for ledger in [&[][..], &["--ledger", "case.db"]] {
            let reports = case.json(&[&["read", "many.jsonl", "--json", "--jobs", jobs], ledger].concat());
            let sources: Vec<_> = reports.iter().map(|report| report["report"]["source"].clone()).collect();
            let expected: Vec<_> = (0..300).map(|n| json!(format!("r{n}"))).collect();
            assert_eq!(sources, expected, "with {jobs} jobs, {ledger:?}");
        }
    }
}

#[test]
fn the_number_of_jobs_changes_nothing() {
    let case = Case::new();
    case.write("pages/a.html", PAGE).write("pages/b.txt", TEXT).write("pages/c.html", CORRECTED);
    let read = |jobs| {
        let mut reports = case.json(&["read", "pages", "--json", "--jobs", jobs]);
        for report in &mut reports {
            report["report"]["retrieved"] = Value::Null;
        }
        reports
    };
    assert_eq!(read("1"), read("4"));
}

#[test]
fn an_input_that_fails_is_named_and_the_others_are_read() {
    let case = Case::new();
    case.write("a.html", PAGE).write("b.txt", TEXT);
    let output = case.run(&["read", "a.html", "gone.html", "b.txt", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(lines(&output).len(), 2);
    assert!(stderr(&output).contains("gone.html"), "{}", stderr(&output));

    let output = case.run(&["read", "a.html", "gone.html", "b.txt", "--ledger", "case.db"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(case.json(&["list", "--ledger", "case.db", "--json"]).len(), 2);
    let journal = case.json(&["list", "journal", "--ledger", "case.db", "--json"]);
    let outcomes: Vec<_> = journal.iter().map(|row| row["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["read", "failed", "read"]);
}

#[test]
fn standard_input_is_read() {
    let case = Case::new();
    let output = case.pipe(&["read", "-", "--json"], PAGE);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(lines(&output)[0]["report"]["source"], "-");
}

#[test]
fn what_is_given_is_marked_as_given() {
    let case = Case::new();
    case.write("b.txt", TEXT);
    case.write("r.jsonl", "{\"id\":\"r\",\"text\":\"It rained.\",\"published\":\"2020-01-01\"}\n");
    let given = ["--published", "2021-06-02", "--lang", "en", "--outlet", "Vardo Post", "--json"];
    let reports = case.json(&[&["read", "b.txt", "r.jsonl"], &given[..]].concat());
    let header = &reports[0]["report"];
    assert_eq!(header["published"], json!({"value": "2021-06-02", "how": "given"}));
    assert_eq!((&header["language"], &header["outlet"]), (&json!("en"), &json!("Vardo Post")));
    assert_eq!(reports[1]["report"]["published"]["value"], "2020-01-01", "a record knows better");
}

#[test]
fn reading_again_changes_nothing_but_the_journal() {
    let case = Case::with_ledger();
    let before = case.json(&["list", "--ledger", "case.db", "--json"]);
    let first = case.json(&["read", "a.html", "b.txt", "--json"]);
    let output = case.run(&["read", "a.html", "b.txt", "--ledger", "case.db"]);
    assert!(stdout(&output).lines().all(|line| line.starts_with("known")), "{}", stdout(&output));
    assert_eq!(case.json(&["list", "--ledger", "case.db", "--json"]), before);
    assert_eq!(case.json(&["list", "journal", "--ledger", "case.db", "--json"]).len(), 4);

    let mut again = case.json(&["read", "a.html", "b.txt", "--ledger", "case.db", "--json"]);
    for (again, first) in again.iter_mut().zip(&first) {
        again["report"]["retrieved"] = first["report"]["retrieved"].clone();
    }
    assert_eq!(again, first, "what the ledger gives back is what was read");
}

#[test]
fn other_settings_read_again() {
    let case = Case::with_ledger();
    let output = case.run(&["read", "b.txt", "--ledger", "case.db", "--published", "2026-03-15"]);
    assert!(stdout(&output).starts_with("reread"), "{}", stdout(&output));
    let reports = case.json(&["list", "--ledger", "case.db", "--json"]);
    assert_eq!(reports.len(), 2);
    assert_eq!(reports[1]["published"], "2026-03-15");
}

#[test]
fn other_bytes_at_the_same_path_are_a_new_version() {
    let case = Case::with_ledger();
    case.write("a.html", CORRECTED);
    case.run(&["read", "a.html", "--ledger", "case.db"]);
    let versions: Vec<_> = case
        .json(&["list", "--ledger", "case.db", "--json"])
        .iter()
        .map(|row| (row["source"].clone(), row["version"].clone(), row["versions"].clone()))
        .collect();
    assert_eq!(
        versions,
        [
            (json!("a.html"), json!(1), json!(2)),
            (json!("b.txt"), json!(1), json!(1)),
            (json!("a.html"), json!(2), json!(2))
        ]
    );
}

#[test]
fn acknowledgements_say_what_was_kept() {
    let case = Case::new();
    case.write("a.html", PAGE);
    let output = case.run(&["read", "a.html", "--ledger", "case.db"]);
    let id = case.json(&["list", "--ledger", "case.db", "--json"])[0]["id"].as_str().unwrap()[..8].to_owned();
    let line = stdout(&output);
    assert!(line.starts_with(&format!("read    {id}  a.html")) && line.ends_with(" claims\n"), "{line}");
    assert!(stderr(&output).contains("1 read"), "{}", stderr(&output));
}

#[test]
fn a_file_that_is_no_ledger_is_left_alone() {
    let case = Case::new();
    case.write("a.html", PAGE).write("notes.db", &"my notes, not a database. ".repeat(50));
    let output = case.run(&["read", "a.html", "--ledger", "notes.db"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("not a ledger"), "{}", stderr(&output));
    assert!(std::fs::read_to_string(case.path("notes.db")).unwrap().starts_with("my notes"));
}

#[test]
fn without_a_ledger_the_page_is_told_in_words() {
    let case = Case::new();
    case.write("b.txt", TEXT);
    let text = stdout(&case.run(&["read", "b.txt", "--outlet", "Vardo Post"]));
    assert!(text.contains("Vardo Post"), "{text}");
    assert!(
        text.contains("<According to> {the Ministry of Defence}, [a drone hit the depot on Monday]"),
        "{text}"
    );
}
