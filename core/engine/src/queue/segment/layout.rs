//! What stands where in a segment, and under which keys.

use crate::digest;
use crate::identity::uuid;
use crate::scope::Scope;
use crate::seal::{KEY_BYTES, NONCE_BYTES, Sealer, TAG_BYTES};

pub(super) const MAGIC: &[u8; 8] = b"SORDSEGM";
pub(super) const FORMAT: u16 = 1;
/// What the header says in clear; the wrapped key is bound to it, and through it every frame.
pub(super) const NAMED_BYTES: usize = 93;
pub(super) const WRAPPED_BYTES: usize = NONCE_BYTES + KEY_BYTES + 16 + TAG_BYTES;
pub(crate) const HEADER_BYTES: usize = 192;
pub(super) const LENGTH_BYTES: usize = 4;
/// Stands where a length would: its writer is done with the segment.
pub(super) const END: u32 = u32::MAX;
/// No record is larger once minimised.
pub(super) const MAX_FRAME: usize = 2 * 1024 * 1024;
/// Largest file that is read whole.
pub(crate) const MAX_FILE: u64 = 4 * 1024 * 1024;

/// Whose segment it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SegmentPlace {
    pub(crate) scope: Scope,
    pub(crate) slot: usize,
    pub(crate) generation: u64,
    pub(crate) purpose: [u8; 16],
    pub(crate) recipient: [u8; 16],
}

/// Where a record was stored, for its message id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) ids: [u8; 16],
    pub(crate) number: u32,
}

impl Frame {
    /// The message id on the wire: it differs per recipient and stays the same over retries.
    pub(crate) fn message_id(&self) -> String {
        let digest = digest::sha256(&[&self.ids, &self.number.to_le_bytes()]);
        let mut first = [0; 16];
        first.copy_from_slice(&digest[..16]);
        uuid(first)
    }
}

/// The keys of one segment.
pub(super) struct Seal {
    pub(super) sealer: Sealer,
    bound_to: [u8; 16],
    pub(super) ids: [u8; 16],
}

impl Seal {
    pub(super) fn new(header: &[u8; HEADER_BYTES], content: &[u8]) -> Option<Self> {
        let (key, ids) = content.split_first_chunk::<KEY_BYTES>()?;
        Some(Self {
            sealer: Sealer::new(key),
            bound_to: digest::tag(&[&header[..NAMED_BYTES]]),
            ids: ids.try_into().ok()?,
        })
    }

    pub(super) fn bound_to(&self, number: u32) -> [u8; 20] {
        let mut bytes = [0; 20];
        bytes[..16].copy_from_slice(&self.bound_to);
        bytes[16..].copy_from_slice(&number.to_le_bytes());
        bytes
    }
}

pub(super) fn nonce(number: u32) -> [u8; NONCE_BYTES] {
    let mut nonce = [0; NONCE_BYTES];
    nonce[..4].copy_from_slice(&number.to_le_bytes());
    nonce
}

/// A place between two frames of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) number: u32,
    pub(crate) offset: u64,
}

/// Before the context.
pub(crate) const START: Position = Position {
    number: 0,
    offset: HEADER_BYTES as u64,
};
