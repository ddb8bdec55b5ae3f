//! How vectors write bytes and values that JSON has no word for.

use serde_json::Value as Json;

/// A member's text.
pub(super) fn text<'a>(input: &'a Json, member: &str) -> Option<&'a str> {
    input.get(member)?.as_str()
}

/// A member's bytes, written as hex of either case.
pub(super) fn bytes<const LENGTH: usize>(input: &Json, member: &str) -> Option<[u8; LENGTH]> {
    hex(text(input, member)?)?.try_into().ok()
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let pair = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    rest.is_empty()
        .then(|| pairs.iter().map(pair).collect())
        .flatten()
}
