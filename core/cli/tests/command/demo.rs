//! The demo holds all seven promises, and each of its rows can turn red.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::json;

fn demo(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sordino"))
        .arg("demo")
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
    for seen in [
        "kill -9 between two records",
        "kill -9 inside a record call",
        "free texts",
        "crash_reports went on meanwhile",
        "a panic of this program, caught by the sentry crate",
    ] {
        assert!(text.contains(seen), "{seen} is not in {text}");
    }
    for failure in [" 0 by 429", " 0 by 503", " 0 by timeout"] {
        assert!(
            !text.contains(failure),
            "no upload met one of the failures: {text}"
        );
    }
    assert!(
        text.lines().all(|line| line.chars().count() <= 110),
        "{text}"
    );
    assert!(!text.contains('\x1b'), "no colour in a pipe");
}

#[test]
fn a_day_made_from_any_policy_is_delivered_in_full() {
    for name in ["health", "bank", "game"] {
        let policy = format!(
            "{}/tests/command/policies/{name}.toml",
            env!("CARGO_MANIFEST_DIR")
        );
        let output = demo(&["--policy", &policy]);
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success(),
            "{name}: {text}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let end = text
            .lines()
            .find(|line| line.contains("at the end of the day"));
        let end = end.unwrap_or_else(|| panic!("{name}: {text}"));
        assert!(
            end.contains("0 in the queue, 0 lost, 0 twice"),
            "{name}: {end}"
        );
        assert!(!end.contains(" 0 at the servers"), "{name}: {end}");
        assert!(
            text.contains("every file and every write: 0 found"),
            "{name}: {text}"
        );
    }
}

#[test]
fn each_row_turns_red_when_sabotaged() {
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
fn everything_is_kept_for_others_to_search() {
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
    assert!(
        outcome["not_played"]
            .as_array()
            .is_some_and(|ids| ids.iter().any(|id| id == "stripe")),
        "{outcome}"
    );
    written(&kept);
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

    let again = demo(&["--keep", &text(&kept)]);
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(
        !again.status.success() && said.contains("is not empty"),
        "{said}"
    );
}

/// Every write of the engine is there, also of queues that are long gone, with time and purpose.
fn written(kept: &Path) {
    let index = fs::read_to_string(kept.join("day/written/index.jsonl")).expect("it was written");
    let mut segments = 0;
    for line in index.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
        let path = line["path"].as_str().expect("it has a path");
        assert!(line["time"].is_string() && line["day_time"].is_string());
        let all = fs::metadata(kept.join(format!("day/written/{path}.written")));
        let end = line["stands_at"].as_u64().zip(line["bytes"].as_u64());
        let (at, bytes) = end.expect("it says where its bytes stand");
        assert!(
            at + bytes <= all.expect("the bytes are there").len(),
            "{line}"
        );
        // What was set aside is only overwritten there, with zeros that are nobody's.
        if path.ends_with(".seg") && !path.starts_with("trash/") {
            segments += 1;
            assert_eq!(line["purposes"].as_array().map(Vec::len), Some(1), "{line}");
        }
    }
    assert!(segments > 434, "{segments} writes to queues");
    let requests = fs::read(kept.join("requests.json")).expect("it was written");
    let requests: Vec<serde_json::Value> = serde_json::from_slice(&requests).expect("it is JSON");
    for request in &requests {
        let file = request["file"].as_str().expect("it names a file");
        assert!(kept.join(file).exists(), "{request}");
        assert!(request["time"].is_string() && request["purposes"].is_array());
    }
}

const SOMEONES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/src/policy.toml");

/// A policy with two recipients for one purpose, and a day in which a purpose is turned off.
#[test]
fn someone_elses_policy_and_day_are_played_too() {
    let place = tempfile::tempdir().expect("a temporary folder can be made");
    let at = |minute: usize| format!("2026-03-11T00:{minute:02}:00+01:00");
    let on = |purpose: &str| json!({"at": at(0), "kind": "choice", "purpose": purpose, "choice": "turn_on"});
    let event = |minute: usize| {
        json!({
            "at": at(minute), "kind": "event", "event": "alert_opened",
            "properties": {"minutes": 3, "alert_id": "a8-4711-77", "message": "please call +49 30 23125 417 back"},
            "planted": ["+49 30 23125 417"],
        })
    };
    let held =
        json!({"at": at(1), "kind": "event", "event": "first_seen", "properties": {"minutes": 1}});
    let mut lines = vec![on("usage"), on("crashes"), held, on("early")];
    lines.extend((2..9).map(event));
    lines.push(json!({"at": at(9), "kind": "choice", "purpose": "usage", "choice": "turn_off"}));
    lines.push(event(10));
    lines.push(json!({
        "at": at(11), "kind": "crash", "source": "jvm", "planted": ["anna@example.org"],
        "text": "java.lang.IllegalStateException: nobody but anna@example.org today\n\tat com.example.Rota.owner(Rota.kt:12)\n",
    }));
    let day = place.path().join("day.jsonl");
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    fs::write(&day, text).expect("it can be written");

    let output = demo(&["--policy", SOMEONES, "--day", day.to_str().expect("UTF-8")]);

    let text = String::from_utf8_lossy(&output.stdout);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}{said}");
    assert!(text.contains("erased by an off"), "{text}");
}

#[test]
fn an_empty_day_is_not_called_held() {
    let place = tempfile::tempdir().expect("a temporary folder can be made");
    let day = place.path().join("day.jsonl");
    fs::write(&day, "").expect("it can be written");

    let output = demo(&["--policy", SOMEONES, "--day", day.to_str().expect("UTF-8")]);

    assert!(!output.status.success());
    assert_eq!(broken(&output), [1, 4]);
}

#[test]
fn a_wrong_policy_or_day_is_named() {
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
