//! YAML is read or refused, and conditions of sources are cut at letters.
//!
//! Run with `cargo +nightly fuzz run text` in `core/checker`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| sordino_checker::fuzz::text(text));
