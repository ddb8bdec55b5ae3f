//! A panic in the core. A process of its own: whichever engine looks at its clock next has it.
#![cfg(feature = "testing")]

use sordino::door::number_of;
use sordino::{ChoiceFailure, Refusal};

#[path = "library/platform.rs"]
mod platform;
#[path = "library/write.rs"]
mod write;

#[test]
fn a_panic_inside_closes_everything_and_is_counted() {
    let today = "2026-11-24".parse().expect("it is a date");
    let text = include_str!("../../tests/src/policy.toml");
    let policy = sordino_policy::compile("policy.toml", text, today).expect("it is valid");
    let (engine, _place) = platform::opened(&policy.to_json());
    platform::turn_on(&engine, "usage").expect("it opens");
    let door = engine.door().expect("it has one");
    let event = write::event("alert_opened", [].into_iter());
    sordino::testing::panic_inside();
    assert_eq!(number_of(door, &event), Refusal::Broken as u8);
    assert_eq!(number_of(door, &event), Refusal::Broken as u8);
    assert!(engine.condition().expect("it is told").broken);
    assert_eq!(engine.counters().expect("they are told").panics, 1);
    assert_eq!(
        platform::turn_off(&engine, "usage"),
        Err(ChoiceFailure::Broken)
    );
}
