//! What an Apple app leaves when it ends: an `NSException`, a Swift message, or a whole crash report.

use super::apple_line::{self, Call};
use super::apple_message;
use super::apple_report;
use super::bounds::{self, Ends, Images};
use super::trace::{Exception, Frame, Image, Trace};
use super::{addresses, embedded};

pub(super) fn parse(text: &str) -> Trace {
    if apple_report::is_report(text) {
        return apple_report::parse(text);
    }
    let mut found: Option<Exception> = None;
    let mut open = false;
    let mut images = Images::default();
    let mut frames = bounds::frames();
    let mut loaded = Vec::new();
    for line in text.lines() {
        let addresses = addresses::line(line);
        if let Some((last, image)) = apple_line::image(line) {
            open = false;
            loaded.push((last, image));
        } else if let Some((_, call)) = apple_line::call(line) {
            open = false;
            keep(call, &mut frames, &mut images);
        } else if !addresses.is_empty() {
            open = false;
            let calls = addresses.into_iter().map(addresses::at);
            calls.for_each(|call| frames.push(call));
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
            place(&mut exception.frames, loaded, &mut images);
            let (exception, script) = embedded::script(exception);
            script.into_iter().chain([exception]).collect()
        }
    };
    Trace {
        exceptions,
        threads: Vec::new(),
        images: images.kept(),
    }
}

/// Names the image of each call that nothing but its address is known of, and keeps the images that calls lie in.
fn place(frames: &mut [Frame], loaded: Vec<(u64, Image)>, images: &mut Images) {
    let mut called = vec![false; loaded.len()];
    for frame in frames {
        let lies_in = |(last, image): &(u64, Image)| {
            let begins = |at: u64| {
                image
                    .address
                    .is_some_and(|begin| begin <= at && at <= *last)
            };
            frame.address.is_some_and(begins)
        };
        if let Some(at) = loaded.iter().position(lies_in) {
            called[at] = true;
            frame
                .package
                .get_or_insert_with(|| loaded[at].1.file.clone());
        }
    }
    let called = loaded.into_iter().zip(called).filter(|(_, called)| *called);
    called.for_each(|((_, image), _)| images.add(image));
}

fn keep(call: Call, frames: &mut Ends<Frame>, images: &mut Images) {
    if let (Some(file), Some(address)) = (&call.frame.package, call.loaded_at) {
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
