//! Bytes in, a [`Report`] with typed zones and metadata out.
//!
//! The way through: [`inputs`] finds [`Document`]s in files, folders and the standard input; [`report`] decodes one,
//! finds its zones and its metadata. Reading never fails on bad content: a broken page gives what could be read, with
//! warnings that say what could not. Knows HTML, plain text, Markdown, JSON Lines and gzip; knows nothing of the
//! analysis of language.

mod dateline;
mod decode;
mod document;
mod html;
mod input;
mod limits;
mod line;
mod markdown;
mod metadata;
mod page;
mod plain;
mod record;
mod report;
mod wording;

pub use document::{Document, Format, Given};
pub use input::{InputError, Inputs, inputs};
pub use limits::Limits;
pub use report::report;

#[cfg(doc)]
use hearsay_core::Report;
