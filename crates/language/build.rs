//! Puts the weights into the program where the checkout has them. A checkout without the analyser's (one that is about to train
//! its own) builds too; its analyses then hold sentences and tokens only, and say so.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let missing = |_| io::Error::other("cargo sets the folders of a build script");
    let models = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(missing)?).join("../../models");
    let out = env::var("OUT_DIR").map_err(missing)?;
    for (file, constant) in
        [("analyser.safetensors", "weights.rs"), ("sentence_encoder.safetensors", "sentence_encoder.rs")]
    {
        let weights = models.join(file);
        println!("cargo::rerun-if-changed={}", weights.display());
        let value = if weights.is_file() {
            format!("Some(include_bytes!(r\"{}\"))", weights.display())
        } else {
            "None".to_owned()
        };
        fs::write(Path::new(&out).join(constant), value)?;
    }
    Ok(())
}
