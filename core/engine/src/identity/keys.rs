//! The keys of pseudonyms, one row a recipient, in the folder of their slot's generation.
//!
//! A new epoch overwrites its row in place, so that pseudonyms of the one before cannot be computed
//! again. An epoch ends when it has lasted its length by the clock; a clock that was set back
//! starts it over rather than ending it, so that its number never goes back.

use std::io;

use sordino_policy::Epoch;
use zeroize::Zeroizing;

use super::pseudonym::PseudonymKey;
use crate::digest;
use crate::misplaced::open_file;
use crate::ports::{DAY, File, Files, Millis, Mode, Random, read_exact_at, write_all_at};
use crate::seal::{KEY_BYTES, Sealer, new_secret};

const TAG: usize = 16;
/// Epoch number, when it began, the key.
const CONTENT_BYTES: usize = 4 + 8 + KEY_BYTES;
const ROW_BYTES: usize = TAG + 12 + CONTENT_BYTES + 16;
/// As many as a policy may have recipients.
const MAX_ROWS: usize = 128;

/// Why no pseudonym could be made; the record is refused then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IdentityError;

impl From<io::Error> for IdentityError {
    fn from(_: io::Error) -> Self {
        Self
    }
}

/// One recipient's key and how long it lives.
#[derive(Clone)]
pub(crate) struct EpochKey {
    pub(crate) number: u32,
    began: Millis,
    secret: Zeroizing<[u8; KEY_BYTES]>,
    pub(crate) key: PseudonymKey,
}

impl EpochKey {
    /// Whether it still holds at `now`.
    pub(crate) fn holds(&self, length: Epoch, now: Millis) -> bool {
        match length {
            Epoch::UntilWithdrawal => true,
            Epoch::Days(days) => {
                let age = now.saturating_sub(self.began);
                (-DAY..Millis::from(days) * DAY).contains(&age)
            }
        }
    }
}

/// All keys of one slot.
pub(crate) struct IdentityKeys {
    file: Box<dyn File>,
    sealer: Sealer,
    place: [u8; 16],
}

impl IdentityKeys {
    /// Opens, or begins, the keys of a slot. `place` names slot and generation.
    pub(crate) fn open(
        files: &dyn Files,
        path: &str,
        secret: &[u8; KEY_BYTES],
        place: [u8; 16],
    ) -> Result<Self, IdentityError> {
        let file = open_file(files, path, Mode::Create)?;
        Ok(Self {
            file,
            sealer: Sealer::new(secret),
            place,
        })
    }

    /// The key of a recipient at `now`: the one on disk, or a new one of the next epoch. Only the `confirmed` time
    /// ends an epoch.
    ///
    /// The caller holds the lock over all processes, so that two never begin one epoch.
    pub(crate) fn current(
        &self,
        random: &dyn Random,
        recipient: &str,
        length: Epoch,
        (now, confirmed): (Millis, Millis),
    ) -> Result<EpochKey, IdentityError> {
        let tag = digest::tag(&[b"recipient", recipient.as_bytes()]);
        let (offset, found) = self.find(tag)?;
        let next = match found {
            Some(key) if key.holds(length, now) || key.holds(length, confirmed) => return Ok(key),
            Some(key) if confirmed < key.began => EpochKey {
                began: confirmed,
                ..key
            },
            Some(key) => self.fresh(random, key.number.saturating_add(1), confirmed)?,
            None => self.fresh(random, 0, confirmed)?,
        };
        self.write(random, offset, tag, &next)?;
        Ok(next)
    }

    /// Keeps a key that was made before the person chose.
    pub(crate) fn adopt(
        &self,
        random: &dyn Random,
        recipient: &str,
        key: &EpochKey,
    ) -> Result<(), IdentityError> {
        let tag = digest::tag(&[b"recipient", recipient.as_bytes()]);
        let (offset, _) = self.find(tag)?;
        self.write(random, offset, tag, key)
    }

    /// A key that lives in memory only, until the person chooses.
    pub(crate) fn provisional(random: &dyn Random, now: Millis) -> Result<EpochKey, IdentityError> {
        let secret = new_secret(random).map_err(|_| IdentityError)?;
        Ok(EpochKey {
            number: 0,
            began: now,
            key: PseudonymKey::new(&secret),
            secret,
        })
    }

    fn fresh(
        &self,
        random: &dyn Random,
        number: u32,
        now: Millis,
    ) -> Result<EpochKey, IdentityError> {
        Ok(EpochKey {
            number,
            ..Self::provisional(random, now)?
        })
    }

    /// Where a recipient's row is or may be, and its key if it opens.
    fn find(&self, tag: [u8; 16]) -> Result<(u64, Option<EpochKey>), IdentityError> {
        let rows = usize::try_from(self.file.len()?).map_err(|_| IdentityError)? / ROW_BYTES;
        for row in 0..rows.min(MAX_ROWS) {
            let offset = (row * ROW_BYTES) as u64;
            let mut bytes = [0; ROW_BYTES];
            read_exact_at(&*self.file, &mut bytes, offset)?;
            if bytes[..TAG] == tag {
                return Ok((offset, self.read(&bytes)));
            }
        }
        match rows {
            ..MAX_ROWS => Ok(((rows * ROW_BYTES) as u64, None)),
            _ => Err(IdentityError),
        }
    }

    fn read(&self, row: &[u8; ROW_BYTES]) -> Option<EpochKey> {
        let content = self
            .sealer
            .open_boxed(&self.bound_to(&row[..TAG]), &row[TAG..])
            .ok()?;
        let content: &[u8; CONTENT_BYTES] = content.as_slice().try_into().ok()?;
        let (number, rest) = content.split_first_chunk::<4>()?;
        let (began, key) = rest.split_first_chunk::<8>()?;
        let mut secret = Zeroizing::new([0; KEY_BYTES]);
        secret.copy_from_slice(key);
        Some(EpochKey {
            number: u32::from_le_bytes(*number),
            began: i64::from_le_bytes(*began),
            key: PseudonymKey::new(&secret),
            secret,
        })
    }

    fn write(
        &self,
        random: &dyn Random,
        offset: u64,
        tag: [u8; 16],
        key: &EpochKey,
    ) -> Result<(), IdentityError> {
        let mut content = Zeroizing::new([0; CONTENT_BYTES]);
        content[..4].copy_from_slice(&key.number.to_le_bytes());
        content[4..12].copy_from_slice(&key.began.to_le_bytes());
        content[12..].copy_from_slice(&*key.secret);
        let sealed = self
            .sealer
            .seal_boxed(random, &self.bound_to(&tag), &*content)
            .map_err(|_| IdentityError)?;
        let mut row = tag.to_vec();
        row.extend_from_slice(&sealed);
        Ok(write_all_at(&*self.file, &row, offset)?)
    }

    fn bound_to(&self, tag: &[u8]) -> Vec<u8> {
        [b"sordino identity 1".as_slice(), &self.place, tag].concat()
    }
}
