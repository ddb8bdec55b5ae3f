//! Stacks in Sentry's order, and whose platform each call belongs to.

use sentry_types::protocol::v7::{Frame, Stacktrace};
use serde_json::Value as Json;

use super::images::Images;
use super::script::{is_script, uploaded_as};
use crate::sinks::members::{address, list, member, text};
use crate::value::Value;

/// Sources print the innermost call first; Sentry wants it last.
pub(super) fn stacktrace(images: &Images, value: Option<&Value<'_>>) -> Option<Stacktrace> {
    let mut frames: Vec<Frame> = list(value).map(|value| frame(images, value)).collect();
    frames.reverse();
    (!frames.is_empty()).then(|| Stacktrace {
        frames,
        ..Stacktrace::default()
    })
}

fn frame(images: &Images, value: &Value<'_>) -> Frame {
    let whole = |key: &str| match member(value, key) {
        Some(Value::Int(number)) => u64::try_from(*number).ok(),
        _ => None,
    };
    let package = text(member(value, "stack_package"));
    let filename = text(member(value, "stack_file"));
    let offset = address(member(value, "stack_offset"));
    let image = package.as_deref().and_then(|name| images.position(name));
    let place = match offset {
        // Without its image an offset would be taken for an address: better none.
        Some(offset) => image.map(|_| offset),
        None => address(member(value, "stack_address")),
    };
    // Without a library the offset is one into a bundle's bytecode, which Sentry counts as a column, from 1.
    let in_bundle = offset.filter(|_| package.is_none());
    Frame {
        function: text(member(value, "stack_function")),
        module: text(member(value, "stack_module")),
        package,
        filename: filename.map(|file| {
            if is_script(&file) {
                uploaded_as(&file)
            } else {
                file
            }
        }),
        lineno: whole("stack_line"),
        colno: match in_bundle {
            Some(offset) => offset.checked_add(1),
            None => whole("stack_column"),
        },
        instruction_addr: place.map(Into::into),
        addr_mode: offset.and(image).map(|image| format!("rel:{image}")),
        ..Frame::default()
    }
}

/// Says of an event, and of each call that differs from it, whose platform it is: it decides which tool names the calls.
///
/// What leaves tells it: a call with a class is Java's, one in a script JavaScript's, one with a library or an address
/// native.
pub(super) fn name_platforms(event: &mut Json) {
    let exceptions = holders(event, "exception");
    let threads = holders(event, "threads");
    let shown = exceptions.last().into_iter().collect::<Vec<_>>();
    let all = exceptions.iter().chain(&threads).collect::<Vec<_>>();
    let platform = first(&shown).or_else(|| first(&all));
    let Some(platform) = platform else {
        return;
    };
    event["platform"] = platform.into();
    for list in ["/exception/values", "/threads/values"] {
        let values = event.pointer_mut(list).and_then(Json::as_array_mut);
        for holder in values.into_iter().flatten() {
            let frames = holder.pointer_mut("/stacktrace/frames");
            let frames = frames.and_then(Json::as_array_mut);
            for frame in frames.into_iter().flatten() {
                if let Some(own) = platform_of(frame).filter(|own| *own != platform) {
                    frame["platform"] = own.into();
                }
            }
        }
    }
}

fn holders(event: &Json, list: &str) -> Vec<Json> {
    event[list]["values"]
        .as_array()
        .cloned()
        .unwrap_or_default()
}

/// The platform of what was called by an app's own language, if any call is of one.
fn first(holders: &[&Json]) -> Option<&'static str> {
    let frames = holders
        .iter()
        .filter_map(|holder| holder["stacktrace"]["frames"].as_array());
    let found: Vec<&str> = frames.flatten().filter_map(platform_of).collect();
    ["java", "javascript", "native"]
        .into_iter()
        .find(|name| found.contains(name))
}

fn platform_of(frame: &Json) -> Option<&'static str> {
    let text = |key: &str| frame[key].as_str();
    if text("instruction_addr").is_some() || text("package").is_some() {
        return Some("native");
    }
    if let Some(module) = text("module") {
        // The path of a Rust module; without an address nobody names its calls.
        let rust =
            module.contains("::") || text("filename").is_some_and(|file| file.ends_with(".rs"));
        return (!rust).then_some("java");
    }
    match text("filename") {
        Some(file) => is_script(file).then_some("javascript"),
        None => frame["colno"].is_u64().then_some("javascript"),
    }
}
