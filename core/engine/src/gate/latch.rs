//! What memory knows of one purpose: open under which generation, and until when; or closed.

use crate::ledger::Term;
use crate::ports::Millis;
use crate::sync::{AtomicI64, AtomicU64, Ordering};

/// Whether memory holds a purpose open.
#[derive(Debug, Default)]
pub(crate) struct Latch {
    /// Generation of the slot while open, 0 while closed.
    generation: AtomicU64,
    /// Where the term of its consent begins and ends.
    from: AtomicI64,
    until: AtomicI64,
}

impl Latch {
    /// The generation that memory holds open, 0 if none.
    pub(super) fn generation(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }

    /// Returns `true` while the term of the consent lasts. Reads memory only.
    pub(super) fn lasts(&self, now: Millis) -> bool {
        Term {
            from: self.from.load(Ordering::SeqCst),
            until: self.until.load(Ordering::SeqCst),
        }
        .holds(now)
    }

    /// Sets the term of the consent: before opening, and when the consent is renewed.
    pub(super) fn set_term(&self, term: Term) {
        self.from.store(term.from, Ordering::SeqCst);
        self.until.store(term.until, Ordering::SeqCst);
    }

    /// Opens it in memory; the last step of turning on.
    pub(super) fn open(&self, generation: u64) {
        self.generation.store(generation, Ordering::SeqCst);
    }

    /// Closes it in memory; the first step of turning off.
    pub(super) fn close(&self) {
        self.generation.store(0, Ordering::SeqCst);
    }
}
