//! What is no record, and clocks that jump: refused for its reason, counted, never half-written.

use sordino_engine::crash::{CrashRefusal, Source};
use sordino_engine::record::{MAX_BYTES, MAX_DEPTH, MAX_NAME, MAX_PROPERTIES};
use sordino_engine::upload::Next;
use sordino_engine::{Crash, Engine, Facts, MAX_FACT, Options, Outcome, Refusal, Value};
use sordino_tests::{Rig, START, event, policy, unpack};

/// An event, its properties, and why it must be refused.
type Case<'a> = (&'a str, Vec<(&'a str, Value<'a>)>, Refusal);

const YEAR: i64 = 365 * 86_400_000;

fn on() -> (Rig, Engine) {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    engine
        .turn_on("crashes", Rig::SHOWN)
        .expect("it can be turned on");
    (rig, engine)
}

#[test]
fn a_bad_record_is_never_written() {
    let (rig, engine) = on();
    engine.record(&event("alert_opened", &[]));
    let before = rig.disk.contents();
    let name = "n".repeat(MAX_NAME + 1);
    let long = "x".repeat(MAX_BYTES + 1);
    let many: Vec<(&str, Value<'_>)> = (0..=MAX_PROPERTIES)
        .map(|_| ("open", true.into()))
        .collect();
    let nested =
        |depth: usize| (1..depth).fold(Value::Int(1), |inside, _| Value::List(vec![inside]));
    let inner_many = Value::Map(
        (0..70)
            .map(|n| (format!("k{n}").into(), Value::Int(n)))
            .collect(),
    );
    let inner_name = Value::Map(vec![("".into(), Value::Int(1))]);
    let cases: Vec<Case<'_>> = vec![
        ("nobody_knows", vec![], Refusal::UnknownEvent),
        ("", vec![], Refusal::UnknownEvent),
        ("alert_opened", many, Refusal::TooManyProperties),
        (
            "alert_opened",
            vec![("details", inner_many)],
            Refusal::TooManyProperties,
        ),
        (
            "alert_opened",
            vec![("message", long.as_str().into())],
            Refusal::TooLarge,
        ),
        (
            "alert_opened",
            vec![("message", nested(MAX_DEPTH + 1))],
            Refusal::TooDeep,
        ),
        (
            "alert_opened",
            vec![("ratio", Value::Float(f64::NAN))],
            Refusal::NotFinite,
        ),
        (
            "alert_opened",
            vec![("ratio", Value::Float(f64::INFINITY))],
            Refusal::NotFinite,
        ),
        (
            "alert_opened",
            vec![("ratio", Value::List(vec![Value::Float(f64::NEG_INFINITY)]))],
            Refusal::NotFinite,
        ),
        ("alert_opened", vec![("", Value::Int(1))], Refusal::BadName),
        (
            "alert_opened",
            vec![(name.as_str(), Value::Int(1))],
            Refusal::BadName,
        ),
        (
            "alert_opened",
            vec![("details", inner_name)],
            Refusal::BadName,
        ),
    ];
    for (name, properties, refusal) in &cases {
        let outcome = engine.record(&event(name, properties));
        assert_eq!(outcome, Outcome::Refused(*refusal), "{name}");
    }
    assert_eq!(rig.disk.contents(), before, "not a byte was written");
    assert_eq!(
        engine.counters().refused.values().sum::<u64>(),
        cases.len() as u64
    );
    assert!(Rig::is_accepted(&engine.record(&event(
        "alert_opened",
        &[("message", nested(MAX_DEPTH))]
    ))));
}

#[test]
fn an_unreadable_crash_report_is_refused() {
    let (_rig, engine) = on();
    let huge = vec![b'a'; 1024 * 1024 + 1];
    for (source, report, refusal) in [
        (Source::MetricKit, &b"{"[..], CrashRefusal::Malformed),
        (Source::Jvm, b"nothing of the kind", CrashRefusal::Empty),
        (Source::Rust, &huge, CrashRefusal::TooLarge),
    ] {
        let outcomes = engine.crash(&Crash {
            source,
            report,
            happened: None,
        });
        assert_eq!(
            outcomes,
            [Outcome::Refused(Refusal::BadCrash(refusal))],
            "{source:?}"
        );
    }
}

#[test]
fn text_of_every_kind_comes_through_whole() {
    let (_rig, engine) = on();
    let texts = [
        "",
        "\0",
        "\u{1F9D1}\u{200D}\u{1F680}",
        "Grüße\t\"quoted\"\\ \u{7f}",
        "\u{202e}rtl",
    ];
    for text in texts {
        assert!(Rig::is_accepted(
            &engine.record(&event("alert_opened", &[("message", text.into())]))
        ));
    }
    let request = Rig::begin(&engine).expect("something waits");
    let body: serde_json::Value =
        serde_json::from_slice(&unpack(&request.body)).expect("it is JSON");
    for (at, text) in texts.iter().enumerate() {
        assert_eq!(body["batch"][at]["properties"]["message"], *text);
    }
}

