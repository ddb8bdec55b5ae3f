//! One line of the ledger, and the hash that chains it.
//!
//! An entry's canonical bytes are its JSON by RFC 8785: members sorted, no white space, whole
//! numbers only. Its hash is SHA-256 of them; the next entry carries it as `previous`.

use serde::{Deserialize, Serialize};
use sordino_policy::canonical_json;

use super::standing::Standing;
use super::state::{Actor, Limiter, State};
use crate::digest;
use crate::ports::Millis;

/// A hash of an entry.
pub type Hash = [u8; 32];

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// 0 for the first, then one more each.
    pub sequence: u64,
    /// When it was written, milliseconds since 1970 by the device's clock.
    pub time: Millis,
    /// Version of the policy in force.
    pub policy_version: String,
    /// Hash of the policy in force.
    pub policy_hash: String,
    /// Hash of the entry before, lower-case hex; zeros for the first.
    pub previous: String,
    /// What happened.
    pub what: What,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum What {
    /// A chain begins.
    Genesis {
        /// Whom the chain is for.
        scope: String,
        /// Random, so that no two chains begin alike.
        chain: String,
    },
    /// A chain begins after one that was erased.
    Tombstone {
        /// Whom the chain is for.
        scope: String,
        /// Random, so that no two chains begin alike.
        chain: String,
        /// Head of the erased chain.
        erased_head: String,
        /// When backups of what was erased must be gone, by the policy in force.
        backups_until: Millis,
        /// Refusals that outlive it: purpose and state, nothing else.
        surviving: Vec<(String, State)>,
        /// Limits that outlive it: who forbids, and the id of the purpose or none for all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lowered: Vec<(Limiter, Option<String>)>,
    },
    /// What all entries before add up to. A part of the chain begins with one.
    Checkpoint(Box<Standing>),
    /// A person chose, or a choice changed by itself.
    Choice {
        /// Id of the purpose.
        purpose: String,
        /// The state from here on.
        state: State,
        /// GDPR Art. 6(1), as the policy names it.
        legal_basis: String,
        /// Who acted.
        actor: Actor,
        /// Where and how, in the app's words (`settings`, `first_run`).
        how: String,
        /// Locale of the text shown; empty where none was.
        locale: String,
        /// SHA-256 of the text shown, lower-case hex; empty where none was.
        text_hash: String,
        /// The policy's version since which a yes to this purpose counted; empty where any did.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        material_since: String,
        /// How the person was told to take it back: `settings`, `settings_or_system`, `controller`; empty where nobody was.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        withdrawal: String,
    },
    /// Somebody else allows or forbids.
    Limit {
        /// Who.
        limiter: Limiter,
        /// Id of the purpose; none for all.
        purpose: Option<String>,
        /// Whether it is allowed.
        allows: bool,
    },
}

impl Entry {
    /// Its canonical bytes.
    pub fn canonical(&self) -> Vec<u8> {
        let value = serde_json::to_value(self).expect("entries hold nothing that JSON cannot");
        canonical_json(&value)
    }

    /// Its hash.
    pub fn hash(&self) -> Hash {
        digest::sha256(&[&self.canonical()])
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, What};

    #[test]
    fn canonical_bytes_are_sorted_and_without_white_space() {
        let entry = Entry {
            sequence: 0,
            time: 1,
            policy_version: "1".into(),
            policy_hash: "h".into(),
            previous: "p".into(),
            what: What::Genesis {
                scope: "device".into(),
                chain: "c".into(),
            },
        };

        assert_eq!(
            String::from_utf8_lossy(&entry.canonical()),
            r#"{"policy_hash":"h","policy_version":"1","previous":"p","sequence":0,"time":1,"what":{"chain":"c","kind":"genesis","scope":"device"}}"#
        );
    }
}
