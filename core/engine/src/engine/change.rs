//! One change of the ledger, and everything that must follow from it.

use std::io::ErrorKind;
use std::time::Duration;

use super::choose::ChoiceError;
use super::core::{Core, LEDGER_SLOT, Ready, slot_of};
use super::held::is_unchosen;
use super::off::Closing;
use super::settle::vouches;
use super::state::Engine;
use super::working::Working;
use crate::ledger::{Choices, Entry, What};
use crate::queue::{LOCK, LOCK_LIMIT};
use crate::receipt::Receipt;
use crate::sync::Ordering;
use crate::vault::{Slot, Vouched};

impl Engine {
    /// Writes one entry and makes slots and memory fit it.
    ///
    /// A receipt for each purpose that this closed, and for `named` if it is closed now.
    pub(super) fn change(
        &self,
        named: Option<usize>,
        what: &dyn Fn(&Choices) -> What,
    ) -> Result<Vec<Receipt>, ChoiceError> {
        let mut core = self.core.lock();
        // Work is taken before the lock over all processes: a record that is being stored may wait
        // for that one. What closes is judged again when the ledger was read anew.
        let mut closings = self.expect_to_close(&core, named, what);
        let held = match self.ports.files.lock(LOCK, LOCK_LIMIT) {
            // No other holder is in the way: no lock will ever be, and what is written without one proves nothing.
            Err(error) if error.kind() == ErrorKind::Unsupported => {
                return Err(match closings.is_empty() {
                    true => ChoiceError::NotReady,
                    false => self.shut(&closings),
                });
            }
            held => held.ok(),
        };
        let refreshed = held.is_some() && self.refresh(&mut core);
        let Some(ready) = core.ready_mut().filter(|_| refreshed) else {
            return self.close_without_ledger(core, held, closings, named);
        };
        let all_offs_written = self.write_missing_offs(ready);
        let what = what(ready.ledger.choices());
        let closing = self.closed_by_this(ready, named, &what);
        closings.retain(|one| closing.contains(&one.at));
        for at in closing {
            if closings.iter().all(|one| one.at != at) {
                self.purposes[at].door.close();
                closings.push(Closing::of_other_process(at, self.ports.clock.now()));
            }
        }
        for closing in &mut closings {
            closing.wipe(self, &ready.vault);
        }
        if closings.is_empty() {
            all_offs_written?;
            // What opens must be closable later, on a full disk too.
            ready.ledger.keep_reserve()?;
        }
        if closings.is_empty() && ready.ledger.choices().says_already(&what) {
            // Platforms tell the same at every start; a ledger of repetitions proves nothing more.
            self.make_slots(ready)?;
            drop(held);
            self.put_to_work(&mut core);
            if let Some(ready) = core.ready() {
                self.adopt(ready);
            }
            return Ok(Vec::new());
        }
        let is_limit = matches!(what, What::Limit { .. });
        let now = self.ports.clock.now();
        let written = ready
            .ledger
            .append(self.policy(), &*self.ports.random, now, what);
        if written.is_err() && closings.iter().any(|closing| !closing.wiped) {
            // Neither slot nor ledger: the key that wraps the slot is the last that can go.
            self.destroy_keys().map_err(|_| self.shut(&closings))?;
            self.load_locked(&mut core, None);
        } else if closings.is_empty() {
            written?;
            self.make_slots(ready)?;
        }
        if let Some(ready) = core.ready() {
            self.wipe_chosen_holds(ready);
        }
        drop(held);
        self.put_to_work(&mut core);
        if let Some(ready) = core.ready() {
            self.adopt(ready);
        }
        for closing in &closings {
            self.purposes[closing.at]
                .shut
                .store(false, Ordering::SeqCst);
        }
        let receipts = self.receipts(core, closings, written.is_ok());
        match written {
            // What it closed is closed, but it must be told again: nothing remembers it.
            Err(error) if is_limit => Err(error.into()),
            _ => Ok(receipts),
        }
    }

    /// Takes over what other processes changed. Does nothing while a choice is under way; whether it could.
    pub(super) fn look_for_changes(&self) -> bool {
        let Some(mut core) = self.core.try_lock_for(Duration::ZERO) else {
            return false;
        };
        let Ok(held) = self.ports.files.lock(LOCK, Duration::ZERO) else {
            return false;
        };
        let refreshed = self.refresh(&mut core);
        drop(held);
        self.put_to_work(&mut core);
        if let (true, Some(ready)) = (refreshed, core.ready()) {
            self.adopt(ready);
        }
        true
    }

    /// Closes in memory what this change will close, as far as memory knows.
    fn expect_to_close(
        &self,
        core: &Core,
        named: Option<usize>,
        what: &dyn Fn(&Choices) -> What,
    ) -> Vec<Closing> {
        let expected = match core.ready() {
            Some(ready) => self.closed_by_this(ready, named, &what(ready.ledger.choices())),
            None => named.into_iter().collect(),
        };
        let take = |at: usize| {
            self.purposes[at].door.close();
            self.take_work(at)
        };
        expected.into_iter().map(take).collect()
    }

