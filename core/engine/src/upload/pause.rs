//! A pause that a server asked for, in a small file of the recipient's folder: neither a restart nor another process sends
//! before it is over. Format: `docs/formats/queue.md`.

use std::io;

use super::retry::LONGEST_ASKED;
use crate::digest;
use crate::ports::{Files, Millis, Mode, read_all, write_all_at};

const BYTES: usize = 24;

fn path(lane: &str) -> String {
    format!("{lane}/pause")
}

/// Notes that nothing is to be sent for so long from `now`.
pub(super) fn begin(files: &dyn Files, lane: &str, now: Millis, wait: Millis) -> io::Result<()> {
    let mut content = [0; 16];
    content[..8].copy_from_slice(&now.to_le_bytes());
    content[8..].copy_from_slice(&now.saturating_add(wait).to_le_bytes());
    let mut bytes = content.to_vec();
    bytes.extend_from_slice(&digest::sha256(&[&content])[..8]);
    write_all_at(&*files.open(&path(lane), Mode::Create)?, &bytes, 0)
}

/// Ends a pause: the server took something since.
pub(super) fn end(files: &dyn Files, lane: &str) {
    // Without a pause there is no file; one that stays is over by itself.
    let _ = files.remove_file(&path(lane));
}

/// Returns how long to wait from `now`, 0 if not at all or if the file is damaged.
pub(super) fn wait(files: &dyn Files, lane: &str, now: Millis) -> Millis {
    let bytes = files
        .open(&path(lane), Mode::Read)
        .and_then(|file| read_all(&*file, BYTES as u64))
        .unwrap_or_default();
    let Some((content, check)) = bytes.split_first_chunk::<16>() else {
        return 0;
    };
    if check != &digest::sha256(&[content])[..8] {
        return 0;
    }
    let (times, _) = content.as_chunks::<8>();
    let [since, until] = [0, 1].map(|at| Millis::from_le_bytes(times[at]));
    // A clock set back must not make a pause of seconds one of years.
    match now < since {
        true => 0,
        false => until.saturating_sub(now).clamp(0, LONGEST_ASKED),
    }
}
