//! When to look again at what other processes changed.

use crate::ports::Millis;
use crate::sync::{AtomicI64, Ordering};

/// "Off" may be answered from memory for this long while another process turned it on.
const RECHECK_AFTER: Millis = 1000;

/// When the disk was last asked.
#[derive(Debug, Default)]
pub(super) struct Recheck {
    asked: AtomicI64,
}

impl Recheck {
    /// Whether it is time to ask the disk if another process opened something. True for one caller.
    pub(super) fn is_due(&self, now: Millis) -> bool {
        let asked = self.asked.load(Ordering::Relaxed);
        // A clock set back must not silence the question.
        let due = now >= asked.saturating_add(RECHECK_AFTER) || now < asked;
        due && self
            .asked
            .compare_exchange(asked, now, Ordering::Relaxed, Ordering::Relaxed)
            .is_ok()
    }

    /// The disk could not be asked: the next record tries again.
    pub(super) fn again(&self) {
        self.asked.store(0, Ordering::Relaxed);
    }
}
