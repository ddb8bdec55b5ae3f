//! An Android tombstone as text: the crashed thread, its signal and abort message, and every thread's backtrace.

use super::bounds::{self, Ends, Images, Threads};
use super::native_line;
use super::trace::{Exception, Frame, Thread, Trace};

pub(super) fn parse(text: &str) -> Trace {
    let mut reading = Reading::default();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(rest) = line.strip_prefix("Abort message: '") {
            if reading.section == Section::Head && reading.abort.is_none() {
                reading.abort = Some(abort_message(rest, &mut lines));
            }
        } else {
            reading.take(line);
        }
    }
    reading.end()
}

#[derive(Debug, Default, PartialEq)]
enum Section {
    /// Before the backtrace of a thread: its names, the signal, registers.
    #[default]
    Head,
    Backtrace,
    /// Stacks, memory, maps, logs, open files: passed over until the next thread.
    Skipped,
}

#[derive(Default)]
struct Reading {
    section: Section,
    signal: Option<(String, String)>,
    abort: Option<String>,
    thread: Option<(Thread, Ends<Frame>)>,
    crash: Option<Vec<Frame>>,
    threads: Threads,
    images: Images,
}

impl Reading {
    fn take(&mut self, line: &str) {
        if line.starts_with("--- --- ---") {
            self.end_thread();
            self.section = Section::Head;
            return;
        }
        match self.section {
            Section::Skipped => {}
            Section::Head => self.head(line),
            Section::Backtrace => {
                let trimmed = line.trim_start();
                match native_line::frame(trimmed, &mut self.images) {
                    Some(frame) => {
                        if let Some((_, frames)) = &mut self.thread {
                            frames.push(frame);
                        }
                    }
                    // The system explains itself among the frames.
                    None if trimmed.starts_with("NOTE: ") => {}
                    None => self.section = Section::Skipped,
                }
            }
        }
    }

    fn head(&mut self, line: &str) {
        if line.starts_with("pid: ") {
            self.end_thread();
            let crashed = self.crash.is_none();
            let thread = Thread {
                name: name(line),
                crashed,
                ..Thread::default()
            };
            self.thread = Some((thread, bounds::frames()));
        } else if line.starts_with("signal ") && self.signal.is_none() {
            self.signal = signal(line);
        } else if line.trim() == "backtrace:" {
            self.section = Section::Backtrace;
            self.thread.get_or_insert_with(|| {
                (
                    Thread {
                        crashed: true,
                        ..Thread::default()
                    },
                    bounds::frames(),
                )
            });
        } else if is_other_section(line) {
            self.section = Section::Skipped;
        }
    }

    fn end_thread(&mut self) {
        let Some((mut thread, frames)) = self.thread.take() else {
            return;
        };
        if thread.crashed {
            self.crash = Some(frames.kept());
        } else {
            thread.frames = frames.kept();
        }
        self.threads.push(thread);
    }

    fn end(mut self) -> Trace {
        self.end_thread();
        let frames = self.crash.unwrap_or_default();
        let exceptions = exception(self.signal, self.abort, frames)
            .into_iter()
            .collect();
        Trace {
            exceptions,
            threads: self.threads.kept(),
            images: self.images.kept(),
        }
    }
}

/// The one exception of a tombstone, if it has anything to say.
pub(super) fn exception(
    signal: Option<(String, String)>,
    abort: Option<String>,
    frames: Vec<Frame>,
) -> Option<Exception> {
    if signal.is_none() && abort.is_none() && frames.is_empty() {
        return None;
    }
    let (ty, code) = signal.unwrap_or_default();
    Some(Exception {
        ty,
        value: abort.unwrap_or(code),
        frames,
    })
}

/// An abort message ends with a quote and may hold line breaks. If none ends it before the next section, only its
/// first line is taken: what follows is not part of it.
fn abort_message<'t>(rest: &'t str, lines: &mut std::str::Lines<'t>) -> String {
    if let Some(message) = rest.strip_suffix('\'') {
        return message.to_owned();
    }
    let mut ahead = lines.clone();
    let mut message = rest.to_owned();
    while let Some(line) = ahead.next() {
        if line.trim() == "backtrace:" || is_other_section(line) || line.starts_with("    ") {
            break;
        }
        message.push('\n');
        if let Some(last) = line.strip_suffix('\'') {
            message.push_str(last);
            *lines = ahead;
            return message;
        }
        message.push_str(line);
    }
    rest.to_owned()
}

fn is_other_section(line: &str) -> bool {
    [
        "stack:",
        "memory near ",
        "memory map",
        "--------- ",
        "open files:",
    ]
    .iter()
    .any(|begin| line.starts_with(begin))
}

/// `pid: 1, tid: 2, name: NAME  >>> PROCESS <<<`.
fn name(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("name: ")?;
    let name = rest
        .rsplit_once(">>>")
        .map_or(rest, |(name, _)| name)
        .trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// `signal 11 (SIGSEGV), code 1 (SEGV_MAPERR), fault addr ...`: the names of signal and code.
fn signal(line: &str) -> Option<(String, String)> {
    let mut names = line.split('(').skip(1).map(|rest| {
        let end = rest.find([')', ' ']).unwrap_or(rest.len());
        rest[..end].to_owned()
    });
    let signal = names.next()?;
    let code = if line.contains(", code ") {
        names.next()
    } else {
        None
    };
    Some((signal, code.unwrap_or_default()))
}
