//! Disks of processes that stand in each other's way: one that is stopped in the middle of what it does, and
//! one that never gets the lock because of it.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sordino_engine::ports::{File, Files, Held, Mode};
use sordino_testkit::memory::Disk;

/// What happens while the process stands still. It is told whether the process is about to change something.
pub type Meanwhile = Arc<dyn Fn(bool) + Send + Sync>;

/// The disk of a process that is stopped before each of its accesses.
#[derive(Clone)]
pub struct Stalling {
    disk: Disk,
    meanwhile: Meanwhile,
}

impl Stalling {
    /// The same disk, for a process that is stopped.
    pub fn on(disk: &Disk, meanwhile: Meanwhile) -> Self {
        Self {
            disk: disk.clone(),
            meanwhile,
        }
    }

    fn changes(&self) -> &Disk {
        (self.meanwhile)(true);
        &self.disk
    }
}

struct StallingFile {
    file: Box<dyn File>,
    meanwhile: Meanwhile,
}

impl File for StallingFile {
    fn read_at(&self, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
        (self.meanwhile)(false);
        self.file.read_at(bytes, offset)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        (self.meanwhile)(true);
        self.file.write_at(bytes, offset)
    }

    fn len(&self) -> io::Result<u64> {
        (self.meanwhile)(false);
        self.file.len()
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        (self.meanwhile)(true);
        self.file.set_len(length)
    }

    fn sync(&self) -> io::Result<()> {
        (self.meanwhile)(true);
        self.file.sync()
    }
}

impl Files for Stalling {
    fn open(&self, path: &str, mode: Mode) -> io::Result<Box<dyn File>> {
        (self.meanwhile)(matches!(mode, Mode::Create | Mode::CreateNew));
        Ok(Box::new(StallingFile {
            file: self.disk.open(path, mode)?,
            meanwhile: Arc::clone(&self.meanwhile),
        }))
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        self.disk.list(folder)
    }

    fn create_folder(&self, folder: &str) -> io::Result<()> {
        self.changes().create_folder(folder)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.changes().rename(from, to)
    }

    fn remove_file(&self, path: &str) -> io::Result<()> {
        self.changes().remove_file(path)
    }

    fn remove_folder(&self, path: &str) -> io::Result<()> {
        self.changes().remove_folder(path)
    }

    fn sync_folder(&self, folder: &str) -> io::Result<()> {
        self.changes().sync_folder(folder)
    }

    fn lock(&self, path: &str, limit: Duration) -> io::Result<Box<dyn Held>> {
        self.disk.lock(path, limit)
    }
}

/// The disk of a process that waits for no lock that somebody else holds.
#[derive(Clone)]
pub struct Impatient(pub Disk);

impl Files for Impatient {
    fn open(&self, path: &str, mode: Mode) -> io::Result<Box<dyn File>> {
        self.0.open(path, mode)
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        self.0.list(folder)
    }

    fn create_folder(&self, folder: &str) -> io::Result<()> {
        self.0.create_folder(folder)
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

    fn lock(&self, path: &str, _: Duration) -> io::Result<Box<dyn Held>> {
        self.0.lock(path, Duration::ZERO)
    }
}

/// How one such process opens a file.
type Opens = Arc<dyn Fn(&Impatient, &str, Mode) -> io::Result<Box<dyn File>> + Send + Sync>;

/// The same for a process whose files fail, and nobody else's.
#[derive(Clone)]
pub struct Failing {
    disk: Impatient,
    opens: Opens,
}

impl Failing {
    /// A process that has a handle for one more file only while `left` says so.
    pub fn without_handles(disk: &Disk, left: &Arc<AtomicBool>) -> Self {
        let left = Arc::clone(left);
        Self {
            disk: Impatient(disk.clone()),
            opens: Arc::new(move |disk, path, mode| match left.load(Ordering::SeqCst) {
                true => disk.open(path, mode),
                false => Err(io::Error::other("no handle is left")),
            }),
        }
    }

    /// A process that cannot write to `unwritable` while `fails` says so.
    pub fn unwritable(disk: &Disk, unwritable: &'static str, fails: &Arc<AtomicBool>) -> Self {
        let fails = Arc::clone(fails);
        Self {
            disk: Impatient(disk.clone()),
            opens: Arc::new(move |disk, path, mode| {
                let file = disk.open(path, mode)?;
                let fails = (path == unwritable).then(|| Arc::clone(&fails));
                Ok(Box::new(UnwritableFile { file, fails }))
            }),
        }
    }
}

struct UnwritableFile {
    file: Box<dyn File>,
    fails: Option<Arc<AtomicBool>>,
}

impl File for UnwritableFile {
    fn read_at(&self, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
        self.file.read_at(bytes, offset)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        let fails = self.fails.as_ref();
        match fails.is_some_and(|fails| fails.load(Ordering::SeqCst)) {
            true => Err(io::ErrorKind::StorageFull.into()),
            false => self.file.write_at(bytes, offset),
        }
    }

    fn len(&self) -> io::Result<u64> {
        self.file.len()
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        self.file.set_len(length)
    }

    fn sync(&self) -> io::Result<()> {
        self.file.sync()
    }
}

impl Files for Failing {
    fn open(&self, path: &str, mode: Mode) -> io::Result<Box<dyn File>> {
        (self.opens)(&self.disk, path, mode)
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        self.disk.list(folder)
    }

    fn create_folder(&self, folder: &str) -> io::Result<()> {
        self.disk.create_folder(folder)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.disk.rename(from, to)
    }

    fn remove_file(&self, path: &str) -> io::Result<()> {
        self.disk.remove_file(path)
    }

    fn remove_folder(&self, path: &str) -> io::Result<()> {
        self.disk.remove_folder(path)
    }

    fn sync_folder(&self, folder: &str) -> io::Result<()> {
        self.disk.sync_folder(folder)
    }

    fn lock(&self, path: &str, _: Duration) -> io::Result<Box<dyn Held>> {
        self.disk.lock(path, Duration::ZERO)
    }
}
