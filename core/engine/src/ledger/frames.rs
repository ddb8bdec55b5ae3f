//! The frames of a ledger's file: a length, and a sealed entry. A checkpoint's length is marked, so that the
//! last one is found without opening what lies before it.

use crate::seal::{NONCE_BYTES, TAG_BYTES};

pub(super) const LENGTH_BYTES: usize = 4;
/// Longest sealed entry; a length beyond it is no length of ours.
pub(super) const MAX_SEALED: usize = 16 * 1024;
/// Longest sealed checkpoint.
pub(super) const MAX_CHECKPOINT: usize = 128 * 1024;
/// Marks the length of a checkpoint.
const MARK: u32 = 1 << 31;

/// Where a sealed entry lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// Where its bytes begin, behind the length.
    pub(super) body: usize,
    pub(super) length: usize,
    pub(super) is_checkpoint: bool,
}

impl Frame {
    /// Returns the frame that begins at `at`, or `None` at the end of the chain.
    pub(super) fn at(bytes: &[u8], at: usize) -> Option<Self> {
        let word = u32::from_le_bytes(*bytes.get(at..)?.first_chunk::<LENGTH_BYTES>()?);
        let is_checkpoint = word & MARK != 0;
        let most = match is_checkpoint {
            true => MAX_CHECKPOINT,
            false => MAX_SEALED,
        };
        let length = usize::try_from(word & !MARK).ok()?;
        (NONCE_BYTES + TAG_BYTES..=most)
            .contains(&length)
            .then_some(Self {
                body: at + LENGTH_BYTES,
                length,
                is_checkpoint,
            })
    }

    /// Returns the sealed bytes, or `None` if the file ends before them.
    pub(super) fn sealed(self, bytes: &[u8]) -> Option<&[u8]> {
        bytes.get(self.body..self.end())
    }

    /// Returns where the next frame begins.
    pub(super) fn end(self) -> usize {
        self.body + self.length
    }
}

/// Returns every whole frame from the beginning of `bytes`, in order.
pub(super) fn frames(bytes: &[u8]) -> impl Iterator<Item = Frame> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let frame = Frame::at(bytes, at)?;
        frame.sealed(bytes)?;
        at = frame.end();
        Some(frame)
    })
}

/// Puts a sealed entry into a frame; `None` if it is longer than any frame.
pub(super) fn framed(sealed: &[u8], is_checkpoint: bool) -> Option<Vec<u8>> {
    let length = u32::try_from(sealed.len()).ok()?;
    let word = match is_checkpoint {
        true => length | MARK,
        false => length,
    };
    let mut bytes = word.to_le_bytes().to_vec();
    Frame::at(&bytes, 0)?;
    bytes.extend_from_slice(sealed);
    Some(bytes)
}

/// Whether zeros alone stand there. Sixteen bytes at a time: each start and each choice looks through the whole reserve.
pub(super) fn is_zero(bytes: &[u8]) -> bool {
    let (chunks, rest) = bytes.as_chunks::<16>();
    let mut chunks = chunks.iter();
    chunks.all(|chunk| u128::from_ne_bytes(*chunk) == 0) && rest.iter().all(|byte| *byte == 0)
}
