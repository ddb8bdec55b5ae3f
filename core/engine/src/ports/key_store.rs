//! Where the vault key lives: Keychain, Android Keystore, or a file of mode 0600.

use zeroize::Zeroizing;

/// Why the key store gave no answer. A locked key store is never a missing key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStoreError {
    /// It opens after the first unlock; try again then.
    Locked,
    /// It failed.
    Failed,
}

/// The platform's key store. Bound to this device: what it holds never reaches a backup.
pub trait KeyStore: Send + Sync {
    /// The bytes stored under `name`, or `None` if there are surely none.
    ///
    /// # Errors
    ///
    /// [`KeyStoreError::Locked`] before first unlock, [`KeyStoreError::Failed`] otherwise.
    fn load(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeyStoreError>;

    /// Stores `bytes` under `name`, replacing what was there, durably.
    ///
    /// # Errors
    ///
    /// As for [`KeyStore::load`]; nothing half-stored.
    fn store(&self, name: &str, bytes: &[u8]) -> Result<(), KeyStoreError>;

    /// Destroys what is stored under `name`; nothing there is no error.
    ///
    /// # Errors
    ///
    /// As for [`KeyStore::load`].
    fn delete(&self, name: &str) -> Result<(), KeyStoreError>;

    /// Destroys what is stored under each of `names` while somebody waits for it. What may take long is given up after a few
    /// seconds in all, and has failed then. Each is tried.
    ///
    /// # Errors
    ///
    /// As for [`KeyStore::load`].
    fn delete_soon(&self, names: &[&str]) -> Result<(), KeyStoreError> {
        let deleted = names.iter().map(|name| self.delete(name));
        deleted.fold(Ok(()), Result::and)
    }
}
