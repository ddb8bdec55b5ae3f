//! As many purposes as a policy may have.

use sordino_engine::crash::Source;
use sordino_engine::{Crash, Engine, Options};
use sordino_policy::{Policy, RecipientKind};
use sordino_testkit::memory::Fault;
use sordino_tests::{Rig, event, on, policy};

/// The rig's policy with so many purposes of one sort, each with an event.
fn with_purposes(count: usize) -> (Policy, Vec<String>) {
    let mut policy = policy();
    let model = policy.purposes[0].clone();
    let rule = policy.events[0].clone();
    let ids: Vec<String> = (0..count).map(|number| format!("usage_{number}")).collect();
    policy.purposes = ids
        .iter()
        .map(|id| sordino_policy::Purpose {
            id: id.clone(),
            ..model.clone()
        })
        .collect();
    policy.events = ids
        .iter()
        .map(|id| sordino_policy::EventRule {
            name: format!("opened_{id}"),
            purpose: id.clone(),
            ..rule.clone()
        })
        .collect();
    policy.limits.organisation_may_switch_off = Vec::new();
    for recipient in &mut policy.recipients {
        recipient.purposes = match recipient.id.as_str() {
            "segment" => ids.clone(),
            _ => Vec::new(),
        };
    }
    policy.recipients.retain(|one| !one.purposes.is_empty());
    policy.hash = policy.content_hash();
    (policy, ids)
}

fn open(rig: &Rig, policy: &Policy) -> Engine {
    rig.open_with(policy.clone(), Options::default())
}

fn are_open(engine: &Engine, ids: &[String]) -> usize {
    let is_open = |id: &&String| engine.status(id).is_some_and(|status| status.open);
    ids.iter().filter(is_open).count()
}

#[test]
fn all_purposes_of_a_policy_can_be_open() {
    let (policy, ids) = with_purposes(64);
    let rig = Rig::default();
    let engine = open(&rig, &policy);
    ids.iter().for_each(|id| on(&engine, id));
    assert_eq!(are_open(&engine, &ids), 64);
    for id in &ids {
        let outcome = engine.record(&event(&format!("opened_{id}"), &[]));
        assert!(Rig::is_accepted(&outcome), "{id}: {outcome:?}");
    }
    drop(engine);
    let engine = open(&rig, &policy);
    assert_eq!(are_open(&engine, &ids), 64, "after a restart");
    assert_eq!(engine.queued_ids().len(), 64);
    for id in &ids {
        let off = engine.turn_off(id, Rig::SHOWN);
        assert!(off.is_ok(), "{id}: {off:?}");
    }
    drop(engine);
    assert_eq!(are_open(&open(&rig, &policy), &ids), 0);
}

/// The rig's policy with so many recipients of this kind.
fn with_recipients(count: usize, kind: RecipientKind) -> Policy {
    let mut policy = policy();
    let of_it = policy.recipients.iter().find(|one| one.kind == kind);
    let model = of_it.expect("there is one").clone();
    policy.recipients = (0..count)
        .map(|number| sordino_policy::Recipient {
            id: format!("to_{number}"),
            ..model.clone()
        })
        .collect();
    let ids: Vec<String> = policy.recipients.iter().map(|one| one.id.clone()).collect();
    for field in &mut policy.fields {
        field.recipients.clone_from(&ids);
    }
    policy.hash = policy.content_hash();
    policy
}

#[test]
fn a_hundred_recipients_get_an_event_each() {
    let policy = with_recipients(100, RecipientKind::Segment);
    let rig = Rig::default();
    let engine = open(&rig, &policy);
    on(&engine, "usage");
    let outcome = engine.record(&event("alert_opened", &[]));
    assert!(Rig::is_accepted(&outcome), "{outcome:?}");
    assert_eq!(Rig::drain(&engine).len(), 100);
    let off = engine.turn_off("usage", Rig::SHOWN).expect("it is on");
    assert!(engine.complete(&off).files_gone);
}

