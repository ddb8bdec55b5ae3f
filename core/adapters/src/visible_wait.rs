//! Waiting for a lock where the system can see it.
//!
//! Android freezes processes that nobody looks at, and one of them may hold the lock. It wakes such a process when
//! another one blocks for its lock, as `/proc/locks` shows; a process that polls does not stand there. A blocked `flock`
//! cannot be given up, so one thread of the process blocks for whoever waits.

use std::fs;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Instant;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

/// Whether the one thread waits for somebody.
static IS_WAITING: AtomicBool = AtomicBool::new(false);

/// What came of waiting.
pub(crate) enum Waited {
    /// The file holds the lock.
    Locked,
    /// The lock could not be had in time. If it arrives later, it is released at once.
    TooLate,
    /// The thread waits for somebody else and shows this process to the system, or there is none: poll.
    Elsewhere,
}

/// Blocks for the lock of `file` on a thread of its own, and waits for that thread until `until`.
pub(crate) fn wait_visibly(file: &fs::File, until: Instant) -> io::Result<Waited> {
    // The same lock: it is given back when both are closed, whoever closes last.
    let same = file.try_clone()?;
    if IS_WAITING.swap(true, Ordering::SeqCst) {
        return Ok(Waited::Elsewhere);
    }
    let (sender, receiver) = channel();
    let waiting = thread::Builder::new()
        .name("sordino-lock".to_owned())
        .spawn(move || {
            let blocked = block(&same);
            drop(same);
            IS_WAITING.store(false, Ordering::SeqCst);
            // Whoever waited may have left.
            drop(sender.send(blocked));
        });
    if waiting.is_err() {
        IS_WAITING.store(false, Ordering::SeqCst);
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
