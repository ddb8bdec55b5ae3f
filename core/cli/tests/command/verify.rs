//! `sordino verify`: what it proves, what it does not, and what it refuses.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
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
            text_hash: "0".repeat(64),
            material_since: String::new(),
            withdrawal: String::new(),
        },
    ));
    serde_json::to_vec(&export(entries)).expect("an export is JSON")
}

/// An export of everything, of a device that holds little besides its choices.
fn document() -> Value {
    let ledger: Value = serde_json::from_slice(&ledger(genesis())).expect("it is JSON");
    let contact = json!({"name": "An office", "email": "office@example.org"});
    json!({
        "format": 1,
        "time": 1_770_000_000_000_i64,
        "policy": {
            "version": "1", "hash": "0".repeat(64), "date": "2026-01-01",
            "controller": {
                "name": "Kranich", "address": "Am Deich 4", "email": "privacy@example.org",
                "data_protection_officer": contact, "supervisory_authority": contact,
                "privacy_notice": "https://example.org/privacy", "backup_retention_days": 30,
            },
        },
        "choices": [{
            "purpose": "analytics", "title": {"en": "Usage"}, "legal_basis": "consent", "open": true,
            "state": "given", "since": 1_770_000_000_000_i64, "reasons": [],
        }],
        "tombstone": null,
        "pseudonyms": [],
        "waiting": {"records": [], "left_out": 0},
        "known": {"user_id": null, "customer_id": null, "device_id": null, "values": [], "ids_of_others": 0},
        "flows": {
            "in_doubt": false, "asked": {"contacts": 0, "push": 0}, "tokens": [],
            "card": {"state": "none", "id": "", "numbers": [], "version": 0, "declined": 0},
        },
        "deletion": null,
        "owed": [],
        "ledger": ledger,
    })
}

/// Verifies the document with one value changed.
fn with(pointer: &str, value: Value) -> (Option<i32>, String) {
    let mut changed = document();
    *changed.pointer_mut(pointer).expect("it is there") = value;
    verified(changed.to_string().as_bytes())
}

#[test]
fn an_export_of_everything_passes() {
    let (code, said) = verified(document().to_string().as_bytes());
    assert_eq!(code, Some(0), "{said}");
    for part in [
        "chain of 2 entries",
        "Beside the ledger",
        "nothing is proven of them",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn what_was_changed_is_named_with_its_place() {
    let (code, said) = with("/ledger/entries/1/entry/what/state", json!("refused"));
    assert_eq!(code, Some(1));
    for part in [
        "entry 1",
        "`analytics` is Refused",
        "The last one that holds: number 0",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let (code, said) = with("/choices/0/state", json!("withdrawn"));
    assert_eq!(code, Some(1));
    for part in [
        "choices/0/state",
        "`analytics`",
        "\"withdrawn\"",
        "\"given\"",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let (code, said) = with("/waiting/left_out", json!("none"));
    assert_eq!(code, Some(1));
    assert!(said.contains("/waiting/left_out"), "{said}");
    let (code, said) = with(
        "/tombstone",
        json!({"time": 1, "what": {
            "kind": "tombstone", "scope": "device", "chain": "c", "erased_head": "0".repeat(64), "backups_until": 2, "surviving": [],
        }}),
    );
    assert_eq!(code, Some(1));
    assert!(said.contains("tombstone: "), "{said}");
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
        backups_until: 1_772_592_000_000,
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
