//! What was stored under an older policy, as the policy in force lets it go.

use std::borrow::Cow;

use sordino_scrub::Scrubber;

use super::rules::{Fate, apply};
use crate::catalog::{Catalog, RecipientIx};
use crate::value::Value;

/// Applies the field list of the policy in force to what was stored under an older one.
pub(crate) fn again<'a>(
    catalog: &Catalog,
    scrubber: &Scrubber,
    recipient: RecipientIx,
    members: Vec<(Cow<'a, str>, Value<'a>)>,
) -> Vec<(Cow<'a, str>, Value<'a>)> {
    members
        .into_iter()
        .filter_map(|(key, value)| {
            let value = again_value(catalog, scrubber, recipient, &key, value)?;
            Some((key, value))
        })
        .collect()
}

fn again_value<'a>(
    catalog: &Catalog,
    scrubber: &Scrubber,
    recipient: RecipientIx,
    key: &str,
    value: Value<'a>,
) -> Option<Value<'a>> {
    match value {
        Value::Map(entries) => {
            let entries = again(catalog, scrubber, recipient, entries);
            (!entries.is_empty()).then_some(Value::Map(entries))
        }
        Value::List(items) => {
            let items: Vec<_> = items
                .into_iter()
                .filter_map(|item| again_value(catalog, scrubber, recipient, key, item))
                .collect();
            (!items.is_empty()).then_some(Value::List(items))
        }
        leaf => {
            let rule = catalog.rule(key, recipient)?;
            match apply(rule, scrubber, &leaf) {
                Fate::Stays(value) => Some(owned(value)),
                // What is a pseudonym already stays one; a raw value of an older policy goes.
                Fate::Pseudonym(text) => {
                    is_pseudonym(&text).then(|| Value::Text(Cow::Owned(text.into_owned())))
                }
                Fate::Goes => None,
            }
        }
    }
}

fn owned<'b>(value: Value<'_>) -> Value<'b> {
    match value {
        Value::Bool(truth) => Value::Bool(truth),
        Value::Int(number) => Value::Int(number),
        Value::Float(number) => Value::Float(number),
        Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
        Value::List(items) => Value::List(items.into_iter().map(owned).collect()),
        Value::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| (Cow::Owned(key.into_owned()), owned(value)))
                .collect(),
        ),
    }
}

/// A UUID of version 8, which is what our pseudonyms look like.
fn is_pseudonym(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 36
        && bytes[14] == b'8'
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
