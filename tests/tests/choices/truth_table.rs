//! The whole table: every state of a choice, on every ground, under everything that can lower it.
//!
//! What is expected is said over again here, by the rules of docs/formats/ledger.md, and not by the engine.

use sordino_engine::ledger::{Actor, Balance, ClosedBy, Entry, Limiter, State, What};
use sordino_policy::{DeviceAccess, LegalBasis, Policy, RequiredSignal};
use sordino_tests::{START, policy};

const BASES: [LegalBasis; 4] = [
    LegalBasis::Consent,
    LegalBasis::Contract,
    LegalBasis::LegalObligation,
    LegalBasis::LegitimateInterest,
];
const ACCESSES: [DeviceAccess; 2] = [DeviceAccess::Consent, DeviceAccess::StrictlyNecessary];
const LIMITERS: [Limiter; 4] = [
    Limiter::Os,
    Limiter::Organisation,
    Limiter::Age,
    Limiter::Signal,
];
/// What a limiter said last: nothing, for the purpose, or for all.
const SAID: [Option<(bool, bool)>; 5] = [
    None,
    Some((false, true)),
    Some((false, false)),
    Some((true, true)),
    Some((true, false)),
];
const REQUIRED: [RequiredSignal; 3] = [
    RequiredSignal::Age,
    RequiredSignal::Organisation,
    RequiredSignal::Signal,
];

fn entry(policy: &Policy, what: What) -> Entry {
    Entry {
        sequence: 1,
        time: START,
        policy_version: policy.version.clone(),
        policy_hash: policy.hash.clone(),
        previous: String::new(),
        what,
    }
}

/// The person's part: a yes opens everything; being told opens what needs no consent.
fn person_opens(state: State, basis: LegalBasis, access: DeviceAccess) -> bool {
    let needs_consent = basis == LegalBasis::Consent || access == DeviceAccess::Consent;
    match state {
        State::Given | State::Renewed => true,
        State::Informed | State::ObjectionWithdrawn => !needs_consent,
        _ => false,
    }
}

/// Whether a limiter has a say: the system always, the others where the service can do without the purpose, and an
/// organisation where the policy lets it besides.
fn has_a_say(limiter: Limiter, basis: LegalBasis, access: DeviceAccess, listed: bool) -> bool {
    let needed = matches!(basis, LegalBasis::Contract | LegalBasis::LegalObligation)
        && access == DeviceAccess::StrictlyNecessary;
    match limiter {
        Limiter::Os => true,
        Limiter::Organisation => !needed && listed,
        Limiter::Age | Limiter::Signal => !needed,
    }
}

#[test]
fn every_row_of_the_table_holds() {
    let mut rows = 0_u32;
    for basis in BASES {
        for access in ACCESSES {
            for (listed, required) in (0..16).map(|bits| (bits & 1 == 1, bits >> 1)) {
                let mut policy = policy();
                policy.purposes.truncate(1);
                let purpose = &mut policy.purposes[0];
                (purpose.legal_basis, purpose.device_access) = (basis, access);
                purpose.validity_days = None;
                let id = purpose.id.clone();
                policy.limits.organisation_may_switch_off = match listed {
                    true => vec![id.clone()],
                    false => Vec::new(),
                };
                let wanted = (0..3).filter(|at| required >> at & 1 == 1);
                policy.limits.required = wanted.map(|at| REQUIRED[at]).collect();
                rows += under_one_policy(&policy, &id, (basis, access, listed));
            }
        }
    }
    assert_eq!(rows, 4 * 2 * 16 * 13 * 5 * 5 * 5 * 5);
}

/// Every state under every word of every limiter.
fn under_one_policy(
    policy: &Policy,
    id: &str,
    (basis, access, listed): (LegalBasis, DeviceAccess, bool),
) -> u32 {
    let mut rows = 0;
    for words in 0..5_usize.pow(4) {
        let said = |at: usize| SAID[words / 5_usize.pow(at as u32) % 5];
        let mut limited = Balance::default();
        let mut lowered = false;
        for (at, limiter) in LIMITERS.into_iter().enumerate() {
            if let Some((allows, own)) = said(at) {
                let purpose = own.then(|| id.to_owned());
                let what = What::Limit {
                    limiter,
                    purpose,
                    allows,
                };
                limited.apply(policy, &entry(policy, what), [at as u8; 32]);
            }
            let signal = match limiter {
                Limiter::Os => None,
                Limiter::Organisation => Some(RequiredSignal::Organisation),
                Limiter::Age => Some(RequiredSignal::Age),
                Limiter::Signal => Some(RequiredSignal::Signal),
            };
            let withheld = signal.is_some_and(|signal| policy.limits.required.contains(&signal));
            let lowers = said(at).map_or(withheld, |(allows, _)| !allows);
            lowered |= lowers && has_a_say(limiter, basis, access, listed);
        }
        for state in State::ALL {
            let what = What::Choice {
                purpose: id.to_owned(),
                state,
                legal_basis: String::new(),
                actor: Actor::User,
                how: String::new(),
                locale: String::new(),
                text_hash: String::new(),
                material_since: String::new(),
                withdrawal: String::new(),
            };
            let mut balance = limited.clone();
            balance.apply(policy, &entry(policy, what), [9; 32]);
            let closed = balance.closed_by(policy, &policy.purposes[0], START);
            let expected = !lowered && person_opens(state, basis, access);
            let row = || format!("{state:?} {basis:?} {access:?} {listed} {words}");
            assert_eq!(closed.is_none(), expected, "{}: {closed:?}", row());
            // Whoever lowers it is told first.
            let by_choice = matches!(closed, Some(ClosedBy::Choice(_)));
            assert_eq!(by_choice, !lowered && !expected, "{}", row());
            rows += 1;
        }
    }
    rows
}
