//! How everything stands, for whoever asks without waiting.

use std::sync::Arc;

use crate::condition::{Condition, NotReady};
use crate::ledger::Balance;
use crate::sync::Mutex;

/// What the last change left.
#[derive(Default)]
pub(crate) struct Standings {
    /// What the ledger's entries add up to; none where vault or ledger are not there.
    pub(crate) balance: Option<Balance>,
    pub(crate) condition: Condition,
}

impl Standings {
    /// Whether nothing can be open because the key store gave no keys.
    pub(crate) fn lacks_keys(&self) -> bool {
        matches!(
            self.condition.not_ready,
            Some(NotReady::KeysLocked | NotReady::KeysFailed)
        )
    }
}

/// A picture of the standings that is replaced at the end of every change. Its lock is held for no
/// longer than it takes to copy a pointer.
#[derive(Default)]
pub(super) struct Published(Mutex<Arc<Standings>>);

impl Published {
    pub(super) fn now(&self) -> Arc<Standings> {
        Arc::clone(&self.0.lock())
    }

    pub(super) fn replace(&self, standings: Standings) {
        let standings = Arc::new(standings);
        let before = std::mem::replace(&mut *self.0.lock(), standings);
        // Not under the lock: the last one to know it takes its time to forget it.
        drop(before);
    }
}
