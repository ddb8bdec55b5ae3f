//! The formats as pure functions, for whoever holds another implementation against this one.
//!
//! Nothing here makes or takes what a stage makes, knows a key or reaches a disk: values go in,
//! values come out. The pages in `docs/formats` say the same in words. The player of the vectors
//! asks here; a phone calls none of it.

use sordino_policy::RecipientKind;

use crate::identity::PseudonymKey;
use crate::queue::Frame;
use crate::sinks;

pub use crate::minimise::{Kind, Stored};
pub use crate::sinks::{Item, Wire};

/// Returns the pseudonym of a field's value under `key`.
pub fn pseudonym(key: &[u8; 32], field: &str, value: &str) -> String {
    PseudonymKey::new(key).pseudonym(field, value)
}

/// Returns the message id of frame `number` in the segment of these `ids`.
pub fn message_id(ids: [u8; 16], number: u32) -> String {
    Frame { ids, number }.message_id()
}

/// Returns the record that a frame's opened `text` holds, or `None` if the text has another format.
pub fn stored(text: &[u8]) -> Option<Stored<'_>> {
    Stored::read(text)
}

/// Returns the request that carries `items` to a recipient of this kind, before gzip.
///
/// `context` is sent once for all items. `None` if nothing is sent to recipients of this kind.
pub fn request(
    kind: RecipientKind,
    endpoint: &str,
    key: &str,
    context: &Stored<'_>,
    items: &[Item<'_>],
) -> Option<Wire> {
    sinks::request(kind, endpoint, key, context, items)
}
