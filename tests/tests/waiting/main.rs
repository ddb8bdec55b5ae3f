//! How long a caller waits for somebody else, and what becomes of a record that would have to.

mod awaited;
mod crashes;
mod held;
mod limits;
mod loads;
mod offs;
mod ready;
mod uploads;

use std::time::{Duration, Instant};

use sordino_engine::ports::{Files, Held};
use sordino_tests::Rig;

/// Far over what a record may wait for locks, far under what it waited before: a busy machine stops a thread
/// for longer than any lock does.
const FAR_TOO_LONG: Duration = Duration::from_millis(800);

/// Another process that holds the lock until this is dropped.
fn another_process(rig: &Rig) -> Box<dyn Held> {
    let held = rig.disk.lock("lock", Duration::from_secs(10));
    held.expect("nobody holds it for long")
}

/// What came of a call, which must not have waited.
fn at_once<T>(call: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let answer = call();
    let time = start.elapsed();
    assert!(time < FAR_TOO_LONG, "it waited {time:?}");
    answer
}
