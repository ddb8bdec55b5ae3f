//! `sordino verify`: what it proves, what it does not, and what it refuses.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use sordino_engine::ledger::{Actor, Entry, Standing, State, What, export};

fn verify(path: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sordino"))
        .arg("verify")
        .arg(path)
        .output()
        .expect("it was just built")
}

/// Verifies bytes as a file: the exit code, and what is said.
fn verified(bytes: &[u8]) -> (Option<i32>, String) {
    let file = tempfile::NamedTempFile::new().expect("a temporary file can be made");
    fs::write(file.path(), bytes).expect("it can be written");
    let output = verify(file.path());
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.code(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

fn entry(previous: &[Entry], what: What) -> Entry {
    let hash = previous.last().map_or([0; 32], Entry::hash);
    Entry {
        sequence: previous.len() as u64,
        time: 1_770_000_000_000,
        policy_version: "1".into(),
        policy_hash: "00".into(),
        previous: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
        what,
    }
}

fn ledger(first: What) -> Vec<u8> {
    let mut entries = vec![entry(&[], first)];
    entries.push(entry(
        &entries,
        What::Choice {
            purpose: "analytics".into(),
            state: State::Given,
            legal_basis: "consent".into(),
            actor: Actor::User,
            how: "settings".into(),
            locale: "en".into(),
            text_hash: "00".into(),
            material_since: String::new(),
            withdrawal: String::new(),
        },
    ));
    serde_json::to_vec(&export(entries)).expect("an export is JSON")
}

fn genesis() -> What {
    What::Genesis {
        scope: "device".into(),
        chain: "c".into(),
    }
}

#[test]
fn a_checkpoint_as_beginning_passes_and_says_so() {
    let standing = Standing {
        scope: "device".into(),
        chain: "c".into(),
        began: "00".into(),
        choices: Vec::new(),
        limits: Vec::new(),
        openings: Vec::new(),
        ended: Vec::new(),
    };
    let mut first = entry(&[], What::Checkpoint(Box::new(standing)));
    first.sequence = 120_000;
    let bytes = serde_json::to_vec(&export(vec![first])).expect("an export is JSON");
    let (code, said) = verified(&bytes);
    assert_eq!(code, Some(0), "{said}");
    for part in ["chain of 1 entry", "from a checkpoint", "120000 entries"] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn a_whole_ledger_passes_and_says_its_meaning() {
    let (code, said) = verified(&ledger(genesis()));
    assert_eq!(code, Some(0), "{said}");
    for part in [
        "chain of 2 entries",
        "its genesis",
        "Not proven: who wrote it",
        "Head: ",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let (code, said) = verified(&ledger(What::Tombstone {
        scope: "device".into(),
        chain: "c".into(),
        erased_head: "00".into(),
        surviving: Vec::new(),
        lowered: Vec::new(),
    }));
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("tombstone"), "{said}");
}

#[test]
fn one_byte_flipped_anywhere_fails() {
    let whole = ledger(genesis());
    let step = whole.len() / 40;
    for at in (0..whole.len()).step_by(step) {
        let mut flipped = whole.clone();
        flipped[at] ^= 1;
        let (code, said) = verified(&flipped);
        assert_eq!(code, Some(1), "byte {at}: {said}");
        assert!(said.starts_with("sordino: "), "a reason: {said}");
        assert!(!said.contains("Proven"), "{said}");
    }
}

#[test]
fn other_files_are_refused_with_the_reason() {
    let (code, said) = verified(b"");
    assert_eq!(code, Some(1));
    assert!(said.contains("no ledger export"), "{said}");

    let missing = verify(Path::new("there-is-no-such-file"));
    assert_eq!(missing.status.code(), Some(1));

    let file = tempfile::NamedTempFile::new().expect("a temporary file can be made");
    file.as_file()
        .set_len(64 * 1024 * 1024 + 1)
        .expect("it takes no room");
    let huge = verify(file.path());
    assert_eq!(huge.status.code(), Some(1));
    let said = String::from_utf8_lossy(&huge.stderr).into_owned();
    assert!(said.contains("over 64 MB"), "{said}");
}
