//! The locks over all processes, and how long each caller waits for one.
//!
//! A lock over all processes is taken last: whoever holds one waits for no other lock, no key store
//! and no vendor. None is held across a return. Whoever works with a purpose waits for that lock as long
//! as a record may, so that a record of another thread is kept no longer.

use std::cell::Cell;
use std::time::{Duration, Instant};

use crate::ports::Files;

/// The lock of whoever changes choices, slots or the list of segments.
pub(crate) const LOCK: &str = "lock";
/// How long choices, uploads and what follows them wait for it.
pub(crate) const LOCK_LIMIT: Duration = Duration::from_secs(2);
/// How long an off waits for all locks together, over all purposes of one call: a person may look at the switch. It needs
/// none: the word in the vault, which is written as soon as a lock is not there at once, makes it durable.
pub(crate) const OFF_LIMIT: Duration = Duration::from_millis(500);
/// How long it waits before it writes that word.
pub(crate) const OFF_AT_ONCE: Duration = Duration::from_millis(20);
/// How long an event waits for all locks together: its caller may draw the screen.
pub(crate) const RECORD_LIMIT: Duration = Duration::from_millis(5);
/// How long a crash report waits for all locks together: the process is about to die.
pub(crate) const CRASH_LIMIT: Duration = Duration::from_millis(50);

/// The lock of whoever changes what the key store holds. It is taken before any other.
pub(crate) const KEYS: &str = "keys.lock";
/// Another replacement asks the key store four times.
pub(crate) const KEYS_LIMIT: Duration = Duration::from_secs(15);

/// How long a caller still waits for locks.
#[derive(Debug)]
pub(crate) struct Patience {
    limit: Duration,
    /// When the first wait began, where one limit covers all waits.
    since: Option<Cell<Option<Instant>>>,
}

impl Patience {
    /// Waits as long as an event may for locks over all processes.
    pub(crate) fn of_an_event(files: &dyn Files) -> Self {
        Self::in_all(match files.may_wait_unasked() {
            true => RECORD_LIMIT,
            false => Duration::ZERO,
        })
    }

    /// Waits for so long at each lock.
    pub(crate) fn for_each(limit: Duration) -> Self {
        Self { limit, since: None }
    }

    /// Waits for so long in all, counted from the first wait.
    pub(crate) fn in_all(limit: Duration) -> Self {
        Self {
            limit,
            since: Some(Cell::new(None)),
        }
    }

    /// Returns how long the next wait may be. Zero means: try, and do not wait.
    pub(crate) fn left(&self) -> Duration {
        let Some(since) = &self.since else {
            return self.limit;
        };
        match since.get() {
            Some(since) => self.limit.saturating_sub(since.elapsed()),
            None => {
                since.set(Some(Instant::now()));
                self.limit
            }
        }
    }

    /// Returns `true` once somebody may have been waited for.
    pub(crate) fn has_begun(&self) -> bool {
        self.since
            .as_ref()
            .is_none_or(|since| since.get().is_some())
    }
}
