//! Why a record could not be stored.

use std::io;

/// Why a record could not be stored. It is refused then, and nothing of it is readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StoreError {
    /// No room on the disk, or the record alone is over the queue's bounds.
    NoRoom,
    /// The lock could not be had in time.
    Busy,
    /// This process was forked from the one that opened the engine.
    Forked,
    /// Anything else.
    Failed,
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::WriteZero
            | io::ErrorKind::QuotaExceeded => Self::NoRoom,
            io::ErrorKind::WouldBlock => Self::Busy,
            _ => Self::Failed,
        }
    }
}
