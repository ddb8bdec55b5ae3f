//! With any bytes as a segment a device sends only what was accepted.
//!
//! Run with `cargo +nightly fuzz run segment_file` in `tests`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sordino_tests::any_bytes;

fuzz_target!(|bytes: &[u8]| any_bytes::segment_file(bytes));
