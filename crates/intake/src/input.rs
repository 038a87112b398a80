//! Paths in, documents out, one at a time and in a stable order.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use chrono::{SecondsFormat, Utc};
use flate2::bufread::MultiGzDecoder;
use walkdir::WalkDir;

use crate::record::Record;
use crate::{Document, Format, Given, Limits};

/// Why one input could not be read. The other inputs are read all the same.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// There is nothing under this name.
    #[error("{0}: no such file or folder")]
    Missing(String),
    /// A symbolic link whose target is not there.
    #[error("{0}: a link that leads nowhere")]
    DanglingLink(String),
    /// The operating system, or the packing, refused.
    #[error("{source_name}: cannot be read: {error}")]
    Unreadable {
        /// Where it was to be read from.
        source_name: String,
        /// What the operating system said.
        error: io::Error,
    },
    /// An address instead of a file.
    #[error("{0}: Hearsay works offline and fetches nothing; save the page and name the file")]
    Address(String),
    /// Unpacked, it is larger than the limit.
    #[error("{source_name}: unpacks to more than {limit} bytes, the limit for one document")]
    TooLarge {
        /// Where it was to be read from.
        source_name: String,
        /// The limit, in bytes.
        limit: u64,
    },
    /// An image, an archive, a program: nothing that can be read as text.
    #[error("{0}: not a text, a page or a JSON Lines file")]
    NotText(String),
    /// A line of a JSON Lines file that is no record.
    #[error("{source_name}, line {line}: not a record of \"id\" and \"text\": {reason}")]
    Record {
        /// The file.
        source_name: String,
        /// Counted from 1.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
}

impl InputError {
    /// The input that failed: a path, an address, or `-`.
    pub fn source_name(&self) -> &str {
        match self {
            Self::Missing(name) | Self::DanglingLink(name) | Self::Address(name) | Self::NotText(name) => {
                name
            }
            Self::Unreadable { source_name, .. }
            | Self::TooLarge { source_name, .. }
            | Self::Record { source_name, .. } => source_name,
        }
    }
}

/// Extensions of files that browsers save beside a page and that are no reports; skipped inside folders, not where a
/// file is named itself.
const ASSETS: &[&str] = &[
    "css", "js", "mjs", "json", "map", "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "bmp",
    "tif", "tiff", "woff", "woff2", "ttf", "otf", "eot", "mp3", "mp4", "m4a", "webm", "ogg", "wav", "pdf",
    "zip", "tar", "db", "sqlite", "wasm",
];

/// The documents of `paths`, in their order; folders are read in whole, sorted by name, hidden files and the parts of
/// saved pages that are no text (pictures, styles, scripts) left out. `-` is the standard input. JSON Lines are read a
/// line at a time, so a file of millions of records needs the memory of one.
pub fn inputs(paths: &[PathBuf], limits: &Limits) -> Inputs {
    Inputs { waiting: paths.iter().cloned().collect(), folder: None, records: None, limits: *limits }
}

/// See [`inputs`].
#[derive(Debug)]
pub struct Inputs {
    waiting: VecDeque<PathBuf>,
    folder: Option<walkdir::IntoIter>,
    records: Option<Records>,
    limits: Limits,
}

