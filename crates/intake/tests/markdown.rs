//! Markdown: its marks tell the zones, its front matter the metadata.

use hearsay_core::How;
use hearsay_intake::{Document, Format, Given, Limits, report};

const PAGE: &str = "---
title: \"Bridge at Brevoux hit\"
author: Jane Roe, John Doe
date: 2021-06-02
---

# Bridge hit by drone

A drone hit the bridge
on Monday.

> Nobody was hurt,
> the mayor said.

![The bridge](bridge.jpg)

| Day | Strikes |
|-----|---------|
| Mon | 1       |

- [Who holds the bank](bank.md)
";

#[test]
fn marks_tell_the_zones_and_front_matter_the_metadata() {
    let document = Document {
        source: "page.md".into(),
        bytes: PAGE.into(),
        retrieved: "2021-06-02T00:00:00Z".into(),
        given: Given::default(),
        format: Format::Markdown,
        cut: false,
    };
    let report = report(&document, &Limits::default());
    let kinds: Vec<_> = report.zones.iter().map(|zone| zone.kind.as_str()).collect();
    assert_eq!(kinds, ["boilerplate", "headline", "body", "quote", "caption", "table", "related"]);
    assert_eq!(report.zones[2].span.of(&report.text), "A drone hit the bridge\non Monday.");
    assert_eq!(report.text, PAGE);
    assert_eq!(report.title.unwrap().value, "Bridge at Brevoux hit");
    assert_eq!(
        report.authors.iter().map(|name| name.value.as_str()).collect::<Vec<_>>(),
        ["Jane Roe", "John Doe"]
    );
    let published = report.published.unwrap();
    assert_eq!((published.value.as_str(), published.how), ("2021-06-02", How::Text));
}
