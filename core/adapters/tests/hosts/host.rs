//! A program on a host, opened in one call.

use crate::device::{SHOWN, record};
use crate::listener::{Answer, Listener, PATIENCE};
use sordino_adapters::{HostError, Http, Step, deliver_all, on_host};
use sordino_engine::{Engine, Event, Options, Outcome, Override, Value};

const TAKEN: &str = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

fn policy() -> Vec<u8> {
    let today = "2026-11-24".parse().expect("it is a date");
    let policy = sordino_policy::compile("policy.toml", include_str!("policy.toml"), today);
    policy.expect("it breaks no rule").to_json()
}

fn opened(folder: &std::path::Path, url: &str) -> Engine {
    let options = Options {
        allow_loopback_http: true,
        overrides: vec![Override {
            recipient: "segment".to_owned(),
            endpoint: Some(url.to_owned()),
            key: None,
        }],
        ..Options::default()
    };
    on_host(&policy(), folder, options).expect("policy, folder and endpoint are sound")
}

#[test]
fn a_program_on_a_host_sends_and_turns_off() {
    let listener = Listener::new(Answer::Text(TAKEN));
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let engine = opened(folder.path(), &listener.url);
    engine.turn_on("usage", SHOWN).expect("it can be chosen");
    record(&engine, 42);
    assert_eq!(deliver_all(&engine, &Http::new(PATIENCE)), Step::Idle);
    assert!(listener.next_body().len() > 2);
    record(&engine, 43);
    let receipt = engine.turn_off("usage", SHOWN).expect("it can be chosen");
    assert_eq!(
        receipt.to_string(),
        "usage: 1 records erased, key overwritten"
    );
    let completed = engine.complete(&receipt).to_string();
    assert_eq!(
        completed,
        "usage: 1 records erased, key overwritten, vault replaced, files gone"
    );
}

#[test]
fn a_choice_on_a_host_outlives_the_program() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for is_first in [true, false] {
        let engine = opened(folder.path(), "http://127.0.0.1:9/v1");
        if is_first {
            engine.turn_on("usage", SHOWN).expect("it can be chosen");
        }
        let properties = [("minutes", Value::from(1.5))];
        let event = Event::new("alert_opened", &properties);
        let outcome = engine.record(&event);
        assert!(matches!(outcome, Outcome::Accepted(_)), "{outcome:?}");
    }
}

#[test]
fn a_refused_policy_is_told_on_a_host() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let error = on_host(b"{}", folder.path(), Options::default()).map(drop);
    assert!(matches!(error, Err(HostError::Policy(_))), "{error:?}");
}
