//! Disks of processes that stand in each other's way: one that is stopped in the middle of what it does, and
//! those that never get the lock because of it.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sordino_engine::ports::{File, Files, Held, Mode};
use sordino_testkit::front::{Access, Front, Fronted};
use sordino_testkit::memory::Disk;

/// What happens while the process stands still. It is told whether the process is about to change something.
pub type Meanwhile = Arc<dyn Fn(bool) + Send + Sync>;

struct Stalling(Meanwhile);

impl Front for Stalling {
    fn before(&self, _: &str, access: Access) -> io::Result<()> {
        match access {
            Access::List | Access::Lock(_) => {}
            access => (self.0)(access.changes()),
        }
        Ok(())
    }
}

/// The disk of a process that is stopped before each of its accesses.
pub fn stalling(disk: &Disk, meanwhile: Meanwhile) -> Fronted {
    Fronted::new(disk.clone(), Stalling(meanwhile))
}

struct Impatient;

impl Front for Impatient {
    fn lock(&self, disk: &dyn Files, path: &str, _: Duration) -> io::Result<Box<dyn Held>> {
        disk.lock(path, Duration::ZERO)
    }
}

/// The disk of a process that waits for no lock that somebody else holds.
pub fn impatient(disk: &Disk) -> Fronted {
    Fronted::new(disk.clone(), Impatient)
}

struct WithoutHandles(Arc<AtomicBool>);

impl Front for WithoutHandles {
    fn open(&self, disk: &dyn Files, path: &str, mode: Mode) -> io::Result<Box<dyn File>> {
        match self.0.load(Ordering::SeqCst) {
            true => disk.open(path, mode),
            false => Err(io::Error::other("no handle is left")),
        }
    }
}

/// The same for a process that has a handle for one more file only while `left` says so.
pub fn without_handles(disk: &Disk, left: &Arc<AtomicBool>) -> Fronted {
    Fronted::new(impatient(disk), WithoutHandles(Arc::clone(left)))
}

struct Unwritable(&'static str, Arc<AtomicBool>);

impl Front for Unwritable {
    fn before(&self, path: &str, access: Access) -> io::Result<()> {
        match access == Access::Write && path == self.0 && self.1.load(Ordering::SeqCst) {
            true => Err(io::ErrorKind::StorageFull.into()),
            false => Ok(()),
        }
    }
}

/// The same for a process that cannot write to `unwritable` while `fails` says so.
pub fn unwritable(disk: &Disk, unwritable: &'static str, fails: &Arc<AtomicBool>) -> Fronted {
    Fronted::new(impatient(disk), Unwritable(unwritable, Arc::clone(fails)))
}
