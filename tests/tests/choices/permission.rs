//! The whole table of who has a say: every state, basis, access, ban, signal and kind of entry.

use sordino_engine::ledger::{Actor, Balance, ClosedBy, Entry, Limiter, State, What};
use sordino_policy::{DeviceAccess, LegalBasis, Policy, RequiredSignal};
use sordino_tests::{START, policy};

const DAY: i64 = 86_400_000;
const BASES: [LegalBasis; 4] = [
    LegalBasis::Consent,
    LegalBasis::Contract,
    LegalBasis::LegalObligation,
    LegalBasis::LegitimateInterest,
];
const ACCESS: [DeviceAccess; 2] = [DeviceAccess::Consent, DeviceAccess::StrictlyNecessary];
const LIMITERS: [Limiter; 4] = [
    Limiter::Os,
    Limiter::Organisation,
    Limiter::Age,
    Limiter::Signal,
];
/// What one who has a say has said, if anything.
const SAID: [Option<bool>; 3] = [None, Some(true), Some(false)];

/// The rig's policy with `usage` alone, so that the table is quick.
fn policy_with(basis: LegalBasis, access: DeviceAccess) -> Policy {
    let mut policy = policy();
    policy.purposes.truncate(1);
    policy.purposes[0].legal_basis = basis;
    policy.purposes[0].device_access = access;
    policy
}

fn entry(policy: &Policy, sequence: u64, time: i64, what: What) -> Entry {
    Entry {
        sequence,
        time,
        policy_version: policy.version.clone(),
        policy_hash: policy.hash.clone(),
        previous: String::new(),
        what,
    }
}

fn chosen(state: State) -> What {
    What::Choice {
        purpose: "usage".into(),
        state,
        legal_basis: "consent".into(),
        actor: Actor::User,
        how: "settings".into(),
        locale: "en".into(),
        text_hash: String::new(),
        material_since: String::new(),
        withdrawal: String::new(),
    }
}

fn said(limiter: Limiter, purpose: Option<&str>, allows: bool) -> What {
    What::Limit {
        limiter,
        purpose: purpose.map(str::to_owned),
        allows,
    }
}

fn after(policy: &Policy, entries: impl IntoIterator<Item = What>) -> Balance {
    let mut balance = Balance::default();
    for (at, what) in entries.into_iter().enumerate() {
        let sequence = at as u64;
        balance.apply(
            policy,
            &entry(policy, sequence, START, what),
            [at as u8; 32],
        );
    }
    balance
}

fn closed_by(balance: &Balance, policy: &Policy, now: i64) -> Option<ClosedBy> {
    balance.closed_by(policy, &policy.purposes[0], now)
}

/// What the law and the design say of a person's word alone.
fn a_word_opens(state: State, basis: LegalBasis, access: DeviceAccess) -> bool {
    match state {
        State::Given | State::Renewed => true,
        State::Informed | State::ObjectionWithdrawn => {
            basis != LegalBasis::Consent && access == DeviceAccess::StrictlyNecessary
        }
        State::Unknown
        | State::Requested
        | State::Deferred
        | State::Refused
        | State::Withdrawn
        | State::Expired
        | State::Terminated
        | State::Invalidated
        | State::Objected => false,
    }
}

/// Whom a purpose must heed: the OS always; others where the service can do without it.
fn heeds(limiter: Limiter, basis: LegalBasis, access: DeviceAccess, listed: bool) -> bool {
    let owed = matches!(basis, LegalBasis::Contract | LegalBasis::LegalObligation)
        && access == DeviceAccess::StrictlyNecessary;
    match limiter {
        Limiter::Os => true,
        Limiter::Organisation => listed && !owed,
        Limiter::Age | Limiter::Signal => !owed,
    }
}

#[test]
fn a_purpose_opens_when_nobody_forbids() {
    let mut opened = 0;
    for basis in BASES {
        for access in ACCESS {
            let mut policy = policy_with(basis, access);
            for listed in [true, false] {
                policy.limits.organisation_may_switch_off =
                    listed.then(|| "usage".to_owned()).into_iter().collect();
                for state in State::ALL {
                    for row in 0..81_usize {
                        let say = |at: usize| SAID[row / 3_usize.pow(at as u32) % 3];
                        let limits = LIMITERS.iter().enumerate();
                        let entries = limits.filter_map(|(at, limiter)| {
                            // Some speak of one purpose, some of all.
                            let purpose = (at % 2 == 0).then_some("usage");
                            Some(said(*limiter, purpose, say(at)?))
                        });
                        let balance = after(&policy, [chosen(state)].into_iter().chain(entries));
                        let forbidden = LIMITERS.iter().enumerate().any(|(at, limiter)| {
                            say(at) == Some(false) && heeds(*limiter, basis, access, listed)
                        });
                        let open = a_word_opens(state, basis, access) && !forbidden;
                        let place = format!("{basis:?} {access:?} {state:?} {listed} row {row}");
                        let closed = closed_by(&balance, &policy, START);
                        assert_eq!(closed.is_none(), open, "{place}: {closed:?}");
                        assert_eq!(balance.opening("usage").is_some(), open, "{place}");
                        opened += usize::from(open);
                    }
                }
            }
        }
    }
    assert!(opened > 500, "the table opens {opened} times");
}

