//! Errors and panics of an app's Rust code go through the gate, and nowhere else.

use std::fmt;

use crate::app::App;
use crate::device::SHOWN;
use crate::listener::{Answer, Listener};
use sordino_adapters::rust_app::{HandedOver, sentry};

fn reports(reports: u64) -> HandedOver {
    HandedOver {
        reports,
        ..HandedOver::default()
    }
}

#[test]
fn an_app_panic_becomes_one_clean_sealed_record() {
    let app = App::turned_on();
    assert!(!app.run(|| panic!("no rota for anna.berg@example.org today")));
    assert_eq!(app.gate.handed_over(), reports(1));
    assert_eq!(app.engine.counters().accepted, 1);
    assert!(!app.device.holds("no rota for"), "what waits is sealed");

    let report = app.upload();
    let exceptions = report["exception"]["values"].as_array();
    let [panic] = &exceptions.expect("it has exceptions")[..] else {
        panic!("{report}");
    };
    assert_eq!(panic["type"], "panic");
    assert_eq!(panic["value"], "no rota for [email] today");
    let frames = panic["stacktrace"]["frames"].as_array();
    let innermost = frames.and_then(|frames| frames.last());
    let innermost = innermost.expect("it has frames")["function"].to_string();
    assert!(innermost.contains("an_app_panic"), "{innermost}");
    assert!(!report.to_string().contains("anna.berg"), "{report}");
    assert!(app.has_nothing_to_upload(), "one panic is one record");
}

#[test]
fn while_off_a_panic_writes_nothing() {
    let app = App::new();
    let before = app.device.files();
    assert!(!app.run(|| panic!("no rota")));
    assert_eq!(app.gate.handed_over(), reports(1));
    assert!(app.device.files() == before, "not a byte is written");

    app.turn_on();
    app.engine
        .turn_off("crashes", SHOWN)
        .expect("it can be chosen");
    assert!(!app.run(|| panic!("no rota")));
    assert_eq!(app.gate.handed_over(), reports(2));
    assert_eq!(app.engine.counters().accepted, 0);
    assert!(app.has_nothing_to_upload() && app.vendor.saw_nothing());
}

#[test]
fn a_logged_error_is_reported_with_its_place() {
    let app = App::turned_on();
    assert!(app.run_traced(|| {
        tracing::info!("started for anna.berg@example.org");
        tracing::warn!("slow for anna.berg@example.org");
        tracing::error!(
            caller = "Anna Berg",
            "no rota for {}",
            "anna.berg@example.org"
        );
    }));
    assert_eq!(app.gate.handed_over(), reports(1), "errors alone pass");
    let report = app.upload();
    let error = &report["exception"]["values"][0];
    assert_eq!(error["type"], "error");
    assert_eq!(error["value"], "no rota for [email]");
    let frames = error["stacktrace"]["frames"].as_array();
    let innermost = frames.and_then(|frames| frames.last());
    let file = innermost.expect("it has frames")["filename"].to_string();
    assert!(file.ends_with("hosts/rust_app.rs\""), "{file}");
    let all = report.to_string();
    assert!(!all.contains("Anna") && !all.contains("anna"), "{all}");
}

#[derive(Debug)]
struct Lost {
    cause: std::num::ParseIntError,
}

impl fmt::Display for Lost {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("lost the way to anna.berg@example.org")
    }
}

