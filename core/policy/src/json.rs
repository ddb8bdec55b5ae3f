//! `policy.json`: written canonical with its own hash, read back with suspicion.

use std::fmt;

use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::broken::Broken;
use crate::canonical::canonical_json;
use crate::invariants;
use crate::model::{FORMAT, Policy};

/// Most bytes of a `policy.json`.
pub const MAX_BYTES: usize = 1 << 20;

/// Why a `policy.json` was refused. The app has no policy then, and every purpose stays closed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PolicyError {
    /// Larger than [`MAX_BYTES`].
    TooLarge,
    /// Not UTF-8 from this byte on.
    NotUtf8 {
        /// Bytes before the first bad one.
        valid_up_to: usize,
    },
    /// Not JSON.
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// Written by a newer Sordino.
    NewerFormat {
        /// The file's format.
        found: u64,
    },
    /// No `format` that this version knows.
    UnknownFormat,
    /// A member is unknown, missing, doubled or of the wrong type.
    WrongMember {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// The content is not what the hash was made of.
    HashMismatch,
    /// Whole and well formed, but nothing the engine could rely on.
    Broken(Broken),
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const AGAIN: &str = "Run `sordino generate` and ship the file it writes, unchanged";
        match self {
            Self::TooLarge => write!(f, "policy.json has more than {MAX_BYTES} bytes. {AGAIN}."),
            Self::NotUtf8 { valid_up_to } => write!(
                f,
                "policy.json is not UTF-8 after byte {valid_up_to}. {AGAIN}."
            ),
            Self::NotJson { line, column } => {
                write!(f, "policy.json:{line}:{column}: this is not JSON. {AGAIN}.")
            }
            Self::NewerFormat { found } => write!(
                f,
                "policy.json has format {found}; this library reads up to {FORMAT}. Update the library, or run the \
                 `sordino generate` of its own version."
            ),
            Self::UnknownFormat => write!(
                f,
                "policy.json has no format that this library knows. {AGAIN}."
            ),
            Self::WrongMember { line, column } => {
                write!(
                    f,
                    "policy.json:{line}:{column}: a member is unknown, missing, doubled or mistyped. {AGAIN}."
                )
            }
            Self::HashMismatch => write!(
                f,
                "policy.json was changed after it was written: its hash differs. {AGAIN}."
            ),
            Self::Broken(broken) => {
                write!(f, "policy.json breaks its own terms at {broken}. {AGAIN}.")
            }
        }
    }
}

impl std::error::Error for PolicyError {}

impl Policy {
    /// Reads a `policy.json`.
    ///
    /// The file is not trusted: its format, its hash, its members and every reference in it are
    /// checked, so that the engine need not ask again.
    ///
    /// # Errors
    ///
    /// Says what is wrong with the file; nothing of its content is repeated.
    pub fn from_json(bytes: &[u8]) -> Result<Self, PolicyError> {
        if bytes.len() > MAX_BYTES {
            return Err(PolicyError::TooLarge);
        }
        let text = std::str::from_utf8(bytes).map_err(|error| PolicyError::NotUtf8 {
            valid_up_to: error.valid_up_to(),
        })?;
        // As it was written it need be read only once.
        if let Some(policy) = as_written(text) {
            invariants::check(&policy).map_err(PolicyError::Broken)?;
            return Ok(policy);
        }
        let mut value: Value =
            serde_json::from_str(text).map_err(|error| PolicyError::NotJson {
                line: error.line(),
                column: error.column(),
            })?;
        match value.get("format").and_then(Value::as_u64) {
            Some(found) if found > u64::from(FORMAT) => {
                return Err(PolicyError::NewerFormat { found });
            }
            Some(found) if found == u64::from(FORMAT) => {}
            _ => return Err(PolicyError::UnknownFormat),
        }
        // From the text and not from the value: only so are doubled members seen.
        let policy: Self = deserialize(text)?;
        if hash_without_hash(&mut value) != policy.hash {
            return Err(PolicyError::HashMismatch);
        }
        invariants::check(&policy).map_err(PolicyError::Broken)?;
        Ok(policy)
    }

    /// Writes `policy.json`: canonical bytes (RFC 8785) with the hash filled in, whatever the
    /// member [`hash`](Self::hash) held before.
    pub fn to_json(&self) -> Vec<u8> {
        let mut value = self.to_value();
        let hash = hash_without_hash(&mut value);
        if let Value::Object(members) = &mut value {
            members.insert("hash".to_owned(), Value::String(hash));
        }
        canonical_json(&value)
    }

    /// What the member [`hash`](Self::hash) must be for this content.
    pub fn content_hash(&self) -> String {
        hash_without_hash(&mut self.to_value())
    }

    fn to_value(&self) -> Value {
        serde_json::to_value(self).expect("a policy has string keys and no floats")
    }
}

/// The policy of a file that `sordino generate` wrote, whose bytes are what its hash was made of but for the member `hash`
/// itself. None for any other file: another order of members, spaces, damage, another format.
fn as_written(text: &str) -> Option<Policy> {
    let policy = deserialize(text).ok()?;
    let member = format!("\"hash\":\"{}\",", policy.hash);
    let (before, behind) = text.split_once(&member)?;
    let mut digest = Sha256::new();
    digest.update(before);
    digest.update(behind);
    (policy.format == FORMAT && hex(&digest.finalize()) == policy.hash).then_some(policy)
}

fn deserialize(text: &str) -> Result<Policy, PolicyError> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Policy::deserialize(&mut reader);
    let whole = read.and_then(|policy| reader.end().map(|()| policy));
    whole.map_err(|error| PolicyError::WrongMember {
        line: error.line(),
        column: error.column(),
    })
}

/// The hash of a policy's canonical bytes without the member `hash`, which is taken out.
fn hash_without_hash(value: &mut Value) -> String {
    if let Value::Object(members) = value {
        members.remove("hash");
    }
    hex(&Sha256::digest(canonical_json(value)))
}

fn hex(digest: &[u8]) -> String {
    digest
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            for nibble in [byte >> 4, byte & 15] {
                hex.push(char::from(b"0123456789abcdef"[usize::from(nibble)]));
            }
            hex
        })
}
