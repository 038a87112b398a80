use crate::{Case, stderr, stdout};

#[test]
fn help_has_examples() {
    let case = Case::new();
    for subcommand in ["read", "parse", "list", "show", "search", "demo", "completions"] {
        let output = case.run(&[subcommand, "--help"]);
        assert!(output.status.success());
        assert!(stdout(&output).contains(&format!("hearsay {subcommand} ")), "{subcommand}");
        assert!(stdout(&output).contains("Examples:"), "{subcommand}");
    }
    assert!(stdout(&case.run(&["--help"])).contains("Examples:"));
}

#[test]
fn wrong_usage_is_2() {
    let case = Case::new();
    for wrong in [
        &["read"][..],
        &["parse"],
        &["parse", "x", "--json", "--conllu"],
        &["nothing"],
        &[],
        &["read", "x", "--published", "yesterday"],
        &["read", "x", "--lang", "french"],
        &["read", "x", "--jobs", "0"],
        &["list"],
        &["list", "claims", "--ledger", "case.db", "--stance", "shouts"],
        &["show", "--ledger", "case.db"],
    ] {
        let output = case.run(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}: {}", stderr(&output));
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{wrong:?}");
    }
}

#[test]
fn a_ledger_that_is_not_there_is_said_so_and_not_made() {
    let case = Case::new();
    for asks in [&["list"][..], &["search", "drone"], &["show", "abcd"]] {
        let output = case.run(&[asks, &["--ledger", "none.db"]].concat());
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains("no ledger at none.db"), "{}", stderr(&output));
        assert!(!case.path("none.db").exists());
    }
}

#[test]
fn the_ledger_may_be_named_by_the_environment() {
    let case = Case::with_ledger();
    let output = case.command(&["list"]).env("HEARSAY_LEDGER", "case.db").output().unwrap();
    assert_eq!(stdout(&output).lines().count(), 2);
}

#[test]
fn every_shell_gets_completions() {
    let case = Case::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = case.run(&["completions", shell]);
        assert!(output.status.success());
        assert!(stdout(&output).contains("search"), "{shell}");
    }
}

#[test]
fn output_that_nobody_reads_on_is_no_failure() {
    use std::process::Stdio;
    let case = Case::with_ledger();
    for asks in
        [&["list", "--ledger", "case.db"][..], &["read", "a.html", "--json"], &["completions", "bash"]]
    {
        let mut child = case.command(asks).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{asks:?}: {}", stderr(&output));
    }
}

#[test]
fn colours_are_for_terminals_and_for_who_asks() {
    let case = Case::with_ledger();
    let list = ["list", "--ledger", "case.db"];
    assert!(!stdout(&case.run(&list)).contains('\u{1b}'));
    let forced = [&list[..], &["--color", "always"]].concat();
    assert!(stdout(&case.run(&forced)).contains('\u{1b}'));
    let asked = case.command(&list).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output().unwrap();
    assert!(!stdout(&asked).contains('\u{1b}'), "NO_COLOR is respected");
}
