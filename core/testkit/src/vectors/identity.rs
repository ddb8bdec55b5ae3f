//! Pseudonyms and message ids.

use serde_json::{Value as Json, json};
use sordino_engine::formats;

use super::notation::{bytes, text};

/// `key`, `field`, `value` -> `pseudonym`.
pub(super) fn pseudonym(input: &Json) -> Option<Json> {
    let key = bytes(input, "key")?;
    let pseudonym = formats::pseudonym(&key, text(input, "field")?, text(input, "value")?);
    Some(json!({ "pseudonym": pseudonym }))
}

/// `ids` of the segment, `frame` -> `message_id`.
pub(super) fn message_id(input: &Json) -> Option<Json> {
    let number = u32::try_from(input.get("frame")?.as_u64()?).ok()?;
    Some(json!({ "message_id": formats::message_id(bytes(input, "ids")?, number) }))
}
