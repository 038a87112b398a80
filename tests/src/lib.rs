//! Case files in, their cases out: the text formats of `tests/cases` and `eval/gold`, one parser a stage.

pub mod claims;
pub mod zones;
