//! What a ledger promises, on reports made by hand.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as loudly as tests")]

use hearsay_core::json::Reading as Json;
use hearsay_core::{
    Certainty, Claim, Code, How, Known, Link, Loaded, Marker, MarkerRole, MetadataSource, Naming, Polarity,
    Report, ReportId, SourceKind, Span, Stance, Warning, Zone, ZoneKind,
};
use hearsay_ledger::{
    ClaimFilter, Entry, Error, Ledger, Named, Outcome, Query, Reading, ReportFilter, ReportRow, Run,
};
use rusqlite::Connection;
use serde_json::json;
use sha2::{Digest, Sha256};

const TEXT: &str = "« Frappe à Marsenne »\nSelon une source militaire citée par l’agence Vardo, la frappe \
                    aurait fait douze morts parmi les terroristes. Le ministère a démenti.";

fn span(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap_or_else(|| panic!("{words} is not in the text"));
    Span::new(start, start + words.len())
}

fn report(source: &str, bytes: &str, text: &str, language: &str) -> Report {
    Report {
        id: ReportId(format!("{:x}", Sha256::digest(bytes))),
        source: source.into(),
        retrieved: "2026-03-14T08:00:00Z".into(),
        outlet: Some(Known::new("Le Phare de Marsenne", How::Metadata(MetadataSource::OpenGraph))),
        title: Some(Known::new("Frappe à Marsenne", How::Metadata(MetadataSource::JsonLd))),
        authors: vec![Known::new("Ana Lindqvor", How::Dateline), Known::new("T. Mbeko", How::Text)],
        language: Some(Known::new(language, How::Text)),
        published: Some(Known::new("2026-03-13", How::Given)),
        modified: None,
        canonical: None,
        text: text.into(),
        zones: vec![Zone { kind: ZoneKind::Body, span: Span::new(0, text.len()) }],
        warnings: vec![Warning::new(Code::GuessedEncoding, "taken as windows-1252")],
    }
}

fn claim(id: &str) -> Claim {
    Claim {
        id: id.into(),
        zone: ZoneKind::Body,
        content: None,
        cue: None,
        chain: Vec::new(),
        stance: Stance::Asserts,
        certainty: Certainty::Certain,
        polarity: Polarity::Positive,
        conditional: false,
        direct: false,
        about: None,
        markers: Vec::new(),
        loaded: Vec::new(),
    }
}

fn link(mention: Option<Span>, naming: Naming, kind: SourceKind) -> Link {
    Link { mention, name: None, naming, kind, channel: None }
}

fn claims() -> Vec<Claim> {
    let at = |words| span(TEXT, words);
    vec![
        Claim {
            content: Some(at("la frappe aurait fait douze morts parmi les terroristes")),
            cue: Some(at("Selon")),
            chain: vec![
                Link {
                    name: Some("Agence Vardo".into()),
                    channel: Some(at("citée par")),
                    ..link(Some(at("l’agence Vardo")), Naming::Named, SourceKind::Media)
                },
                link(Some(at("une source militaire")), Naming::Anonymous, SourceKind::Military),
            ],
            certainty: Certainty::Possible,
            conditional: true,
            markers: vec![Marker { role: MarkerRole::Conditional, span: at("aurait") }],
            loaded: vec![
                Loaded { span: at("terroristes"), by: Some(1) },
                Loaded { span: at("Frappe"), by: None },
            ],
            ..claim("c1")
        },
        Claim {
            cue: Some(at("a démenti")),
            chain: vec![link(Some(at("Le ministère")), Naming::Described, SourceKind::Government)],
            stance: Stance::Denies,
            certainty: Certainty::Unknown,
            polarity: Polarity::Negative,
            about: Some("c1".into()),
            markers: vec![Marker { role: MarkerRole::Denial, span: at("a démenti") }],
            ..claim("c2")
        },
    ]
}

fn entry(source: &str, bytes: &str) -> Entry {
    Entry::Read(Box::new(
        Reading::new(bytes.as_bytes(), report(source, bytes, TEXT, "fr"), claims()).unwrap(),
    ))
}

fn plain(source: &str, text: &str, language: &str) -> Entry {
    let report = report(source, text, text, language);
    let whole = Claim { content: Some(Span::new(0, text.len())), ..claim("c1") };
    Entry::Read(Box::new(Reading::new(text.as_bytes(), report, vec![whole]).unwrap()))
}

fn new() -> (Ledger, Run) {
    let mut ledger = Ledger::in_memory().unwrap();
    let run = ledger.begin("0.1.0", &json!({})).unwrap();
    (ledger, run)
}

