//! How the engine and its purposes are, told to whoever asks.

use sordino_policy::Purpose;

use super::condition::{Condition, Counters};
use super::state::Engine;
use crate::ledger::{ClosedBy, State};
use crate::record::Refusal;
use crate::sync::Ordering;

/// How a purpose stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Whether records are accepted.
    pub open: bool,
    /// The person's last choice.
    pub state: State,
    /// Why it is closed, if it is and the ledger says why.
    pub closed_by: Option<ClosedBy>,
}

impl Engine {
    /// How a purpose stands; `None` if the policy has no such purpose.
    pub fn standing(&self, purpose: &str) -> Option<Standing> {
        let at = self.catalog.purpose(purpose)?;
        let closed = || Standing {
            open: false,
            state: State::Unknown,
            closed_by: None,
        };
        Some(self.guarded(closed, || {
            let core = self.core.lock();
            let Some(ready) = core.ready() else {
                return closed();
            };
            let purpose: &Purpose = &self.policy().purposes[at];
            let choices = ready.ledger.choices();
            Standing {
                open: self.purposes[at].door.generation() != 0,
                state: choices
                    .last(&purpose.id)
                    .map_or(State::Unknown, |last| last.state),
                closed_by: choices.closed_by(self.policy(), purpose, self.ports.clock.now()),
            }
        }))
    }

    /// Takes over what other processes changed; call it once a second while somebody watches how
    /// purposes stand. Does nothing while a choice is under way. Whether it could look: if not, memory is as old as before.
    pub fn look(&self) -> bool {
        self.guarded(|| false, || self.look_for_changes())
    }

    /// How the engine is, and what it found when it was opened.
    pub fn condition(&self) -> Condition {
        if self.is_broken() {
            return Condition {
                broken: true,
                ..Condition::default()
            };
        }
        self.core.lock().condition()
    }

    /// What was counted since the engine was opened.
    pub fn counters(&self) -> Counters {
        let counting = &self.counting;
        let mut counters = counting.rest.lock().clone();
        counters.accepted = counting.accepted.load(Ordering::Relaxed);
        counters.fields_dropped = counting.fields_dropped.load(Ordering::Relaxed);
        let closed = counting.closed.load(Ordering::Relaxed);
        if closed > 0 {
            counters.refused.insert(Refusal::Closed, closed);
        }
        counters
    }
}
