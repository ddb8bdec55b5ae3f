//! A trace as the members of a record. Each leaf has a field of its own in the policy.

use std::borrow::Cow;

use super::trace::{Frame, Trace};
use crate::value::Value;

/// Returns about how many bytes a trace weighs: its texts, and a little for each exception, thread, frame and image.
pub(crate) fn weight(trace: &Trace) -> usize {
    const EACH: usize = 32;
    let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let frames = |frames: &[Frame]| -> usize {
        let texts = |frame: &Frame| {
            [&frame.function, &frame.module, &frame.package, &frame.file]
                .into_iter()
                .map(length)
                .sum::<usize>()
        };
        frames.iter().map(|frame| EACH + texts(frame)).sum()
    };
    let exceptions = trace.exceptions.iter();
    let threads = trace.threads.iter();
    let images = trace.images.iter();
    exceptions
        .map(|one| EACH + one.ty.len() + one.value.len() + frames(&one.frames))
        .sum::<usize>()
        + threads
            .map(|one| EACH + length(&one.name) + length(&one.state) + frames(&one.frames))
            .sum::<usize>()
        + images
            .map(|one| EACH + one.file.len() + length(&one.debug_id))
            .sum::<usize>()
}

/// Returns the members of a record. What a frame lacks has no member.
pub(crate) fn members(trace: Trace) -> Vec<(&'static str, Value<'static>)> {
    let exceptions = trace.exceptions.into_iter().map(|exception| {
        map(vec![
            ("exception_type", Some(exception.ty.into())),
            ("exception_value", Some(exception.value.into())),
            ("frames", Some(frames(exception.frames))),
        ])
    });
    let threads = trace.threads.into_iter().map(|thread| {
        map(vec![
            ("thread_name", thread.name.map(Value::from)),
            ("thread_state", thread.state.map(Value::from)),
            ("thread_crashed", Some(thread.crashed.into())),
            ("frames", Some(frames(thread.frames))),
        ])
    });
    let images = trace.images.into_iter().map(|image| {
        map(vec![
            ("image_file", Some(image.file.into())),
            ("image_debug_id", image.debug_id.map(Value::from)),
            ("image_address", image.address.map(address)),
        ])
    });
    vec![
        ("exceptions", Value::List(exceptions.collect())),
        ("threads", Value::List(threads.collect())),
        ("images", Value::List(images.collect())),
    ]
}

fn frames(frames: Vec<Frame>) -> Value<'static> {
    let count = |number: Option<u64>| number.and_then(|one| i64::try_from(one).ok());
    let frames = frames.into_iter().map(|frame| {
        map(vec![
            ("stack_function", frame.function.map(Value::from)),
            ("stack_module", frame.module.map(Value::from)),
            ("stack_package", frame.package.map(Value::from)),
            ("stack_file", frame.file.map(Value::from)),
            ("stack_line", count(frame.line).map(Value::Int)),
            ("stack_column", count(frame.column).map(Value::Int)),
            ("stack_address", frame.address.map(address)),
            ("stack_offset", frame.offset.map(address)),
        ])
    });
    Value::List(frames.collect())
}

/// Addresses travel as text, as Sentry writes them: not every one fits a signed number.
fn address(address: u64) -> Value<'static> {
    Value::Text(Cow::Owned(format!("{address:#x}")))
}

fn map(members: Vec<(&'static str, Option<Value<'static>>)>) -> Value<'static> {
    let present = members
        .into_iter()
        .filter_map(|(key, value)| Some((Cow::Borrowed(key), value?)));
    Value::Map(present.collect())
}

/// Returns `true` if a member holds a name that the app's code has, and that stays though it is somebody's id.
pub(crate) fn is_name_of_code(member: &str) -> bool {
    member.starts_with("stack_")
        || member.starts_with("image_")
        || ["exception_type", "thread_state"].contains(&member)
}
