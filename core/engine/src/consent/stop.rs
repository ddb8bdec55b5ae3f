//! Why ledger and vault could not be read now.

use crate::condition::NotReady;

/// Why ledger and vault could not be read now.
pub(super) enum Stop {
    /// The key store must be asked, with no lock held.
    AskKeys,
    /// A key for a new vault must be made, with no lock held.
    MakeKey,
    /// They are not to be had.
    NotReady(NotReady),
}

impl<E: Into<NotReady>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::NotReady(error.into())
    }
}
