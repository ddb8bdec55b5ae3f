//! What is done with ledger and vault while they are held.

use super::nos::Seen;
use super::ready::{Ready, slot_of};
use std::io;

use crate::catalog::PurposeIx;
use crate::gate::{Verdict, Why, hold_stands, may_wait, verdict};
use crate::ledger::{Balance, Hash, LedgerError, State, What};
use crate::ports::Random;
use crate::queue::{generation_name, set_aside};
use crate::scope::Scope;
use crate::vault::{RawSlot, Slot, VaultError, VaultFile, Vouched};
use crate::world::World;
use std::sync::Arc;

/// One purpose, judged.
pub(super) struct Judged {
    pub(super) at: PurposeIx,
    pub(super) verdict: Verdict,
    pub(super) may_wait: bool,
    pub(super) hold: Option<Slot>,
}

impl Ready {
    /// What the ledger's entries add up to.
    pub(crate) fn balance(&self) -> &Balance {
        self.ledger.balance()
    }

    /// Hash of the ledger's last entry.
    pub(crate) fn head(&self) -> Hash {
        self.ledger.head()
    }

    pub(crate) fn vault(&self) -> &Arc<VaultFile> {
        &self.vault
    }

    /// Writes one entry and syncs it.
    pub(crate) fn append(&mut self, world: &World, what: What) -> Result<(), LedgerError> {
        let (random, now) = (world.random(), world.now());
        let written = self.ledger.append(world.policy(), random, now, what);
        written.map(drop)
    }

    /// Space for the entries of offs to come.
    pub(crate) fn keep_reserve(&mut self, world: &World) -> Result<(), LedgerError> {
        let (files, policy) = (world.files(), world.policy());
        let (random, now) = (world.random(), world.now());
        // A chain that cannot be shortened goes on as it is.
        let _ = (self.ledger).keep_short(files, policy, random, now, Scope::Device);
        self.ledger.keep_reserve()
    }