impl Iterator for Inputs {
    type Item = Result<Document, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(records) = &mut self.records {
                match records.next() {
                    Some(record) => return Some(record),
                    None => self.records = None,
                }
            }
            let path = match self.next_path()? {
                Ok(path) => path,
                Err(error) => return Some(Err(error)),
            };
            match self.open(&path) {
                Ok(Opened::Document(document)) => return Some(Ok(*document)),
                Ok(Opened::Records(records)) => self.records = Some(records),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

enum Opened {
    Document(Box<Document>),
    Records(Records),
}

impl Inputs {
    /// The next file: of the folder that is being read, or of the paths that wait.
    fn next_path(&mut self) -> Option<Result<PathBuf, InputError>> {
        loop {
            if let Some(folder) = &mut self.folder {
                match folder.next() {
                    Some(Ok(entry)) if entry.file_type().is_dir() => {
                        if entry.depth() > 0 && is_hidden(entry.path()) {
                            folder.skip_current_dir();
                        }
                    }
                    Some(Ok(entry)) if is_hidden(entry.path()) || is_asset(entry.path()) => {}
                    Some(Ok(entry)) => return Some(Ok(entry.into_path())),
                    Some(Err(error)) => return Some(Err(walk_error(&error))),
                    None => self.folder = None,
                }
                continue;
            }
            let path = self.waiting.pop_front()?;
            let name = path.display().to_string();
            if path == Path::new("-") {
                return Some(Ok(path));
            }
            match std::fs::metadata(&path) {
                Ok(found) if found.is_dir() => {
                    self.folder =
                        Some(WalkDir::new(&path).follow_links(true).sort_by_file_name().into_iter());
                }
                Ok(_) => return Some(Ok(path)),
                Err(_) if is_address(&name) => return Some(Err(InputError::Address(name))),
                Err(error) => return Some(Err(not_there(&path, error))),
            }
        }
    }

    fn open(&self, path: &Path) -> Result<Opened, InputError> {
        let name = path.display().to_string();
        let unreadable = |error| InputError::Unreadable { source_name: name.clone(), error };
        let mut raw: Box<dyn BufRead + Send> = if path == Path::new("-") {
            Box::new(BufReader::new(io::stdin()))
        } else {
            Box::new(BufReader::new(File::open(path).map_err(unreadable)?))
        };
        // Packing is told by its signature: crawlers also save packed bytes under a plain name.
        let packed = raw.fill_buf().map_err(unreadable)?.starts_with(&[0x1f, 0x8b]);
        let inner = if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz")) {
            path.with_extension("")
        } else {
            path.to_owned()
        };
        let mut reader: Box<dyn BufRead + Send> =
            if packed { Box::new(BufReader::new(MultiGzDecoder::new(raw))) } else { raw };
        let head = reader.fill_buf().map_err(unreadable)?;
        if is_json_lines(&inner, head) {
            return Ok(Opened::Records(Records { reader, name, line: 0, limits: self.limits }));
        }
        let mut bytes = Vec::new();
        reader.by_ref().take(self.limits.max_bytes).read_to_end(&mut bytes).map_err(unreadable)?;
        let cut = !reader.fill_buf().map_err(unreadable)?.is_empty();
        if cut && packed {
            return Err(InputError::TooLarge { source_name: name, limit: self.limits.max_bytes });
        }
        let format = Format::detect(&inner, &bytes).ok_or_else(|| InputError::NotText(name.clone()))?;
        let given = Given::default();
        Ok(Opened::Document(Box::new(Document { source: name, bytes, retrieved: now(), given, format, cut })))
    }
}

/// The records of one JSON Lines file.
struct Records {
    reader: Box<dyn BufRead + Send>,
    name: String,
    line: u64,
    limits: Limits,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records").field("name", &self.name).field("line", &self.line).finish_non_exhaustive()
    }
}

impl Records {
    fn next(&mut self) -> Option<Result<Document, InputError>> {
        loop {
            let mut bytes = Vec::new();
            self.line += 1;
            let line = self.line;
            let failed = |reason: String| InputError::Record { source_name: self.name.clone(), line, reason };
            let read = self.reader.by_ref().take(self.limits.max_bytes).read_until(b'\n', &mut bytes);
            match read {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => {
                    let failure = InputError::Unreadable { source_name: self.name.clone(), error };
                    // Nothing can be read after this; an empty reader ends the file.
                    self.reader = Box::new(io::empty());
                    return Some(Err(failure));
                }
            }
            if bytes.last() != Some(&b'\n') && bytes.len() as u64 == self.limits.max_bytes {
                let reason =
                    format!("longer than {} bytes, the limit for one document", self.limits.max_bytes);
                let failure = failed(reason);
                if self.reader.skip_until(b'\n').is_err() {
                    self.reader = Box::new(io::empty());
                }
                return Some(Err(failure));
            }
            let end = bytes.trim_ascii_end().len();
            bytes.truncate(end);
            if bytes.trim_ascii_start().is_empty() {
                continue;
            }
            return Some(match Record::parse(&bytes) {
                Ok(record) => Ok(Document {
                    source: record.source(),
                    given: record.given(),
                    bytes,
                    retrieved: now(),
                    format: Format::Record,
                    cut: false,
                }),
                Err(error) => Err(failed(error.to_string())),
            });
        }
    }
}

/// By extension, or, where the name has none, by a first line that is a JSON object with the two required fields.
fn is_json_lines(path: &Path, head: &[u8]) -> bool {
    match path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("jsonl" | "ndjson") => true,
        Some(_) => false,
        None => {
            let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
            line.trim_ascii_start().starts_with(b"{")
                && (Record::parse(line).is_ok() || (line.len() == head.len() && line.starts_with(b"{\"id\"")))
        }
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn is_asset(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| ASSETS.iter().any(|asset| extension.eq_ignore_ascii_case(asset)))
}

fn is_address(name: &str) -> bool {
    ["http:/", "https:/", "ftp:/", "www."].iter().any(|scheme| name.to_ascii_lowercase().starts_with(scheme))
}

fn not_there(path: &Path, error: io::Error) -> InputError {
    let name = path.display().to_string();
    match error.kind() {
        io::ErrorKind::NotFound if path.is_symlink() => InputError::DanglingLink(name),
        io::ErrorKind::NotFound => InputError::Missing(name),
        _ => InputError::Unreadable { source_name: name, error },
    }
}

fn walk_error(error: &walkdir::Error) -> InputError {
    let path = error.path().map(Path::to_owned).unwrap_or_default();
    let cause = match error.io_error() {
        Some(cause) => io::Error::new(cause.kind(), cause.to_string()),
        None => io::Error::other("the link leads back to a folder that holds it"),
    };
    not_there(&path, cause)
}

fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}
