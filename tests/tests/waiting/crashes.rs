//! A crash has a segment of its own and waits for nobody longer than 50 ms.

use sordino_engine::crash::Source;
use sordino_engine::{Account, Crash, Engine};
use sordino_tests::on;
use sordino_tests::{Rig, unpack};

use crate::{another_process, at_once};

const HOUR: i64 = 3_600_000;

fn crash(engine: &Engine) -> bool {
    let crash = Crash {
        source: Source::Jvm,
        report: b"java.lang.IllegalStateException: no route\n\tat a.B.c(B.kt:3)",
        happened: None,
    };
    let outcomes = at_once(|| engine.crash(&crash));
    outcomes.iter().all(Rig::is_accepted)
}

fn crashes_on() -> (Rig, Engine) {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "crashes");
    (rig, engine)
}

#[test]
fn a_crash_behind_a_held_lock_is_accepted() {
    let (rig, engine) = crashes_on();
    let _lock = another_process(&rig);
    assert!(crash(&engine));
    rig.clock.advance(2 * HOUR);
    assert!(
        crash(&engine),
        "its segment is older than a new one would be"
    );
}

#[test]
fn a_crash_of_a_later_start_is_accepted() {
    let (rig, engine) = crashes_on();
    drop(engine);
    let engine = rig.open();
    let _lock = another_process(&rig);
    assert!(crash(&engine));
}

#[test]
fn a_crash_after_a_sign_in_names_that_person() {
    let (rig, engine) = crashes_on();
    let account = |id: &str| Account {
        user_id: Some(id.to_owned()),
        ..Account::default()
    };
    let lock = another_process(&rig);
    engine.sign_in(account("u-4711"), &[]);
    assert!(crash(&engine));
    drop(lock);
    // The same person signs in again, as after the crash.
    engine.refresh();
    engine.sign_in(account("u-4711"), &[]);
    engine.refresh();
    let issued = engine.issued().expect("the list can be read");
    let issued: Vec<_> = issued
        .iter()
        .filter(|one| one.purpose == "crashes")
        .collect();
    let requests = Rig::drain(&engine);
    let body = requests.iter().find(|one| one.recipient == "sentry");
    let body = String::from_utf8(unpack(&body.expect("it waits").body)).expect("it is text");
    assert!(
        issued.iter().any(|one| body.contains(&one.pseudonym)),
        "{body}"
    );
}

#[test]
fn an_empty_crash_segment_is_no_waiting_record() {
    let (_, engine) = crashes_on();
    let waiting = engine.queued();
    let crashes = waiting.iter().filter(|lane| lane.purpose == "crashes");
    assert!(crashes.into_iter().all(|lane| lane.records.number() == 0));
    assert!(Rig::drain(&engine).is_empty());
}
