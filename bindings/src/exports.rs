//! The log of choices and the pseudonyms that were given out.

use sordino_engine::ledger::{Entry, What};

use crate::choices::{ChoiceState, Limiter};
use crate::engine::Engine;
use crate::error::SordinoError;

/// One line of the log of choices.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct LogEntry {
    /// 0 for the first, then one more each.
    pub sequence: u64,
    /// When, milliseconds since 1970 by the device's clock.
    pub time: i64,
    /// Version of the policy in force.
    pub policy_version: String,
    /// What happened.
    pub event: LogEvent,
}

/// What one line of the log says.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum LogEvent {
    /// The log begins.
    Began,
    /// The log begins anew after an erasure.
    Erased,
    /// What the lines before add up to was written down; nothing changed. Where the log begins with it, older
    /// lines are no longer kept.
    Checkpoint,
    /// A person chose, or a choice changed by itself.
    Chosen {
        /// Id of the purpose.
        purpose: String,
        /// The state from here on.
        state: ChoiceState,
        /// Where and how: `settings`, `first_run`.
        how: String,
        /// Locale of the text shown; empty where none was.
        locale: String,
    },
    /// Somebody else allowed or forbade.
    Limited {
        /// Who.
        limiter: Limiter,
        /// Id of the purpose; none for all.
        purpose: Option<String>,
        /// Whether it is allowed.
        allows: bool,
    },
}

/// A pseudonym of the person or the device that a recipient may still hold data under.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Issued {
    /// Id of the purpose.
    pub purpose: String,
    /// Id of the recipient.
    pub recipient: String,
    /// The field that it stood in.
    pub field: String,
    /// The pseudonym.
    pub pseudonym: String,
    /// When it was first given out, milliseconds since 1970.
    pub time: i64,
    /// When the recipient's retention ends, milliseconds since 1970.
    pub until: i64,
}

#[uniffi::export]
impl Engine {
    /// Every choice that is kept, oldest first.
    ///
    /// # Errors
    ///
    /// `NotReady` or `StorageFailed`.
    pub fn choices_log(&self) -> Result<Vec<LogEntry>, SordinoError> {
        let export = self.engine.export_ledger()?;
        let entries = export.entries.into_iter();
        Ok(entries.map(|exported| exported.entry.into()).collect())
    }

    /// The same as JSON with the hashes that chain it; `sordino verify` proves that it hangs together.
    ///
    /// # Errors
    ///
    /// As for `choices_log`.
    pub fn export_ledger(&self) -> Result<String, SordinoError> {
        let export = self.engine.export_ledger()?;
        serde_json::to_string(&export).map_err(|_| SordinoError::Broken)
    }

    /// The same choices as a record of consent in DPV JSON-LD (ISO/IEC TS 27560).
    ///
    /// # Errors
    ///
    /// As for `choices_log`.
    pub fn consent_record(&self) -> Result<String, SordinoError> {
        Ok(self.engine.consent_record()?.to_string())
    }

    /// Every pseudonym that a recipient may still hold data under.
    ///
    /// # Errors
    ///
    /// As for `choices_log`.
    pub fn issued(&self) -> Result<Vec<Issued>, SordinoError> {
        let issued = self.engine.issued()?;
        Ok(issued.into_iter().map(Into::into).collect())
    }
}

impl From<Entry> for LogEntry {
    fn from(entry: Entry) -> Self {
        let Entry {
            sequence,
            time,
            policy_version,
            policy_hash: _,
            previous: _,
            what,
        } = entry;
        Self {
            sequence,
            time,
            policy_version,
            event: what.into(),
        }
    }
}

impl From<What> for LogEvent {
    fn from(what: What) -> Self {
        match what {
            What::Genesis { scope: _, chain: _ } => Self::Began,
            What::Tombstone {
                scope: _,
                chain: _,
                erased_head: _,
                surviving: _,
                lowered: _,
            } => Self::Erased,
            What::Checkpoint(_) => Self::Checkpoint,
            What::Choice {
                purpose,
                state,
                legal_basis: _,
                actor: _,
                how,
                locale,
                text_hash: _,
                material_since: _,
                withdrawal: _,
            } => Self::Chosen {
                purpose,
                state: state.into(),
                how,
                locale,
            },
            What::Limit {
                limiter,
                purpose,
                allows,
            } => Self::Limited {
                limiter: limiter.into(),
                purpose,
                allows,
            },
        }
    }
}

impl From<sordino_engine::Issued> for Issued {
    fn from(issued: sordino_engine::Issued) -> Self {
        let sordino_engine::Issued {
            purpose,
            recipient,
            field,
            pseudonym,
            time,
            until,
        } = issued;
        Self {
            purpose,
            recipient,
            field,
            pseudonym,
            time,
            until,
        }
    }
}
