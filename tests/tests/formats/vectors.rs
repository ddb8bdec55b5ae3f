//! The vectors: cases whose answers were not computed here, held against the engine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sordino_testkit::vectors::{SUBJECTS, replay};

/// Subjects that the engine does not answer: the crate behind each plays its own.
const PLAYED_ELSEWHERE: [&str; 1] = ["door"];
/// Fewer would leave a subject's corners out.
const FEWEST_CASES: usize = 15;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

fn files() -> Vec<(String, String)> {
    let entries = fs::read_dir(folder()).expect("tests/vectors is part of the checkout");
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .map(|path| {
            let name = path.file_stem().expect("it has a name").to_string_lossy();
            let text = fs::read_to_string(&path).expect("vectors are text");
            (name.into_owned(), text)
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_case_is_answered_as_its_file_wants() {
    let mut wrong = Vec::new();
    let files = files().into_iter();
    for (name, text) in files.filter(|(name, _)| !PLAYED_ELSEWHERE.contains(&name.as_str())) {
        let played = replay(&text).unwrap_or_else(|error| panic!("{name}.json: {error}"));
        assert_eq!(played.subject, name, "a file is named for its subject");
        assert!(
            played.cases >= FEWEST_CASES,
            "{name}.json holds {} cases",
            played.cases
        );
        wrong.extend(
            played
                .mismatches
                .iter()
                .map(|one| format!("{name}.json: {one}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_subject_has_a_file() {
    let names: Vec<String> = files().into_iter().map(|(name, _)| name).collect();
    let mut subjects = [&SUBJECTS[..], &PLAYED_ELSEWHERE].concat();
    subjects.sort_unstable();
    assert_eq!(names, subjects);
}

#[test]
fn the_committed_cases_are_what_the_script_makes() {
    let script = folder().join("make.py");
    let output = Command::new("python3")
        .args([script.as_os_str(), "--check".as_ref()])
        .output()
        .expect("the vectors are checked by Python: install python3, 3.10 or newer");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
