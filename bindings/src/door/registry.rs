//! Which engine a number means.
//!
//! A number and no pointer crosses: one that is stale or was never given is not found, and nothing
//! is followed.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak};

use parking_lot::RwLock;
use sordino_engine::Engine;

static NEXT: AtomicU64 = AtomicU64::new(1);
/// One for most apps, a few in tests: a list is searched faster than a map.
static OPEN: RwLock<Vec<(u64, Weak<Engine>)>> = RwLock::new(Vec::new());

/// An engine's number, for as long as this lives.
pub(crate) struct Registered {
    number: u64,
}

impl Registered {
    /// Gives an engine a number that no other ever has.
    pub(crate) fn new(engine: &Arc<Engine>) -> Self {
        let number = scattered(NEXT.fetch_add(1, Ordering::Relaxed));
        OPEN.write().push((number, Arc::downgrade(engine)));
        Self { number }
    }

    pub(crate) fn number(&self) -> u64 {
        self.number
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        OPEN.write().retain(|(number, _)| *number != self.number);
    }
}

/// The engine of a number, kept open while it is looked at.
pub(super) fn engine(number: u64) -> Option<Arc<Engine>> {
    let open = OPEN.read();
    let (_, engine) = open.iter().find(|(other, _)| *other == number)?;
    engine.upgrade()
}

/// Maps each number onto another, far from small ones and from pointers: what is given by mistake is
/// not found by chance. The finisher of SplitMix64.
fn scattered(number: u64) -> u64 {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    state = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ state >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ state >> 31
}
