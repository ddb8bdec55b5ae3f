//! The demo holds all seven promises, and each of its rows can turn red.

use std::process::{Command, Output};

fn demo(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sordino"))
        .args(["demo", "--headless"])
        .args(arguments)
        .output()
        .expect("it was just built")
}

/// Numbers of the rows that are red.
fn broken(output: &Output) -> Vec<u8> {
    let text = String::from_utf8_lossy(&output.stdout);
    let rows = text
        .lines()
        .filter(|line| line.trim_end().ends_with("BROKEN"));
    rows.filter_map(|row| row.trim().split(' ').next()?.parse().ok())
        .collect()
}

#[test]
fn all_seven_promises_are_held() {
    let output = demo(&[]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(broken(&output), [] as [u8; 0]);
    let held = text.lines().filter(|line| line.contains("  held")).count();
    assert_eq!(held, 7, "{text}");
    assert!(text.contains("held (Rust only)"), "{text}");
    assert!(!text.contains('\x1b'), "no colour in a pipe");
}

#[test]
fn each_row_turns_red_when_the_wiring_breaks_its_promise() {
    for promise in 1..=7 {
        let output = demo(&["--sabotage", &promise.to_string()]);
        assert_eq!(
            broken(&output),
            [promise],
            "{}",
            String::from_utf8_lossy(&output.stdout)
        );
        assert!(!output.status.success(), "the exit code of {promise}");
    }
}

#[test]
fn what_is_kept_is_there_for_others_to_search() {
    let place = tempfile::tempdir().expect("a temporary folder can be made");
    let kept = place.path().join("kept");
    let outcome = place.path().join("outcome.json");
    let text = |path: &std::path::Path| path.to_str().expect("the path is UTF-8").to_owned();

    let output = demo(&["--keep", &text(&kept), "--json", &text(&outcome)]);

    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let outcome: serde_json::Value =
        serde_json::from_slice(&std::fs::read(outcome).expect("it was written"))
            .expect("it is JSON");
    assert_eq!(outcome["held"], true);
    assert_eq!(outcome["promises"].as_array().map(Vec::len), Some(7));
    assert!(kept.join("day/files/vault").exists(), "the engine's files");
    let requests = std::fs::read_dir(kept.join("servers"))
        .expect("the servers' bytes")
        .count();
    assert!(requests > 100, "{requests} files");
    let verified = Command::new(env!("CARGO_BIN_EXE_sordino"))
        .arg("verify")
        .arg(kept.join("ledger.json"))
        .status()
        .expect("it was just built");
    assert!(verified.success());
}

#[test]
fn a_policy_or_a_day_that_is_wrong_is_named_with_its_line() {
    let place = tempfile::tempdir().expect("a temporary folder can be made");
    let write = |name: &str, text: &str| {
        let path = place.path().join(name);
        std::fs::write(&path, text).expect("it can be written");
        path.to_str().expect("the path is UTF-8").to_owned()
    };
    let example = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/on-call/privacy.toml"
    );
    let day = write(
        "day.jsonl",
        "{\"at\":\"2026-03-11T00:00:00Z\",\"kind\":\"restart\"}\n{\n",
    );
    let output = demo(&["--policy", example, "--day", &day]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("line 2 of the day"));
    assert!(!output.status.success());

    let policy = write("privacy.toml", "version = 1\n");
    let output = demo(&["--policy", &policy, "--day", &day]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("privacy.toml:1:"), "{said}");
    assert!(!output.status.success());
}
