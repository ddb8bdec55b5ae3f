//! Reports of another kind inside the message of an exception: Unity hands a native crash over as a `java.lang.Error`,
//! React Native a JavaScript error as an exception of the platform.

use super::trace::{Exception, Frame, Thread, Trace};
use super::{javascript, tombstone};

/// Returns the native crash that an exception's message holds.
///
/// The exception itself is none of its own. Its frames that name a library are the native ones once more, without what
/// symbolication needs; the others become the stack of the thread that crashed.
pub(super) fn tombstone(exception: &Exception) -> Option<Trace> {
    let begins = |begin: &str| exception.value.lines().any(|line| line.starts_with(begin));
    let is_one = begins("*** *** ***")
        || (begins("signal ") && begins("pid: "))
        || (begins("pid: ") && begins("backtrace:"));
    if !is_one {
        return None;
    }
    let mut native = tombstone::parse(&exception.value);
    if native.exceptions.is_empty() {
        native.exceptions.push(Exception {
            ty: exception.ty.clone(),
            ..Exception::default()
        });
    }
    let (copies, java): (Vec<&Frame>, Vec<&Frame>) =
        exception.frames.iter().partition(|frame| is_copy(frame));
    let crash = native.exceptions.last_mut()?;
    if crash.frames.is_empty() {
        crash.frames = copies.into_iter().map(as_native).collect();
    }
    if !java.is_empty() {
        let frames = java.into_iter().cloned().collect();
        match native.threads.iter_mut().find(|thread| thread.crashed) {
            Some(thread) => thread.frames = frames,
            None => native.threads.push(Thread {
                crashed: true,
                frames,
                ..Thread::default()
            }),
        }
    }
    Some(native)
}

/// `libunity.0x146297(Native Method)`: a class that is the stem of a library.
fn is_copy(frame: &Frame) -> bool {
    let of_library = |module: &str| module.starts_with("lib") && !module.contains('.');
    frame.module.as_deref().is_some_and(of_library)
}

fn as_native(copy: &Frame) -> Frame {
    let name = copy.function.as_deref().unwrap_or_default();
    let digits = name.strip_prefix("0x").unwrap_or(name);
    let offset = u64::from_str_radix(digits, 16)
        .ok()
        .filter(|_| digits.len() >= 6);
    Frame {
        function: offset.is_none().then(|| name.to_owned()),
        package: copy.module.as_ref().map(|stem| format!("{stem}.so")),
        offset,
        ..Frame::default()
    }
}

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
