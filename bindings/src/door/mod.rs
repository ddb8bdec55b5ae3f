//! The narrow door: events and crash reports, and nothing else.
//!
//! One C function and one encoding, `docs/formats/door.md`. What UniFFI writes for Kotlin makes
//! several native calls and structures for each call; here it is one call that copies nothing.

mod call;
mod read;
mod registry;
mod unreadable;

pub use call::{number_of, sordino_record};
pub use read::{Offered, read};
pub use unreadable::Unreadable;

pub(crate) use registry::Registered;

/// Format of the bytes, their first one.
pub const FORMAT: u8 = 1;
/// Most bytes of one record: the largest crash report, and what stands before it.
pub const MAX_BYTES: usize = sordino_engine::record::MAX_TRACE_BYTES + 64;
