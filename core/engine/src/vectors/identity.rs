//! Pseudonyms and message ids.

use serde_json::{Value as Json, json};

use super::notation::{bytes, text};
use crate::identity::PseudonymKey;
use crate::queue::Frame;

/// `key`, `field`, `value` -> `pseudonym`.
pub(super) fn pseudonym(input: &Json) -> Option<Json> {
    let key = PseudonymKey::new(&bytes(input, "key")?);
    let pseudonym = key.pseudonym(text(input, "field")?, text(input, "value")?);
    Some(json!({ "pseudonym": pseudonym }))
}

/// `ids` of the segment, `frame` -> `message_id`.
pub(super) fn message_id(input: &Json) -> Option<Json> {
    let frame = Frame {
        ids: bytes(input, "ids")?,
        number: u32::try_from(input.get("frame")?.as_u64()?).ok()?,
    };
    Some(json!({ "message_id": frame.message_id() }))
}
