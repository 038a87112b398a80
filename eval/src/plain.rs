//! Zones of the acceptance page `cases/idlib-report`, a page as a crawler saved it, with no tags left.
//!
//! A gold zone counts as right where one of ours has its kind and exactly its words.

use anyhow::Context;
use hearsay_intake::{Limits, inputs, report};
use serde_json::Value;

use crate::measure::{Figure, Gold, Outcome};

/// Runs the measure.
pub(crate) fn run(gold: &Gold) -> anyhow::Result<Outcome> {
    let page = gold.dir.join("cases/idlib-report.fr.txt");
    let labels = gold.dir.join("cases/idlib-report.gold.json");
    if !page.is_file() || !labels.is_file() {
        return Ok(Outcome::Missing("cases/idlib-report".to_owned()));
    }
    let limits = Limits::default();
    let document = inputs(&[page], &limits).next().context("the acceptance page")??;
    let report = report(&document, &limits);
    let labels: Value = serde_json::from_slice(&std::fs::read(labels)?)?;
    let zones = labels["zones"].as_array().context("zones in the gold")?;
    let mut right = 0;
    for zone in zones {
        let (kind, words) = (zone["kind"].as_str().unwrap_or(""), zone["text"].as_str().unwrap_or(""));
        if report.zones.iter().any(|ours| ours.kind.as_str() == kind && ours.span.of(&report.text) == words) {
            right += 1;
        } else if gold.show {
            println!("zone     {kind}: {words}");
        }
    }
    Ok(Outcome::Figures(vec![Figure {
        name: "zones.plain.idlib".to_owned(),
        value: f64::from(right) / zones.len().max(1) as f64,
        note: format!("{right} of {} zones exact", zones.len()),
    }]))
}
