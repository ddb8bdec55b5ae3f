//! Opening: what is on disk, what it may be trusted for, and what must be wiped first.

use std::io;
use std::sync::Arc;

use super::condition::{Condition, Found, NotReady};
use super::working::Working;
use super::{Engine, IssuedSource};
use crate::ledger::{Actor, ClosedBy, LedgerError, LedgerFile, Opening, State, What};
use crate::queue::{LOCK, LOCK_LIMIT};
use crate::scope::Scope;
use crate::sync::Ordering;
use crate::vault::{Keys, KeysError, Slot, SlotId, SlotKind, VaultError, VaultFile, Vouched};

pub(super) const VAULT: &str = "vault";
pub(super) const LEDGER: &str = "ledger";
pub(super) const ISSUED: &str = "issued";

pub(super) const LEDGER_SLOT: SlotId<'static> = SlotId {
    kind: SlotKind::Ledger,
    scope: Scope::Device,
    purpose: "",
};
const ISSUED_SLOT: SlotId<'static> = SlotId {
    kind: SlotKind::Issued,
    scope: Scope::Device,
    purpose: "",
};

/// The slot of a purpose on this device.
pub(super) fn slot_of(purpose: &str) -> SlotId<'_> {
    SlotId {
        kind: SlotKind::Purpose,
        scope: Scope::Device,
        purpose,
    }
}

/// Vault, keys and ledger, all there.
pub(super) struct Ready {
    pub(super) vault: Arc<VaultFile>,
    pub(super) keys: Keys,
    pub(super) ledger: LedgerFile,
    pub(super) ledger_generation: u64,
}

/// What the choices need, or why it is not there.
pub(super) struct Core {
    ready: Option<Ready>,
    pub(super) condition: Condition,
    /// What every purpose works with from now on, once no lock below is held.
    loaded: Option<Vec<Option<Working>>>,
}

impl Core {
    pub(super) fn not_loaded() -> Self {
        Self {
            ready: None,
            condition: Condition::default(),
            loaded: None,
        }
    }

    pub(super) fn ready(&self) -> Option<&Ready> {
        self.ready.as_ref()
    }

    pub(super) fn ready_mut(&mut self) -> Option<&mut Ready> {
        self.ready.as_mut()
    }

    pub(super) fn condition(&self) -> Condition {
        self.condition.clone()
    }
}

impl From<io::Error> for NotReady {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::WriteZero => Self::NoRoom,
            kind => Self::Storage(kind),
        }
    }
}

impl From<KeysError> for NotReady {
    fn from(error: KeysError) -> Self {
        match error {
            KeysError::Locked => Self::KeysLocked,
            KeysError::Failed | KeysError::Missing => Self::KeysFailed,
        }
    }
}

impl From<VaultError> for NotReady {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Io(io::ErrorKind::StorageFull) | VaultError::Full => Self::NoRoom,
            VaultError::Io(kind) => Self::Storage(kind),
            VaultError::Missing => Self::Storage(io::ErrorKind::NotFound),
            VaultError::Corrupt => Self::Storage(io::ErrorKind::InvalidData),
            VaultError::Random => Self::NoRandomness,
        }
    }
}

impl From<LedgerError> for NotReady {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::Full => Self::NoRoom,
            LedgerError::Io(kind) => Self::Storage(kind),
            LedgerError::Missing => Self::Storage(io::ErrorKind::NotFound),
            LedgerError::Corrupt => Self::Storage(io::ErrorKind::InvalidData),
            LedgerError::Random => Self::NoRandomness,
        }
    }
}

impl Engine {
    /// Tries again what failed at opening: the key store may be unlocked by now.
    pub fn retry(&self) -> Condition {
        self.guarded(
            || Condition {
                broken: true,
                ..Condition::default()
            },
            || {
                if self.core.lock().ready().is_none() {
                    self.load();
                }
                self.core.lock().condition()
            },
        )
    }

    /// Loads everything and opens what ledger and vault agree on.
    pub(super) fn load(&self) {
        {
            let mut core = self.core.lock();
            match self.ports.files.lock(LOCK, LOCK_LIMIT) {
                Ok(_held) => self.load_locked(&mut core),
                Err(error) => {
                    core.ready = None;
                    core.condition.not_ready = Some(error.into());
                }
            }
            self.put_to_work(&mut core);
        }
        self.prepare_for_crashes();
    }

    /// Loads with the lock over all processes held; [`Engine::put_to_work`] must follow without it.
    pub(super) fn load_locked(&self, core: &mut Core) {
        for cell in &self.purposes {
            cell.door.close();
        }
        let mut found = Vec::new();
        let (ready, not_ready, loaded) = match self.try_load(&mut found) {
            Ok((ready, loaded)) => (Some(ready), None, loaded),
            Err(why) => (
                None,
                Some(why),
                self.purposes.iter().map(|_| None).collect(),
            ),
        };
        let keys = matches!(not_ready, Some(NotReady::KeysLocked | NotReady::KeysFailed));
        self.without_keys.store(keys, Ordering::SeqCst);
        let condition = Condition {
            not_ready,
            found,
            broken: false,
        };
        *core = Core {
            ready,
            condition,
            loaded: Some(loaded),
        };
    }

