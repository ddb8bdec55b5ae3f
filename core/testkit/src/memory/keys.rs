//! A key store that can be locked, fail and be emptied.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use zeroize::Zeroizing;

use super::disk::Disk;
use sordino_engine::ports::{KeyStore, KeyStoreError};

#[derive(Debug, Default)]
struct Inside {
    items: BTreeMap<String, Vec<u8>>,
    fails: Option<KeyStoreError>,
    /// How often it was asked.
    asked: u64,
    /// The disk of the same device: a process that is killed reaches neither.
    beside: Option<Disk>,
}

impl Inside {
    /// Notes a question, and says how it fails.
    fn failure(&mut self) -> Option<KeyStoreError> {
        self.asked += 1;
        let dead = self.beside.as_ref().is_some_and(Disk::is_killed);
        self.fails.or(dead.then_some(KeyStoreError::Failed))
    }
}

/// A key store in memory; clones share it, as processes on one device do.
#[derive(Debug, Clone, Default)]
pub struct Keys(Arc<Mutex<Inside>>);

impl Keys {
    /// A key store on the same device as `disk`.
    pub fn beside(disk: &Disk) -> Self {
        let keys = Self::default();
        keys.inside().beside = Some(disk.clone());
        keys
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes every call fail like this, or none.
    pub fn set_failing(&self, error: Option<KeyStoreError>) {
        self.inside().fails = error;
    }

    /// Forgets everything, as another phone's key store knows nothing.
    pub fn clear(&self) {
        self.inside().items.clear();
    }

    /// How often it was asked.
    pub fn asked(&self) -> u64 {
        self.inside().asked
    }

    /// Names of what is stored.
    pub fn names(&self) -> Vec<String> {
        self.inside().items.keys().cloned().collect()
    }

    /// A copy of what is stored now, apart from this one.
    pub fn image(&self) -> Self {
        let inside = self.inside();
        Self(Arc::new(Mutex::new(Inside {
            items: inside.items.clone(),
            ..Inside::default()
        })))
    }
}

impl KeyStore for Keys {
    fn load(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeyStoreError> {
        let mut inside = self.inside();
        match inside.failure() {
            Some(error) => Err(error),
            None => Ok(inside.items.get(name).cloned().map(Zeroizing::new)),
        }
    }

    fn store(&self, name: &str, bytes: &[u8]) -> Result<(), KeyStoreError> {
        let mut inside = self.inside();
        match inside.failure() {
            Some(error) => Err(error),
            None => {
                inside.items.insert(name.to_owned(), bytes.to_vec());
                Ok(())
            }
        }
    }

    fn delete(&self, name: &str) -> Result<(), KeyStoreError> {
        let mut inside = self.inside();
        match inside.failure() {
            Some(error) => Err(error),
            None => {
                inside.items.remove(name);
                Ok(())
            }
        }
    }
}
