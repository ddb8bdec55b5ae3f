//! Each limit of time, a second before its end and a second after it.

use sordino_engine::ledger::{ClosedBy, State};
use sordino_engine::upload::Next;
use sordino_tests::{Rig, START, event, on};

const DAY: i64 = 86_400_000;
const SECOND: i64 = 1_000;

#[test]
fn a_consent_ends_with_its_last_second() {
    for (after, why) in [(-SECOND, None), (SECOND, Some(ClosedBy::Expired))] {
        let rig = Rig::default();
        let engine = rig.open();
        on(&engine, "usage");
        rig.clock.advance(365 * DAY + after);
        let status = engine.status("usage").expect("it is declared");
        assert_eq!(status.closed_by, why, "{after}");
        assert_eq!(
            engine.expire().expect("it is looked at").len(),
            usize::from(why.is_some())
        );
    }
}

#[test]
fn a_question_put_off_comes_again_in_time() {
    for (after, asked) in [(-SECOND, false), (SECOND, true)] {
        let rig = Rig::default();
        let engine = rig.open();
        for purpose in engine.purposes() {
            let _ = engine.choose(&purpose.purpose, State::Deferred, Rig::SHOWN);
        }
        rig.clock.advance(180 * DAY + after);
        assert_eq!(!engine.prompts("en").is_empty(), asked, "{after}");
    }
}

#[test]
fn a_waiting_record_goes_with_its_retention() {
    for (after, waits) in [(-SECOND, true), (SECOND, false)] {
        let rig = Rig::default();
        let engine = rig.open();
        on(&engine, "usage");
        engine.record(&event("alert_opened", &[]));
        rig.clock.advance(30 * DAY + after);
        engine.expire().expect("it is looked at");
        assert_eq!(
            matches!(engine.next_upload(), Next::Ready(_)),
            waits,
            "{after}"
        );
        assert_eq!(!engine.queued_ids().is_empty(), waits, "{after}");
    }
}

#[test]
fn a_pseudonym_is_known_as_long_as_its_record() {
    for (after, known) in [(-SECOND, true), (SECOND, false)] {
        let rig = Rig::default();
        let engine = rig.open();
        on(&engine, "usage");
        engine.record(&event("alert_opened", &[]));
        engine.turn_off("usage", Rig::SHOWN).expect("it is written");
        let issued = engine.issued().expect("there is a list");
        let until = issued
            .iter()
            .map(|one| one.until)
            .max()
            .expect("it is on it");
        rig.clock.advance(until - START + after);
        let issued = engine.issued().expect("there is a list");
        assert_eq!(!issued.is_empty(), known, "{after}");
    }
}
