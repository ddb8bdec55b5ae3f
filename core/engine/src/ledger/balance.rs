//! What the entries add up to: who last said what, and whether a purpose is open.

use std::collections::BTreeMap;

use serde::Serialize;
use sordino_policy::{DeviceAccess, LegalBasis, Policy, Purpose, PurposeKind, RequiredSignal};

use super::entry::{Entry, Hash, What};
use super::state::{Limiter, State};
use crate::ports::{DAY, Millis};

/// An entry from the future beyond this was written under a clock that was set back since.
const CLOCK_SLACK: Millis = DAY;

/// The entry that a vault slot vouches for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Its sequence.
    pub sequence: u64,
    /// Its hash.
    pub hash: Hash,
    /// When it was written.
    pub time: Millis,
}

/// The last word of the person on one purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastChoice {
    /// The state.
    pub state: State,
    /// When.
    pub time: Millis,
    /// Under which policy.
    pub policy_hash: String,
    /// The version since which a yes counted then; empty where any did.
    pub material_since: String,
}

/// Why a purpose is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosedBy {
    /// The person has not chosen.
    NoChoice,
    /// The person's last choice does not open it.
    Choice(State),
    /// Somebody else forbids it.
    Limit(Limiter),
    /// The policy wants a signal that was never supplied.
    Withheld(Limiter),
    /// The consent ran out.
    Expired,
    /// The policy changed so much that the person must be asked again.
    PolicyChanged,
}

/// While a yes is good, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) from: Millis,
    pub(crate) until: Millis,
}

impl Term {
    const FOR_EVER: Self = Self {
        from: Millis::MIN,
        until: Millis::MAX,
    };

    /// Returns `true` if `now` lies in the term.
    pub(crate) fn holds(self, now: Millis) -> bool {
        (self.from..=self.until).contains(&now)
    }
}

/// What all entries add up to: the last word of the person and of each limiter.
#[derive(Debug, Clone, Default)]
pub struct Balance {
    pub(super) user: BTreeMap<String, LastChoice>,
    pub(super) limits: BTreeMap<(Limiter, Option<String>), bool>,
    pub(super) openings: BTreeMap<String, Opening>,
    /// Hash of the chain's first entry.
    pub(super) chain: Hash,
    /// The last entry by which nobody waits any more for a first choice, though the purpose is closed.
    pub(super) ended: BTreeMap<String, u64>,
}

/// Since when a purpose's first choice has been waited for. It changes with every no, whatever follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WaitingSince {
    chain: Hash,
    ended: Option<u64>,
}

impl Balance {
    /// The person's last choice for a purpose.
    pub fn last(&self, purpose: &str) -> Option<&LastChoice> {
        self.user.get(purpose)
    }

    /// The entry since which the purpose has been open without a break.
    pub fn opening(&self, purpose: &str) -> Option<Opening> {
        self.openings.get(purpose).copied()
    }

    /// Whether a limit has this value already.
    pub(crate) fn says_already(&self, what: &What) -> bool {
        match what {
            What::Limit {
                limiter,
                purpose,
                allows,
            } => self.limits.get(&(*limiter, purpose.clone())) == Some(allows),
            What::Genesis { .. }
            | What::Tombstone { .. }
            | What::Checkpoint(_)
            | What::Choice { .. } => false,
        }
    }

    /// Returns `true` if the last word of a limiter forbids a purpose, or all.
    pub(crate) fn forbids(&self, limiter: Limiter, purpose: Option<&str>) -> bool {
        self.limits.get(&(limiter, purpose.map(str::to_owned))) == Some(&false)
    }

    /// Takes a refusal into account that no entry holds yet.
    pub(crate) fn refuse(&mut self, purpose: &str, state: State, time: Millis, policy_hash: &str) {
        let last = LastChoice {
            state,
            time,
            policy_hash: policy_hash.to_owned(),
            // A refusal is none the less one under another policy.
            material_since: String::new(),
        };
        self.user.insert(purpose.to_owned(), last);
        self.openings.remove(purpose);
    }

    /// Takes a limit into account that no entry holds yet.
    pub(crate) fn forbid(&mut self, limiter: Limiter, purpose: Option<String>) {
        self.limits.insert((limiter, purpose), false);
    }

    /// Refusals, for a tombstone.
    pub fn refusals(&self) -> Vec<(String, State)> {
        self.user
            .iter()
            .filter(|(_, last)| last.state.is_refusal())
            .map(|(purpose, last)| (purpose.clone(), last.state))
            .collect()
    }

