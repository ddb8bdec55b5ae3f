//! One segment: a header that wraps its own key, then sealed frames. Format: `docs/formats/queue.md`.
//!
//! A segment has one writer, which counts its frames in memory and never appends after a failed write, so its frame
//! number is a nonce that no two texts share.

mod layout;
mod reader;
mod writer;

pub(crate) use layout::{Frame, MAX_FILE, Position, START, SegmentPlace};
pub(crate) use reader::{Read, SegmentReader, count, has_end};
pub(crate) use writer::{SegmentWriter, Times};
