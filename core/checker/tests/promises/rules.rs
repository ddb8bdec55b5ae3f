//! Every rule fires where it should, keeps still where it should not, and is documented.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sordino_checker::config::Config;
use sordino_checker::finding::{Finding, Severity};
use sordino_checker::render::rules_table;
use sordino_checker::{check, check_successor, rules};
use sordino_policy::{Compiled, compile_all, read_check_table};

const RULES_PAGE: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../docs/check-rules.md"
));

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// A fixture may hold a `privacy.toml` of its own.
fn findings(folder: &Path) -> Vec<Finding> {
    let toml = fs::read_to_string(folder.join("privacy.toml")).ok();
    let policy: Option<Compiled> = toml.as_deref().map(|toml| {
        let today = jiff::civil::date(2026, 11, 24);
        compile_all("privacy.toml", toml, today).expect("a fixture's policy holds")
    });
    let table = toml.map_or_else(Default::default, |toml| {
        read_check_table("privacy.toml", &toml).expect("a fixture's table holds")
    });
    let config = Config::new(&table).expect("it names rules that exist");
    let report = check(folder, policy.as_ref(), &config, &mut |_| {});
    let mut findings = report.expect("a fixture is a folder").findings;
    findings.extend(beside_the_version_before(folder));
    findings
}

/// Of a fixture that holds `before.toml` and `after.toml`.
fn beside_the_version_before(folder: &Path) -> Vec<Finding> {
    let read = |name: &str| fs::read_to_string(folder.join(name)).ok();
    let (Some(before), Some(after)) = (read("before.toml"), read("after.toml")) else {
        return Vec::new();
    };
    let compiled = |toml: &str| {
        let today = jiff::civil::date(2026, 11, 24);
        let compiled = compile_all("after.toml", toml, today);
        compiled.expect("a fixture's policy holds").policy
    };
    check_successor(&compiled(&after), &compiled(&before), "after.toml", &after)
}

fn shown(findings: &[Finding]) -> String {
    let line = |finding: &Finding| {
        format!(
            "{} {} {}:{} {}",
            finding.rule,
            finding.severity.word(),
            finding.place.file,
            finding.place.line,
            finding.message
        )
    };
    findings.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_rule_fires_on_its_bad_fixture() {
    let mut wrong = Vec::new();
    for rule in rules::all() {
        let folder = fixtures().join(rule.id);
        for (name, fires) in [("bad", true), ("good", false)] {
            let folder = folder.join(name);
            if !folder.is_dir() {
                wrong.push(format!("{}: there is no fixture `{name}`", rule.id));
                continue;
            }
            let found = findings(&folder);
            let own: Vec<_> = found
                .iter()
                .filter(|finding| finding.rule == rule.id)
                .collect();
            let told = own.iter().any(|finding| finding.severity == rule.severity);
            if fires && !told || !fires && !own.is_empty() {
                wrong.push(format!("{}/{name}:\n{}", rule.id, shown(&found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_fixture_is_of_a_rule() {
    for entry in fs::read_dir(fixtures()).expect("there are fixtures") {
        let entry = entry.expect("it can be listed");
        let name = entry.file_name();
        let name = name.to_string_lossy();
        assert!(
            !entry.path().is_dir() || rules::by_id(&name).is_some(),
            "{name}"
        );
    }
}

#[test]
fn ids_are_unique_and_findings_are_complete() {
    let mut seen = BTreeSet::new();
    for rule in rules::all() {
        assert!(seen.insert(rule.id), "{} comes twice", rule.id);
        for text in [rule.title, rule.why, rule.source] {
            let sound = !text.is_empty() && !text.ends_with('.') && !text.contains('|');
            assert!(sound, "{}: {text}", rule.id);
        }
        let bad = fixtures().join(rule.id).join("bad");
        for finding in findings(&bad) {
            assert!(finding.message.ends_with('.'), "{}", shown(&[finding]));
            assert!(
                finding.fix.ends_with('.'),
                "{}: {}",
                finding.rule,
                finding.fix
            );
            let file = bad.join(&finding.place.file);
            assert!(file.exists(), "{}", shown(&[finding]));
            if finding.severity == Severity::CannotTell {
                continue;
            }
            let bytes = fs::read(&file).unwrap_or_default();
            let lines = String::from_utf8_lossy(&bytes).lines().count().max(1);
            assert!(finding.place.line <= lines, "{}", shown(&[finding]));
        }
    }
}

#[test]
fn the_page_lists_the_rules_that_exist() {
    assert!(
        RULES_PAGE == rules_table(),
        "run `cargo run -p sordino-checker --example rules > docs/check-rules.md`"
    );
}