    /// Since when the first choice for a purpose has been waited for.
    pub(crate) fn waiting_since(&self, purpose: &str) -> WaitingSince {
        WaitingSince {
            chain: self.chain,
            ended: self.ended.get(purpose).copied(),
        }
    }

    /// Who forbids what, for a tombstone.
    pub fn lowerings(&self) -> Vec<(Limiter, Option<String>)> {
        let lowered = self.limits.iter().filter(|(_, allows)| !**allows);
        lowered.map(|(whose, _)| whose.clone()).collect()
    }

    /// Takes one more entry into account.
    pub fn apply(&mut self, policy: &Policy, entry: &Entry, hash: Hash) {
        match &entry.what {
            What::Genesis { .. } => self.chain = hash,
            // It says what the entries before it said.
            What::Checkpoint(_) => {}
            What::Tombstone {
                surviving, lowered, ..
            } => {
                for (limiter, purpose) in lowered {
                    self.forbid(*limiter, purpose.clone());
                }
                self.chain = hash;
                for (purpose, state) in surviving {
                    self.choose(purpose, *state, entry, "");
                }
            }
            What::Choice {
                purpose,
                state,
                material_since,
                ..
            } => self.choose(purpose, *state, entry, material_since),
            What::Limit {
                limiter,
                purpose,
                allows,
            } => {
                self.limits.insert((*limiter, purpose.clone()), *allows);
            }
        }
        let opening = Opening {
            sequence: entry.sequence,
            hash,
            time: entry.time,
        };
        for purpose in &policy.purposes {
            // Judged at the time of the entry: what ran out later is judged at the moment of use.
            match self.closed_by(policy, purpose, entry.time) {
                None => {
                    self.openings.entry(purpose.id.clone()).or_insert(opening);
                }
                // Written down by an entry of its own, once the time is confirmed.
                Some(ClosedBy::Expired) => {}
                Some(_) => {
                    self.openings.remove(&purpose.id);
                    if !self.may_wait(policy, purpose) {
                        self.ended.insert(purpose.id.clone(), entry.sequence);
                    }
                }
            }
        }
    }

    /// Whether what was offered before the first choice may wait: the person has not chosen, and nobody
    /// forbids the purpose whatever the person will say.
    pub(crate) fn may_wait(&self, policy: &Policy, purpose: &Purpose) -> bool {
        let unchosen = self.last(&purpose.id).is_none_or(|last| {
            matches!(
                last.state,
                State::Unknown | State::Requested | State::Deferred
            )
        });
        unchosen && !self.is_forbidden(policy, purpose)
    }

    fn choose(&mut self, purpose: &str, state: State, entry: &Entry, material_since: &str) {
        let last = LastChoice {
            state,
            time: entry.time,
            policy_hash: entry.policy_hash.clone(),
            material_since: material_since.to_owned(),
        };
        self.user.insert(purpose.to_owned(), last);
    }

    /// Returns why `purpose` is closed at `now`, or `None` if it is open: the first of [`Balance::reasons`].
    pub fn closed_by(&self, policy: &Policy, purpose: &Purpose, now: Millis) -> Option<ClosedBy> {
        let mut limits = self.limits_on(policy, purpose);
        limits
            .next()
            .or_else(|| self.closed_by_person(policy, purpose, now))
    }

    /// Why `purpose` is closed for good, so that what it holds may be destroyed: as [`closed_by`](Self::closed_by), but what ran
    /// out only by a clock that nothing `confirmed` may come back.
    pub(crate) fn closed_for_good(
        &self,
        policy: &Policy,
        purpose: &Purpose,
        times: (Millis, Millis),
    ) -> Option<ClosedBy> {
        let mut limits = self.limits_on(policy, purpose);
        limits
            .next()
            .or_else(|| self.closed_by_person_for_good(policy, purpose, times))
    }

    /// Why the person's own choice does not open `purpose`, and never will by itself.
    pub(crate) fn closed_by_person_for_good(
        &self,
        policy: &Policy,
        purpose: &Purpose,
        (now, confirmed): (Millis, Millis),
    ) -> Option<ClosedBy> {
        match self.closed_by_person(policy, purpose, now) {
            Some(ClosedBy::Expired) => self.closed_by_person(policy, purpose, confirmed),
            why => why,
        }
    }

    /// Returns every reason for which `purpose` is closed at `now`: who lowers it first, the person last.
    pub fn reasons(&self, policy: &Policy, purpose: &Purpose, now: Millis) -> Vec<ClosedBy> {
        let limits = self.limits_on(policy, purpose);
        limits
            .chain(self.closed_by_person(policy, purpose, now))
            .collect()
    }

