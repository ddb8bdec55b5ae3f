//! The rooms side by side, and how memory is fitted to what consent says.

use std::sync::Arc;

use crate::answer::ChoiceError;
use crate::backlog::Backlog;
use crate::catalog::PurposeIx;
use crate::consent::{Consent, Exclusive, Fitting, Memory, NotAtOnce, Ready};
use crate::decisions::{Decision, Reader};
use crate::gate::{Gate, Verdict};
use crate::hold::{Holds, Keeper};
use crate::identity::{Issued, NoList, People};
use crate::ledger::{Balance, Entry};
use crate::lock::Patience;
use crate::ports::Millis;
use crate::progress::Progress;
use crate::queue::{OpenPurpose, Queues};
use crate::receipt::{Receipt, VendorOutcome};
use crate::seal::Secret;
use crate::sync::Mutex;
use crate::upload::Uploads;
use crate::vendors::Vendors;
use crate::world::World;

/// Each room with what it owns.
pub(crate) struct Rooms {
    pub(crate) world: World,
    pub(crate) gate: Gate<OpenPurpose>,
    pub(crate) consent: Consent,
    pub(crate) holds: Holds,
    pub(crate) backlog: Backlog,
    pub(crate) people: People,
    pub(crate) uploads: Uploads,
    pub(crate) vendors: Vendors,
    pub(crate) progress: Progress,
    /// Receipts that nobody was given yet: what was closed without a call, or not completed.
    pub(crate) unfinished: Mutex<Vec<Receipt>>,
}

impl Rooms {
    pub(crate) fn queues(&self) -> Queues<'_> {
        Queues {
            world: &self.world,
            gate: &self.gate,
            people: &self.people,
        }
    }

    pub(crate) fn keeper(&self) -> Keeper<'_> {
        Keeper {
            holds: &self.holds,
            queues: self.queues(),
            consent: &self.consent,
            memory: self,
        }
    }

    /// The right to change what the person chose.
    pub(crate) fn exclusive<'a>(&'a self, before: &mut dyn FnMut(Option<&Ready>)) -> Exclusive<'a> {
        self.consent.exclusive(&self.world, self, before)
    }

    /// The same for an off: [`Consent::exclusive_for_off`].
    pub(crate) fn exclusive_for_off<'a>(
        &'a self,
        before: &mut dyn FnMut(Option<&Ready>),
        patience: &Patience,
    ) -> Result<Exclusive<'a>, NotAtOnce> {
        let consent = &self.consent;
        consent.exclusive_for_off(&self.world, self, before, patience)
    }

    /// Takes over what other processes changed; whether it could look.
    pub(crate) fn refresh(&self) -> bool {
        self.consent.refresh(&self.world, self)
    }

    /// The once-a-second look at other processes, for a record of a purpose that is closed here.
    pub(crate) fn look_again_if_closed(&self, at: PurposeIx, now: Millis) {
        if !self.gate.is_open(at, now) {
            self.consent.look_if_due(&self.world, self, now);
        }
    }

    /// Whether a purpose is open, as far as memory knows.
    pub(crate) fn is_open(&self, purpose: &str) -> bool {
        let at = self.world.catalog.place_of(purpose);
        at.is_some_and(|at| self.gate.is_open(at, self.world.now()))
    }

    /// Tells every vendor which purposes are open, also where nothing changed for it. Waits for nobody.
    pub(crate) fn tell_all_vendors(&self) {
        let is_open = |purpose: &str| self.is_open(purpose);
        self.vendors.tell_all(&self.world, &is_open);
    }

    /// Tells vendors what changed for them. Waits for nobody.
    pub(crate) fn tell_vendors(&self) {
        let is_open = |purpose: &str| self.is_open(purpose);
        self.vendors.tell_changes(&self.world, &is_open);
    }

    /// Tells vendors on the day on which the transfer to one of them begins or ends. Waits for nobody.
    pub(crate) fn follow_transfers(&self, now: Millis) {
        let is_open = |purpose: &str| self.is_open(purpose);
        self.vendors.follow_transfers(&self.world, now, &is_open);
    }

    /// Tells every vendor of a purpose what is open for it now, and waits for the answers.
    pub(crate) fn ask_vendors_back(&self, purpose: &str) -> Vec<VendorOutcome> {
        let is_open = |purpose: &str| self.is_open(purpose);
        self.vendors.ask_back(&self.world, purpose, &is_open)
    }

    /// Every entry of the ledger, and what they add up to.
    pub(crate) fn ledger(&self) -> Result<(Vec<Entry>, Balance), ChoiceError> {
        let entries = self.consent.entries(&self.world);
        let entries = entries.ok_or(ChoiceError::NotReady)?;
        entries.map_err(|_| ChoiceError::StorageFailed)
    }

    /// Every entry of the ledger.
    pub(crate) fn entries(&self) -> Result<Vec<Entry>, ChoiceError> {
        self.ledger().map(|(entries, _)| entries)
    }

    /// Every pseudonym that a recipient may still hold data under.
    pub(crate) fn issued(&self) -> Result<Vec<Issued>, ChoiceError> {
        self.people.issued(&self.world).map_err(|why| match why {
            NoList::NotReady => ChoiceError::NotReady,
            NoList::Failed => ChoiceError::StorageFailed,
        })
    }

    /// The last decisions about records, as far as their purposes are open at this moment.
    pub(crate) fn recent_decisions(&self) -> Vec<Decision> {
        self.look_whether_off();
        let (gate, now) = (&self.gate, self.world.now());
        let decisions = &self.world.decisions;
        decisions.all(|at, under| gate.is_open(at, now) && gate.generation(at) == under)
    }

    /// What is new to a reader, as far as it may be told at this moment.
    pub(crate) fn debug_lines(&self, reader: Reader) -> Vec<String> {
        self.look_whether_off();
        let (gate, now) = (&self.gate, self.world.now());
        let purposes = self.world.catalog.purposes();
        let purposes: Vec<_> = purposes
            .map(|(at, purpose)| (&*purpose.id, gate.is_open(at, now)))
            .collect();
        let decisions = &self.world.decisions;
        decisions.lines(reader, &purposes, |at, under| {
            gate.is_open(at, now) && gate.generation(at) == under
        })
    }

    /// Asks the disk, before decisions are handed out, which purposes another process turned off.
    fn look_whether_off(&self) {
        let (gate, now) = (&self.gate, self.world.now());
        if self.world.decisions.are_kept() {
            for (at, _) in self.world.catalog.purposes() {
                // Another process may have turned it off. A record that is just being stored asked the disk itself.
                if let Some(mut work) = gate.work_at_once(at).filter(|work| work.is_some()) {
                    let _ = gate.checked(at, now, &mut work);
                }
            }
        }
    }

    /// What the ledger says of something now; none where it is not there.
    pub(crate) fn by_balance<T>(&self, ask: impl FnOnce(&Balance) -> T) -> Option<T> {
        self.consent.standings().balance.as_ref().map(ask)
    }
}

