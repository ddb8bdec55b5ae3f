//! An age below the policy's minimum: closed, destroyed, and nothing of the age kept.

use serde_json::json;
use sordino_engine::ledger::{ClosedBy, Limiter};
use sordino_engine::{Engine, Options};
use sordino_policy::RequiredSignal;
use sordino_tests::{Rig, event, on, policy};

fn collected(rig: &Rig) -> Engine {
    let engine = rig.open();
    on(&engine, "usage");
    engine.record(&event("alert_opened", &[]));
    assert_ne!(engine.queued_ids(), []);
    engine
}

#[test]
fn a_young_age_destroys_what_was_collected() {
    let rig = Rig::default();
    let engine = collected(&rig);
    let issued = engine.issued().expect("there is a list");
    let receipts = engine.tell_age(Some(13), Some(15)).expect("it is written");
    let closed: Vec<&str> = receipts.iter().map(|one| one.purpose.as_str()).collect();
    assert_eq!(closed, ["usage"]);
    for engine in [engine, rig.after_kill().open()] {
        let status = engine.status("usage").expect("it is declared");
        assert!(!status.open);
        assert_eq!(status.closed_by, Some(ClosedBy::Limit(Limiter::Age)));
        assert_eq!(engine.queued_ids(), []);
        assert_eq!(
            engine.issued().as_ref(),
            Ok(&issued),
            "deletion can be asked for"
        );
        let again = engine
            .turn_on("usage", Rig::SHOWN)
            .expect("a yes is written");
        assert!(!again.open, "a yes opens nothing under the age");
    }
}

#[test]
fn nothing_of_an_age_is_kept() {
    let engine = collected(&Rig::default());
    for (at_least, at_most) in [(Some(15), Some(15)), (Some(14), None), (Some(77), None)] {
        engine.tell_age(at_least, at_most).expect("it is written");
    }
    let ledger = engine.export_ledger().expect("there is a ledger");
    let words = ledger.entries.iter().map(|one| json!(one.entry.what));
    let words: Vec<_> = words.filter(|word| word["kind"] == "limit").collect();
    let word = |allows: bool| json!({"kind": "limit", "limiter": "age", "purpose": null, "allows": allows});
    // The second told nothing new.
    assert_eq!(words, [word(false), word(true)]);
}

#[test]
fn an_age_newly_required_destroys_what_was_collected() {
    let rig = Rig::default();
    drop(collected(&rig));
    let mut requires = policy();
    requires.limits.required.push(RequiredSignal::Age);
    requires.hash = requires.content_hash();
    let engine = rig.open_with(requires, Options::default());
    let status = engine.status("usage").expect("it is declared");
    assert_eq!(status.closed_by, Some(ClosedBy::Withheld(Limiter::Age)));
    assert_eq!(engine.queued_ids(), []);
    assert_ne!(engine.issued(), Ok(Vec::new()));
    engine.tell_age(Some(16), None).expect("it is written");
    assert!(engine.status("usage").expect("it is declared").open);
    assert_eq!(engine.queued_ids(), [], "what was destroyed is gone");
}
