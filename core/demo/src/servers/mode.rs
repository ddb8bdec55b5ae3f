//! How the servers answer from now on.

use axum::http::HeaderValue;
use serde::Deserialize;

/// How they answer what is well-formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mode {
    /// They take it.
    Ok,
    /// This status, with this `Retry-After` if any.
    Status(u16, Option<String>),
    /// They take it; the collector says of so many records that it rejected them.
    Partial(u64),
    /// They take the request and never answer.
    Hang,
}

/// A mode as `POST /_mode` tells it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Told {
    mode: String,
    /// How many records, beside `partial`.
    #[serde(default)]
    rejected: Option<u64>,
    #[serde(default)]
    retry_after: Option<RetryAfter>,
}

/// Seconds, or a date as the header has it.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum RetryAfter {
    Seconds(u32),
    Text(String),
}

impl Told {
    /// The mode, or what is wrong with it.
    pub(crate) fn mode(self) -> Result<Mode, String> {
        let retry_after = self.retry_after.map(|told| match told {
            RetryAfter::Seconds(seconds) => seconds.to_string(),
            RetryAfter::Text(text) => text,
        });
        let header = retry_after.as_deref().map(HeaderValue::from_str);
        if header.is_some_and(|header| header.is_err()) {
            return Err("retry_after cannot stand in a header".to_owned());
        }
        match self.mode.as_str() {
            "ok" => Ok(Mode::Ok),
            "partial" => Ok(Mode::Partial(self.rejected.unwrap_or(1))),
            "hang" => Ok(Mode::Hang),
            status => match status.parse() {
                Ok(status @ 300..=599) => Ok(Mode::Status(status, retry_after)),
                _ => Err(format!(
                    "`{status}` is no mode: use ok, partial, hang, or a status from 300 to 599"
                )),
            },
        }
    }
}
