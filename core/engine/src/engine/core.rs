//! Vault, keys and ledger in memory, or why they are not there.

use std::io;
use std::sync::Arc;

use super::condition::{Condition, NotReady};
use super::working::Working;
use crate::ledger::{LedgerError, LedgerFile};
use crate::scope::Scope;
use crate::vault::{Keys, KeysError, SlotId, SlotKind, VaultError, VaultFile};

pub(super) const VAULT: &str = "vault";
pub(super) const LEDGER: &str = "ledger";
pub(super) const ISSUED: &str = "issued";

pub(super) const LEDGER_SLOT: SlotId<'static> = SlotId {
    kind: SlotKind::Ledger,
    scope: Scope::Device,
    purpose: "",
};

/// The slot of a purpose on this device.
pub(super) fn slot_of(purpose: &str) -> SlotId<'_> {
    SlotId {
        kind: SlotKind::Purpose,
        scope: Scope::Device,
        purpose,
    }
}

/// Vault, keys and ledger, all there.
pub(super) struct Ready {
    pub(super) vault: Arc<VaultFile>,
    pub(super) keys: Keys,
    pub(super) ledger: LedgerFile,
    pub(super) ledger_generation: u64,
}

/// What one purpose works with, open or held.
#[derive(Default)]
pub(super) struct Loaded {
    pub(super) open: Option<Working>,
    pub(super) held: Option<Working>,
}

/// What the choices need, or why it is not there.
pub(super) struct Core {
    pub(super) ready: Option<Ready>,
    pub(super) condition: Condition,
    /// What every purpose works with from now on, once no lock below is held.
    pub(super) loaded: Option<Vec<Loaded>>,
}

impl Core {
    pub(super) fn not_loaded() -> Self {
        Self {
            ready: None,
            condition: Condition::default(),
            loaded: None,
        }
    }

    pub(super) fn ready(&self) -> Option<&Ready> {
        self.ready.as_ref()
    }

    pub(super) fn ready_mut(&mut self) -> Option<&mut Ready> {
        self.ready.as_mut()
    }

    pub(super) fn condition(&self) -> Condition {
        self.condition.clone()
    }
}

impl From<io::Error> for NotReady {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::WriteZero => Self::NoRoom,
            io::ErrorKind::Unsupported => Self::NoFileLock,
            kind => Self::Storage(kind),
        }
    }
}

impl From<KeysError> for NotReady {
    fn from(error: KeysError) -> Self {
        match error {
            KeysError::Locked => Self::KeysLocked,
            KeysError::Failed | KeysError::Missing => Self::KeysFailed,
        }
    }
}

impl From<VaultError> for NotReady {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Io(io::ErrorKind::StorageFull) | VaultError::Full => Self::NoRoom,
            VaultError::Io(kind) => Self::Storage(kind),
            VaultError::Missing => Self::Storage(io::ErrorKind::NotFound),
            VaultError::Corrupt => Self::Storage(io::ErrorKind::InvalidData),
            VaultError::Random => Self::NoRandomness,
        }
    }
}

impl From<LedgerError> for NotReady {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::Full => Self::NoRoom,
            LedgerError::Io(kind) => Self::Storage(kind),
            LedgerError::Missing => Self::Storage(io::ErrorKind::NotFound),
            LedgerError::Corrupt => Self::Storage(io::ErrorKind::InvalidData),
            LedgerError::Random => Self::NoRandomness,
        }
    }
}
