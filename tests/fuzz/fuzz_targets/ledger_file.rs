//! With any bytes as its ledger a device opens nothing that was off.
//!
//! Run with `cargo +nightly fuzz run ledger_file` in `tests`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sordino_tests::any_bytes;

fuzz_target!(|bytes: &[u8]| any_bytes::ledger_file(bytes));
