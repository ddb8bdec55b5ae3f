//! What the engine found, and what it counted: told, never logged with data.

use std::collections::BTreeMap;
use std::io;

use crate::record::Refusal;
use crate::sync::{AtomicU64, Mutex, Ordering};

/// Why nothing can be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotReady {
    /// The key store opens after the first unlock. Call [`Engine::retry`](crate::Engine::retry) then.
    KeysLocked,
    /// The key store failed. [`Engine::retry`](crate::Engine::retry) asks it again.
    KeysFailed,
    /// Files cannot be read or written; the kind says why.
    Storage(io::ErrorKind),
    /// The system has no file lock for this folder, so that two processes could not be kept apart.
    NoFileLock,
    /// The disk has no room for ledger and vault.
    NoRoom,
    /// The system gave no randomness.
    NoRandomness,
}

/// Something that was not as it should be. Everything it touches is closed, and works again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Condition {
    /// Why nothing can be open, if so.
    pub not_ready: Option<NotReady>,
    /// What was found at the last opening.
    pub found: Vec<StartupRepair>,
    /// Whether it failed inside, or this process was forked from the one that opened it. It is closed until it is opened
    /// again.
    pub broken: bool,
}

/// What was counted since the engine was opened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counters {
    /// Records accepted.
    pub accepted: u64,
    /// Records refused, by reason.
    pub refused: BTreeMap<Refusal, u64>,
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
    /// Panics of ours that were caught.
    pub panics: u64,
    /// Things in our folder that were unlinked because they were none of ours: links, files with a second name, FIFOs.
    pub foreign: u64,
}

#[derive(Default)]
pub(crate) struct Counting {
    pub(crate) accepted: AtomicU64,
    pub(crate) closed: AtomicU64,
    pub(crate) fields_dropped: AtomicU64,
    /// Segments that were begun since somebody looked how many are open.
    pub(crate) begun: AtomicU64,
    /// Segments that made room and wait to be overwritten.
    pub(crate) aside: AtomicU64,
    pub(crate) rest: Mutex<Counters>,
}

impl Counting {
    pub(crate) fn accepted(&self, fields_dropped: u64) {
        self.accepted.fetch_add(1, Ordering::Relaxed);
        self.fields_dropped
            .fetch_add(fields_dropped, Ordering::Relaxed);
    }

    pub(crate) fn left_out(&self, facts: u64) {
        self.fields_dropped.fetch_add(facts, Ordering::Relaxed);
    }

    pub(crate) fn refused(&self, refusal: Refusal) {
        match refusal {
            // The one that an app meets on every call while off: no lock for it.
            Refusal::Closed => {
                self.closed.fetch_add(1, Ordering::Relaxed);
            }
            other => *self.rest.lock().refused.entry(other).or_default() += 1,
        }
    }

    pub(crate) fn segment_begun(&self) {
        self.begun.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn change(&self, change: impl FnOnce(&mut Counters)) {
        change(&mut self.rest.lock());
    }

    pub(crate) fn counters(&self) -> Counters {
        let mut counters = self.rest.lock().clone();
        counters.accepted = self.accepted.load(Ordering::Relaxed);
        counters.fields_dropped = self.fields_dropped.load(Ordering::Relaxed);
        let closed = self.closed.load(Ordering::Relaxed);
        if closed > 0 {
            counters.refused.insert(Refusal::Closed, closed);
        }
        counters
    }

    pub(crate) fn panicked(&self) {
        self.change(|counters| counters.panics += 1);
    }
}