    /// Hands each purpose what it works with; the last step of opening it.
    pub(super) fn put_to_work(&self, core: &mut Core) {
        let Some(loaded) = core.loaded.take() else {
            return;
        };
        for (cell, working) in self.purposes.iter().zip(loaded) {
            let generation = working.as_ref().map(|working| working.slot.generation);
            *cell.work.lock() = working;
            if let Some(generation) = generation {
                cell.door.open(generation);
            }
        }
    }

    fn try_load(&self, found: &mut Vec<Found>) -> Result<(Ready, Vec<Option<Working>>), NotReady> {
        let (vault, keys) = self.load_vault(found)?;
        let vault = Arc::new(vault);
        let (ledger, ledger_generation) = self.load_ledger(&vault, &keys, found)?;
        self.load_issued(&vault, &keys)?;
        let mut ready = Ready {
            vault,
            keys,
            ledger,
            ledger_generation,
        };
        // What opened later must be closable on a full disk; turning on insists, opening does not.
        let _ = ready.ledger.keep_reserve();
        let loaded = self.settle(&mut ready, found)?;
        Ok((ready, loaded))
    }

    fn load_vault(&self, found: &mut Vec<Found>) -> Result<(VaultFile, Keys), NotReady> {
        let files = &*self.ports.files;
        let vault = match VaultFile::open(files, VAULT) {
            Ok(vault) => vault,
            Err(VaultError::Missing) => {
                let ledger = files.open(LEDGER, crate::ports::Mode::Read).is_ok();
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
        let mut keys = match Keys::load(&*self.ports.keys, vault.install()) {
            Ok(keys) => keys,
            Err(KeysError::Missing) => return self.new_vault(found, Found::Foreign),
            Err(error) => return Err(error.into()),
        };
        if keys.replacing() {
            self.finish_replacement(&vault, &mut keys)?;
        }
        Ok((vault, keys))
    }

    /// A vault and a ledger for a new install id: nothing of before can be read, nothing is open.
    fn new_vault(&self, found: &mut Vec<Found>, why: Found) -> Result<(VaultFile, Keys), NotReady> {
        let mut install = [0; 16];
        self.ports
            .random
            .fill(&mut install)
            .map_err(|_| NotReady::NoRandomness)?;
        let keys = Keys::create(&*self.ports.keys, &*self.ports.random, install)?;
        let vault = VaultFile::create(&*self.ports.files, VAULT, install)?;
        found.push(why);
        Ok((vault, keys))
    }

    /// Rewraps every slot by the newest key, then destroys the older one.
    pub(super) fn finish_replacement(
        &self,
        vault: &VaultFile,
        keys: &mut Keys,
    ) -> Result<(), NotReady> {
        let (newest, _) = keys.newest();
        for (index, raw) in vault.slots()? {
            if raw.generation != 0 && raw.key_epoch != newest {
                Slot::rewrap(vault, keys, &*self.ports.random, index, &raw)?;
            }
        }
        vault.sync()?;
        Ok(keys.end_replacement(&*self.ports.keys)?)
    }

    fn load_ledger(
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

    fn load_issued(&self, vault: &VaultFile, keys: &Keys) -> Result<(), NotReady> {
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

    /// Opens what ledger and vault agree on, wipes every other slot, and writes what is missing.
    fn settle(
        &self,
        ready: &mut Ready,
        found: &mut Vec<Found>,
    ) -> Result<Vec<Option<Working>>, NotReady> {
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
                loaded.push(Some(Working::new(vault, slot.clone(), at, opening.time)));
                continue;
            }
            loaded.push(None);
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
                    let informed = choices
                        .last(&purpose.id)
                        .is_some_and(|last| last.state == State::Informed);
                    (
                        if informed {
                            State::Objected
                        } else {
                            State::Withdrawn
                        },
                        Actor::Recovery,
                    )
                }
                Some(ClosedBy::Expired) => (State::Expired, Actor::Expiry),
                Some(ClosedBy::PolicyChanged) => (State::Invalidated, Actor::Policy),
                Some(_) => continue,
            };
            let what = What::Choice {
                purpose: purpose.id.clone(),
                state,
                legal_basis: super::choose::basis(purpose.legal_basis).to_owned(),
                actor,
                how: "opening".to_owned(),
                locale: String::new(),
                text_hash: String::new(),
            };
            // It is closed either way; what cannot be written now is written at the next opening.
            let _ = ready
                .ledger
                .append(self.policy(), &*self.ports.random, now, what);
        }
        Ok(loaded)
    }

    /// Begins the segments of crash reports that are open. What fails is tried again by the crash.
    pub(super) fn prepare_for_crashes(&self) {
        for at in self.catalog.crash_purposes() {
            if let Some(working) = self.purposes[at].work.lock().as_mut() {
                let secret = working.slot.queue_secret.clone();
                let _ = working.prepare_for_crashes(self, &self.outside(&secret, LOCK_LIMIT));
            }
        }
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