    /// Returns why the person's own choice does not open `purpose` at `now`.
    pub(crate) fn closed_by_person(
        &self,
        policy: &Policy,
        purpose: &Purpose,
        now: Millis,
    ) -> Option<ClosedBy> {
        let Some(last) = self.user.get(&purpose.id) else {
            return Some(ClosedBy::NoChoice);
        };
        if !opens(purpose, last.state) {
            return Some(ClosedBy::Choice(last.state));
        }
        let outdated = last.material_since != policy.material_since(purpose);
        if outdated || policy.material && last.policy_hash != policy.hash {
            return Some(ClosedBy::PolicyChanged);
        }
        if !self.term(purpose).holds(now) {
            return Some(ClosedBy::Expired);
        }
        None
    }

    /// While the person's last choice for `purpose` is good: for ever, unless it is a consent of limited
    /// validity.
    pub(crate) fn term(&self, purpose: &Purpose) -> Term {
        let consent = self.user.get(&purpose.id);
        match (
            consent.filter(|last| last.state.is_consent()),
            purpose.validity_days,
        ) {
            (Some(last), Some(days)) => Term {
                // A clock set back far cannot show that the consent still holds.
                from: last.time.saturating_sub(CLOCK_SLACK),
                until: last.time.saturating_add(Millis::from(days) * DAY),
            },
            _ => Term::FOR_EVER,
        }
    }

    /// Returns `true` if somebody forbids `purpose`, whatever the person will say.
    pub(crate) fn is_forbidden(&self, policy: &Policy, purpose: &Purpose) -> bool {
        let mut limits = self.limits_on(policy, purpose);
        limits.any(|why| matches!(why, ClosedBy::Limit(_)))
    }

    /// Returns `true` if anybody but the person keeps `purpose` closed.
    pub(crate) fn is_limited(&self, policy: &Policy, purpose: &Purpose) -> bool {
        self.limits_on(policy, purpose).next().is_some()
    }

    /// Returns who else keeps `purpose` closed, in the order in which they are told.
    fn limits_on<'a>(
        &'a self,
        policy: &'a Policy,
        purpose: &'a Purpose,
    ) -> impl Iterator<Item = ClosedBy> + 'a {
        const ALL: [(Limiter, Option<RequiredSignal>); 4] = [
            (Limiter::Os, None),
            (Limiter::Organisation, Some(RequiredSignal::Organisation)),
            (Limiter::Age, Some(RequiredSignal::Age)),
            (Limiter::Signal, Some(RequiredSignal::Signal)),
        ];
        let limits = ALL.into_iter();
        limits.filter_map(|limit| self.limit_of(limit, policy, purpose))
    }

    fn limit_of(
        &self,
        (limiter, required): (Limiter, Option<RequiredSignal>),
        policy: &Policy,
        purpose: &Purpose,
    ) -> Option<ClosedBy> {
        let may_switch_off = &policy.limits.organisation_may_switch_off;
        if limiter == Limiter::Organisation && !may_switch_off.contains(&purpose.id) {
            return None;
        }
        if limiter != Limiter::Os && !is_optional(purpose) {
            return None;
        }
        if purpose.kind == PurposeKind::Rights {
            // Nobody limits what a person asks for by law.
            return None;
        }
        let own = self.limits.get(&(limiter, Some(purpose.id.clone())));
        let all = self.limits.get(&(limiter, None));
        if own == Some(&false) || all == Some(&false) {
            return Some(ClosedBy::Limit(limiter));
        }
        let known = own.is_some() || all.is_some();
        let withheld =
            !known && required.is_some_and(|signal| policy.limits.required.contains(&signal));
        withheld.then_some(ClosedBy::Withheld(limiter))
    }
}

/// Returns `true` if the service that was asked for can do without `purpose`.
pub(crate) fn is_optional(purpose: &Purpose) -> bool {
    match purpose.legal_basis {
        LegalBasis::Consent | LegalBasis::LegitimateInterest => true,
        LegalBasis::Contract | LegalBasis::LegalObligation => {
            purpose.device_access == DeviceAccess::Consent
        }
    }
}

/// Whether a state opens a purpose. Consent opens any; being told, and an objection taken back, opens what needs
/// no consent.
pub fn opens(purpose: &Purpose, state: State) -> bool {
    let needs_consent = purpose.legal_basis == LegalBasis::Consent
        || purpose.device_access == DeviceAccess::Consent;
    state.is_consent() || (state.is_told() && !needs_consent)
}
