//! The locks over all processes, and how long each caller waits for one.
//!
//! A lock over all processes is taken last: whoever holds one waits for no other lock, no key store
//! and no vendor. None is held across a return.

use std::time::Duration;

/// The lock of whoever changes choices, slots or the list of segments.
pub(crate) const LOCK: &str = "lock";
/// How long anything but a crash waits for it.
pub(crate) const LOCK_LIMIT: Duration = Duration::from_secs(2);
/// How long a crash report waits for a lock: the process is about to die.
pub(crate) const CRASH_LIMIT: Duration = Duration::from_millis(50);

/// The lock of whoever changes what the key store holds. It is taken before any other.
pub(crate) const KEYS: &str = "keys.lock";
/// Another replacement asks the key store four times.
pub(crate) const KEYS_LIMIT: Duration = Duration::from_secs(15);
