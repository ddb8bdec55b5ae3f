//! What can only be objected to is never consented to, and an objection that is taken back has a word of its own.

use sordino_engine::Engine;
use sordino_engine::ledger::State;
use sordino_tests::Rig;

fn stands(engine: &Engine) -> (State, bool) {
    let status = engine.status("stability").expect("the policy has it");
    (status.state, status.open)
}

/// Objected to and allowed again.
fn taken_back(rig: &Rig) -> Engine {
    let engine = rig.open();
    let off = engine.turn_off("stability", Rig::SHOWN);
    off.expect("it is objected to");
    assert_eq!(stands(&engine), (State::Objected, false));
    let on = engine.turn_on("stability", Rig::SHOWN);
    assert!(on.expect("it is taken back").open);
    engine
}

#[test]
fn an_objection_taken_back_is_no_consent() {
    let rig = Rig::default();
    for engine in [taken_back(&rig), rig.after_kill().open()] {
        assert_eq!(stands(&engine), (State::ObjectionWithdrawn, true));
        let record = engine.consent_record().expect("there is a ledger");
        let purposes = &record["dpv:hasProcess"]["dpv:hasPurpose"];
        let mut purposes = purposes.as_array().expect("it is a list").iter();
        let stability = purposes.find(|one| one["@id"] == "sordino:purpose/stability");
        let text = stability.expect("it is there").to_string();
        assert!(text.contains("sordino:ObjectionWithdrawn"), "{text}");
        assert!(!text.contains("ConsentGiven"), "{text}");
    }
}

#[test]
fn a_switch_of_an_interest_is_no_consent() {
    let engine = Rig::default().open();
    let on = engine.turn_on("stability", Rig::SHOWN);
    assert!(on.expect("it is on").open);
    assert_eq!(stands(&engine), (State::Informed, true));
}

#[test]
fn a_notice_takes_no_objection_back() {
    let engine = Rig::default().open();
    let off = engine.turn_off("stability", Rig::SHOWN);
    off.expect("it is objected to");
    let told = engine.choose("stability", State::Informed, Rig::SHOWN);
    assert_eq!(told.expect("it is answered"), []);
    assert_eq!(stands(&engine), (State::Objected, false));
}

#[test]
fn an_objection_can_be_raised_again() {
    let engine = taken_back(&Rig::default());
    let off = engine.turn_off("stability", Rig::SHOWN);
    off.expect("it is objected to");
    assert_eq!(stands(&engine), (State::Objected, false));
}
