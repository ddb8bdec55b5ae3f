//! Records that were offered before the person chose.
//!
//! They are minimised under a provisional identity that a no destroys, and pass the gate again on a
//! yes. In memory, or sealed under a slot of their own with a time limit.

mod held;
mod keep;
mod take_over;
mod told;

use std::time::Duration;

use crate::catalog::PurposeIx;
use crate::lock::Patience;
use crate::queue::OpenPurpose;
use crate::record::Refusal;
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

    /// The same, if it is to be had within `patience`.
    fn of_within(
        &self,
        at: PurposeIx,
        patience: &Patience,
    ) -> Result<MutexGuard<'_, Held>, Refusal> {
        let cell = &self.cells[at.index()];
        let held = cell.try_lock_for(Duration::ZERO);
        let held = held.or_else(|| cell.try_lock_for(patience.left()));
        held.ok_or(Refusal::Busy)
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