#[test]
fn many_purposes_keep_few_files_open() {
    let (policy, ids) = with_purposes(64);
    let rig = Rig::default();
    let engine = open(&rig, &policy);
    ids.iter().for_each(|id| on(&engine, id));
    for round in 0..2 {
        for id in &ids {
            rig.clock.advance(1);
            let outcome = engine.record(&event(&format!("opened_{id}"), &[]));
            assert!(Rig::is_accepted(&outcome), "{id}: {outcome:?}");
            // Besides come the handles of the adapter's locks: two at rest.
            let open = rig.disk.open_handles();
            assert!(open <= 14, "round {round}, {id}: {open} handles");
        }
    }
    assert_eq!(engine.queued_ids().len(), 128, "nothing is lost by it");
    // A purpose that is recorded for over and over keeps its segment.
    let writes = |rig: &Rig| rig.disk.contents().len();
    let before = writes(&rig);
    for _ in 0..20 {
        engine.record(&event(&format!("opened_{}", ids[63]), &[]));
    }
    assert_eq!(writes(&rig), before);
}

#[test]
fn many_recipients_keep_few_files_open() {
    let policy = with_recipients(40, RecipientKind::Segment);
    let rig = Rig::default();
    let engine = open(&rig, &policy);
    on(&engine, "usage");
    let record = |engine: &Engine| {
        let outcome = engine.record(&event("alert_opened", &[]));
        assert!(Rig::is_accepted(&outcome), "{outcome:?}");
    };
    for round in 0..3 {
        record(&engine);
        let open = rig.disk.open_handles();
        assert!(open <= 14, "round {round}: {open} handles");
    }
    let segments = |rig: &Rig| {
        let files = rig.disk.contents();
        files.keys().filter(|path| path.ends_with(".seg")).count()
    };
    assert_eq!(segments(&rig), 40, "each goes on with its own");

    // Another process takes a segment that sleeps for left behind; the next record begins one.
    let other = open(&rig, &policy);
    assert_eq!(Rig::drain(&other).len(), 40);
    record(&engine);
    drop(engine);
    assert_eq!(other.queued_ids().len(), 40);
    assert_eq!(Rig::drain(&other).len(), 40, "nothing is lost by it");
}

#[test]
fn many_crash_recipients_keep_few_files_open() {
    let policy = with_recipients(40, RecipientKind::Sentry);
    let rig = Rig::default();
    let engine = open(&rig, &policy);
    on(&engine, "crashes");
    for round in 0..3 {
        let open = rig.disk.open_handles();
        assert!(open <= 14, "round {round}: {open} handles");
        let outcomes = engine.crash(&Crash {
            source: Source::Jvm,
            report: b"java.lang.IllegalStateException: no route",
            happened: None,
        });
        assert!(outcomes.iter().all(Rig::is_accepted), "{outcomes:?}");
    }
    assert_eq!(engine.queued_ids().len(), 120, "nothing is lost by it");
}

#[test]
fn a_kill_while_the_vault_grows_closes_nothing() {
    let (few, ids) = with_purposes(20);
    let (many, _) = with_purposes(64);
    let rig = Rig::default();
    let engine = open(&rig, &few);
    ids.iter().for_each(|id| on(&engine, id));
    drop(engine);
    let mut grown = 0;
    for step in 0.. {
        for fault in [Fault::CutThenKilled, Fault::ThenKilled, Fault::Fails] {
            let rig = rig.after_kill();
            rig.disk.set_fault(step, fault);
            let engine = open(&rig, &many);
            let killed = rig.disk.is_killed();
            drop(engine);
            rig.disk.clear_fault();
            let rig = rig.after_kill();
            let engine = open(&rig, &many);
            assert_eq!(are_open(&engine, &ids), 20, "{fault:?} at {step}");
            on(&engine, "usage_63");
            grown += u32::from(killed);
        }
        if step > 12 {
            break;
        }
    }
    assert!(grown > 10, "opening was cut short: {grown}");
}
