//! What can go wrong with the data files.

use std::path::PathBuf;

/// A data file, or a folder of them, that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file or the folder cannot be read.
    #[error("{path} cannot be read: {source}")]
    Read {
        /// The file or the folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The folder has no file that would replace one.
    #[error("{path} holds no list under a name that is read, such as fr/cues.toml")]
    NoList {
        /// The folder.
        path: PathBuf,
    },
    /// The file is no TOML of the expected shape.
    #[error("{file}: {source}")]
    Parse {
        /// The file.
        file: String,
        /// Where and why.
        source: toml::de::Error,
    },
}
