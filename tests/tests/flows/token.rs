//! No token before consent, and none left after it.

use sordino_engine::Engine;
use sordino_engine::flows::{TokenAnswer as Answer, TokenInput as Input, TokenStep as Step};
use sordino_engine::ports::KeyStoreError;
use sordino_policy::Platform::Android;
use sordino_tests::Rig;

use super::{open_on, policy, reopened};

fn told(engine: &Engine, input: Input) -> (Step, Answer) {
    let next = engine.token_step("wire", input).expect("it can be kept");
    (next.step, next.answer)
}

/// An engine whose app was handed a token.
fn with_token(rig: &Rig) -> Engine {
    let engine = open_on(rig, policy(), Android);
    assert_eq!(
        told(&engine, Input::Told),
        (Step::Register, Answer::StillOn)
    );
    assert_eq!(
        told(&engine, Input::Issued),
        (Step::HandOver, Answer::StillOn)
    );
    engine
}

#[test]
fn no_token_is_asked_for_before_consent() {
    let engine = reopened(&Rig::default(), policy(), Android);
    assert_eq!(told(&engine, Input::Told), (Step::Nothing, Answer::Off));
}

#[test]
fn the_last_category_takes_the_token_along() {
    let rig = Rig::default();
    let engine = with_token(&rig);
    engine
        .turn_on("offers", Rig::SHOWN)
        .expect("it can be turned on");
    engine
        .turn_off("alerts", Rig::SHOWN)
        .expect("it can be turned off");
    assert_eq!(
        told(&engine, Input::Told).0,
        Step::Register,
        "one is still open"
    );

    engine
        .turn_off("offers", Rig::SHOWN)
        .expect("it can be turned off");

    assert_eq!(told(&engine, Input::Told), (Step::Forget, Answer::StillOn));
    assert_eq!(
        told(&engine, Input::Forgotten),
        (Step::Delete, Answer::StillOn)
    );
    assert_eq!(told(&engine, Input::Deleted), (Step::Nothing, Answer::Off));
}

#[test]
fn a_late_token_is_not_handed_on() {
    let rig = Rig::default();
    let engine = with_token(&rig);
    engine
        .turn_off("alerts", Rig::SHOWN)
        .expect("it can be turned off");
    for input in [Input::Told, Input::Forgotten, Input::Deleted] {
        told(&engine, input);
    }
    assert_eq!(
        told(&engine, Input::Issued),
        (Step::Delete, Answer::StillOn)
    );
}

#[test]
fn a_pending_deletion_outlives_the_process() {
    let rig = Rig::default();
    let engine = with_token(&rig);
    engine
        .turn_off("alerts", Rig::SHOWN)
        .expect("it can be turned off");
    told(&engine, Input::Forgotten);
    told(&engine, Input::Failed);

    let rig = rig.after_kill();
    let mut tries = 1;
    let engine = loop {
        let engine = reopened(&rig, policy(), Android);
        if told(&engine, Input::Told).0 != Step::Delete {
            break engine;
        }
        told(&engine, Input::Failed);
        tries += 1;
        assert!(tries < 100, "it never ends");
    };
    assert!(tries > 10, "it was given up after {tries}");
    assert_eq!(
        told(&engine, Input::Told),
        (Step::GiveUp, Answer::CannotTell)
    );
}

#[test]
fn signing_out_forgets_before_the_session_ends() {
    let rig = Rig::default();
    let engine = with_token(&rig);
    engine
        .turn_off("alerts", Rig::SHOWN)
        .expect("it can be turned off");
    told(&engine, Input::Told);
    told(&engine, Input::Failed);

    assert_eq!(told(&engine, Input::SigningOut).0, Step::Forget);
    engine.sign_out();

    assert_eq!(told(&engine, Input::Forgotten).0, Step::Delete);
}

#[test]
fn an_erasure_still_owes_the_token() {
    let rig = Rig::default();
    let engine = with_token(&rig);

    engine.erase().expect("it can be erased");

    assert_eq!(told(&engine, Input::Told).0, Step::Forget);
}

#[test]
fn an_unreadable_file_leaves_a_token_to_delete() {
    let rig = Rig::default();
    drop(with_token(&rig));
    rig.disk.put("flows", vec![7; 8192]);
    let engine = reopened(&rig, policy(), Android);
    engine
        .turn_off("alerts", Rig::SHOWN)
        .expect("it can be turned off");

    assert_eq!(told(&engine, Input::Told).0, Step::Forget);
    told(&engine, Input::Forgotten);
    assert_eq!(told(&engine, Input::Deleted), (Step::Nothing, Answer::Off));
    assert_eq!(told(&engine, Input::Told), (Step::Nothing, Answer::Off));
}