fn rows(ledger: &Ledger) -> Vec<ReportRow> {
    let mut rows = Vec::new();
    ledger
        .reports::<Error>(&ReportFilter::default(), |row| {
            rows.push(row);
            Ok(())
        })
        .unwrap();
    rows
}

fn names(ledger: &Ledger, filter: &ClaimFilter) -> Vec<String> {
    let mut names = Vec::new();
    ledger
        .claims::<Error>(filter, |_, claim| {
            names.push(claim.id.clone());
            Ok(())
        })
        .unwrap();
    names
}

#[test]
fn what_is_stored_comes_back_whole() {
    let (mut ledger, run) = new();
    let stored = entry("a.html", "<p>one</p>");
    ledger.write(&run, std::slice::from_ref(&stored)).unwrap();
    let Entry::Read(stored) = stored else { unreachable!() };
    let (report, claims) = ledger.report(&stored.report().id).unwrap();
    assert_eq!(claims, stored.claims());
    assert_eq!(
        serde_json::to_value(Json::new(&report, &claims)).unwrap(),
        serde_json::to_value(Json::new(stored.report(), stored.claims())).unwrap()
    );
    assert_eq!(report.authors, stored.report().authors);
    assert_eq!(report.zones, stored.report().zones);
    assert_eq!(ledger.original(&report.id).unwrap(), b"<p>one</p>");
}

#[test]
fn the_same_bytes_are_one_report() {
    let (mut ledger, run) = new();
    assert_eq!(ledger.write(&run, &[entry("a.html", "one")]).unwrap(), [Outcome::Read]);
    assert_eq!(
        ledger.write(&run, &[entry("a.html", "one"), entry("b.html", "one")]).unwrap(),
        [Outcome::Known; 2]
    );
    let rows = rows(&ledger);
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].claims, rows[0].warnings, rows[0].version), (2, 1, 1));
    assert!(ledger.knows(&rows[0].id.0, &run).unwrap());
}

#[test]
fn other_bytes_at_the_same_address_are_a_new_version() {
    let (mut ledger, run) = new();
    ledger.write(&run, &[entry("a.html", "one"), entry("b.html", "else"), entry("a.html", "two")]).unwrap();
    let versions: Vec<_> =
        rows(&ledger).into_iter().map(|row| (row.source, row.version, row.versions)).collect();
    assert_eq!(versions, [("a.html".into(), 1, 2), ("b.html".into(), 1, 1), ("a.html".into(), 2, 2)]);
}

#[test]
fn a_page_that_names_itself_has_versions_wherever_it_was_saved() {
    let (mut ledger, run) = new();
    for (source, canonical) in [
        ("monday.html", "https://phare.example/a"),
        ("tuesday.html", "https://phare.example/a"),
        ("other.html", "https://phare.example/"),
        ("another.html", "https://phare.example/"),
    ] {
        let mut report = report(source, source, TEXT, "fr");
        report.canonical = Some(Known::new(canonical, How::Metadata(MetadataSource::Link)));
        let entry = Entry::Read(Box::new(Reading::new(source.as_bytes(), report, claims()).unwrap()));
        ledger.write(&run, &[entry]).unwrap();
    }
    let versions: Vec<_> = rows(&ledger).into_iter().map(|row| row.version).collect();
    assert_eq!(versions, [1, 2, 1, 1], "the front page of a site is no address of a page");
}

#[test]
fn what_comes_through_a_pipe_has_no_versions() {
    let (mut ledger, run) = new();
    ledger.write(&run, &[entry("-", "one"), entry("-", "two")]).unwrap();
    assert!(rows(&ledger).iter().all(|row| row.version == 1 && row.versions == 1));
}

#[test]
fn another_version_or_other_settings_read_again() {
    let (mut ledger, run) = new();
    ledger.write(&run, &[entry("a.html", "one")]).unwrap();
    let id = rows(&ledger)[0].id.0.clone();
    for run in [
        ledger.begin("0.2.0", &json!({})).unwrap(),
        ledger.begin("0.2.0", &json!({"published": "2026-03-14"})).unwrap(),
    ] {
        assert!(!ledger.knows(&id, &run).unwrap());
        let mut claims = claims();
        claims.truncate(1);
        let reading = Reading::new(b"one", report("a.html", "one", TEXT, "fr"), claims).unwrap();
        assert_eq!(ledger.write(&run, &[Entry::Read(Box::new(reading))]).unwrap(), [Outcome::Reread]);
        assert!(ledger.knows(&id, &run).unwrap());
    }
    assert_eq!(rows(&ledger)[0].claims, 1);
    let found = ledger.search_claims(&Query::parse("douze").unwrap(), 9).unwrap();
    assert_eq!(found.len(), 1, "the old claims are gone from the index too");
}

