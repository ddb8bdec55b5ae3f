//! One purpose in memory: its door, its work, and what waits for a first choice.

use sordino_policy::Purpose;

use super::Engine;
use super::working::Working;
use crate::gate::Door;
use crate::identity::PseudonymKey;
use crate::ledger::{ClosedBy, State};
use crate::sync::Mutex;

/// What memory holds of one purpose.
#[derive(Default)]
pub(super) struct PurposeCell {
    pub(super) door: Door,
    pub(super) work: Mutex<Option<Working>>,
    pub(super) held: Mutex<HeldRecords>,
}

/// Records that were offered before the person chose; in memory only.
#[derive(Default)]
pub(super) struct HeldRecords {
    /// Provisional keys, one a recipient, that a no destroys.
    pub(super) keys: Vec<(usize, crate::identity::EpochKey)>,
    /// Minimised records with their recipient, oldest first.
    pub(super) records: std::collections::VecDeque<crate::minimise::Minimised>,
}

impl HeldRecords {
    pub(super) fn key(&self, recipient: usize) -> Option<&PseudonymKey> {
        self.keys
            .iter()
            .find(|(at, _)| *at == recipient)
            .map(|(_, key)| &key.key)
    }

    /// Forgets everything, keys first.
    pub(super) fn destroy(&mut self) {
        self.keys.clear();
        self.records.clear();
    }
}

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
}
