//! Gradle scripts and version catalogues are read.
//!
//! Run with `cargo +nightly fuzz run gradle` in `core/checker`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| sordino_checker::fuzz::gradle(text));
