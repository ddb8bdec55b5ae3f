//! A key store of plain files, for systems without one: Linux, tests, demos.
//!
//! It protects no better than the folder's permissions. Phones use Keychain and Android Keystore.

use std::io::{self, Read, Write};
use std::path::PathBuf;

use rustix::fs::OFlags;
use sordino_engine::ports::{Files, KeyStore, KeyStoreError};
use zeroize::Zeroizing;

use crate::Folder;
use crate::below::Names;

/// The most bytes of a key that are overwritten before it is removed; keys are shorter.
const LONGEST: u64 = 4096;

/// Keys as files of mode 0600 in a folder of mode 0700; nothing in it is followed, as in a [`Folder`].
#[derive(Debug, Clone)]
pub struct KeyFile(Folder);

impl KeyFile {
    /// Keys in `folder`, which is made if it is not there. Keep it out of backups.
    ///
    /// # Errors
    ///
    /// The system's, if the folder cannot be made.
    pub fn new(folder: impl Into<PathBuf>) -> io::Result<Self> {
        Folder::new(folder).map(Self)
    }
}

fn failed(error: io::Error) -> KeyStoreError {
    match error.kind() {
        io::ErrorKind::PermissionDenied => KeyStoreError::Locked,
        _ => KeyStoreError::Failed,
    }
}

impl KeyStore for KeyFile {
    fn load(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeyStoreError> {
        let read = || {
            let mut bytes = Zeroizing::new(Vec::new());
            let file = self.0.below(name)?.file(OFlags::RDONLY, Names::One)?;
            file.take(LONGEST).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        match read() {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if io::Error::kind(&error) == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    fn store(&self, name: &str, bytes: &[u8]) -> Result<(), KeyStoreError> {
        let fresh = format!("{name}.new");
        let write = || {
            let flags = OFlags::WRONLY | OFlags::CREATE;
            let mut file = self.0.below(&fresh)?.file(flags, Names::One)?;
            // Only now: what is opened before it is known to be ours must keep its content.
            file.set_len(0)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            self.0.rename(&fresh, name)?;
            self.0.sync_folder("")
        };
        write().map_err(failed)
    }

    fn delete(&self, name: &str) -> Result<(), KeyStoreError> {
        let remove = || {
            let mut file = self.0.below(name)?.file(OFlags::WRONLY, Names::One)?;
            let length = file.metadata()?.len().min(LONGEST);
            file.write_all(&vec![0; usize::try_from(length).unwrap_or(0)])?;
            file.sync_all()?;
            self.0.remove_file(name)?;
            self.0.sync_folder("")
        };
        match remove() {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(error)),
            _ => Ok(()),
        }
    }
}
