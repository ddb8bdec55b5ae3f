//! Vendors' own SDKs: each is told in one order which of its purposes are open, and asked back.
//!
//! A vendor has a line of its own with one caller at a time; what it was told last is its last word,
//! however slow it is. What waits in a line is replaced by what is newer: only the last word counts.
//! No lock of ours is held while a vendor is told, and none that hangs holds up anybody else.

mod owed;

pub(crate) use owed::{Owed, all_owed, owe, settle};

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::ports::{VendorAnswer, VendorSwitch};
use crate::sync::{Condvar, Mutex, MutexGuard};
use crate::world::World;

/// A vendor's switch and what it was told.
struct Line {
    /// Id of the vendor. The switch is asked for it once, before anything of ours depends on the answer.
    recipient: String,
    switch: Arc<dyn VendorSwitch>,
    told: Mutex<Told>,
    answered: Condvar,
}

#[derive(Default)]
struct Told {
    /// Number of the last word; the first has 1.
    number: u64,
    /// What is to be told next.
    waits: Option<Vec<String>>,
    /// Whether a caller is at it.
    busy: bool,
    /// The last answer, and to which word.
    answer: Option<(u64, VendorAnswer)>,
    /// The last word, said or still to say; none before the first.
    last: Option<Vec<String>>,
}

/// All of them.
pub(crate) struct Vendors {
    lines: Vec<Arc<Line>>,
}

impl Vendors {
    pub(crate) fn new(switches: &[Arc<dyn VendorSwitch>]) -> Self {
        let line = |switch: &Arc<dyn VendorSwitch>| {
            // The switch is the app's own code: one that panics serves no recipient, and breaks nothing.
            let recipient = catch_unwind(AssertUnwindSafe(|| switch.recipient().to_owned()));
            Arc::new(Line {
                recipient: recipient.unwrap_or_default(),
                switch: Arc::clone(switch),
                told: Mutex::new(Told::default()),
                answered: Condvar::default(),
            })
        };
        Self {
            lines: switches.iter().map(line).collect(),
        }
    }

    /// Tells every vendor which purposes are open, also where none is: what it keeps of its own may say
    /// otherwise. Waits for nobody.
    pub(crate) fn tell_all(&self, world: &World, is_open: &dyn Fn(&str) -> bool) {
        for line in &self.lines {
            let told = line.told.lock();
            let open = open_for(world, &line.recipient, is_open);
            tell(line, told, open);
        }
    }

    /// Tells every vendor to whom another set of purposes is open than it was told last. `is_open` says
    /// which are open now. Waits for nobody.
    pub(crate) fn tell_changes(&self, world: &World, is_open: &dyn Fn(&str) -> bool) {
        for line in &self.lines {
            let told = line.told.lock();
            // Asked while the line is held: what is asked first is told first, and no older answer is
            // told after a newer one.
            let open = open_for(world, &line.recipient, is_open);
            // One that was never told anything knows that nothing is open.
            let knows = match &told.last {
                Some(last) => *last == open,
                None => open.is_empty(),
            };
            if !knows {
                tell(line, told, open);
            }
        }
    }

    /// Tells every vendor that serves `purpose` which purposes are open now, and waits for the answers:
    /// one for each such vendor of the policy.
    pub(crate) fn ask_back(
        &self,
        world: &World,
        purpose: &str,
        is_open: &dyn Fn(&str) -> bool,
    ) -> Vec<(String, VendorAnswer)> {
        let asked: Vec<_> = world
            .catalog
            .vendors(purpose)
            .map(|vendor| {
                let line = self.lines.iter().find(|line| line.recipient == vendor.id);
                let word = line.map(|line| {
                    let told = line.told.lock();
                    let open = open_for(world, &vendor.id, is_open);
                    let stays_on = !open.is_empty();
                    (line, ask(line, told, open), stays_on)
                });
                (vendor.id.clone(), word)
            })
            .collect();
        let answer = |word: Option<(&Arc<Line>, u64, bool)>| match word {
            None => VendorAnswer::NoSwitch,
            Some((line, number, stays_on)) => {
                match (line.wait_for(number, world.options.vendor_limit), stays_on) {
                    (VendorAnswer::StillOn, true) => VendorAnswer::OnForOthers,
                    (answer, _) => answer,
                }
            }
        };
        let answers = asked.into_iter();
        answers.map(|(id, word)| (id, answer(word))).collect()
    }
}

/// Which purposes of a vendor are open now.
fn open_for(world: &World, vendor: &str, is_open: &dyn Fn(&str) -> bool) -> Vec<String> {
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

/// The number of the word that a vendor must have answered: the last one, if it says the same and was
/// not answered otherwise; else a new one.
fn ask(line: &Arc<Line>, told: MutexGuard<'_, Told>, open: Vec<String>) -> u64 {
    let (number, same) = (told.number, told.last.as_ref() == Some(&open));
    let done = match told.answer {
        Some((answered, answer)) if answered == number => answer == VendorAnswer::Off,
        _ => told.busy,
    };
    match same && done {
        true => number,
        false => tell(line, told, open),
    }
}

/// Puts a word into a vendor's line; its number.
fn tell(line: &Arc<Line>, mut told: MutexGuard<'_, Told>, open: Vec<String>) -> u64 {
    told.number += 1;
    told.last = Some(open.clone());
    told.waits = Some(open);
    if !told.busy {
        let caller = Arc::clone(line);
        // Without a thread nobody tells it; whoever waits hears that it timed out.
        let spawned = thread::Builder::new().spawn(move || caller.run());
        told.busy = spawned.is_ok();
    }
    told.number
}

impl Line {
    /// Says what waits until nothing does.
    fn run(&self) {
        loop {
            let mut told = self.told.lock();
            let number = told.number;
            let Some(open) = told.waits.take() else {
                told.busy = false;
                return;
            };
            drop(told);
            let said = catch_unwind(AssertUnwindSafe(|| self.switch.apply(&open)));
            let answer = said.unwrap_or(VendorAnswer::CannotTell);
            self.told.lock().answer = Some((number, answer));
            self.answered.notify_all();
        }
    }

    /// The answer to a word or to a newer one, if it comes within `limit`.
    fn wait_for(&self, number: u64, limit: Duration) -> VendorAnswer {
        let end = Instant::now() + limit;
        let mut told = self.told.lock();
        loop {
            match told.answer {
                Some((answered, answer)) if answered >= number => return answer,
                _ => {}
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return VendorAnswer::TimedOut;
            }
            self.answered.wait_for(&mut told, left);
        }
    }
}
