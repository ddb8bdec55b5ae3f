//! What is made ready before anybody records: what is open is opened, keys are read, segments begun, and what waited for a
//! first choice or for a lock is stored.
//!
//! A record finds it done then, whoever holds a lock at that moment.

use std::time::Duration;

use crate::backlog;
use crate::catalog::PurposeIx;
use crate::condition::Condition;
use crate::facts::Account;
use crate::hold::take_over;
use crate::journal;
use crate::lock::{LOCK_LIMIT, Patience, RECORD_LIMIT};
use crate::queue::{MOST_SEGMENTS, Outside, keep_retention};
use crate::record::Refusal;
use crate::rooms::Rooms;
use crate::sync::Ordering;

impl Rooms {
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

    /// Records are about this person from now on.
    pub(crate) fn sign_in(&self, account: Account, values: &[String]) {
        let values = match self.world.options.scrub_known_values {
            true => values,
            false => &[],
        };
        if self.people.signed_in.is_followed_by(&account) {
            self.world.crumbs.clear();
        }
        self.people.signed_in.sign_in(account, values);
        self.keep_ids();
    }

    /// Records are about nobody from now on.
    pub(crate) fn sign_out(&self) {
        self.world.crumbs.clear();
        self.people.signed_in.sign_out();
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
}
