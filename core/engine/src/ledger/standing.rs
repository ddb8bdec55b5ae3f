//! What all entries before a checkpoint add up to, written down so that nobody has to read them again.

use serde::{Deserialize, Serialize};

use super::state::{Limiter, State};
use crate::ports::Millis;

/// What a checkpoint holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    /// Whom the chain is for.
    pub scope: String,
    /// The random name of the chain.
    pub chain: String,
    /// Hash of the chain's first entry, lower-case hex.
    pub began: String,
    /// The last choice for each purpose, in the order of their ids.
    pub choices: Vec<ChoiceThen>,
    /// The last word of each limiter: who, the id of the purpose or none for all, whether it allows.
    pub limits: Vec<(Limiter, Option<String>, bool)>,
    /// The entry since which each open purpose has been open.
    pub openings: Vec<OpeningThen>,
    /// The last entry by which nobody waits for a first choice any more: purpose and sequence.
    pub ended: Vec<(String, u64)>,
}

/// A choice that stood at a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceThen {
    /// Id of the purpose.
    pub purpose: String,
    /// The state.
    pub state: State,
    /// When it was chosen.
    pub time: Millis,
    /// Hash of the policy then.
    pub policy_hash: String,
    /// The policy's version since which a yes counted then; empty where any did.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub material_since: String,
}

/// An opening that stood at a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningThen {
    /// Id of the purpose.
    pub purpose: String,
    /// Sequence of the entry.
    pub sequence: u64,
    /// Its hash, lower-case hex.
    pub hash: String,
    /// When it was written.
    pub time: Millis,
}

/// Reads a hash from lower-case hex.
pub(super) fn hash(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    let mut hash = [0; 32];
    if digits.len() != 2 * hash.len() {
        return None;
    }
    let value = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = value(pair[0])? << 4 | value(pair[1])?;
    }
    Some(hash)
}
