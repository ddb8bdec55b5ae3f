//! The system's wall clock.

use std::time::{SystemTime, UNIX_EPOCH};

use sordino_engine::ports::{Clock, Millis};

/// The system's wall clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Millis {
        let millis = |length: std::time::Duration| {
            Millis::try_from(length.as_millis()).unwrap_or(Millis::MAX)
        };
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => millis(since),
            Err(before) => -millis(before.duration()),
        }
    }
}
