//! A JavaScript error inside the message of an exception: React Native hands one over as an exception of the platform.

use super::javascript;
use super::trace::Exception;

/// Parts an exception from the JavaScript error that its message holds. That error is its cause.
pub(super) fn script(mut exception: Exception) -> (Exception, Option<Exception>) {
    const STACK: &str = "stack:\n";
    let Some((message, stack)) = exception.value.split_once(STACK) else {
        return (exception, None);
    };
    let frames = javascript::frames(stack);
    if frames.is_empty() {
        return (exception, None);
    }
    let message = message.trim_end().trim_end_matches(',');
    let message = message
        .strip_prefix("Unhandled JS Exception: ")
        .unwrap_or(message);
    let (error, _engine) = message.split_once(", js engine: ").unwrap_or((message, ""));
    let (ty, value) = javascript::error(error);
    let script = Exception { ty, value, frames };
    exception.value.clear();
    (exception, Some(script))
}
