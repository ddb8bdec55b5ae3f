//! One vendor's line: what it was told, what it did, and what it said when it was asked back.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use crate::ports::{
    Collecting, VendorAbout, VendorAnswer, VendorReadBack, VendorReport, VendorSwitch, VendorThrew,
};
use crate::receipt::{VendorOutcome, VendorStep};
use crate::sync::{Condvar, Mutex, MutexGuard};

/// A vendor's switch and what it was told.
pub(super) struct Line {
    /// Asked for once, before anything of ours depends on the answer.
    pub(super) about: VendorAbout,
    switch: Arc<dyn VendorSwitch>,
    told: Mutex<Told>,
    answered: Condvar,
}

#[derive(Default)]
pub(super) struct Told {
    /// Number of the last word; the first has 1.
    number: u64,
    /// What is to be told next.
    waits: Option<Vec<String>>,
    /// Whether it is to be asked without being told.
    asked: bool,
    /// Whether a caller is at it.
    busy: bool,
    /// What came of the last word, and of which.
    outcome: Option<(u64, VendorOutcome)>,
    /// The last word, said or still to say; none before the first.
    pub(super) last: Option<Vec<String>>,
    /// Whether the switch created the SDK, and no off of it was read back since.
    is_created: bool,
}

impl Line {
    pub(super) fn new(switch: &Arc<dyn VendorSwitch>) -> Self {
        // The switch is the app's own code: one that panics serves no recipient, and breaks nothing.
        let about = catch_unwind(AssertUnwindSafe(|| switch.about()));
        Self {
            about: about.unwrap_or_default(),
            switch: Arc::clone(switch),
            told: Mutex::default(),
            answered: Condvar::default(),
        }
    }

    pub(super) fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock()
    }

    /// Puts a word into the line; its number.
    pub(super) fn tell(self: &Arc<Self>, mut told: MutexGuard<'_, Told>, open: Vec<String>) -> u64 {
        told.number += 1;
        told.last = Some(open.clone());
        told.waits = Some(open);
        self.call(&mut told);
        told.number
    }

    /// The number of the word that the vendor must have answered: the last one, if it says the same and was not answered
    /// otherwise; else a new one.
    pub(super) fn must_answer(
        self: &Arc<Self>,
        told: MutexGuard<'_, Told>,
        open: Vec<String>,
    ) -> u64 {
        let (number, same) = (told.number, told.last.as_ref() == Some(&open));
        let done = match &told.outcome {
            Some((answered, outcome)) if *answered == number => outcome.answer == VendorAnswer::Off,
            _ => told.busy,
        };
        match same && done {
            true => number,
            false => self.tell(told, open),
        }
    }

    /// Asks a vendor that was told that nothing is open whether it still says so. Waits for nobody.
    pub(super) fn ask_if_off(self: &Arc<Self>) {
        let mut told = self.told();
        if told.last.as_ref().is_some_and(Vec::is_empty) {
            told.asked = true;
            self.call(&mut told);
        }
    }

    fn call(self: &Arc<Self>, told: &mut Told) {
        if !told.busy {
            let caller = Arc::clone(self);
            // Without a thread nobody tells it; whoever waits hears that it timed out.
            let spawned = thread::Builder::new().spawn(move || caller.run());
            told.busy = spawned.is_ok();
        }
    }

    /// Says what waits until nothing does.
    fn run(&self) {
        loop {
            let mut told = self.told();
            let number = told.number;
            let is_created = told.is_created;
            if let Some(open) = told.waits.take() {
                drop(told);
                let Some(said) = self.say(&open, is_created) else {
                    continue;
                };
                let mut told = self.told();
                told.take(number, &open, said);
                self.answered.notify_all();
            } else if std::mem::take(&mut told.asked) {
                drop(told);
                let read = self.ask(|switch| switch.read_back());
                self.told().look(read.ok());
            } else {
                told.busy = false;
                return;
            }
        }
    }

    /// Whether a word that opens something was followed by another one: nothing is created or turned on by it any more.
    fn is_overtaken(&self, open: &[String]) -> bool {
        !open.is_empty() && self.told().waits.is_some()
    }

    /// Tells the vendor which purposes are open, and asks it back; none if another word overtook this one.
    fn say(&self, open: &[String], mut is_created: bool) -> Option<Said> {
        let begun = Instant::now();
        let mut failed = None;
        // One that collects before it was created was begun by somebody else.
        let was_on = !is_created
            && self
                .ask(|switch| switch.read_back())
                .is_ok_and(|read| collects(&read));
        if self.is_overtaken(open) {
            return None;
        }
        if !open.is_empty() && !is_created {
            match self.ask(|switch| switch.create()) {
                Ok(()) => {
                    is_created = true;
                    self.told().is_created = true;
                }
                Err(VendorThrew) => failed = Some(VendorStep::Create),
            }
        }
        if self.is_overtaken(open) {
            return None;
        }
        let did = match (failed, is_created) {
            (Some(_), _) => Err(VendorThrew),
            (None, true) => self.ask(|switch| switch.apply(open)),
            (None, false) => self.ask(|switch| switch.off_without_instance()),
        };
        if did.is_err() {
            failed = failed.or(Some(VendorStep::Tell));
        }
        let read = self.ask(|switch| switch.read_back());
        if read.is_err() {
            failed = failed.or(Some(VendorStep::ReadBack));
        }
        Some(Said {
            was_on,
            is_created,
            did,
            read: read.ok(),
            failed,
            millis: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        })
    }

    fn ask<T>(
        &self,
        call: impl FnOnce(&dyn VendorSwitch) -> Result<T, VendorThrew>,
    ) -> Result<T, VendorThrew> {
        let said = catch_unwind(AssertUnwindSafe(|| call(&*self.switch)));
        said.unwrap_or(Err(VendorThrew))
    }

    /// What came of a word or of a newer one, if it comes before `end`.
    pub(super) fn wait_for(&self, number: u64, end: Instant) -> VendorOutcome {
        let mut told = self.told();
        loop {
            match &told.outcome {
                Some((answered, outcome)) if *answered >= number => return self.named(outcome),
                _ => {}
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let before = told.outcome.as_ref().map(|(_, before)| before);
                return self.named(&VendorOutcome::timed_out(before));
            }
            self.answered.wait_for(&mut told, left);
        }
    }

    /// What came of the last word that was answered; none before the first.
    pub(super) fn outcome(&self) -> Option<VendorOutcome> {
        let told = self.told();
        let (_, outcome) = told.outcome.as_ref()?;
        Some(self.named(outcome))
    }

    fn named(&self, outcome: &VendorOutcome) -> VendorOutcome {
        let VendorAbout {
            recipient,
            name,
            version,
        } = self.about.clone();
        VendorOutcome {
            recipient,
            name,
            version,
            ..outcome.clone()
        }
    }
}

