//! Rules on the text of notices are seen in English and in German, and keep still on clean notices.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sordino_paperwork::check::check;
use sordino_paperwork::check::config::Config;
use sordino_paperwork::check::finding::Finding;

/// The rules that read notices.
const TEXT_RULES: [&str; 13] = [
    "PC003", "PC006", "PC007", "PC008", "PC009", "PC010", "PC011", "PC012", "PC013", "PC014",
    "PC015", "PC021", "PC022",
];

fn fixture(rule: &str, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    folder.join(rule).join(name)
}

fn found(folder: &Path) -> Vec<Finding> {
    let report = check(folder, None, &Config::default(), &mut |_| {});
    report.expect("a fixture is a folder").findings
}

#[test]
fn every_text_rule_fires_in_english_and_in_german() {
    for rule in TEXT_RULES {
        let all = found(&fixture(rule, "bad"));
        let own = all.iter().filter(|finding| finding.rule == rule);
        let files: BTreeSet<&str> = own.map(|finding| finding.place.file.as_str()).collect();
        for language in [".en.", ".de."] {
            assert!(
                files.iter().any(|file| file.contains(language)),
                "{rule}: {files:?}"
            );
        }
    }
}

#[test]
fn a_clean_notice_is_left_alone() {
    for rule in TEXT_RULES {
        let all = found(&fixture(rule, "good"));
        assert!(all.is_empty(), "{rule}: {all:?}");
    }
}
