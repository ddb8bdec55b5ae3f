//! Vault and ledger as they are found, or new ones in their place: missing, damaged and foreign
//! files mean closed, never open.

use super::ready::{Ready, VAULT, issued_slot};
use super::stop::Stop;
use crate::condition::{NotReady, StartupRepair};
use crate::ledger::{LEDGER, LedgerError, LedgerFile, NEXT_LEDGER, What, remove_past};
use crate::ports::{Held, Mode, Random};
use crate::queue::{QUEUE, set_aside};
use crate::scope::Scope;
use crate::seal::Secret;
use crate::vault::{Items, Keys, KeysError, Slot, SlotId, VaultError, VaultFile, Vouched};
use crate::world::World;

/// What the key store said before any lock was taken.
pub(super) struct AtHand {
    pub(super) items: Result<Items, KeysError>,
    /// A key that was made for a new vault.
    pub(super) made: Option<Keys>,
    /// That nobody else stores or destroys a key meanwhile: what the key store said still holds.
    pub(super) alone: Option<Alone>,
    /// How often it was asked.
    pub(super) tries: u32,
}

/// Who keeps others from the key store.
pub(super) enum Alone {
    /// The lock that is let go with this.
    Here(#[expect(dead_code, reason = "it is held, not read")] Box<dyn Held>),
    /// The caller, who holds that lock.
    Caller,
}

pub(super) fn vault(
    world: &World,
    at_hand: Option<&mut AtHand>,
    found: &mut Vec<StartupRepair>,
) -> Result<(VaultFile, Keys), Stop> {
    let vault = match VaultFile::open(world.files(), VAULT) {
        Ok(vault) => vault,
        Err(VaultError::Missing) => {
            // Before any key: an off finds its place while the key store is locked. What fails is made with the vault.
            let _ = unkeyed(world, true);
            let why = match world.files().open(LEDGER, Mode::Read) {
                Ok(_) => StartupRepair::VaultMissing,
                Err(_) => StartupRepair::Nothing,
            };
            return new_vault(world, at_hand, found, why);
        }
        Err(VaultError::Corrupt) => {
            return new_vault(world, at_hand, found, StartupRepair::VaultCorrupt);
        }
        Err(error) => return Err(error.into()),
    };
    let at_hand = at_hand.ok_or(Stop::AskKeys)?;
    let alone = at_hand.alone.is_some();
    let keys = match &at_hand.items {
        Ok(items) => Keys::among(items, vault.install()),
        Err(error) => Err(*error),
    };
    match keys {
        // What was fetched without a lock may be of before another process's replacement.
        Ok(keys) if alone || keys.cover(&vault.slots()?) => Ok((vault, keys)),
        Err(KeysError::Missing) if alone => {
            new_vault(world, Some(at_hand), found, StartupRepair::Foreign)
        }
        Ok(_) | Err(KeysError::Missing) => Err(Stop::AskKeys),
        Err(error) => Err(error.into()),
    }
}

/// A vault for a new install id: nothing of before can be read, nothing is open.
fn new_vault(
    world: &World,
    at_hand: Option<&mut AtHand>,
    found: &mut Vec<StartupRepair>,
    why: StartupRepair,
) -> Result<(VaultFile, Keys), Stop> {
    let at_hand = at_hand.ok_or(Stop::AskKeys)?;
    let keys = match (at_hand.made.take(), &at_hand.items) {
        (Some(keys), _) => keys,
        // A key store that does not answer may hold the key of a vault that is elsewhere: no new one destroys that.
        (None, Err(error @ (KeysError::Locked | KeysError::Failed))) => return Err((*error).into()),
        (None, _) => return Err(Stop::MakeKey),
    };
    let (files, random) = (world.files(), world.random());
    let vault = VaultFile::create(files, VAULT, keys.install(), &places(world), random)?;
    // Generations begin anew: no folder of before may pass for one of now.
    for name in files.list(QUEUE).unwrap_or_default() {
        set_aside(files, random, &name)?;
    }
    found.push(why);
    Ok((vault, keys))
}

pub(super) fn ledger(
    world: &World,
    vault: &VaultFile,
    keys: &Keys,
    found: &mut Vec<StartupRepair>,
) -> Result<(LedgerFile, u64), NotReady> {
    let slot = Slot::read(vault, keys, world.slots().ledger)?;
    let why = match &slot {
        None => StartupRepair::LedgerMissing,
        Some(slot) => match open_ledger(world, slot) {
            Ok(ledger) => {
                if ledger.torn {
                    found.push(StartupRepair::LedgerTorn);
                }
                return Ok((ledger, slot.generation));
            }
            Err(LedgerError::Missing) => StartupRepair::LedgerMissing,
            Err(LedgerError::Corrupt) => StartupRepair::LedgerCorrupt,
            Err(error) => return Err(error.into()),
        },
    };
    // A vault that was made a moment ago has no chain yet; that is no finding of its own.
    if found.is_empty() {
        found.push(why);
    }
    new_ledger(world, vault, keys, |scope, chain| What::Genesis {
        scope,
        chain,
    })
}

/// A new chain in place of whatever is there, under a new key. It is durable before the old one goes, where the
/// disk has room for both.
fn new_ledger(
    world: &World,
    vault: &VaultFile,
    keys: &Keys,
    first: impl Fn(String, String) -> What,
) -> Result<(LedgerFile, u64), NotReady> {
    let (files, random) = (world.files(), world.random());
    // Before the old chain goes: nothing may stay open that only it could vouch for.
    for (at, _) in world.catalog.purposes() {
        if let Some((index, raw)) = vault.find(world.slot(at).tag())?
            && raw.generation != 0
        {
            vault.wipe(index, random, None)?;
        }
    }
    let draft = draft_own(vault, random, world.slots().ledger)?;
    let key = &draft.queue_secret;
    let write = |begun: Result<LedgerFile, LedgerError>| {
        begun.and_then(|mut ledger| {
            let what = first(Scope::Device.name(), ledger.chain());
            ledger.append(world.policy(), random, world.now(), what)
        })
    };
    remove_past(files);
    let _ = files.remove_file(NEXT_LEDGER);
    match write(LedgerFile::create(
        files,
        NEXT_LEDGER,
        key,
        random,
        Scope::Device,
    )) {
        Ok(_) => {
            files.sync_folder("")?;
            // From here on the new chain is the one that opens, wherever a kill leaves the files.
            draft.put(vault, keys, random, world.slots().ledger)?;
        }
        Err(error) => {
            // What was begun of it goes: the space may be what is lacking.
            let _ = files.remove_file(NEXT_LEDGER);
            if error != LedgerError::Full {
                return Err(error.into());
            }
            // No room for two: the old chain's file becomes the new one's. What it refused stands in the vault.
            draft.put(vault, keys, random, world.slots().ledger)?;
            write(LedgerFile::overwrite(
                files,
                LEDGER,
                key,
                random,
                Scope::Device,
            ))?;
        }
    }
    let ledger = open_ledger(world, &draft)?;
    Ok((ledger, draft.generation))
}

/// Opens the chain of that slot.
fn open_ledger(world: &World, slot: &Slot) -> Result<LedgerFile, LedgerError> {
    let key = &slot.queue_secret;
    LedgerFile::open_current(world.files(), key, Scope::Device, world.policy())
}

/// What the list of pseudonyms given out is sealed under.
pub(super) fn issued(world: &World, vault: &VaultFile, keys: &Keys) -> Result<Secret, NotReady> {
    let id = issued_slot();
    let slot = match Slot::read(vault, keys, id)? {
        Some(slot) => slot,
        None => create_own(vault, keys, world.random(), id)?,
    };
    Ok(slot.queue_secret)
}

/// A slot of the engine's own, which no choice opens and no off closes.
fn create_own(
    vault: &VaultFile,
    keys: &Keys,
    random: &dyn Random,
    id: SlotId,
) -> Result<Slot, VaultError> {
    let slot = draft_own(vault, random, id)?;
    slot.put(vault, keys, random, id)?;
    Ok(slot)
}

/// The same, not written yet.
fn draft_own(vault: &VaultFile, random: &dyn Random, id: SlotId) -> Result<Slot, VaultError> {
    vault.keep_places(&[id.tag()])?;
    let off = id.off(&vault.slots()?).ok_or(VaultError::Corrupt)?;
    Slot::draft(vault, random, id, Vouched::NOTHING, off)
}

/// Names of the places that offs must find: one for each purpose of the policy, and the limits'.
pub(super) fn places(world: &World) -> Vec<[u8; 16]> {
    let purposes = world.catalog.purposes();
    let own = purposes.map(|(at, _)| world.slot(at).tag());
    own.chain([world.slots().limits.tag()]).collect()
}

/// The vault's file for its words alone.
pub(crate) fn unkeyed(world: &World, has_lock: bool) -> Result<VaultFile, VaultError> {
    let vault = VaultFile::unkeyed(world.files(), VAULT, has_lock)?;
    if has_lock {
        // A damaged file may have no place for some; whatever has one finds it.
        let _ = keep_places(world, &vault);
    }
    Ok(vault)
}

/// Keeps a place for each purpose, before anything can open.
pub(super) fn keep_places(world: &World, vault: &VaultFile) -> Result<(), NotReady> {
    match vault.keep_places(&places(world)) {
        // A purpose without a place cannot open; the others can.
        Err(VaultError::Full) => Ok(()),
        kept => Ok(kept?),
    }
}

impl Ready {
    /// A new chain in place of this one.
    pub(crate) fn begin_anew(
        &mut self,
        world: &World,
        first: impl Fn(String, String) -> What,
    ) -> Result<(), NotReady> {
        let (ledger, generation) = new_ledger(world, &self.vault, &self.keys, first)?;
        self.ledger = ledger;
        self.ledger_generation = generation;
        Ok(())
    }
}
