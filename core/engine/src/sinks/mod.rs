//! The wire format of each kind of recipient.
//!
//! Pure functions of what was minimised plus constants of the recipient. Nothing else is known
//! here: no clock, no device, no file.

mod segment;
mod sentry;
mod wire;

use sordino_policy::RecipientKind;

use crate::minimise::Stored;

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
        // One event an envelope, by the protocol; 1 MB an event.
        RecipientKind::Sentry | RecipientKind::VendorSdk | RecipientKind::Service => Bounds {
            records: 1,
            bytes: 1_000_000,
        },
    }
}

/// Returns for how many seconds a recipient of this kind wants nothing more, by the headers of its own protocol.
pub(crate) fn wait_seconds(kind: RecipientKind, rate_limits: &str) -> u32 {
    match kind {
        RecipientKind::Sentry => sentry::wait_seconds(rate_limits),
        RecipientKind::Segment | RecipientKind::VendorSdk | RecipientKind::Service => 0,
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
        RecipientKind::VendorSdk | RecipientKind::Service => None,
    }
}
