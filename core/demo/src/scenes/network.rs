//! The network of the day: where the servers are, and how they are told to answer.

use std::io::{self, Read, Write};
use std::net::TcpStream;

/// Where the servers are.
#[derive(Debug, Clone)]
pub(crate) struct Addresses {
    pub(crate) segment: String,
    pub(crate) sentry: String,
    pub(crate) otlp: String,
}

impl Addresses {
    /// `host:port` of one of them.
    pub(crate) fn host(&self) -> Option<String> {
        let rest = self.segment.strip_prefix("http://")?;
        rest.split('/').next().map(str::to_owned)
    }
}

/// Tells the servers how to answer from now on.
pub(crate) fn set_mode(addresses: &Addresses, mode: &str) -> Result<(), String> {
    for base in [&addresses.segment, &addresses.sentry, &addresses.otlp] {
        post_mode(base, mode).map_err(|error| {
            format!(
                "a server of the demo could not be told how to answer ({})",
                error.kind()
            )
        })?;
    }
    Ok(())
}

fn post_mode(base: &str, mode: &str) -> io::Result<()> {
    let rest = base.strip_prefix("http://").unwrap_or(base);
    let host = rest.split('/').next().unwrap_or_default();
    let mut stream = TcpStream::connect(host)?;
    write!(
        stream,
        "POST /_mode HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{mode}",
        mode.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    match answer.starts_with("HTTP/1.1 2") {
        true => Ok(()),
        false => Err(io::ErrorKind::InvalidData.into()),
    }
}
