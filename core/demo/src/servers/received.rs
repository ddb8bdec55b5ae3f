//! One request as it arrived.

use std::time::{Instant, SystemTime};

use axum::http::request::Parts;
use serde_json::{Value as Json, json};
use sordino_testkit::otlp;

/// One request as it arrived, whatever was answered.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    /// `segment`, `sentry` or `otlp`.
    pub(crate) recipient: &'static str,
    /// When its head had arrived.
    pub(crate) at: Instant,
    wall: SystemTime,
    method: String,
    path: String,
    /// What was answered; 0 while nothing was, and for good if the client went before.
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    /// Its body as it came over the wire, as much of it as came.
    pub(crate) raw: Vec<u8>,
    /// Its body unpacked; empty if it could not be.
    pub(crate) body: Vec<u8>,
    /// Message ids or event ids.
    pub(crate) ids: Vec<String>,
    /// Those of them that had been taken before.
    pub(crate) again: Vec<String>,
    /// Whether it was taken and every id had been taken before.
    pub(crate) duplicate: bool,
}

impl Received {
    /// A request of which only the head has arrived.
    pub(crate) fn head(recipient: &'static str, head: &Parts) -> Self {
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        Self {
            recipient,
            at: Instant::now(),
            wall: SystemTime::now(),
            method: head.method.to_string(),
            path: head.uri.to_string(),
            status: 0,
            headers: head
                .headers
                .iter()
                .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
                .collect(),
            raw: Vec::new(),
            body: Vec::new(),
            ids: Vec::new(),
            again: Vec::new(),
            duplicate: false,
        }
    }

    /// When its head had arrived, by the wall clock.
    pub(crate) fn time(&self) -> String {
        jiff::Timestamp::try_from(self.wall).map_or_else(|_| String::new(), |it| it.to_string())
    }

    /// Every text of its head: path, names and values of headers.
    pub(crate) fn head_texts(&self) -> impl Iterator<Item = &str> {
        let headers = self.headers.iter();
        let headers = headers.flat_map(|(name, value)| [name.as_str(), value.as_str()]);
        headers.chain([self.method.as_str(), self.path.as_str()])
    }

    /// For `GET /_received` and the kept files.
    pub(crate) fn to_json(&self) -> Json {
        json!({
            "recipient": self.recipient,
            "time": self.time(),
            "method": self.method,
            "path": self.path,
            "status": self.status,
            "headers": self.headers,
            "ids": self.ids,
            "again": self.again,
            "duplicate": self.duplicate,
            "raw_bytes": self.raw.len(),
            "body": self.text(),
        })
    }

    /// Its body for people: as it is, or in the JSON that the protocol has for it.
    fn text(&self) -> String {
        let logs = (self.recipient == "otlp").then(|| otlp::to_json(&self.body));
        match logs.flatten() {
            Some(logs) => logs.to_string(),
            None => String::from_utf8_lossy(&self.body).into_owned(),
        }
    }
}
