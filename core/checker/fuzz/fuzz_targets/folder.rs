//! Whatever stands in the files of a folder, the check ends with a report. The bytes are cut at `\\0`, one part a file.
//!
//! Run with `cargo +nightly fuzz run folder` in `core/checker`.

#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

const FILES: [&str; 9] = [
    "app/build.gradle.kts",
    "app/src/main/AndroidManifest.xml",
    "app/src/main/res/xml/rules.xml",
    "app/src/main/java/A.kt",
    "A/Info.plist",
    "A/A.swift",
    "A/de.lproj/InfoPlist.strings",
    "privacy.en.html",
    "app.json",
];

static ROOT: LazyLock<TempDir> = LazyLock::new(|| {
    let root = tempfile::tempdir().expect("a folder");
    for file in FILES {
        let path: PathBuf = root.path().join(file);
        fs::create_dir_all(path.parent().expect("it has one")).expect("it is writable");
    }
    root
});

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.split(|byte| *byte == 0);
    for file in FILES {
        let part = parts.next().unwrap_or_default();
        fs::write(ROOT.path().join(file), part).expect("it is writable");
    }
    sordino_checker::fuzz::folder(ROOT.path());
});
