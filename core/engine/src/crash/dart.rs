//! A Dart or Flutter error with its stack.
//!
//! ```text
//! Unhandled exception:
//! Bad state: MESSAGE
//! #0      FUNCTION (package:app/rota.dart:12:5)            as built for development
//!
//! build_id: 'HEX'                                          as built for release, with its symbols split off
//! isolate_dso_base: HEX, vm_dso_base: HEX
//!     #00 abs HEX virt HEX _kDartIsolateSnapshotInstructions+0xHEX
//! ```

use super::bounds::{self, Ends, Images, Threads};
use super::dart_line::{self, Call};
use super::dart_message;
use super::trace::{Exception, Frame, Image, Thread, Trace};

pub(super) fn parse(text: &str) -> Trace {
    let mut reading = Reading::default();
    for line in text.lines() {
        reading.take(line);
    }
    reading.end()
}

struct Reading {
    found: Ends<Exception>,
    header: Vec<String>,
    frames: Ends<Frame>,
    thread: Option<String>,
    build: Build,
}

/// What a stack of addresses says about its build.
#[derive(Default)]
struct Build {
    id: Option<String>,
    base: Option<u64>,
    apple: bool,
    used: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            found: bounds::exceptions(),
            header: Vec::new(),
            frames: bounds::frames(),
            thread: None,
            build: Build::default(),
        }
    }
}

impl Reading {
    fn take(&mut self, line: &str) {
        let trimmed = line.trim();
        match dart_line::call(trimmed) {
            Some(Call::Named(frame)) => self.frames.push(frame),
            Some(Call::At { address, offset }) => {
                let frame = self.build.frame(address, offset);
                self.frames.push(frame);
            }
            None if self.build.take(trimmed) || dart_line::is_between(trimmed) => {}
            None if trimmed.starts_with("pid: ") => {
                let (_, name) = trimmed.rsplit_once("name ").unwrap_or_default();
                self.thread = (!name.is_empty()).then(|| name.to_owned());
            }
            None => self.text(trimmed),
        }
    }

    /// The message goes on until the first frame. After the frames, only what begins an error by its form does.
    fn text(&mut self, trimmed: &str) {
        if !self.frames.is_empty() {
            if !dart_message::begins(trimmed) {
                return;
            }
            self.end_exception();
        }
        self.header.push(trimmed.to_owned());
    }

    fn end_exception(&mut self) {
        let frames = std::mem::replace(&mut self.frames, bounds::frames()).kept();
        let header = std::mem::take(&mut self.header);
        let (mut ty, value) = dart_message::error(&header);
        if !frames.is_empty() || !ty.is_empty() {
            if ty.is_empty() {
                // The language lets any object be thrown.
                "Error".clone_into(&mut ty);
            }
            self.found.push(Exception { ty, value, frames });
        }
    }

    fn end(mut self) -> Trace {
        self.end_exception();
        let mut threads = Threads::default();
        if let Some(name) = self.thread {
            threads.push(Thread {
                name: Some(name),
                crashed: true,
                ..Thread::default()
            });
        }
        let mut images = Images::default();
        if let Some(image) = self.build.image() {
            images.add(image);
        }
        Trace {
            exceptions: self.found.kept(),
            threads: threads.kept(),
            images: images.kept(),
        }
    }
}

impl Build {
    fn take(&mut self, line: &str) -> bool {
        let hexadecimal = |text: &str| u64::from_str_radix(text.trim_start_matches("0x"), 16).ok();
        if let Some(id) = line.strip_prefix("build_id: ") {
            let id = id.trim_matches('\'');
            let is_id = id.len() >= 8 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
            self.id = is_id.then(|| id.to_ascii_lowercase());
        } else if let Some(rest) = line.strip_prefix("isolate_dso_base: ") {
            self.base = rest.split(',').next().and_then(hexadecimal);
        } else if let Some(rest) = line.strip_prefix("os: ") {
            self.apple = rest.starts_with("ios") || rest.starts_with("macos");
        } else {
            return line.starts_with("isolate_instructions: ")
                || line.starts_with("vm_instructions: ");
        }
        true
    }

    /// The library that holds the app's Dart code.
    fn library(&self) -> &'static str {
        if self.apple { "App" } else { "libapp.so" }
    }

    /// An address counts where the load address is known too; else the offset, which needs none.
    fn frame(&mut self, address: u64, offset: Option<u64>) -> Frame {
        self.used = true;
        let absolute = address > 0 && (self.base.is_some() || offset.is_none());
        Frame {
            package: Some(self.library().to_owned()),
            address: absolute.then_some(address),
            offset: offset.filter(|_| !absolute),
            ..Frame::default()
        }
    }

    fn image(&self) -> Option<Image> {
        let id = self.id.as_ref().filter(|_| self.used)?;
        // Apple's linker gives a UUID, which is no ELF build id.
        let id = match (self.apple, id.len()) {
            (true, 32) => format!(
                "{}-{}-{}-{}-{}",
                &id[..8],
                &id[8..12],
                &id[12..16],
                &id[16..20],
                &id[20..]
            ),
            _ => id.clone(),
        };
        Some(Image {
            file: self.library().to_owned(),
            debug_id: Some(id),
            address: self.base,
        })
    }
}
