//! `sordino check` from outside: exit codes, reports, the table `[check]`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::{path, sordino};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../checker/tests/fixtures")
}

fn check(args: &[&str]) -> Output {
    sordino("check", args)
}

#[test]
fn the_exit_code_tells_errors_from_failures() {
    let bad = fixtures().join("PM013/bad");
    let good = fixtures().join("PM013/good");
    assert_eq!(check(&[path(&bad)]).status.code(), Some(1));
    assert_eq!(check(&[path(&good)]).status.code(), Some(0));
    let nowhere = check(&["no/such/folder"]);
    assert_eq!(nowhere.status.code(), Some(2));
    let told = String::from_utf8_lossy(&nowhere.stderr).into_owned();
    assert!(told.contains("no/such/folder"), "{told}");
}

#[test]
fn a_policy_is_held_against_the_version_before() {
    let app = tempfile::tempdir().expect("a temporary folder can be made");
    let with = |policy: &Path, before: &Path| {
        let (policy, before) = (path(policy), path(before));
        let args = ["--policy", policy, "--before", before, "--format", "json"];
        check(&[&args[..], &[path(app.path())]].concat())
    };
    let rules = |output: &Output| {
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        ["PC029", "PC030"].map(|rule| told.contains(rule))
    };
    let (forgets, grows) = (fixtures().join("PC029/bad"), fixtures().join("PC030/bad"));
    let output = with(&forgets.join("after.toml"), &forgets.join("before.toml"));
    assert_eq!(
        (output.status.code(), rules(&output)),
        (Some(1), [true, false])
    );
    let output = with(&grows.join("after.toml"), &grows.join("before.toml"));
    assert_eq!(
        (output.status.code(), rules(&output)),
        (Some(0), [false, true])
    );

    // As an app carries it, and the policy beside itself.
    let toml = fs::read_to_string(forgets.join("before.toml")).expect("it is there");
    let compiled = sordino_policy::compile_all("a", &toml, jiff::civil::date(2026, 11, 24));
    let released = app.path().join("released.json");
    let json = compiled.expect("it holds").policy.to_json();
    fs::write(&released, json).expect("the folder is writable");
    let output = with(&forgets.join("after.toml"), &released);
    assert_eq!(
        (output.status.code(), rules(&output)),
        (Some(1), [true, false])
    );
    let output = with(&forgets.join("before.toml"), &released);
    assert_eq!(
        (output.status.code(), rules(&output)),
        (Some(0), [false, false])
    );

    // The same version, and something else in it.
    let reworded = fs::read_to_string(forgets.join("before.toml")).expect("it is there");
    let reworded = reworded.replacen("retention_days = 30", "retention_days = 29", 1);
    let changed = app.path().join("privacy.toml");
    fs::write(&changed, reworded).expect("the folder is writable");
    let output = with(&changed, &released);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.code() == Some(1) && told.contains("PC031"),
        "{told}"
    );

    fs::write(&released, "{}").expect("the folder is writable");
    let output = with(&forgets.join("after.toml"), &released);
    assert_eq!(output.status.code(), Some(2), "not a policy");
}

