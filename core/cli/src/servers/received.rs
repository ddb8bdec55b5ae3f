//! One request as it arrived.

use std::time::{Instant, SystemTime};

use serde_json::{Value as Json, json};

/// One request as it arrived, whatever was answered.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    /// `segment` or `sentry`.
    pub(crate) recipient: &'static str,
    /// When its head had arrived.
    pub(crate) at: Instant,
    pub(crate) wall: SystemTime,
    /// What was answered; 0 while nothing was.
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    /// Its body as it came over the wire.
    pub(crate) raw: Vec<u8>,
    /// Its body unpacked.
    pub(crate) body: Vec<u8>,
    /// Message ids or event ids.
    pub(crate) ids: Vec<String>,
    /// Whether every id had been taken before.
    pub(crate) duplicate: bool,
}

impl Received {
    /// For `GET /_received`.
    pub(crate) fn to_json(&self) -> Json {
        json!({
            "recipient": self.recipient,
            "time": jiff::Timestamp::try_from(self.wall).map(|time| time.to_string()).unwrap_or_default(),
            "status": self.status,
            "headers": self.headers,
            "ids": self.ids,
            "duplicate": self.duplicate,
            "body": String::from_utf8_lossy(&self.body),
        })
    }
}
