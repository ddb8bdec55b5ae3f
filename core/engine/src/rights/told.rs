//! What somebody else says of several purposes at once, as limits: each by its id, so that a word is lifted by its own
//! opposite alone.

use sordino_policy::Purpose;

use crate::answer::{ChoiceError, PartlyDone};
use crate::barrier;
use crate::ledger::{ClosedBy, Limiter};
use crate::receipt::Receipt;
use crate::rooms::Rooms;

/// Closes what `limiter` forbids, then lifts what it forbade before. Where the policy requires its word, what it allows is
/// written down too. A purpose of which it says nothing stays as it is.
pub(super) fn tell(
    rooms: &Rooms,
    limiter: Limiter,
    allows: impl Fn(&Purpose) -> Option<bool>,
) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
    let policy = rooms.world.policy();
    let said = |word: bool| {
        let purposes = policy.purposes.iter();
        let purposes = purposes.filter(|one| allows(one) == Some(word));
        purposes.collect::<Vec<&Purpose>>()
    };
    let (forbidden, mut allowed) = (said(false), said(true));
    let mut told = PartlyDone {
        done: Vec::new(),
        failed: Vec::new(),
    };
    let known = rooms.by_balance(|balance| {
        allowed.retain(|one| {
            let reasons = balance.reasons(policy, one, rooms.world.now());
            balance.forbids(limiter, Some(&one.id))
                || reasons.contains(&ClosedBy::Withheld(limiter))
        });
    });
    if known.is_none() && !allowed.is_empty() {
        // What was forbidden before is not known.
        told.failed.push((String::new(), ChoiceError::NotReady));
        allowed.clear();
    }
    for (purposes, allows) in [(forbidden, false), (allowed, true)] {
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
