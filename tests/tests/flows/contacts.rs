//! One card, saved once, and nothing that another process or a kill could double.

use sordino_engine::flows::{
    ContactsInput as Input, ContactsNext, ContactsStep as Step, FlowAccess,
};
use sordino_engine::{ChoiceError, Engine};
use sordino_policy::Platform::{Android, Ios};
use sordino_testkit::memory::Fault;
use sordino_tests::Rig;

use super::{changed, open_on, policy, reopened};

const ANDROID_NO: FlowAccess = FlowAccess::Android {
    granted: false,
    rationale: false,
};

fn next(engine: &Engine, input: Input) -> ContactsNext {
    with(engine, input, ANDROID_NO, "")
}

fn with(engine: &Engine, input: Input, access: FlowAccess, id: &str) -> ContactsNext {
    let next = engine.contacts_step(input, access, id, "en");
    next.expect("the state can be kept")
}

fn steps(engine: &Engine, inputs: &[Input]) -> Vec<Step> {
    inputs
        .iter()
        .map(|input| next(engine, *input).step)
        .collect()
}

/// A card that the contacts app gave an id for.
fn saved(engine: &Engine) {
    let shown = steps(engine, &[Input::Start, Input::Agree]);
    assert_eq!(shown, [Step::ShowPrimer, Step::OpenInsert]);
    let done = with(engine, Input::SavedKnown, ANDROID_NO, "content://card/7");
    assert_eq!(done.step, Step::Done);
}

#[test]
fn a_card_needs_no_permission() {
    let rig = Rig::default();
    let engine = open_on(&rig, policy(), Android);

    let primer = next(&engine, Input::Start).screen.expect("it has words");

    assert_eq!(primer.title, "Kranich contact");
    assert!(
        primer
            .text
            .ends_with("Your contacts app opens; save there.")
    );
    assert_eq!(
        (&*primer.agree, &*primer.decline),
        ("Open contacts", "Not now")
    );
    saved(&engine);
    assert_eq!(
        next(&engine, Input::Start).step,
        Step::Nothing,
        "nothing is new"
    );
    assert_eq!(next(&engine, Input::Look).step, Step::Nothing);
}

#[test]
fn an_apple_dialog_follows_one_neutral_button() {
    let rig = Rig::default();
    let direct = changed(|permission| permission.card_direct = true);
    let engine = open_on(&rig, direct, Ios);
    let asked = FlowAccess::NotDetermined;

    let primer = with(&engine, Input::Start, asked, "")
        .screen
        .expect("it has words");

    assert_eq!((&*primer.agree, &*primer.decline), ("Continue", ""));
    assert_eq!(with(&engine, Input::Agree, asked, "").step, Step::AskSystem);
    let limited = FlowAccess::Limited;
    assert_eq!(
        with(&engine, Input::Returned, limited, "").step,
        Step::Write
    );
}

#[test]
fn a_denial_says_what_is_lost() {
    let rig = Rig::default();
    let engine = open_on(
        &rig,
        changed(|permission| permission.card_direct = true),
        Ios,
    );
    let asked = FlowAccess::NotDetermined;
    with(&engine, Input::Start, asked, "");
    with(&engine, Input::Agree, asked, "");

    let told = with(&engine, Input::Returned, FlowAccess::Denied, "");

    assert_eq!(told.step, Step::Explain);
    let screen = told.screen.expect("it has words");
    assert_eq!(
        screen.text,
        "Without the contact, calls from “Kranich” show a number alone."
    );
    assert_eq!(
        (&*screen.agree, &*screen.decline),
        ("", ""),
        "it asks nothing"
    );
}

#[test]
fn a_closed_purpose_asks_for_consent_first() {
    let rig = Rig::default();
    let engine = reopened(&rig, policy(), Android);
    assert_eq!(
        steps(&engine, &[Input::Start, Input::Agree]),
        [Step::AskConsent, Step::Nothing]
    );
}

