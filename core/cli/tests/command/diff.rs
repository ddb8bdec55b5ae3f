//! `sordino diff` from outside.

use std::path::Path;
use std::process::Output;

use crate::{path, sordino};

fn diff(args: &[&str]) -> Output {
    sordino("diff", args)
}

#[test]
fn changes_are_told_by_purpose() {
    let grows = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../checker/tests/fixtures")
        .join("PC030/bad");
    let (before, after) = (grows.join("before.toml"), grows.join("after.toml"));
    let output = diff(&[path(&before), path(&after)]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
    for line in ["- retention_days: no longer 30\n", "- retention_days: 60\n"] {
        assert!(told.contains(line), "{told}");
    }
    let output = diff(&["--format", "json", path(&before), path(&after)]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(
        json["purposes"][0]["changes"]["retention_days"]["added"],
        serde_json::json!(["60"])
    );
}

#[test]
fn two_texts_of_one_version_are_shown_and_refused() {
    let twins = Path::new(env!("CARGO_MANIFEST_DIR")).join("../checker/tests/fixtures/PC031/bad");
    let (before, after) = (twins.join("before.toml"), twins.join("after.toml"));
    let output = diff(&[path(&before), path(&after)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        !output.stdout.is_empty(),
        "what differs is shown all the same"
    );
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("both say that they are version 1"), "{told}");
}