    /// What ledger and vault say of every purpose now. A slot that cannot be read opens nothing.
    pub(super) fn judge<'a>(
        &'a self,
        world: &'a World,
        (slots, balance): (&'a [(usize, RawSlot)], &'a Balance),
    ) -> impl Iterator<Item = Judged> + 'a {
        let (policy, now, confirmed) = (world.policy(), world.now(), world.confirmed_now());
        world.catalog.purposes().map(move |(at, purpose)| {
            let read = |id| Slot::among(slots, &self.vault, &self.keys, id);
            let slot = read(world.slot(at));
            let verdict = verdict(policy, purpose, balance, slot, now);
            let open = matches!(verdict, Verdict::Open { .. });
            let hold = read(world.hold_slot(at));
            Judged {
                at,
                verdict,
                may_wait: may_wait(policy, purpose, balance),
                hold: hold_stands(policy, purpose, balance, open, hold, confirmed),
            }
        })
    }

    /// Every slot as it stands now, with the word of its last off.
    pub(crate) fn seen(&self) -> Result<Seen, LedgerError> {
        let slots = self.vault.slots();
        // Whoever writes choices is told of the one kind of failure that there is then.
        slots
            .map(Seen)
            .map_err(|_| LedgerError::Io(io::ErrorKind::Other))
    }

    /// Makes a slot for every purpose that the ledger holds open and that has none.
    ///
    /// `seen` is of before the entry that opened it was written, and what the ledger held open then without a
    /// slot is written down as closed: an off that this process does not know of closes what is made here.
    pub(crate) fn make_slots(&self, world: &World, seen: &Seen) -> Result<(), VaultError> {
        for (at, purpose) in world.catalog.purposes() {
            let id = world.slot(at);
            let slot = seen.slot(self, id);
            let (balance, now) = (self.balance(), world.now());
            // One that vouches for something else is left from an off that could not wipe it.
            let verdict = verdict(world.policy(), purpose, balance, slot, now);
            if let (Verdict::Closed(Why::Unvouched), Some(opening)) =
                (verdict, balance.opening(&purpose.id))
            {
                let off = id.off(&seen.0).ok_or(VaultError::Full)?;
                let vouched = Vouched::from(opening);
                Slot::create(&self.vault, &self.keys, world.random(), id, vouched, off)?;
            }
        }
        Ok(())
    }

    /// Overwrites the slot of a purpose that was `seen` in use; which one it was, and the generation that it had. Nobody
    /// else begins one while the lock over all processes is held.
    pub(super) fn wipe(
        &self,
        world: &World,
        seen: &Seen,
        at: PurposeIx,
    ) -> Result<Option<(usize, u64)>, VaultError> {
        let slot = seen.in_use(world.slot(at));
        if let Some((index, _)) = slot {
            self.vault.wipe(index, world.random(), None)?;
        }
        Ok(slot)
    }

    /// The slot of a sealed hold: the one that stands, or one that begins now. None once the first choice is
    /// made.
    pub(crate) fn begin_hold(
        &self,
        world: &World,
        at: PurposeIx,
    ) -> Result<Option<Slot>, VaultError> {
        let purpose = world.catalog.purpose(at);
        let id = world.hold_slot(at);
        let seen = Seen(self.vault.slots()?);
        let slot = seen.slot(self, id);
        // By the words that were read with the off-word: a no since then closes what is made here.
        let (policy, balance) = (world.policy(), &self.standing_by(world, Some(&seen)));
        if !may_wait(policy, purpose, balance) {
            return Ok(None);
        }
        let confirmed = world.confirmed_now();
        if let Some(slot) = hold_stands(policy, purpose, balance, false, slot, confirmed) {
            return Ok(Some(slot));
        }
        self.wipe_hold(world, &seen, at)?;
        let began = Vouched {
            sequence: u64::try_from(confirmed).unwrap_or(0),
            hash: [0; 32],
        };
        let off = id.off(&seen.0).ok_or(VaultError::Full)?;
        Slot::create(&self.vault, &self.keys, world.random(), id, began, off).map(Some)
    }

    /// Overwrites the slot of a sealed hold that was `seen` in use, and sets its files aside.
    pub(crate) fn wipe_hold(
        &self,
        world: &World,
        seen: &Seen,
        at: PurposeIx,
    ) -> Result<(), VaultError> {
        if let Some((index, generation)) = seen.in_use(world.hold_slot(at)) {
            self.vault.wipe(index, world.random(), None)?;
            let name = generation_name(index, generation);
            // Unreadable already; what cannot be moved now is swept later.
            let _ = set_aside(world.files(), world.random(), &name);
        }
        Ok(())
    }

    /// Wipes the holds of purposes that are closed and whose first choice nobody waits for any more.
    pub(crate) fn wipe_chosen_holds(&self, world: &World) {
        // What cannot be wiped now is wiped at the next opening.
        let Ok(seen) = self.seen() else {
            return;
        };
        let balance = &self.standing_by(world, Some(&seen));
        for (at, purpose) in world.catalog.purposes() {
            let closed = balance
                .closed_by(world.policy(), purpose, world.now())
                .is_some();
            if closed && !may_wait(world.policy(), purpose, balance) {
                let _ = self.wipe_hold(world, &seen, at);
            }
        }
    }

    /// Wipes the holds that an off closed, or that may not stand for another reason.
    pub(super) fn wipe_dead_holds(&self, world: &World) {
        let seen = Seen(self.vault.slots().unwrap_or_default());
        let balance = self.standing_by(world, Some(&seen));
        let judged = self.judge(world, (&seen.0, &balance));
        for one in judged.filter(|one| one.hold.is_none()) {
            // What cannot be wiped is closed all the same: nothing reads it.
            let _ = self.wipe_hold(world, &seen, one.at);
        }
    }

    /// The generations that are in use, each with its purpose if it is no hold.
    pub(crate) fn in_use(&self, world: &World) -> Result<Vec<InUse>, VaultError> {
        let slots = self.vault.slots()?;
        let live = slots.iter().filter(|(_, raw)| raw.generation != 0);
        let of = |(index, raw): &(usize, RawSlot)| {
            let mut purposes = world.catalog.purposes();
            purposes.find_map(|(at, _)| {
                let is_hold = match raw.tag {
                    tag if tag == world.slot(at).tag() => false,
                    tag if tag == world.hold_slot(at).tag() => true,
                    _ => return None,
                };
                Some(InUse {
                    at,
                    is_hold,
                    slot: (*index, raw.generation),
                })
            })
        };
        Ok(live.filter_map(of).collect())
    }
}

/// A generation that is in use.
pub(crate) struct InUse {
    pub(crate) at: PurposeIx,
    pub(crate) is_hold: bool,
    /// Its slot and its number.
    pub(crate) slot: (usize, u64),
}

/// Overwrites the slot of a purpose, which needs no key. The lock over all processes is held.
pub(crate) fn wipe(
    vault: &VaultFile,
    random: &dyn Random,
    purpose: &str,
    refusal: Option<State>,
) -> Result<Option<(usize, u64)>, VaultError> {
    match vault.find(slot_of(purpose).tag())? {
        Some((index, raw)) if raw.generation != 0 => {
            vault.wipe(index, random, refusal)?;
            Ok(Some((index, raw.generation)))
        }
        // A refusal stands also where nothing was open; the word closes what was held for it.
        Some((index, _)) if refusal.is_some() => {
            vault.turn_off(index, random, refusal)?;
            Ok(None)
        }
        None if refusal.is_some() => Err(VaultError::Full),
        _ => Ok(None),
    }
}

/// Closes a purpose by its off-word, whoever holds the lock. Returns the slot that it had and whose
/// secrets stay on the disk until a later holder of the lock overwrites them.
pub(crate) fn turn_off(
    vault: &VaultFile,
    random: &dyn Random,
    purpose: &str,
    refusal: Option<State>,
) -> Result<Option<(usize, u64)>, VaultError> {
    let Some((index, _)) = vault.find(slot_of(purpose).tag())? else {
        // Nobody opens a purpose that has no place; but a refusal has none to stand at.
        return match refusal {
            None => Ok(None),
            Some(_) => Err(VaultError::Full),
        };
    };
    vault.turn_off(index, random, refusal)?;
    // Read afterwards: what a stopped holder wrote in between is closed too.
    let generation = vault.standing(index)?.generation;
    Ok((generation != 0).then_some((index, generation)))
}
