//! An exported ledger is verified or refused.
//!
//! Run with `cargo +nightly fuzz run ledger_export` in `tests`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sordino_tests::any_bytes;

fuzz_target!(|bytes: &[u8]| any_bytes::ledger_export(bytes));
