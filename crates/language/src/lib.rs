//! A [`Report`](hearsay_core::Report) in, an `Analysis` out: its language, sentences and tokens with exact offsets.
//!
//! Knows nothing of claims or storage.
