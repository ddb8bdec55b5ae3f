//! A Java or Kotlin stack trace, as `Throwable.printStackTrace` writes it, obfuscated or not.

use super::bounds::{self, Ends};
use super::jvm_line::frame;
use super::trace::{Exception, Frame, Thread, Trace};

pub(super) fn parse(text: &str) -> Trace {
    let mut found = bounds::exceptions();
    let mut threads = bounds::Threads::default();
    let mut current: Option<Throwable> = None;
    for line in text.lines() {
        let trimmed = line.trim_start();
        let cause = ["Caused by: ", "Suppressed: "]
            .iter()
            .find_map(|word| trimmed.strip_prefix(word));
        if let Some(header) = cause {
            end(&mut found, current.replace(Throwable::begin(header)));
        } else if let Some(throwable) = &mut current {
            throwable.take(line, trimmed);
        } else {
            let (thread, header) = thread(trimmed);
            if let Some(name) = thread {
                threads.push(Thread {
                    name: Some(name.to_owned()),
                    crashed: true,
                    ..Thread::default()
                });
            }
            current = begin(header);
        }
    }
    end(&mut found, current);
    // Printed from the outermost inwards; what an exception suppressed counts as one of its causes.
    let mut exceptions = found.kept();
    exceptions.reverse();
    Trace {
        exceptions,
        threads: threads.kept(),
        images: Vec::new(),
    }
}

fn end(found: &mut Ends<Exception>, throwable: Option<Throwable>) {
    if let Some(throwable) = throwable {
        found.push(Exception {
            ty: throwable.ty,
            value: throwable.value,
            frames: throwable.frames.kept(),
        });
    }
}

/// `Exception in thread "NAME" HEADER`.
fn thread(line: &str) -> (Option<&str>, &str) {
    let named = line
        .strip_prefix("Exception in thread \"")
        .and_then(|rest| rest.rsplit_once("\" "));
    named.map_or((None, line), |(name, header)| (Some(name), header))
}

/// The first exception, unless the line is something else that stands before one.
fn begin(line: &str) -> Option<Throwable> {
    if let Some(frame) = frame(line) {
        let mut throwable = Throwable::begin("");
        throwable.frames.push(frame);
        return Some(throwable);
    }
    let class = line.split(": ").next()?.trim_end_matches(':');
    let usual = ["Exception", "Error", "Throwable"]
        .iter()
        .any(|end| class.ends_with(end));
    (is_class(class) && (usual || class.contains('.'))).then(|| Throwable::begin(line))
}

fn is_class(word: &str) -> bool {
    !word.is_empty()
        && !word.starts_with(|first: char| first.is_ascii_digit())
        && word
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '$' | '-'))
}

struct Throwable {
    ty: String,
    value: String,
    frames: Ends<Frame>,
    elided: bool,
}

impl Throwable {
    fn begin(header: &str) -> Self {
        let (ty, value) = match header.split_once(':') {
            Some((class, message)) if is_class(class) => (class, message),
            None if is_class(header.trim_end()) => (header.trim_end(), ""),
            _ => ("", header),
        };
        let value = value.strip_prefix(' ').unwrap_or(value).to_owned();
        Self {
            ty: ty.to_owned(),
            value,
            frames: bounds::frames(),
            elided: false,
        }
    }

    fn take(&mut self, line: &str, trimmed: &str) {
        let inside = !self.frames.is_empty();
        if let Some(frame) = frame(trimmed) {
            self.frames.push(frame);
        } else if is_elision(trimmed) {
            self.elided = true;
        } else if !inside && !self.elided {
            // The message goes on until the first frame; lines after it belong to a log.
            self.value.push('\n');
            self.value.push_str(line);
        }
    }
}

/// `... 12 more`: the frames shared with the exception around it, which holds them.
fn is_elision(line: &str) -> bool {
    let count = line
        .strip_prefix("... ")
        .and_then(|rest| rest.strip_suffix(" more"));
    count.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}
