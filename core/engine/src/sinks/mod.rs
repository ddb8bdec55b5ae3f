//! The wire format of each kind of recipient.
//!
//! Pure functions of what was minimised plus constants of the recipient. Nothing else is known
//! here: no clock, no device, no file.

mod members;
mod otlp;
mod rights;
mod segment;
mod sentry;
mod wire;

use sordino_policy::RecipientKind;

use crate::minimise::Stored;

pub(crate) use rights::deletion;
pub use wire::{Item, Wire};

/// Bounds of one request, by the recipient's own documentation.
pub(crate) struct Bounds {
    pub(crate) records: usize,
    /// Before gzip.
    pub(crate) bytes: usize,
}

/// The bounds of a kind.
pub(crate) fn bounds(kind: RecipientKind) -> Bounds {
    match kind {
        // 500 kB a batch, less what the frame around it takes.
        RecipientKind::Segment => Bounds {
            records: 500,
            bytes: 450_000,
        },
        // The protocol has no bound; servers take 20 MB and less before gzip.
        RecipientKind::Otlp => Bounds {
            records: 500,
            bytes: 1_000_000,
        },
        // One event an envelope, by the protocol; 1 MB an event.
        RecipientKind::Sentry
        | RecipientKind::VendorSdk
        | RecipientKind::Service
        | RecipientKind::Rights => Bounds {
            records: 1,
            bytes: 1_000_000,
        },
    }
}

/// Returns for how many seconds a recipient of this kind wants nothing more, by the headers of its own protocol.
pub(crate) fn wait_seconds(kind: RecipientKind, rate_limits: &str) -> u32 {
    match kind {
        RecipientKind::Sentry => sentry::wait_seconds(rate_limits),
        RecipientKind::Segment
        | RecipientKind::Otlp
        | RecipientKind::VendorSdk
        | RecipientKind::Service
        | RecipientKind::Rights => 0,
    }
}

/// Returns how many records a recipient of this kind rejected though it answered 200, by the first bytes of its answer.
pub(crate) fn rejected(kind: RecipientKind, start: &[u8]) -> u64 {
    match kind {
        RecipientKind::Otlp => otlp::rejected(start),
        RecipientKind::Segment
        | RecipientKind::Sentry
        | RecipientKind::VendorSdk
        | RecipientKind::Service
        | RecipientKind::Rights => 0,
    }
}

/// One request; `None` for no wire of ours. `context` stands for all items.
pub(crate) fn request(
    kind: RecipientKind,
    endpoint: &str,
    key: &str,
    context: &Stored<'_>,
    items: &[Item<'_>],
) -> Option<Wire> {
    match kind {
        RecipientKind::Segment => Some(segment::request(endpoint, key, context, items)),
        RecipientKind::Sentry => sentry::request(endpoint, key, context, items),
        RecipientKind::Otlp => Some(otlp::request(endpoint, key, context, items)),
        // No record goes to the controller: `deletion` alone writes to it.
        RecipientKind::VendorSdk | RecipientKind::Service | RecipientKind::Rights => None,
    }
}
