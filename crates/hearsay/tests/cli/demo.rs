use crate::{Case, stderr, stdout};

#[test]
fn a_newcomer_sees_every_part() {
    let case = Case::new();
    let output = case.run(&["demo"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    for part in [
        "What was read",
        "A page that cites another",
        "An anonymous source",
        "The reporting conditional",
        "A denial",
        "A loaded word",
        "A caption",
        "The same words in several reports",
        "Not read as a claim",
        "What to try next",
    ] {
        assert!(
            text.contains(&format!("\n{part}")) || text.starts_with(part),
            "{part} is missing from\n{text}"
        );
    }
    assert_eq!(std::fs::read_dir(case.folder.path()).unwrap().count(), 0, "it leaves nothing behind");
}

#[test]
fn what_it_recommends_works() {
    let case = Case::new();
    let text = stdout(&case.run(&["demo", "--ledger", "demo.db"]));
    let (_, next) = text.split_once("What to try next").unwrap();
    let mut tried = 0;
    for command in next.lines().map(str::trim).filter(|line| line.ends_with("--ledger demo.db")) {
        let arguments: Vec<&str> = command
            .split('\'')
            .enumerate()
            .flat_map(|(n, part)| match n % 2 {
                0 => part.split_whitespace().collect(),
                _ => vec![part],
            })
            .collect();
        let output = case.run(&arguments[1..]);
        assert!(output.status.success() && !output.stdout.is_empty(), "{command}: {}", stderr(&output));
        tried += 1;
    }
    assert!(tried >= 3);
    assert!(case.json(&["list", "--ledger", "demo.db", "--json"]).len() >= 15);
}
