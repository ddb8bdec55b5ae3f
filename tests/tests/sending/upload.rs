//! What waits, what is tried again, and what is not.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value as Json;
use sordino_engine::upload::{Answer, Cancel, Next, NotBegun, Reply, Reported, Request};
use sordino_engine::{Crash, Engine, Options, Outcome, Value, crash::Source};
use sordino_policy::{FieldRule, Policy};
use sordino_tests::{Rig, event, policy, unpack};

const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;

struct Nothing;

impl Cancel for Nothing {
    fn cancel(&self) {}
}

/// A device with the purpose of one recipient on.
fn on() -> (Rig, Engine) {
    on_with(policy())
}

fn on_with(policy: Policy) -> (Rig, Engine) {
    let rig = Rig::default();
    let engine = rig.open_with(policy, Options::default());
    let told = sordino_engine::ledger::State::Informed;
    engine
        .choose("stability", told, Rig::SHOWN)
        .expect("it can be told");
    (rig, engine)
}

fn offer(engine: &Engine) -> Outcome {
    engine.record(&event("connection_lost", &[("minutes", 3.into())]))
}

fn begin(engine: &Engine) -> Request {
    Rig::begin(engine).expect("something waits")
}

fn answered(status: u16) -> Reply {
    Reply::Answered(Answer::of(status))
}

fn messages(request: &Request) -> Vec<Json> {
    let body: Json = serde_json::from_slice(&unpack(&request.body)).expect("it is JSON");
    body["batch"].as_array().expect("it is a batch").clone()
}

fn wait(engine: &Engine) -> Duration {
    match engine.next_upload() {
        Next::Wait(wait) => wait,
        other => panic!("it should wait: {other:?}"),
    }
}

#[test]
fn a_passing_failure_is_retried_ever_later() {
    for reply in [
        answered(503),
        answered(500),
        answered(429),
        answered(408),
        Reply::Failed,
        Reply::TimedOut,
        Reply::Cancelled,
    ] {
        let (rig, engine) = on();
        offer(&engine);
        let mut last = Duration::ZERO;
        for _ in 0..4 {
            let request = begin(&engine);
            assert_eq!(
                engine.report(request.id, &reply),
                Reported::Kept,
                "{reply:?}"
            );
            let pause = wait(&engine);
            assert!(pause > last, "{reply:?}: {pause:?} after {last:?}");
            last = pause;
            rig.clock
                .advance(i64::try_from(pause.as_millis()).expect("a short wait"));
        }
        let request = begin(&engine);
        assert_eq!(
            engine.report(request.id, &answered(200)),
            Reported::Delivered
        );
        assert!(matches!(engine.next_upload(), Next::Idle));
    }
}

#[test]
fn the_servers_own_wish_is_heeded() {
    let (_rig, engine) = on();
    offer(&engine);
    let request = begin(&engine);
    let reply = Reply::Answered(Answer {
        retry_after: Some("7200".into()),
        ..Answer::of(429)
    });
    engine.report(request.id, &reply);
    assert_eq!(wait(&engine), Duration::from_secs(7200));
}

#[test]
fn a_redirect_or_wrong_key_loses_nothing() {
    for status in [301, 307, 401, 403, 404] {
        let (rig, engine) = on();
        offer(&engine);
        let request = begin(&engine);
        assert_eq!(engine.report(request.id, &answered(status)), Reported::Kept);
        assert!(wait(&engine) >= Duration::from_secs(1800), "{status}");
        rig.clock.advance(HOUR);
        assert_eq!(messages(&begin(&engine)).len(), 1);
    }
}

/// Begins the next upload, after the pause if there is one.
fn begin_in_time(rig: &Rig, engine: &Engine) -> Option<Request> {
    if let Next::Wait(pause) = engine.next_upload() {
        let pause = i64::try_from(pause.as_millis()).expect("a short wait");
        rig.clock.advance(pause);
    }
    Rig::begin(engine)
}

#[test]
fn one_bad_record_is_found_by_bisection() {
    const RECORDS: i64 = 500;
    // Requests to find one among 500: twice the binary logarithm.
    const MOST: usize = 17;
    for status in [400, 413, 422] {
        for bad in [0, 1, 249, 250, 333, 498, 499] {
            let (rig, engine) = on();
            for number in 0..RECORDS {
                engine.record(&event("connection_lost", &[("minutes", number.into())]));
            }
            let (mut requests, mut delivered) = (0, Vec::new());
            while engine.counters().rejected == 0 {
                let request = begin_in_time(&rig, &engine).expect("it is still searched for");
                requests += 1;
                assert!(requests <= MOST, "{status}: {bad} not found");
                let numbers = numbers(&request);
                let reply = if numbers.contains(&bad) { status } else { 200 };
                if engine.report(request.id, &answered(reply)) == Reported::Delivered {
                    delivered.extend(numbers);
                }
            }
            while let Some(request) = Rig::begin(&engine).or_else(|| begin_in_time(&rig, &engine)) {
                delivered.extend(numbers(&request));
                engine.report(request.id, &answered(200));
            }
            let others = (0..RECORDS).filter(|number| *number != bad);
            assert!(delivered.into_iter().eq(others), "{status} {bad}");
        }
    }
}

