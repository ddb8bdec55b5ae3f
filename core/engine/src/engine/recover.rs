//! Vault and ledger as they are found, or new ones in their place: missing, damaged and foreign
//! files mean closed, never open.

use std::io;

use super::condition::{Found, NotReady};
use super::core::{LEDGER, LEDGER_SLOT, VAULT, slot_of};
use super::state::{Engine, IssuedSource};
use crate::ledger::{LedgerError, LedgerFile, What};
use crate::ports::Mode;
use crate::queue::{QUEUE, set_aside};
use crate::scope::Scope;
use crate::vault::{
    Items, Keys, KeysError, Slot, SlotId, SlotKind, VaultError, VaultFile, Vouched,
};

const ISSUED_SLOT: SlotId<'static> = SlotId {
    kind: SlotKind::Issued,
    scope: Scope::Device,
    purpose: "",
};

/// What the key store said before any lock was taken.
pub(super) type Fetched = Result<Items, KeysError>;

impl Engine {
    pub(super) fn load_vault(
        &self,
        fetched: Option<Fetched>,
        found: &mut Vec<Found>,
    ) -> Result<(VaultFile, Keys), NotReady> {
        let files = &*self.ports.files;
        let vault = match VaultFile::open(files, VAULT) {
            Ok(vault) => vault,
            Err(VaultError::Missing) => {
                let ledger = files.open(LEDGER, Mode::Read).is_ok();
                return self.new_vault(
                    found,
                    if ledger {
                        Found::VaultMissing
                    } else {
                        Found::Nothing
                    },
                );
            }
            Err(VaultError::Corrupt) => return self.new_vault(found, Found::VaultCorrupt),
            Err(error) => return Err(error.into()),
        };
        let early = match fetched.transpose()? {
            Some(items) => Keys::among(&items, vault.install()).ok(),
            None => None,
        };
        // What was fetched without a lock may be of before another process's replacement.
        let keys = match early {
            Some(keys) if keys.cover(&vault.slots()?) => Ok(keys),
            _ => Keys::load(&*self.ports.keys, vault.install()),
        };
        match keys {
            Ok(keys) => Ok((vault, keys)),
            Err(KeysError::Missing) => self.new_vault(found, Found::Foreign),
            Err(error) => Err(error.into()),
        }
    }

    /// A vault and a ledger for a new install id: nothing of before can be read, nothing is open.
    fn new_vault(&self, found: &mut Vec<Found>, why: Found) -> Result<(VaultFile, Keys), NotReady> {
        let mut install = [0; 16];
        self.ports
            .random
            .fill(&mut install)
            .map_err(|_| NotReady::NoRandomness)?;
        let _alone = self.keys_alone()?;
        let keys = Keys::create(&*self.ports.keys, &*self.ports.random, install)?;
        let vault = VaultFile::create(&*self.ports.files, VAULT, install)?;
        // Generations begin anew: no folder of before may pass for one of now.
        for name in self.ports.files.list(QUEUE).unwrap_or_default() {
            set_aside(&*self.ports.files, &*self.ports.random, &name)?;
        }
        found.push(why);
        Ok((vault, keys))
    }

    pub(super) fn load_ledger(
        &self,
        vault: &VaultFile,
        keys: &Keys,
        found: &mut Vec<Found>,
    ) -> Result<(LedgerFile, u64), NotReady> {
        let slot = Slot::read(vault, keys, LEDGER_SLOT)?;
        let why = match &slot {
            None => Found::LedgerMissing,
            Some(slot) => {
                let files = &*self.ports.files;
                let key = &slot.queue_secret;
                match LedgerFile::open(files, LEDGER, key, Scope::Device, self.policy()) {
                    Ok(ledger) => {
                        if ledger.torn {
                            found.push(Found::LedgerTorn);
                        }
                        return Ok((ledger, slot.generation));
                    }
                    Err(LedgerError::Missing) => Found::LedgerMissing,
                    Err(LedgerError::Corrupt) => Found::LedgerCorrupt,
                    Err(error) => return Err(error.into()),
                }
            }
        };
        // A vault that was made a moment ago has no chain yet; that is no finding of its own.
        if found.is_empty() {
            found.push(why);
        }
        self.new_ledger(vault, keys, |scope, chain| What::Genesis { scope, chain })
    }

    /// A new chain in place of whatever is there, under a new key.
    pub(super) fn new_ledger(
        &self,
        vault: &VaultFile,
        keys: &Keys,
        first: impl FnOnce(String, String) -> What,
    ) -> Result<(LedgerFile, u64), NotReady> {
        let (files, random) = (&*self.ports.files, &*self.ports.random);
        // Before the old chain goes: nothing may stay open that only it could vouch for.
        for purpose in &self.policy().purposes {
            if let Some((index, raw)) = vault.find(slot_of(&purpose.id).tag())?
                && raw.generation != 0
            {
                vault.wipe(index)?;
            }
        }
        match files.remove_file(LEDGER) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        let unvouched = Vouched {
            sequence: 0,
            hash: [0; 32],
        };
        let slot = Slot::create(vault, keys, random, LEDGER_SLOT, unvouched)?;
        let mut ledger =
            LedgerFile::create(files, LEDGER, &slot.queue_secret, random, Scope::Device)?;
        let what = first(Scope::Device.name(), ledger.chain());
        ledger.append(self.policy(), random, self.ports.clock.now(), what)?;
        files.sync_folder("")?;
        Ok((ledger, slot.generation))
    }

    pub(super) fn load_issued(&self, vault: &VaultFile, keys: &Keys) -> Result<(), NotReady> {
        let slot = match Slot::read(vault, keys, ISSUED_SLOT)? {
            Some(slot) => slot,
            None => {
                let unvouched = Vouched {
                    sequence: 0,
                    hash: [0; 32],
                };
                Slot::create(vault, keys, &*self.ports.random, ISSUED_SLOT, unvouched)?
            }
        };
        let secret = slot.queue_secret.clone();
        *self.issued.lock() = Some(IssuedSource { secret, list: None });
        Ok(())
    }
}
