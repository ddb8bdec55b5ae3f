//! A Sentry envelope made by hand, to see that the server under test and our search in it both work.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::json;

const PATIENCE: Duration = Duration::from_secs(30);

/// A value that a crash must not carry, put into the envelope on purpose.
pub(crate) const PLANTED: &str = "jo.planted@example.org";
/// The frames of the envelope, outermost first.
pub(crate) const FRAMES: [&str; 2] = ["main", "acknowledge_alert"];
/// The id of the envelope's event.
pub(crate) const EVENT_ID: &str = "0123456789abcdef0123456789abcdef";

/// Sends the envelope to `base` and gives the status of the answer.
pub(crate) fn send(base: &str, project: u64, key: &str) -> io::Result<u16> {
    let frames: Vec<_> = FRAMES
        .iter()
        .map(|name| json!({"function": name}))
        .collect();
    let event = json!({
        "event_id": EVENT_ID,
        "timestamp": "2026-01-05T08:00:00Z",
        "platform": "native",
        "exception": {"values": [{
            "type": "HandMade",
            "value": format!("no route for {PLANTED}"),
            "stacktrace": {"frames": frames},
        }]},
    })
    .to_string();
    let body = format!(
        "{}\n{}\n{event}\n",
        json!({"event_id": EVENT_ID}),
        json!({"type": "event", "length": event.len()}),
    );
    let host = base.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "POST /api/{project}/envelope/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
         Content-Type: application/x-sentry-envelope\r\nContent-Length: {}\r\n\
         X-Sentry-Auth: Sentry sentry_version=7, sentry_client=sordino-tests/1, sentry_key={key}\r\n\r\n{body}",
        body.len(),
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    answer
        .split_whitespace()
        .nth(1)
        .and_then(|status| status.parse().ok())
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "no HTTP answer"))
}
