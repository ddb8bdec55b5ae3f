//! How a purpose stands, told without waiting for anybody.

use sordino_policy::{BeforeChoice, Purpose, PurposeKind};

use crate::catalog::{Catalog, PurposeIx};
use crate::gate::may_wait;
use crate::ledger::{ClosedBy, State};
use crate::rooms::Rooms;

/// How a purpose stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurposeStatus {
    /// Id of the purpose.
    pub purpose: String,
    /// Whether records are accepted.
    pub open: bool,
    /// The person's last choice.
    pub state: State,
    /// Why it is closed, if it is and the ledger says why: the first of `reasons`.
    pub closed_by: Option<ClosedBy>,
    /// Every reason for which the ledger keeps it closed: who else lowers it first, the person last.
    pub reasons: Vec<ClosedBy>,
    /// Whether every record would be refused as closed, whatever it says, so that a caller need not
    /// offer it: the ledger says why the purpose is closed, and nothing may wait for a choice. Never where decisions are
    /// kept, which tell refused records too.
    pub surely_off: bool,
}

impl PurposeStatus {
    /// Nothing is known of it, and nothing is open.
    pub(crate) fn unknown(purpose: &str) -> Self {
        Self {
            purpose: purpose.to_owned(),
            open: false,
            state: State::Unknown,
            closed_by: None,
            reasons: Vec::new(),
            surely_off: false,
        }
    }
}

/// A purpose of the policy, and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurposeNames {
    /// Its id.
    pub purpose: String,
    /// What it is for.
    pub kind: PurposeKind,
    /// Names of its events.
    pub events: Vec<String>,
}

/// How one purpose stands.
pub(crate) fn status(rooms: &Rooms, at: PurposeIx) -> PurposeStatus {
    let standings = rooms.consent.standings();
    let (world, purpose) = (&rooms.world, rooms.world.catalog.purpose(at));
    let balance = standings.balance.as_ref();
    let open = balance.is_some() && rooms.gate.is_open(at, world.now());
    let state = balance.and_then(|balance| balance.last(&purpose.id));
    let reasons = balance.map(|balance| balance.reasons(world.policy(), purpose, world.now()));
    let reasons = reasons.unwrap_or_default();
    let closed_by = reasons.first().copied();
    let discards = purpose.before_choice == BeforeChoice::Discard;
    let waits = balance.is_none_or(|balance| may_wait(world.policy(), purpose, balance));
    PurposeStatus {
        purpose: purpose.id.clone(),
        open,
        state: state.map_or(State::Unknown, |last| last.state),
        // Where the ledger does not say why it is closed, another process may have opened it.
        surely_off: !open
            && closed_by.is_some()
            && (discards || !waits)
            && !rooms.world.decisions.are_kept(),
        closed_by,
        reasons,
    }
}

/// What the policy declares for every purpose, in its order.
pub(crate) fn purposes(catalog: &Catalog) -> Vec<PurposeNames> {
    let events = &catalog.policy().events;
    let names = |(_, purpose): (PurposeIx, &Purpose)| PurposeNames {
        purpose: purpose.id.clone(),
        kind: purpose.kind,
        events: events
            .iter()
            .filter(|event| event.purpose == purpose.id)
            .map(|event| event.name.clone())
            .collect(),
    };
    catalog.purposes().map(names).collect()
}
