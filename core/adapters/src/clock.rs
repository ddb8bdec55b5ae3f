//! The system's clocks.

use std::time::{SystemTime, UNIX_EPOCH};

use rustix::time::{ClockId, clock_gettime};
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

    fn since_boot(&self) -> Option<Millis> {
        let since = clock_gettime(counting_sleep());
        Some(since.tv_sec * 1000 + since.tv_nsec / 1_000_000)
    }
}

/// The clock since the system's start that goes on in sleep. Where none has that name, as on Apple's systems, the monotonic one
/// does: a name of the inner scope goes before one of the outer.
fn counting_sleep() -> ClockId {
    mod otherwise {
        use super::ClockId;

        #[allow(dead_code, non_upper_case_globals)]
        pub(super) const Boottime: ClockId = ClockId::Monotonic;
    }
    #[allow(unused_imports)]
    use otherwise::*;
    {
        // Apple's systems have none of that name.
        #[allow(unused_imports)]
        use ClockId::*;

        Boottime
    }
}
