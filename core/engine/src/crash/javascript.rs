//! A JavaScript error with its stack, as the engines of React Native print it.
//!
//! ```text
//! TypeError: MESSAGE
//!     at FUNCTION (index.android.bundle:1:8473)                V8; Hermes with source positions
//!     at FUNCTION (address at index.android.bundle:1:456789)   Hermes bytecode: an offset into the bundle
//! FUNCTION@main.jsbundle:12:3                                  JavaScriptCore; without a name the place alone
//! FUNCTION@1:8473                                              React Native's own list, without the bundle
//! ```
//!
//! The folder of a bundle is drawn at installation and goes; so do host and query of a development server.

use super::bounds::{self, Ends, Images};
use super::map_id;
use super::trace::{Exception, Frame, Image, Trace};

pub(super) fn parse(text: &str) -> Trace {
    let mut found = bounds::exceptions();
    let mut ids = Vec::new();
    let mut current: Option<Reading> = None;
    for line in text.lines() {
        let trimmed = line.trim_start();
        if let Some(id) = map_id::of_bundle(trimmed) {
            ids.push(id);
        } else if let Some(cause) = cause(trimmed) {
            end(&mut found, current.replace(Reading::new(cause)));
        } else if let Some(frame) = frame(trimmed) {
            let reading = current.get_or_insert_with(|| Reading::new(""));
            reading.frames.push(frame);
        } else if let Some(reading) = &mut current {
            match nameless(trimmed).filter(|_| !reading.frames.is_empty()) {
                Some(frame) => reading.frames.push(frame),
                None => reading.text(line),
            }
        } else if !trimmed.is_empty() {
            current = Some(Reading::new(trimmed));
        }
    }
    end(&mut found, current);
    let mut exceptions = found.kept();
    exceptions.retain(|one| !one.frames.is_empty() || !one.ty.is_empty());
    exceptions.reverse();
    for exception in &mut exceptions {
        if exception.ty.is_empty() {
            // The language lets any value be thrown.
            "Error".clone_into(&mut exception.ty);
        }
    }
    let mut images = Images::default();
    for id in ids {
        images.add(Image {
            file: bundle(&exceptions).unwrap_or_default(),
            debug_id: Some(id.to_owned()),
            address: None,
        });
    }
    Trace {
        exceptions,
        threads: Vec::new(),
        images: images.kept(),
    }
}

/// Reads the frames of a stack that stands inside another report.
pub(super) fn frames(stack: &str) -> Vec<Frame> {
    let mut frames = bounds::frames();
    for line in stack.lines() {
        if let Some(frame) = frame(line.trim_start()) {
            frames.push(frame);
        }
    }
    frames.kept()
}

/// Splits `TYPE: MESSAGE`; the type is empty if the header names none.
pub(super) fn error(header: &str) -> (String, String) {
    let header = header
        .strip_prefix("[")
        .and_then(|inner| inner.strip_suffix("]"))
        .unwrap_or(header);
    let (ty, message) = header.split_once(": ").unwrap_or((header, ""));
    let is_name = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '_' | '$'))
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '.'))
    };
    if is_name(ty) && sounds_like_an_error(ty) {
        (ty.to_owned(), message.to_owned())
    } else {
        (String::new(), header.to_owned())
    }
}

fn sounds_like_an_error(ty: &str) -> bool {
    ["Error", "Exception", "Violation", "Rejection"]
        .iter()
        .any(|end| ty.ends_with(end))
}

fn cause(line: &str) -> Option<&str> {
    ["Caused by: ", "[cause]: ", "caused by: "]
        .iter()
        .find_map(|label| line.strip_prefix(label))
}

struct Reading {
    header: String,
    frames: Ends<Frame>,
}

impl Reading {
    fn new(header: &str) -> Self {
        const PREFIXES: [&str; 5] = [
            "Unhandled JS Exception: ",
            "Uncaught (in promise) ",
            "Uncaught Error: Uncaught (in promise): ",
            "Uncaught ",
            "Unhandled promise rejection: ",
        ];
        let header = PREFIXES
            .iter()
            .find_map(|prefix| header.strip_prefix(prefix))
            .unwrap_or(header);
        Self {
            header: header.to_owned(),
            frames: bounds::frames(),
        }
    }

    /// The message goes on until the first frame; what stands between frames is no part of it.
    fn text(&mut self, line: &str) {
        if self.frames.is_empty() {
            self.header.push('\n');
            self.header.push_str(line);
        }
    }
}

fn end(found: &mut Ends<Exception>, reading: Option<Reading>) {
    if let Some(reading) = reading {
        let header = reading.header.trim_end();
        let header = header.strip_suffix("stack:").unwrap_or(header);
        let header = header.trim_end().trim_end_matches(',');
        let (header, _engine) = header.split_once(", js engine: ").unwrap_or((header, ""));
        let (ty, value) = error(header);
        found.push(Exception {
            ty,
            value,
            frames: reading.frames.kept(),
        });
    }
}

/// The bundle that the frames lie in.
fn bundle(exceptions: &[Exception]) -> Option<String> {
    let mut files = exceptions
        .iter()
        .flat_map(|one| &one.frames)
        .filter_map(|frame| frame.file.as_deref());
    files.find(|file| is_bundle(file)).map(str::to_owned)
}

