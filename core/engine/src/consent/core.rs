//! What the choices need in memory, or why it is not there.

use std::io;

use super::former;
use super::ready::{Ready, VAULT};
use super::recover::{self, AtHand};
use super::settle::{FoundClosed, settle};
use super::stop::Stop;
use crate::condition::{Condition, NotReady, StartupRepair};
use crate::scope::Scope;
use crate::vault::{VaultError, VaultFile};
use crate::world::World;

/// What the choices need, or why it is not there.
#[derive(Default)]
pub(super) struct Core {
    pub(super) ready: Option<Ready>,
    pub(super) condition: Condition,
    /// Whether it was read anew since memory was fitted the last time.
    pub(super) anew: bool,
    /// What was found to be closed, until somebody gives a receipt for it.
    pub(super) closed: Vec<FoundClosed>,
}

impl Core {
    /// Reads what other processes wrote, everything anew if it must be. The lock over all processes is
    /// held; the key store is not asked.
    pub(super) fn catch_up(
        &mut self,
        world: &World,
        at_hand: Option<&mut AtHand>,
    ) -> Result<(), Stop> {
        let whole = match &mut self.ready {
            Some(ready) => ready.catch_up(world).unwrap_or(false),
            None => false,
        };
        match whole {
            true => Ok(()),
            false => self.load(world, at_hand),
        }
    }

    /// Reads everything anew, and wipes what must not stay before anything is open.
    fn load(&mut self, world: &World, at_hand: Option<&mut AtHand>) -> Result<(), Stop> {
        let mut found = Vec::new();
        let result = try_load(world, at_hand, &mut found, &mut self.closed);
        let (ready, not_ready) = match result {
            Ok(ready) => (Some(ready), None),
            Err(Stop::NotReady(why)) => (None, Some(why)),
            // Whoever holds the lock asks, and comes back. What another vault opened is closed first.
            Err(stop) => {
                if self
                    .ready
                    .as_ref()
                    .is_some_and(|ready| !ready.is_of_the_vault_on_disk(world))
                {
                    // Told until somebody opens anew.
                    self.give_up(NotReady::Storage(io::ErrorKind::NotFound));
                }
                return Err(stop);
            }
        };
        self.ready = ready;
        self.anew = true;
        self.condition = Condition {
            not_ready,
            found,
            broken: false,
        };
        match not_ready {
            None => Ok(()),
            Some(why) => Err(Stop::NotReady(why)),
        }
    }

    /// Whether nobody has read anything yet, nor failed to.
    pub(super) fn was_never_read(&self) -> bool {
        self.ready.is_none() && self.condition.not_ready.is_none()
    }

    /// Nothing can be had: why.
    pub(super) fn give_up(&mut self, why: NotReady) {
        self.ready = None;
        self.anew = true;
        self.condition.not_ready = Some(why);
    }
}

impl Ready {
    fn is_of_the_vault_on_disk(&self, world: &World) -> bool {
        let on_disk = VaultFile::open(world.files(), VAULT);
        self.is_in_place() && on_disk.is_ok_and(|vault| vault.install() == self.vault.install())
    }

    /// Whether vault and ledger are the files that every other process finds.
    fn is_in_place(&self) -> bool {
        self.vault.is_in_place() && self.ledger.is_in_place()
    }

    /// Reads what other processes appended; false if what is in memory is of another vault or chain.
    fn catch_up(&mut self, world: &World) -> Result<bool, VaultError> {
        if !self.vault.is_in_place() {
            return Ok(false);
        }
        let slots = self.vault.slots()?;
        let mut live = slots.iter().filter(|(_, raw)| raw.generation != 0);
        let ledger = world.slots().ledger.tag();
        let same_chain =
            live.any(|(_, raw)| raw.tag == ledger && raw.generation == self.ledger_generation);
        if !same_chain || !self.keys.cover(&slots) {
            return Ok(false);
        }
        let (files, policy) = (world.files(), world.policy());
        let read = match self.ledger.is_in_place() {
            true => self.ledger.catch_up(policy),
            // Another process began a new part of the chain.
            false => self.ledger.reopen(files, Scope::Device, policy),
        };
        Ok(read.is_ok())
    }
}

fn try_load(
    world: &World,
    at_hand: Option<&mut AtHand>,
    found: &mut Vec<StartupRepair>,
    closed: &mut Vec<FoundClosed>,
) -> Result<Ready, Stop> {
    let (vault, keys) = recover::vault(world, at_hand, found)?;
    let (ledger, ledger_generation) = recover::ledger(world, &vault, &keys, found)?;
    let issued = recover::issued(world, &vault, &keys)?;
    recover::keep_places(world, &vault)?;
    former::take_over(world, &vault)?;
    let mut ready = Ready {
        vault: vault.into(),
        keys,
        ledger,
        ledger_generation,
        issued,
    };
    // What opened later must be closable on a full disk; turning on insists, opening does not.
    let _ = ready.keep_reserve(world);
    settle(world, &mut ready, found, closed)?;
    Ok(ready)
}
