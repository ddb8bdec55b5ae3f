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

/// A lock that arrived, until somebody takes it. One that nobody takes is given back: closing the file is not enough,
/// since a process that was forked meanwhile has it open too.
struct Arrived(Option<fs::File>);

impl Arrived {
    /// The lock stays with the file that was waited for, which is open as well.
    fn take(mut self) {
        self.0 = None;
    }
}

impl Drop for Arrived {
    fn drop(&mut self) {
        if let Some(file) = self.0.take() {
            let _ = flock(&file, FlockOperation::Unlock);
        }
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
            let blocked = block(&same).map(|()| Arrived(Some(same)));
            drop(place);
            // Whoever waited may have left: what was sent is dropped then, also where they leave at this moment.
            drop(sender.send(blocked));
        });
    if waiting.is_err() {
        return Ok(Waited::Elsewhere);
    }
    match receiver.recv_timeout(until.saturating_duration_since(Instant::now())) {
        Ok(blocked) => {
            blocked?.take();
            Ok(Waited::Locked)
        }
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

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use rustix::fs::{FlockOperation, flock};

    use super::{Place, Waited, wait_visibly};

    #[test]
    fn no_forked_process_keeps_a_late_lock() {
        let place = tempfile::tempdir().expect("a temporary folder can be made");
        let open = || std::fs::File::create(place.path().join("lock")).expect("it can be made");
        let (holder, waiting, next) = (open(), open(), open());
        flock(&holder, FlockOperation::LockExclusive).expect("nobody holds it");

        let until = Instant::now() + Duration::from_millis(40);
        let waited = wait_visibly(&waiting, until).expect("it can be waited for");
        assert!(matches!(waited, Waited::TooLate));
        drop(holder);

        // `waiting` stays open, as in a process that was forked while its thread waited.
        let end = Instant::now() + Duration::from_secs(30);
        // The thread leaves its place once it has the lock. Before that `next` could have it first, and nothing would be shown.
        let is_awaited = || {
            Place::take(&waiting)
                .expect("it can be looked at")
                .is_none()
        };
        while is_awaited() && Instant::now() < end {
            std::thread::yield_now();
        }
        let mut got = false;
        while !got && Instant::now() < end {
            got = flock(&next, FlockOperation::NonBlockingLockExclusive).is_ok();
            std::thread::yield_now();
        }
        assert!(got, "nobody who waited is left");
    }
}
