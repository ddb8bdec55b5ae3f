//! Stage 4: a [`Minimised`](crate::minimise::Minimised) record becomes a sealed frame on disk.
//!
//! Append-only segments per purpose and recipient, in one folder for each generation of the
//! purpose's slot. Erasing costs the same whatever is queued: the slot goes, and with it every key.

mod cursor;
mod erase;
mod lane;
mod segment;
mod totals;

pub use totals::Count;

pub(crate) use erase::{QUEUE, generation_name, set_aside, set_path_aside, sweep};
pub(crate) use lane::{LOCK, LOCK_LIMIT, Lane, Outside, StoreError, Waiting, remove, segments};
pub(crate) use segment::{Frame, Position, Read, START, SegmentPlace, SegmentReader, count};

/// How far segments were sent.
pub(crate) mod sent {
    pub(crate) use super::cursor::{read, write};
}
