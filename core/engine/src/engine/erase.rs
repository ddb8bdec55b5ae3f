//! Everything that is held about the person goes; refusals stay.

use super::choose::ChoiceError;
use super::core::Ready;
use super::held::held_slot_of;
use super::state::Engine;
use crate::digest;
use crate::ledger::{Actor, State, What};
use crate::queue::{LOCK, LOCK_LIMIT};
use crate::receipt::Receipt;

impl Engine {
    /// Erases what is queued, every identity, and the ledger's chain with its key.
    ///
    /// A new chain begins with a tombstone: the date, the head of the old chain, and refusals as
    /// purpose and state, so that nobody is asked again whose answer was no. Pseudonyms that were
    /// given out stay, sealed, until the recipients' retention ends, or deletion there could not be
    /// asked for any more. A receipt for each purpose that was open; complete them as after a
    /// turn-off.
    ///
    /// # Errors
    ///
    /// [`ChoiceError`]; what was closed on the way stays closed.
    pub fn erase(&self) -> Result<Vec<Receipt>, ChoiceError> {
        self.guarded(|| Err(ChoiceError::Broken), || self.erase_inside())
    }

    fn erase_inside(&self) -> Result<Vec<Receipt>, ChoiceError> {
        let mut core = self.core.lock();
        let mut closings: Vec<_> = (0..self.purposes.len())
            .map(|at| {
                self.purposes[at].door.close();
                self.take_work(at)
            })
            .collect();
        let held = self
            .ports
            .files
            .lock(LOCK, LOCK_LIMIT)
            .map_err(|_| ChoiceError::NotReady)?;
        if !self.refresh(&mut core) {
            return self.close_without_ledger(core, Some(held), closings, Some(0));
        }
        let ready = core.ready_mut().ok_or(ChoiceError::NotReady)?;
        for closing in &mut closings {
            closing.wipe(self, &ready.vault);
        }
        for purpose in &self.policy().purposes {
            let hold = ready.vault.find(held_slot_of(&purpose.id).tag());
            if !matches!(hold, Ok(None)) {
                self.wipe_hold(ready, &purpose.id)
                    .map_err(|()| ChoiceError::StorageFailed)?;
            }
        }
        let surviving = ready.ledger.choices().refusals();
        let refusals = surviving.clone();
        let erased_head = digest::hex(&ready.ledger.head());
        let begun = self.new_ledger(&ready.vault, &ready.keys, |scope, chain| What::Tombstone {
            scope,
            chain,
            erased_head,
            surviving,
        });
        let written = begun.is_ok();
        match begun {
            Ok((ledger, generation)) => {
                ready.ledger = ledger;
                ready.ledger_generation = generation;
            }
            // The old chain may be gone and the new one not whole: a no must not go with it.
            Err(_) => {
                self.load_locked(&mut core, None);
                if let Some(ready) = core.ready_mut() {
                    self.write_again(ready, &refusals);
                }
            }
        }
        drop(held);
        self.put_to_work(&mut core);
        if !written {
            return Err(ChoiceError::StorageFailed);
        }
        closings.retain(|closing| closing.was_open());
        Ok(self.receipts(core, closings, written))
    }

    /// Writes refusals down that a chain did not take over.
    fn write_again(&self, ready: &mut Ready, refusals: &[(String, State)]) {
        for (purpose, state) in refusals {
            if let Some(at) = self.catalog.purpose(purpose) {
                // Closed either way; what cannot be written is asked again.
                let _ = self.write_closed(ready, at, *state, Actor::Recovery);
            }
        }
    }
}
