//! What became of a record.

use crate::catalog::RecipientIx;
use crate::queue::Frame;
use crate::record::Refusal;

/// Where an accepted record stands.
#[derive(Clone, PartialEq, Eq)]
pub struct Accepted {
    pub(crate) frames: Vec<(RecipientIx, Frame)>,
}

impl std::fmt::Debug for Accepted {
    /// Not what message ids are made from: that belongs in no log.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "for {} recipient(s)", self.frames.len())
    }
}

/// What became of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is on disk, sealed, and survives `kill -9`; a crash report survives power loss too.
    Accepted(Accepted),
    /// It waits in memory: for the person's first choice, or for a lock that somebody else holds. If the
    /// process ends first, it is gone. It was not accepted yet: it passes the gate again.
    HeldInMemory,
    /// It waits on disk, sealed, for the person's first choice.
    HeldSealed,
    /// It was never written anywhere.
    Refused(Refusal),
    /// The key store is locked or failed; nothing was written.
    KeysNotReady,
}
