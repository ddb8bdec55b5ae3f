//! Stage 2: a [`Record`] whose purpose is open at this moment becomes [`Permitted`].
//!
//! Memory answers "off" at once. "On" is what memory last knew: the permit carries the generation
//! of the vault's slot, and the queue compares it with the disk at the moment of effect.

use crate::ports::Millis;
use crate::record::{Record, Refusal};
use crate::sync::{AtomicI64, AtomicU64, Ordering};

/// "Off" may be answered from memory for this long while another process turned it on.
const RECHECK_AFTER: Millis = 1000;

/// What memory knows of one purpose.
#[derive(Debug, Default)]
pub(crate) struct Door {
    /// Generation of the slot while open, 0 while closed.
    generation: AtomicU64,
    /// When the disk was last asked.
    asked: AtomicI64,
}

impl Door {
    /// The generation that memory holds open, 0 if none.
    pub(crate) fn generation(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }

    /// Opens it in memory; the last step of turning on.
    pub(crate) fn open(&self, generation: u64) {
        self.generation.store(generation, Ordering::SeqCst);
    }

    /// Closes it in memory; the first step of turning off.
    pub(crate) fn close(&self) {
        self.generation.store(0, Ordering::SeqCst);
    }

    /// Whether it is time to ask the disk if another process opened it. True for one caller.
    pub(crate) fn should_ask(&self, now: Millis) -> bool {
        let asked = self.asked.load(Ordering::Relaxed);
        // A clock set back must not silence the question.
        let due = now >= asked.saturating_add(RECHECK_AFTER) || now < asked;
        due && self
            .asked
            .compare_exchange(asked, now, Ordering::Relaxed, Ordering::Relaxed)
            .is_ok()
    }

    /// The disk could not be asked: the next record tries again.
    pub(crate) fn ask_again(&self) {
        self.asked.store(0, Ordering::Relaxed);
    }
}

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
pub(crate) fn admit<'a>(record: Record<'a>, door: &Door) -> Result<Permitted<'a>, Refusal> {
    Ok(Permitted {
        record,
        permit: permit(door).ok_or(Refusal::Closed)?,
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
pub(crate) fn permit(door: &Door) -> Option<Permit> {
    match door.generation() {
        0 => None,
        generation => Some(Permit { generation }),
    }
}