#[test]
fn the_journal_says_what_happened() {
    let (mut ledger, run) = new();
    let failed = Entry::Failed { source: "gone.html".into(), message: "no such file".into() };
    ledger.write(&run, &[entry("a.html", "one"), failed]).unwrap();
    let run = ledger.begin("0.1.0", &json!({"lang": "fr"})).unwrap();
    ledger.write(&run, &[entry("a.html", "one")]).unwrap();
    let id = rows(&ledger)[0].id.0.clone();
    let known = Entry::Known { id, source: "b.html".into(), retrieved: "2026-03-15T00:00:00Z".into() };
    ledger.write(&run, &[known]).unwrap();

    let mut journal = Vec::new();
    ledger
        .journal::<Error>(|row| {
            journal.push((row.source, row.outcome, row.message, row.settings));
            Ok(())
        })
        .unwrap();
    let none = || json!({});
    let french = || json!({"lang": "fr"});
    assert_eq!(
        journal,
        [
            ("a.html".into(), "read".into(), None, none()),
            ("gone.html".into(), "failed".into(), Some("no such file".into()), none()),
            ("a.html".into(), "reread".into(), None, french()),
            ("b.html".into(), "known".into(), None, french()),
        ]
    );
}

#[test]
fn history_cannot_be_rewritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.db");
    let mut ledger = Ledger::create(&path).unwrap();
    let run = ledger.begin("0.1.0", &json!({})).unwrap();
    ledger.write(&run, &[entry("a.html", "one")]).unwrap();
    let other = Connection::open(&path).unwrap();
    for table in ["journal", "runs", "originals", "retrievals"] {
        let delete = other.execute(&format!("DELETE FROM {table}"), []);
        let update = other.execute(&format!("UPDATE {table} SET id = 7"), []);
        assert!(delete.is_err() && update.is_err(), "{table}");
    }
    for insert in [
        "INSERT OR REPLACE INTO journal (id, run, at, source, outcome) VALUES (1, 1, 'now', 'x', 'read')",
        "INSERT OR REPLACE INTO runs (id, started, version, settings) VALUES (1, 'now', '9', '{}')",
        "INSERT OR REPLACE INTO originals (sha256, size, zstd) SELECT sha256, 0, x'' FROM originals",
    ] {
        assert!(other.execute(insert, []).is_err(), "{insert}");
    }
}

#[test]
fn words_beside_offsets_are_those_at_the_offsets() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.db");
    let mut ledger = Ledger::create(&path).unwrap();
    let run = ledger.begin("0.1.0", &json!({})).unwrap();
    ledger.write(&run, &[entry("a.html", "one")]).unwrap();
    let other = Connection::open(&path).unwrap();
    for (words, start, stop, from) in [
        ("content", "content_start", "content_stop", "claims"),
        ("cue", "cue_start", "cue_stop", "claims"),
        ("mention", "mention_start", "mention_stop", "claims JOIN links ON links.claim = claims.id"),
        ("channel", "channel_start", "channel_stop", "claims JOIN links ON links.claim = claims.id"),
        ("words", "start", "stop", "claims JOIN markers ON markers.claim = claims.id"),
        ("words", "start", "stop", "claims JOIN loaded ON loaded.claim = claims.id"),
    ] {
        let sql = format!(
            "SELECT count(*), sum({words} = substr(reports.text, {start} + 1, {stop} - {start}))
               FROM {from} JOIN reports ON reports.id = claims.report WHERE {words} IS NOT NULL"
        );
        let (all, right): (usize, usize) =
            other.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        assert!(all > 0 && all == right, "{words} of {from}: {right} of {all}");
    }
    let line: (String, String) = other
        .query_row("SELECT chain, markers FROM claims_read LIMIT 1", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    assert_eq!(line, ("Agence Vardo ← une source militaire".into(), "aurait".into()));
}

