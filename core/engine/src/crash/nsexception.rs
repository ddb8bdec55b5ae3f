//! What an Apple app leaves when it ends: an `NSException`, a Swift message, or a whole crash report.

use super::apple_line::{self, Call};
use super::apple_report;
use super::bounds::{self, Ends, Images};
use super::trace::{Exception, Frame, Image, Trace};

pub(super) fn parse(text: &str) -> Trace {
    if apple_report::is_report(text) {
        return apple_report::parse(text);
    }
    let mut found: Option<Exception> = None;
    let mut open = false;
    let mut images = Images::default();
    let mut frames = bounds::frames();
    for line in text.lines() {
        if let Some((_, call)) = apple_line::call(line) {
            open = false;
            keep(call, &mut frames, &mut images);
        } else if is_stack_heading(line) {
            open = false;
        } else if found.is_none() {
            found = exception(line);
            open = found.is_some();
        } else if let (true, Some(exception)) = (open, &mut found) {
            exception.value.push('\n');
            exception.value.push_str(line);
        }
    }
    let exceptions = match (found, frames.is_empty()) {
        (None, true) => Vec::new(),
        (found, no_frames) => {
            let mut exception = found.unwrap_or_default();
            finish(&mut exception);
            if no_frames && let Some(place) = place(&exception.value) {
                frames.push(place);
            }
            exception.frames = frames.kept();
            vec![exception]
        }
    };
    Trace {
        exceptions,
        threads: Vec::new(),
        images: images.kept(),
    }
}

fn keep(call: Call, frames: &mut Ends<Frame>, images: &mut Images) {
    if let (Some(file), Some(address)) = (&call.frame.module, call.loaded_at) {
        images.add(Image {
            file: file.clone(),
            debug_id: None,
            address: Some(address),
        });
    }
    frames.push(call.frame);
}

fn is_stack_heading(line: &str) -> bool {
    let line = line.trim();
    matches!(
        line,
        "(" | ")" | "*** First throw call stack:" | "Current stack trace:"
    )
}

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
fn place(message: &str) -> Option<Frame> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_naming_what_happened_is_read() {
        let cases = [
            (
                "*** Terminating app due to uncaught exception 'NSRangeException', reason: 'beyond'",
                ("NSRangeException", "beyond", None),
            ),
            (
                "2026-03-11 02:00 App[1:2] *** Terminating app due to uncaught exception 'A', reason: 'b'",
                ("A", "b", None),
            ),
            (
                "NSInternalInconsistencyException: no rota",
                ("NSInternalInconsistencyException", "no rota", None),
            ),
            (
                "Fatal error: no rota: file OnCall/Rota.swift, line 12",
                (
                    "Fatal error",
                    "no rota: file OnCall/Rota.swift, line 12",
                    Some(("OnCall/Rota.swift", 12)),
                ),
            ),
            (
                "OnCall/Rota.swift:9: Fatal error",
                (
                    "Fatal error",
                    "OnCall/Rota.swift:9: Fatal error",
                    Some(("OnCall/Rota.swift", 9)),
                ),
            ),
            (
                "OnCall/Rota.swift:12: Precondition failed: no rota",
                (
                    "Precondition failed",
                    "OnCall/Rota.swift:12: Precondition failed: no rota",
                    Some(("OnCall/Rota.swift", 12)),
                ),
            ),
        ];
        for (text, (ty, value, place)) in cases {
            let trace = parse(text);
            let exception = &trace.exceptions[0];
            assert_eq!(
                (exception.ty.as_str(), exception.value.as_str()),
                (ty, value),
                "{text}"
            );
            let frame = exception
                .frames
                .first()
                .and_then(|frame| Some((frame.file.as_deref()?, frame.line?)));
            assert_eq!(frame, place, "{text}");
        }
    }
}
