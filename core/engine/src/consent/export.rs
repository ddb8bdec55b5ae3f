//! The ledger, handed out.

use super::exclusive::Consent;
use crate::ledger::{Balance, Entry, LedgerError};
use crate::lock::LOCK_LIMIT;
use crate::scope::Scope;
use crate::world::World;

impl Consent {
    /// Returns every entry that is kept, and what all of them add up to; `None` if ledger and vault are not there.
    pub(crate) fn entries(
        &self,
        world: &World,
    ) -> Option<Result<(Vec<Entry>, Balance), LedgerError>> {
        let mut core = self.core.lock();
        let held = world.lock(LOCK_LIMIT).ok()?;
        let ready = core.ready.as_mut()?;
        let read = ready.ledger.catch_up(world.policy());
        let entries = read.and_then(|()| ready.ledger.entries(world.files(), Scope::Device));
        let entries = entries.map(|entries| (entries, ready.ledger.balance().clone()));
        drop(held);
        Some(entries)
    }
}
