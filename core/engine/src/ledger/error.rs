//! Why a ledger cannot be used.

use std::io;

/// Why the ledger cannot be used. Never names what it held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LedgerError {
    /// There is none.
    Missing,
    /// It is damaged, or sealed under another key.
    Corrupt,
    /// No room in reserve and none on the disk.
    Full,
    /// The system refused; the kind says why.
    Io(io::ErrorKind),
    /// No randomness to seal with.
    Random,
}

impl From<io::Error> for LedgerError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::StorageFull | io::ErrorKind::WriteZero => Self::Full,
            kind => Self::Io(kind),
        }
    }
}
