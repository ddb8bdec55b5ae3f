//! Who has a say, and what opens.

use std::time::Duration;

use sordino_engine::ledger::{ClosedBy, Limiter, State};
use sordino_engine::ports::Files;
use sordino_engine::{Account, Engine, Options, Outcome, Refusal};
use sordino_policy::{BeforeChoice, DeviceAccess, LegalBasis, Policy, RequiredSignal};
use sordino_tests::{Rig, event, policy, unpack};

const DAY: i64 = 86_400_000;

fn offer(engine: &Engine) -> Outcome {
    engine.record(&event("alert_opened", &[("minutes", 3.into())]))
}

/// The rig's policy with another basis and access for `usage`.
fn policy_with(basis: LegalBasis, access: DeviceAccess) -> Policy {
    let mut policy = policy();
    policy.purposes[0].legal_basis = basis;
    policy.purposes[0].device_access = access;
    policy
}

#[test]
fn only_a_yes_opens_what_needs_consent() {
    for basis in [
        LegalBasis::Consent,
        LegalBasis::LegitimateInterest,
        LegalBasis::Contract,
    ] {
        for access in [DeviceAccess::Consent, DeviceAccess::StrictlyNecessary] {
            for state in [
                State::Requested,
                State::Deferred,
                State::Refused,
                State::Informed,
                State::Objected,
            ] {
                let rig = Rig::default();
                let engine = rig.open_with(policy_with(basis, access), Options::default());
                assert_eq!(
                    offer(&engine),
                    Outcome::Refused(Refusal::Closed),
                    "nobody chose"
                );
                engine
                    .choose("usage", state, Rig::SHOWN)
                    .expect("it is a person's state");
                let needs_none =
                    basis != LegalBasis::Consent && access == DeviceAccess::StrictlyNecessary;
                let opens = state == State::Informed && needs_none;
                assert_eq!(
                    Rig::is_accepted(&offer(&engine)),
                    opens,
                    "{basis:?} {access:?} {state:?}"
                );
                engine
                    .turn_on("usage", Rig::SHOWN)
                    .expect("a yes opens every basis");
                assert!(
                    Rig::is_accepted(&offer(&engine)),
                    "{basis:?} {access:?} after {state:?}"
                );
            }
        }
    }
}

#[test]
fn states_that_nobody_chooses_are_no_choices() {
    let engine = Rig::default().open();
    for state in [
        State::Unknown,
        State::Given,
        State::Renewed,
        State::Withdrawn,
        State::Expired,
        State::Terminated,
        State::Invalidated,
    ] {
        assert!(
            engine.choose("usage", state, Rig::SHOWN).is_err(),
            "{state:?}"
        );
    }
    assert!(engine.turn_on("no such purpose", Rig::SHOWN).is_err());
}

#[test]
fn anybody_can_lower_a_choice_nobody_raise() {
    for limiter in [
        Limiter::Os,
        Limiter::Organisation,
        Limiter::Age,
        Limiter::Signal,
    ] {
        for purpose in [None, Some("usage")] {
            let rig = Rig::default();
            let engine = rig.open();
            engine.limit(limiter, purpose, true).expect("it is written");
            assert_eq!(
                offer(&engine),
                Outcome::Refused(Refusal::Closed),
                "{limiter:?} opened it"
            );
            engine
                .turn_on("usage", Rig::SHOWN)
                .expect("it can be turned on");
            assert!(Rig::is_accepted(&offer(&engine)));

            let receipts = engine
                .limit(limiter, purpose, false)
                .expect("it is written");

            assert_eq!(receipts.len(), 1, "{limiter:?} {purpose:?}");
            assert_eq!(receipts[0].records.number(), 2, "the barrier ran");
            assert_eq!(offer(&engine), Outcome::Refused(Refusal::Closed));
            let standing = engine.status("usage").expect("it is declared");
            assert_eq!(standing.closed_by, Some(ClosedBy::Limit(limiter)));
            assert_eq!(standing.state, State::Given, "the person's word stands");
            engine.limit(limiter, purpose, true).expect("it is written");
            assert!(
                Rig::is_accepted(&offer(&engine)),
                "what was lowered comes back with its lifting"
            );
        }
    }
}

