//! Subjects that are a text in and a text or a verdict out: the scrubber, and `policy.json`.

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use sordino_policy::{Policy, PolicyError};
use sordino_scrub::Scrubber;

use super::notation::{items, long_text, text, to_hex};

/// `text`, and the values `known` of who is signed in -> `text`.
pub(super) fn scrub(input: &Json) -> Option<Json> {
    let known: Vec<String> = items(input, "known")
        .unwrap_or_default()
        .iter()
        .filter_map(|known| Some(known.as_str()?.to_owned()))
        .collect();
    let scrubber = Scrubber::builder().known_values(known).build();
    Some(json!({ "text": scrubber.scrub(text(input, "text")?) }))
}

/// `file`, its text -> `hash` and SHA-256 of it as it is `written` again, or why it is `refused`.
pub(super) fn policy(input: &Json) -> Option<Json> {
    Some(
        match Policy::from_json(long_text(input, "file")?.as_bytes()) {
            Ok(policy) => json!({
                "hash": policy.hash,
                "written": to_hex(&Sha256::digest(policy.to_json())),
            }),
            Err(error) => json!({ "refused": refused(&error) }),
        },
    )
}

fn refused(error: &PolicyError) -> &'static str {
    match error {
        PolicyError::TooLarge => "too_large",
        PolicyError::NotUtf8 { .. } => "not_utf8",
        PolicyError::NotJson { .. } => "not_json",
        PolicyError::NewerFormat { .. } => "newer_format",
        PolicyError::UnknownFormat => "unknown_format",
        PolicyError::WrongMember { .. } => "wrong_member",
        PolicyError::HashMismatch => "hash_mismatch",
        PolicyError::Broken(_) => "broken",
        _ => "otherwise",
    }
}
