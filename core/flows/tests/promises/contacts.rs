//! The contacts flow.

use super::page::contacts_facts;
use sordino_flows::contacts::{
    Access, Card, Facts, Input, MOST_DECLINES, Phase, State, Step, next,
};

fn states() -> Vec<State> {
    let mut all = Vec::new();
    for phase in Phase::ALL {
        for card in Card::ALL {
            for declined in 0..=MOST_DECLINES {
                for offered in [false, true] {
                    let (phase, card) = (*phase, *card);
                    all.push(State {
                        phase,
                        card,
                        declined,
                        offered,
                    });
                }
            }
        }
    }
    all
}

fn each(mut hold: impl FnMut(State, Facts, Input, State, Step)) {
    for state in states() {
        for facts in contacts_facts() {
            for input in Input::ALL {
                let (after, step) = next(state, facts, *input);
                hold(state, facts, *input, after, step);
            }
        }
    }
}

#[test]
fn a_closed_purpose_does_nothing() {
    each(|state, facts, input, after, step| {
        if !facts.open {
            let asks = input == Input::Start;
            let wanted = if asks {
                Step::AskConsent
            } else {
                Step::Nothing
            };
            assert_eq!(step, wanted, "{state:?} {input:?}");
            assert_eq!(after.phase, Phase::Rest, "{state:?} {input:?}");
        }
    });
}

#[test]
fn a_tap_always_leads_somewhere() {
    each(|state, facts, input, after, step| {
        if facts.open && input == Input::Start {
            let done = facts.current && matches!(after.card, Card::Known | Card::Unknown);
            assert_eq!(step == Step::Nothing, done, "{state:?} {facts:?}");
        }
    });
}

#[test]
fn every_phase_can_be_left_by_an_answer() {
    let answers = Input::ALL
        .iter()
        .filter(|input| !matches!(input, Input::Start | Input::Look | Input::Interrupted));
    for state in states() {
        for facts in contacts_facts().into_iter().filter(|facts| facts.open) {
            let left = answers
                .clone()
                .any(|input| next(state, facts, *input).0.phase == Phase::Rest);
            assert!(left, "{state:?} {facts:?}");
        }
    }
}

#[test]
fn no_phase_stands_still_after_an_interruption() {
    each(|state, facts, input, after, step| {
        if input == Input::Interrupted {
            assert_eq!(
                (after.phase, step),
                (Phase::Rest, Step::Nothing),
                "{state:?} {facts:?}"
            );
        }
    });
}

#[test]
fn only_a_tap_leads_to_a_question() {
    each(|state, facts, input, _, step| {
        if input == Input::Look {
            let quiet = matches!(step, Step::Nothing | Step::Refresh | Step::OfferUpdate);
            assert!(quiet, "{state:?} {facts:?} {step:?}");
        }
        let refreshes = state.phase == Phase::Refreshing && input != Input::Start;
        assert!(
            !refreshes || step == Step::Nothing,
            "{state:?} {input:?} {step:?}"
        );
    });
}

#[test]
fn the_dialog_follows_a_primer_only() {
    each(|state, facts, input, _, step| {
        if step == Step::AskSystem {
            assert_eq!((state.phase, input), (Phase::BeforeSystem, Input::Agree));
            assert_eq!(facts.access, Access::NotDetermined);
        }
    });
}

#[test]
fn a_dialog_is_never_shown_without_need() {
    each(|_, facts, _, after, step| {
        if step == Step::ShowPrimer && after.phase == Phase::BeforeSystem {
            assert_eq!(facts.access, Access::NotDetermined);
        }
    });
}

#[test]
fn nothing_is_written_without_access() {
    each(|state, facts, _, _, step| {
        if matches!(step, Step::Write | Step::Refresh) {
            let may = matches!(facts.access, Access::Limited | Access::Authorized);
            assert!(may, "{state:?} {facts:?}");
        }
    });
}

#[test]
fn a_current_card_is_not_written_again() {
    each(|state, facts, input, _, step| {
        let there = matches!(state.card, Card::Known | Card::Unknown);
        if there && facts.current && matches!(input, Input::Start | Input::Look) {
            let quiet = matches!(step, Step::Nothing | Step::AskConsent);
            assert!(quiet, "{state:?} {facts:?} {step:?}");
        }
    });
}

