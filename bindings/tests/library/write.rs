//! Writes records as `docs/formats/door.md` says, for what the reader must take back.

use sordino::door::FORMAT;
use sordino_engine::Value;

/// An event's bytes.
pub(crate) fn event<'v>(
    name: &str,
    properties: impl ExactSizeIterator<Item = (&'v str, &'v Value<'v>)>,
) -> Vec<u8> {
    let mut out = vec![FORMAT, 1];
    text(&mut out, name);
    number(&mut out, properties.len() as u64);
    for (key, leaf) in properties {
        text(&mut out, key);
        value(&mut out, leaf);
    }
    out
}

fn number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn text(out: &mut Vec<u8>, text: &str) {
    number(out, text.len() as u64);
    out.extend(text.as_bytes());
}

fn value(out: &mut Vec<u8>, leaf: &Value<'_>) {
    match leaf {
        Value::Bool(truth) => out.push(u8::from(*truth)),
        Value::Int(whole) => {
            out.push(2);
            number(out, (whole << 1 ^ whole >> 63).cast_unsigned());
        }
        Value::Float(float) => {
            out.push(3);
            out.extend(float.to_le_bytes());
        }
        Value::Text(words) => {
            out.push(4);
            text(out, words);
        }
        Value::List(items) => {
            out.push(5);
            number(out, items.len() as u64);
            items.iter().for_each(|item| value(out, item));
        }
        Value::Map(entries) => {
            out.push(6);
            number(out, entries.len() as u64);
            for (key, leaf) in entries {
                text(out, key);
                value(out, leaf);
            }
        }
    }
}
