//! Stage 4: a [`Minimised`](crate::minimise::Minimised) record becomes a sealed frame on disk.
//!
//! Append-only segments per purpose and recipient, in one folder for each generation of the
//! purpose's slot, and what makes them ready: keys, contexts, lanes. Erasing costs the same whatever
//! is queued: the slot goes, and with it every key.

mod amount;
mod append;
mod aside;
mod cursor;
mod erase;
mod former_ids;
mod handles;
mod keys;
mod lane;
mod lying;
mod open_purpose;
mod outside;
mod places;
mod queues;
mod readable;
mod retention;
mod room;
mod segment;
mod store_error;
mod told;
mod totals;
mod waiting;

pub use totals::Count;
pub use waiting::Queued;

pub(crate) use amount::Waiting;
pub(crate) use append::append;
pub(crate) use aside::Aside;
pub(crate) use erase::{
    QUEUE, destroy_aside, destroy_evicted, generation_name, set_aside, set_dead_aside,
    set_path_aside,
};
pub(crate) use handles::MOST_SEGMENTS;
pub(crate) use keys::SharedKeys;
pub(crate) use lying::segments;
pub(crate) use open_purpose::{OpenPurpose, Standing};
pub(crate) use outside::Outside;
pub(crate) use places::{folder, lane_name, waiting_in};
pub(crate) use queues::Queues;
pub(crate) use readable::{OpenedSegment, Readable};
pub(crate) use retention::{Source, keep as keep_retention};
pub(crate) use segment::{Frame, Position, Read, START, SegmentReader};
pub(crate) use store_error::StoreError;
pub(crate) use waiting::queued;
#[cfg(feature = "ids")]
pub(crate) use waiting::queued_ids;

/// How far segments were sent.
pub(crate) mod sent {
    pub(crate) use super::cursor::{read, write};
}
