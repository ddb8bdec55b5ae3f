//! Property lists of all forms are read or refused.
//!
//! Run with `cargo +nightly fuzz run plist` in `core/checker`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| sordino_checker::fuzz::plist(bytes));
