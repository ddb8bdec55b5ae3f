//! What a server refuses: the one bad record is found, a size that it takes is kept, and nobody is asked in a row.

use std::time::Duration;

use serde_json::Value as Json;
use sordino_engine::upload::{Next, Reported, Request};
use sordino_engine::{Engine, Value};
use sordino_tests::{Rig, event, unpack};

use crate::upload::{answered, begin, messages, offer, on, wait};

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
