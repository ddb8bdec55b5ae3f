//! What an entry says: whom it refuses, and what is closed after it.

use crate::catalog::PurposeIx;
use crate::consent::Seen;
use crate::ledger::{Balance, Entry, State, What};
use crate::rooms::Rooms;

/// Whether an entry is what somebody else allows or forbids.
pub(super) fn is_limit(what: &What) -> bool {
    matches!(what, What::Limit { .. })
}

/// Whether an entry refuses or forbids.
pub(super) fn is_no(what: &What) -> bool {
    match what {
        What::Choice { state, .. } => state.is_refusal(),
        What::Limit { allows, .. } => !allows,
        What::Genesis { .. } | What::Tombstone { .. } | What::Checkpoint(_) => false,
    }
}

/// Whether an entry would take back a person's no without being a yes: a question, a notice, a term that ran out.
/// It is not written; only a person's yes answers a no.
pub(super) fn is_over_a_no(standing: &Balance, what: &What) -> bool {
    let What::Choice { purpose, state, .. } = what else {
        return false;
    };
    let refused = standing
        .last(purpose)
        .is_some_and(|last| last.state.is_refusal());
    refused && !state.is_refusal() && !state.answers_a_no()
}

/// Purposes that a limit closes, as far as is known without the ledger.
pub(super) fn closed_by_limit(rooms: &Rooms, what: &What) -> Vec<PurposeIx> {
    let policy = rooms.world.policy();
    let mut after = rooms.by_balance(Balance::clone).unwrap_or_default();
    if let What::Limit {
        limiter, purpose, ..
    } = what
    {
        after.forbid(*limiter, purpose.clone());
    }
    let purposes = rooms.world.catalog.purposes();
    let closed = purposes.filter(|(_, purpose)| after.is_limited(policy, purpose));
    closed.map(|(at, _)| at).collect()
}

/// The purpose that an entry refuses.
pub(super) fn refused_by(rooms: &Rooms, what: &What) -> Option<PurposeIx> {
    let mut purposes = rooms.world.catalog.purposes();
    let refused = purposes.find(|(at, _)| refusal_of(rooms, *at, what).is_some());
    refused.map(|(at, _)| at)
}

/// The refusal of a purpose that an entry says, if it says one.
pub(super) fn refusal_of(rooms: &Rooms, at: PurposeIx, what: &What) -> Option<State> {
    match what {
        What::Choice { purpose, state, .. } => {
            let is_own = *purpose == rooms.world.catalog.purpose(at).id;
            (is_own && state.is_refusal()).then_some(*state)
        }
        _ => None,
    }
}

/// Purposes that are closed after one more entry, and have a slot or are `named`.
pub(super) fn closed_by_this(
    rooms: &Rooms,
    seen: Option<&Seen>,
    standing: &Balance,
    named: Option<PurposeIx>,
    what: &What,
) -> Vec<PurposeIx> {
    let world = &rooms.world;
    let (policy, now) = (world.policy(), world.now());
    let confirmed = world.confirmed_now();
    let mut after = standing.clone();
    let entry = Entry {
        sequence: u64::MAX,
        time: now,
        policy_version: policy.version.clone(),
        policy_hash: policy.hash.clone(),
        previous: String::new(),
        what: what.clone(),
    };
    after.apply(policy, &entry, [0; 32]);
    let purposes = world.catalog.purposes();
    purposes
        .filter(|(at, purpose)| {
            after
                .closed_for_good(policy, purpose, (now, confirmed))
                .is_some()
                && (named == Some(*at) || seen.is_none_or(|seen| seen.has_slot(world, *at)))
        })
        .map(|(at, _)| at)
        .collect()
}
