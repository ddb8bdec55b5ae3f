//! What ledger and vault do not agree on is closed before anything else happens.

use sordino_policy::LegalBasis;

use super::nos::{No, Seen, missing, recovered};
use super::ready::Ready;
use crate::catalog::PurposeIx;
use crate::condition::{NotReady, StartupRepair};
use crate::gate::{Verdict, Why, hold_stands, verdict};
use crate::ledger::{Actor, ClosedBy, LedgerError, State, What};
use crate::vault::VaultError;
use crate::world::World;

/// The policy's word for a legal basis.
pub(crate) fn basis(basis: LegalBasis) -> &'static str {
    match basis {
        LegalBasis::Consent => "consent",
        LegalBasis::Contract => "contract",
        LegalBasis::LegalObligation => "legal_obligation",
        LegalBasis::LegitimateInterest => "legitimate_interest",
    }
}

/// A purpose whose slot was open and that nobody closed by a call: its term, the policy or a limit did.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FoundClosed {
    pub(crate) at: PurposeIx,
    /// The slot, and the generation that it had.
    pub(crate) slot: (usize, u64),
    /// Whether the ledger says so.
    pub(crate) in_ledger: bool,
}

impl FoundClosed {
    fn new(at: PurposeIx, slot: (usize, u64), in_ledger: bool) -> Self {
        Self {
            at,
            slot,
            in_ledger,
        }
    }
}

/// Wipes every slot that ledger and vault do not agree on, and writes what is missing.
pub(super) fn settle(
    world: &World,
    ready: &mut Ready,
    found: &mut Vec<StartupRepair>,
    closed: &mut Vec<FoundClosed>,
) -> Result<(), NotReady> {
    // What cannot be written now counts all the same, and is written before the next change.
    let seen = Seen(ready.vault.slots()?);
    if let Ok(true) = ready.write_missing_nos(world, &seen, None) {
        found.push(StartupRepair::OffCompleted);
    }
    let standing = ready.standing_by(world, Some(&seen));
    for (at, purpose) in world.catalog.purposes() {
        let (policy, now) = (world.policy(), world.now());
        let read = |id| seen.slot(ready, id);
        let slot = read(world.slot(at));
        let verdict = verdict(policy, purpose, &standing, slot, now);
        let open = matches!(verdict, Verdict::Open { .. });
        let hold = read(world.hold_slot(at));
        let times = (now, world.confirmed_now());
        if hold_stands(policy, purpose, &standing, open, hold, times.1).is_none() {
            // What cannot be wiped is closed all the same: nothing reads it.
            let _ = ready.wipe_hold(world, &seen, at);
        }
        let Verdict::Closed(why) = verdict else {
            continue;
        };
        let why = match why {
            Why::Unvouched => why,
            Why::Ledger(_) => match standing.closed_for_good(policy, purpose, times) {
                Some(why) => Why::Ledger(why),
                // It ran out by a clock that nothing confirms yet.
                None => continue,
            },
        };
        let wiped = ready.wipe(world, &seen, at)?;
        let (state, actor) = match why {
            Why::Unvouched => {
                found.push(match wiped.is_some() {
                    true => StartupRepair::SlotUnvouched,
                    false => StartupRepair::OffCompleted,
                });
                let state = recovered(ready.balance(), &purpose.id, State::Withdrawn);
                (state, Actor::Recovery)
            }
            // Also where somebody else forbids it besides: the yes is none any more when they allow it.
            Why::Ledger(_) => match standing.closed_by_person_for_good(policy, purpose, times) {
                Some(ClosedBy::Expired) => (State::Expired, Actor::Expiry),
                Some(ClosedBy::PolicyChanged) => (State::Invalidated, Actor::Policy),
                _ => {
                    closed.extend(wiped.map(|slot| FoundClosed::new(at, slot, true)));
                    continue;
                }
            },
        };
        // It is closed either way; what cannot be written now is written before the next change.
        let written = ready.write_closed(world, at, state, actor).is_ok();
        closed.extend(wiped.map(|slot| FoundClosed::new(at, slot, written)));
    }
    Ok(())
}

