//! Vendors' own SDKs: each is told in one order which of its purposes are open, and asked back.
//!
//! A vendor has a line of its own with one caller at a time; what it was told last is its last word,
//! however slow it is. What waits in a line is replaced by what is newer: only the last word counts.
//! No lock of ours is held while a vendor is told, and none that hangs holds up anybody else.

mod line;
mod owed;

pub(crate) use owed::{Owed, all_owed, owe, settle};

use std::sync::Arc;
use std::time::Instant;

use line::Line;

use crate::ports::{Millis, VendorAnswer, VendorSwitch};
use crate::receipt::VendorOutcome;
use crate::sync::{AtomicI64, Ordering};
use crate::world::World;

/// How often those that are off are asked whether they still are.
const LOOK_EVERY: Millis = 60_000;

/// A word that a line must answer: its number, and whether a purpose of the vendor stays open.
type Word<'a> = (&'a Arc<Line>, u64, bool);

/// All of them.
pub(crate) struct Vendors {
    lines: Vec<Arc<Line>>,
    /// When those that are off were asked last, since the device was started.
    looked: AtomicI64,
    /// The first and the last moment of the time in which no transfer to a recipient begins or ends, as they were told last.
    same_transfers: [AtomicI64; 2],
}

impl Vendors {
    pub(crate) fn new(switches: &[Arc<dyn VendorSwitch>]) -> Self {
        let lines = switches.iter().map(|switch| Arc::new(Line::new(switch)));
        Self {
            lines: lines.collect(),
            looked: AtomicI64::new(0),
            same_transfers: [AtomicI64::new(Millis::MAX), AtomicI64::new(Millis::MIN)],
        }
    }

    /// Tells every vendor which purposes are open, also where none is: what it keeps of its own may say
    /// otherwise. Waits for nobody.
    pub(crate) fn tell_all(&self, world: &World, is_open: &dyn Fn(&str) -> bool) {
        for line in &self.lines {
            let told = line.told();
            let open = open_for(world, &line.about.recipient, is_open);
            line.tell(told, open);
        }
    }

    /// Tells every vendor to whom another set of purposes is open than it was told last. `is_open` says
    /// which are open now. Waits for nobody.
    pub(crate) fn tell_changes(&self, world: &World, is_open: &dyn Fn(&str) -> bool) {
        for line in &self.lines {
            let told = line.told();
            // Asked while the line is held: what is asked first is told first, and no older answer is
            // told after a newer one.
            let open = open_for(world, &line.about.recipient, is_open);
            // One that was never told anything knows that nothing is open.
            let knows = match &told.last {
                Some(last) => *last == open,
                None => open.is_empty(),
            };
            if !knows {
                line.tell(told, open);
            }
        }
    }

    /// Tells vendors what changed for them, if a transfer to a recipient began or ended since. Waits for nobody; two numbers are
    /// compared on other days.
    pub(crate) fn follow_transfers(
        &self,
        world: &World,
        now: Millis,
        is_open: &dyn Fn(&str) -> bool,
    ) {
        let [first, last] = &self.same_transfers;
        let same = first.load(Ordering::Relaxed)..=last.load(Ordering::Relaxed);
        if !same.contains(&now) {
            let (from, until) = world.catalog.same_transfers(now);
            first.store(from, Ordering::Relaxed);
            last.store(until, Ordering::Relaxed);
            self.tell_changes(world, is_open);
        }
    }

    /// Asks every vendor of which nothing is open whether it is still off, once a minute at most. One that turned itself on
    /// is told again that it is off. Waits for nobody.
    pub(crate) fn look(&self, world: &World) {
        let now = world.since_boot();
        let since = now - self.looked.load(Ordering::Relaxed);
        if !(0..LOOK_EVERY).contains(&since) {
            self.looked.store(now, Ordering::Relaxed);
            self.lines.iter().for_each(Line::ask_if_off);
        }
    }

    /// What each vendor was told last, and what came of it; those that have not answered yet are left out.
    pub(crate) fn outcomes(&self) -> Vec<VendorOutcome> {
        let lines = self.lines.iter();
        lines.filter_map(|line| line.outcome()).collect()
    }

    /// Tells every vendor that serves `purpose` which purposes are open now, and waits for the answers:
    /// one for each such vendor of the policy.
    pub(crate) fn ask_back(
        &self,
        world: &World,
        purpose: &str,
        is_open: &dyn Fn(&str) -> bool,
    ) -> Vec<VendorOutcome> {
        let asked: Vec<_> = world
            .catalog
            .vendors(purpose)
            .map(|vendor| {
                let mut lines = self.lines.iter();
                let line = lines.find(|line| line.about.recipient == vendor.id);
                let word = line.map(|line| {
                    let told = line.told();
                    let open = open_for(world, &vendor.id, is_open);
                    let stays_on = !open.is_empty();
                    (line, line.must_answer(told, open), stays_on)
                });
                (vendor.id.clone(), word)
            })
            .collect();
        // All of them were told by now: one that hangs takes nothing from the time of the next.
        let end = Instant::now() + world.options.vendor_limit;
        let outcome = |(recipient, word): (String, Option<Word<'_>>)| match word {
            None => VendorOutcome::no_switch(recipient),
            Some((line, number, stays_on)) => {
                let outcome = line.wait_for(number, end);
                let answer = match (outcome.answer, stays_on) {
                    (VendorAnswer::StillOn, true) => VendorAnswer::OnForOthers,
                    (answer, _) => answer,
                };
                VendorOutcome { answer, ..outcome }
            }
        };
        asked.into_iter().map(outcome).collect()
    }
}

/// Which purposes of a vendor are open now: none while nothing allows the transfer to it.
fn open_for(world: &World, vendor: &str, is_open: &dyn Fn(&str) -> bool) -> Vec<String> {
    if !world.catalog.may_transfer(vendor, world.now()) {
        return Vec::new();
    }
    let purposes = world.policy().purposes.iter();
    let serves = |purpose: &str| {
        let mut vendors = world.catalog.vendors(purpose);
        vendors.any(|one| one.id == vendor)
    };
    purposes
        .filter(|purpose| serves(&purpose.id) && is_open(&purpose.id))
        .map(|purpose| purpose.id.clone())
        .collect()
}