#[test]
fn a_token_is_dropped_while_nothing_can_be_kept() {
    let rig = Rig::default();
    let engine = open_on(&rig, policy(), Android);
    rig.disk.set_free(Some(0));
    assert!(engine.token_step("wire", Input::Issued).is_err());
    assert!(engine.token_step("nobody", Input::Told).is_err());
}

#[test]
fn a_removed_category_takes_its_token_along() {
    let rig = Rig::default();
    let engine = open_on(&rig, policy(), Android);
    engine
        .turn_off("alerts", Rig::SHOWN)
        .expect("it can be off");
    engine.turn_on("offers", Rig::SHOWN).expect("it can be on");
    told(&engine, Input::Told);
    told(&engine, Input::Issued);
    drop(engine);
    let mut newer = policy();
    newer.purposes.retain(|purpose| purpose.id != "offers");
    newer.permissions[1].categories.pop();
    for recipient in &mut newer.recipients {
        recipient.purposes.retain(|purpose| purpose != "offers");
    }
    newer.hash = newer.content_hash();

    let engine = reopened(&rig, newer, Android);

    assert_eq!(told(&engine, Input::Told), (Step::Forget, Answer::StillOn));
    assert_eq!(
        told(&engine, Input::Forgotten),
        (Step::Delete, Answer::StillOn)
    );
    assert_eq!(told(&engine, Input::Deleted), (Step::Nothing, Answer::Off));
}

#[test]
fn a_removed_service_takes_its_token_along() {
    let rig = Rig::default();
    drop(with_token(&rig));
    let mut newer = policy();
    newer.recipients.retain(|recipient| recipient.id != "wire");
    newer.hash = newer.content_hash();

    let engine = reopened(&rig, newer, Android);

    assert_eq!(told(&engine, Input::Told).0, Step::Forget);
    assert_eq!(told(&engine, Input::Forgotten).0, Step::Delete);
    assert_eq!(told(&engine, Input::Deleted), (Step::Nothing, Answer::Off));
    assert!(engine.token_step("wire", Input::Told).is_err());
}

#[test]
fn no_token_outlives_the_transfer_tool() {
    let rig = Rig::default();
    drop(with_token(&rig));
    let under_a_tool = |until: &str| {
        let mut newer = policy();
        let mut recipients = newer.recipients.iter_mut();
        let wire = recipients.find(|one| one.id == "wire");
        let wire = wire.expect("the policy has it");
        wire.country = "US".to_owned();
        wire.transfer_tool = Some(sordino_policy::TransferTool::AdequacyDecision);
        wire.transfer_until = Some(until.to_owned());
        newer.hash = newer.content_hash();
        newer
    };

    let engine = reopened(&rig, under_a_tool("2026-11-23"), Android);
    assert_eq!(told(&engine, Input::Told), (Step::Forget, Answer::StillOn));
    assert_eq!(told(&engine, Input::Forgotten).0, Step::Delete);
    assert_eq!(told(&engine, Input::Deleted), (Step::Nothing, Answer::Off));
    assert_eq!(told(&engine, Input::Issued).0, Step::Delete, "a late one");

    drop(engine);
    let engine = reopened(&rig, under_a_tool("2099-12-31"), Android);
    assert_eq!(told(&engine, Input::Told).0, Step::Register);
}

#[test]
fn failures_while_open_use_up_no_try() {
    let rig = Rig::default();
    let engine = with_token(&rig);
    for _ in 0..30 {
        told(&engine, Input::SigningOut);
        told(&engine, Input::Failed);
    }
    engine
        .turn_off("alerts", Rig::SHOWN)
        .expect("it can be turned off");
    assert_eq!(told(&engine, Input::Told), (Step::Forget, Answer::StillOn));
}

#[test]
fn a_token_of_a_locked_phone_is_deleted() {
    let rig = Rig::default();
    drop(with_token(&rig));
    rig.keys.set_failing(Some(KeyStoreError::Locked));

    let engine = reopened(&rig, policy(), Android);

    assert_eq!(
        told(&engine, Input::Issued),
        (Step::Delete, Answer::StillOn)
    );
}