#[test]
fn a_decline_before_any_card_takes_the_yes_back() {
    let rig = Rig::default();
    let engine = open_on(&rig, policy(), Android);
    next(&engine, Input::Start);
    let declined = next(&engine, Input::Decline);
    assert_eq!(
        (declined.step, &*declined.turns_off),
        (Step::TakeBack, &["card".to_owned()][..])
    );
    engine
        .turn_off("card", Rig::SHOWN)
        .expect("it can be turned off");

    engine
        .turn_on("card", Rig::SHOWN)
        .expect("it can be turned on");
    saved(&engine);
    drop(engine);
    let newer = changed(|permission| permission.card_version = Some(2));
    let engine = reopened(&rig, newer, Android);
    next(&engine, Input::Start);
    let later = next(&engine, Input::Decline);
    assert_eq!(
        (later.step, &*later.turns_off),
        (Step::Nothing, &[][..]),
        "the card is there"
    );
}

#[test]
fn a_kill_at_any_step_makes_no_second_card() {
    for fault in [Fault::ThenKilled, Fault::CutThenKilled] {
        for step in 0.. {
            let rig = Rig::default();
            let engine = open_on(&rig, policy(), Android);
            next(&engine, Input::Start);
            rig.disk.set_fault(step, fault);
            let answer = engine.contacts_step(Input::Agree, ANDROID_NO, "", "en");
            let shown = answer.is_ok_and(|next| next.step == Step::OpenInsert);

            let engine = reopened(&rig.after_kill(), policy(), Android);
            let again = steps(&engine, &[Input::Start, Input::Agree]);

            assert_eq!(again[0], Step::ShowPrimer, "{fault:?} at {step}");
            let asks = again[1] == Step::OpenInsertOrEdit;
            assert!(
                asks || !shown,
                "{fault:?} at {step}: a second card could be made"
            );
            if !rig.disk.is_killed() {
                assert!(shown && step > 0, "{fault:?}: no step was tried");
                break;
            }
        }
    }
}

#[test]
fn of_two_processes_the_later_one_asks() {
    let rig = Rig::default();
    let first = open_on(&rig, policy(), Android);
    let second = reopened(&rig, policy(), Android);
    assert_eq!(next(&first, Input::Start).step, Step::ShowPrimer);
    assert_eq!(next(&second, Input::Start).step, Step::ShowPrimer);

    assert_eq!(next(&first, Input::Agree).step, Step::Nothing);
    // And what an earlier one wrote counts all the same.
    with(&first, Input::SavedKnown, ANDROID_NO, "content://card/7");
    assert_eq!(next(&second, Input::Start).step, Step::Nothing);
}

#[test]
fn a_removed_number_is_named() {
    let rig = Rig::default();
    saved(&open_on(&rig, policy(), Android));
    let newer = changed(|permission| {
        permission.card_numbers = vec!["+442079460001".into()];
        permission.card_version = Some(2);
    });
    let engine = reopened(&rig, newer, Android);

    assert_eq!(
        steps(&engine, &[Input::Look, Input::Look]),
        [Step::OfferUpdate, Step::Nothing]
    );
    let primer = next(&engine, Input::Start);

    assert_eq!(primer.card.old_numbers, ["+493023125001"]);
    let text = primer.screen.expect("it has words").text;
    assert!(
        text.ends_with("Remove these old numbers there: +493023125001."),
        "{text}"
    );
    let edit = next(&engine, Input::Agree);
    assert_eq!(
        (edit.step, &*edit.card.id),
        (Step::OpenEdit, "content://card/7")
    );
}

#[test]
fn three_refusals_end_every_offer() {
    let rig = Rig::default();
    saved(&open_on(&rig, policy(), Android));
    for version in 2..6 {
        let newer = changed(|permission| permission.card_version = Some(version));
        let engine = reopened(&rig, newer, Android);
        let offered = next(&engine, Input::Look).step == Step::OfferUpdate;
        assert_eq!(offered, version < 5, "after {} refusals", version - 2);
        steps(&engine, &[Input::Start, Input::Decline]);
    }
}

#[test]
fn a_reset_permission_is_explained_again() {
    let rig = Rig::default();
    let direct = || changed(|permission| permission.card_direct = true);
    let granted = FlowAccess::Android {
        granted: true,
        rationale: false,
    };
    let engine = open_on(&rig, direct(), Android);
    with(&engine, Input::Start, ANDROID_NO, "");
    assert_eq!(next(&engine, Input::Agree).step, Step::AskSystem);
    assert_eq!(
        with(&engine, Input::Returned, granted, "").step,
        Step::Write
    );
    with(&engine, Input::SavedKnown, granted, "7");

    let mut newer = direct();
    newer.permissions[0].card_version = Some(2);
    let engine = reopened(&rig, newer, Android);

    let primer = with(&engine, Input::Start, ANDROID_NO, "");
    let screen = primer.screen.expect("it has words");
    assert_eq!((&*screen.agree, &*screen.decline), ("Agree", "Decline"));
}

