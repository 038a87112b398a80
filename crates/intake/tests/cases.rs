//! The cases of `tests/cases/intake`: files called `page.*` hold pages, the others plain text.

use hearsay_cases::zones::{Case, fits};
use hearsay_intake::{Document, Format, Given, Limits, report};

#[test]
fn every_case_gives_its_zones() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/intake");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let is_page = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("page."));
        for case in Case::parse(&std::fs::read_to_string(&path).unwrap()).unwrap() {
            let document = Document {
                source: case.name.clone(),
                bytes: case.text.clone().into_bytes(),
                retrieved: "2021-06-02T00:00:00Z".into(),
                given: Given::default(),
                format: if is_page { Format::Html } else { Format::Text },
                cut: false,
            };
            let report = report(&document, &Limits::default());
            let found: Vec<_> =
                report.zones.iter().map(|zone| (zone.kind, zone.span.of(&report.text).trim())).collect();
            let same = found.len() == case.zones.len()
                && found
                    .iter()
                    .zip(&case.zones)
                    .all(|(found, expected)| found.0 == expected.0 && fits(found.1, &expected.1));
            assert!(same, "{}: {}\nfound {found:#?}\nexpected {:#?}", path.display(), case.name, case.zones);
            assert!(is_page || report.text == case.text, "{}: the text was changed", case.name);
            seen += 1;
        }
    }
    assert!(seen > 0, "no cases in {folder}");
}
