//! What the command says of itself: its help, a shell's completions and its manual.

use crate::{path, sordino};

const COMMANDS: [&str; 9] = [
    "generate",
    "check",
    "diff",
    "demo",
    "servers",
    "verify",
    "scrub",
    "completions",
    "manual",
];

#[test]
fn every_command_is_completed_and_has_a_manual_page() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let written = sordino("manual", &[path(folder.path())]);
    assert!(written.status.success(), "{written:?}");
    let page = |name: &str| std::fs::read_to_string(folder.path().join(name));
    for shell in ["bash", "zsh", "fish"] {
        let said = sordino("completions", &[shell]);
        let said = String::from_utf8_lossy(&said.stdout);
        for command in COMMANDS {
            assert!(
                said.contains(command),
                "{shell} does not complete {command}"
            );
        }
    }
    for command in COMMANDS {
        let page = page(&format!("sordino-{command}.1")).unwrap_or_default();
        assert!(page.contains(".TH"), "no page for {command}");
    }
}

#[test]
fn a_manual_that_cannot_be_written_says_where() {
    let file = tempfile::NamedTempFile::new().expect("a temporary file can be made");
    let refused = sordino("manual", &[path(file.path())]);
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success());
    assert!(
        said.contains(path(file.path())) && said.contains("Name another folder"),
        "{said}"
    );
}
