//! What the system says of notifications, and what follows for the purposes.

use sordino_engine::Engine;
use sordino_engine::flows::{FlowAccess, PushInput as Input, PushNext, PushStep as Step};
use sordino_engine::ledger::Limiter;
use sordino_policy::Platform::{Android, Ios};
use sordino_tests::Rig;

use super::{open_on, policy, reopened};

fn next(engine: &Engine, input: Input, access: FlowAccess, off: &[&str]) -> PushNext {
    let off: Vec<String> = off.iter().map(|id| (*id).to_owned()).collect();
    let next = engine.push_step(input, access, &off, "en");
    next.expect("the state can be kept")
}

/// Passes limits on, as a platform does.
fn pass_on(engine: &Engine, next: &PushNext) -> Vec<(String, bool)> {
    for limit in &next.limits {
        engine
            .limit(Limiter::Os, Some(&limit.purpose), limit.allows)
            .expect("it can be written");
    }
    let limits = next.limits.iter();
    limits
        .map(|limit| (limit.purpose.clone(), limit.allows))
        .collect()
}

fn is_open(engine: &Engine, purpose: &str) -> bool {
    engine.status(purpose).expect("it is declared").open
}

#[test]
fn a_primer_says_who_gets_the_token() {
    let rig = Rig::default();
    let asked = FlowAccess::Android {
        granted: false,
        rationale: false,
    };
    let engine = open_on(&rig, policy(), Android);
    let screen = next(&engine, Input::Start, asked, &[])
        .screen
        .expect("it has words");
    assert!(
        screen.text.ends_with("Your push token goes to Wire GmbH."),
        "{}",
        screen.text
    );
    assert_eq!((&*screen.agree, &*screen.decline), ("Agree", "Decline"));
    assert_eq!(
        next(&engine, Input::Agree, asked, &[]).step,
        Step::AskSystem
    );
}

#[test]
fn a_decline_takes_back_the_yes_and_no_other() {
    let rig = Rig::default();
    let asked = FlowAccess::Android {
        granted: false,
        rationale: false,
    };
    let engine = open_on(&rig, policy(), Android);
    next(&engine, Input::Start, asked, &[]);
    let declined = next(&engine, Input::Decline, asked, &[]);
    assert_eq!(
        (declined.step, &*declined.turns_off),
        (Step::TakeBack, &["alerts".to_owned()][..])
    );
    engine
        .turn_off("alerts", Rig::SHOWN)
        .expect("it can be turned off");
    assert_eq!(
        next(&engine, Input::Start, asked, &[]).step,
        Step::AskConsent
    );
}

#[test]
fn an_apple_dialog_follows_one_neutral_button() {
    let rig = Rig::default();
    let engine = open_on(&rig, policy(), Ios);
    let screen = next(&engine, Input::Start, FlowAccess::NotDetermined, &[]).screen;
    let screen = screen.expect("it has words");
    assert_eq!((&*screen.agree, &*screen.decline), ("Continue", ""));
}

#[test]
fn what_breaks_through_silence_says_so() {
    let mut loud = policy();
    loud.permissions[1].categories[0].critical = true;
    let explained = |policy| {
        let engine = open_on(&Rig::default(), policy, Android);
        let rows = engine.settings("de", 0).sections.into_iter();
        let rows: Vec<_> = rows.flat_map(|one| one.rows).collect();
        ["alerts", "offers"].map(|purpose| {
            let own = rows
                .iter()
                .find(|row| row.purpose.as_deref() == Some(purpose));
            let text = &own.expect("it is there").explanation;
            text.ends_with("Sie dürfen ertönen, auch wenn dieses Gerät stumm ist.")
        })
    };
    assert_eq!(explained(loud), [true, false]);
    assert_eq!(explained(policy()), [false, false]);
}

#[test]
fn a_system_off_closes_and_reopens() {
    let rig = Rig::default();
    let engine = open_on(&rig, policy(), Ios);

    let denied = next(&engine, Input::Look, FlowAccess::Denied, &[]);
    let told = [("alerts".to_owned(), false), ("offers".to_owned(), false)];
    assert_eq!(
        (denied.step, pass_on(&engine, &denied)),
        (Step::Nothing, told.to_vec())
    );
    assert!(!is_open(&engine, "alerts"));
    let again = next(&engine, Input::Look, FlowAccess::Denied, &[]);
    assert_eq!(again.limits, [], "it is told once");
    // The person's yes still stands: their tap leads to the system's settings, not to another question.
    assert_eq!(
        next(&engine, Input::Start, FlowAccess::Denied, &[]).step,
        Step::AskSettings
    );

    let allowed = next(&engine, Input::Look, FlowAccess::Authorized, &[]);
    pass_on(&engine, &allowed);
    assert!(is_open(&engine, "alerts"));
    assert!(!is_open(&engine, "offers"), "nobody ever said yes to it");
}

