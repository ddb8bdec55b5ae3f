//! The door's reader against everything that can be written.

use crate::write;
use std::borrow::Cow;

use proptest::collection::vec;
use proptest::prelude::*;
use sordino::door::{Offered, Unreadable, read};
use sordino_engine::Value;

type Properties = Vec<(String, Value<'static>)>;

fn value() -> impl Strategy<Value = Value<'static>> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        (-1e300..1e300).prop_map(Value::Float),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::List),
            vec((any::<String>().prop_map(Cow::Owned), inner), 0..4).prop_map(Value::Map),
        ]
    })
}

fn event() -> impl Strategy<Value = (String, Properties)> {
    (any::<String>(), vec((any::<String>(), value()), 0..6))
}

fn written((name, properties): &(String, Properties)) -> Vec<u8> {
    write::event(
        name,
        properties.iter().map(|(key, value)| (key.as_str(), value)),
    )
}

proptest! {
    #[test]
    fn what_was_written_is_read_back(event in event()) {
        let bytes = written(&event);
        let Ok(Offered::Event { name, properties }) = read(&bytes) else {
            panic!("a written event is read");
        };
        let properties: Properties =
            properties.into_iter().map(|(key, value)| (key.to_owned(), owned(value))).collect();
        prop_assert_eq!((name.to_owned(), properties), event);
    }

    #[test]
    fn there_is_one_way_to_write_an_event(event in event(), at in any::<prop::sample::Index>(), bit in 0..8u8) {
        let mut bytes = written(&event);
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok(Offered::Event { name, properties }) = read(&bytes) {
            let again = write::event(name, properties.iter().map(|(key, value)| (*key, value)));
            prop_assert_eq!(again, bytes);
        }
    }

    #[test]
    fn an_event_cut_or_grown_is_malformed(event in event(), at in any::<prop::sample::Index>()) {
        let whole = written(&event);
        let cut = read(&whole[..at.index(whole.len())]).map(|_| ());
        prop_assert!(matches!(cut, Err(Unreadable::Malformed)), "{:?}", cut);
        let more = [&whole[..], &[0]].concat();
        prop_assert!(matches!(read(&more), Err(Unreadable::Malformed)));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..64)) {
        let _ = read(&bytes);
        let _ = read(&[&[1, 1][..], &bytes].concat());
        let _ = read(&[&[1, 2][..], &bytes].concat());
    }
}

fn owned(value: Value<'_>) -> Value<'static> {
    match value {
        Value::Bool(truth) => Value::Bool(truth),
        Value::Int(whole) => Value::Int(whole),
        Value::Float(float) => Value::Float(float),
        Value::Text(text) => Value::from(text.into_owned()),
        Value::List(items) => Value::List(items.into_iter().map(owned).collect()),
        Value::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| (Cow::Owned(key.into_owned()), owned(value)))
                .collect(),
        ),
    }
}
