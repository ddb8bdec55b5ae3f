//! What an Apple app leaves when it ends: an `NSException`, a Swift message, or a whole crash report.

use super::apple_line::{self, Call};
use super::apple_message;
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
            found = apple_message::exception(line);
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
            apple_message::finish(&mut exception);
            if no_frames && let Some(place) = apple_message::place(&exception.value) {
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
