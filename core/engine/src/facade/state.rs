//! How everything stands.

use super::Engine;
use crate::barrier;
use crate::condition::{Condition, Counters};
use crate::decisions::{Decision, Reader};
use crate::journal;
use crate::queue;
use crate::rights;
use crate::rooms::Rooms;
use crate::status::{self, PurposeNames, PurposeStatus};

impl Engine {
    /// Tries again what failed at opening: the key store may be unlocked by now.
    pub fn retry(&self) -> Condition {
        self.guarded(
            || Condition {
                broken: true,
                ..Condition::default()
            },
            |rooms| {
                let was_ready = rooms.consent.standings().balance.is_some();
                let condition = rooms.retry();
                if !was_ready {
                    barrier::follow_opening(rooms);
                    rights::deletion::follow(rooms);
                }
                condition
            },
        )
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
                rooms.vendors.look(&rooms.world);
                rooms.catch_up();
                queue::destroy_evicted(&rooms.world);
                looked
            },
        )
    }

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
    /// Returns a line for each purpose that went on or off, each decision and each server's answer since the last call, for
    /// a developer's log; none unless [`Options::keep_decisions`](crate::Options::keep_decisions) is set.
    ///
    /// A decision's line names the record, what was decided, each value as it is sent, and what was dropped with the rule
    /// that dropped it. It holds no value that was offered. With the feature `tracing` the lines are told there too, by level debug under
    /// the target `sordino`.
    pub fn debug_lines(&self) -> Vec<String> {
        self.guarded(Vec::new, |rooms| rooms.debug_lines(Reader::App))
    }

    /// Tells `tracing` what was decided and answered in a call that is over, so that no lock of ours is held.
    pub(super) fn told<T>(&self, answer: T) -> T {
        if cfg!(feature = "tracing") && self.rooms.world.decisions.are_kept() {
            let lines = self.guarded(Vec::new, |rooms| rooms.debug_lines(Reader::Tracing));
            journal::lines(&lines);
        }
        answer
    }
}
