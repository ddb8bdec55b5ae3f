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
pub(crate) fn on() -> (Rig, Engine) {
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

pub(crate) fn offer(engine: &Engine) -> Outcome {
    engine.record(&event("connection_lost", &[("minutes", 3.into())]))
}

pub(crate) fn begin(engine: &Engine) -> Request {
    Rig::begin(engine).expect("something waits")
}

pub(crate) fn answered(status: u16) -> Reply {
    Reply::Answered(Answer::of(status))
}

pub(crate) fn messages(request: &Request) -> Vec<Json> {
    let body: Json = serde_json::from_slice(&unpack(&request.body)).expect("it is JSON");
    body["batch"].as_array().expect("it is a batch").clone()
}

pub(crate) fn wait(engine: &Engine) -> Duration {
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
