//! Reading everything for the first time, and looking again.

use std::time::Duration;

use super::ask::fetch;
use super::exclusive::{Consent, NotAtOnce};
use super::memory::Memory;
use crate::lock::Patience;
use crate::ports::Millis;
use crate::world::World;

impl Consent {
    /// Reads everything, and wipes what ledger and vault do not agree on.
    pub(crate) fn open(&self, world: &World, memory: &dyn Memory) {
        // Before any lock: a key store may take seconds.
        let at_hand = fetch(world, None);
        drop(self.exclusive_with(world, memory, &mut |_| {}, Some(at_hand), None));
        // What cannot be ended now is ended by the next turn-off or opening; both keys stay until then.
        let _ = self.finish_replacement(world, memory);
    }

    /// The same after what is in memory was made worthless.
    pub(crate) fn open_anew(&self, world: &World, memory: &dyn Memory) {
        self.core.lock().ready = None;
        self.open(world, memory);
    }

    /// Looks at what other processes changed, if nobody did for a second. It waits for no lock and asks no
    /// key store: while a lock is held, whoever comes next tries again, and where keys are needed, the
    /// next [`refresh`](Self::refresh) or choice gets them.
    pub(crate) fn look_if_due(&self, world: &World, memory: &dyn Memory, now: Millis) {
        if !self.recheck.is_due(now) {
            return;
        }
        match self.exclusive_within(world, memory, &Patience::for_each(Duration::ZERO)) {
            Err(NotAtOnce::Locked) => self.recheck.again(),
            Ok(_) | Err(NotAtOnce::AsksKeys) => {}
        }
    }
}
