//! What the person chooses, what lowers it, and what follows a turn-off.

use super::Engine;
use crate::answer::{ChoiceError, PartlyDone, Shown, TurnOnResult};
use crate::barrier;
use crate::ledger::{Limiter, State};
use crate::queue;
use crate::receipt::{CompletedReceipt, Receipt};

impl Engine {
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

    /// Writes down a no that the person gave an earlier version of the app, before Sordino was in it. An old
    /// yes is never imported.
    ///
    /// Call it with every old opt-out, as often as you like: whoever chose since then keeps that choice. `how`
    /// says where the old no stood.
    ///
    /// # Errors
    ///
    /// As for [`Engine::choose`].
    pub fn import_refusal(&self, purpose: &str, how: &str) -> Result<Vec<Receipt>, ChoiceError> {
        self.guarded(
            || Err(ChoiceError::Broken),
            |rooms| barrier::import_refusal(rooms, purpose, how),
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
                rooms.follow_transfers(rooms.world.now());
                rooms.vendors.look(&rooms.world);
                queue::keep_retention(rooms.queues());
                queue::destroy_evicted(&rooms.world);
                rooms.store_late();
                expired
            },
        )
    }
}

/// The answer of a call for one purpose.
fn first<T>(answers: Result<Vec<T>, PartlyDone<T>>) -> Result<T, ChoiceError> {
    let answers = answers.map_err(PartlyDone::why)?;
    answers.into_iter().next().ok_or(ChoiceError::StorageFailed)
}
