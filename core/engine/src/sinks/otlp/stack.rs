//! `exception.stacktrace`: exceptions as the text that a Java virtual machine prints, which tools of all kinds read.

use crate::sinks::members::{list, member, text};
use crate::value::Value;

/// Returns the text of exceptions that stand causes first; the one that ended the app comes first in it.
pub(super) fn text_of(exceptions: &[Value<'_>]) -> String {
    let mut out = String::new();
    for (at, exception) in exceptions.iter().rev().enumerate() {
        if at > 0 {
            out.push_str("Caused by: ");
        }
        out.push_str(
            &text(member(exception, "exception_type")).unwrap_or_else(|| "crash".to_owned()),
        );
        if let Some(message) = text(member(exception, "exception_value")) {
            out.push_str(": ");
            out.push_str(&message);
        }
        out.push('\n');
        for frame in list(member(exception, "frames")) {
            out.push_str("\tat ");
            out.push_str(&line(frame));
            out.push('\n');
        }
    }
    out
}

/// `module.function(file:line:column) [package+offset]`, as much of it as is known.
fn line(frame: &Value<'_>) -> String {
    let known = |key| text(member(frame, key));
    let number = |key| match member(frame, key) {
        Some(Value::Int(number)) => Some(number.to_string()),
        _ => None,
    };
    let name = match (known("stack_module"), known("stack_function")) {
        (Some(module), Some(function)) if module.contains("::") => format!("{module}::{function}"),
        (Some(module), Some(function)) => format!("{module}.{function}"),
        (module, function) => module.or(function).unwrap_or_else(|| "unknown".to_owned()),
    };
    let place = [
        known("stack_file"),
        number("stack_line"),
        number("stack_column"),
    ];
    let place: Vec<_> = place.into_iter().flatten().collect();
    let mut line = match place.is_empty() {
        true => name,
        false => format!("{name}({})", place.join(":")),
    };
    let offset = known("stack_offset").map(|offset| format!("+{offset}"));
    let address = offset.or_else(|| known("stack_address").map(|address| format!(" {address}")));
    let binary = [known("stack_package"), address];
    let binary: String = binary.into_iter().flatten().collect();
    if !binary.is_empty() {
        line.push_str(&format!(" [{}]", binary.trim_start()));
    }
    line
}
