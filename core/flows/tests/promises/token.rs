//! The token's gate.

use sordino_flows::token::{Answer, Input, MOST_TRIES, State, Step, next};

fn states() -> Vec<State> {
    let mut all = Vec::new();
    for tries in 0..=MOST_TRIES {
        for (issued, at_server) in [(false, false), (true, false), (true, true)] {
            all.push(State {
                issued,
                at_server,
                tries,
            });
        }
    }
    all
}

fn each(mut hold: impl FnMut(State, bool, Input, State, Step)) {
    for state in states() {
        for open in [false, true] {
            for input in Input::ALL {
                let (after, step) = next(state, open, *input);
                hold(state, open, *input, after, step);
            }
        }
    }
}

#[test]
fn no_token_is_asked_for_while_closed() {
    each(|state, open, input, _, step| {
        let asks = matches!(step, Step::Register | Step::HandOver);
        assert!(open || !asks, "{state:?} {input:?} {step:?}");
    });
}

#[test]
fn no_token_is_deleted_while_open() {
    each(|state, open, input, _, step| {
        let deletes = matches!(step, Step::Delete | Step::GiveUp);
        assert!(!open || !deletes, "{state:?} {input:?} {step:?}");
    });
}

#[test]
fn what_was_never_issued_is_never_deleted() {
    each(|state, _, input, _, step| {
        let deletes = matches!(step, Step::Delete | Step::Forget);
        let issued = state.issued || input == Input::Issued;
        assert!(issued || !deletes, "{state:?} {input:?}");
    });
}

#[test]
fn a_late_token_is_deleted() {
    each(|state, open, input, _, step| {
        if !open && input == Input::Issued {
            let removes = matches!(step, Step::Forget | Step::Delete);
            assert!(removes, "{state:?} {step:?}");
        }
    });
}

#[test]
fn the_server_forgets_before_the_service_deletes() {
    let issued = next(State::default(), true, Input::Issued).0;
    let (told, first) = next(issued, false, Input::Told);
    let (forgotten, second) = next(told, false, Input::Forgotten);
    let (deleted, third) = next(forgotten, false, Input::Deleted);
    assert_eq!(
        [first, second, third],
        [Step::Forget, Step::Delete, Step::Nothing]
    );
    assert_eq!(deleted.answer(false), Answer::Off);
}

#[test]
fn signing_out_forgets_while_the_session_stands() {
    each(|state, open, input, after, step| {
        if input == Input::SigningOut {
            let wanted = if state.at_server {
                Step::Forget
            } else {
                Step::Nothing
            };
            assert_eq!((after, step), (state, wanted), "{open}");
        }
    });
}

#[test]
fn deletions_end_after_bounded_tries() {
    for begun in states() {
        let (mut state, mut told) = (begun, 0);
        loop {
            let (after, step) = next(state, false, Input::Told);
            if matches!(step, Step::Nothing | Step::GiveUp) {
                break;
            }
            state = next(after, false, Input::Failed).0;
            told += 1;
            assert!(told <= MOST_TRIES, "{begun:?}");
        }
        let answer = state.answer(false);
        assert_eq!(answer == Answer::Off, !state.issued);
        assert_ne!(answer, Answer::StillOn, "{begun:?}");
    }
}

#[test]
fn an_unreachable_server_does_not_stop_the_deletion() {
    let mut state = State::IN_DOUBT;
    let deletes = (0..MOST_TRIES).any(|_| {
        let (after, step) = next(state, false, Input::Told);
        state = next(after, false, Input::Failed).0;
        step == Step::Delete
    });
    assert!(deletes);
}

#[test]
fn a_failure_is_not_tried_again_at_once() {
    each(|state, open, input, after, step| {
        if !open && input == Input::Failed && after.tries < MOST_TRIES {
            assert_eq!(step, Step::Nothing, "{state:?}");
        }
    });
}
