//! What each part of a ledger begins with. Format: `docs/formats/ledger.md`.

use std::io;

use super::error::LedgerError;
use crate::ports::{File, read_exact_at};
use crate::scope::Scope;

const MAGIC: &[u8; 8] = b"SORDLDGR";
const FORMAT: u16 = 1;
pub(super) const HEADER_BYTES: usize = 64;

/// The header of the first part of a chain.
pub(super) fn new_header(scope: Scope, chain: [u8; 16]) -> [u8; HEADER_BYTES] {
    let mut header = [0; HEADER_BYTES];
    header[..8].copy_from_slice(MAGIC);
    header[8..10].copy_from_slice(&FORMAT.to_le_bytes());
    header[10..27].copy_from_slice(&scope.to_bytes());
    header[27..43].copy_from_slice(&chain);
    header
}

/// The header of a part, if it is one of ours and for that scope.
pub(super) fn read_header(
    file: &dyn File,
    scope: Scope,
) -> Result<[u8; HEADER_BYTES], LedgerError> {
    let mut header = [0; HEADER_BYTES];
    read_whole(file, &mut header, 0)?;
    let ours = header[..8] == *MAGIC
        && header[8..10] == FORMAT.to_le_bytes()
        && header[10..27] == scope.to_bytes();
    ours.then_some(header).ok_or(LedgerError::Corrupt)
}

/// The sequence of a part's first entry.
pub(super) fn first_of(header: &[u8; HEADER_BYTES]) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&header[43..51]);
    u64::from_le_bytes(first)
}

/// Fills `bytes` from `offset`; a file that ends before is damaged.
pub(super) fn read_whole(
    file: &dyn File,
    bytes: &mut [u8],
    offset: u64,
) -> Result<(), LedgerError> {
    match read_exact_at(file, bytes, offset) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(LedgerError::Corrupt),
        result => Ok(result?),
    }
}