#[test]
fn another_process_on_is_seen_within_a_second() {
    let rig = Rig::default();
    let (here, there) = (rig.open(), rig.open());
    let closed = Outcome::Refused(Refusal::Closed);
    assert_eq!(offer(&here), closed);
    there.turn_on("usage", Rig::SHOWN).expect("it opens");
    assert_eq!(offer(&here), closed);
    rig.clock.advance(1_000);
    let choice = rig.disk.lock("lock", Duration::ZERO);
    assert_eq!(offer(&here), closed);
    drop(choice.expect("nobody held it"));
    assert!(Rig::is_accepted(&offer(&here)));
}

#[test]
fn a_lifted_limit_begins_a_new_identity() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    let anonymous = |engine: &Engine| {
        offer(engine);
        let body = unpack(&Rig::drain(engine)[0].body);
        let body: serde_json::Value = serde_json::from_slice(&body).expect("it is JSON");
        body["batch"][0]["anonymousId"].to_string()
    };
    let before = anonymous(&engine);
    engine
        .limit(Limiter::Organisation, None, false)
        .expect("it is written");
    engine
        .limit(Limiter::Organisation, None, true)
        .expect("it is written");
    assert_ne!(anonymous(&engine), before);
}

#[test]
fn an_organisation_closes_only_what_it_may() {
    let mut policy = policy();
    policy.limits.organisation_may_switch_off.clear();
    let engine = Rig::default().open_with(policy, Options::default());
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    engine
        .limit(Limiter::Organisation, None, false)
        .expect("it is written");
    assert!(Rig::is_accepted(&offer(&engine)));
}

#[test]
fn a_withheld_required_signal_closes() {
    for (signal, limiter) in [
        (RequiredSignal::Age, Limiter::Age),
        (RequiredSignal::Organisation, Limiter::Organisation),
        (RequiredSignal::Signal, Limiter::Signal),
    ] {
        let mut policy = policy();
        policy.limits.required.push(signal);
        let rig = Rig::default();
        let engine = rig.open_with(policy, Options::default());
        let turned = engine
            .turn_on("usage", Rig::SHOWN)
            .expect("the yes is written");
        assert!(!turned.open);
        assert_eq!(turned.closed_by, Some(ClosedBy::Withheld(limiter)));
        assert_eq!(offer(&engine), Outcome::Refused(Refusal::Closed));
        engine.limit(limiter, None, true).expect("it is written");
        assert!(Rig::is_accepted(&offer(&engine)), "{signal:?} supplied");
    }
}

#[test]
fn a_material_change_of_the_policy_asks_again() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    offer(&engine);
    drop(engine);
    for (material, open) in [(false, true), (true, false)] {
        let mut newer = policy();
        newer.version = "8".into();
        newer.material = material;
        newer.hash = newer.content_hash();
        let engine = rig.after_kill().open_with(newer, Options::default());
        let standing = engine.status("usage").expect("it is declared");
        assert_eq!(standing.open, open, "material: {material}");
        assert_eq!(engine.queued_ids().len(), if open { 2 } else { 0 });
        if material {
            assert_eq!(standing.state, State::Invalidated);
            assert!(
                engine
                    .turn_on("usage", Rig::SHOWN)
                    .expect("it can be asked again")
                    .open
            );
        }
    }
}

#[test]
fn consent_that_ran_out_runs_the_barrier() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    rig.clock.advance(364 * DAY);
    offer(&engine);
    assert_eq!(engine.expire().expect("it looks"), []);
    rig.clock.advance(2 * DAY);

    let receipts = engine.expire().expect("it closes");

    assert_eq!(receipts.len(), 1);
    assert_eq!(receipts[0].records.number(), 2);
    assert_eq!(
        engine.status("usage").expect("it is declared").state,
        State::Expired
    );
    assert_eq!(offer(&engine), Outcome::Refused(Refusal::Closed));
}

