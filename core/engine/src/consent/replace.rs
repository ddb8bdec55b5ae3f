//! The vault key, replaced.
//!
//! A key store may take seconds, so it is asked while nothing is locked that a choice or a record
//! waits for. What is locked meanwhile is [`KEYS`], which keeps the replacements of all threads and
//! processes apart: nobody else stores or destroys a key while one is under way. Between two
//! questions to the key store the slots are rewrapped, with the locks that any choice takes.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use super::exclusive::Consent;
use super::memory::Memory;
use super::ready::Ready;
use super::recover::Alone;
use crate::condition::NotReady;
use crate::lock::{KEYS, KEYS_LIMIT};
use crate::ports::Held;
use crate::vault::{Keys, Slot};
use crate::world::World;

impl Consent {
    /// Replaces the vault key: what was wrapped by it and is not carried over is gone for good.
    pub(crate) fn replace_vault_key(
        &self,
        world: &World,
        memory: &dyn Memory,
    ) -> Result<(), NotReady> {
        let _alone = world.files().lock(KEYS, KEYS_LIMIT)?;
        self.replace_alone(world, memory)
    }

    /// The same for who keeps others from the key store.
    fn replace_alone(&self, world: &World, memory: &dyn Memory) -> Result<(), NotReady> {
        let mut keys = self.fetch_keys(world)?;
        if keys.replacing() {
            // Cut short before: what was closed since may be wrapped by the newer of the two.
            self.carry_over(world, memory, keys)?;
            keys = self.fetch_keys(world)?;
        }
        keys.begin_replacement(world.keys(), world.random())?;
        self.carry_over(world, memory, keys)
    }

    /// Makes up for a replacement that an off was owed and a kill prevented, and ends one that was cut short,
    /// unless somebody is at it.
    pub(crate) fn finish_replacement(
        &self,
        world: &World,
        memory: &dyn Memory,
    ) -> Result<(), NotReady> {
        let (owed, cut_short) = match &self.core.lock().ready {
            Some(ready) => (ready.owes_a_replacement(), ready.keys.replacing()),
            None => (false, false),
        };
        if !owed && !cut_short {
            return Ok(());
        }
        let _alone = keys_alone(world)?;
        if owed {
            return self.replace_alone(world, memory);
        }
        let keys = self.fetch_keys(world)?;
        match keys.replacing() {
            true => self.carry_over(world, memory, keys),
            false => Ok(()),
        }
    }

    /// Whether no off waits for the vault key to be replaced.
    pub(crate) fn owes_no_replacement(&self) -> bool {
        let core = self.core.lock();
        let ready = core.ready.as_ref();
        ready.is_some_and(|ready| !ready.owes_a_replacement() && !ready.keys.replacing())
    }

    fn fetch_keys(&self, world: &World) -> Result<Keys, NotReady> {
        let core = self.core.lock();
        let install = core.ready.as_ref().map(|ready| ready.vault.install());
        drop(core);
        let install = install.ok_or(NotReady::Storage(io::ErrorKind::NotFound))?;
        Ok(Keys::load(world.keys(), install)?)
    }

    /// Rewraps what is open by the newest of `keys`, then destroys the older one.
    fn carry_over(&self, world: &World, memory: &dyn Memory, keys: Keys) -> Result<(), NotReady> {
        let (newest, _) = keys.newest();
        self.rewrap(world, memory, keys)?;
        Keys::end_replacement(world.keys(), newest)?;
        if let Some(ready) = self.core.lock().ready.as_mut()
            && ready.keys.newest().0 == newest
        {
            ready.keys.forget_older();
        }
        Ok(())
    }

    fn rewrap(&self, world: &World, memory: &dyn Memory, keys: Keys) -> Result<(), NotReady> {
        let install = keys.install();
        // What other processes opened since is vouched for by entries that are not read yet.
        let mut exclusive =
            self.exclusive_with(world, memory, &mut |_| {}, None, Some(Alone::Caller));
        let ready = exclusive.ready();
        let ready = ready.filter(|ready| ready.vault.install() == install);
        let ready = ready.ok_or(NotReady::Storage(io::ErrorKind::NotFound))?;
        ready.keys = keys;
        ready.rewrap_slots(world)
    }
}

impl Ready {
    fn owes_a_replacement(&self) -> bool {
        let slots = self.vault.slots();
        slots.is_ok_and(|slots| self.keys.owe_a_replacement(&slots))
    }

    fn rewrap_slots(&self, world: &World) -> Result<(), NotReady> {
        let vault = Arc::clone(&self.vault);
        // A slot that could not be wiped dies with the old key: it is not carried over.
        let dead = self.wipe_unvouched(world);
        self.wipe_dead_holds(world);
        let (newest, _) = self.keys.newest();
        for (index, raw) in vault.slots()? {
            let is_dead = dead.contains(&raw.tag);
            if raw.generation == 0 || raw.key_epoch == newest || is_dead {
                continue;
            }
            let rewrapped = Slot::rewrap(&vault, &self.keys, world.random(), index, &raw);
            if let Err(error) = rewrapped {
                // The older key is still there, and so must be what it opens.
                let _ = vault.write_unsynced(index, &raw);
                return Err(error.into());
            }
        }
        Ok(vault.sync()?)
    }
}

/// The right to change what the key store holds, if nobody is at it.
fn keys_alone(world: &World) -> io::Result<Box<dyn Held>> {
    world.files().lock(KEYS, Duration::ZERO)
}

/// Destroys every key, as the last thing that can make an off durable. No lock is held.
pub(crate) fn destroy_keys(world: &World) -> Result<(), NotReady> {
    let _alone = match keys_alone(world) {
        // A replacement that is under way could bring a key back.
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Err(error.into()),
        alone => alone,
    };
    Ok(Keys::destroy(world.keys())?)
}
