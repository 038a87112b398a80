//! Any bytes as a page.
#![no_main]

use hearsay_intake::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hearsay_fuzz::check(bytes, Format::Html));
