//! The rooms side by side, and how memory is fitted to what consent says.

use std::sync::Arc;
use std::time::Duration;

use crate::answer::ChoiceError;
use crate::backlog::{self, Backlog};
use crate::catalog::PurposeIx;
use crate::condition::Condition;
use crate::consent::{Consent, Exclusive, Fitting, Memory, NotAtOnce, Ready};
use crate::decisions::Decision;
use crate::facts::Account;
use crate::gate::{Gate, Verdict};
use crate::hold::{Holds, Keeper, take_over};
use crate::identity::{Issued, NoList, People};
use crate::journal;
use crate::ledger::{Balance, Entry};
use crate::lock::{LOCK_LIMIT, Patience, RECORD_LIMIT};
use crate::ports::Millis;
use crate::progress::Progress;
use crate::queue::{MOST_SEGMENTS, OpenPurpose, Outside, Queues, keep_retention};
use crate::receipt::{Receipt, VendorOutcome};
use crate::record::Refusal;
use crate::seal::Secret;
use crate::sync::{Mutex, Ordering};
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

    /// Opens what ledger and vault agree on.
    pub(crate) fn open(&self) {
        self.consent.open(&self.world, self);
        let standings = self.consent.standings();
        journal::recovered(&standings.condition.found, standings.condition.not_ready);
        self.take_over_all();
        self.prepare();
        keep_retention(self.queues());
        // Before anything can be recorded. Without choices nobody knows which purposes are open.
        if standings.balance.is_some() {
            self.tell_all_vendors();
        }
    }

    /// Tries again what failed at opening.
    pub(crate) fn retry(&self) -> Condition {
        if self.consent.standings().balance.is_none() {
            self.open();
        }
        self.consent.standings().condition.clone()
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

    /// Records are about this person from now on.
    pub(crate) fn sign_in(&self, account: Account, values: &[String]) {
        let values = match self.world.options.scrub_known_values {
            true => values,
            false => &[],
        };
        self.people.signed_in.sign_in(account, values);
        self.keep_ids();
    }

    /// Keeps the ids of the moment where the next start finds them. What cannot be kept now is kept by the next
    /// [`catch_up`](Self::catch_up).
    pub(crate) fn keep_ids(&self) {
        for at in self.world.catalog.crash_purposes() {
            let _ = self.prepare_one(at, RECORD_LIMIT);
        }
    }

    /// Forgets the ids that earlier runs knew. Returns `false` if that must be tried again.
    pub(crate) fn reports_taken(&self) -> bool {
        let forget = |at| {
            let patience = Patience::in_all(RECORD_LIMIT);
            match self.gate.work(at).as_mut() {
                Some(open) => open.forget_former_ids(&self.world, &self.people, &patience),
                None => Ok(()),
            }
        };
        let mut done = true;
        for at in self.world.catalog.crash_purposes() {
            let mut forgotten = forget(at);
            if forgotten == Err(Refusal::Busy) {
                // Waited for with nothing in hand that a crash would wait for.
                drop(self.world.lock(LOCK_LIMIT));
                forgotten = forget(at);
            }
            done &= forgotten.is_ok();
        }
        done
    }

    /// Takes over what is held of every purpose that is open, also what was cut short before.
    pub(crate) fn take_over_all(&self) {
        for (at, _) in self.world.catalog.purposes() {
            if self.gate.is_open(at, self.world.now()) {
                // What fails stays held for the next time.
                let _ = take_over(self.keeper(), at);
            }
        }
    }

    /// Reads the keys of what is open and begins the segments of crash reports, so that a record finds
    /// them whoever holds a lock then. What fails is tried again by the next record.
    pub(crate) fn prepare(&self) {
        for (at, _) in self.world.catalog.purposes() {
            if self.prepare_one(at, RECORD_LIMIT) == Err(Refusal::Busy) {
                // Waited for with nothing in hand that a record would wait for.
                drop(self.world.lock(LOCK_LIMIT));
                let _ = self.prepare_one(at, RECORD_LIMIT);
            }
        }
    }

    /// Begins the segments of events, as many as may stay open. For a call that nobody waits for.
    pub(crate) fn begin_events(&self) {
        let mut left = MOST_SEGMENTS;
        for (at, _) in self.world.catalog.purposes() {
            let patience = Patience::in_all(RECORD_LIMIT);
            if let Some(open) = self.gate.work(at).as_mut() {
                // What fails is tried again by the first event.
                let begun = open.begin_events(&self.world, &self.people, &patience, left);
                left = left.saturating_sub(begun.unwrap_or_default());
            }
        }
    }

    /// The same where nobody is to be waited for, and then what waits in memory.
    pub(crate) fn catch_up(&self) {
        for (at, _) in self.world.catalog.purposes() {
            let _ = self.prepare_one(at, Duration::ZERO);
        }
        self.store_late();
    }

    /// Keeps few files open: where a segment was begun and too many are, those end that nothing was written to for longest,
    /// and those of the purpose `at` last. Of crash reports the first stay open. Waits for nobody.
    pub(crate) fn keep_few_open(&self, at: PurposeIx) {
        let world = &self.world;
        let begun = &world.counting.begun;
        if begun.load(Ordering::Relaxed) == 0 || begun.swap(0, Ordering::Relaxed) == 0 {
            return;
        }
        let (mut open, mut others) = (0, Vec::new());
        let mut of_crashes = MOST_SEGMENTS;
        for (other, _) in world.catalog.purposes() {
            let mut work = self.gate.work_at_once(other);
            if let Some(work) = work.as_deref_mut().and_then(Option::as_mut) {
                of_crashes -= work.let_crashes_sleep(world, of_crashes);
            }
            let at_rest = work.as_deref().and_then(Option::as_ref);
            let (recorded, count) = at_rest.map_or((0, 0), |work| work.at_rest(world));
            open += count;
            if other != at && count > 0 {
                others.push((recorded, other, count));
            }
        }
        others.sort_unstable();
        for (_, other, count) in others {
            if open <= MOST_SEGMENTS {
                break;
            }
            let mut work = self.gate.work_at_once(other);
            if let Some(work) = work.as_deref_mut().and_then(Option::as_mut) {
                work.rest(world);
                open -= count;
            }
        }
        let mut work = self.gate.work_at_once(at);
        if let Some(work) = work.as_deref_mut().and_then(Option::as_mut) {
            work.let_sleep(world, open.saturating_sub(MOST_SEGMENTS));
        }
    }

    /// Stores what waits in memory, and waits for whoever holds the lock over all processes: nobody waits for this one.
    /// Returns `true` if nothing waits any more.
    pub(crate) fn store_late_in_time(&self) -> bool {
        // With nothing in hand that a record would wait for.
        self.store_late() || self.world.lock(LOCK_LIMIT).map(drop).is_ok() && self.store_late()
    }

    fn prepare_one(&self, at: PurposeIx, limit: Duration) -> Result<(), Refusal> {
        let patience = Patience::in_all(limit);
        let work = self.gate.work_within(at, patience.left());
        let mut work = work.ok_or(Refusal::Busy)?;
        match work.as_mut() {
            Some(open) => open.prepare(&self.world, &self.people, &patience),
            None => Ok(()),
        }
    }

    /// Stores what waits in memory because somebody else held a lock. Returns `true` if nothing waits
    /// any more.
    pub(crate) fn store_late(&self) -> bool {
        if !self.backlog.is_empty() {
            for (at, _) in self.world.catalog.purposes() {
                // What cannot be stored goes on waiting.
                let _ = self.store_late_of(at);
            }
        }
        self.backlog.is_empty()
    }

    fn store_late_of(&self, at: PurposeIx) -> Result<(), Refusal> {
        if !self.backlog.holds(at) {
            return Ok(());
        }
        let (world, gate, patience) = (&self.world, &self.gate, Patience::in_all(RECORD_LIMIT));
        let mut work = gate.work_within(at, patience.left()).ok_or(Refusal::Busy)?;
        let now = world.now();
        let checked = gate.checked(at, now, &mut work);
        if gate.generation(at) == 0 {
            // Off by now, whoever turned it off.
            self.forget(at);
        }
        let open = checked?;
        let secret = open.slot.queue_secret.clone();
        let outside = Outside::of(world, &secret, &patience, now);
        backlog::store(self.queues(), &self.backlog, at, open, &outside, usize::MAX)
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
        let (gate, now) = (&self.gate, self.world.now());
        if self.world.decisions.are_kept() {
            for (at, _) in self.world.catalog.purposes() {
                // Another process may have turned it off. A record that is just being stored asked the disk itself.
                if let Some(mut work) = gate.work_at_once(at).filter(|work| work.is_some()) {
                    let _ = gate.checked(at, now, &mut work);
                }
            }
        }
        let decisions = &self.world.decisions;
        decisions.all(|at, under| gate.is_open(at, now) && gate.generation(at) == under)
    }

    /// What the ledger says of something now; none where it is not there.
    pub(crate) fn by_balance<T>(&self, ask: impl FnOnce(&Balance) -> T) -> Option<T> {
        self.consent.standings().balance.as_ref().map(ask)
    }
}

impl Rooms {
    /// Forgets what memory alone holds of a purpose that is closed: what waits for a lock, and which of its records were
    /// stored.
    fn forget(&self, at: PurposeIx) {
        self.backlog.destroy(at);
        self.world.decisions.destroy_stored(at);
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
