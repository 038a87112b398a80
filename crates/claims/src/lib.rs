//! An `Analysis` in, [`Claim`](hearsay_core::Claim)s out: who says what, on whose word, and how sure.
//!
//! Knows nothing of storage or of other reports. What it knows of a language stands in data files.
