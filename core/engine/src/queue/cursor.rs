//! How far a segment was sent: a small file beside it. Format: `docs/formats/queue.md`.

use std::io;

use super::segment::{Position, START};
use crate::digest;
use crate::ports::{Files, Mode, read_all, write_all_at};

const BYTES: usize = 20;

/// Where a segment's cursor stands.
pub(crate) fn path(segment: &str) -> String {
    format!("{segment}.sent")
}

/// How far `segment` was sent; its start if that is not known.
///
/// A damaged cursor sends records again, under the same message ids, rather than losing one.
pub(crate) fn read(files: &dyn Files, segment: &str) -> Position {
    let bytes = files
        .open(&path(segment), Mode::Read)
        .and_then(|file| read_all(&*file, BYTES as u64))
        .unwrap_or_default();
    let Some((content, check)) = bytes.split_first_chunk::<12>() else {
        return START;
    };
    if check != &digest::sha256(&[content])[..8] {
        return START;
    }
    let mut number = [0; 4];
    number.copy_from_slice(&content[..4]);
    let mut offset = [0; 8];
    offset.copy_from_slice(&content[4..]);
    Position {
        number: u32::from_le_bytes(number),
        offset: u64::from_le_bytes(offset),
    }
}

/// Notes that everything before `position` was sent.
pub(crate) fn write(files: &dyn Files, segment: &str, position: Position) -> io::Result<()> {
    let mut content = [0; 12];
    content[..4].copy_from_slice(&position.number.to_le_bytes());
    content[4..].copy_from_slice(&position.offset.to_le_bytes());
    let mut bytes = content.to_vec();
    bytes.extend_from_slice(&digest::sha256(&[&content])[..8]);
    write_all_at(&*files.open(&path(segment), Mode::Create)?, &bytes, 0)
}
