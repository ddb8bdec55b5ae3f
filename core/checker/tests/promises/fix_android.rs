//! What `--fix` mends of Android's files and of Play's form.

use std::fs;
use std::path::Path;

use sordino_checker::config::Config;
use sordino_checker::fix::fix;
use sordino_checker::{Report, check};

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder is writable");
    for entry in fs::read_dir(from).expect("a fixture is a folder") {
        let entry = entry.expect("it can be listed");
        let (path, into) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copied(&path, &into);
        } else {
            fs::copy(&path, &into).expect("a file can be copied");
        }
    }
}

fn checked(folder: &Path) -> Report {
    check(folder, None, &Config::default(), &mut |_| {}).expect("it is a folder")
}

#[test]
fn mending_android_brings_no_new_finding() {
    for rule in ["AM007", "AM008", "DS001"] {
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        copied(&fixture.join(rule).join("bad"), folder.path());
        let before = checked(folder.path()).findings;
        assert!(before.iter().any(|finding| finding.rule == rule), "{rule}");
        fix(folder.path(), &before).expect("the folder is writable");
        let after = checked(folder.path()).findings;
        assert!(
            !after.iter().any(|finding| finding.rule == rule),
            "{rule}: {after:?}"
        );
        assert!(after.len() < before.len(), "{rule}: {after:?}");
        let again = fix(folder.path(), &after).expect("the folder is writable");
        assert_eq!(again.files, 0, "{rule}");
    }
}
