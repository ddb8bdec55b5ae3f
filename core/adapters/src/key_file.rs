//! A key store of plain files, for systems without one: Linux, tests, demos.
//!
//! It protects no better than the folder's permissions. Phones use Keychain and Android Keystore.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use sordino_engine::ports::{KeyStore, KeyStoreError};
use zeroize::Zeroizing;

/// Keys as files of mode 0600 in a folder of mode 0700.
#[derive(Debug, Clone)]
pub struct KeyFile {
    folder: PathBuf,
}

impl KeyFile {
    /// Keys in `folder`, which is made if it is not there. Keep it out of backups.
    ///
    /// # Errors
    ///
    /// The system's, if the folder cannot be made.
    pub fn new(folder: impl Into<PathBuf>) -> io::Result<Self> {
        let folder = folder.into();
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder)?;
        Ok(Self { folder })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
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
        match fs::read(self.path(name)) {
            Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    fn store(&self, name: &str, bytes: &[u8]) -> Result<(), KeyStoreError> {
        let fresh = self.path(&format!("{name}.new"));
        let write = || {
            let mut options = fs::OpenOptions::new();
            options.write(true).create(true).truncate(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&fresh)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&fresh, self.path(name))?;
            fs::File::open(&self.folder)?.sync_all()
        };
        write().map_err(failed)
    }

    fn delete(&self, name: &str) -> Result<(), KeyStoreError> {
        let path = self.path(name);
        let remove = || {
            let length = fs::metadata(&path)?.len();
            let mut file = fs::OpenOptions::new().write(true).open(&path)?;
            file.write_all(&vec![0; usize::try_from(length).unwrap_or(0)])?;
            file.sync_all()?;
            fs::remove_file(&path)?;
            fs::File::open(&self.folder)?.sync_all()
        };
        match remove() {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(error)),
            _ => Ok(()),
        }
    }
}
