//! A native crash inside the message of a Java error: Unity hands one over as a `java.lang.Error`.

use super::tombstone;
use super::trace::{Exception, Frame, Thread, Trace};

/// Returns the native crash that an exception's message holds.
///
/// The exception itself is none of its own. Its frames that name a library are the native ones once more, without what
/// symbolication needs; the others become the stack of the thread that crashed.
pub(super) fn native(exception: &Exception) -> Option<Trace> {
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
