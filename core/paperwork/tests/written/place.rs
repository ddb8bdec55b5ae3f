//! Generated files get into a folder all together or not at all, and never over what somebody else put there.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sordino_paperwork::place::{LIST, PlaceError, Placed, compare, place};
use sordino_policy::{Policy, compile};
use tempfile::TempDir;

const ON_CALL: &str = include_str!("../../../../examples/on-call/privacy.toml");

type Files = BTreeMap<String, Vec<u8>>;

fn policy() -> Policy {
    let today = jiff::civil::date(2026, 3, 11);
    compile("privacy.toml", ON_CALL, today).expect("the example breaks no rule")
}

fn files(entries: &[(&str, &str)]) -> Files {
    let entries = entries.iter();
    entries
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect()
}

fn first() -> Files {
    files(&[("a/one.txt", "1"), ("b/two.txt", "2"), ("three.txt", "3")])
}

fn second() -> Files {
    files(&[
        ("a/one.txt", "one"),
        ("b/two.txt", "2"),
        ("c/four.txt", "4"),
    ])
}

/// A folder in which `first` was generated.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    put(folder.path(), &first(), false).expect("nothing is in the way");
    folder
}

fn put(folder: &Path, files: &Files, force: bool) -> Result<Placed, PlaceError> {
    place(&policy(), files, folder, force)
}

/// Every path below `folder` with its content.
fn all(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).expect("a folder can be read") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .expect("it is below")
                    .display()
                    .to_string();
                found.insert(name, fs::read(&path).unwrap_or_default());
            }
        }
    }
    found
}

fn write(folder: &Path, path: &str, text: &str) {
    fs::write(folder.join(path), text).expect("the folder can be written");
}

#[test]
fn generating_again_replaces_and_takes_away() {
    let folder = folder();
    let placed = put(folder.path(), &second(), false).expect("all of it is ours");
    assert_eq!(placed.written, ["a/one.txt", "c/four.txt"]);
    assert_eq!(placed.unchanged, ["b/two.txt"]);
    assert_eq!(placed.removed, ["three.txt"]);
    let mut wanted = second();
    let list = fs::read(folder.path().join(LIST)).expect("the list is there");
    wanted.insert(LIST.to_owned(), list);
    assert_eq!(all(folder.path()), wanted, "nothing else is left behind");
}

#[test]
fn the_list_names_every_file_with_its_hash() {
    let folder = folder();
    let list = fs::read(folder.path().join(LIST)).expect("the list is there");
    let list: serde_json::Value = serde_json::from_slice(&list).expect("it is JSON");
    let rows = list["files"].as_array().expect("it has rows");
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0]["path"], "a/one.txt");
    // SHA-256 of the one byte `1`.
    let hash = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";
    assert_eq!(rows[0]["sha256"], hash);
}

#[test]
fn an_edited_file_is_skipped_and_the_rest_written() {
    for (path, text) in [("c/four.txt", "mine"), ("a/one.txt", "edited")] {
        let folder = folder();
        fs::create_dir_all(folder.path().join("c")).expect("a folder can be made");
        write(folder.path(), path, text);
        for run in 0..2 {
            let placed = put(folder.path(), &second(), false).expect("the rest is ours");
            assert_eq!(placed.skipped, [path]);
            assert_eq!(placed.written.len(), usize::from(run == 0));
            let after = all(folder.path());
            assert_eq!(after[path], text.as_bytes());
            assert!(!after.contains_key("three.txt"));
        }
        let compared = compare(&policy(), &second(), folder.path()).expect("it can be read");
        assert!(compared.is_up_to_date(), "{compared:?}");
        put(folder.path(), &second(), true).expect("the caller insists");
        let after = all(folder.path());
        assert_eq!(after["a/one.txt"], b"one");
        assert_eq!(after["c/four.txt"], b"4");
    }
}

#[test]
fn an_edit_taken_back_is_ours_again() {
    let folder = folder();
    write(folder.path(), "a/one.txt", "edited");
    put(folder.path(), &second(), false).expect("the rest is ours");
    write(folder.path(), "a/one.txt", "1");
    let placed = put(folder.path(), &second(), false).expect("all of it is ours");
    assert_eq!(placed.written, ["a/one.txt"]);
}

