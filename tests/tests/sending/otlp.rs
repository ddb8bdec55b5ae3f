//! A recipient of kind `otlp`: what it is sent, and what its answers do.

use serde_json::Value as Json;
use sordino_engine::crash::Source;
use sordino_engine::upload::{Answer, Next, Reply, Reported, Request};
use sordino_engine::{Account, Crash, Engine, Options};
use sordino_testkit::otlp;
use sordino_tests::{Rig, collector_policy, event, unpack};

const REPORT: &[u8] = b"java.lang.IllegalStateException: no rota for anna@example.org\n\tat com.example.Rota.owner(Rota.kt:12)\nCaused by: java.io.IOException: closed\n\tat com.example.Net.read(Net.kt:3)\n";
fn open(rig: &Rig) -> Engine {
    let engine = rig.open_with(collector_policy(), Options::default());
    for purpose in ["usage", "crashes"] {
        engine
            .turn_on(purpose, Rig::SHOWN)
            .expect("it can be turned on");
    }
    engine
}

fn offer(engine: &Engine, minutes: i64) {
    let offered = engine.record(&event(
        "alert_opened",
        &[("minutes", minutes.into()), ("message", "unlisted".into())],
    ));
    assert!(Rig::is_accepted(&offered), "{offered:?}");
}

fn crash(engine: &Engine) {
    let outcomes = engine.crash(&Crash {
        source: Source::Jvm,
        report: REPORT,
        happened: None,
    });
    assert!(outcomes.iter().all(Rig::is_accepted), "{outcomes:?}");
}

fn logs(request: &Request) -> Json {
    otlp::to_json(&unpack(&request.body)).expect("it is a request with logs")
}

fn keys(holder: &Json) -> Vec<&str> {
    let attributes = holder["attributes"].as_array().expect("it has some");
    attributes
        .iter()
        .filter_map(|one| one["key"].as_str())
        .collect()
}

/// What a collector says of records that it rejected.
fn partial(rejected: u8) -> Reply {
    // The length of 60 is a `<`: read as text, the answer would be a page.
    let mut start = vec![0x0a, 60, 0x08, rejected, 0x12, 56];
    start.extend_from_slice(&[b'.'; 56]);
    Reply::Answered(Answer {
        content_type: Some("application/x-protobuf".into()),
        start,
        ..Answer::of(200)
    })
}

#[test]
fn one_collector_takes_events_and_crashes() {
    let rig = Rig::default();
    let engine = open(&rig);
    engine.sign_in(
        Account {
            user_id: Some("u-raw-4711".into()),
            customer_id: Some("c-raw-11".into()),
        },
        &[],
    );
    offer(&engine, 3);
    crash(&engine);

    let requests = Rig::drain(&engine);

    let mut names = Vec::new();
    for request in &requests {
        assert_eq!(request.url, "https://telemetry.kranich-systems.de/v1/logs");
        assert!(
            request
                .headers
                .iter()
                .all(|(name, _)| name != "Authorization")
        );
        let logs = logs(request);
        let resource = &logs["resourceLogs"][0]["resource"];
        assert_eq!(
            keys(resource),
            ["service.name", "service.version", "app.installation.id"]
        );
        for record in otlp::records(&logs) {
            names.push(
                record["eventName"]
                    .as_str()
                    .expect("it has a name")
                    .to_owned(),
            );
            let of_record = keys(record);
            let own: &[&str] = match names[names.len() - 1].as_str() {
                "alert_opened" => &["minutes"],
                "app.crash" => &[
                    "exception.type",
                    "exception.message",
                    "exception.stacktrace",
                ],
                _ => &[],
            };
            assert_eq!(
                of_record,
                [&["log.record.uid", "enduser.pseudo.id"], own].concat()
            );
        }
        let text = logs.to_string();
        for raw in ["u-raw", "c-raw", "anna@", "unlisted", "Rota", "Pixel"] {
            assert!(!text.contains(raw), "{raw} left");
        }
    }
    names.sort_unstable();
    assert_eq!(names, ["alert_opened", "app.crash", "sordino.sign_in"]);
}

#[test]
fn a_crash_leaves_with_its_causes_as_text() {
    let rig = Rig::default();
    let engine = open(&rig);
    crash(&engine);

    let request = Rig::begin(&engine).expect("the crash waits");

    let logs = logs(&request);
    let record = otlp::records(&logs)[0];
    assert_eq!(record["severityNumber"], 21);
    let stack = otlp::attribute(record, "exception.stacktrace").expect("it has a stack");
    assert_eq!(
        stack,
        "java.lang.IllegalStateException: no rota for [email]\n\tat unknown(12)\n\
         Caused by: java.io.IOException: closed\n\tat unknown(3)\n"
    );
}

#[test]
fn rejected_records_are_counted_and_never_resent() {
    let rig = Rig::default();
    let engine = open(&rig);
    for minutes in 0..3 {
        offer(&engine, minutes);
    }
    let request = Rig::begin(&engine).expect("they wait");
    assert_eq!(request.records, 3);

    assert_eq!(engine.report(request.id, &partial(2)), Reported::Delivered);

    let counters = engine.counters();
    assert_eq!((counters.delivered, counters.rejected), (1, 2));
    assert!(matches!(engine.next_upload(), Next::Idle));
    offer(&engine, 4);
    let request = Rig::begin(&engine).expect("another waits");
    assert_eq!(engine.report(request.id, &partial(9)), Reported::Dropped);
    assert_eq!(engine.counters().rejected, 3);
}

#[test]
fn a_busy_collector_is_waited_for_as_it_says() {
    for status in [429, 502, 503, 504] {
        let rig = Rig::default();
        let engine = open(&rig);
        offer(&engine, 1);
        let request = Rig::begin(&engine).expect("it waits");
        let answer = Answer {
            retry_after: Some("600".into()),
            ..Answer::of(status)
        };
        assert_eq!(
            engine.report(request.id, &Reply::Answered(answer)),
            Reported::Kept
        );
        rig.clock.advance(599_000);
        assert!(Rig::begin(&engine).is_none(), "{status}");
        rig.clock.advance(2_000);
        assert!(Rig::begin(&engine).is_some(), "{status}");
    }
}

#[test]
fn a_broken_collector_is_left_alone_for_long() {
    for status in [401, 500, 501] {
        let rig = Rig::default();
        let engine = open(&rig);
        offer(&engine, 1);
        let request = Rig::begin(&engine).expect("it waits");
        let reply = Reply::Answered(Answer::of(status));
        assert_eq!(engine.report(request.id, &reply), Reported::Kept);
        rig.clock.advance(29 * 60_000);
        assert!(Rig::begin(&engine).is_none(), "{status}");
        rig.clock.advance(32 * 60_000);
        assert!(Rig::begin(&engine).is_some(), "{status}");
    }
}
