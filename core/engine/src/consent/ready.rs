//! Vault, keys and ledger, all there; and why they are not.

use std::io;
use std::sync::Arc;

use crate::condition::NotReady;
use crate::ledger::{LedgerError, LedgerFile};
use crate::scope::Scope;
use crate::seal::Secret;
use crate::vault::{Keys, KeysError, SlotId, SlotKind, VaultError, VaultFile};

/// File of the vault.
pub(crate) const VAULT: &str = "vault";

/// The slot of the list of pseudonyms given out.
pub(super) fn issued_slot() -> SlotId {
    SlotId::of(SlotKind::Issued, Scope::Device, "")
}

/// The slot of a purpose on this device.
pub(crate) fn slot_of(purpose: &str) -> SlotId {
    SlotId::of(SlotKind::Purpose, Scope::Device, purpose)
}

/// Vault, keys and ledger, all there. Whoever changes them holds the lock over all processes.
pub(crate) struct Ready {
    pub(super) vault: Arc<VaultFile>,
    pub(super) keys: Keys,
    pub(super) ledger: LedgerFile,
    pub(super) ledger_generation: u64,
    /// What the list of pseudonyms given out is sealed under.
    pub(super) issued: Secret,
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
