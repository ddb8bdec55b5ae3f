//! Policy and ports of a process under attack: a clock that the parent moves, a disk that the parent fills.

use std::io;

use sordino_adapters::{Folder, KeyFile, SystemClock, SystemRandom};
use sordino_engine::Ports;
use sordino_engine::ports::{Clock, File, Files, KeyStore, KeyStoreError, Millis, Mode};
use sordino_testkit::front::{Front, Fronted};

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
        files: Box::new(Fronted::new(
            Folder::new(place.files())?,
            Filling(place.clone()),
        )),
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

/// A disk that may have no byte left. What is there can be overwritten, renamed and removed.
struct Filling(Place);

fn full<T>() -> io::Result<T> {
    Err(io::ErrorKind::StorageFull.into())
}

impl Front for Filling {
    fn open(&self, disk: &dyn Files, path: &str, mode: Mode) -> io::Result<Box<dyn File>> {
        let makes = matches!(mode, Mode::Create | Mode::CreateNew);
        if !makes || !self.0.is_full() {
            return disk.open(path, mode);
        }
        match disk.open(path, Mode::Write) {
            Ok(_) if mode == Mode::CreateNew => Err(io::ErrorKind::AlreadyExists.into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => full(),
            opened => opened,
        }
    }

    fn create_folder(&self, disk: &dyn Files, folder: &str) -> io::Result<()> {
        match self.0.is_full() && disk.list(folder).is_err() {
            true => full(),
            false => disk.create_folder(folder),
        }
    }

    fn write_at(&self, file: &dyn File, _: &str, bytes: &[u8], at: u64) -> io::Result<usize> {
        let length = file.len()?;
        if !self.0.is_full() || at + bytes.len() as u64 <= length {
            return file.write_at(bytes, at);
        }
        // What still fits is written, as a real disk does.
        match usize::try_from(length.saturating_sub(at)).unwrap_or(0) {
            0 => full(),
            fits => file.write_at(&bytes[..fits], at),
        }
    }

    fn set_len(&self, file: &dyn File, length: u64) -> io::Result<()> {
        match self.0.is_full() && length > file.len()? {
            true => full(),
            false => file.set_len(length),
        }
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