#[test]
fn an_absurd_id_is_taken_for_unknown() {
    let rig = Rig::default();
    let engine = open_on(&rig, policy(), Android);
    steps(&engine, &[Input::Start, Input::Agree]);
    let long = "7".repeat(5000);
    assert_eq!(
        with(&engine, Input::SavedKnown, ANDROID_NO, &long).step,
        Step::Done
    );
    assert_eq!(next(&engine, Input::Start).card.id, "");
}

#[test]
fn what_cannot_be_kept_is_not_shown() {
    let rig = Rig::default();
    let engine = open_on(&rig, policy(), Android);
    rig.disk.set_free(Some(0));
    let refused = engine.contacts_step(Input::Start, ANDROID_NO, "", "en");
    assert_eq!(refused.err(), Some(ChoiceError::NoRoom));

    rig.disk.set_free(None);
    assert_eq!(
        next(&engine, Input::Agree).step,
        Step::Nothing,
        "nothing began"
    );
}

#[test]
fn a_damaged_file_makes_no_second_card() {
    let rig = Rig::default();
    saved(&open_on(&rig, policy(), Android));
    rig.disk.put("flows", vec![7; 8192]);

    let engine = reopened(&rig, policy(), Android);

    let shown = steps(&engine, &[Input::Start, Input::Agree]);
    assert_eq!(shown, [Step::ShowPrimer, Step::OpenInsertOrEdit]);
}

#[test]
fn an_erasure_forgets_the_card() {
    let rig = Rig::default();
    let engine = open_on(&rig, policy(), Android);
    saved(&engine);

    engine.erase().expect("it can be erased");
    engine
        .turn_on("card", Rig::SHOWN)
        .expect("it can be turned on");

    let primer = next(&engine, Input::Start);
    assert_eq!((&*primer.card.id, primer.card.written.len()), ("", 0));
}

#[test]
fn the_first_no_on_android_is_explained() {
    let rig = Rig::default();
    let direct = changed(|permission| permission.card_direct = true);
    let engine = open_on(&rig, direct, Android);
    assert_eq!(next(&engine, Input::Start).step, Step::ShowPrimer);
    assert_eq!(next(&engine, Input::Agree).step, Step::AskSystem);
    let denied_once = FlowAccess::Android {
        granted: false,
        rationale: true,
    };
    let told = with(&engine, Input::Returned, denied_once, "");
    assert_eq!(told.step, Step::Explain);
}

#[test]
fn a_card_of_rows_opens_no_editor() {
    let rig = Rig::default();
    let direct = |version| {
        changed(|permission| {
            permission.card_direct = true;
            permission.card_version = Some(version);
        })
    };
    let granted = FlowAccess::Android {
        granted: true,
        rationale: false,
    };
    let engine = open_on(&rig, direct(1), Android);
    assert_eq!(with(&engine, Input::Start, granted, "").step, Step::Write);
    with(&engine, Input::SavedKnown, granted, "7,10,11");
    drop(engine);

    // The permission is gone, and the card has news.
    let engine = reopened(&rig, direct(2), Android);
    let mut seen = steps(&engine, &[Input::Start, Input::Agree]);
    for rationale in [true, false] {
        if seen[1] == Step::AskSystem {
            let denied = FlowAccess::Android {
                granted: false,
                rationale,
            };
            with(&engine, Input::Returned, denied, "");
            seen = steps(&engine, &[Input::Start, Input::Agree]);
        }
    }
    assert_eq!(seen, [Step::ShowPrimer, Step::OpenInsertOrEdit]);
}

#[test]
fn a_card_that_nobody_saved_has_no_news() {
    let rig = Rig::default();
    let engine = open_on(&rig, policy(), Android);
    let left = [Input::Start, Input::Agree, Input::NotSaved, Input::Look];
    assert_eq!(steps(&engine, &left)[2..], [Step::Nothing, Step::Nothing]);
}
