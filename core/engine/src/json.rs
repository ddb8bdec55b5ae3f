//! JSON from bytes, by way of text: one reader of serde_json is built into a library, not two.

use serde::de::DeserializeOwned;

/// Reads a value, or says only that it is none of ours.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_str(std::str::from_utf8(bytes).ok()?).ok()
}
