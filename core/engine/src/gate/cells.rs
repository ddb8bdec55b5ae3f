//! What memory knows of every purpose: its latch, its work, and whether it is kept shut.

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::latch::Latch;
use super::permit::{Permit, Permitted, admit, permit};
use crate::catalog::PurposeIx;
use crate::ledger::Term;
use crate::ports::Millis;
use crate::record::{Record, Refusal};
use crate::sync::{Mutex, MutexGuard, Ordering};

/// What an open purpose works with, as far as the gate must know it.
pub(crate) trait Work {
    /// The generation of the slot that it works under.
    fn generation(&self) -> u64;

    /// Returns `true` while the disk holds that generation, and nobody turned it off since.
    fn is_open_on_disk(&self) -> bool;

    /// Whether the files that it works with are still where every other process finds them. Looks once a second.
    fn is_in_place(&self, now: Millis) -> bool;
}

struct Cell<W> {
    latch: Latch,
    work: Mutex<Option<W>>,
    /// An off that could not be made durable: this process keeps it closed, whatever the disk says.
    shut: AtomicBool,
    /// Whether the call that shut it ended without a durable off.
    unsaved: AtomicBool,
}

/// One cell for each purpose.
pub(crate) struct Gate<W> {
    cells: Vec<Cell<W>>,
}

impl<W: Work> Gate<W> {
    /// Everything is closed.
    pub(crate) fn new(purposes: usize) -> Self {
        let cell = |_| Cell {
            latch: Latch::default(),
            work: Mutex::new(None),
            shut: AtomicBool::new(false),
            unsaved: AtomicBool::new(false),
        };
        Self {
            cells: (0..purposes).map(cell).collect(),
        }
    }

    fn cell(&self, at: PurposeIx) -> &Cell<W> {
        &self.cells[at.index()]
    }

    /// Returns `true` if memory holds a purpose open and its consent has not run out. Waits for nothing.
    pub(crate) fn is_open(&self, at: PurposeIx, now: Millis) -> bool {
        self.generation(at) != 0 && self.lasts(at, now)
    }

    /// Returns `true` until a purpose's consent runs out. Waits for nothing.
    pub(crate) fn lasts(&self, at: PurposeIx, now: Millis) -> bool {
        self.cell(at).latch.lasts(now)
    }

    /// The generation that memory holds open, 0 if none.
    pub(crate) fn generation(&self, at: PurposeIx) -> u64 {
        self.cell(at).latch.generation()
    }

    /// A purpose's work, for as long as the guard lives.
    pub(crate) fn work(&self, at: PurposeIx) -> MutexGuard<'_, Option<W>> {
        self.cell(at).work.lock()
    }

    /// The same, if it is to be had within `limit`.
    pub(crate) fn work_within(
        &self,
        at: PurposeIx,
        limit: Duration,
    ) -> Option<MutexGuard<'_, Option<W>>> {
        self.cell(at).work.try_lock_for(limit)
    }

    /// The same, if nobody else works with it at this moment.
    pub(crate) fn work_at_once(&self, at: PurposeIx) -> Option<MutexGuard<'_, Option<W>>> {
        self.work_within(at, Duration::ZERO)
    }

    /// The purpose's work, if the disk still holds its generation at this moment and its consent has
    /// not run out.
    pub(crate) fn checked<'w>(
        &self,
        at: PurposeIx,
        now: Millis,
        work: &'w mut MutexGuard<'_, Option<W>>,
    ) -> Result<&'w mut W, Refusal> {
        let stands = |work: &W| work.is_open_on_disk() && work.is_in_place(now);
        if !work.as_ref().is_some_and(stands) {
            self.close(at);
            **work = None;
            return Err(Refusal::Closed);
        }
        // The work stays: whoever writes the expiry down counts what waited.
        if !self.cell(at).latch.lasts(now) {
            return Err(Refusal::Closed);
        }
        work.as_mut().ok_or(Refusal::Closed)
    }

    /// Lets a record through if its purpose is open.
    pub(crate) fn admit<'a>(
        &self,
        record: Record<'a>,
        now: Millis,
    ) -> Result<Permitted<'a>, Refusal> {
        let at = record.purpose();
        admit(record, &self.cell(at).latch, now)
    }

    /// A fresh permit for what is read back from disk.
    pub(crate) fn permit(&self, at: PurposeIx, now: Millis) -> Option<Permit> {
        permit(&self.cell(at).latch, now)
    }

    /// Sets until when a purpose's consent lasts; before it is opened, and when it is renewed.
    pub(crate) fn set_term(&self, at: PurposeIx, term: Term) {
        self.cell(at).latch.set_term(term);
    }

    /// Hands a purpose what it works with; the last step of opening it. Not one that is kept shut.
    pub(crate) fn open(&self, at: PurposeIx, work: W) {
        let cell = self.cell(at);
        if cell.shut.load(Ordering::SeqCst) {
            return self.close(at);
        }
        let generation = work.generation();
        *cell.work.lock() = Some(work);
        cell.latch.open(generation);
    }

    /// Closes a purpose in memory; the first step of turning off. Its work stays where it is.
    pub(crate) fn close(&self, at: PurposeIx) {
        self.cell(at).latch.close();
    }

    /// Closes everything in memory.
    pub(crate) fn close_all(&self) {
        for cell in &self.cells {
            cell.latch.close();
        }
    }

    /// Closes a purpose and takes its work; waits for a record that is just being stored.
    pub(crate) fn take(&self, at: PurposeIx) -> Option<W> {
        self.close(at);
        self.work(at).take()
    }

    /// Keeps a purpose closed in this process, or no longer.
    pub(crate) fn keep_shut(&self, at: PurposeIx, shut: bool) {
        self.cell(at).shut.store(shut, Ordering::SeqCst);
        self.cell(at).unsaved.store(false, Ordering::SeqCst);
    }

    /// The call that was to make an off durable is over: if the purpose is still kept shut, the off was not saved.
    pub(crate) fn end_off(&self, at: PurposeIx) {
        let is_shut = self.is_kept_shut(at);
        self.cell(at).unsaved.store(is_shut, Ordering::SeqCst);
    }

    /// Returns `true` if this process alone keeps a purpose closed, because its off could not be saved.
    pub(crate) fn is_unsaved(&self, at: PurposeIx) -> bool {
        self.cell(at).unsaved.load(Ordering::SeqCst)
    }

    /// Whether this process keeps a purpose closed.
    pub(crate) fn is_kept_shut(&self, at: PurposeIx) -> bool {
        self.cell(at).shut.load(Ordering::SeqCst)
    }
}