#[test]
fn a_finding_is_accepted_only_with_a_reason() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let policy = folder.path().join("privacy.toml");
    let tree = folder.path().join("app");
    fs::create_dir(&tree).expect("the folder is writable");
    let bad = fixtures().join("PM013/bad/Kestrel/PrivacyInfo.xcprivacy");
    fs::copy(bad, tree.join("PrivacyInfo.xcprivacy")).expect("it can be copied");
    let sound =
        fs::read_to_string(fixtures().join("PS009/good/privacy.toml")).expect("it is there");
    let with = |table: &str| {
        fs::write(&policy, format!("{sound}\n[check]\n{table}\n")).expect("the folder is writable");
        check(&["--policy", path(&policy), "--format", "json", path(&tree)])
    };
    let names =
        |output: &Output, rule: &str| String::from_utf8_lossy(&output.stdout).contains(rule);
    assert!(names(&with(""), "PM013"));
    assert!(!names(&with("severity = { PM013 = \"off\" }"), "PM013"));
    let accepted =
        "allow = [{ rule = \"PM013\", path = \"PrivacyInfo.xcprivacy\", reason = \"a trial\" }]";
    assert!(!names(&with(accepted), "PM013"));
    for table in [
        "allow = [{ rule = \"PM013\", path = \"PrivacyInfo.xcprivacy\" }]",
        "allow = [{ rule = \"PM013\", path = \"PrivacyInfo.xcprivacy\", reason = \" \" }]",
        "severity = { PM999 = \"off\" }",
        "severity = { PM013 = \"loud\" }",
    ] {
        let output = with(table);
        assert_eq!(output.status.code(), Some(2), "{table}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains("privacy.toml"), "{told}");
    }
}

/// Without warnings too.
#[test]
fn our_folders_and_generated_files_are_clean() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let policy = root.join("examples/on-call/privacy.toml");
    let generated = tempfile::tempdir().expect("a temporary folder can be made");
    let made = Command::new(env!("CARGO_BIN_EXE_sordino"))
        .args(["generate", "--policy", path(&policy), "--out"])
        .arg(generated.path().join("made"))
        .status();
    assert!(made.expect("the command can be started").success());
    let made = generated.path().join("made");
    assert_clean(&["--policy", path(&policy), path(&made)]);
    // The libraries are no app: no policy says what an app sends through them.
    for folder in ["android", "ios", "examples"] {
        assert_clean(&[path(&root.join(folder))]);
    }
}

fn assert_clean(args: &[&str]) {
    let output = check(&[&["--format", "json"], args].concat());
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{args:?}: {report}");
    let report: serde_json::Value = serde_json::from_str(&report).expect("the report is JSON");
    let findings = report["findings"].as_array().expect("it is a list");
    let told: Vec<_> = findings
        .iter()
        .filter(|one| one["severity"] == "warning" || one["severity"] == "error")
        .collect();
    assert!(told.is_empty(), "{args:?}: {told:?}");
}

#[test]
fn fix_lists_its_changes_and_what_stays_off() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let list = folder.path().join("Info.plist");
    let from = fixtures().join("IP011/bad");
    for name in ["Info.plist", "Podfile.lock"] {
        let source = ["", "Kestrel"]
            .iter()
            .map(|within| from.join(within).join(name))
            .find(|path| path.is_file())
            .expect("the fixture has it");
        fs::copy(source, folder.path().join(name)).expect("it can be copied");
    }
    let output = check(&["--fix", path(folder.path())]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    for part in [
        "mended 1 finding in 1 file",
        "Info.plist:",
        "[IP011]",
        "off until the app's code turns it on after a yes: FirebaseAppDelegateProxyEnabled",
    ] {
        assert!(told.contains(part), "{part} is missing: {told}");
    }
    let mended = fs::read_to_string(list).expect("it is there");
    assert!(mended.contains("FirebaseAppDelegateProxyEnabled"));
}

#[test]
fn a_word_that_no_store_knows_is_a_finding() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let policy = folder.path().join("privacy.toml");
    let sound =
        fs::read_to_string(fixtures().join("PS009/good/privacy.toml")).expect("it is there");
    let unknown = sound.replacen("\"PSL_USER_ACCOUNT\"", "\"PSL_NOBODY\"", 1);
    assert_ne!(unknown, sound, "the fixture has that word");
    fs::write(&policy, unknown).expect("the folder is writable");
    let report = check(&["--policy", path(&policy), path(folder.path())]);
    let told = String::from_utf8_lossy(&report.stdout).into_owned();
    assert!(told.contains("error[PC104]"), "{told}");
    assert_eq!(report.status.code(), Some(1), "{told}");
}