#[test]
fn names_may_be_cut_short_where_that_is_clear() {
    let (mut ledger, run) = new();
    let sources: Vec<String> = (0..40).map(|n| format!("{n}.html")).collect();
    let batch: Vec<_> = sources.iter().map(|source| entry(source, source)).collect();
    ledger.write(&run, &batch).unwrap();
    let id = rows(&ledger)[7].id.clone();
    assert_eq!(ledger.resolve(&id.0[..12]).unwrap(), Named::Report(id.clone()));
    assert_eq!(ledger.resolve(&id.0.to_uppercase()).unwrap(), Named::Report(id.clone()));
    let named = ledger.resolve(&format!("{}/c2", &id.0[..12])).unwrap();
    assert_eq!(named, Named::Claim(id.clone(), "c2".into()));
    // Forty reports and sixteen first digits: some two share one.
    let ambiguous = "0123456789abcdef"
        .chars()
        .filter(|digit| matches!(ledger.resolve(&digit.to_string()), Err(Error::Ambiguous { .. })));
    assert!(ambiguous.count() > 0);
    for unknown in ["", "zz", "%", &format!("{}/c9", id.0), &format!("{}/", id.0), &"0".repeat(64)] {
        assert!(matches!(ledger.resolve(unknown), Err(Error::Unknown { .. })), "{unknown}");
    }
}

#[test]
fn claims_are_listed_by_what_they_are() {
    let (mut ledger, run) = new();
    ledger.write(&run, &[entry("a.html", "one")]).unwrap();
    let all = ClaimFilter::default();
    assert_eq!(names(&ledger, &all), ["c1", "c2"]);
    assert_eq!(names(&ledger, &ClaimFilter { stance: Some(Stance::Denies), ..all.clone() }), ["c2"]);
    assert_eq!(names(&ledger, &ClaimFilter { kind: Some(SourceKind::Media), ..all.clone() }), ["c1"]);
    assert_eq!(names(&ledger, &ClaimFilter { naming: Some(Naming::Described), ..all.clone() }), ["c2"]);
    assert_eq!(names(&ledger, &ClaimFilter { source: Some("MINISTERE".into()), ..all.clone() }), ["c2"]);
    assert_eq!(names(&ledger, &ClaimFilter { source: Some("vardo".into()), ..all.clone() }), ["c1"]);
    assert_eq!(names(&ledger, &ClaimFilter { source: Some("frappe".into()), ..all.clone() }), [""; 0]);
    assert_eq!(names(&ledger, &ClaimFilter { conditional: Some(true), ..all.clone() }), ["c1"]);
    let until = ReportFilter { until: Some("2026-03-12".into()), ..ReportFilter::default() };
    assert_eq!(names(&ledger, &ClaimFilter { reports: until, ..all }), [""; 0]);
}

#[test]
fn search_finds_every_spelling_and_shows_the_text_as_written() {
    let (mut ledger, run) = new();
    ledger
        .write(
            &run,
            &[
                plain("fr", "L’armée a évacué le cœur de la cité.", "fr"),
                plain("ru", "Самолёт сбит над Вардой, сообщили лётчики.", "ru"),
                plain("uk", "Військові повідомили про п’ять влучань.", "uk"),
                plain("ar", "قُتِلَ أحمد في إدلب، قال مسؤول في المستشفى.", "ar"),
            ],
        )
        .unwrap();
    for (query, source, marked) in [
        ("armee", "fr", "armée"),
        ("COEUR", "fr", "cœur"),
        ("evac*", "fr", "évacué"),
        ("\"l'armee a evacue\"", "fr", "L’armée a évacué"),
        ("самолет", "ru", "Самолёт"),
        ("ЛЁТЧИКИ", "ru", "лётчики"),
        ("п'ять", "uk", "п’ять"),
        ("قتل", "ar", "قُتِلَ"),
        ("احمد", "ar", "أحمد"),
        ("ادلب", "ar", "إدلب"),
        ("إدلب مسوول", "ar", "إدلب"),
        ("المستشفي", "ar", "المستشفى"),
    ] {
        let parsed = Query::parse(query).unwrap();
        let hits = ledger.search_reports(&parsed, 9).unwrap();
        assert_eq!(
            hits.iter().map(|hit| hit.report.source.as_str()).collect::<Vec<_>>(),
            [source],
            "{query}"
        );
        let excerpt = &hits[0].excerpt;
        assert_eq!(excerpt.marks[0].of(&excerpt.text), marked, "{query}");
        let claims = ledger.search_claims(&parsed, 9).unwrap();
        assert_eq!(claims.len(), 1, "{query}");
        assert_eq!(claims[0].excerpt.marks[0].of(&claims[0].excerpt.text), marked, "{query}");
    }
}

