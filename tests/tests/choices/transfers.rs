//! A recipient outside the EEA gets data only while the transfer tool is in force, and every page says the same.

use sordino_engine::settings::RowKind;
use sordino_engine::upload::Next;
use sordino_engine::{Engine, Options, Outcome};
use sordino_policy::Policy;
use sordino_tests::{Rig, START, event, on, policy};

const DAY: i64 = 86_400_000;
/// The first millisecond of 2026-11-24, the day of the tests.
const TODAY: i64 = START / DAY * DAY;

/// The rig's policy, with the mirror in the USA under a tool with these days.
fn over_there(from: Option<&str>, until: Option<&str>) -> Policy {
    let mut policy = policy();
    let mirror = policy.recipients.iter_mut().find(|one| one.id == "mirror");
    let mirror = mirror.expect("the rig has it");
    mirror.country = "US".to_owned();
    mirror.transfer_tool = Some(sordino_policy::TransferTool::AdequacyDecision);
    mirror.transfer_from = from.map(str::to_owned);
    mirror.transfer_until = until.map(str::to_owned);
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
