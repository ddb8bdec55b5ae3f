//! A [`Record`] whose purpose is open at this moment becomes [`Permitted`].

use super::latch::Latch;
use crate::ports::Millis;
use crate::record::{Record, Refusal};

/// That a purpose was open under this generation of its slot.
///
/// It proves "passed once", not "allowed now": the queue and the upload compare the generation with
/// the disk when they act. Moved, never cloned.
#[derive(Debug)]
pub struct Permit {
    generation: u64,
}

impl Permit {
    /// The generation to compare.
    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }

    /// The same permit for one more recipient of the same record.
    pub(crate) fn for_another_recipient(&self) -> Self {
        Self {
            generation: self.generation,
        }
    }
}

/// A record whose purpose is open.
///
/// Only this module makes one, so that no later stage is reached without asking.
///
/// ```compile_fail
/// fn skip(record: sordino_engine::record::Record<'_>) -> sordino_engine::gate::Permitted<'_> {
///     sordino_engine::gate::Permitted { record, permit: todo!() }
/// }
/// ```
#[derive(Debug)]
pub struct Permitted<'a> {
    record: Record<'a>,
    permit: Permit,
}

impl<'a> Permitted<'a> {
    /// The record and its permit, for the next stage.
    pub(crate) fn into_parts(self) -> (Record<'a>, Permit) {
        (self.record, self.permit)
    }
}

/// Lets `record` through if its purpose is open.
///
/// The record is dropped on refusal: it is not stored, logged or returned.
pub(super) fn admit<'a>(
    record: Record<'a>,
    latch: &Latch,
    now: Millis,
) -> Result<Permitted<'a>, Refusal> {
    Ok(Permitted {
        record,
        permit: permit(latch, now).ok_or(Refusal::Closed)?,
    })
}

/// Lets a record be minimised before the person chose, for the slot of a sealed hold or, with
/// generation 0, for none: no slot ever has it. It must pass the gate again before it is queued.
pub(crate) fn admit_provisionally(record: Record<'_>, generation: u64) -> Permitted<'_> {
    Permitted {
        record,
        permit: Permit { generation },
    }
}

/// A fresh permit for what is read back from disk.
pub(super) fn permit(latch: &Latch, now: Millis) -> Option<Permit> {
    match latch.generation() {
        0 => None,
        _ if !latch.lasts(now) => None,
        generation => Some(Permit { generation }),
    }
}
