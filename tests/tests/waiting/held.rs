//! An event that meets a held lock waits in memory, and is stored later or destroyed.

use std::sync::Mutex;

use sordino_engine::upload::Next;
use sordino_engine::{Account, Engine, Outcome, Refusal};
use sordino_tests::{Rig, event, unpack};
use sordino_tests::{is_open, offer, on, usage_on};

use crate::awaited::Awaited;
use crate::{another_process, at_once};

/// Records that wait or are queued for the first recipient of `usage`.
fn queued(engine: &Engine) -> usize {
    let ids = engine.queued_ids();
    ids.iter().filter(|(to, _)| to == "segment").count()
}

#[test]
fn an_event_behind_a_held_lock_is_kept() {
    let (rig, engine) = usage_on();
    let lock = another_process(&rig);
    assert_eq!(at_once(|| offer(&engine)), Outcome::HeldInMemory);
    assert_eq!(queued(&engine), 0, "it is not on disk yet");
    assert!(!engine.store_late(), "the lock is still held");
    drop(lock);
    assert!(engine.store_late());
    assert_eq!(queued(&engine), 1);
    assert_eq!(engine.counters().accepted, 1);
}

#[test]
fn what_waits_waits_for_the_lock_visibly() {
    let rig = Rig::default();
    let disk = Awaited::on(&rig);
    let engine = disk.open(&rig);
    on(&engine, "usage");
    let lock = Mutex::new(Some(another_process(&rig)));
    disk.once_awaited(move |_| drop(lock.lock().expect("nobody panics").take()));
    assert_eq!(offer(&engine), Outcome::HeldInMemory);
    assert!(engine.store_late(), "a system sees who waits as long");
    assert_eq!(queued(&engine), 1);
}

