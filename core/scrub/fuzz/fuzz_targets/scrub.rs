//! Any text is read without a panic, findings are in order and on characters, and scrubbing twice changes nothing.
//!
//! Run with `cargo +nightly fuzz run scrub` in `core/scrub`.

#![no_main]

use std::borrow::Cow;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use sordino_scrub::Scrubber;

fuzz_target!(|text: &str| {
    static SCRUBBER: OnceLock<Scrubber> = OnceLock::new();
    let scrubber = SCRUBBER.get_or_init(Scrubber::new);
    let mut end = 0;
    for finding in scrubber.find(text) {
        assert!(finding.range.start >= end && !text[finding.range.clone()].is_empty());
        end = finding.range.end;
    }
    let once = scrubber.scrub(text);
    assert!(matches!(scrubber.scrub(&once), Cow::Borrowed(_)));
});
