//! A crash that is read by a later run names nobody of the run that ended of it.

use sordino_engine::{Account, Crash, Engine, crash::Source};
use sordino_tests::{Rig, on, unpack};

use crate::identity::{RAW_CUSTOMER, RAW_USER, signed_in};

/// The bodies that leave after a crash of a run before was read, whose text names `id`.
fn after_a_crash_that_names(engine: &Engine, happened: i64, id: &str) -> String {
    let report =
        format!("java.lang.IllegalStateException: no rota for {id} here\n\tat a.B.c(B.java:4)\n");
    let outcomes = engine.crash(&Crash {
        source: Source::Jvm,
        report: report.as_bytes(),
        happened: Some(happened),
    });
    assert!(outcomes.iter().all(Rig::is_accepted), "{outcomes:?}");
    let requests = Rig::drain(engine);
    let bodies = requests.iter().map(|request| unpack(&request.body));
    String::from_utf8(bodies.collect::<Vec<_>>().concat()).expect("bodies are text")
}

#[test]
fn a_crash_read_later_names_nobody() {
    let mut rig = Rig::default();
    let engine = rig.open();
    on(&engine, "crashes");
    signed_in(&engine);
    let happened = sordino_engine::ports::Clock::now(&rig.clock);
    let files = rig.disk.contents();
    let known = |(path, _): &(&String, &Vec<u8>)| path.ends_with("/known");
    let (path, bytes) = files.iter().find(known).expect("the ids are kept");
    let raw = |id: &str| bytes.windows(id.len()).any(|part| part == id.as_bytes());
    assert!(!raw(RAW_USER) && !raw(RAW_CUSTOMER), "sealed");
    // Two runs that nobody signs in to.
    for run in 0..2 {
        rig = rig.after_kill();
        rig.clock.advance(1000);
        let engine = rig.open();
        for id in [RAW_USER, RAW_CUSTOMER] {
            let sent = after_a_crash_that_names(&engine, happened, id);
            assert!(sent.contains("no rota for"), "{sent}");
            assert!(!sent.contains(id), "run {run}: {sent}");
        }
        std::mem::forget(engine);
    }
    let engine = rig.after_kill().open();
    let off = engine.turn_off("crashes", Rig::SHOWN).expect("it is on");
    assert!(engine.complete(&off).files_gone);
    drop(engine);
    assert!(path.starts_with("queue/"), "it goes with its generation");
}

#[test]
fn ids_go_once_the_reports_are_taken() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "crashes");
    signed_in(&engine);
    let happened = sordino_engine::ports::Clock::now(&rig.clock);
    drop(engine);

    let engine = rig.open();
    let sent = after_a_crash_that_names(&engine, happened, RAW_USER);
    assert!(!sent.contains(RAW_USER), "{sent}");
    assert!(engine.reports_taken());
    let sent = after_a_crash_that_names(&engine, happened, RAW_USER);
    assert!(!sent.contains(RAW_USER), "this run still knows it: {sent}");
    let kept = rig.disk.contents();
    let known = |(path, _): &(&String, &Vec<u8>)| path.ends_with("/known");
    let (_, bytes) = kept.iter().find(known).expect("the file stays");
    assert!(bytes.is_empty(), "nothing of that run stays: {bytes:?}");
    drop(engine);

    let engine = rig.open();
    let sent = after_a_crash_that_names(&engine, happened, RAW_USER);
    assert!(sent.contains(RAW_USER), "nobody knows it any more: {sent}");
}

#[test]
fn taken_reports_forget_nobody_who_signed_in_since() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "crashes");
    let other = rig.open();
    signed_in(&other);
    assert!(engine.reports_taken());
    let happened = sordino_engine::ports::Clock::now(&rig.clock);
    drop((engine, other));
    let sent = after_a_crash_that_names(&rig.open(), happened, RAW_USER);
    assert!(!sent.contains(RAW_USER), "{sent}");
}

fn customer_signs_in(engine: &Engine) {
    let account = Account {
        user_id: None,
        customer_id: Some(RAW_CUSTOMER.to_owned()),
    };
    engine.sign_in(account, &[]);
}

/// As an extension, or a process for messages: it runs often, and reads no reports.
#[test]
fn runs_that_know_nobody_else_forget_no_id() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "crashes");
    signed_in(&engine);
    let happened = sordino_engine::ports::Clock::now(&rig.clock);
    drop(engine);
    for run in 1..=5 {
        customer_signs_in(&rig.open());
        for id in [RAW_USER, RAW_CUSTOMER] {
            let sent = after_a_crash_that_names(&rig.open(), happened, id);
            assert!(!sent.contains(id), "run {run}: {sent}");
        }
    }
    // It would stay for as long as one person uses the app.
    rig.clock.advance(8 * 86_400_000);
    let sent = after_a_crash_that_names(&rig.open(), happened, RAW_USER);
    assert!(sent.contains(RAW_USER), "nobody knows it any more: {sent}");
    let sent = after_a_crash_that_names(&rig.open(), happened, RAW_CUSTOMER);
    assert!(!sent.contains(RAW_CUSTOMER), "the last run's: {sent}");
}

#[test]
fn ids_of_long_ago_are_forgotten() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "crashes");
    signed_in(&engine);
    let happened = sordino_engine::ports::Clock::now(&rig.clock);
    drop(engine);
    let sign_in = |engine: &Engine, id: &str| {
        let account = Account {
            user_id: Some(id.to_owned()),
            customer_id: None,
        };
        engine.sign_in(account, &[]);
    };
    for other in ["bea-1234", "cem-1234", "dan-1234"] {
        sign_in(&rig.open(), other);
    }
    let engine = rig.open();
    let sent = after_a_crash_that_names(&engine, happened, RAW_USER);
    assert!(sent.contains(RAW_USER), "nobody knows it any more: {sent}");
    let sent = after_a_crash_that_names(&engine, happened, "dan-1234");
    assert!(!sent.contains("dan-1234"), "{sent}");
}
