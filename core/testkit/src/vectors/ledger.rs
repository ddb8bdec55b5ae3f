//! The ledger: states, entries and exports.

use serde_json::{Value as Json, json};
use sordino_policy::Purpose;

use super::notation::{text, to_hex, word};
use sordino_engine::ledger::{Entry, Verified, VerifyError, opens, verify};

/// `state`, `legal_basis`, `device_access` -> `opens`.
pub(super) fn state(input: &Json) -> Option<Json> {
    let purpose = json!({
        "id": "p", "kind": "events", "retention_days": 1, "title": {}, "text": {},
        "legal_basis": input.get("legal_basis")?, "device_access": input.get("device_access")?,
    });
    let purpose: Purpose = serde_json::from_value(purpose).ok()?;
    Some(json!({ "opens": opens(&purpose, word(text(input, "state")?)?) }))
}

/// `entry` -> `canonical`, `hash`; or `export`, a text -> `entries` and `earlier`, or what is `wrong` with it.
pub(super) fn chain(input: &Json) -> Option<Json> {
    if let Some(entry) = input.get("entry") {
        let entry: Entry = serde_json::from_value(entry.clone()).ok()?;
        let canonical = String::from_utf8(entry.canonical()).ok()?;
        return Some(json!({ "canonical": canonical, "hash": to_hex(&entry.hash()) }));
    }
    Some(match verify(text(input, "export")?.as_bytes()) {
        Ok(Verified { entries, earlier }) => json!({ "entries": entries, "earlier": earlier }),
        Err(error) => json!({ "wrong": wrong(&error) }),
    })
}

fn wrong(error: &VerifyError) -> Json {
    match error {
        VerifyError::Unreadable => "unreadable".into(),
        VerifyError::NewerFormat(_) => "newer_format".into(),
        VerifyError::Empty => "empty".into(),
        VerifyError::NoBeginning => "no_beginning".into(),
        VerifyError::Broken(at) => json!({ "broken": at }),
        VerifyError::Changed(at) => json!({ "changed": at }),
        VerifyError::WrongHead => "wrong_head".into(),
    }
}