    /// Purposes that are closed after one more entry, and have a slot or are `named`.
    fn closed_by_this(&self, ready: &Ready, named: Option<usize>, what: &What) -> Vec<usize> {
        let policy = self.policy();
        let now = self.ports.clock.now();
        let mut after = ready.ledger.choices().clone();
        let entry = Entry {
            sequence: u64::MAX,
            time: now,
            policy_version: policy.version.clone(),
            policy_hash: policy.hash.clone(),
            previous: String::new(),
            what: what.clone(),
        };
        after.apply(policy, &entry, [0; 32]);
        let slots = ready.vault.slots();
        let has_slot = |id: &str| {
            let tag = slot_of(id).tag();
            // A slot that cannot be read is treated as there: it is wiped rather than trusted.
            slots.as_ref().map_or(true, |slots| {
                slots
                    .iter()
                    .any(|(_, raw)| raw.tag == tag && raw.generation != 0)
            })
        };
        let purposes = policy.purposes.iter().enumerate();
        purposes
            .filter(|(at, purpose)| {
                after.closed_by(policy, purpose, now).is_some()
                    && (named == Some(*at) || has_slot(&purpose.id))
            })
            .map(|(at, _)| at)
            .collect()
    }

    /// Makes a slot for every purpose that the ledger holds open and that has none.
    fn make_slots(&self, ready: &Ready) -> Result<(), ChoiceError> {
        let now = self.ports.clock.now();
        for purpose in &self.policy().purposes {
            let choices = ready.ledger.choices();
            let Some(opening) = choices.opening(&purpose.id) else {
                continue;
            };
            let closed = choices.closed_by(self.policy(), purpose, now).is_some();
            let slot = Slot::read(&ready.vault, &ready.keys, slot_of(&purpose.id))
                .map_err(|_| ChoiceError::StorageFailed)?;
            // One that vouches for something else is left from an off that could not wipe it.
            if closed || slot.is_some_and(|slot| vouches(&slot, opening)) {
                continue;
            }
            let vouched = Vouched {
                sequence: opening.sequence,
                hash: opening.hash,
            };
            let random = &*self.ports.random;
            Slot::create(
                &ready.vault,
                &ready.keys,
                random,
                slot_of(&purpose.id),
                vouched,
            )
            .map_err(|_| ChoiceError::StorageFailed)?;
        }
        Ok(())
    }

    /// Nothing could make an off durable: only this process can keep it.
    pub(super) fn shut(&self, closings: &[Closing]) -> ChoiceError {
        for closing in closings {
            self.purposes[closing.at].shut.store(true, Ordering::SeqCst);
        }
        ChoiceError::ClosedUntilRestart
    }

    /// Fits memory to the slots on disk. No lock over all processes is held.
    pub(super) fn adopt(&self, ready: &Ready) {
        let now = self.ports.clock.now();
        for (at, purpose) in self.policy().purposes.iter().enumerate() {
            let choices = ready.ledger.choices();
            let cell = &self.purposes[at];
            let opening = choices
                .opening(&purpose.id)
                .filter(|_| choices.closed_by(self.policy(), purpose, now).is_none());
            let Some(opening) = opening.filter(|_| !cell.shut.load(Ordering::SeqCst)) else {
                cell.door.close();
                if !is_unchosen(choices, &purpose.id) || self.is_forbidden(ready, at) {
                    cell.held.lock().destroy();
                }
                continue;
            };
            let slot = Slot::read(&ready.vault, &ready.keys, slot_of(&purpose.id))
                .ok()
                .flatten();
            match slot {
                Some(slot) if vouches(&slot, opening) => {
                    let generation = slot.generation;
                    if cell.door.generation() != generation {
                        let vault = std::sync::Arc::clone(&ready.vault);
                        *cell.work.lock() = Some(Working::new(vault, slot, at, opening.time));
                        cell.door.open(generation);
                    }
                }
                _ => cell.door.close(),
            }
        }
    }

    /// Reads what other processes wrote; false if ledger and vault cannot be used.
    pub(super) fn refresh(&self, core: &mut Core) -> bool {
        let Some(ready) = core.ready_mut() else {
            self.load_locked(core, None);
            return core.ready().is_some();
        };
        let slots = ready.vault.slots().unwrap_or_default();
        let mut live = slots.iter().filter(|(_, raw)| raw.generation != 0);
        let same_chain = live.any(|(_, raw)| {
            raw.tag == LEDGER_SLOT.tag() && raw.generation == ready.ledger_generation
        });
        let known_keys = ready.keys.cover(&slots);
        if !same_chain || !known_keys || ready.ledger.catch_up(self.policy()).is_err() {
            self.load_locked(core, None);
        }
        core.ready().is_some()
    }
}
