//! Every warning that reading can give, with its stable code. Codes are never reused.

use std::fmt;

macro_rules! codes {
    ($($(#[$meta:meta])* $name:ident = $code:literal,)+) => {
        /// The stable code of a warning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$meta])* $name,)+ }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// As shown to users and written to JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

codes! {
    /// The text is empty.
    Empty = "W001",
    /// Bytes that are not valid in the page's encoding were replaced.
    InvalidBytes = "W002",
    /// The input was larger than the limit and was cut.
    CutBySize = "W003",
    /// The page nests deeper, or holds more elements, than the limit; the rest was left out.
    CutByStructure = "W004",
    /// The encoding was guessed.
    GuessedEncoding = "W005",
    /// The language could not be told.
    UnknownLanguage = "W010",
    /// No claims are read in this language.
    UnsupportedLanguage = "W011",
    /// The program carries no weights of the neural analyser.
    NoAnalyser = "W014",
    /// The day of publication is not known.
    UnknownDate = "W012",
    /// Sources of metadata disagree.
    ConflictingMetadata = "W013",
    /// The neural analyser was not trained on this language.
    UntrainedLanguage = "W015",
}

/// Something that could not be read, or was read with doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Which kind of trouble.
    pub code: Code,
    /// What happened, in a sentence for the user.
    pub message: String,
}

impl Warning {
    /// A warning with its message.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn codes_are_unique() {
        let mut codes: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Code::ALL.len());
    }
}
