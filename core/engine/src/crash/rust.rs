//! A Rust panic: the message as the standard library prints it, with or without a backtrace.
//!
//! ```text
//! thread 'NAME' panicked at FILE:LINE:COLUMN:      since 1.73; 1.91 adds the thread's number
//! MESSAGE
//! thread 'NAME' panicked at 'MESSAGE', FILE:LINE:COLUMN      before
//! ```

use super::bounds::{self, Ends};
use super::trace::{Exception, Frame, Thread, Trace};

pub(super) fn parse(text: &str) -> Trace {
    let mut panics = bounds::exceptions();
    let mut threads = bounds::Threads::default();
    let mut current: Option<Panic> = None;
    for line in text.lines() {
        if let Some((name, rest)) = header(line) {
            panics_end(&mut panics, current.take());
            threads.push(Thread {
                name: Some(name.to_owned()),
                crashed: true,
                ..Thread::default()
            });
            current = Some(Panic::begin(rest));
        } else if let Some(panic) = &mut current {
            panic.take(line);
        } else if begins_backtrace(line) {
            let mut panic = Panic::begin("");
            panic.take(line);
            current = Some(panic);
        }
    }
    panics_end(&mut panics, current);
    Trace {
        exceptions: panics.kept(),
        threads: threads.kept(),
        images: Vec::new(),
    }
}

fn panics_end(panics: &mut Ends<Exception>, panic: Option<Panic>) {
    if let Some(panic) = panic {
        panics.push(panic.end());
    }
}

/// Thread's name, and what follows `panicked at`.
fn header(line: &str) -> Option<(&str, &str)> {
    let (before, rest) = line.strip_prefix("thread '")?.split_once(" panicked at ")?;
    let name = match before.strip_suffix('\'') {
        Some(name) => name,
        None => {
            let (name, number) = before.strip_suffix(')')?.rsplit_once("' (")?;
            number
                .bytes()
                .all(|byte| byte.is_ascii_digit())
                .then_some(name)?
        }
    };
    Some((name, rest))
}

fn begins_backtrace(line: &str) -> bool {
    line == "stack backtrace:" || line.starts_with("   0: ")
}

enum Stage {
    Message,
    Backtrace,
    Over,
}

struct Panic {
    stage: Stage,
    message: String,
    /// Whether the place stands behind the message, in its quotes.
    place_is_last: bool,
    place: Option<Frame>,
    frames: Ends<Frame>,
}

impl Panic {
    fn begin(rest: &str) -> Self {
        let place = rest.strip_suffix(':').and_then(place);
        Self {
            stage: Stage::Message,
            message: if place.is_none() {
                rest.to_owned()
            } else {
                String::new()
            },
            place_is_last: place.is_none(),
            place,
            frames: bounds::frames(),
        }
    }

    fn take(&mut self, line: &str) {
        match self.stage {
            Stage::Message if line.starts_with("note: ") => self.stage = Stage::Over,
            Stage::Message if begins_backtrace(line) => {
                self.stage = Stage::Backtrace;
                self.frame(line);
            }
            Stage::Message => {
                if !self.message.is_empty() {
                    self.message.push('\n');
                }
                self.message.push_str(line);
            }
            // Every line of a backtrace is indented; whatever comes after is a log's.
            Stage::Backtrace if !line.starts_with(' ') => self.stage = Stage::Over,
            Stage::Backtrace => self.frame(line),
            Stage::Over => {}
        }
    }

    fn frame(&mut self, line: &str) {
        let line = line.trim();
        if let Some(at) = line.strip_prefix("at ") {
            if let (Some(frame), Some(place)) = (self.frames.newest(), place(at)) {
                (frame.file, frame.line) = (place.file, place.line);
            }
            return;
        }
        // `[... omitted 3 frames ...]` stands for calls that were left out; it is none.
        if line.starts_with("[... ") {
            return;
        }
        let (number, rest) = line.split_once(':').unwrap_or(("", line));
        if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
            let (address, name) = address(rest.trim_start());
            self.frames.push(named(name, address));
        } else if let Some(outer) = self.frames.newest() {
            // A call that was inlined stands without a number below the one that holds it.
            let address = outer.address;
            self.frames
                .push(named(line.trim_start_matches("- "), address));
        }
    }

    fn end(mut self) -> Exception {
        if self.place_is_last
            && let Some((message, after)) = self.message.rsplit_once(", ")
            && let Some(found) = place(after)
        {
            let message = message.strip_prefix('\'').unwrap_or(message);
            let message = message.strip_suffix('\'').unwrap_or(message);
            self.message = message.to_owned();
            self.place = Some(found);
        }
        if self.frames.is_empty()
            && let Some(place) = self.place
        {
            self.frames.push(place);
        }
        let value = self.message.trim_end().to_owned();
        Exception {
            ty: "panic".to_owned(),
            value,
            frames: self.frames.kept(),
        }
    }
}

/// `0x55d0c1a2 - name`, just the name, or just the address.
fn address(rest: &str) -> (Option<u64>, &str) {
    let split = rest
        .strip_prefix("0x")
        .map(|rest| rest.split_once(" - ").unwrap_or((rest, "")));
    match split.map(|(hex, name)| (u64::from_str_radix(hex.trim(), 16), name)) {
        Some((Ok(address), name)) => (Some(address), name),
        _ => (None, rest),
    }
}

fn named(name: &str, address: Option<u64>) -> Frame {
    let name = without_hash(name.trim());
    if matches!(name, "" | "<unknown>" | "<unresolved>") {
        return Frame {
            address,
            ..Frame::default()
        };
    }
    Frame {
        function: Some(name.to_owned()),
        module: module(name).map(str::to_owned),
        address,
        ..Frame::default()
    }
}

/// A name without the hash that changes with every build.
fn without_hash(name: &str) -> &str {
    match name.rsplit_once("::h") {
        Some((rest, hash))
            if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) =>
        {
            rest
        }
        _ => name,
    }
}

/// The path that a function stands in; none for `<A as B>::f`.
fn module(name: &str) -> Option<&str> {
    if !name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') {
        return None;
    }
    let path = name.split(['<', '{', '(', ' ']).next().unwrap_or(name);
    let path = path.strip_suffix("::").unwrap_or(path);
    path.rsplit_once("::").map(|(module, _)| module)
}

/// `FILE:LINE:COLUMN` or `FILE:LINE`.
fn place(text: &str) -> Option<Frame> {
    let (rest, last) = number_at_end(text.trim())?;
    let (file, line) = number_at_end(rest).unwrap_or((rest, last));
    (!file.is_empty()).then(|| Frame {
        file: Some(file.to_owned()),
        line: Some(line),
        ..Frame::default()
    })
}

fn number_at_end(text: &str) -> Option<(&str, u64)> {
    let (rest, digits) = text.rsplit_once(':')?;
    Some((rest, digits.parse().ok()?))
}
