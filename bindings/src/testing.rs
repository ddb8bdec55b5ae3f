//! A clock and randomness that are fixed, a panic on demand, and a slow disk. Hosts only.
//!
//! `sordino-testing` hands these to Kotlin and Swift; no library of a phone holds them.

mod disk;

pub use disk::{hold_lock, slow_syncs};

use disk::Slow;

use parking_lot::Mutex;
use sordino_adapters::{SystemClock, SystemRandom};
use sordino_engine::ports::{Clock, Millis, Random};
use sordino_testkit::front::Fronted;
use sordino_testkit::memory::{Counted, HandClock};
use std::cell::Cell;

static FIXED: Mutex<Option<HandClock>> = Mutex::new(None);
static SEED: Mutex<Option<u64>> = Mutex::new(None);

thread_local! {
    /// Of one thread alone: what another engine does behind its caller's back takes no panic from a test.
    static PANIC: Cell<bool> = const { Cell::new(false) };
}

/// Engines that are opened from now on have a clock that stands at `now`, and randomness that is the
/// same in every run and begins at `seed`.
pub fn fix(now: Millis, seed: u64) {
    let mut fixed = FIXED.lock();
    match &*fixed {
        // The same device, later: its clock since boot goes on, which is what confirms the other one.
        Some(clock) => clock.advance(now.saturating_sub(clock.now())),
        None => *fixed = Some(HandClock::at(now)),
    }
    *SEED.lock() = Some(seed);
}

/// Sets the clock of every engine that was opened since [`fix`]: forward, time passes; back, the clock jumps.
pub fn set_now(now: Millis) {
    if let Some(clock) = &*FIXED.lock() {
        clock.advance(now.saturating_sub(clock.now()));
    }
}

/// Engines that are opened from now on have the system's clock and randomness again.
pub fn release() {
    *FIXED.lock() = None;
    *SEED.lock() = None;
}

/// The next look at the clock on this thread panics, inside the engine that looks.
pub fn panic_inside() {
    PANIC.set(true);
}

struct Watched(Box<dyn Clock>);

impl Clock for Watched {
    fn now(&self) -> Millis {
        assert!(!PANIC.replace(false), "a test asked for this panic");
        self.0.now()
    }

    fn since_boot(&self) -> Option<Millis> {
        self.0.since_boot()
    }
}

pub(crate) fn files(folder: sordino_adapters::Folder) -> Box<dyn sordino_engine::ports::Files> {
    Box::new(Fronted::new(folder, Slow))
}

pub(crate) fn clock_and_random() -> (Box<dyn Clock>, Box<dyn Random>) {
    let clock: Box<dyn Clock> = match &*FIXED.lock() {
        Some(clock) => Box::new(clock.clone()),
        None => Box::new(SystemClock),
    };
    let random: Box<dyn Random> = match *SEED.lock() {
        Some(seed) => Box::new(Counted::from(seed)),
        None => Box::new(SystemRandom),
    };
    (Box::new(Watched(clock)), random)
}
