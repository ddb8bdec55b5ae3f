//! A recipient outside the EEA gets data only while the transfer tool is in force, and every page says the same.

use std::sync::Arc;
use std::time::Duration;

use sordino_engine::settings::RowKind;
use sordino_engine::upload::Next;
use sordino_engine::{Engine, Options, Outcome};
use sordino_policy::Policy;
use sordino_testkit::memory::Sdk;
use sordino_tests::{Rig, START, event, on, policy};

use crate::vendors::{OFF, engine_under};

const DAY: i64 = 86_400_000;
/// The first millisecond of 2026-11-24, the day of the tests.
const TODAY: i64 = START / DAY * DAY;

/// The rig's policy, with the mirror in the USA under a tool with these days.
fn over_there(from: Option<&str>, until: Option<&str>) -> Policy {
    under_a_tool("mirror", from, until)
}

fn under_a_tool(recipient: &str, from: Option<&str>, until: Option<&str>) -> Policy {
    let mut policy = policy();
    let mut recipients = policy.recipients.iter_mut();
    let abroad = recipients.find(|one| one.id == recipient);
    let abroad = abroad.expect("the rig has it");
    abroad.country = "US".to_owned();
    abroad.transfer_tool = Some(sordino_policy::TransferTool::AdequacyDecision);
    abroad.transfer_from = from.map(str::to_owned);
    abroad.transfer_until = until.map(str::to_owned);
    policy
}

fn open(rig: &Rig, from: Option<&str>, until: Option<&str>) -> Engine {
    rig.open_with(over_there(from, until), Options::default())
}

/// Who got a record that is offered now.
fn sent(engine: &Engine) -> Vec<String> {
    assert!(Rig::is_accepted(
        &engine.record(&event("alert_opened", &[]))
    ));
    let requests = Rig::drain(engine);
    requests.into_iter().map(|one| one.recipient).collect()
}

/// What the settings say of the mirror's country.
fn country(engine: &Engine) -> String {
    let screen = engine.settings("en", 0);
    let mut rows = screen.sections.iter().flat_map(|section| &section.rows);
    let usage = rows.find(|row| row.purpose.as_deref() == Some("usage"));
    let usage = usage.expect("it has a row");
    assert_eq!(usage.kind, RowKind::Toggle);
    let mut lines = usage.recipients.iter();
    let line = lines.find(|line| line.name == "Mirror of Kranich");
    line.expect("it is named").country.clone()
}

#[test]
fn a_tool_that_is_not_in_force_yet_sends_nothing() {
    let rig = Rig::default();
    let engine = open(&rig, Some("2026-11-25"), None);
    on(&engine, "usage");
    for early in [DAY, 1_000, 1] {
        rig.clock.set(TODAY + DAY - early);
        assert_eq!(sent(&engine), ["segment"], "{early} ms before");
        let says = "USA, gets nothing before 25 November";
        assert_eq!(country(&engine), says);
    }
    for late in [0, 1_000] {
        rig.clock.set(TODAY + DAY + late);
        assert_eq!(sent(&engine), ["segment", "mirror"], "{late} ms after");
        assert_eq!(country(&engine), "USA");
    }
}

#[test]
fn a_tool_that_ended_sends_nothing_any_more() {
    let rig = Rig::default();
    let engine = open(&rig, None, Some("2026-11-24"));
    on(&engine, "usage");
    for early in [1_000, 1] {
        rig.clock.set(TODAY + DAY - early);
        assert_eq!(sent(&engine), ["segment", "mirror"], "{early} ms before");
        assert_eq!(country(&engine), "USA, until 24 November");
    }
    for late in [0, 1_000] {
        rig.clock.set(TODAY + DAY + late);
        assert_eq!(sent(&engine), ["segment"], "{late} ms after");
        let says = "USA, has got nothing since 25 November";
        assert_eq!(country(&engine), says);
    }
}

#[test]
fn what_was_queued_before_the_end_stays_here() {
    let rig = Rig::default();
    let engine = open(&rig, None, Some("2026-11-24"));
    on(&engine, "usage");
    engine.record(&event("alert_opened", &[]));
    rig.clock.set(TODAY + DAY);
    let requests = Rig::drain(&engine);
    assert!(requests.iter().all(|one| one.recipient == "segment"));
    assert!(!matches!(engine.next_upload(), Next::Ready(_)));
}

#[test]
fn an_upload_ends_with_the_tool() {
    let rig = Rig::default();
    let engine = open(&rig, None, Some("2026-11-24"));
    on(&engine, "usage");
    engine.record(&event("alert_opened", &[]));
    let first = Rig::begin(&engine).expect("one is ready");
    let Next::Ready(ticket) = engine.next_upload() else {
        panic!("the mirror's is ready too")
    };
    assert_eq!(first.recipient, "segment");
    rig.clock.set(TODAY + DAY);
    struct NoTransport;
    impl sordino_engine::upload::Cancel for NoTransport {
        fn cancel(&self) {}
    }
    let begun = engine.begin(ticket, std::sync::Arc::new(NoTransport));
    assert!(begun.is_err(), "it ended between ticket and begin");
}

#[test]
fn with_nobody_in_reach_a_record_is_refused() {
    let rig = Rig::default();
    let mut policy = over_there(Some("2026-11-25"), None);
    policy.recipients.retain(|one| one.id != "segment");
    for field in &mut policy.fields {
        field.recipients.retain(|one| one != "segment");
    }
    let engine = rig.open_with(policy, Options::default());
    on(&engine, "usage");
    let outcome = engine.record(&event("alert_opened", &[]));
    assert!(matches!(outcome, Outcome::Refused(_)), "{outcome:?}");
}

#[test]
fn a_vendor_hears_when_its_tool_ends() {
    let calls: [fn(&Engine); 4] = [
        |engine| drop(engine.record(&event("alert_opened", &[]))),
        |engine| drop(engine.next_upload()),
        Engine::stop_revoked,
        |engine| drop(engine.expire()),
    ];
    for (number, call) in calls.into_iter().enumerate() {
        let rig = Rig::default();
        let vendor = Arc::new(Sdk::that_says("vendor", OFF));
        let abroad = under_a_tool("vendor", Some("2026-11-25"), Some("2026-11-25"));
        let engine = engine_under(&rig, &[&vendor], abroad, Duration::from_secs(60));
        on(&engine, "crashes");
        call(&engine);
        assert!(vendor.hears(&[]), "call {number}: nothing allows it yet");

        rig.clock.set(TODAY + DAY);
        call(&engine);
        assert!(vendor.hears(&["crashes"]), "call {number}: it begins");

        rig.clock.set(TODAY + 2 * DAY - 1);
        call(&engine);
        rig.clock.set(TODAY + 2 * DAY);
        call(&engine);
        assert!(vendor.hears(&[]), "call {number}: it ended");
        let words = vendor.words().into_iter();
        let on = words.filter(|word| !word.is_empty());
        assert_eq!(on.count(), 1, "call {number}: each is told once");
    }
}
