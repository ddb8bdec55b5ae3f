//! The last decisions about records, in memory only: what was stored for whom, what was refused, and by which rule.
//!
//! Off unless [`Options::keep_decisions`](crate::Options::keep_decisions) is set; then a record costs one comparison more.
//! Nothing of it is written or sent. A refused record leaves its name and the reason. A stored one leaves the fields as they
//! were minimised, under the generation of its purpose's slot: an off of the purpose destroys them, and they are handed out
//! only while the purpose is open under that generation.

mod decision;
mod said;

use std::collections::VecDeque;

pub(crate) use decision::note;
pub use decision::{AppliedRule, Decided, Decision, FieldDecision, RecordKind};

use crate::catalog::PurposeIx;
use crate::ports::Millis;
use crate::sync::Mutex;

/// Most decisions that are kept; the oldest goes first.
pub(crate) const MOST: usize = 100;

/// A decision, and what it stands and falls with.
pub(crate) struct Kept {
    /// Place of its purpose; none if the policy lists no such event.
    pub(crate) at: Option<PurposeIx>,
    /// Generation of the slot under which the record was stored; 0 if it was not.
    pub(crate) generation: u64,
    /// Segment and number of the stored record.
    pub(crate) frame: Option<([u8; 16], u32)>,
    pub(crate) decision: Decision,
}

impl Kept {
    /// Whether it may be handed out, if `may` says so of what was stored under a generation of a purpose.
    fn may(&self, may: impl Fn(PurposeIx, u64) -> bool) -> bool {
        match (self.at, self.generation) {
            (Some(at), generation) if generation != 0 => may(at, generation),
            _ => true,
        }
    }
}

/// The ring; none while it is off.
pub(crate) struct Decisions {
    ring: Option<Mutex<Ring>>,
}

#[derive(Default)]
struct Ring {
    kept: VecDeque<Kept>,
    /// How many were ever kept.
    count: u64,
    /// What servers answered.
    answers: VecDeque<String>,
    /// How many answers were ever kept.
    answered: u64,
    /// What each reader took last.
    told: [Told; 2],
}

/// What a reader of lines was told last.
#[derive(Default)]
struct Told {
    /// How many decisions were ever kept then.
    decisions: u64,
    /// How many answers were ever kept then.
    answers: u64,
    /// Which purposes were on, in the policy's order; empty before the first time.
    open: Vec<bool>,
}

/// Who takes lines, each of them every line once.
#[derive(Clone, Copy)]
pub(crate) enum Reader {
    /// Whoever asks the engine.
    App,
    /// `tracing`.
    Tracing,
}

impl Decisions {
    pub(crate) fn new(on: bool) -> Self {
        Self {
            ring: on.then(Mutex::default),
        }
    }

    /// Returns `true` if decisions are kept.
    pub(crate) fn are_kept(&self) -> bool {
        self.ring.is_some()
    }

    /// Keeps one and numbers it. Does nothing while the ring is off.
    pub(crate) fn keep(&self, mut kept: Kept) {
        if let Some(ring) = &self.ring {
            let mut ring = ring.lock();
            if ring.kept.len() == MOST {
                ring.kept.pop_front();
            }
            kept.decision.number = ring.count;
            ring.count += 1;
            ring.kept.push_back(kept);
        }
    }

    /// Keeps the line that says what a server answered. Does nothing while the ring is off.
    pub(crate) fn answered(&self, line: impl FnOnce() -> String) {
        if let Some(ring) = &self.ring {
            let mut ring = ring.lock();
            if ring.answers.len() == MOST {
                ring.answers.pop_front();
            }
            ring.answered += 1;
            ring.answers.push_back(line());
        }
    }

    /// Takes a line for each purpose that is not as it was at the last call, and for each decision and answer since then;
    /// of decisions those that `may` be handed out.
    pub(crate) fn lines(
        &self,
        reader: Reader,
        purposes: &[(&str, bool)],
        may: impl Fn(PurposeIx, u64) -> bool,
    ) -> Vec<String> {
        let Some(ring) = &self.ring else {
            return Vec::new();
        };
        let mut ring = ring.lock();
        let now = Told {
            decisions: ring.count,
            answers: ring.answered,
            open: purposes.iter().map(|(_, is_open)| *is_open).collect(),
        };
        let told = std::mem::replace(&mut ring.told[reader as usize], now);
        let changed = purposes.iter().enumerate();
        let changed = changed.filter(|(at, (_, is_open))| told.open.get(*at) != Some(is_open));
        let is = |is_open| if is_open { "on" } else { "off" };
        let mut lines: Vec<String> = changed
            .map(|(_, (purpose, is_open))| format!("{purpose} is {}", is(*is_open)))
            .collect();
        let kept = ring.kept.iter();
        let new = kept.filter(|kept| kept.decision.number >= told.decisions && kept.may(&may));
        lines.extend(new.map(|kept| kept.decision.to_string()));
        let fresh = usize::try_from(ring.answered - told.answers).unwrap_or(MOST);
        let old = ring.answers.len().saturating_sub(fresh);
        lines.extend(ring.answers.range(old..).cloned());
        lines
    }

    /// Notes that a recipient has the records of a segment from `first` on, up to `behind`.
    pub(crate) fn delivered(&self, (segment, first): ([u8; 16], u32), behind: u32, now: Millis) {
        self.change(|kept| {
            let sent = kept
                .frame
                .is_some_and(|(ids, number)| ids == segment && (first..behind).contains(&number));
            if let Decided::Stored { delivered, .. } = &mut kept.decision.decided
                && sent
            {
                *delivered = Some(now);
            }
            true
        });
    }

    /// Forgets a record whose storing failed for another recipient, so that it was refused.
    pub(crate) fn take_back(&self, frame: ([u8; 16], u32)) {
        self.change(|kept| kept.frame != Some(frame));
    }

    /// Forgets everything about a purpose: it was turned off, refused or erased.
    pub(crate) fn destroy(&self, at: PurposeIx) {
        self.change(|kept| kept.at != Some(at));
    }

    /// Forgets what was stored for a purpose: it is closed, and refusals since then stay.
    pub(crate) fn destroy_stored(&self, at: PurposeIx) {
        self.change(|kept| kept.at != Some(at) || kept.generation == 0);
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        self.change(|_| false);
    }

    /// Returns the decisions that `may` be handed out, oldest first.
    pub(crate) fn all(&self, may: impl Fn(PurposeIx, u64) -> bool) -> Vec<Decision> {
        let Some(ring) = &self.ring else {
            return Vec::new();
        };
        let ring = ring.lock();
        let allowed = ring.kept.iter().filter(|kept| kept.may(&may));
        allowed.map(|kept| kept.decision.clone()).collect()
    }

    /// Changes each, or forgets it where `stays` returns `false`.
    fn change(&self, stays: impl FnMut(&mut Kept) -> bool) {
        if let Some(ring) = &self.ring {
            ring.lock().kept.retain_mut(stays);
        }
    }
}