/// What came of a word, as the line itself saw it.
struct Said {
    was_on: bool,
    is_created: bool,
    did: Result<VendorReport, VendorThrew>,
    read: Option<VendorReadBack>,
    failed: Option<VendorStep>,
    millis: u64,
}

fn collects(read: &VendorReadBack) -> bool {
    matches!(read.collecting, Collecting::Yes | Collecting::UntilRestart)
}

impl Told {
    fn take(&mut self, number: u64, open: &[String], said: Said) {
        let is_told = said.did.is_ok();
        let answer = answer_of(said.read.as_ref(), is_told);
        // An SDK lives until its off was read back.
        self.is_created = said.is_created && !(open.is_empty() && answer == VendorAnswer::Off);
        let before = self.outcome.take().map(|(_, before)| before);
        let (started_before, on_again) = match &before {
            None => (said.was_on, 0),
            Some(before) => {
                let is_new = said.was_on && before.answer == VendorAnswer::Off;
                (before.started_before, before.on_again + u64::from(is_new))
            }
        };
        let did = said.did.unwrap_or_default();
        let outcome = VendorOutcome {
            answer,
            told: is_told,
            read_back: said.read,
            started_before,
            on_again,
            in_flight: did.in_flight,
            purged: did.purged,
            failed: said.failed,
            millis: said.millis,
            ..VendorOutcome::default()
        };
        self.outcome = Some((number, outcome));
    }

    /// Takes what the vendor says while nothing is open. One that collects since is told again that it is
    /// off.
    fn look(&mut self, read: Option<VendorReadBack>) {
        let Some((_, outcome)) = self.outcome.as_mut().filter(|_| self.waits.is_none()) else {
            return;
        };
        let before = outcome.answer;
        let is_on = read.as_ref().is_some_and(collects);
        outcome.on_again += u64::from(is_on && before == VendorAnswer::Off);
        outcome.answer = answer_of(read.as_ref(), outcome.told);
        outcome.read_back = read;
        if outcome.answer == VendorAnswer::StillOn && before != VendorAnswer::StillOn {
            self.number += 1;
            self.waits = Some(Vec::new());
        }
    }
}

/// How an SDK stands by what it said when it was asked back.
fn answer_of(read: Option<&VendorReadBack>, is_told: bool) -> VendorAnswer {
    match read.map(VendorReadBack::answer) {
        // A switch that threw half way may not have purged what it could not count.
        Some(VendorAnswer::Off) if !is_told => VendorAnswer::CannotTell,
        read => read.unwrap_or(VendorAnswer::CannotTell),
    }
}
