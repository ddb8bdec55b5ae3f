//! What the checker promises of any tree: no panic, no guess, nothing changed but what `--fix` mends.

use std::fs;
use std::path::{Path, PathBuf};

use sordino_checker::config::Config;
use sordino_checker::finding::Severity;
use sordino_checker::fix::{Fixed, fix};
use sordino_checker::render;
use sordino_checker::{Report, check};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn checked(root: &Path) -> Report {
    check(root, None, &Config::default(), &mut |_| {}).expect("it is a folder")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder is writable");
    for entry in fs::read_dir(from).expect("it can be listed") {
        let entry = entry.expect("it can be listed");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("it can be copied");
        }
    }
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("it can be listed") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            files(&path, out);
        } else {
            out.push(path);
        }
    }
}

#[test]
fn a_cut_or_broken_file_is_no_panic() {
    for rule in [
        "PS003", "PS013", "PS014", "PM013", "PM035", "IP004", "IP009",
    ] {
        let root = tempfile::tempdir().expect("a temporary folder can be made");
        copy(&fixtures().join(rule).join("bad"), root.path());
        let mut all = Vec::new();
        files(root.path(), &mut all);
        for path in all {
            let whole = fs::read(&path).expect("it is there");
            for step in 0..24 {
                let cut = whole.len() * step / 24;
                fs::write(&path, &whole[..cut]).expect("the folder is writable");
                checked(root.path());
                let mut flipped = whole.clone();
                if let Some(byte) = flipped.get_mut(cut) {
                    *byte ^= 0x5A;
                }
                fs::write(&path, &flipped).expect("the folder is writable");
                checked(root.path());
            }
            fs::write(&path, &whole).expect("the folder is writable");
        }
    }
}

#[test]
fn endless_nesting_is_no_panic() {
    let deep = 200_000;
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    let arrays = format!(
        "<plist>{}{}</plist>",
        "<array>".repeat(deep),
        "</array>".repeat(deep)
    );
    for (name, text) in [
        ("PrivacyInfo.xcprivacy", arrays),
        ("Info.plist", "{ a = ".repeat(deep)),
        ("Localizable.xcstrings", "{\"a\":".repeat(deep)),
        ("project.pbxproj", "( ".repeat(deep)),
        ("app_privacy_details.json", "[".repeat(deep)),
    ] {
        fs::write(root.path().join(name), text).expect("the folder is writable");
    }
    let report = checked(root.path());
    assert!(
        report
            .findings
            .iter()
            .any(|finding| finding.rule == "PM001")
    );
}

#[test]
fn mending_cleans_and_leaves_the_rest() {
    for rule in ["IP004", "IP005", "IP011"] {
        let root = tempfile::tempdir().expect("a temporary folder can be made");
        copy(&fixtures().join(rule).join("bad"), root.path());
        let lock = fs::read(root.path().join("Podfile.lock")).expect("it is there");
        let before = checked(root.path());
        let fixed = fix(root.path(), &before.findings).expect("the folder is writable");
        assert!(fixed.findings > 0 && fixed.files == 1, "{rule}: {fixed:?}");
        let after = checked(root.path());
        assert!(
            after.findings.iter().all(|finding| finding.rule != rule),
            "{rule}"
        );
        let same = fs::read(root.path().join("Podfile.lock")).expect("it is there");
        assert_eq!(same, lock);
        let again = fix(root.path(), &after.findings).expect("the folder is writable");
        assert_eq!(again, Fixed::default());
    }
}

#[test]
fn a_tree_without_sources_breaks_no_code_rule() {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    copy(&fixtures().join("PS001/bad"), root.path());
    fs::remove_file(root.path().join("Kestrel/Scan.swift")).expect("it is there");
    let report = checked(root.path());
    let about: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| finding.rule == "PS001")
        .map(|finding| finding.severity)
        .collect();
    assert_eq!(about, [Severity::CannotTell]);
    assert!(report.is_clean());
}

#[test]
fn json_says_what_was_looked_at_and_found() {
    let report = checked(&fixtures().join("PS001/bad"));
    let log: serde_json::Value =
        serde_json::from_str(&render::json(&report)).expect("it is an object");
    assert_eq!(log["looked_at"]["files"], report.files);
    assert_eq!(log["looked_at"]["apps"][0]["system"], "ios");
    assert!(log["left_out"].is_array());
    let rows = log["findings"].as_array().expect("it is a list");
    assert!(!rows.is_empty());
    for row in rows {
        let row = row.as_object().expect("it is an object");
        let mut keys: Vec<_> = row.keys().map(String::as_str).collect();
        keys.sort_unstable();
        let all = [
            "also", "file", "fix", "line", "message", "places", "rule", "severity", "why",
        ];
        assert_eq!(keys, all);
        assert_eq!(row["places"][0]["line"], row["line"]);
        let severity = row["severity"].as_str().unwrap_or_default();
        assert!(["error", "warning", "advice", "cannot_tell"].contains(&severity));
    }
}

#[test]
fn sarif_names_rule_file_and_line() {
    let report = checked(&fixtures().join("PM013/bad"));
    let log: serde_json::Value = serde_json::from_str(&render::sarif(&report)).expect("it is JSON");
    assert_eq!(log["version"], "2.1.0");
    let results = log["runs"][0]["results"].as_array().expect("a list");
    assert_eq!(results.len(), report.findings.len());
    for (result, finding) in results.iter().zip(&report.findings) {
        assert_eq!(result["ruleId"], finding.rule);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(
            place["artifactLocation"]["uri"],
            finding.place.file.as_str()
        );
        assert_eq!(place["region"]["startLine"], finding.place.line);
    }
}

#[test]
fn text_says_everything_about_a_finding() {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    copy(&fixtures().join("PM013/bad"), root.path());
    copy(
        &fixtures().join("PM013/bad"),
        &root.path().join("KestrelTests"),
    );
    let text = render::text(&checked(root.path()));
    for part in [
        "error[PM013]:",
        "--> Kestrel/PrivacyInfo.xcprivacy:",
        " | <string>NSPrivacyAccessedAPICategoryUserAgent</string>",
        "= why:",
        "= fix:",
        "left out, test code: KestrelTests",
    ] {
        assert!(text.contains(part), "{part} is missing:\n{text}");
    }
}
