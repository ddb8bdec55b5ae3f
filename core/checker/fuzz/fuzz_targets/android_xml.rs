//! Android's manifests and rules are read or refused.
//!
//! Run with `cargo +nightly fuzz run android_xml` in `core/checker`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| sordino_checker::fuzz::android_xml(text));