#[test]
fn queries_combine_and_nothing_in_them_is_an_error() {
    let (mut ledger, run) = new();
    let texts = ["drone sur le port", "missile sur le port", "drone et missile", "rien"];
    let batch: Vec<_> = texts.iter().map(|text| plain(text, text, "fr")).collect();
    ledger.write(&run, &batch).unwrap();
    let find = |query: &str| {
        let mut found: Vec<_> = ledger
            .search_reports(&Query::parse(query).unwrap(), 9)
            .unwrap()
            .into_iter()
            .map(|hit| hit.report.source)
            .collect();
        found.sort();
        found
    };
    assert_eq!(find("drone port"), ["drone sur le port"]);
    assert_eq!(find("drone -missile"), ["drone sur le port"]);
    assert_eq!(find("drone -\"et missile\" OR rien"), ["drone sur le port", "rien"]);
    assert_eq!(find("\"sur le port\""), ["drone sur le port", "missile sur le port"]);
    assert_eq!(find("miss*"), ["drone et missile", "missile sur le port"]);
    for odd in [
        "(drone",
        "drone)",
        "drone:x",
        "a\"b",
        "\"",
        "NEAR(drone",
        "^drone",
        "{drone}",
        "drone AND",
        "* drone",
    ] {
        if let Ok(query) = Query::parse(odd) {
            ledger.search_reports(&query, 9).unwrap_or_else(|error| panic!("{odd}: {error}"));
            ledger.search_claims(&query, 9).unwrap_or_else(|error| panic!("{odd}: {error}"));
        }
    }
    for nothing in ["", "  ", "-drone", "\"\"", "OR", "…"] {
        assert!(matches!(Query::parse(nothing), Err(Error::Query { .. })), "{nothing}");
    }
}

#[test]
fn a_long_text_gives_an_excerpt_around_the_words() {
    let (mut ledger, run) = new();
    let text =
        format!("{}le missile est tombé ici. {}", "Un début sans fin. ".repeat(90), "Et après. ".repeat(90));
    ledger.write(&run, &[plain("long", &text, "fr")]).unwrap();
    let hits = ledger.search_reports(&Query::parse("missile").unwrap(), 9).unwrap();
    let excerpt = &hits[0].excerpt;
    assert!(
        excerpt.text.len() < 300 && excerpt.text.contains("le missile est tombé ici"),
        "{}",
        excerpt.text
    );
    assert_eq!(excerpt.marks[0].of(&excerpt.text), "missile");
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let refused = |claims: Vec<Claim>| {
        let result = Reading::new(b"x", report("a", "x", "déjà", "fr"), claims);
        assert!(matches!(result, Err(Error::Inconsistent { .. })));
    };
    refused(vec![Claim { content: Some(Span::new(0, 99)), ..claim("c1") }]);
    refused(vec![Claim { cue: Some(Span::new(0, 2)), ..claim("c1") }]);
    refused(vec![claim("c1"), claim("c1")]);
    refused(vec![Claim { about: Some("c9".into()), ..claim("c1") }]);
}

#[test]
fn other_files_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.db");
    assert!(matches!(Ledger::open(&missing), Err(Error::Missing(_))));
    assert!(!missing.exists());

    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "not a database, but long enough to be taken for one ".repeat(40)).unwrap();
    assert!(matches!(Ledger::create(&text), Err(Error::Foreign(_))));

    let foreign = folder.path().join("foreign.db");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert!(matches!(Ledger::create(&foreign), Err(Error::Foreign(_))));
    assert!(matches!(Ledger::open(&foreign), Err(Error::Foreign(_))));

    let newer = folder.path().join("newer.db");
    drop(Ledger::create(&newer).unwrap());
    Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(Ledger::open(&newer), Err(Error::Newer { found: 99, .. })));
}

#[test]
fn programs_may_make_one_ledger_at_once() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..60 {
        let path = folder.path().join(format!("{n}.db"));
        let start = std::sync::Barrier::new(4);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    start.wait();
                    Ledger::create(&path).unwrap().begin("0.1.0", &json!({})).unwrap();
                });
            }
        });
    }
}

#[test]
fn two_programs_may_write_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.db");
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let path = &path;
            scope.spawn(move || {
                let mut ledger = Ledger::create(path).unwrap();
                let run = ledger.begin("0.1.0", &json!({})).unwrap();
                for n in 0..20 {
                    // Half of the reports are read by every writer.
                    let source = if n % 2 == 0 { format!("{n}") } else { format!("{writer}-{n}") };
                    ledger.write(&run, &[entry(&source, &source)]).unwrap();
                }
            });
        }
    });
    let ledger = Ledger::open(&path).unwrap();
    assert_eq!(rows(&ledger).len(), 10 + 4 * 10);
    let sound: String = Connection::open(&path)
        .unwrap()
        .pragma_query_value(None, "integrity_check", |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
}