#[test]
fn the_next_record_stores_what_waited_first() {
    let (rig, engine) = usage_on();
    let lock = another_process(&rig);
    let minutes =
        |minutes: i64| engine.record(&event("alert_opened", &[("minutes", minutes.into())]));
    for early in 1..=3 {
        assert_eq!(minutes(early), Outcome::HeldInMemory);
    }
    drop(lock);
    assert!(Rig::is_accepted(&minutes(4)));
    let requests = Rig::drain(&engine);
    let bodies = requests.iter().filter(|one| one.recipient == "segment");
    let text: Vec<_> = bodies
        .map(|one| String::from_utf8(unpack(&one.body)))
        .collect();
    let text = text[0].as_ref().expect("bodies are text");
    let places: Vec<_> = (1..=4)
        .map(|minutes| text.find(&format!("\"minutes\":{minutes}")))
        .collect();
    assert!(places.iter().all(Option::is_some), "{text}");
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn an_upload_takes_along_what_waited() {
    let (rig, engine) = usage_on();
    let lock = another_process(&rig);
    assert_eq!(offer(&engine), Outcome::HeldInMemory);
    drop(lock);
    assert!(matches!(engine.next_upload(), Next::Ready(_)));
}

#[test]
fn an_off_destroys_what_waits() {
    let (rig, engine) = usage_on();
    let lock = another_process(&rig);
    assert_eq!(offer(&engine), Outcome::HeldInMemory);
    drop(lock);
    engine.turn_off("usage", Rig::SHOWN).expect("it is on");
    assert!(engine.store_late(), "nothing waits any more");
    on(&engine, "usage");
    assert!(engine.store_late());
    assert_eq!(queued(&engine), 0);
}

#[test]
fn another_processs_off_destroys_what_waits() {
    let (rig, engine) = usage_on();
    let other = rig.open();
    let lock = another_process(&rig);
    assert_eq!(offer(&engine), Outcome::HeldInMemory);
    drop(lock);
    other.turn_off("usage", Rig::SHOWN).expect("it is on");
    on(&other, "usage");
    assert!(engine.store_late(), "nothing waits any more");
    assert_eq!(queued(&other), 0);
    engine.refresh();
    assert!(is_open(&engine, "usage"));
    assert!(engine.store_late());
    assert_eq!(queued(&engine), 0, "the yes is a new one");
}

#[test]
fn a_no_in_a_new_vault_destroys_what_waits() {
    let (rig, engine) = usage_on();
    let lock = another_process(&rig);
    assert_eq!(offer(&engine), Outcome::HeldInMemory);
    drop(lock);
    // Another process finds no vault and begins one, whose generations are numbered anew.
    rig.disk.remove("vault");
    let other = rig.open();
    other.turn_off("usage", Rig::SHOWN).expect("it is written");
    on(&engine, "usage");
    assert!(engine.store_late());
    assert_eq!(queued(&engine), 0, "the yes is a new one");
}

#[test]
fn what_waits_is_lost_with_the_process() {
    let (rig, engine) = usage_on();
    let lock = another_process(&rig);
    assert_eq!(offer(&engine), Outcome::HeldInMemory);
    let next = rig.after_kill();
    drop(lock);
    assert_eq!(
        queued(&next.open()),
        0,
        "and its answer never said otherwise"
    );
}

#[test]
fn no_more_waits_than_its_bytes_allow() {
    let (rig, engine) = usage_on();
    let lock = another_process(&rig);
    let text = "x".repeat(8 * 1024);
    let properties = [("message", text.as_str().into())];
    let large = event("alert_opened", &properties);
    let outcomes: Vec<_> = (0..40).map(|_| at_once(|| engine.record(&large))).collect();
    let held = outcomes
        .iter()
        .take_while(|one| **one == Outcome::HeldInMemory);
    let held = held.count();
    // Two recipients, each with its own copy.
    assert!((10..=16).contains(&held), "{held}");
    assert!(
        outcomes[held..]
            .iter()
            .all(|one| *one == Outcome::Refused(Refusal::Busy)),
        "{outcomes:?}"
    );
    drop(lock);
    assert!(engine.store_late());
    assert_eq!(queued(&engine), held, "what was refused is written nowhere");
    assert_eq!(engine.counters().refused[&Refusal::Busy], 40 - held as u64);
}

#[test]
fn who_signs_in_behind_a_held_lock_is_known() {
    let (rig, engine) = usage_on();
    assert!(Rig::is_accepted(&offer(&engine)));
    let lock = another_process(&rig);
    let account = Account {
        user_id: Some("u-4711".to_owned()),
        ..Account::default()
    };
    at_once(|| engine.sign_in(account, &[]));
    assert_eq!(at_once(|| offer(&engine)), Outcome::HeldInMemory);
    engine.sign_out();
    drop(lock);
    assert!(Rig::is_accepted(&offer(&engine)));

    let issued = engine.issued().expect("the list can be read");
    let issued: Vec<_> = issued.iter().filter(|one| one.field == "user_id").collect();
    assert!(!issued.is_empty(), "what was given out is listed");
    let bodies: Vec<_> = Rig::drain(&engine)
        .iter()
        .filter(|one| one.recipient == "segment")
        .map(|one| String::from_utf8(unpack(&one.body)).expect("bodies are text"))
        .collect();
    let names = |body: &String| issued.iter().any(|one| body.contains(&one.pseudonym));
    // Before, while and after the person was signed in: each in a body of its own, begun in one millisecond.
    let named = bodies.iter().filter(|body| names(body)).count();
    assert_eq!((bodies.len(), named), (3, 1), "{bodies:#?}");
    assert!(bodies.iter().all(|body| !body.contains("4711")));
}

#[test]
fn a_hold_before_the_choice_waits_for_nobody() {
    let (rig, engine) = usage_on();
    let lock = another_process(&rig);
    let early = event("first_seen", &[]);
    assert_eq!(at_once(|| engine.record(&early)), Outcome::HeldInMemory);
    drop(lock);
}
