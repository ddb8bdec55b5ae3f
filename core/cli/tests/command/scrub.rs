//! `sordino scrub` of a file.

use crate::{path, sordino};

#[test]
fn a_file_is_scrubbed_line_by_line() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = folder.path().join("app.log");
    std::fs::write(&file, "sent to anna@example.org\nnothing here\n").expect("it can be written");
    let scrubbed = sordino("scrub", &["--plain", path(&file)]);
    assert!(scrubbed.status.success(), "{scrubbed:?}");
    let said = String::from_utf8_lossy(&scrubbed.stdout);
    assert_eq!(said, "sent to [email]\nnothing here\n");
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let refused = sordino("scrub", &["no-such.log"]);
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success());
    assert!(said.contains("no-such.log: cannot be read"), "{said}");
}
