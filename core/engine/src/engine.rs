//! The facade: each call goes to the room that owns what it asks, and no panic comes back.

use std::sync::Arc;

use serde_json::Value as Json;
use sordino_policy::Policy;

use crate::answer::{ChoiceError, PartlyDone, Shown, TurnOnResult};
use crate::barrier;
use crate::condition::{Condition, Counters};
use crate::crash::Trace;
use crate::decisions::Decision;
use crate::facts::{Account, Facts};
use crate::guard::Guard;
use crate::identity::Issued;
use crate::ledger::{self, Entry, LedgerExport, Limiter, State};
use crate::offer;
use crate::outcome::Outcome;
use crate::ports::Millis;
use crate::queue::{self, Queued};
use crate::receipt::{CompletedReceipt, Receipt};
use crate::record::{self, Crash, Event, Record, Refusal};
use crate::rooms::Rooms;
use crate::status::{self, PurposeNames, PurposeStatus};
use crate::upload::{Cancel, Next, NotBegun, Reply, Reported, Request, Ticket};

/// The engine. Share it; every call takes `&self` and may come from any thread.
pub struct Engine {
    pub(crate) rooms: Rooms,
    pub(crate) guard: Guard,
}

impl Engine {
    /// Runs `body`; after a panic in it, the engine is closed until it is opened again. In a forked process nothing runs:
    /// another thread may have held any lock at that moment, and no lock of memory would ever be released.
    pub(crate) fn guarded<T>(
        &self,
        broken: impl FnOnce() -> T,
        body: impl FnOnce(&Rooms) -> T,
    ) -> T {
        if self.rooms.world.is_forked() {
            return broken();
        }
        let result = self.guard.run(
            || body(&self.rooms),
            || {
                self.rooms.gate.close_all();
                self.rooms.world.counting.panicked();
            },
        );
        result.unwrap_or_else(broken)
    }

    /// The policy in force.
    pub fn policy(&self) -> &Policy {
        self.rooms.world.policy()
    }

    /// Tries again what failed at opening: the key store may be unlocked by now.
    pub fn retry(&self) -> Condition {
        self.guarded(
            || Condition {
                broken: true,
                ..Condition::default()
            },
            |rooms| {
                let was_ready = rooms.consent.standings().choices.is_some();
                let condition = rooms.retry();
                if !was_ready {
                    barrier::follow_opening(rooms);
                }
                condition
            },
        )
    }

    // ---- Records

    /// Offers an event.
    ///
    /// What the policy does not list is dropped, the rest is minimised for each recipient, sealed
    /// and stored before this returns. No network, no unbounded work, no panic.
    ///
    /// It waits at most 5 ms for locks. Where one is still held then, the minimised record waits in
    /// memory, is answered [`Outcome::HeldInMemory`], and is stored by a later call
    /// ([`Engine::store_late`]); beyond 256 kB it is refused as [`Refusal::Busy`]. How long the disk
    /// takes is the disk's.
    pub fn record(&self, event: &Event<'_>) -> Outcome {
        self.guarded(
            || Outcome::Refused(Refusal::Broken),
            |rooms| match record::purpose_of(&rooms.world.catalog, event) {
                Ok((_, at)) => {
                    let now = rooms.world.now();
                    rooms.look_again_if_closed(at, now);
                    let outcome = offer::event(rooms, at, now, event);
                    rooms.keep_few_open(at);
                    outcome
                }
                Err(refusal) => offer::unknown(rooms, event.name, refusal),
            },
        )
    }

    /// Stores what waits in memory because somebody else held a lock. Returns `true` if nothing waits any
    /// more.
    ///
    /// The next record, upload or [`Engine::refresh`] does it too. Call it off the main thread soon after
    /// a record was answered [`Outcome::HeldInMemory`], and before the process may be stopped: it waits for the holder of
    /// the lock, two seconds at most.
    pub fn store_late(&self) -> bool {
        self.guarded(|| true, Rooms::store_late_in_time)
    }

    /// Offers a crash report. It waits at most 50 ms for locks.
    ///
    /// The outcomes, one for each purpose of crash reports in the policy.
    pub fn crash(&self, crash: &Crash<'_>) -> Vec<Outcome> {
        self.for_each_crash_purpose(|at| record::crash(at, crash))
    }

