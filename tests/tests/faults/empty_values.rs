//! What weighs nothing is bounded as well: a record that is accepted can be read again.

use sordino_engine::crash::{Exception, Trace};
use sordino_engine::{Outcome, Refusal, Value};
use sordino_tests::{Rig, event, on, unpack, usage_on};

fn empties(count: usize) -> Value<'static> {
    Value::List(vec![Value::from(""); count])
}

#[test]
fn a_list_of_empty_texts_is_bounded() {
    for (count, is_accepted) in [(32_000, true), (33_000, false), (70_000, false)] {
        let (_rig, engine) = usage_on();
        let outcome = engine.record(&event("alert_opened", &[("only_segment", empties(count))]));
        let refused = matches!(outcome, Outcome::Refused(Refusal::TooLarge));
        assert_eq!(refused, !is_accepted, "{count}: {outcome:?}");
        let sent = Rig::drain(&engine);
        let texts = sent
            .iter()
            .filter(|one| one.recipient == "segment")
            .map(|one| {
                let body: serde_json::Value =
                    serde_json::from_slice(&unpack(&one.body)).expect("it is JSON");
                let list = &body["batch"][0]["properties"]["only_segment"];
                list.as_array().map_or(0, Vec::len)
            });
        let wanted = if is_accepted { count } else { 0 };
        assert_eq!(texts.sum::<usize>(), wanted, "what was accepted leaves");
    }
}

#[test]
fn a_trace_of_nothing_is_bounded() {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "crashes");
    let nothing = Exception {
        ty: String::new(),
        value: String::new(),
        frames: Vec::new(),
    };
    let trace = Trace {
        exceptions: vec![nothing; 70_000],
        threads: Vec::new(),
        images: Vec::new(),
    };
    let outcomes = engine.crash_trace(&trace, None);
    assert!(
        matches!(&outcomes[..], [Outcome::Refused(Refusal::BadCrash(_))]),
        "{outcomes:?}"
    );
}
