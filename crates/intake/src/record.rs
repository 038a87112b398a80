//! One line of a JSON Lines file.

use serde::Deserialize;

use crate::Given;

/// `{"id","text","lang"?,"published"?,"outlet"?,"url"?}`; other fields are left alone.
#[derive(Debug, Deserialize)]
pub(crate) struct Record {
    pub(crate) id: Id,
    pub(crate) text: String,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    outlet: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

/// Ids are strings; numbers are taken by their digits.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Id {
    Text(String),
    Number(serde_json::Number),
}

impl Record {
    /// Reads one line; a byte order mark before it is skipped.
    pub(crate) fn parse(line: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line))
    }

    /// The `id` as text.
    pub(crate) fn source(&self) -> String {
        match &self.id {
            Id::Text(id) => id.clone(),
            Id::Number(number) => number.to_string(),
        }
    }

    /// What the record says about its text.
    pub(crate) fn given(&self) -> Given {
        Given {
            language: self.lang.clone(),
            published: self.published.clone(),
            outlet: self.outlet.clone(),
            url: self.url.clone(),
        }
    }
}