#[test]
fn a_second_card_is_never_made_unasked() {
    each(|state, _, input, after, step| {
        if matches!(step, Step::Write | Step::OpenInsert) {
            let asked = (state.phase, input) == (Phase::AskAgain, Input::Agree);
            assert!(state.card == Card::None || asked, "{state:?} {input:?}");
        }
        let wrote = matches!(state.phase, Phase::Screen | Phase::Writing);
        let failed = state.phase == Phase::Writing && input == Input::Failed;
        if failed || wrote && matches!(input, Input::Interrupted) {
            assert_ne!(after.card, Card::None, "{state:?}");
        }
    });
}

#[test]
fn a_deleted_card_is_asked_for_first() {
    each(|state, facts, input, after, step| {
        if state.card == Card::Gone && facts.open && input == Input::Start {
            assert_eq!((after.phase, step), (Phase::AskAgain, Step::AskAgain));
        }
        let reached = after.card == Card::Gone && state.card != Card::Gone;
        assert!(!reached || input == Input::Gone, "{state:?} {input:?}");
    });
}

#[test]
fn an_edited_card_keeps_its_edits() {
    each(|state, facts, input, after, step| {
        if facts.open && input == Input::Changed && step != Step::Nothing {
            // The person goes on in their contacts app, or not at all.
            assert_eq!(
                (after.phase, step),
                (Phase::BeforeScreen, Step::ShowPrimer),
                "{state:?}"
            );
        }
    });
}

#[test]
fn what_is_invisible_is_not_taken_for_deleted() {
    each(|state, facts, input, after, _| {
        let limited = facts.access == Access::Limited;
        if limited && input == Input::Gone {
            let said_gone = after.card == Card::Gone && state.card != Card::Gone;
            assert!(!said_gone, "{state:?}");
        }
    });
}

#[test]
fn three_refusals_end_every_offer() {
    each(|state, _, input, _, step| {
        if input == Input::Look && state.declined == MOST_DECLINES {
            assert_ne!(step, Step::OfferUpdate, "{state:?}");
        }
    });
}

#[test]
fn a_written_card_is_noted_in_every_state() {
    each(|state, facts, input, after, _| match input {
        Input::SavedKnown => assert_eq!(after.card, Card::Known, "{state:?} {facts:?}"),
        Input::SavedUnknown => assert_eq!(after.card, Card::Unknown, "{state:?} {facts:?}"),
        _ => {}
    });
}

#[test]
fn a_decline_takes_back_what_had_no_effect() {
    each(|state, facts, input, _, step| {
        let declines = facts.open && input == Input::Decline;
        let asked = matches!(
            state.phase,
            Phase::BeforeSystem | Phase::BeforeScreen | Phase::AskAgain
        );
        let is_there = matches!(state.card, Card::Known | Card::Unknown);
        if declines && asked {
            assert_eq!(step == Step::TakeBack, !is_there, "{state:?} {facts:?}");
        }
        // A card that is there keeps the yes by which it is kept up to date.
        assert!(
            step != Step::TakeBack || declines && !is_there,
            "{state:?} {input:?}"
        );
    });
}

/// Answers until the flow rests.
fn answers(mut state: State, facts: Facts, yes: bool) -> usize {
    let access = if yes {
        Access::Authorized
    } else {
        Access::Denied
    };
    let mut count = 0;
    while state.phase != Phase::Rest {
        let input = match state.phase {
            Phase::System | Phase::Settings => Input::Returned,
            Phase::Screen | Phase::Writing | Phase::Refreshing if yes => Input::SavedKnown,
            Phase::Screen => Input::NotSaved,
            Phase::Writing | Phase::Refreshing => Input::Failed,
            _ if yes => Input::Agree,
            _ => Input::Decline,
        };
        let facts = match state.phase {
            Phase::System | Phase::Settings => Facts { access, ..facts },
            _ => facts,
        };
        state = next(state, facts, input).0;
        count += 1;
        assert!(count < 10, "{state:?} {facts:?} goes in a circle");
    }
    count
}

#[test]
fn a_refusal_never_costs_more_steps() {
    for state in states() {
        for facts in contacts_facts().into_iter().filter(|facts| facts.open) {
            let begun = next(state, facts, Input::Start).0;
            for from in [state, begun] {
                let (no, yes) = (answers(from, facts, false), answers(from, facts, true));
                assert!(
                    no <= yes,
                    "{from:?} {facts:?}: {no} for a no, {yes} for a yes"
                );
            }
        }
    }
}
