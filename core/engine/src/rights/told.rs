//! What somebody else says of several purposes at once, as limits: each by its id, so that a word is lifted by its own
//! opposite alone.

use sordino_policy::Purpose;

use crate::answer::{ChoiceError, PartlyDone};
use crate::barrier;
use crate::ledger::{ClosedBy, Limiter};
use crate::receipt::Receipt;
use crate::rooms::Rooms;

/// Closes what `limiter` forbids, then lifts what it forbade before. Where the policy requires its word, what it allows is
/// written down too.
pub(super) fn tell(
    rooms: &Rooms,
    limiter: Limiter,
    forbids: impl Fn(&Purpose) -> bool,
) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
    let policy = rooms.world.policy();
    let (forbidden, others): (Vec<&Purpose>, Vec<&Purpose>) =
        policy.purposes.iter().partition(|one| forbids(one));
    let allowed = rooms.by_balance(|balance| {
        let waits = |one: &&&Purpose| {
            let mut reasons = balance.reasons(policy, one, rooms.world.now()).into_iter();
            balance.forbids(limiter, Some(&one.id))
                || reasons.any(|why| why == ClosedBy::Withheld(limiter))
        };
        others.iter().filter(waits).copied().collect()
    });
    let mut told = PartlyDone {
        done: Vec::new(),
        failed: Vec::new(),
    };
    if allowed.is_none() {
        // What was forbidden before is not known.
        told.failed.push((String::new(), ChoiceError::NotReady));
    }
    for (purposes, allows) in [(forbidden, false), (allowed.unwrap_or_default(), true)] {
        let ids: Vec<&str> = purposes.iter().map(|one| one.id.as_str()).collect();
        if ids.is_empty() {
            continue;
        }
        match barrier::limit(rooms, limiter, Some(&ids), allows) {
            Ok(receipts) => told.done.extend(receipts),
            Err(partly) => {
                told.done.extend(partly.done);
                told.failed.extend(partly.failed);
            }
        }
    }
    told.unless_all()
}
