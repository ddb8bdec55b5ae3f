//! Reads the members of a decoded record.

use crate::minimise::Stored;
use crate::value::Value;

pub(super) fn find<'s, 'a>(stored: &'s Stored<'a>, key: &str) -> Option<&'s Value<'a>> {
    stored
        .members
        .iter()
        .find(|(name, _)| name == key)
        .map(|(_, value)| value)
}

/// Returns `true` for an error that the app went on from.
pub(super) fn is_handled(stored: &Stored<'_>) -> bool {
    find(stored, "exception_handled") == Some(&Value::Bool(true))
}

pub(super) fn address(value: Option<&Value<'_>>) -> Option<u64> {
    let Some(Value::Text(text)) = value else {
        return None;
    };
    u64::from_str_radix(text.strip_prefix("0x")?, 16).ok()
}

pub(super) fn list<'s, 'a>(value: Option<&'s Value<'a>>) -> std::slice::Iter<'s, Value<'a>> {
    match value {
        Some(Value::List(items)) => items.iter(),
        _ => [].iter(),
    }
}

pub(super) fn member<'s, 'a>(value: &'s Value<'a>, key: &str) -> Option<&'s Value<'a>> {
    match value {
        Value::Map(entries) => entries
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value),
        _ => None,
    }
}

pub(super) fn text(value: Option<&Value<'_>>) -> Option<String> {
    match value {
        Some(Value::Text(text)) => Some(text.to_string()),
        _ => None,
    }
}