    /// Offers an error or panic of the app's own Rust code, which its client has parsed already.
    pub fn crash_trace(&self, trace: &Trace, happened: Option<Millis>) -> Vec<Outcome> {
        self.for_each_crash_purpose(|at| record::from_trace(at, trace.clone(), happened))
    }

    fn for_each_crash_purpose(
        &self,
        record: impl Fn(crate::catalog::PurposeIx) -> Result<Record<'static>, Refusal>,
    ) -> Vec<Outcome> {
        let offer = |at| {
            self.guarded(
                || Outcome::Refused(Refusal::Broken),
                |rooms| {
                    let now = rooms.world.now();
                    rooms.look_again_if_closed(at, now);
                    offer::crash(rooms, at, now, || record(at))
                },
            )
        };
        let purposes = self.rooms.world.catalog.crash_purposes();
        purposes.map(offer).collect()
    }

    /// Returns the ids under which an accepted record is sent: recipient and message id.
    ///
    /// They differ per recipient, so that they join nothing, and stay the same over retries.
    pub fn message_ids(&self, accepted: &crate::outcome::Accepted) -> Vec<(String, String)> {
        let catalog = &self.rooms.world.catalog;
        let frames = accepted.frames.iter();
        frames
            .map(|(at, frame)| (catalog.recipient(*at).id.clone(), frame.message_id()))
            .collect()
    }

    // ---- Who is signed in

    /// Tells who signed in. The account's ids and `values` (name, e-mail, telephone …) are searched for
    /// in free text until sign-out. `values` stay in memory; they are ignored without
    /// [`Options::scrub_known_values`](crate::Options::scrub_known_values).
    ///
    /// Recipients of open event purposes that know the notion get an `identify` with pseudonyms.
    pub fn sign_in(&self, account: Account, values: &[String]) {
        self.guarded(
            || (),
            |rooms| {
                rooms.sign_in(account, values);
                offer::identify(rooms);
            },
        );
    }

    /// Forgets who was signed in. What is queued keeps its pseudonyms; new records carry none.
    pub fn sign_out(&self) {
        self.guarded(|| (), |rooms| rooms.people.signed_in.sign_out());
    }

    /// Replaces what is known about app and device, as when the locale changes.
    pub fn set_facts(&self, facts: Facts) {
        self.guarded(
            || (),
            |rooms| {
                rooms.people.signed_in.set_facts(facts);
                rooms.keep_ids();
            },
        );
    }

    // ---- Choices

    /// Turns a purpose on: writes the person's yes, then opens it if nobody else forbids it.
    ///
    /// It begins a new identity: pseudonyms of before cannot be computed again.
    ///
    /// # Errors
    ///
    /// [`ChoiceError`]; nothing is open then that was not.
    pub fn turn_on(&self, purpose: &str, shown: Shown<'_>) -> Result<TurnOnResult, ChoiceError> {
        first(self.turn_on_each(&[purpose], shown))
    }

    /// The same for several purposes. An answer for each, in their order; every one is tried.
    ///
    /// # Errors
    ///
    /// [`PartlyDone`] if one could not be turned on, with the answers for the others.
    pub fn turn_on_each(
        &self,
        purposes: &[&str],
        shown: Shown<'_>,
    ) -> Result<Vec<TurnOnResult>, PartlyDone<TurnOnResult>> {
        self.guarded(
            || Err(PartlyDone::broken(purposes)),
            |rooms| barrier::turn_on(rooms, purposes, shown),
        )
    }

    /// Turns a purpose off. When this returns, "off" is on disk; no transport call of ours can
    /// begin for it, one under way is cancelled; Sordino can no longer read what was queued. Nobody
    /// can once the completed receipt says [`crate::receipt::Erasure::VaultReplaced`].
    ///
    /// Call [`Engine::complete`] with the receipt afterwards, on any thread.
    ///
    /// # Errors
    ///
    /// [`ChoiceError::ClosedUntilRestart`] if nothing at all could be written;
    /// [`ChoiceError::UnknownPurpose`].
    pub fn turn_off(&self, purpose: &str, shown: Shown<'_>) -> Result<Receipt, ChoiceError> {
        first(self.turn_off_each(&[purpose], shown))
    }