fn numbers(request: &Request) -> Vec<i64> {
    let number = |message: &Json| message["properties"]["minutes"].as_i64();
    messages(request).iter().filter_map(number).collect()
}

#[test]
fn each_rejection_is_followed_by_a_pause() {
    for status in [400, 413, 422] {
        for records in [2, 100] {
            let (_rig, engine) = on();
            (0..records).for_each(|_| drop(offer(&engine)));
            let request = begin(&engine);
            engine.report(request.id, &answered(status));
            assert!(wait(&engine) > Duration::ZERO, "{status}");
        }
    }
}

#[test]
fn rejections_in_a_row_wait_like_a_wrong_key() {
    for status in [400, 413, 422] {
        let (rig, engine) = on();
        (0..10).for_each(|_| drop(offer(&engine)));
        while engine.counters().rejected < 3 {
            let request = begin_in_time(&rig, &engine).expect("some are left");
            engine.report(request.id, &answered(status));
        }
        assert!(wait(&engine) >= Duration::from_secs(1800), "{status}");
        let request = begin_in_time(&rig, &engine).expect("some are left");
        engine.report(request.id, &answered(200));
        assert!(
            matches!(engine.next_upload(), Next::Ready(_)),
            "{status}: a delivery ends it"
        );
    }
}

#[test]
fn a_size_that_a_server_takes_is_kept() {
    let (rig, engine) = on();
    (0..500).for_each(|_| drop(offer(&engine)));
    let mut requests = 0;
    while let Some(request) = begin_in_time(&rig, &engine) {
        requests += 1;
        let status = if messages(&request).len() > 60 {
            413
        } else {
            200
        };
        engine.report(request.id, &answered(status));
    }
    assert_eq!(engine.counters().delivered, 500);
    // 500, 250, 125 and 63 are too many; 32 and then 31 look for a bad one; the rest goes by 32.
    assert_eq!(requests, 4 + 6 + 14);
}

#[test]
fn a_batch_too_large_is_halved() {
    let (rig, engine) = on();
    (0..8).for_each(|_| drop(offer(&engine)));
    let mut sizes = Vec::new();
    while let Some(request) = begin_in_time(&rig, &engine) {
        let size = messages(&request).len();
        sizes.push(size);
        // The server takes what holds one record, except the very first it sees alone.
        let bad = size > 1 || sizes.iter().filter(|size| **size == 1).count() == 1;
        engine.report(request.id, &answered(if bad { 413 } else { 200 }));
    }
    assert_eq!(sizes[..4], [8, 4, 2, 1]);
    assert_eq!(engine.counters().rejected, 1);
    assert_eq!(engine.counters().delivered, 7);
}

#[test]
fn a_batch_stays_within_what_segment_documents() {
    let (_rig, engine) = on();
    let long = "word ".repeat(300);
    for _ in 0..900 {
        engine.record(&event(
            "connection_lost",
            &[("message", Value::from(long.as_str()))],
        ));
    }
    let mut total = 0;
    while let Some(request) = Rig::begin(&engine) {
        let body = unpack(&request.body);
        assert!(body.len() <= 500_000, "{} bytes", body.len());
        let count = messages(&request).len();
        assert!(count <= 500, "{count} records");
        total += count;
        engine.report(request.id, &answered(200));
    }
    assert_eq!(total, 900);
}

#[test]
fn message_ids_stay_and_differ_by_recipient() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    let Outcome::Accepted(accepted) = engine.record(&event("alert_opened", &[])) else {
        panic!("it is on")
    };
    let ids = engine.message_ids(&accepted);
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0].1, ids[1].1, "they join nothing");
    let first = begin(&engine);
    engine.report(first.id, &Reply::TimedOut);
    drop(engine);
    let engine = rig.after_kill().open();
    rig.clock.advance(HOUR);
    for request in Rig::drain(&engine) {
        let id = messages(&request)[0]["messageId"]
            .as_str()
            .expect("it has one")
            .to_owned();
        assert!(
            ids.contains(&(request.recipient.clone(), id)),
            "{}",
            request.recipient
        );
    }
}

