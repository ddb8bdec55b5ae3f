//! A turn-off against real requests over real sockets.

use std::thread;
use std::time::Instant;

use crate::device::{CANCEL_LIMIT, Device, SHOWN, record};
use crate::listener::{Answer, Listener, PATIENCE, Saw};
use sordino_adapters::{Http, Step, deliver};
use sordino_engine::receipt::{InFlight, Stopped};
use sordino_engine::upload::Reported;

const TAKEN: &str = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

#[test]
fn what_was_recorded_is_delivered_once() {
    let listener = Listener::new(Answer::Text(TAKEN));
    let device = Device::new();
    let engine = device.open(&[("segment", listener.url.clone())]);
    engine.turn_on("usage", SHOWN).expect("it can be chosen");
    record(&engine, 42);
    let http = Http::new(PATIENCE);
    assert_eq!(deliver(&engine, &http), Step::Sent(Reported::Delivered));
    assert_eq!(deliver(&engine, &http), Step::Idle);
    let body = String::from_utf8(listener.next_body()).expect("it is JSON");
    assert!(body.contains("\"minutes\":42"), "{body}");
}

#[test]
fn a_failed_request_is_kept_for_later() {
    let listener = Listener::new(Answer::Text(
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n",
    ));
    let device = Device::new();
    let engine = device.open(&[("segment", listener.url.clone())]);
    engine.turn_on("usage", SHOWN).expect("it can be chosen");
    record(&engine, 42);
    let http = Http::new(PATIENCE);
    assert_eq!(deliver(&engine, &http), Step::Sent(Reported::Kept));
    let Step::Wait(wait) = deliver(&engine, &http) else {
        panic!("the server asked for a pause");
    };
    assert!(wait.as_secs() > 3000, "the server's Retry-After is heeded");
}

#[test]
fn a_turn_off_stops_a_hanging_upload() {
    let listener = Listener::new(Answer::Never);
    let device = Device::new();
    let engine = device.open(&[("segment", listener.url.clone())]);
    engine.turn_on("usage", SHOWN).expect("it can be chosen");
    record(&engine, 1);
    record(&engine, 2);
    let http = Http::new(PATIENCE * 4);
    let (receipt, took, step) = thread::scope(|scope| {
        let upload = scope.spawn(|| deliver(&engine, &http));
        assert_eq!(listener.next(), Saw::Connection);
        assert!(matches!(listener.next(), Saw::Request { .. }));
        let began = Instant::now();
        let receipt = engine.turn_off("usage", SHOWN);
        let took = began.elapsed();
        (receipt, took, upload.join().expect("it does not panic"))
    });
    let receipt = receipt.expect("it can be chosen");
    let stopped = InFlight {
        recipient: "segment".to_owned(),
        records: 2,
        outcome: Stopped::Stopped,
    };
    assert_eq!(receipt.uploads, [stopped]);
    assert!(took < CANCEL_LIMIT, "it took {took:?}");
    assert_eq!(step, Step::Sent(Reported::TooLate), "nothing is retried");
    assert_eq!(listener.next(), Saw::Closed { written: 0 });
    assert_eq!(deliver(&engine, &http), Step::Idle);
    assert!(listener.saw_nothing());
}