#[test]
fn comparing_says_the_same_and_changes_nothing() {
    let folder = folder();
    let before = all(folder.path());
    let compared = compare(&policy(), &second(), folder.path()).expect("it can be read");
    assert!(!compared.is_up_to_date());
    assert_eq!(all(folder.path()), before);
    let placed = put(folder.path(), &second(), false).expect("all of it is ours");
    assert_eq!(placed, compared);
    let compared = compare(&policy(), &second(), folder.path()).expect("it can be read");
    assert!(compared.is_up_to_date());
}

#[test]
fn an_edited_file_is_not_taken_away() {
    let folder = folder();
    write(folder.path(), "three.txt", "edited");
    let placed = put(folder.path(), &second(), false).expect("it is in nobody's way");
    assert_eq!(placed.left, ["three.txt"]);
    assert_eq!(all(folder.path())["three.txt"], b"edited");
}

#[cfg(unix)]
#[test]
fn a_failure_on_the_way_is_undone() {
    let folder = folder();
    // A link to nowhere: no folder can be made in its place. `a/one.txt` is renamed before it is found.
    std::os::unix::fs::symlink("nowhere", folder.path().join("c")).expect("a link can be made");
    let before = all(folder.path());
    assert!(matches!(
        put(folder.path(), &second(), true),
        Err(PlaceError::Io(..))
    ));
    assert_eq!(all(folder.path()), before);
    assert!(folder.path().join("three.txt").exists());
}

#[test]
fn an_interrupted_run_is_taken_up_again() {
    let folder = folder();
    // What a kill leaves: a new file beside the old list, one set aside and not placed yet, and the folder of the run.
    write(folder.path(), "a/one.txt", "one");
    let aside = folder.path().join(".sordino-generate");
    fs::create_dir_all(aside.join("old")).expect("a folder can be made");
    fs::create_dir_all(aside.join("new/c")).expect("a folder can be made");
    fs::rename(folder.path().join("three.txt"), aside.join("old/three.txt"))
        .expect("it can be moved");
    write(&aside, "new/c/four.txt", "half of fo");
    let placed = put(folder.path(), &second(), false).expect("new content is never in the way");
    assert_eq!(placed.written, ["c/four.txt"]);
    let fresh = tempfile::tempdir().expect("a temporary folder can be made");
    put(fresh.path(), &second(), false).expect("an empty folder takes anything");
    assert_eq!(all(folder.path()), all(fresh.path()));
}

#[test]
fn two_runs_never_work_in_one_folder() {
    let folder = folder();
    let other = fs::File::open(folder.path()).expect("it can be opened");
    other.try_lock().expect("nobody else is at work");
    let before = all(folder.path());
    let refused = put(folder.path(), &second(), true);
    assert!(
        matches!(refused, Err(PlaceError::AnotherRun(_))),
        "{refused:?}"
    );
    assert_eq!(all(folder.path()), before);
}

#[test]
fn a_list_that_leads_elsewhere_is_refused() {
    let outside = tempfile::tempdir().expect("a temporary folder can be made");
    let victim = outside.path().join("victim.txt");
    fs::write(&victim, "1").expect("it can be written");
    let hash = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";
    let inside = outside.path().join("inside");
    fs::create_dir(&inside).expect("a folder can be made");
    for list in [
        format!(r#"{{"format":1,"files":[{{"path":"../victim.txt","sha256":"{hash}"}}]}}"#),
        format!(
            r#"{{"format":1,"files":[{{"path":"{}","sha256":"{hash}"}}]}}"#,
            victim.display()
        ),
        r#"{"format":2,"files":[]}"#.to_owned(),
        "[]".to_owned(),
        "\u{0}".to_owned(),
    ] {
        write(&inside, LIST, &list);
        let refused = put(&inside, &first(), false);
        assert!(
            matches!(refused, Err(PlaceError::List(..))),
            "{list}: {refused:?}"
        );
        assert_eq!(all(&inside).len(), 1, "nothing is written");
        assert!(victim.exists());
    }
    put(&inside, &first(), true).expect("the caller insists");
    assert!(victim.exists());
}

#[test]
fn a_folder_in_a_files_place_is_told() {
    let folder = folder();
    fs::create_dir_all(folder.path().join("c/four.txt")).expect("a folder can be made");
    let refused = put(folder.path(), &second(), true);
    assert!(matches!(refused, Err(PlaceError::NoFile(_))), "{refused:?}");
    assert_eq!(all(folder.path())["a/one.txt"], b"1");
}
