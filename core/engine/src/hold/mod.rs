//! Records that were offered before the person chose.
//!
//! They are minimised under a provisional identity that a no destroys, and pass the gate again on a
//! yes. In memory, or sealed under a slot of their own with a time limit.

mod held;
mod keep;
mod take_over;

use crate::catalog::PurposeIx;
use crate::queue::OpenPurpose;
use crate::sync::{Mutex, MutexGuard};
use held::Held;

pub(crate) use keep::{Keeper, Kept};
pub(crate) use take_over::take_over;

/// What is held of every purpose.
pub(crate) struct Holds {
    cells: Vec<Mutex<Held>>,
}

impl Holds {
    pub(crate) fn new(purposes: usize) -> Self {
        let cells = (0..purposes).map(|_| Mutex::new(Held::default()));
        Self {
            cells: cells.collect(),
        }
    }

    fn of(&self, at: PurposeIx) -> MutexGuard<'_, Held> {
        self.cells[at.index()].lock()
    }

    /// Forgets what is held of a purpose: a no destroys it.
    pub(crate) fn destroy(&self, at: PurposeIx) {
        self.of(at).destroy();
    }

    /// A sealed hold as it was found on disk, or none.
    pub(crate) fn found_sealed(&self, at: PurposeIx, sealed: Option<OpenPurpose>) {
        self.of(at).sealed = sealed;
    }
}
