//! What ledger and vault agree on is opened; every other slot is wiped before anything else happens.

use std::sync::Arc;

use sordino_policy::BeforeChoice;

use super::choose::{ChoiceError, basis};
use super::condition::{Found, NotReady};
use super::core::{Loaded, Ready, slot_of};
use super::held::{held_slot_of, is_fresh, is_unchosen};
use super::state::Engine;
use super::working::Working;
use crate::ledger::{Actor, Choices, ClosedBy, LedgerError, Opening, State, What};
use crate::vault::{Slot, Vouched};

impl Engine {
    /// Opens what ledger and vault agree on, wipes every other slot, and writes what is missing.
    pub(super) fn settle(
        &self,
        ready: &mut Ready,
        found: &mut Vec<Found>,
    ) -> Result<Vec<Loaded>, NotReady> {
        let mut loaded = Vec::new();
        for (at, purpose) in self.policy().purposes.iter().enumerate() {
            let now = self.ports.clock.now();
            let choices = ready.ledger.choices();
            let closed = choices.closed_by(self.policy(), purpose, now);
            let opening = choices.opening(&purpose.id);
            let slot = Slot::read(&ready.vault, &ready.keys, slot_of(&purpose.id))?;
            if let (None, Some(opening), Some(slot)) = (closed, opening, &slot)
                && vouches(slot, opening)
            {
                let vault = Arc::clone(&ready.vault);
                let open = Some(Working::new(vault, slot.clone(), at, opening.time));
                loaded.push(Loaded {
                    open,
                    held: self.load_hold(ready, at, true)?,
                });
                continue;
            }
            loaded.push(Loaded {
                open: None,
                held: self.load_hold(ready, at, false)?,
            });
            let raw = ready.vault.find(slot_of(&purpose.id).tag())?;
            let wiped = match raw {
                Some((index, raw)) if raw.generation != 0 => {
                    ready.vault.wipe(index)?;
                    true
                }
                _ => false,
            };
            let (state, actor) = match closed {
                None => {
                    found.push(if wiped {
                        Found::SlotUnvouched
                    } else {
                        Found::OffCompleted
                    });
                    recovered(choices, &purpose.id)
                }
                Some(ClosedBy::Expired) => (State::Expired, Actor::Expiry),
                Some(ClosedBy::PolicyChanged) => (State::Invalidated, Actor::Policy),
                Some(_) => continue,
            };
            // It is closed either way; what cannot be written now is written before the next change.
            let _ = self.write_closed(ready, at, state, actor);
        }
        Ok(loaded)
    }

    /// Writes the entries of offs that reached their slots and not the ledger: nothing may open
    /// because the ledger has not heard of them.
    pub(super) fn write_missing_offs(&self, ready: &mut Ready) -> Result<(), ChoiceError> {
        let slots = ready
            .vault
            .slots()
            .map_err(|_| ChoiceError::StorageFailed)?;
        for (at, purpose) in self.policy().purposes.iter().enumerate() {
            let now = self.ports.clock.now();
            let choices = ready.ledger.choices();
            let tag = slot_of(&purpose.id).tag();
            let has_slot = slots
                .iter()
                .any(|(_, raw)| raw.tag == tag && raw.generation != 0);
            if has_slot || choices.closed_by(self.policy(), purpose, now).is_some() {
                continue;
            }
            let (state, actor) = recovered(choices, &purpose.id);
            self.write_closed(ready, at, state, actor)?;
        }
        Ok(())
    }

    /// Wipes the slots of purposes that the ledger does not hold open; the names of all of them,
    /// wiped or not. The lock is held.
    pub(super) fn wipe_unvouched(&self, ready: &Ready) -> Vec<[u8; 16]> {
        let now = self.ports.clock.now();
        let policy = self.policy();
        let unvouched = |purpose: &&sordino_policy::Purpose| {
            let choices = ready.ledger.choices();
            let closed = choices.closed_by(policy, purpose, now).is_some();
            let slot = Slot::read(&ready.vault, &ready.keys, slot_of(&purpose.id));
            let vouched = match (choices.opening(&purpose.id), slot) {
                (Some(opening), Ok(Some(slot))) => vouches(&slot, opening),
                _ => false,
            };
            closed || !vouched
        };
        let dead = policy.purposes.iter().filter(unvouched);
        dead.map(|purpose| {
            let tag = slot_of(&purpose.id).tag();
            if let Ok(Some((index, raw))) = ready.vault.find(tag)
                && raw.generation != 0
            {
                // What cannot be wiped dies with the key.
                let _ = ready.vault.wipe(index);
            }
            tag
        })
        .collect()
    }

    pub(super) fn write_closed(
        &self,
        ready: &mut Ready,
        at: usize,
        state: State,
        actor: Actor,
    ) -> Result<(), LedgerError> {
        let purpose = &self.policy().purposes[at];
        let what = What::Choice {
            purpose: purpose.id.clone(),
            state,
            legal_basis: basis(purpose.legal_basis).to_owned(),
            actor,
            how: "opening".to_owned(),
            locale: String::new(),
            text_hash: String::new(),
        };
        let now = self.ports.clock.now();
        ready
            .ledger
            .append(self.policy(), &*self.ports.random, now, what)
            .map(drop)
    }

    /// A sealed hold, if the person has not chosen or said yes, and it is within its time.
    fn load_hold(&self, ready: &Ready, at: usize, open: bool) -> Result<Option<Working>, NotReady> {
        let purpose = &self.policy().purposes[at];
        let slot = Slot::read(&ready.vault, &ready.keys, held_slot_of(&purpose.id))?;
        let now = self.ports.clock.now();
        let wanted = open || is_unchosen(ready.ledger.choices(), &purpose.id);
        match (slot, &purpose.before_choice) {
            (Some(slot), BeforeChoice::HoldSealed { max_hours, .. })
                if wanted && is_fresh(&slot, *max_hours, now) =>
            {
                let vault = Arc::clone(&ready.vault);
                Ok(Some(Working::hold(vault, slot, at, now)))
            }
            _ => {
                // What cannot be wiped is closed all the same: nothing reads it.
                let _ = self.wipe_hold(ready, &purpose.id);
                Ok(None)
            }
        }
    }
}

/// What an off that was cut short is written down as: taken back, or objected to.
fn recovered(choices: &Choices, purpose: &str) -> (State, Actor) {
    let informed = choices
        .last(purpose)
        .is_some_and(|last| last.state == State::Informed);
    match informed {
        true => (State::Objected, Actor::Recovery),
        false => (State::Withdrawn, Actor::Recovery),
    }
}

/// Whether a slot was written for the entry that the ledger says opened the purpose.
pub(super) fn vouches(slot: &Slot, opening: Opening) -> bool {
    slot.vouched
        == Vouched {
            sequence: opening.sequence,
            hash: opening.hash,
        }
}
