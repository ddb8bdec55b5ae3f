//! The vault key, replaced.
//!
//! A key store may take seconds, so it is asked while nothing is locked that a choice or a record waits for. What is
//! locked meanwhile is [`KEYS`], which keeps the replacements of all threads and processes apart: nobody else stores or
//! destroys a key while one is under way. Between two questions to the key store the slots are rewrapped, with the
//! locks that any choice takes.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use super::condition::NotReady;
use super::core::Ready;
use super::state::Engine;
use crate::ports::Held;
use crate::queue::{LOCK, LOCK_LIMIT};
use crate::vault::{Keys, Slot};

/// The lock of whoever changes what the key store holds. It is taken before any other, or not waited for.
const KEYS: &str = "keys.lock";
/// Another replacement asks the key store four times.
const KEYS_LIMIT: Duration = Duration::from_secs(15);

impl Engine {
    /// Replaces the vault key: what was wrapped by it and is not carried over is gone for good.
    pub(super) fn replace_vault_key(&self) -> Result<(), NotReady> {
        let _alone = self.ports.files.lock(KEYS, KEYS_LIMIT)?;
        let mut keys = self.fetch_keys()?;
        if keys.replacing() {
            // Cut short before: what was closed since may be wrapped by the newer of the two.
            self.carry_over(keys)?;
            keys = self.fetch_keys()?;
        }
        keys.begin_replacement(&*self.ports.keys, &*self.ports.random)?;
        self.carry_over(keys)
    }

    /// Ends a replacement that was cut short, unless somebody is at it.
    pub(super) fn finish_replacement(&self) -> Result<(), NotReady> {
        let cut_short = |ready: &Ready| ready.keys.replacing();
        if !self.core.lock().ready().is_some_and(cut_short) {
            return Ok(());
        }
        let _alone = self.keys_alone()?;
        let keys = self.fetch_keys()?;
        match keys.replacing() {
            true => self.carry_over(keys),
            false => Ok(()),
        }
    }

    /// The right to change what the key store holds, if nobody is at it: for who holds other locks already.
    pub(super) fn keys_alone(&self) -> io::Result<Box<dyn Held>> {
        self.ports.files.lock(KEYS, Duration::ZERO)
    }

    /// Destroys every key, as the last thing that can make an off durable.
    pub(super) fn destroy_keys(&self) -> Result<(), NotReady> {
        let _alone = match self.keys_alone() {
            // A replacement that is under way could bring a key back.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Err(error.into()),
            alone => alone,
        };
        Ok(Keys::destroy(&*self.ports.keys)?)
    }

    fn fetch_keys(&self) -> Result<Keys, NotReady> {
        let install = self.core.lock().ready().map(|ready| ready.vault.install());
        let install = install.ok_or(NotReady::Storage(io::ErrorKind::NotFound))?;
        Ok(Keys::load(&*self.ports.keys, install)?)
    }

    /// Rewraps what is open by the newest of `keys`, then destroys the older one.
    fn carry_over(&self, keys: Keys) -> Result<(), NotReady> {
        let (newest, _) = keys.newest();
        self.rewrap(keys)?;
        Keys::end_replacement(&*self.ports.keys, newest)?;
        if let Some(ready) = self.core.lock().ready_mut()
            && ready.keys.newest().0 == newest
        {
            ready.keys.forget_older();
        }
        Ok(())
    }

    fn rewrap(&self, keys: Keys) -> Result<(), NotReady> {
        let mut core = self.core.lock();
        let held = self.ports.files.lock(LOCK, LOCK_LIMIT)?;
        let install = keys.install();
        let same = |ready: &Ready| ready.vault.install() == install;
        let gone = || NotReady::Storage(io::ErrorKind::NotFound);
        core.ready_mut()
            .filter(|ready| same(ready))
            .ok_or_else(gone)?
            .keys = keys;
        // What other processes opened since is vouched for by entries that are not read yet.
        let refreshed = self.refresh(&mut core);
        let rewrapped = match core.ready().filter(|ready| refreshed && same(ready)) {
            Some(ready) => self.rewrap_slots(ready),
            None => Err(gone()),
        };
        drop(held);
        self.put_to_work(&mut core);
        if let Some(ready) = core.ready() {
            self.adopt(ready);
        }
        rewrapped
    }

    fn rewrap_slots(&self, ready: &Ready) -> Result<(), NotReady> {
        let vault = Arc::clone(&ready.vault);
        // A slot that could not be wiped dies with the old key: it is not carried over.
        let dead = self.wipe_unvouched(ready);
        let (newest, _) = ready.keys.newest();
        for (index, raw) in vault.slots()? {
            let is_dead = dead.contains(&raw.tag);
            if raw.generation == 0 || raw.key_epoch == newest || is_dead {
                continue;
            }
            let rewrapped = Slot::rewrap(&vault, &ready.keys, &*self.ports.random, index, &raw);
            if let Err(error) = rewrapped {
                // The older key is still there, and so must be what it opens.
                let _ = vault.write_unsynced(index, &raw);
                return Err(error.into());
            }
        }
        Ok(vault.sync()?)
    }
}
