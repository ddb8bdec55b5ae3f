//! In-memory ports, with every fault that a phone can have. For tests, ours and yours.

mod disk;
mod file;
mod folder;
mod keys;

pub use disk::{Disk, Fault};
pub use keys::Keys;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use sordino_engine::ports::{Clock, Millis, Random, RandomFailed};

/// A clock that stands still until it is moved.
#[derive(Debug, Clone)]
pub struct HandClock(Arc<AtomicI64>);

impl HandClock {
    /// A clock that shows `now`.
    pub fn at(now: Millis) -> Self {
        Self(Arc::new(AtomicI64::new(now)))
    }

    /// Moves it to `now`, forward or back.
    pub fn set(&self, now: Millis) {
        self.0.store(now, Ordering::SeqCst);
    }

    /// Moves it by `by`, forward or back.
    pub fn advance(&self, by: Millis) {
        self.0.fetch_add(by, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Millis {
        self.0.load(Ordering::SeqCst)
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
