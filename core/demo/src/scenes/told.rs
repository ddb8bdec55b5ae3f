//! What the player tells down its pipe, one JSON line each.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::player::Answer;

/// One line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Told {
    /// A record call is about to begin; its line, from 0.
    Offered(usize),
    /// A record call returned.
    Answer(Answer),
    /// A purpose closed, and with it these ids are gone from the queue.
    Erased(Vec<String>),
    /// An engine was closed in order; what it had counted.
    Closed(Counted),
}

/// What one engine counted.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct Counted {
    pub(crate) fields_dropped: u64,
    pub(crate) panics: u64,
}

/// Writes a line and waits until it is in the pipe.
pub(crate) fn tell(told: &Told) -> Result<(), String> {
    let line = serde_json::to_string(told).map_err(|error| error.to_string())?;
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .map_err(|error| error.to_string())
}
