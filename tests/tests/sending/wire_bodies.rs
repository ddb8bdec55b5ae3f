//! Whole requests as somebody read and took them, with ids replaced: chance makes those.

use sordino_engine::crash::Source;
use sordino_engine::upload::Request;
use sordino_engine::{Account, Crash};
use sordino_tests::{Rig, event, unpack};

const REPORT: &[u8] = b"java.lang.IllegalStateException: no rota for anna@example.org\n\tat com.example.Rota.owner(Rota.kt:12)\nCaused by: java.io.IOException: closed\n\tat com.example.Net.read(Net.kt:3)\n";
/// With hyphens as Segment has them, without as Sentry has them.
const IDS: [(&str, &str); 2] = [
    ("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "[id]"),
    ("[0-9a-f]{32}", "[id]"),
];

/// The request as it crosses the wire, its body unpacked.
fn shown(request: &Request) -> String {
    let headers = request.headers.iter();
    let headers: String = headers
        .map(|(name, value)| format!("{name}: {value}\n"))
        .collect();
    let body = unpack(&request.body);
    let body = String::from_utf8(body).expect("bodies are text");
    // One member a line, so that a difference can be read.
    let lines = body.lines().map(|line| {
        let json: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
        format!("{json:#}")
    });
    let lines: Vec<String> = lines.collect();
    format!("POST {}\n{headers}\n{}\n", request.url, lines.join("\n"))
}

fn read(name: &str, purpose: &str, recipient: &str, offer: impl Fn(&sordino_engine::Engine)) {
    let rig = Rig::default();
    let engine = rig.open();
    engine
        .turn_on(purpose, Rig::SHOWN)
        .expect("it can be turned on");
    offer(&engine);
    let requests = Rig::drain(&engine);
    let request = requests.iter().find(|one| one.recipient == recipient);
    let request = request.expect("something leaves for the recipient");
    insta::with_settings!({filters => IDS.to_vec()}, {
        insta::assert_snapshot!(name, shown(request));
    });
}

#[test]
fn events_leave_in_the_read_request() {
    read("segment_batch", "usage", "segment", |engine| {
        let account = Account {
            user_id: Some("u-raw-4711".into()),
            customer_id: Some("c-raw-11".into()),
        };
        engine.sign_in(account, &[]);
        engine.record(&event(
            "alert_opened",
            &[
                ("minutes", 3.into()),
                ("message", "call +49 30 23125 417 back".into()),
                ("channel", "push".into()),
                ("alert_id", "a-0815".into()),
                ("secret", "never".into()),
            ],
        ));
    });
}

#[test]
fn a_crash_leaves_in_the_read_request() {
    read("sentry_envelope", "crashes", "sentry", |engine| {
        engine.crash(&Crash {
            source: Source::Jvm,
            report: REPORT,
            happened: None,
        });
    });
}
