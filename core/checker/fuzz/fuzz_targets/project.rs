//! Old-style property lists and Xcode projects are read or refused.
//!
//! Run with `cargo +nightly fuzz run project` in `core/checker`.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

static EMPTY: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a folder"));

fuzz_target!(|text: &str| sordino_checker::fuzz::project(text, EMPTY.path()));
