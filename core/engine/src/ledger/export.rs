//! The ledger as JSON, and the proof that an export hangs together.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::entry::{Entry, What};
use crate::digest;
use crate::json;

/// Format number of an export.
const EXPORT_FORMAT: u32 = 1;

/// An exported ledger.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerExport {
    /// Format number.
    pub format: u32,
    /// How many entries before the first are no longer kept; 0 in a whole chain.
    pub earlier: u64,
    /// Hash of the last entry, lower-case hex.
    pub head: String,
    /// The entries, each with its own hash.
    pub entries: Vec<ExportedEntry>,
}

/// An entry beside its hash.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportedEntry {
    /// SHA-256 of the entry's canonical bytes, lower-case hex.
    pub hash: String,
    /// The entry.
    pub entry: Entry,
}

/// What is wrong with an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VerifyError {
    /// It is not JSON of this shape.
    Unreadable,
    /// It was written by a newer version.
    NewerFormat(u32),
    /// It holds no entry.
    Empty,
    /// It begins with neither a genesis nor a tombstone nor a checkpoint.
    NoBeginning,
    /// The entry at this place does not follow the one before.
    Broken(usize),
    /// The entry at this place does not have the hash that stands beside it.
    Changed(usize),
    /// The last entry is not the head that the export names.
    WrongHead,
}

impl std::fmt::Display for VerifyError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable => write!(
                out,
                "this is no ledger export: it is not JSON of the documented shape. Export it again."
            ),
            Self::NewerFormat(format) => write!(
                out,
                "format {format} is newer than this tool can read ({EXPORT_FORMAT}). Use a newer one."
            ),
            Self::Empty => write!(out, "it holds no entry, so there is nothing to prove."),
            Self::NoBeginning => write!(
                out,
                "the first entry is neither genesis nor tombstone nor checkpoint: the beginning was cut off."
            ),
            Self::Broken(at) => write!(
                out,
                "entry {at} does not follow what stands before it: something was removed, added or changed."
            ),
            Self::Changed(at) => write!(
                out,
                "entry {at} does not have the hash beside it: one of the two was changed."
            ),
            Self::WrongHead => write!(
                out,
                "the last entry is not the head that the export names: its end was cut off or changed."
            ),
        }
    }
}

impl std::error::Error for VerifyError {}

/// Puts entries into an export.
pub fn export(entries: Vec<Entry>) -> LedgerExport {
    let entries: Vec<ExportedEntry> = entries
        .into_iter()
        .map(|entry| ExportedEntry {
            hash: digest::hex(&entry.hash()),
            entry,
        })
        .collect();
    let head = entries
        .last()
        .map(|last| last.hash.clone())
        .unwrap_or_default();
    let first = entries.first();
    LedgerExport {
        format: EXPORT_FORMAT,
        earlier: first.map_or(0, |first| first.entry.sequence),
        head,
        entries,
    }
}

/// What was proven of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// How many entries it holds.
    pub entries: usize,
    /// How many entries before them are no longer kept; 0 in a whole chain.
    pub earlier: u64,
}

/// Checks that an export is one unbroken chain from a genesis, a tombstone or a checkpoint.
///
/// This proves that the entries belong together and that none was changed since. It does not prove
/// who wrote them: whoever can write the whole file can write a whole chain.
///
/// # Errors
///
/// [`VerifyError`] names the first place that is wrong.
pub fn verify(bytes: &[u8]) -> Result<Verified, VerifyError> {
    let shape: Value = json::read(bytes).ok_or(VerifyError::Unreadable)?;
    let format = shape
        .get("format")
        .and_then(Value::as_u64)
        .ok_or(VerifyError::Unreadable)?;
    if format != u64::from(EXPORT_FORMAT) {
        return Err(match u32::try_from(format) {
            Ok(format) if format > EXPORT_FORMAT => VerifyError::NewerFormat(format),
            _ => VerifyError::Unreadable,
        });
    }
    let export: LedgerExport = json::read(bytes).ok_or(VerifyError::Unreadable)?;
    let first = &export.entries.first().ok_or(VerifyError::Empty)?.entry;
    let mut previous = match first.what {
        What::Genesis { .. } | What::Tombstone { .. } => digest::hex(&[0; 32]),
        What::Checkpoint(_) => first.previous.clone(),
        What::Choice { .. } | What::Limit { .. } => return Err(VerifyError::NoBeginning),
    };
    for (at, exported) in export.entries.iter().enumerate() {
        let entry = &exported.entry;
        let begins = matches!(entry.what, What::Genesis { .. } | What::Tombstone { .. });
        let follows = entry.sequence.checked_sub(export.earlier) == Some(at as u64)
            && entry.previous == previous
            && begins == (entry.sequence == 0);
        if !follows {
            return Err(VerifyError::Broken(at));
        }
        if digest::hex(&entry.hash()) != exported.hash {
            return Err(VerifyError::Changed(at));
        }
        previous.clone_from(&exported.hash);
    }
    if previous != export.head {
        return Err(VerifyError::WrongHead);
    }
    Ok(Verified {
        entries: export.entries.len(),
        earlier: export.earlier,
    })
}
