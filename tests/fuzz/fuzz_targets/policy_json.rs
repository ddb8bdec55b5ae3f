//! A `policy.json` is read back as it was written, or refused.
//!
//! Run with `cargo +nightly fuzz run policy_json` in `tests`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sordino_tests::any_bytes;

fuzz_target!(|bytes: &[u8]| any_bytes::policy_json(bytes));
