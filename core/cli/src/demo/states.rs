//! Promise 6: missing, damaged, locked or foreign state is closed, told, and works again.

use std::fs;
use std::path::Path;

use sordino_adapters::Folder;
use sordino_engine::ledger::Limiter;
use sordino_engine::ports::{KeyStore, KeyStoreError};
use sordino_engine::{Engine, Event, Found, NotReady, Outcome};

use super::device::{Device, SHOWN};
use super::evidence::Evidence;
use super::sabotage::Sabotage;

/// What is done to a device whose purpose is on, and what the engine must find.
type Damage = (
    &'static str,
    fn(&Device, Sabotage) -> Result<(), String>,
    Found,
);

const DAMAGES: [Damage; 5] = [
    (
        "a backup restored without its keys",
        restore_elsewhere,
        Found::Foreign,
    ),
    (
        "a ledger with one byte flipped",
        |device, _| flip(device, "ledger", 300),
        Found::LedgerCorrupt,
    ),
    (
        "a ledger that is gone",
        |device, _| remove(device, "ledger"),
        Found::LedgerMissing,
    ),
    (
        "a vault with one byte flipped",
        |device, _| flip(device, "vault", 20),
        Found::VaultCorrupt,
    ),
    (
        "a vault that is gone",
        |device, _| remove(device, "vault"),
        Found::VaultMissing,
    ),
];

/// A key store before the first unlock.
struct Locked;

impl KeyStore for Locked {
    fn load(&self, _: &str) -> Result<Option<zeroize::Zeroizing<Vec<u8>>>, KeyStoreError> {
        Err(KeyStoreError::Locked)
    }

    fn store(&self, _: &str, _: &[u8]) -> Result<(), KeyStoreError> {
        Err(KeyStoreError::Locked)
    }

    fn delete(&self, _: &str) -> Result<(), KeyStoreError> {
        Err(KeyStoreError::Locked)
    }
}

/// Damages a device in each way and opens it again.
pub(crate) fn states(device: &Device, sabotage: Sabotage) -> Result<Evidence, String> {
    let mut row = Evidence::of(6);
    let (purpose, name) = device.purpose_and_event()?;
    let event = Event {
        name: &name,
        properties: &[],
    };
    let on = |engine: &Engine| -> Result<bool, String> {
        engine
            .limit(Limiter::Age, None, true)
            .map_err(|error| error.to_string())?;
        let turned = engine
            .turn_on(&purpose, SHOWN)
            .map_err(|error| error.to_string())?;
        Ok(turned.open && matches!(engine.record(&event), Outcome::Accepted(_)))
    };
    for (at, (what, damage, wanted)) in DAMAGES.iter().enumerate() {
        let mut device = device.clone();
        device.folder = device.folder.join(at.to_string());
        let engine = device.open()?;
        row.check(on(&engine)?, || {
            "a sound device could not be turned on".to_owned()
        });
        drop(engine);
        damage(&device, sabotage)?;
        if *wanted == Found::Foreign {
            device.folder = device.folder.join("restored");
        }
        let engine = device.open()?;
        let found = engine.condition().found;
        let closed = !engine
            .standing(&purpose)
            .is_some_and(|standing| standing.open);
        let refused = matches!(engine.record(&event), Outcome::Refused(_));
        row.check(closed && refused, || format!("{what}: the purpose is open"));
        row.check(found.contains(wanted), || {
            format!("{what}: told as {found:?}")
        });
        row.check(on(&engine)?, || {
            format!("{what}: it cannot be turned on again")
        });
    }
    row.figure(format!(
        "{} kinds of damage: each closed, told, and turned on again",
        DAMAGES.len()
    ));

    let mut device = device.clone();
    device.folder = device.folder.join("locked");
    drop(device.open()?);
    let folder = Folder::new(device.files()).map_err(|error| error.to_string())?;
    let engine = device.open_with(Box::new(folder), Box::new(Locked))?;
    let told = engine.condition().not_ready;
    let outcome = engine.record(&event);
    row.check(
        told == Some(NotReady::KeysLocked) && outcome == Outcome::KeysNotReady,
        || format!("a locked key store is told as {told:?} and a record answered with {outcome:?}"),
    );
    row.figure("a locked key store: told, records answered with \"keys not ready\"");
    Ok(row)
}

fn restore_elsewhere(device: &Device, sabotage: Sabotage) -> Result<(), String> {
    let restored = device.folder.join("restored");
    copy(&device.files(), &restored.join("files"))?;
    if sabotage.restores_keys_with_a_backup() {
        copy(&device.keys(), &restored.join("keys"))?;
    }
    Ok(())
}

fn flip(device: &Device, name: &str, at: usize) -> Result<(), String> {
    let path = device.files().join(name);
    let mut bytes = fs::read(&path).map_err(|error| error.to_string())?;
    let byte = bytes
        .get_mut(at)
        .ok_or("the file is shorter than thought")?;
    *byte ^= 1;
    fs::write(&path, bytes).map_err(|error| error.to_string())
}

fn remove(device: &Device, name: &str) -> Result<(), String> {
    fs::remove_file(device.files().join(name)).map_err(|error| error.to_string())
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(|error| error.to_string())?;
    for entry in fs::read_dir(from).map_err(|error| error.to_string())? {
        let entry = entry.map_err(|error| error.to_string())?;
        let target = to.join(entry.file_name());
        match entry
            .file_type()
            .map_err(|error| error.to_string())?
            .is_dir()
        {
            true => copy(&entry.path(), &target)?,
            false => fs::copy(entry.path(), &target)
                .map(drop)
                .map_err(|error| error.to_string())?,
        }
    }
    Ok(())
}