    /// The same for several purposes. Every one is tried; a receipt for each, and for what was found to
    /// have run out besides.
    ///
    /// # Errors
    ///
    /// [`PartlyDone`] if one could not be turned off. It carries the receipts of the others: complete
    /// them.
    pub fn turn_off_each(
        &self,
        purposes: &[&str],
        shown: Shown<'_>,
    ) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
        let catalog = &self.rooms.world.catalog;
        for at in purposes.iter().filter_map(|id| catalog.place_of(id)) {
            // Also after a failure inside, and before anything that could fail.
            self.rooms.gate.close(at);
        }
        self.guarded(
            || Err(PartlyDone::broken(purposes)),
            |rooms| barrier::turn_off(rooms, purposes, shown),
        )
    }

    /// Completes a turn-off: replaces the vault key and rewraps the other slots, overwrites and
    /// removes the files, tells each vendor's SDK and asks it back.
    ///
    /// Takes as long as files and vendors take; call it off the main thread. Calling it again later
    /// completes what was pending.
    pub fn complete(&self, receipt: &Receipt) -> CompletedReceipt {
        // Outside of everything: what a vendor does is its own, also after a failure of ours.
        let vendors = match self.rooms.world.is_forked() {
            true => Vec::new(),
            false => self.rooms.ask_vendors_back(&receipt.purpose),
        };
        self.guarded(
            || CompletedReceipt {
                receipt: receipt.clone(),
                erasure: receipt.erasure,
                files_gone: false,
                vendors: vendors.clone(),
            },
            |rooms| {
                let completed = barrier::complete(rooms, receipt, vendors.clone());
                rooms.store_late();
                completed
            },
        )
    }

    /// Returns the receipts that nobody was given: for what a term, the policy or a limit closed while the engine was
    /// opened, and for turn-offs of before whose vendors have not confirmed them. Each is returned once; hand it to
    /// [`Engine::complete`].
    pub fn unfinished(&self) -> Vec<Receipt> {
        self.guarded(Vec::new, barrier::take_unfinished)
    }

    /// Removes what earlier turn-offs left; call it once after opening, off the main thread.
    ///
    /// Whether nothing is left.
    pub fn tidy(&self) -> bool {
        self.guarded(
            || false,
            |rooms| {
                let tidied = barrier::tidy(rooms);
                rooms.store_late();
                tidied
            },
        )
    }

    /// Writes a state that neither opens by consent nor withdraws one: the question was shown, put
    /// off, answered with no; or, for legitimate interest, told or objected to.
    ///
    /// # Errors
    ///
    /// [`ChoiceError::NotAChoice`] for any other state.
    pub fn choose(
        &self,
        purpose: &str,
        state: State,
        shown: Shown<'_>,
    ) -> Result<Vec<Receipt>, ChoiceError> {
        self.choose_each(&[purpose], state, shown)
            .map_err(PartlyDone::why)
    }

    /// The same for several purposes. Every one is tried; a receipt for each that this closed.
    ///
    /// # Errors
    ///
    /// [`PartlyDone`] if it could not be written for one, with the receipts of the others.
    pub fn choose_each(
        &self,
        purposes: &[&str],
        state: State,
        shown: Shown<'_>,
    ) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
        self.guarded(
            || Err(PartlyDone::broken(purposes)),
            |rooms| barrier::choose(rooms, purposes, state, shown),
        )
    }

    /// Tells what somebody else allows or forbids: for one purpose, or for all.
    ///
    /// It can only lower: what the person did not open stays closed. A receipt for each purpose
    /// that this closed.
    ///
    /// # Errors
    ///
    /// [`ChoiceError`]; tell it again then. What it closed before it failed stays closed.
    pub fn limit(
        &self,
        limiter: Limiter,
        purpose: Option<&str>,
        allows: bool,
    ) -> Result<Vec<Receipt>, ChoiceError> {
        let one = purpose.map(|purpose| [purpose]);
        self.limit_each(limiter, one.as_ref().map(<[&str; 1]>::as_slice), allows)
            .map_err(PartlyDone::why)
    }

    /// The same for several purposes, or for all with `None`.
    ///
    /// # Errors
    ///
    /// [`PartlyDone`] if it could not be written for one, with the receipts of the others.
    pub fn limit_each(
        &self,
        limiter: Limiter,
        purposes: Option<&[&str]>,
        allows: bool,
    ) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
        self.guarded(
            || Err(PartlyDone::broken(purposes.unwrap_or(&[""]))),
            |rooms| barrier::limit(rooms, limiter, purposes, allows),
        )
    }

    /// Closes what ran out since, and removes queued records that are over their retention; call it when the
    /// app comes to the front. Every purpose that ran out is tried.
    ///
    /// # Errors
    ///
    /// [`PartlyDone`] if one could not be closed, with the receipts of the others.
    pub fn expire(&self) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
        self.guarded(
            || Err(PartlyDone::broken(&[""])),
            |rooms| {
                let expired = barrier::expire(rooms);
                queue::keep_retention(rooms.queues());
                queue::destroy_evicted(&rooms.world);
                rooms.store_late();
                expired
            },
        )
    }

    /// Erases what is queued, every identity, and the ledger's chain with its key.
    ///
    /// A new chain begins with a tombstone: the date, the head of the old chain, refusals as purpose and
    /// state, and who forbids which purpose, so that nobody is asked again whose answer was no and no limit is
    /// lifted by it. It needs no free space. Pseudonyms that were
    /// given out stay, sealed, until the recipients' retention ends, or deletion there could not be
    /// asked for any more. A receipt for each purpose that was open; complete them as after a
    /// turn-off.
    ///
    /// # Errors
    ///
    /// [`PartlyDone`] if not all could be erased, with the receipts of what was closed. The empty id stands for
    /// the chain of the ledger. What was closed stays closed.
    pub fn erase(&self) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
        self.guarded(|| Err(PartlyDone::broken(&[""])), barrier::erase)
    }

    // ---- How everything stands

    /// How a purpose stands; `None` if the policy has no such purpose. Waits for nothing.
    pub fn status(&self, purpose: &str) -> Option<PurposeStatus> {
        let at = self.rooms.world.catalog.place_of(purpose)?;
        let closed = || PurposeStatus::unknown(purpose);
        Some(self.guarded(closed, |rooms| status::status(rooms, at)))
    }

    /// How every purpose stands, in the policy's order. Waits for nothing.
    pub fn statuses(&self) -> Vec<PurposeStatus> {
        let purposes = self.policy().purposes.iter();
        purposes
            .filter_map(|purpose| self.status(&purpose.id))
            .collect()
    }

    /// The purposes of the policy, each with its kind and the names of its events.
    pub fn purposes(&self) -> Vec<PurposeNames> {
        status::purposes(&self.rooms.world.catalog)
    }

    /// Takes over what other processes changed, and asks the key store where that needs a key; call it off
    /// the main thread, once a second while records are refused as closed or while somebody watches how
    /// purposes stand. Does nothing while a choice is under way. Whether it could look: if not,
    /// memory is as old as before.
    pub fn refresh(&self) -> bool {
        self.guarded(
            || false,
            |rooms| {
                let looked = rooms.refresh();
                barrier::follow_reading(rooms);
                rooms.tell_vendors();
                rooms.catch_up();
                queue::destroy_evicted(&rooms.world);
                looked
            },
        )
    }

    /// How the engine is, and what it found when it was opened.
    pub fn condition(&self) -> Condition {
        match self.guard.is_broken() || self.rooms.world.is_forked() {
            true => Condition {
                broken: true,
                ..Condition::default()
            },
            false => self.rooms.consent.standings().condition.clone(),
        }
    }

    /// What was counted since the engine was opened; nothing in a forked process.
    pub fn counters(&self) -> Counters {
        if self.rooms.world.is_forked() {
            return Counters::default();
        }
        Counters {
            foreign: self.rooms.world.files().foreign(),
            ..self.rooms.world.counting.counters()
        }
    }

    /// Returns the last decisions about records, a hundred at most, oldest first; none unless
    /// [`Options::keep_decisions`](crate::Options::keep_decisions) is set.
    ///
    /// They are in memory only and never sent. What was stored for a purpose is told while the purpose is open: an off
    /// destroys it. A refused record is told by its name and the reason.
    pub fn recent_decisions(&self) -> Vec<Decision> {
        self.guarded(Vec::new, Rooms::recent_decisions)
    }

    // ---- Uploads

    /// What to do about uploads now. Reads folders, opens nothing.
    pub fn next_upload(&self) -> Next {
        self.guarded(
            || Next::Idle,
            |rooms| {
                rooms.store_late();
                queue::destroy_evicted(&rooms.world);
                rooms.uploads.next(rooms.queues())
            },
        )
    }

    /// Begins an upload: checks the generation on disk, and gives the request in memory only.
    ///
    /// `cancel` is registered before; a turn-off calls it. Once it was called, the transport must
    /// not begin.
    ///
    /// # Errors
    ///
    /// [`NotBegun`]; ask for the next one then.
    pub fn begin(&self, ticket: Ticket, cancel: Arc<dyn Cancel>) -> Result<Request, NotBegun> {
        self.guarded(
            || Err(NotBegun::Broken),
            |rooms| {
                let begun = rooms.uploads.begin(rooms.queues(), &ticket, cancel);
                rooms.store_late();
                begun
            },
        )
    }

    /// Reports what came of a request; keeps, drops or erases its records.
    pub fn report(&self, id: u64, reply: &Reply) -> Reported {
        self.guarded(
            || Reported::Unknown,
            |rooms| {
                let reported = rooms.uploads.report(rooms.queues(), id, reply);
                rooms.store_late();
                reported
            },
        )
    }

    /// Gives other processes a sign of life for the uploads under way, and cancels those whose purpose
    /// another process turned off, whose consent ran out, or that another process may have begun meanwhile
    /// because this one was stopped for a minute. Call it once a second while one is under way, before a
    /// transport connects, and again before it writes.
    pub fn stop_revoked(&self) {
        self.guarded(|| (), |rooms| rooms.uploads.stop_revoked(rooms.queues()));
    }

    /// What waits, by purpose and recipient.
    pub fn queued(&self) -> Vec<Queued> {
        self.guarded(Vec::new, |rooms| queue::queued(rooms.queues()))
    }

    /// Returns recipient and message id of every record that waits, oldest first. Reads the whole queue.
    pub fn queued_ids(&self) -> Vec<(String, String)> {
        self.guarded(Vec::new, |rooms| queue::queued_ids(rooms.queues()))
    }

    // ---- Handing out

    /// Every choice that is kept, for the person and for whoever must verify it.
    ///
    /// `sordino verify` proves that an export hangs together.
    ///
    /// # Errors
    ///
    /// [`ChoiceError::NotReady`] or [`ChoiceError::StorageFailed`].
    pub fn export_ledger(&self) -> Result<LedgerExport, ChoiceError> {
        self.entries().map(ledger::export)
    }

    /// The same choices as a record of consent in DPV JSON-LD (ISO/IEC TS 27560).
    ///
    /// # Errors
    ///
    /// As for [`Engine::export_ledger`].
    pub fn consent_record(&self) -> Result<Json, ChoiceError> {
        let entries = self.entries()?;
        Ok(ledger::consent_record(self.policy(), &entries))
    }

    fn entries(&self) -> Result<Vec<Entry>, ChoiceError> {
        self.guarded(|| Err(ChoiceError::Broken), Rooms::entries)
    }

    /// Every pseudonym of the person or the device that a recipient may still hold data under.
    ///
    /// # Errors
    ///
    /// As for [`Engine::export_ledger`].
    pub fn issued(&self) -> Result<Vec<Issued>, ChoiceError> {
        self.guarded(|| Err(ChoiceError::Broken), Rooms::issued)
    }
}

/// The answer of a call for one purpose.
fn first<T>(answers: Result<Vec<T>, PartlyDone<T>>) -> Result<T, ChoiceError> {
    let answers = answers.map_err(PartlyDone::why)?;
    answers.into_iter().next().ok_or(ChoiceError::StorageFailed)
}
