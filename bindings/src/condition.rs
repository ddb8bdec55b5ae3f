//! How the engine is, what it counted, and what waits.

use std::io::ErrorKind;
use std::sync::atomic::Ordering;

use sordino_engine::record;

use crate::engine::Engine;
use crate::error::SordinoError;
use crate::outcome::Refusal;
use crate::receipt::Count;

/// Why nothing can be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum NotReady {
    /// The key store opens after the first unlock. Call `retry` then.
    KeysLocked,
    /// The key store failed. `retry` asks it again.
    KeysFailed,
    /// Files cannot be read: the folder's permissions forbid it.
    FilesForbidden,
    /// Files cannot be read or written.
    FilesFailed,
    /// The system has no file lock for Sordino's folder, so that two processes could not be kept apart. Move the folder.
    NoFileLock,
    /// The disk has no room for ledger and vault.
    NoRoom,
    /// The system gave no randomness.
    NoRandomness,
}

/// Something that was not as it should be. Everything it touches is closed, and works again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum StartupRepair {
    /// Nothing was there: a first start.
    Nothing,
    /// Files of another install, or without their key: a restored backup, another phone.
    Foreign,
    /// The vault was damaged.
    VaultCorrupt,
    /// The vault was gone, the ledger was not.
    VaultMissing,
    /// The ledger was damaged.
    LedgerCorrupt,
    /// The ledger was gone, the vault was not.
    LedgerMissing,
    /// The ledger's last entry was cut short.
    LedgerTorn,
    /// A purpose's slot did not vouch for what the ledger says.
    SlotUnvouched,
    /// An off had not reached the ledger.
    OffCompleted,
}

/// How the engine is.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Condition {
    /// Why nothing can be open, if so.
    pub not_ready: Option<NotReady>,
    /// What was found at the last opening.
    pub found: Vec<StartupRepair>,
    /// Whether it failed inside and is closed until it is opened again.
    pub broken: bool,
}

/// Records that were refused for one reason.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RefusedCount {
    /// The reason.
    pub refusal: Refusal,
    /// How many.
    pub records: u64,
}

/// What was counted since the engine was opened.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Counters {
    /// Records accepted.
    pub accepted: u64,
    /// Records refused, by reason.
    pub refused: Vec<RefusedCount>,
    /// Values dropped because no rule lets them through, and facts about app and device that were too long.
    pub fields_dropped: u64,
    /// Records that went because a queue was over its bounds.
    pub evicted: u64,
    /// Records that were destroyed unsent because their retention ended.
    pub expired: u64,
    /// Records that a recipient will never take.
    pub rejected: u64,
    /// Records that a recipient has.
    pub delivered: u64,
    /// Panics of Sordino's that were caught.
    pub panics: u64,
    /// Things in the folder that were unlinked because they were none of Sordino's: links, files with a second name.
    pub foreign: u64,
}

/// What waits for one recipient under one purpose.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Queued {
    /// Id of the purpose.
    pub purpose: String,
    /// Id of the recipient.
    pub recipient: String,
    /// Records.
    pub records: Count,
    /// Their bytes on disk.
    pub bytes: Count,
}

#[uniffi::export]
impl Engine {
    /// How the engine is, and what it found when it was opened.
    ///
    /// # Errors
    ///
    /// None: that it is broken stands in the answer.
    pub fn condition(&self) -> Result<Condition, SordinoError> {
        Ok(self.engine.condition().into())
    }

    /// Tries again what failed at opening: the key store may be unlocked by now.
    ///
    /// # Errors
    ///
    /// None: what still fails stands in the answer.
    pub fn retry(&self) -> Result<Condition, SordinoError> {
        Ok(self.engine.retry().into())
    }

    /// What was counted since the engine was opened.
    ///
    /// # Errors
    ///
    /// None of its own.
    pub fn counters(&self) -> Result<Counters, SordinoError> {
        let mut counters = self.engine.counters();
        let elsewhere = self.closed_elsewhere.load(Ordering::Relaxed);
        if elsewhere > 0 {
            *counters.refused.entry(record::Refusal::Closed).or_default() += elsewhere;
        }
        Ok(counters.into())
    }

    /// Hands over how many records the platform refused as closed without crossing; `counters` has
    /// them from then on.
    ///
    /// # Errors
    ///
    /// None.
    pub fn note_closed(&self, records: u64) -> Result<(), SordinoError> {
        self.closed_elsewhere.fetch_add(records, Ordering::Relaxed);
        Ok(())
    }

    /// What waits, by purpose and recipient.
    ///
    /// # Errors
    ///
    /// None of its own.
    pub fn queued(&self) -> Result<Vec<Queued>, SordinoError> {
        Ok(self.engine.queued().into_iter().map(Into::into).collect())
    }
}

impl From<sordino_engine::Condition> for Condition {
    fn from(condition: sordino_engine::Condition) -> Self {
        let sordino_engine::Condition {
            not_ready,
            found,
            broken,
        } = condition;
        Self {
            not_ready: not_ready.map(Into::into),
            found: found.into_iter().map(Into::into).collect(),
            broken,
        }
    }
}

impl From<sordino_engine::NotReady> for NotReady {
    fn from(why: sordino_engine::NotReady) -> Self {
        use sordino_engine::NotReady as Theirs;
        match why {
            Theirs::KeysLocked => Self::KeysLocked,
            Theirs::KeysFailed => Self::KeysFailed,
            Theirs::Storage(ErrorKind::PermissionDenied) => Self::FilesForbidden,
            Theirs::Storage(_) => Self::FilesFailed,
            Theirs::NoFileLock => Self::NoFileLock,
            Theirs::NoRoom => Self::NoRoom,
            Theirs::NoRandomness => Self::NoRandomness,
        }
    }
}

impl From<sordino_engine::StartupRepair> for StartupRepair {
    fn from(found: sordino_engine::StartupRepair) -> Self {
        use sordino_engine::StartupRepair as Theirs;
        match found {
            Theirs::Nothing => Self::Nothing,
            Theirs::Foreign => Self::Foreign,
            Theirs::VaultCorrupt => Self::VaultCorrupt,
            Theirs::VaultMissing => Self::VaultMissing,
            Theirs::LedgerCorrupt => Self::LedgerCorrupt,
            Theirs::LedgerMissing => Self::LedgerMissing,
            Theirs::LedgerTorn => Self::LedgerTorn,
            Theirs::SlotUnvouched => Self::SlotUnvouched,
            Theirs::OffCompleted => Self::OffCompleted,
        }
    }
}

impl From<sordino_engine::Counters> for Counters {
    fn from(counters: sordino_engine::Counters) -> Self {
        let sordino_engine::Counters {
            accepted,
            refused,
            fields_dropped,
            evicted,
            expired,
            rejected,
            delivered,
            panics,
            foreign,
        } = counters;
        let refused = refused.into_iter().map(|(refusal, records)| RefusedCount {
            refusal: refusal.into(),
            records,
        });
        Self {
            accepted,
            refused: refused.collect(),
            fields_dropped,
            evicted,
            expired,
            rejected,
            delivered,
            panics,
            foreign,
        }
    }
}

impl From<sordino_engine::Queued> for Queued {
    fn from(queued: sordino_engine::Queued) -> Self {
        let sordino_engine::Queued {
            purpose,
            recipient,
            records,
            bytes,
        } = queued;
        Self {
            purpose,
            recipient,
            records: records.into(),
            bytes: bytes.into(),
        }
    }
}