#[test]
fn the_next_opening_closes_expired_consent() {
    let rig = Rig::default();
    rig.open()
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    rig.clock.advance(366 * DAY);
    let engine = rig.after_kill().open();
    assert_eq!(
        engine.status("usage").expect("it is declared").state,
        State::Expired
    );
    assert_eq!(offer(&engine), Outcome::Refused(Refusal::Closed));
}

fn held(engine: &Engine, count: usize) {
    for _ in 0..count {
        let outcome = engine.record(&event("first_seen", &[("minutes", 1.into())]));
        assert!(
            matches!(outcome, Outcome::HeldInMemory | Outcome::HeldSealed),
            "{outcome:?}"
        );
    }
}

#[test]
fn a_memory_hold_is_queued_or_destroyed() {
    let rig = Rig::default();
    let engine = rig.open();
    held(&engine, 5);
    assert!(
        !rig.disk
            .contents()
            .keys()
            .any(|path| path.starts_with("queue")),
        "nothing on disk"
    );
    let turned = engine
        .turn_on("early", Rig::SHOWN)
        .expect("it can be turned on");
    assert_eq!(turned.held_records, 3, "the policy's bound");
    assert_eq!(engine.queued_ids().len(), 3);

    let engine = Rig::default().open();
    held(&engine, 2);
    engine
        .choose("early", State::Refused, Rig::SHOWN)
        .expect("it can be refused");
    let refused = engine.record(&event("first_seen", &[]));
    assert_eq!(refused, Outcome::Refused(Refusal::Closed));
    let turned = engine
        .turn_on("early", Rig::SHOWN)
        .expect("it can be turned on");
    assert_eq!(turned.held_records, 0, "a no destroyed them");
}

/// `early` holds sealed, for strictly necessary access.
fn sealed_policy() -> Policy {
    let mut policy = policy();
    let early = policy
        .purposes
        .iter_mut()
        .find(|purpose| purpose.id == "early")
        .expect("the rig has it");
    early.device_access = DeviceAccess::StrictlyNecessary;
    early.before_choice = BeforeChoice::HoldSealed {
        max_records: 3,
        max_hours: 24,
    };
    policy
}

#[test]
fn a_sealed_hold_survives_a_kill() {
    let rig = Rig::default();
    let engine = rig.open_with(sealed_policy(), Options::default());
    let anna = Account {
        user_id: Some("anna-7".into()),
        customer_id: None,
    };
    engine.sign_in(anna, &[]);
    held(&engine, 2);
    let rig = rig.after_kill();
    let engine = rig.open_with(sealed_policy(), Options::default());
    let turned = engine
        .turn_on("early", Rig::SHOWN)
        .expect("it can be turned on");
    assert_eq!(turned.held_records, 3, "two events, and who signed in");
    let body = unpack(&Rig::drain(&engine)[0].body);
    let body: serde_json::Value = serde_json::from_slice(&body).expect("it is JSON");
    assert!(
        body["batch"][0]["userId"].is_string(),
        "who was signed in then: {body}"
    );
    assert!(
        engine
            .issued()
            .expect("there is a list")
            .iter()
            .any(|one| one.field == "user_id")
    );
}

#[test]
fn a_sealed_hold_goes_with_no_and_time() {
    let rig = Rig::default();
    let engine = rig.open_with(sealed_policy(), Options::default());
    held(&engine, 3);
    let full = engine.record(&event("first_seen", &[]));
    assert_eq!(full, Outcome::Refused(Refusal::NoRoom));
    assert_eq!(
        engine.issued().expect("there is a list"),
        [],
        "nobody was given anything"
    );
    engine
        .choose("early", State::Refused, Rig::SHOWN)
        .expect("it can be refused");
    assert!(engine.tidy());
    assert!(
        !rig.disk.contents().keys().any(|path| path.contains(".seg")),
        "nothing is left"
    );

    let rig = Rig::default();
    let engine = rig.open_with(sealed_policy(), Options::default());
    held(&engine, 1);
    rig.clock.advance(25 * 3_600_000);
    let rig = rig.after_kill();
    let engine = rig.open_with(sealed_policy(), Options::default());
    let turned = engine
        .turn_on("early", Rig::SHOWN)
        .expect("it can be turned on");
    assert_eq!(turned.held_records, 0, "its time was over");
}
