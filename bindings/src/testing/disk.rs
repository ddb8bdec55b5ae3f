//! A disk whose syncs take as long as a test wants, and the lock that another process could hold.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use sordino_adapters::Folder;
use sordino_engine::ports::{Files, Held};
use sordino_testkit::front::{Access, Front};

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

/// Makes each sync wait for as long as the test wants.
pub(crate) struct Slow;

impl Front for Slow {
    fn before(&self, _: &str, access: Access) -> io::Result<()> {
        if matches!(access, Access::Sync | Access::SyncFolder) {
            thread::sleep(Duration::from_millis(SYNC_MILLIS.load(Ordering::SeqCst)));
        }
        Ok(())
    }
}
