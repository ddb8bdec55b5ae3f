//! What the person may have and have destroyed.

use serde_json::Value as Json;

use super::Engine;
use crate::answer::{ChoiceError, PartlyDone};
use crate::identity::Issued;
use crate::ledger::{self, Entry, LedgerExport};
use crate::progress::Deletion;
use crate::receipt::Receipt;
use crate::rights::{self, Addressee, Ticket as RightsTicket, TicketKind};
use crate::rooms::Rooms;

impl Engine {
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
        self.guarded(|| Err(PartlyDone::broken(&[""])), rights::erase)
    }

    /// Forgets the person whose account was deleted, then erases as [`Engine::erase`] does. The tombstone holds the day by
    /// which the controller's backups must be gone. A receipt for each purpose that was open.
    ///
    /// Push tokens are deleted by their gates, which hear that every purpose is closed.
    ///
    /// # Errors
    ///
    /// As for [`Engine::erase`].
    pub fn account_deleted(&self) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
        self.guarded(|| Err(PartlyDone::broken(&[""])), rights::account_deleted)
    }

    /// Asks the controller to delete what recipients hold under the pseudonyms of this install (GDPR Art. 17 and 19).
    ///
    /// Once this returns, the request is owed on the disk. It outlives a turn-off and [`Engine::erase`], so it may be asked
    /// for before either of them. It leaves by [`Engine::next_upload`] as any upload, to the policy's recipient of kind
    /// `rights` alone, and names every pseudonym that was given out until now. It is sent until that endpoint takes it: 20
    /// times at most, and no longer than the `retention_days` of its purpose; [`Engine::deletion`] says how it ended. Asking
    /// again begins anew. Where no recipient knows a pseudonym, nothing is owed.
    ///
    /// # Errors
    ///
    /// [`ChoiceError::UnknownPurpose`] if the policy has no purpose of kind `rights`, [`ChoiceError::NotReady`], or
    /// [`ChoiceError::StorageFailed`]; ask again then.
    pub fn request_deletion(&self) -> Result<Deletion, ChoiceError> {
        self.guarded(|| Err(ChoiceError::Broken), rights::deletion::request)
    }

    /// Returns how far the last request for deletion is.
    ///
    /// # Errors
    ///
    /// [`ChoiceError::NotReady`] or [`ChoiceError::StorageFailed`].
    pub fn deletion(&self) -> Result<Deletion, ChoiceError> {
        self.guarded(|| Err(ChoiceError::Broken), rights::deletion::look)
    }

    /// Returns a request that the person sends by mail or shares: whom to, in which words, until when, and the pseudonyms that
    /// recipients know this install by.
    ///
    /// A complaint goes to the policy's supervisory authority; anything else to the controller, or to `organisation` where the
    /// account is that organisation's. `locale` and `utc_offset_minutes` are the device's. Nothing is kept or sent.
    ///
    /// # Errors
    ///
    /// [`ChoiceError::NotReady`] or [`ChoiceError::StorageFailed`], as the pseudonyms are sealed; none for a complaint.
    pub fn ticket(
        &self,
        kind: TicketKind,
        organisation: Option<Addressee>,
        locale: &str,
        utc_offset_minutes: i32,
    ) -> Result<RightsTicket, ChoiceError> {
        self.guarded(
            || Err(ChoiceError::Broken),
            |rooms| {
                rights::ticket(
                    rooms,
                    kind,
                    organisation.clone(),
                    locale,
                    utc_offset_minutes,
                )
            },
        )
    }

    /// Tells the person's age as far as it is known: a band of whole years, both ends included. An app has it from a store's
    /// age signal, or from the person.
    ///
    /// The policy's `minimum_age` decides. Below it, or where the band does not show it, every optional purpose is closed and
    /// locked, and what was collected for it is destroyed; pseudonyms that recipients know stay sealed, so that deletion
    /// can be asked for there. With two `None` nothing changes. Only whether the person is old enough is kept, never an age.
    /// A receipt for each purpose that this closed.
    ///
    /// # Errors
    ///
    /// [`PartlyDone`]; tell it again then. What it closed before it failed stays closed.
    pub fn tell_age(
        &self,
        at_least: Option<u8>,
        at_most: Option<u8>,
    ) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
        self.guarded(
            || Err(PartlyDone::broken(&[""])),
            |rooms| rights::tell_age(rooms, at_least, at_most),
        )
    }

    /// Tells what signals by machine say: Global Privacy Control, and what a consent tool left in the platform's preferences by
    /// IAB's TCF and GPP. [`signal_keys`](crate::signal_keys) names the keys to hand over; any other is not looked at.
    ///
    /// `docs/signals.md` says what each of them closes: purposes of telemetry alone, for as long as the signal says so. What
    /// cannot be read closes. A signal opens nothing that the person did not. With nothing said nothing changes. Tell them at
    /// each start and when the app comes to the front; what was told already writes nothing. A receipt for each purpose that
    /// this closed.
    ///
    /// # Errors
    ///
    /// [`PartlyDone`]; tell it again then. What it closed before it failed stays closed.
    pub fn tell_signals(
        &self,
        gpc: Option<bool>,
        preferences: &[(&str, &str)],
    ) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
        self.guarded(
            || Err(PartlyDone::broken(&[""])),
            |rooms| rights::tell_signals(rooms, gpc, preferences),
        )
    }

    /// Returns the keys of a managed configuration that [`Engine::tell_organisation`] looks at: one for each purpose that the
    /// policy lets an organisation switch off, and Android's own for a configuration that is still on its way.
    pub fn organisation_keys(&self) -> Vec<String> {
        rights::organisation_keys(self.policy())
    }

    /// Tells what the organisation that manages the device set for this app, by its keys.
    ///
    /// `false` closes and locks a purpose, `true` leaves it to the person, and anything else closes. A purpose whose key is
    /// not there stays as it is. An organisation opens nothing. `docs/organisation.md` has the keys. A receipt for each
    /// purpose that this closed.
    ///
    /// # Errors
    ///
    /// [`PartlyDone`]; tell it again then. What it closed before it failed stays closed.
    pub fn tell_organisation(
        &self,
        settings: &[(&str, &str)],
    ) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
        self.guarded(
            || Err(PartlyDone::broken(&[""])),
            |rooms| rights::tell_organisation(rooms, settings),
        )
    }

    /// Returns everything that Sordino holds about the person, as one JSON document (GDPR Art. 15 and 20).
    ///
    /// It holds the ledger, how every purpose stands and why, the pseudonyms that recipients know, what waits, readable as
    /// it was minimised, and what is kept between runs. `docs/export.md` describes every member. It is for the person who
    /// is signed in: hand it to nobody else. Call it off the main thread, since it reads the whole queue.
    ///
    /// # Errors
    ///
    /// As for [`Engine::export_ledger`].
    pub fn export_data(&self) -> Result<Json, ChoiceError> {
        self.guarded(|| Err(ChoiceError::Broken), rights::export)
    }

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

    /// Every pseudonym of the person or the device that a recipient may still hold data under.
    ///
    /// # Errors
    ///
    /// As for [`Engine::export_ledger`].
    pub fn issued(&self) -> Result<Vec<Issued>, ChoiceError> {
        self.guarded(|| Err(ChoiceError::Broken), Rooms::issued)
    }

    fn entries(&self) -> Result<Vec<Entry>, ChoiceError> {
        self.guarded(|| Err(ChoiceError::Broken), Rooms::entries)
    }
}