/// Endings of bundles, then of sources.
const SCRIPTS: [&str; 9] = [
    ".bundle",
    ".jsbundle",
    ".hbc",
    ".js",
    ".jsx",
    ".mjs",
    ".cjs",
    ".ts",
    ".tsx",
];

fn is_bundle(name: &str) -> bool {
    SCRIPTS[..4].iter().any(|end| name.ends_with(end))
}

/// One call, by any engine; none if the line is something else.
fn frame(line: &str) -> Option<Frame> {
    let line = line.trim_end();
    // An inspector opens the error's own members behind its last call.
    let line = line.strip_suffix(" {").unwrap_or(line);
    if let Some(call) = line.strip_prefix("at ") {
        if let Some((function, _origin)) = call.split_once(" (eval at ") {
            return evaluated(function, call);
        }
        return match call
            .strip_suffix(')')
            .and_then(|call| call.rsplit_once(" ("))
        {
            Some((function, place)) => located(function, place),
            // Prose tells times with colons too: a place has a folder or an ending.
            None if call.contains(['.', '/']) => located("", call),
            None => None,
        };
    }
    // A function's name may hold an `@`; a place holds one only in the folder of a package, as `@scope/name`.
    let (function, place) = line.split_once('@')?;
    let is_name = !function.contains(' ') || function.ends_with(" code");
    let path = place.split(['?', ':']).next().unwrap_or(place);
    let is_place = place.contains("://")
        || place == "[native code]"
        || path.bytes().all(|byte| byte.is_ascii_digit())
        || SCRIPTS.iter().any(|end| path.ends_with(end));
    (is_name && is_place).then(|| located(function, place))?
}

/// `http://host/main.jsbundle:9:2`: a call without a name, by JavaScriptCore. Only behind another call, since a message may
/// hold such a line too.
fn nameless(line: &str) -> Option<Frame> {
    let line = line.trim_end();
    let path = line.split_once('?').map_or(line, |(path, _)| path);
    let path = path.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == ':');
    let alone = line.contains("://") && !line.contains([' ', '@']);
    (alone && SCRIPTS.iter().any(|end| path.ends_with(end))).then(|| located("", line))?
}

/// `run (eval at boot (app.js:9:1), <anonymous>:1:1)`: evaluated code has no file, so its call lies where it was evaluated.
fn evaluated(function: &str, call: &str) -> Option<Frame> {
    let (origin, _inner) = call.rsplit_once("), ")?;
    let (_, place) = origin.rsplit_once(" (")?;
    located(function, place)
}

fn located(function: &str, place: &str) -> Option<Frame> {
    let function = function.strip_prefix("async ").unwrap_or(function);
    // `async Promise.all (index 0)`: which of the promises it waited for.
    let waits = function.starts_with("Promise.")
        && place.strip_prefix("index ").is_some_and(|index| {
            !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit())
        });
    let named = !matches!(function, "" | "<anonymous>" | "<unknown>" | "?");
    let function = named.then(|| function.to_owned());
    if waits || matches!(place, "native" | "[native code]" | "<anonymous>") {
        return Some(Frame {
            function,
            file: Some("[native code]".to_owned()),
            ..Frame::default()
        });
    }
    let (bytecode, place) = match place.strip_prefix("address at ") {
        Some(place) => (true, place),
        None => (false, place),
    };
    let (rest, column) = number_at_end(place)?;
    let (path, line) = match number_at_end(rest) {
        Some((path, line)) => (path, line),
        // `1:8473` has no bundle before it.
        None => ("", rest.parse().ok()?),
    };
    let file = file(path);
    // React Native's own list counts columns from 0, and has no bundle. In one line, either is where in the bundle.
    let offset = (bytecode || file.is_none()) && line == 1;
    Some(Frame {
        function,
        column: match (offset, file.is_none()) {
            (true, _) => None,
            (false, true) => column.checked_add(1),
            (false, false) => Some(column),
        },
        offset: offset.then_some(column),
        file,
        line: Some(line),
        ..Frame::default()
    })
}

fn number_at_end(text: &str) -> Option<(&str, u64)> {
    let (rest, digits) = text.rsplit_once(':')?;
    Some((rest, digits.parse().ok()?))
}

/// The name of a bundle or the path of a source, without what differs between two devices.
fn file(path: &str) -> Option<String> {
    let path = path.split(['?', '#']).next().unwrap_or(path);
    // A development server asks with `//&platform=ios`.
    let path = path.split("//&").next().unwrap_or(path);
    let inner = match path.split_once("://") {
        Some(("app", inner)) => inner.trim_start_matches('/'),
        _ => path,
    };
    let is_folder_of_device =
        path.contains("://") && inner.len() == path.len() || inner.starts_with('/');
    let name = inner.rsplit(['/', '\\']).next().unwrap_or(inner);
    let kept = if is_folder_of_device || is_bundle(name) && !name.ends_with(".js") {
        name
    } else {
        inner
    };
    (!kept.is_empty()).then(|| kept.to_owned())
}