impl Ready {
    /// Writes the entries of offs that reached the vault and not the ledger, and wipes what they could not
    /// wipe: nothing may open because the ledger has not heard of them.
    ///
    /// That of `own` is left to the caller, who writes it. Returns the slots as they stood when no other was missing. An off
    /// since then is another word.
    pub(crate) fn write_missing_offs(
        &mut self,
        world: &World,
        own: Option<PurposeIx>,
    ) -> Result<Seen, LedgerError> {
        loop {
            let seen = self.seen()?;
            // First: what a limit closed is no withdrawal of the person's.
            let mut written = self.write_missing_nos(world, &seen, own)?;
            let mut missing = Vec::new();
            let purposes = world.catalog.purposes();
            for (at, purpose) in purposes.filter(|(at, _)| Some(*at) != own) {
                let slot = seen.slot(self, world.slot(at));
                let (balance, now) = (self.balance(), world.now());
                let verdict = verdict(world.policy(), purpose, balance, slot, now);
                if matches!(verdict, Verdict::Closed(Why::Unvouched)) {
                    missing.push(at);
                }
            }
            for at in missing {
                written = true;
                let purpose = &world.catalog.purpose(at).id;
                // What cannot be wiped is closed all the same, and dies with the key.
                let _: Result<_, VaultError> = self.wipe(world, &seen, at);
                let (state, actor) = (
                    recovered(self.balance(), purpose, State::Withdrawn),
                    Actor::Recovery,
                );
                self.write_closed(world, at, state, actor)?;
            }
            if !written {
                return Ok(seen);
            }
        }
    }

    /// Writes down what only the vault holds, but no refusal of `own`; whether there was anything.
    fn write_missing_nos(
        &mut self,
        world: &World,
        seen: &Seen,
        own: Option<PurposeIx>,
    ) -> Result<bool, LedgerError> {
        let mut missing = missing(world, &seen.0, self.balance());
        missing.retain(|no| !matches!(no, No::Refusal(at, _) if Some(*at) == own));
        let found = !missing.is_empty();
        for no in missing {
            match no {
                No::Refusal(at, state) => self.write_closed(world, at, state, Actor::Recovery)?,
                No::Limit(limiter, purpose) => {
                    let allows = false;
                    let what = What::Limit {
                        limiter,
                        purpose,
                        allows,
                    };
                    self.append(world, what)?;
                }
            }
        }
        Ok(found)
    }

    /// Wipes the slots of purposes that the ledger does not hold open; the names of all of them,
    /// wiped or not.
    pub(super) fn wipe_unvouched(&self, world: &World) -> Vec<[u8; 16]> {
        let seen = Seen(self.vault.slots().unwrap_or_default());
        let standing = self.standing_by(world, Some(&seen));
        let judged = self.judge(world, (&seen.0, &standing));
        let times = (world.now(), world.confirmed_now());
        let is_dead = |one: &super::slots::Judged| match one.verdict {
            Verdict::Open { .. } => false,
            Verdict::Closed(Why::Unvouched) => true,
            Verdict::Closed(Why::Ledger(_)) => {
                let purpose = world.catalog.purpose(one.at);
                standing
                    .closed_for_good(world.policy(), purpose, times)
                    .is_some()
            }
        };
        let dead = judged.filter(is_dead);
        dead.map(|one| {
            // What cannot be wiped dies with the key.
            let _: Result<_, VaultError> = self.wipe(world, &seen, one.at);
            world.slot(one.at).tag()
        })
        .collect()
    }

    /// Writes that a purpose is closed, without anybody having chosen now.
    pub(crate) fn write_closed(
        &mut self,
        world: &World,
        at: PurposeIx,
        state: State,
        actor: Actor,
    ) -> Result<(), LedgerError> {
        let purpose = world.catalog.purpose(at);
        let what = What::Choice {
            purpose: purpose.id.clone(),
            state,
            legal_basis: basis(purpose.legal_basis).to_owned(),
            actor,
            how: "opening".to_owned(),
            locale: String::new(),
            text_hash: String::new(),
            material_since: world.policy().material_since(purpose).to_owned(),
            withdrawal: String::new(),
        };
        self.append(world, what)
    }
}
