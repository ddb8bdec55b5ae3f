//! The refusals and limits that stand in the vault, which needs no key, and not in the ledger.
//!
//! They got there while the ledger could not be written: keys locked, a full disk, another process that held the
//! lock; or the ledger that held them is gone. They count like entries from the moment they stand there, and
//! whoever changes anything writes them down first.

use super::ready::{Ready, slot_of};
use crate::catalog::PurposeIx;
use crate::ledger::{Balance, Limiter, State, What};
use crate::ports::Random;
use crate::scope::Scope;
use crate::vault::{RawSlot, Slot, SlotId, SlotKind, VaultError, VaultFile};
use crate::world::World;

/// A no that the ledger does not hold.
pub(super) enum No {
    /// The person refused.
    Refusal(PurposeIx, State),
    /// Somebody else forbids a purpose, or all.
    Limit(Limiter, Option<String>),
}

/// What of the words in `slots` the ledger's entries do not say.
pub(super) fn missing(world: &World, slots: &[(usize, RawSlot)], balance: &Balance) -> Vec<No> {
    let raw = |tag| {
        slots
            .iter()
            .find(|(_, raw)| raw.tag == tag)
            .map(|(_, raw)| raw)
    };
    let mut missing = Vec::new();
    let mut lowered = |raw: Option<&RawSlot>, purpose: Option<&str>| {
        for limiter in raw.into_iter().flat_map(RawSlot::lowered_by) {
            if !balance.forbids(limiter, purpose) {
                missing.push(No::Limit(limiter, purpose.map(str::to_owned)));
            }
        }
    };
    lowered(raw(world.slots().limits.tag()), None);
    for (at, purpose) in world.catalog.purposes() {
        lowered(raw(world.slot(at).tag()), Some(&purpose.id));
    }
    for (at, purpose) in world.catalog.purposes() {
        let refusal = raw(world.slot(at).tag()).and_then(RawSlot::refusal);
        let last = balance.last(&purpose.id);
        let is_written = last.is_some_and(|last| last.state.is_refusal());
        if let Some(state) = refusal.filter(|_| !is_written) {
            missing.push(No::Refusal(at, recovered(balance, &purpose.id, state)));
        }
    }
    missing
}

impl Ready {
    /// What the ledger's entries and the words in the vault add up to.
    pub(crate) fn standing(&self, world: &World) -> Balance {
        self.standing_in(world, &self.vault.slots().unwrap_or_default())
    }

    /// The same with words that were read already; without words where none could be read.
    pub(crate) fn standing_by(&self, world: &World, seen: Option<&Seen>) -> Balance {
        self.standing_in(world, seen.map_or(&[], |seen| &seen.0))
    }

    /// The same with words that were read already.
    pub(super) fn standing_in(&self, world: &World, slots: &[(usize, RawSlot)]) -> Balance {
        let mut balance = self.ledger.balance().clone();
        for no in missing(world, slots, self.ledger.balance()) {
            match no {
                No::Refusal(at, state) => {
                    let purpose = &world.catalog.purpose(at).id;
                    balance.refuse(purpose, state, world.now(), &world.policy().hash);
                }
                No::Limit(limiter, purpose) => balance.forbid(limiter, purpose),
            }
        }
        balance
    }

    /// Notes in the vault that an entry which is written answers what stood in `seen`: a choice answers a
    /// refusal, a limiter takes back what it said. What was said since stands.
    pub(crate) fn answer(&self, seen: &Seen, what: &What) -> Result<(), VaultError> {
        match what {
            What::Choice { purpose, state, .. } if state.answers_a_no() => {
                match seen.place(slot_of(purpose).tag()) {
                    Some((index, raw)) if raw.refusal().is_some() => self.vault.answer(*index, raw),
                    _ => Ok(()),
                }
            }
            What::Limit {
                limiter,
                purpose,
                allows: true,
            } => match seen.place(place_of_limit(purpose.as_deref())) {
                Some((index, raw)) if raw.lowered_by().any(|one| one == *limiter) => {
                    self.vault.lift(*index, raw, *limiter)
                }
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }
}

/// The slots as they stood at one moment.
pub(crate) struct Seen(pub(super) Vec<(usize, RawSlot)>);

impl Seen {
    /// The slot of a purpose, if it stood open.
    pub(super) fn slot(&self, ready: &Ready, id: SlotId) -> Option<Slot> {
        Slot::among(&self.0, &ready.vault, &ready.keys, id)
    }

    /// Place and generation of a slot that is in use, whoever can read it.
    pub(super) fn in_use(&self, id: SlotId) -> Option<(usize, u64)> {
        let found = self.place(id.tag());
        let found = found.filter(|(_, raw)| raw.generation != 0);
        found.map(|(index, raw)| (*index, raw.generation))
    }

    /// Whether a purpose has a slot. One that cannot be read is treated as there: it is wiped rather than trusted.
    pub(crate) fn has_slot(&self, world: &World, at: PurposeIx) -> bool {
        self.in_use(world.slot(at)).is_some()
    }

    fn place(&self, tag: [u8; 16]) -> Option<&(usize, RawSlot)> {
        self.0.iter().find(|(_, raw)| raw.tag == tag)
    }
}

fn place_of_limit(purpose: Option<&str>) -> [u8; 16] {
    let limits = || SlotId::of(SlotKind::Limits, Scope::Device, "");
    purpose.map_or_else(limits, slot_of).tag()
}

/// Writes down in the vault what an entry refuses or forbids, which needs no key; nothing for any other entry.
/// Returns `true` if it is on the disk.
pub(crate) fn note(vault: &VaultFile, random: &dyn Random, what: &What) -> bool {
    let (tag, write): ([u8; 16], &dyn Fn(usize) -> Result<(), VaultError>) = match what {
        What::Choice { purpose, state, .. } if state.is_refusal() => {
            (slot_of(purpose).tag(), &|index| {
                vault.turn_off(index, random, Some(*state))
            })
        }
        What::Limit {
            limiter,
            purpose,
            allows: false,
        } => (place_of_limit(purpose.as_deref()), &|index| {
            vault.lower(index, random, *limiter)
        }),
        _ => return false,
    };
    match vault.find(tag) {
        Ok(Some((index, _))) => write(index).is_ok(),
        _ => false,
    }
}

/// What an off that the ledger does not hold is written down as: taken back, objected to, or `otherwise` where
/// nothing was said before.
pub(super) fn recovered(balance: &Balance, purpose: &str, otherwise: State) -> State {
    match balance.last(purpose).map(|last| last.state) {
        Some(state) if state.is_told() => State::Objected,
        Some(state) if state.is_consent() => State::Withdrawn,
        _ => otherwise,
    }
}
