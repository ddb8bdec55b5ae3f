//! Rules on the text of notices are seen in English and in German, and keep still on clean notices.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sordino_checker::check;
use sordino_checker::config::Config;
use sordino_checker::finding::Finding;

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
    let all = report.expect("a fixture is a folder").findings;
    // A folder of notices holds no app, and the report says so.
    let of_notices = |finding: &Finding| finding.rule != "TR001";
    all.into_iter().filter(of_notices).collect()
}

#[test]
fn every_text_rule_fires_in_both_languages() {
    for rule in TEXT_RULES {
        let all = found(&fixture(rule, "bad"));
        let own = all.iter().filter(|finding| finding.rule == rule);
        let files: BTreeSet<&str> = own
            .flat_map(Finding::places)
            .map(|place| place.file.as_str())
            .collect();
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

/// What is denied truly, in the words of small apps.
const TRUE_DENIALS: [(&str, &str); 2] = [
    (
        "privacy.en.md",
        "# Privacy\n\n_Last updated: 2025-04-02_\n\nThe Kite Log app follows the GDPR. It has no crash reporters and no analytics. \
         We do not share your data with third parties, except where a court orders it. There is no access to your contacts. \
         Data stays on your device and is never sold; we show no ads. By law you may complain to the CNIL, a supervisory \
         authority. Write to hello@kite-log.fr.\n",
    ),
    (
        "datenschutz.de.md",
        "# Datenschutz\n\nStand: 2. April 2025\n\nDie App Drachenbuch folgt der DSGVO. Absturzberichte gibt es nicht, Werbung auch \
         nicht. Wir geben keine Daten an Dritte weiter, es sei denn, ein Gericht ordnet es an. Es gibt keinen Zugriff auf Ihre \
         Kontakte. Sie können sich bei der CNIL, einer Aufsichtsbehörde, beschweren. Schreiben Sie an hallo@kite-log.fr.\n",
    ),
];

#[test]
fn what_is_truly_denied_is_no_finding() {
    for (name, text) in TRUE_DENIALS {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        std::fs::write(folder.path().join(name), text).expect("it is writable");
        let all = found(folder.path());
        assert!(all.is_empty(), "{name}: {all:?}");
    }
}
