//! What memory knows of one purpose: open under which generation, or closed.

use crate::sync::{AtomicU64, Ordering};

/// Whether memory holds a purpose open.
#[derive(Debug, Default)]
pub(crate) struct Door {
    /// Generation of the slot while open, 0 while closed.
    generation: AtomicU64,
}

impl Door {
    /// The generation that memory holds open, 0 if none.
    pub(super) fn generation(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }

    /// Opens it in memory; the last step of turning on.
    pub(super) fn open(&self, generation: u64) {
        self.generation.store(generation, Ordering::SeqCst);
    }

    /// Closes it in memory; the first step of turning off.
    pub(super) fn close(&self) {
        self.generation.store(0, Ordering::SeqCst);
    }
}
