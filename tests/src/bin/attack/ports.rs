//! Policy and ports of a process under attack: a clock that the parent moves, a disk that the parent fills.

use std::io;
use std::time::Duration;

use sordino_adapters::{Folder, KeyFile, SystemClock, SystemRandom};
use sordino_engine::Ports;
use sordino_engine::ports::{Clock, File, Files, Held, KeyStore, KeyStoreError, Millis, Mode};

use crate::place::Place;

/// Zeroizes what it holds, as the key store hands it over.
type Key = zeroize::Zeroizing<Vec<u8>>;

/// The policy of the attacked app; under small bounds, each recipient keeps 200 kB.
pub(crate) fn policy(sort: &str) -> sordino_policy::Policy {
    let mut policy = sordino_tests::policy();
    for recipient in &mut policy.recipients {
        if sort == "Bounds" {
            recipient.queue.max_bytes = 200_000;
        }
    }
    policy
}

pub(crate) fn ports(place: &Place) -> io::Result<Ports> {
    Ok(Ports {
        files: Box::new(Filling(Folder::new(place.files())?, place.clone())),
        keys: Box::new(FillingKeys(KeyFile::new(place.keys())?, place.clone())),
        clock: Box::new(Moved(place.clone())),
        random: Box::new(SystemRandom),
        vendors: Vec::new(),
    })
}

struct Moved(Place);

impl Clock for Moved {
    fn now(&self) -> Millis {
        SystemClock.now() + self.0.clock()
    }

    fn since_boot(&self) -> Option<Millis> {
        let since = SystemClock.since_boot()?;
        Some(since + self.0.passed())
    }
}

/// A folder on a disk that may have no byte left. What is there can be overwritten, renamed and removed.
struct Filling(Folder, Place);

fn full<T>() -> io::Result<T> {
    Err(io::ErrorKind::StorageFull.into())
}

impl Files for Filling {
    fn open(&self, path: &str, mode: Mode) -> io::Result<Box<dyn File>> {
        let makes = matches!(mode, Mode::Create | Mode::CreateNew);
        let opened = match makes && self.1.is_full() {
            true => match self.0.open(path, Mode::Write) {
                Ok(_) if mode == Mode::CreateNew => return Err(io::ErrorKind::AlreadyExists.into()),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return full(),
                opened => opened?,
            },
            false => self.0.open(path, mode)?,
        };
        Ok(Box::new(FillingFile(opened, self.1.clone())))
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        self.0.list(folder)
    }

    fn create_folder(&self, folder: &str) -> io::Result<()> {
        match self.1.is_full() && self.0.list(folder).is_err() {
            true => full(),
            false => self.0.create_folder(folder),
        }
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.0.rename(from, to)
    }

    fn remove_file(&self, path: &str) -> io::Result<()> {
        self.0.remove_file(path)
    }

    fn remove_folder(&self, path: &str) -> io::Result<()> {
        self.0.remove_folder(path)
    }

    fn sync_folder(&self, folder: &str) -> io::Result<()> {
        self.0.sync_folder(folder)
    }

    fn foreign(&self) -> u64 {
        self.0.foreign()
    }

    fn lock(&self, path: &str, limit: Duration) -> io::Result<Box<dyn Held>> {
        self.0.lock(path, limit)
    }
}

struct FillingFile(Box<dyn File>, Place);

impl File for FillingFile {
    fn read_at(&self, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
        self.0.read_at(bytes, offset)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        let length = self.0.len()?;
        if !self.1.is_full() || offset + bytes.len() as u64 <= length {
            return self.0.write_at(bytes, offset);
        }
        // What still fits is written, as a real disk does.
        let fits = usize::try_from(length.saturating_sub(offset)).unwrap_or(0);
        match fits {
            0 => full(),
            fits => self.0.write_at(&bytes[..fits], offset),
        }
    }

    fn len(&self) -> io::Result<u64> {
        self.0.len()
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        match self.1.is_full() && length > self.0.len()? {
            true => full(),
            false => self.0.set_len(length),
        }
    }

    fn sync(&self) -> io::Result<()> {
        self.0.sync()
    }
}

struct FillingKeys(KeyFile, Place);

impl KeyStore for FillingKeys {
    fn load(&self, name: &str) -> Result<Option<Key>, KeyStoreError> {
        self.0.load(name)
    }

    fn store(&self, name: &str, bytes: &[u8]) -> Result<(), KeyStoreError> {
        match self.1.is_full() {
            true => Err(KeyStoreError::Failed),
            false => self.0.store(name, bytes),
        }
    }

    fn delete(&self, name: &str) -> Result<(), KeyStoreError> {
        self.0.delete(name)
    }
}