/// The same with a consent that never runs out, so that only the clock is looked at.
fn on_for_ever() -> (Rig, Engine) {
    let rig = Rig::default();
    let mut policy = policy();
    policy.purposes[0].validity_days = None;
    let engine = rig.open_with(policy, Options::default());
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    (rig, engine)
}

#[test]
fn a_jumping_clock_opens_and_loses_nothing() {
    for jump in [10 * YEAR, -10 * YEAR, -60 * YEAR, i64::MAX / 2 - START] {
        let (rig, engine) = on_for_ever();
        engine.record(&event("alert_opened", &[]));
        rig.clock.set(START + jump);
        let outcome = engine.record(&event("alert_opened", &[]));
        assert!(Rig::is_accepted(&outcome), "{jump}: {outcome:?}");
        let next = engine.next_upload();
        assert!(!matches!(next, Next::Wait(_)), "{jump}: {next:?}");
        let receipt = engine
            .turn_off("usage", Rig::SHOWN)
            .expect("it can be turned off");
        assert!(engine.complete(&receipt).files_gone);
        rig.clock.set(START + 1);
        assert_eq!(
            engine.record(&event("alert_opened", &[])),
            Outcome::Refused(Refusal::Closed)
        );
        let turned = engine
            .turn_on("usage", Rig::SHOWN)
            .expect("it can be turned on");
        assert!(turned.open, "{jump}");
        assert!(
            Rig::is_accepted(&engine.record(&event("alert_opened", &[]))),
            "{jump}"
        );
        assert_eq!(Rig::drain(&engine).len(), 2, "{jump}");
    }
}

#[test]
fn an_epoch_never_goes_back_with_the_clock() {
    let (rig, engine) = on_for_ever();
    let pseudonym = |engine: &Engine| {
        engine.record(&event("alert_opened", &[]));
        let requests = Rig::drain(engine);
        let of = |id: &str| {
            let request = requests
                .iter()
                .find(|one| one.recipient == id)
                .expect("both got it");
            let body: serde_json::Value =
                serde_json::from_slice(&unpack(&request.body)).expect("it is JSON");
            body["batch"]
                .as_array()
                .and_then(|batch| batch.last())
                .expect("it holds one")["anonymousId"]
                .to_string()
        };
        (of("segment"), of("mirror"))
    };
    let first = pseudonym(&engine);
    rig.clock.set(START + 20 * 86_400_000);
    assert_eq!(pseudonym(&engine), first, "within the epoch");
    rig.clock.advance(5 * YEAR);
    let second = pseudonym(&engine);
    assert_ne!(second.0, first.0, "thirty days are over");
    assert_eq!(second.1, first.1, "until withdrawal is until withdrawal");
    rig.clock.set(START);
    let third = pseudonym(&engine);
    assert_ne!(third.0, first.0, "what was rotated away never comes back");
    rig.clock.set(START + 86_400_000);
    assert_eq!(pseudonym(&engine).0, third.0, "and the epoch lasts again");
}

#[test]
fn a_fact_without_end_stops_no_record() {
    let endless = |bytes: usize| Facts {
        app_version: Some("4".repeat(bytes)),
        os_name: Some("Android".to_owned()),
        ..Facts::default()
    };
    let carried = |engine: &Engine| -> Vec<String> {
        let outcome = engine.record(&event("alert_opened", &[]));
        assert!(Rig::is_accepted(&outcome), "{outcome:?}");
        let sent = Rig::drain(engine);
        let bodies = sent.iter().map(|one| unpack(&one.body));
        bodies
            .map(|body| String::from_utf8_lossy(&body).into_owned())
            .collect()
    };
    let has = |bodies: &[String], text: &str| bodies.iter().any(|body| body.contains(text));
    let (most, over) = ("4".repeat(MAX_FACT), "4".repeat(MAX_FACT + 1));
    let rig = Rig::default();
    let options = Options {
        facts: endless(8 << 20),
        ..Options::default()
    };
    let engine = Engine::open(policy(), rig.ports(), options).expect("the endpoints are allowed");
    engine
        .turn_on("usage", Rig::SHOWN)
        .expect("it can be turned on");
    let bodies = carried(&engine);
    assert!(has(&bodies, "Android"), "the others leave");
    assert!(!has(&bodies, &most), "it is left out");
    let told = engine.counters().fields_dropped;
    assert!(told >= 1, "and told");
    for (bytes, is_there) in [(MAX_FACT, true), (MAX_FACT + 1, false), (8 << 20, false)] {
        engine.set_facts(endless(bytes));
        let bodies = carried(&engine);
        assert_eq!(has(&bodies, &most), is_there, "{bytes} bytes");
        assert!(!has(&bodies, &over), "{bytes} bytes");
    }
    assert!(engine.counters().fields_dropped >= told + 2);
}
