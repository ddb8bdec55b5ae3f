//! The line in which an Apple app says what ended it.

use super::trace::{Exception, Frame};

const SWIFT: [&str; 3] = ["Fatal error", "Precondition failed", "Assertion failed"];
const UNCAUGHT: &str = "Terminating app due to uncaught exception '";

/// Reads the line that names what happened:
///
/// - `*** Terminating app due to uncaught exception 'NAME', reason: 'REASON'`
/// - `[FILE:LINE: ]Fatal error: MESSAGE[: file FILE, line LINE]`; the place stays part of the message
/// - `NAME: REASON`
pub(super) fn exception(line: &str) -> Option<Exception> {
    if let Some((_, rest)) = line.split_once(UNCAUGHT) {
        let (name, reason) = rest.split_once("', reason: ").unwrap_or((rest, ""));
        return Some(named(name.trim_end_matches('\''), reason));
    }
    let swift = SWIFT
        .iter()
        .filter_map(|kind| line.find(kind).map(|at| (at, *kind)))
        .min();
    if let Some((at, kind)) = swift {
        let value = if at > 0 {
            line
        } else {
            line[kind.len()..].trim_start_matches(": ")
        };
        return Some(named(kind, value));
    }
    let (name, reason) = line.split_once(": ")?;
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
    is_name.then(|| named(name, reason))
}

fn named(ty: &str, value: &str) -> Exception {
    Exception {
        ty: ty.to_owned(),
        value: value.to_owned(),
        frames: Vec::new(),
    }
}

/// Takes off the quotes around a reason, which may end some lines after it began.
pub(super) fn finish(exception: &mut Exception) {
    let value = exception.value.trim();
    let inner = value
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''));
    exception.value = inner.unwrap_or(value).to_owned();
}

/// Where a Swift message says that it was raised.
pub(super) fn place(message: &str) -> Option<Frame> {
    let (file, line) = match message.rsplit_once(": file ") {
        Some((_, place)) => place.split_once(", line ")?,
        None => {
            let kind = SWIFT.iter().find_map(|kind| message.find(kind))?;
            message[..kind].strip_suffix(": ")?.rsplit_once(':')?
        }
    };
    let line = line.trim().parse().ok()?;
    Some(Frame {
        file: Some(file.to_owned()),
        line: Some(line),
        ..Frame::default()
    })
}
