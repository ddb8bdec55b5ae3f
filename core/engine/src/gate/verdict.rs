//! Whether a purpose is open: the one place that asks ledger and slot together.

use sordino_policy::{BeforeChoice, Policy, Purpose};

use crate::ledger::{Balance, ClosedBy, Term};
use crate::ports::Millis;
use crate::vault::{Slot, Vouched};

/// What ledger and vault say of a purpose together.
pub(crate) enum Verdict {
    /// It is open by this slot.
    Open {
        /// What it works under.
        slot: Slot,
        /// When it was opened, by the ledger.
        opened: Millis,
        /// While this lasts.
        term: Term,
    },
    /// It is closed.
    Closed(Why),
}

/// Why a purpose is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// The ledger says so.
    Ledger(ClosedBy),
    /// The ledger holds it open, and no slot vouches for the entry that opened it.
    Unvouched,
}

/// Opening, changing, recovering and adopting all ask this. `slot` is the purpose's own, if it can be
/// read; `now` decides what has run out.
pub(crate) fn verdict(
    policy: &Policy,
    purpose: &Purpose,
    balance: &Balance,
    slot: Option<Slot>,
    now: Millis,
) -> Verdict {
    if let Some(why) = balance.closed_by(policy, purpose, now) {
        return Verdict::Closed(Why::Ledger(why));
    }
    match (balance.opening(&purpose.id), slot) {
        (Some(opening), Some(slot)) if slot.vouched == Vouched::from(opening) => Verdict::Open {
            slot,
            opened: opening.time,
            term: balance.term(purpose),
        },
        _ => Verdict::Closed(Why::Unvouched),
    }
}

/// Whether what was offered before the first choice may wait: the person has not chosen, and nobody
/// forbids the purpose whatever the person will say.
pub(crate) fn may_wait(policy: &Policy, purpose: &Purpose, balance: &Balance) -> bool {
    balance.may_wait(policy, purpose)
}

/// The slot of a sealed hold, if it may stand: the purpose is open, or the first choice is still waited
/// for; and it is within its time by the `confirmed` one, since one that does not stand is destroyed.
pub(crate) fn hold_stands(
    policy: &Policy,
    purpose: &Purpose,
    balance: &Balance,
    open: bool,
    slot: Option<Slot>,
    confirmed: Millis,
) -> Option<Slot> {
    let BeforeChoice::HoldSealed { max_hours, .. } = purpose.before_choice else {
        return None;
    };
    let wanted = open || may_wait(policy, purpose, balance);
    slot.filter(|slot| wanted && is_fresh(slot, max_hours, confirmed))
}

/// Whether a sealed hold is within its time; one that began in the future is not.
pub(crate) fn is_fresh(slot: &Slot, max_hours: u32, confirmed: Millis) -> bool {
    const HOUR: Millis = 3_600_000;
    // It vouches for no entry; its slot's number holds the time when it began instead.
    let began = Millis::try_from(slot.vouched.sequence).unwrap_or(0);
    (-HOUR..Millis::from(max_hours) * HOUR).contains(&confirmed.saturating_sub(began))
}