#[test]
fn the_order_in_which_they_spoke_changes_nothing() {
    let policy = policy_with(LegalBasis::Consent, DeviceAccess::Consent);
    let entries = [
        chosen(State::Given),
        said(Limiter::Os, None, true),
        said(Limiter::Age, Some("usage"), false),
        said(Limiter::Signal, None, true),
    ];
    for rotation in 0..entries.len() {
        let mut turned = entries.to_vec();
        turned.rotate_left(rotation);
        let balance = after(&policy, turned);
        assert_eq!(
            closed_by(&balance, &policy, START),
            Some(ClosedBy::Limit(Limiter::Age)),
            "rotation {rotation}"
        );
    }
}

#[test]
fn a_required_signal_closes_until_supplied() {
    let signals = [
        (RequiredSignal::Age, Limiter::Age),
        (RequiredSignal::Organisation, Limiter::Organisation),
        (RequiredSignal::Signal, Limiter::Signal),
    ];
    for basis in BASES {
        for access in ACCESS {
            for (signal, limiter) in signals {
                for say in SAID {
                    let mut policy = policy_with(basis, access);
                    policy.limits.required = vec![signal];
                    let supplied = say.map(|allows| said(limiter, None, allows));
                    let balance =
                        after(&policy, [chosen(State::Given)].into_iter().chain(supplied));
                    let expected = match say {
                        _ if !heeds(limiter, basis, access, true) => None,
                        None => Some(ClosedBy::Withheld(limiter)),
                        Some(false) => Some(ClosedBy::Limit(limiter)),
                        Some(true) => None,
                    };
                    assert_eq!(
                        closed_by(&balance, &policy, START),
                        expected,
                        "{basis:?} {access:?} {signal:?} {say:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn an_earlier_yes_makes_no_later_one() {
    let policy = policy_with(LegalBasis::Consent, DeviceAccess::Consent);
    for state in State::ALL.into_iter().filter(|state| !state.is_consent()) {
        let balance = after(&policy, [chosen(State::Given), chosen(state)]);
        assert_eq!(
            closed_by(&balance, &policy, START),
            Some(ClosedBy::Choice(state))
        );
        assert!(balance.opening("usage").is_none(), "{state:?}");
    }
}

#[test]
fn each_reopening_is_an_opening_of_its_own() {
    let policy = policy_with(LegalBasis::Consent, DeviceAccess::Consent);
    let steps = [
        (chosen(State::Given), Some(0)),
        (said(Limiter::Os, None, true), Some(0)),
        (chosen(State::Renewed), Some(0)),
        (said(Limiter::Os, None, false), None),
        (said(Limiter::Os, None, true), Some(4)),
        (chosen(State::Withdrawn), None),
        (chosen(State::Given), Some(6)),
    ];
    let mut balance = Balance::default();
    for (at, (what, opening)) in steps.into_iter().enumerate() {
        let sequence = at as u64;
        balance.apply(&policy, &entry(&policy, sequence, START, what), [0; 32]);
        let found = balance.opening("usage").map(|opening| opening.sequence);
        assert_eq!(found, opening, "after entry {at}");
    }
}

#[test]
fn a_consent_ends_with_its_days() {
    for basis in BASES {
        let mut policy = policy_with(basis, DeviceAccess::StrictlyNecessary);
        policy.purposes[0].validity_days = Some(10);
        let balance = after(&policy, [chosen(State::Given)]);
        for (age, open) in [
            (0, true),
            (10 * DAY, true),
            (10 * DAY + 1, false),
            (-DAY, true),
            (-DAY - 1, false),
            (-3650 * DAY, false),
        ] {
            let closed = closed_by(&balance, &policy, START + age);
            let expected = (!open).then_some(ClosedBy::Expired);
            assert_eq!(closed, expected, "{basis:?}, {age} ms old");
        }
    }
    let mut policy = policy_with(
        LegalBasis::LegitimateInterest,
        DeviceAccess::StrictlyNecessary,
    );
    policy.purposes[0].validity_days = Some(10);
    let balance = after(&policy, [chosen(State::Informed)]);
    assert_eq!(
        closed_by(&balance, &policy, START + 11 * DAY),
        None,
        "being told is no consent and does not run out"
    );
}

#[test]
fn survivors_of_an_erasure_are_closed() {
    for basis in BASES {
        for access in ACCESS {
            let policy = policy_with(basis, access);
            for state in State::ALL {
                let balance = after(&policy, [chosen(State::Given), chosen(state)]);
                let surviving = balance.refusals();
                let is_no = matches!(state, State::Refused | State::Withdrawn | State::Objected);
                assert_eq!(surviving.len(), usize::from(is_no), "{state:?}");
                let tombstone = What::Tombstone {
                    scope: "device".into(),
                    chain: String::new(),
                    erased_head: String::new(),
                    backups_until: 0,
                    surviving,
                    lowered: Vec::new(),
                };
                let balance = after(&policy, [tombstone]);
                assert!(closed_by(&balance, &policy, START).is_some(), "{state:?}");
                assert!(balance.opening("usage").is_none(), "{state:?}");
            }
        }
    }
}
