//! In-memory ports, with every fault that a phone can have. For tests, ours and yours.

mod disk;
mod file;
mod folder;
mod keys;
mod vendor;

pub use disk::{Disk, Fault};
pub use keys::Keys;
pub use vendor::{Call, Sdk};

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use sordino_engine::ports::{Clock, Millis, Random, RandomFailed};

/// A clock that stands still until it is moved.
#[derive(Debug, Clone)]
pub struct HandClock {
    now: Arc<AtomicI64>,
    since_boot: Arc<AtomicI64>,
}

impl HandClock {
    /// A clock that shows `now`, on a system that was started a day ago.
    pub fn at(now: Millis) -> Self {
        Self {
            now: Arc::new(AtomicI64::new(now)),
            since_boot: Arc::new(AtomicI64::new(86_400_000)),
        }
    }

    /// Lets it jump to `now`, forward or back: no time passes.
    pub fn set(&self, now: Millis) {
        self.now.store(now, Ordering::SeqCst);
    }

    /// Lets so much time pass; less than none is a jump back.
    pub fn advance(&self, by: Millis) {
        self.now.fetch_add(by, Ordering::SeqCst);
        self.since_boot.fetch_add(by.max(0), Ordering::SeqCst);
    }

    /// Starts the system anew.
    pub fn restart(&self) {
        self.since_boot.store(0, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Millis {
        self.now.load(Ordering::SeqCst)
    }

    fn since_boot(&self) -> Option<Millis> {
        Some(self.since_boot.load(Ordering::SeqCst))
    }
}

/// Bytes that never repeat and are the same in every run. Not random at all.
#[derive(Debug, Clone, Default)]
pub struct Counted {
    next: Arc<AtomicU64>,
    fails: Arc<AtomicU64>,
}

impl Counted {
    /// A source that begins at `seed`.
    pub fn from(seed: u64) -> Self {
        Self {
            next: Arc::new(AtomicU64::new(seed)),
            ..Self::default()
        }
    }

    /// Makes every call fail, or none.
    pub fn set_failing(&self, failing: bool) {
        self.fails.store(u64::from(failing), Ordering::SeqCst);
    }
}

impl Random for Counted {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomFailed> {
        if self.fails.load(Ordering::SeqCst) != 0 {
            return Err(RandomFailed);
        }
        for chunk in bytes.chunks_mut(8) {
            // SplitMix64: each call maps another number onto another, so that no two are alike.
            let mut state = self.next.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
            state = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            state = (state ^ state >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
            state ^= state >> 31;
            chunk.copy_from_slice(&state.to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}
