//! What uploads cost a server, and what is counted of them.

use serde_json::Value as Json;
use sordino_engine::upload::{Next, Reply, Reported, Request};
use sordino_engine::{Options, Value};
use sordino_tests::{Rig, event, on, policy, unpack};

fn messages(request: &Request) -> usize {
    let body: Json = serde_json::from_slice(&unpack(&request.body)).expect("it is JSON");
    body["batch"].as_array().expect("it is a batch").len()
}

fn taken() -> Reply {
    Reply::Answered {
        status: 200,
        retry_after: None,
    }
}

#[test]
fn a_taken_batch_is_not_resent_at_once() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    engine.record(&event("alert_opened", &[]));
    let first = Rig::begin(&engine).expect("something waits");
    engine.report(first.id, &taken());
    rig.disk.set_free(Some(0));
    let mut sends = 0;
    while let Some(request) = Rig::begin(&engine) {
        engine.report(request.id, &taken());
        sends += 1;
        assert!(
            sends < 10,
            "the same record went out {sends} times, without a pause"
        );
    }
}

#[test]
fn control_characters_stay_within_segments_bounds() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("stability", Rig::SHOWN)
        .expect("it can be turned on");
    let text = "\u{1}".repeat(8000);
    for _ in 0..60 {
        engine.record(&event(
            "connection_lost",
            &[("message", Value::from(text.as_str()))],
        ));
    }
    for request in Rig::drain(&engine) {
        let bytes = unpack(&request.body).len();
        assert!(bytes <= 500_000, "{bytes} bytes");
    }
}

#[test]
fn records_held_back_by_policy_are_counted() {
    let mut older = policy();
    let mut other = older
        .events
        .iter()
        .find(|one| one.name == "connection_lost")
        .expect("it is there")
        .clone();
    other.name = "connection_found".into();
    older.events.push(other);
    older.hash = older.content_hash();
    let rig = Rig::default();
    let engine = rig.open_with(older, Options::default());
    engine
        .turn_on("stability", Rig::SHOWN)
        .expect("it can be turned on");
    engine.record(&event("connection_lost", &[]));
    engine.record(&event("connection_found", &[]));
    drop(engine);
    let engine = rig.after_kill().open();
    let request = Rig::begin(&engine).expect("one may leave");
    assert_eq!(messages(&request), 1);
    engine.report(request.id, &taken());
    let counters = engine.counters();
    assert_eq!(
        (request.records, counters.delivered, counters.rejected),
        (1, 1, 1)
    );
}

#[test]
fn a_killed_processs_upload_is_not_idle() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("stability", Rig::SHOWN)
        .expect("it can be turned on");
    engine.record(&event("connection_lost", &[]));
    let _under_way = Rig::begin(&engine).expect("something waits");
    let engine = rig.after_kill().open();
    let next = engine.next_upload();
    assert!(
        !matches!(next, Next::Idle),
        "{} waits, and it says {next:?}",
        engine.queued_ids().len()
    );
}

#[test]
fn signing_in_while_closed_refuses_nothing() {
    let engine = Rig::default().open();
    engine.sign_in(
        sordino_engine::Account {
            user_id: Some("a".into()),
            customer_id: None,
        },
        &[],
    );
    assert_eq!(engine.counters().refused.values().sum::<u64>(), 0);
}

#[test]
fn a_servers_pause_outlives_a_restart() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "stability");
    engine.record(&event("connection_lost", &[]));
    let request = Rig::begin(&engine).expect("one waits");
    let later = Reply::Answered {
        status: 429,
        retry_after: Some("7200".to_owned()),
    };
    assert_eq!(engine.report(request.id, &later), Reported::Kept);
    drop(engine);

    let engine = rig.open();

    let wait = |millis| Next::Wait(std::time::Duration::from_millis(millis));
    let next = || format!("{:?}", engine.next_upload());
    assert_eq!(next(), format!("{:?}", wait(7_200_000)));
    rig.clock.advance(7_199_000);
    assert_eq!(next(), format!("{:?}", wait(1_000)));
    rig.clock.advance(1_000);
    assert_eq!(Rig::drain(&engine).len(), 1, "then it is sent");
    engine.record(&event("connection_lost", &[]));
    assert_eq!(Rig::drain(&engine).len(), 1, "and what comes next too");
}

#[test]
fn a_clock_set_back_ends_a_servers_pause() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "stability");
    engine.record(&event("connection_lost", &[]));
    let request = Rig::begin(&engine).expect("one waits");
    let later = Reply::Answered {
        status: 503,
        retry_after: Some("60".to_owned()),
    };
    assert_eq!(engine.report(request.id, &later), Reported::Kept);
    drop(engine);
    rig.clock.advance(-3_600_000);
    assert!(Rig::begin(&rig.open()).is_some());
}
