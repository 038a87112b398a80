//! Any bytes as plain text and as Markdown.
#![no_main]

use hearsay_intake::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    hearsay_fuzz::check(bytes, Format::Text);
    hearsay_fuzz::check(bytes, Format::Markdown);
});
