//! Traces in a form that a test can compare at a glance.

use super::*;

/// `FUNCTION | PACKAGE OR MODULE | FILE:LINE[:COLUMN] | ADDRESS OR OFFSET`, with `-` for what is missing.
pub(super) fn shown(frames: &[Frame]) -> Vec<String> {
    let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    frames
        .iter()
        .map(|frame| {
            let line = frame.line.map_or("-".to_owned(), |line| line.to_string());
            let column = frame
                .column
                .map_or(String::new(), |column| format!(":{column}"));
            let address = frame.address.or(frame.offset);
            let address = address.map_or("-".to_owned(), |at| format!("{at:x}"));
            format!(
                "{} | {} | {}:{line}{column} | {address}",
                or(&frame.function),
                or(if frame.package.is_some() {
                    &frame.package
                } else {
                    &frame.module
                }),
                or(&frame.file)
            )
        })
        .collect()
}

pub(super) fn kinds(trace: &Trace) -> Vec<(&str, &str)> {
    trace
        .exceptions
        .iter()
        .map(|e| (e.ty.as_str(), e.value.as_str()))
        .collect()
}

pub(super) fn threads(trace: &Trace) -> Vec<(&str, &str, bool, usize)> {
    let text = |text: &'_ Option<String>| text.clone().unwrap_or_default().leak() as &str;
    trace
        .threads
        .iter()
        .map(|t| (text(&t.name), text(&t.state), t.crashed, t.frames.len()))
        .collect()
}

pub(super) fn images(trace: &Trace) -> Vec<(&str, &str, Option<u64>)> {
    trace
        .images
        .iter()
        .map(|i| {
            (
                i.file.as_str(),
                i.debug_id.as_deref().unwrap_or("-"),
                i.address,
            )
        })
        .collect()
}
