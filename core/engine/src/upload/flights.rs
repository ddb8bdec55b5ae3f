//! Uploads of this process that were begun and not reported, and how to stop them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::lease::Lease;
use crate::catalog::{PurposeIx, RecipientIx};
use crate::ports::Millis;
use crate::queue::{Frame, Position, Standing};
use crate::sync::{Condvar, Mutex};

/// Stops one transport call. Called from any thread, with no lock of ours held, at most once. A call of it may ask the
/// engine for anything, also for another off; a panic in it stays its own.
///
/// After it returns, a call that has not begun must not begin; one that has must end soon.
pub trait Cancel: Send + Sync {
    /// Stops it.
    fn cancel(&self);
}

/// What stops one transport call, used once: an off inside of a [`Cancel::cancel`] would call it again, and so on.
#[derive(Clone)]
pub(crate) struct Stopper(Arc<(AtomicBool, Arc<dyn Cancel>)>);

impl Stopper {
    pub(crate) fn new(cancel: Arc<dyn Cancel>) -> Self {
        Self(Arc::new((AtomicBool::new(false), cancel)))
    }

    /// Stops the call, unless that was done or is being done.
    pub(crate) fn stop(&self) {
        let (called, cancel) = &*self.0;
        if !called.swap(true, Ordering::SeqCst) {
            // An upload that was not stopped shows as such in the receipt.
            let _ = catch_unwind(AssertUnwindSafe(|| cancel.cancel()));
        }
    }
}

/// What one upload carries.
#[derive(Clone)]
pub(crate) struct Sent {
    /// Path of the segment that its records come from; the id of a request for deletion.
    pub(crate) segment: String,
    /// Behind its last record.
    pub(crate) behind: Position,
    /// The first of its records.
    pub(crate) first: Option<Frame>,
    pub(crate) records: u64,
    /// Records of the same stretch that the policy in force lets nobody have.
    pub(crate) passed_over: u64,
    pub(crate) bytes: u64,
}

/// One upload under way.
#[derive(Clone)]
pub(crate) struct Flight {
    pub(crate) id: u64,
    pub(crate) purpose: PurposeIx,
    pub(crate) recipient: RecipientIx,
    pub(crate) generation: u64,
    /// What the disk must say of it until it has ended.
    pub(crate) standing: Standing,
    pub(crate) sent: Sent,
    /// When it was begun, by the clock since boot.
    pub(crate) begun: Millis,
    /// Its row in the leases' file, and that file's folder.
    pub(crate) lease: Lease,
    pub(crate) row: usize,
    pub(crate) folder: String,
    pub(crate) stopper: Stopper,
}

#[derive(Default)]
struct State {
    next: u64,
    flights: Vec<Flight>,
    /// The last ones that were cancelled because their purpose was found off, and not yet told in a receipt.
    revoked: Vec<Flight>,
}

/// More than ever fly at once between an off's word and its receipt.
const MOST_REVOKED: usize = 64;

/// All of them.
#[derive(Default)]
pub(crate) struct Flights {
    state: Mutex<State>,
    changed: Condvar,
}

impl Flights {
    /// A number that no other upload of this process has.
    pub(crate) fn new_id(&self) -> u64 {
        let mut state = self.state.lock();
        state.next += 1;
        state.next
    }

    pub(crate) fn add(&self, flight: Flight) {
        self.state.lock().flights.push(flight);
    }

    /// Whether one recipient's upload is under way here.
    pub(crate) fn is_busy(&self, (purpose, recipient): (PurposeIx, RecipientIx)) -> bool {
        let state = self.state.lock();
        state
            .flights
            .iter()
            .any(|one| one.purpose == purpose && one.recipient == recipient)
    }

    /// Those that were begun before `begun` and never reported.
    pub(crate) fn begun_before(&self, begun: Millis) -> Vec<Flight> {
        let state = self.state.lock();
        let old = state.flights.iter().filter(|flight| flight.begun < begun);
        old.cloned().collect()
    }

    /// Ends one and returns it.
    pub(crate) fn remove(&self, id: u64) -> Option<Flight> {
        let mut state = self.state.lock();
        let at = state.flights.iter().position(|flight| flight.id == id)?;
        let flight = state.flights.swap_remove(at);
        drop(state);
        self.changed.notify_all();
        Some(flight)
    }

    /// Every one of a purpose.
    pub(crate) fn of(&self, purpose: PurposeIx) -> Vec<Flight> {
        let state = self.state.lock();
        state
            .flights
            .iter()
            .filter(|flight| flight.purpose == purpose)
            .cloned()
            .collect()
    }

    /// Notes one that was cancelled because its purpose was found off: the off's own receipt has to name it, also if it
    /// has ended by then.
    pub(crate) fn note_revoked(&self, flight: &Flight) {
        let mut state = self.state.lock();
        if state.revoked.iter().any(|noted| noted.id == flight.id) {
            return;
        }
        if state.revoked.len() >= MOST_REVOKED {
            state.revoked.remove(0);
        }
        state.revoked.push(flight.clone());
    }

    /// Takes those noted whose records lie in `folder`.
    pub(crate) fn take_revoked(&self, folder: &str) -> Vec<Flight> {
        let mut state = self.state.lock();
        let of_folder = |flight: &mut Flight| flight.folder == folder;
        state.revoked.extract_if(.., of_folder).collect()
    }

    /// Waits until none of `ids` is under way, at most `limit`; those that still are.
    pub(crate) fn wait_for(&self, ids: &[u64], limit: Duration) -> Vec<u64> {
        const STEPS: u32 = 20;
        let mut state = self.state.lock();
        for _ in 0..STEPS {
            let waiting = state.flights.iter().any(|flight| ids.contains(&flight.id));
            if !waiting || limit.is_zero() {
                break;
            }
            self.changed.wait_for(&mut state, limit / STEPS);
        }
        let flying = state.flights.iter().map(|flight| flight.id);
        flying.filter(|id| ids.contains(id)).collect()
    }
}
