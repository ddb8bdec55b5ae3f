//! How long one call over purposes may wait, whatever it closes.

use crate::lock::{OFF_LIMIT, Patience};
use crate::world::World;

/// One limit for each sort of wait, over all purposes of a call.
pub(super) struct Waits {
    /// For locks.
    pub(super) locks: Patience,
    /// For uploads that were cancelled, here and in other processes.
    pub(super) uploads: Patience,
}

impl Waits {
    /// The limits of a call that begins now.
    pub(super) fn of(world: &World) -> Self {
        Self {
            locks: Patience::in_all(OFF_LIMIT),
            uploads: Patience::in_all(world.options.cancel_limit),
        }
    }
}
