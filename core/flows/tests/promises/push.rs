//! The push flow.

use super::page::push_facts;
use sordino_flows::push::{Access, Facts, Input, Phase, Step, next, system_allows};

fn each(mut hold: impl FnMut(Phase, Facts, Input, Phase, Step)) {
    for phase in Phase::ALL {
        for facts in push_facts() {
            for input in Input::ALL {
                let (after, step) = next(*phase, facts, *input);
                hold(*phase, facts, *input, after, step);
            }
        }
    }
}

#[test]
fn nothing_is_asked_without_consent() {
    each(|phase, facts, input, after, step| {
        if !facts.consented {
            let asks = input == Input::Start;
            let wanted = if asks {
                Step::AskConsent
            } else {
                Step::Nothing
            };
            assert_eq!((after, step), (Phase::Rest, wanted), "{phase:?} {input:?}");
        }
    });
}

#[test]
fn a_tap_always_leads_somewhere() {
    each(|phase, facts, input, _, step| {
        if facts.consented && input == Input::Start {
            let arrives = matches!(facts.access, Access::Authorized | Access::Ephemeral);
            assert_eq!(
                step == Step::Nothing,
                arrives && !facts.muted,
                "{phase:?} {facts:?}"
            );
        }
    });
}

#[test]
fn every_phase_can_be_left_by_an_answer() {
    for phase in Phase::ALL {
        for facts in push_facts() {
            let answers = [Input::Agree, Input::Decline, Input::Returned];
            let left = answers
                .iter()
                .any(|input| next(*phase, facts, *input).0 == Phase::Rest);
            assert!(left, "{phase:?} {facts:?}");
        }
    }
}

#[test]
fn only_a_tap_leads_to_a_question() {
    each(|phase, facts, input, after, step| match input {
        Input::Look => assert_eq!(step, Step::Nothing, "{phase:?} {facts:?}"),
        Input::Interrupted => assert_eq!((after, step), (Phase::Rest, Step::Nothing)),
        _ => {}
    });
}

#[test]
fn the_dialog_follows_a_primer_only() {
    each(|phase, facts, input, _, step| {
        if step == Step::AskSystem {
            assert_eq!((phase, input), (Phase::BeforeSystem, Input::Agree));
            assert!(matches!(
                facts.access,
                Access::NotDetermined | Access::AskableAgain | Access::Provisional
            ));
        }
    });
}

#[test]
fn a_denial_is_not_argued_with() {
    each(|phase, facts, input, after, step| {
        if facts.consented && facts.access == Access::Denied && input == Input::Returned {
            let accepted = matches!(step, Step::Explain | Step::Nothing);
            assert!(accepted, "{phase:?} {after:?} {step:?}");
        }
    });
}

#[test]
fn a_declined_primer_takes_the_yes_back() {
    each(|phase, facts, input, after, step| {
        let declines = (phase, input) == (Phase::BeforeSystem, Input::Decline);
        assert_eq!(
            step == Step::TakeBack,
            facts.consented && declines,
            "{phase:?} {facts:?} {input:?}"
        );
        assert!(step != Step::TakeBack || after == Phase::Rest);
    });
}

#[test]
fn quiet_delivery_is_no_consent() {
    each(|_, facts, _, _, step| {
        if facts.access == Access::Provisional {
            assert_ne!(step, Step::Done);
        }
    });
}

#[test]
fn a_refusal_never_costs_more_steps() {
    let answers = |mut phase: Phase, facts: Facts, yes: bool| {
        let mut count = 0;
        while phase != Phase::Rest {
            let access = if yes {
                Access::Authorized
            } else {
                Access::Denied
            };
            let (input, facts) = match phase {
                Phase::System | Phase::Settings => (Input::Returned, Facts { access, ..facts }),
                _ if yes => (Input::Agree, facts),
                _ => (Input::Decline, facts),
            };
            phase = next(phase, facts, input).0;
            count += 1;
            assert!(count < 10, "{phase:?} goes in a circle");
        }
        count
    };
    for phase in Phase::ALL {
        for facts in push_facts() {
            let (no, yes) = (answers(*phase, facts, false), answers(*phase, facts, true));
            assert!(no <= yes, "{phase:?} {facts:?}");
        }
    }
}

#[test]
fn the_system_forbids_by_denial_or_channel() {
    for access in Access::ALL {
        let denied = matches!(access, Access::Denied | Access::AskableAgain);
        assert_eq!(system_allows(*access, false), !denied);
        assert!(!system_allows(*access, true));
    }
}
