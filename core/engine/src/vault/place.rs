//! Whether an open file is still the one that everybody else finds.
//!
//! An open file outlives its name: whoever removes or replaces the folder of a running app leaves the engine with a file
//! that nobody else reads. What another process closes is not seen in it then, and what is written to it is gone.

use crate::ports::{File, Millis};
use crate::sync::{AtomicI64, Ordering};

/// How old a look may be that a record relies on.
const LOOK_AFTER: Millis = 1000;
const NEVER: Millis = Millis::MIN;

/// When a file was last seen in its place.
#[derive(Debug)]
pub(super) struct Place {
    seen: AtomicI64,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            seen: AtomicI64::new(NEVER),
        }
    }
}

impl Place {
    /// Returns `true` if `file` is where it was opened. Where nobody can tell, it is not.
    pub(super) fn look(&self, file: &dyn File) -> bool {
        let is_there = file.is_in_place().unwrap_or(false);
        if !is_there {
            self.seen.store(NEVER, Ordering::Relaxed);
        }
        is_there
    }

    /// The same, by a look that is a second old at most. A clock that was set back asks for a new one.
    pub(super) fn look_if_due(&self, file: &dyn File, now: Millis) -> bool {
        let seen = self.seen.load(Ordering::Relaxed);
        if seen != NEVER && (0..LOOK_AFTER).contains(&now.saturating_sub(seen)) {
            return true;
        }
        let is_there = self.look(file);
        if is_there {
            self.seen.store(now, Ordering::Relaxed);
        }
        is_there
    }
}
