//! The clock of a device: it stands where the day is.

use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use sordino_engine::ports::{Clock, Millis};

/// A clock that the day drives; clones of it show the same time.
#[derive(Clone, Default)]
pub(crate) struct DayClock {
    now: Arc<AtomicI64>,
    asks: Option<String>,
}

impl DayClock {
    /// A clock that asks a server for the time, which it must not.
    pub(crate) fn asking(server: Option<String>) -> Self {
        Self {
            asks: server,
            ..Self::default()
        }
    }

    pub(crate) fn set(&self, now: Millis) {
        self.now.store(now, Ordering::SeqCst);
    }
}

impl Clock for DayClock {
    fn now(&self) -> Millis {
        if let Some(server) = &self.asks {
            drop(TcpStream::connect(server));
        }
        self.now.load(Ordering::SeqCst)
    }

    fn since_boot(&self) -> Option<Millis> {
        // The day has no restart: its clock only goes forward.
        Some(self.now.load(Ordering::SeqCst))
    }
}
