//! Waiting for a lock where the system can see it.
//!
//! Android freezes processes that nobody looks at, and one of them may hold the lock. It wakes such a process when
//! another one blocks for its lock, as `/proc/locks` shows; a process that polls does not stand there. A blocked `flock`
//! cannot be given up, so for each lock file one thread of the process blocks for whoever waits.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

/// The lock files for which a thread blocks. Each may be held by another process, and each holder may be frozen.
static AWAITED: Mutex<BTreeSet<Inode>> = Mutex::new(BTreeSet::new());

/// Device and number of a file.
type Inode = (u64, u64);

/// Stands for the one thread that blocks for a file.
struct Place(Inode);

impl Place {
    /// Returns `None` if a thread blocks for the file already.
    fn take(file: &fs::File) -> io::Result<Option<Self>> {
        let found = file.metadata()?;
        let inode = (found.dev(), found.ino());
        let mut awaited = AWAITED.lock().unwrap_or_else(PoisonError::into_inner);
        // Made for a file that nobody waits for only: dropping it takes the mutex again.
        Ok(awaited.insert(inode).then(|| Self(inode)))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut awaited = AWAITED.lock().unwrap_or_else(PoisonError::into_inner);
        awaited.remove(&self.0);
    }
}

/// What came of waiting.
pub(crate) enum Waited {
    /// The file holds the lock.
    Locked,
    /// The lock could not be had in time. If it arrives later, it is released at once.
    TooLate,
    /// The file's thread waits for somebody else and shows this process to the system, or there is none: poll.
    Elsewhere,
}

/// Blocks for the lock of `file` on a thread of its own, and waits for that thread until `until`.
pub(crate) fn wait_visibly(file: &fs::File, until: Instant) -> io::Result<Waited> {
    // The same lock: it is given back when both are closed, whoever closes last.
    let same = file.try_clone()?;
    let Some(place) = Place::take(file)? else {
        return Ok(Waited::Elsewhere);
    };
    let (sender, receiver) = channel();
    let waiting = thread::Builder::new()
        .name("sordino-lock".to_owned())
        .spawn(move || {
            let blocked = block(&same);
            drop(same);
            drop(place);
            // Whoever waited may have left.
            drop(sender.send(blocked));
        });
    if waiting.is_err() {
        return Ok(Waited::Elsewhere);
    }
    match receiver.recv_timeout(until.saturating_duration_since(Instant::now())) {
        Ok(blocked) => blocked.map(|()| Waited::Locked),
        Err(RecvTimeoutError::Timeout) => Ok(Waited::TooLate),
        Err(RecvTimeoutError::Disconnected) => Ok(Waited::Elsewhere),
    }
}

fn block(file: &fs::File) -> io::Result<()> {
    loop {
        match flock(file, FlockOperation::LockExclusive) {
            Err(Errno::INTR) => {}
            answer => return Ok(answer?),
        }
    }
}
