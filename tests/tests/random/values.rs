//! What the app offers: values of every kind, some of which must not leave as they are.

use sordino_engine::Value;

/// Values that scrubbing takes out of a text.
pub(crate) const PERSONAL: [&str; 3] = [
    "tilde.ostermann@example.org",
    "+49 30 23125 871",
    "203.0.113.187",
];
/// Ids of the person, which never leave at all.
pub(crate) const USER: &str = "u-raw-4711-xyz";
pub(crate) const CUSTOMER: &str = "c-raw-0815-xyz";

/// Texts that a property may hold; the first ones are personal.
pub(crate) const TEXTS: [&str; 9] = [
    "call tilde.ostermann@example.org now",
    "no answer under +49 30 23125 871 since eight",
    "blocked 203.0.113.187 at the gate",
    "push",
    "17.5.1",
    "iPhone15,3",
    "de-AT",
    "+01:00",
    "2026-11-24T08:07:59Z",
];

pub(crate) const KINDS: usize = TEXTS.len() + 6;

/// One of [`KINDS`] values.
pub(crate) fn value(kind: usize) -> Value<'static> {
    match kind {
        0 => Value::Int(5000),
        1 => Value::Int(1_795_507_679_123),
        2 => Value::Bool(true),
        3 => Value::Float(1234.5),
        4 => Value::List(vec![TEXTS[0].into(), TEXTS[3].into(), Value::Int(7)]),
        5 => Value::Map(vec![
            ("status".into(), TEXTS[1].into()),
            ("who".into(), USER.into()),
            ("message".into(), Value::List(vec![TEXTS[2].into()])),
            ("tilde.ostermann@example.org".into(), Value::Int(1)),
        ]),
        text => TEXTS[text - 6].into(),
    }
}
