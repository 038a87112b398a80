//! Measures Hearsay on gold data and holds the floors.
//!
//! `hearsay-eval [--gold DIR] [--knowledge DIR] [--trained] [--show] [MEASURE…]` prints one table: measure, figure, floor. Exits with 1 where a figure
//! is below its floor of `eval/floors.toml`. A gold set that is not there is named as missing; it is never passed.
//! `--show` prints the errors, for sorting them into kinds; `--knowledge` reads claims with other data files, `--trained` scores the passages of
//! `training/` that the network has seen too, for what is not learnt from them: kinds of sources, stances, hedges. `--flatten PAGE` prints the text that labels of zones count in.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "printing the table is what this program is for"
)]

mod claims;
mod conllu;
mod entities;
mod extraction;
mod flatten;
mod measure;
mod metadata;
mod peer;
mod plain;
mod polnear;
mod quotes;
mod raw;
mod segmentation;
mod syntax;
mod vectors;
mod zone_labels;
mod zones;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::measure::{Gold, Measure, Outcome};

/// In the order of the data: intake, language, claims.
const MEASURES: &[Measure] = &[
    Measure { name: "extraction", run: extraction::run },
    Measure { name: "peers", run: extraction::peers },
    Measure { name: "zones", run: zones::run },
    Measure { name: "labels", run: zone_labels::run },
    Measure { name: "metadata", run: metadata::run },
    Measure { name: "plain", run: plain::run },
    Measure { name: "segmentation", run: segmentation::run },
    Measure { name: "acceptance", run: claims::acceptance },
    Measure { name: "claims", run: claims::own },
    Measure { name: "quotes", run: quotes::run },
    Measure { name: "polnear", run: polnear::run },
    Measure { name: "spans", run: polnear::spans },
    Measure { name: "syntax", run: syntax::run },
    Measure { name: "entities", run: entities::run },
    Measure { name: "vectors", run: vectors::run },
];

fn main() -> anyhow::Result<ExitCode> {
    let mut gold = Gold { dir: PathBuf::from("../shared"), show: false, knowledge: None, trained: false };
    let mut wanted = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--gold" => gold.dir = args.next().context("--gold needs a folder")?.into(),
            "--show" => gold.show = true,
            "--knowledge" => gold.knowledge = Some(args.next().context("--knowledge needs a folder")?.into()),
            "--trained" => gold.trained = true,
            "--flatten" => {
                println!(
                    "{}",
                    flatten::page(&PathBuf::from(args.next().context("--flatten needs a page")?))?
                );
                return Ok(ExitCode::SUCCESS);
            }
            name if MEASURES.iter().any(|measure| measure.name == name) => wanted.push(arg),
            _ => bail!(
                "no measure is called `{arg}`; known are: {}",
                MEASURES.iter().map(|measure| measure.name).collect::<Vec<_>>().join(", ")
            ),
        }
    }
    let floors: toml::Table = toml::from_str(&std::fs::read_to_string("eval/floors.toml")?)?;
    let (mut figures, mut low, mut missing) = (0, 0, 0);
    println!("{:<44} {:>9} {:>9}", "measure", "figure", "floor");
    for measure in
        MEASURES.iter().filter(|measure| wanted.is_empty() || wanted.iter().any(|name| name == measure.name))
    {
        match (measure.run)(&gold)? {
            Outcome::Missing(what) => {
                missing += 1;
                println!("{:<44} missing: {what}", measure.name);
            }
            Outcome::Figures(list) => {
                for figure in list {
                    let floor = floors.get(&figure.name).and_then(toml::Value::as_float);
                    let below = floor.is_some_and(|floor| figure.value < floor);
                    figures += 1;
                    low += usize::from(below);
                    println!(
                        "{:<44} {:>9.4} {:>9} {}{}",
                        figure.name,
                        figure.value,
                        floor.map_or_else(|| "-".to_owned(), |floor| format!("{floor:.4}")),
                        if below { "BELOW ITS FLOOR " } else { "" },
                        figure.note,
                    );
                }
            }
        }
    }
    println!("{figures} figures, {low} below their floor, {missing} sets missing");
    Ok(if low == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