impl Rooms {
    /// Forgets what memory alone holds of a purpose that is closed: what waits for a lock, and which of its records were
    /// stored.
    pub(crate) fn forget(&self, at: PurposeIx) {
        self.backlog.destroy(at);
        self.world.decisions.destroy_stored(at);
        self.world.crumbs.destroy(at);
    }
}

impl Memory for Rooms {
    fn close_all(&self) {
        self.gate.close_all();
        for (at, _) in self.world.catalog.purposes() {
            self.forget(at);
        }
    }

    fn fit(&self, at: PurposeIx, fitting: Fitting) {
        let Fitting {
            vault,
            verdict,
            may_wait,
            hold,
            anew,
        } = fitting;
        if anew {
            // Numbers of generations begin anew with a vault: what waits for one of before waits for nothing.
            self.forget(at);
            let now = self.world.now();
            let open = |slot| OpenPurpose::hold(Arc::clone(&vault), slot, at, now);
            self.holds.found_sealed(at, hold.map(open));
        }
        match verdict {
            Verdict::Open { slot, opened, term } => {
                self.gate.set_term(at, term);
                if anew || self.gate.generation(at) != slot.generation {
                    let open = OpenPurpose::new(vault, slot, at, opened);
                    self.backlog
                        .open(at, open.slot.generation, open.shared_keys());
                    self.gate.open(at, open);
                }
            }
            Verdict::Closed(_) => {
                self.gate.close(at);
                self.forget(at);
                if anew {
                    self.gate.take(at);
                }
                if !may_wait {
                    self.holds.destroy(at);
                }
            }
        }
    }

    fn empty(&self) {
        for (at, _) in self.world.catalog.purposes() {
            self.gate.take(at);
            self.forget(at);
            self.holds.found_sealed(at, None);
        }
    }

    fn list_under(&self, secret: Secret) {
        self.progress.keep_under(secret.clone());
        self.people.list_under(secret);
    }
}
