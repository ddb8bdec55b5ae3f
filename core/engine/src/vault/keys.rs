//! The vault keys in the platform's key store.
//!
//! Two names take turns, so that a replacement can be cut short anywhere: the old key stays until
//! every slot is wrapped by the new one. Each item carries the install id; a key found beside files
//! of another install (a restored backup, a reinstall) opens nothing.

use zeroize::Zeroizing;

use super::raw::RawSlot;
use crate::ports::{KeyStore, KeyStoreError, Random, RandomFailed};
use crate::seal::{KEY_BYTES, Sealer, new_secret};

const NAMES: [&str; 2] = ["sordino.vault.a", "sordino.vault.b"];
const ITEM_BYTES: usize = 16 + 8 + KEY_BYTES;

type NumberedKey = (u64, Zeroizing<[u8; KEY_BYTES]>);

/// Why there are no keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeysError {
    /// The key store opens later.
    Locked,
    /// The key store failed.
    Failed,
    /// There is no key of this install.
    Missing,
}

impl From<KeyStoreError> for KeysError {
    fn from(error: KeyStoreError) -> Self {
        match error {
            KeyStoreError::Locked => Self::Locked,
            KeyStoreError::Failed => Self::Failed,
        }
    }
}

impl From<RandomFailed> for KeysError {
    fn from(_: RandomFailed) -> Self {
        Self::Failed
    }
}

/// The keys at hand, newest last.
pub(crate) struct Keys {
    install: [u8; 16],
    known: Vec<(u64, Sealer)>,
}

/// What the key store held when it was asked.
pub(crate) struct Items(Vec<Zeroizing<Vec<u8>>>);

impl Items {
    /// Asks the key store, which may take its time.
    pub(crate) fn fetch(store: &dyn KeyStore) -> Result<Self, KeysError> {
        let mut items = Vec::new();
        for name in NAMES {
            items.extend(store.load(name)?);
        }
        Ok(Self(items))
    }
}

impl Keys {
    /// Reads the keys of `install`.
    pub(crate) fn load(store: &dyn KeyStore, install: [u8; 16]) -> Result<Self, KeysError> {
        Self::among(&Items::fetch(store)?, install)
    }

    /// The keys of `install` among `items`; `Failed` if one of them is of a version that this one cannot read.
    pub(crate) fn among(items: &Items, install: [u8; 16]) -> Result<Self, KeysError> {
        let mut known = Vec::new();
        for item in &items.0 {
            if let Some((epoch, key)) = read_item(item, install)? {
                known.push((epoch, Sealer::new(&key)));
            }
        }
        if known.is_empty() {
            return Err(KeysError::Missing);
        }
        known.sort_by_key(|(epoch, _)| *epoch);
        Ok(Self { install, known })
    }

    /// Destroys whatever the store holds and makes a first key for `install`.
    pub(crate) fn create(
        store: &dyn KeyStore,
        random: &dyn Random,
        install: [u8; 16],
    ) -> Result<Self, KeysError> {
        for name in NAMES {
            store.delete(name)?;
        }
        let mut keys = Self {
            install,
            known: Vec::new(),
        };
        keys.add(store, random, 1)?;
        Ok(keys)
    }

    /// Destroys every key while somebody waits for it: nothing that they wrap can be read again.
    pub(crate) fn destroy(store: &dyn KeyStore) -> Result<(), KeysError> {
        Ok(store.delete_soon(&NAMES)?)
    }

    /// Makes a newer key beside the one in use.
    pub(crate) fn begin_replacement(
        &mut self,
        store: &dyn KeyStore,
        random: &dyn Random,
    ) -> Result<(), KeysError> {
        let (newest, _) = self.newest();
        self.add(store, random, newest + 1)
    }

    /// Destroys the key before `newest`; the caller has synced every slot under that one.
    pub(crate) fn end_replacement(store: &dyn KeyStore, newest: u64) -> Result<(), KeysError> {
        Ok(store.delete(name_of(newest + 1))?)
    }

    /// Forgets all but the newest key, once the key store holds no other.
    pub(crate) fn forget_older(&mut self) {
        let (newest, _) = self.newest();
        self.known.retain(|(epoch, _)| *epoch == newest);
    }

    /// Whose keys they are.
    pub(crate) fn install(&self) -> [u8; 16] {
        self.install
    }

    /// Whether a replacement was begun and not ended.
    pub(crate) fn replacing(&self) -> bool {
        self.known.len() > 1
    }

    /// The newest key and its number.
    pub(crate) fn newest(&self) -> (u64, &Sealer) {
        let (epoch, sealer) = self.known.last().expect("keys are never made without one");
        (*epoch, sealer)
    }

    /// Returns `true` if the newest key wrapped what was overwritten in one of `slots`: its replacement was not
    /// begun since.
    pub(crate) fn owe_a_replacement(&self, slots: &[(usize, RawSlot)]) -> bool {
        let (newest, _) = self.newest();
        slots.iter().any(|(_, raw)| raw.owed == newest)
    }

    /// Whether each of `slots` that is in use is wrapped by one of these keys.
    pub(crate) fn cover(&self, slots: &[(usize, RawSlot)]) -> bool {
        let mut live = slots.iter().filter(|(_, raw)| raw.generation != 0);
        live.all(|(_, raw)| self.of_epoch(raw.key_epoch).is_some())
    }

    /// The key of that number, if it is at hand.
    pub(crate) fn of_epoch(&self, epoch: u64) -> Option<&Sealer> {
        self.known
            .iter()
            .find(|(known, _)| *known == epoch)
            .map(|(_, sealer)| sealer)
    }

    fn add(
        &mut self,
        store: &dyn KeyStore,
        random: &dyn Random,
        epoch: u64,
    ) -> Result<(), KeysError> {
        let key = new_secret(random)?;
        let mut item = Zeroizing::new([0; ITEM_BYTES]);
        item[..16].copy_from_slice(&self.install);
        item[16..24].copy_from_slice(&epoch.to_le_bytes());
        item[24..].copy_from_slice(&*key);
        store.store(name_of(epoch), &*item)?;
        self.known.push((epoch, Sealer::new(&key)));
        Ok(())
    }
}

fn name_of(epoch: u64) -> &'static str {
    NAMES[usize::from(epoch.is_multiple_of(2))]
}

/// The key of an item, or none if it is another install's. What is no item of this version is no missing key either.
fn read_item(item: &[u8], install: [u8; 16]) -> Result<Option<NumberedKey>, KeysError> {
    let item: &[u8; ITEM_BYTES] = item.try_into().map_err(|_| KeysError::Failed)?;
    if item[..16] != install {
        return Ok(None);
    }
    let mut epoch = [0; 8];
    epoch.copy_from_slice(&item[16..24]);
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    key.copy_from_slice(&item[24..]);
    Ok(Some((u64::from_le_bytes(epoch), key)))
}
