//! What uploads cost a server, and what is counted of them.

use serde_json::Value as Json;
use sordino_engine::crash::Source;
use sordino_engine::upload::{Answer, Next, Reply, Reported, Request};
use sordino_engine::{Crash, Engine, Options, Value};
use sordino_tests::{Rig, event, on, policy, unpack};

fn messages(request: &Request) -> usize {
    let body: Json = serde_json::from_slice(&unpack(&request.body)).expect("it is JSON");
    body["batch"].as_array().expect("it is a batch").len()
}

fn taken() -> Reply {
    Reply::Answered(Answer::of(200))
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
    let later = Reply::Answered(Answer {
        retry_after: Some("7200".to_owned()),
        ..Answer::of(429)
    });
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
    let later = Reply::Answered(Answer {
        retry_after: Some("60".to_owned()),
        ..Answer::of(503)
    });
    assert_eq!(engine.report(request.id, &later), Reported::Kept);
    drop(engine);
    rig.clock.advance(-3_600_000);
    assert!(Rig::begin(&rig.open()).is_some());
}

/// An answer with the headers and the beginning that count.
fn saying(status: u16, content_type: &str, start: &str) -> Answer {
    Answer {
        content_type: Some(content_type.to_owned()),
        start: start.into(),
        ..Answer::of(status)
    }
}

#[test]
fn a_captive_portals_page_delivers_nothing() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "stability");
    engine.record(&event("connection_lost", &[]));
    for page in [
        saying(200, "text/html; charset=utf-8", ""),
        saying(
            200,
            "application/octet-stream",
            "\n<!DOCTYPE html><title>Log in</title>",
        ),
    ] {
        let request = Rig::begin(&engine).expect("one waits");
        let reply = Reply::Answered(page);
        assert_eq!(engine.report(request.id, &reply), Reported::Kept);
        assert_eq!(engine.counters().delivered, 0);
        rig.clock.advance(3_600_000);
    }
    let request = Rig::begin(&engine).expect("it is tried again");
    let own = Reply::Answered(saying(200, "application/json", "{\"success\":true}"));
    assert_eq!(engine.report(request.id, &own), Reported::Delivered);
}

/// Offers a crash of the app.
fn crash(engine: &Engine) {
    let crash = Crash {
        source: Source::Jvm,
        report: b"java.lang.IllegalStateException: closed\n\tat app.Main.main(Main.kt:7)\n",
        happened: None,
    };
    assert!(engine.crash(&crash).iter().all(Rig::is_accepted));
}

#[test]
fn a_rate_limit_beside_a_delivery_is_heeded() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "crashes");
    let limited = |categories: &str| {
        Reply::Answered(Answer {
            rate_limits: Some(format!("3600:{categories}:organization")),
            ..Answer::of(200)
        })
    };
    crash(&engine);
    let request = Rig::begin(&engine).expect("a crash waits");
    let others = limited("transaction;session");
    assert_eq!(engine.report(request.id, &others), Reported::Delivered);
    crash(&engine);
    let request = Rig::begin(&engine).expect("a limit on other data holds nothing");
    let ours = limited("default;error");
    assert_eq!(engine.report(request.id, &ours), Reported::Delivered);
    crash(&engine);
    assert!(Rig::begin(&engine).is_none(), "Sentry asked for an hour");
    drop(engine);
    let engine = rig.open();
    assert!(
        Rig::begin(&engine).is_none(),
        "a restart is no way around it"
    );
    rig.clock.advance(3_600_000);
    assert!(Rig::begin(&engine).is_some());
}
