//! A disk whose syncs take as long as a test wants, and the lock that another process could hold.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use sordino_adapters::Folder;
use sordino_engine::ports::{File, Files, Held, Mode, Process};

/// The lock over all processes, as `docs/formats` names it.
const LOCK: &str = "lock";
static SYNC_MILLIS: AtomicU64 = AtomicU64::new(0);

/// Makes each sync of every engine take so many milliseconds longer.
pub fn slow_syncs(millis: u64) {
    SYNC_MILLIS.store(millis, Ordering::SeqCst);
}

/// Takes the lock over all processes of `folder`, as another process would; it is free again when dropped.
///
/// # Errors
///
/// The system's, or that it could not be had within a minute.
pub fn hold_lock(folder: &Path) -> io::Result<Box<dyn Held>> {
    Folder::new(folder)?.lock(LOCK, Duration::from_secs(60))
}

pub(crate) struct SlowDisk(pub(crate) Folder);

impl Files for SlowDisk {
    fn open(&self, path: &str, mode: Mode) -> io::Result<Box<dyn File>> {
        Ok(Box::new(SlowFile(self.0.open(path, mode)?)))
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
        wait();
        self.0.sync_folder(folder)
    }

    fn foreign(&self) -> u64 {
        self.0.foreign()
    }

    fn process(&self) -> Box<dyn Process> {
        self.0.process()
    }

    fn lock(&self, path: &str, limit: Duration) -> io::Result<Box<dyn Held>> {
        self.0.lock(path, limit)
    }
}

struct SlowFile(Box<dyn File>);

impl File for SlowFile {
    fn read_at(&self, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
        self.0.read_at(bytes, offset)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        self.0.write_at(bytes, offset)
    }

    fn len(&self) -> io::Result<u64> {
        self.0.len()
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        self.0.set_len(length)
    }

    fn hold(&self) -> io::Result<bool> {
        self.0.hold()
    }

    fn is_in_place(&self) -> io::Result<bool> {
        self.0.is_in_place()
    }

    fn sync(&self) -> io::Result<()> {
        wait();
        self.0.sync()
    }
}

fn wait() {
    match SYNC_MILLIS.load(Ordering::SeqCst) {
        0 => {}
        millis => thread::sleep(Duration::from_millis(millis)),
    }
}
