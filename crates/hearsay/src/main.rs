//! The command line: the only place that wires the stages together.

fn main() -> anyhow::Result<()> {
    Ok(())
}