#[test]
fn a_closed_channel_closes_its_purpose_alone() {
    let rig = Rig::default();
    let engine = open_on(&rig, policy(), Android);
    engine
        .turn_on("offers", Rig::SHOWN)
        .expect("it can be turned on");

    let closed = next(&engine, Input::Look, FlowAccess::Authorized, &["marketing"]);

    assert_eq!(pass_on(&engine, &closed), [("offers".to_owned(), false)]);
    assert!(is_open(&engine, "alerts"));
    assert!(!is_open(&engine, "offers"));
}

#[test]
fn three_denials_end_the_asking() {
    let rig = Rig::default();
    let engine = open_on(&rig, policy(), Android);
    let said = |rationale| FlowAccess::Android {
        granted: false,
        rationale,
    };
    let mut shown = Vec::new();
    for rationale in [false, true, false] {
        shown.push(next(&engine, Input::Start, said(rationale), &[]).step);
        next(&engine, Input::Agree, said(rationale), &[]);
        next(&engine, Input::Returned, said(rationale), &[]);
    }
    assert_eq!(
        shown,
        [Step::ShowPrimer, Step::ShowPrimer, Step::AskSettings]
    );
}

/// What was granted and is no longer: by the person in the system's settings, or by the system after months.
#[test]
fn what_android_takes_back_closes_until_granted_anew() {
    let rig = Rig::default();
    let engine = open_on(&rig, policy(), Android);
    let said = |granted| FlowAccess::Android {
        granted,
        rationale: false,
    };
    next(&engine, Input::Start, said(false), &[]);
    next(&engine, Input::Agree, said(false), &[]);
    let granted = next(&engine, Input::Returned, said(true), &[]);
    assert_eq!((granted.step, &*granted.limits), (Step::Done, &[][..]));

    let taken = next(&engine, Input::Look, said(false), &[]);
    pass_on(&engine, &taken);
    assert!(!is_open(&engine, "alerts"));
    assert_eq!(
        next(&engine, Input::Start, said(false), &[]).step,
        Step::ShowPrimer
    );
    next(&engine, Input::Agree, said(false), &[]);
    // The dialog was left without an answer: what was taken back stays so.
    let left = next(&engine, Input::Returned, said(false), &[]);
    assert_eq!((left.step, &*left.limits), (Step::Explain, &[][..]));
    assert!(!is_open(&engine, "alerts"));

    pass_on(&engine, &next(&engine, Input::Look, said(true), &[]));
    assert!(is_open(&engine, "alerts"));
}

#[test]
fn one_denial_on_android_closes_and_can_be_asked_again() {
    let rig = Rig::default();
    let engine = open_on(&rig, policy(), Android);
    let said = |rationale| FlowAccess::Android {
        granted: false,
        rationale,
    };
    next(&engine, Input::Start, said(false), &[]);
    next(&engine, Input::Agree, said(false), &[]);
    let denied = next(&engine, Input::Returned, said(true), &[]);
    pass_on(&engine, &denied);
    assert_eq!(denied.step, Step::Explain);
    assert!(!is_open(&engine, "alerts"));
    assert_eq!(
        next(&engine, Input::Start, said(true), &[]).step,
        Step::ShowPrimer
    );
}

#[test]
fn a_removed_category_is_no_longer_told() {
    let rig = Rig::default();
    let ids = |engine: &Engine| -> Vec<String> {
        let next = next(engine, Input::Look, FlowAccess::Authorized, &[]);
        next.categories.into_iter().map(|one| one.id).collect()
    };
    assert_eq!(
        ids(&open_on(&rig, policy(), Android)),
        ["service", "marketing"]
    );
    let mut newer = policy();
    newer.permissions[1].categories.pop();
    assert_eq!(ids(&reopened(&rig, newer, Android)), ["service"]);
}
