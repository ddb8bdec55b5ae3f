//! What a rule would let through does not leave where it says who is signed in.

use serde_json::Value as Json;
use sordino_engine::{Account, Engine, Options, Value};
use sordino_tests::{Rig, event, on, unpack};

use crate::for_vendor::with_vendor;

const NUMBER: &str = "90112";
const NAME: &str = "maraneil";

fn signed_in_as(id: &str) -> Engine {
    let engine = Rig::default().open_with(with_vendor(), Options::default());
    for purpose in ["usage", "crashes"] {
        on(&engine, purpose);
    }
    let account = Account {
        user_id: Some(id.to_owned()),
        ..Account::default()
    };
    engine.sign_in(account, &[]);
    engine
}

fn sent(engine: &Engine, properties: &[(&str, Value<'_>)]) -> String {
    assert!(Rig::is_accepted(
        &engine.record(&event("alert_opened", properties))
    ));
    let bodies = Rig::drain(engine).into_iter().map(|one| unpack(&one.body));
    String::from_utf8_lossy(&bodies.collect::<Vec<_>>().concat()).into_owned()
}

fn of_vendor(engine: &Engine, purpose: &str, key: &str, value: Value<'_>) -> Json {
    let minimised = engine.minimise_values("vendor", purpose, &[(key, value)]);
    minimised.expect("it is on")["values"].take()
}

#[test]
fn an_id_leaves_as_no_number_of_any_kind() {
    let engine = signed_in_as(NUMBER);
    for number in [
        Value::Float(90112.0),
        Value::Float(-90112.0),
        Value::Int(90112),
        Value::Int(-90112),
    ] {
        for key in ["minutes", "message"] {
            let body = sent(&engine, &[(key, number.clone())]);
            assert!(!body.contains(NUMBER), "{key} {number:?}: {body}");
        }
    }
    let body = sent(
        &engine,
        &[("minutes", 90112.5.into()), ("ratio", 0.5.into())],
    );
    assert!(body.contains("90112.5") && body.contains("0.5"), "{body}");
}

#[test]
fn a_part_of_an_id_leaves_by_no_coarsening() {
    let engine = signed_in_as(NAME);
    let inside = Value::Map(vec![("device_model".into(), NAME.into())]);
    let body = sent(&engine, &[("details", inside)]);
    assert!(!body.contains(NAME), "{body}");
    let inside = Value::Map(vec![("device_model".into(), "Pixel 8".into())]);
    assert!(sent(&engine, &[("details", inside)]).contains("Pixel"));
}

#[test]
fn only_names_of_code_may_be_an_id() {
    let engine = signed_in_as(NAME);
    for key in ["minutes", "status", "only_segment"] {
        let left = of_vendor(&engine, "crashes", key, NAME.into());
        assert!(!left.to_string().contains(NAME), "{key}: {left}");
        let left = of_vendor(&engine, "crashes", key, 3.into());
        let is_listed = key != "only_segment";
        assert_eq!(left.get(key).is_some(), is_listed, "{key}: {left}");
    }
    for key in ["stack_function", "exception_type"] {
        let left = of_vendor(&engine, "crashes", key, NAME.into());
        assert_eq!(left[key], NAME);
        let left = of_vendor(&engine, "usage", key, NAME.into());
        assert!(!left.to_string().contains(NAME), "{key}: {left}");
    }
}
