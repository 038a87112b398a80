//! Bytes in, a [`Report`](hearsay_core::Report) with typed zones and metadata out.
//!
//! Reading never fails on bad content: a broken page gives what could be read, with warnings that say what could
//! not. Knows HTML, plain text, Markdown, JSON Lines and compression; knows nothing of the analysis of language.