#[test]
fn a_crash_report_goes_out_alone() {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("crashes", Rig::SHOWN)
        .expect("it can be turned on");
    let report = b"java.lang.IllegalStateException: closed\n\tat app.Main.main(Main.kt:7)\n";
    for _ in 0..2 {
        let crash = Crash {
            source: Source::Jvm,
            report,
            happened: None,
        };
        assert!(engine.crash(&crash).iter().all(Rig::is_accepted));
    }
    let requests = Rig::drain(&engine);
    assert_eq!(requests.len(), 2, "one event an envelope");
    assert!(
        requests[0].url.ends_with("/api/7/envelope/"),
        "{}",
        requests[0].url
    );
}

#[test]
fn a_crash_while_off_never_leaves() {
    let rig = Rig::default();
    let engine = rig.open();
    let while_off = sordino_tests::START - HOUR;
    engine
        .turn_on("crashes", Rig::SHOWN)
        .expect("it can be turned on");
    let report = b"java.lang.IllegalStateException: closed\n\tat app.Main.main(Main.kt:7)\n";
    let crash = Crash {
        source: Source::Jvm,
        report,
        happened: Some(while_off),
    };
    let refused = Outcome::Refused(sordino_engine::Refusal::ClosedThen);
    assert_eq!(engine.crash(&crash), [refused]);
}

#[test]
fn after_retention_records_are_destroyed_unsent() {
    let (rig, engine) = on();
    offer(&engine);
    drop(engine);
    rig.clock.advance(31 * DAY);
    let rig = rig.after_kill();
    let engine = rig.open();
    assert!(matches!(engine.next_upload(), Next::Idle));
    assert_eq!(engine.counters().expired, 1);
    assert!(
        !rig.disk
            .contents()
            .keys()
            .any(|path| path.ends_with(".seg"))
    );
}

#[test]
fn a_full_queue_counts_its_lost_segment() {
    let mut bounded = policy();
    for recipient in &mut bounded.recipients {
        recipient.queue.max_records = 80;
    }
    let (rig, engine) = on_with(bounded);
    let mut ids = Vec::new();
    for _ in 0..200 {
        rig.clock.advance(1);
        let Outcome::Accepted(accepted) = offer(&engine) else {
            panic!("it is on")
        };
        ids.extend(engine.message_ids(&accepted));
    }
    let queued = engine.queued_ids();
    assert!(queued.len() <= 80 && queued.len() > 50, "{}", queued.len());
    assert_eq!(engine.counters().evicted + queued.len() as u64, 200);
    assert_eq!(queued, ids[200 - queued.len()..], "the newest are there");
}

#[test]
fn a_revoked_ticket_begins_nothing() {
    let (_rig, engine) = on();
    offer(&engine);
    let Next::Ready(ticket) = engine.next_upload() else {
        panic!("something waits")
    };
    engine
        .turn_off("stability", Rig::SHOWN)
        .expect("it can be turned off");
    let begun = engine.begin(ticket, Arc::new(Nothing)).map(drop);
    assert_eq!(begun, Err(NotBegun::Revoked));
}

#[test]
fn a_late_failure_is_never_retried() {
    for reply in [answered(200), answered(503)] {
        let (_rig, engine) = on();
        offer(&engine);
        let request = begin(&engine);
        let receipt = engine
            .turn_off("stability", Rig::SHOWN)
            .expect("it can be turned off");
        assert_eq!(receipt.uploads.len(), 1, "the upload is on the receipt");
        assert_eq!(engine.report(request.id, &reply), Reported::TooLate);
        assert_eq!(engine.report(request.id, &reply), Reported::Unknown, "once");
        assert!(Rig::begin(&engine).is_none());
    }
}

#[test]
fn the_policy_in_force_decides_what_leaves() {
    let (rig, engine) = on();
    let properties = [
        ("minutes", 3.into()),
        ("message", Value::from("hello")),
        ("channel", "push".into()),
        ("alert_id", "a-1".into()),
    ];
    engine.record(&event("connection_lost", &properties));
    drop(engine);
    let mut newer = policy();
    newer.fields.retain(|field| field.name != "message");
    for field in &mut newer.fields {
        match field.name.as_str() {
            "channel" => field.rule = FieldRule::Enumerate(vec!["sms".into()]),
            "minutes" => field.rule = FieldRule::Pseudonymise,
            _ => {}
        }
    }
    newer.hash = newer.content_hash();
    let engine = rig.after_kill().open_with(newer, Options::default());
    let sent = messages(&begin(&engine))[0]["properties"].clone();
    assert_eq!(sent["message"], Json::Null, "no longer listed");
    assert_eq!(
        sent["minutes"],
        Json::Null,
        "raw, where only a pseudonym may leave"
    );
    assert_eq!(sent["channel"], "other");
    assert!(sent["alert_id"].is_string(), "a pseudonym stays one");
}