impl std::error::Error for Lost {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

#[test]
fn an_error_passes_with_its_causes_scrubbed() {
    let app = App::turned_on();
    let cause = "no number".parse::<u8>().expect_err("it is none");
    let lost = Lost { cause };
    assert!(app.run(|| {
        sentry::capture_error(&lost);
    }));
    let report = app.upload();
    let values = &report["exception"]["values"];
    assert_eq!(values[0]["type"], "error");
    assert_eq!(
        values[0]["value"],
        "ParseIntError: invalid digit found in string"
    );
    assert_eq!(values[1]["value"], "Lost: lost the way to [email]");
    let frames = values[1]["stacktrace"]["frames"].as_array();
    let innermost = frames.and_then(|frames| frames.last());
    let innermost = innermost.expect("it has frames")["function"].to_string();
    assert!(innermost.contains("an_error_passes"), "{innermost}");
}

#[test]
fn of_an_event_only_its_exceptions_are_read() {
    let app = App::turned_on();
    let planted = "planted-by-the-app";
    assert!(!app.run(|| {
        sentry::configure_scope(|scope| {
            scope.set_user(Some(sentry::User {
                id: Some(planted.to_owned()),
                username: Some(planted.to_owned()),
                ..sentry::User::default()
            }));
            scope.set_tag("tag", planted);
            scope.set_extra("extra", planted.into());
            scope.set_transaction(Some(planted));
        });
        sentry::add_breadcrumb(sentry::Breadcrumb {
            message: Some(planted.to_owned()),
            ..sentry::Breadcrumb::default()
        });
        panic!("no rota")
    }));
    let report = app.upload().to_string();
    assert!(
        report.contains("no rota") && !report.contains(planted),
        "{report}"
    );
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let host = host.trim();
    assert!(host.is_empty() || !report.contains(host), "{report}");
}

#[test]
fn other_messages_are_dropped_and_counted() {
    let app = App::turned_on();
    assert!(app.run(|| {
        sentry::capture_message("all is well", sentry::Level::Info);
        sentry::capture_message("not so well", sentry::Level::Warning);
    }));
    let dropped = HandedOver {
        messages: 2,
        ..HandedOver::default()
    };
    assert_eq!(app.gate.handed_over(), dropped);
    assert!(app.has_nothing_to_upload());
}

#[test]
fn a_message_too_long_is_dropped_and_counted() {
    let app = App::turned_on();
    assert!(!app.run(|| panic!("{}", "long ".repeat(300_000))));
    assert_eq!(app.gate.handed_over().oversized, 1);
    assert!(app.has_nothing_to_upload());
}

#[test]
fn items_of_other_types_are_dropped_and_counted() {
    let app = App::turned_on();
    let attachment = r#"{"type":"attachment","length":5,"filename":"screen.png"}"#;
    let items = [
        r#"{"type":"session"}
{"sid":"9c2a0c6ad40e4a2ab2d9fcf39a9f10a1","did":"device","started":"2026-11-24T08:00:00Z","status":"ok","attrs":{"release":"app@1"}}"#,
        r#"{"type":"sessions"}
{"aggregates":[{"started":"2026-11-24T08:00:00Z","exited":2}],"attrs":{"release":"app@1"}}"#,
        r#"{"type":"transaction"}
{"event_id":"22d00b3fd1b14b5d8d2049d138cd8a9c","start_timestamp":"2026-11-24T08:00:00Z","timestamp":"2026-11-24T08:00:01Z","spans":[]}"#,
        &format!("{attachment}\nbytes"),
        r#"{"type":"check_in"}
{"check_in_id":"22d00b3fd1b14b5d8d2049d138cd8a9c","monitor_slug":"nightly","status":"ok"}"#,
        r#"{"type":"log","item_count":2,"content_type":"application/vnd.sentry.items.log+json"}
{"items":[{"level":"info","body":"one","trace_id":"335e53d614474acc9f89e632b776cc28","timestamp":1795507679.0},{"level":"info","body":"two","trace_id":"335e53d614474acc9f89e632b776cc28","timestamp":1795507679.0}]}"#,
        r#"{"type":"trace_metric","item_count":1,"content_type":"application/vnd.sentry.items.trace-metric+json"}
{"items":[{"type":"counter","name":"taps","value":1.0,"timestamp":1795507679.0,"trace_id":"335e53d614474acc9f89e632b776cc28"}]}"#,
        r#"{"type":"client_report"}
{"timestamp":1795507679.0,"discarded_events":[{"reason":"ratelimit_backoff","category":"error","quantity":1}]}"#,
    ];
    for item in items {
        let bytes = format!("{{}}\n{item}\n");
        let envelope = sentry::Envelope::from_slice(bytes.as_bytes());
        app.send(envelope.unwrap_or_else(|error| panic!("{item}: {error:?}")));
    }
    let raw = sentry::Envelope::from_bytes_raw(b"{}\n{\"type\":\"event\"}\n{}".to_vec());
    app.send(raw.expect("it is taken as it is"));
    let each = HandedOver {
        sessions: 2,
        transactions: 1,
        attachments: 1,
        check_ins: 1,
        logs: 2,
        metrics: 1,
        client_reports: 1,
        others: 1,
        ..HandedOver::default()
    };
    assert_eq!(app.gate.handed_over(), each);
    assert_eq!(app.engine.counters().accepted, 0);
    assert!(app.has_nothing_to_upload() && app.vendor.saw_nothing());
}

#[test]
fn the_client_opens_no_connection_of_its_own() {
    let listener = Listener::new(Answer::Never);
    let dsn = format!("{}/1", listener.url.replace("http://", "http://key@"));
    let app = App::with_options(|options| options.dsn(&dsn));
    app.turn_on();
    assert!(!app.run_traced(|| {
        tracing::error!("no rota");
        sentry::capture_message("all is well", sentry::Level::Info);
        panic!("no rota")
    }));
    assert_eq!(app.gate.handed_over().reports, 2, "the client is at work");
    let client = app.hub.client().expect("it is bound");
    assert!(client.close(None) && listener.saw_nothing());
}
