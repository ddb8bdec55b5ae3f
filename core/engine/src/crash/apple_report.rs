//! An Apple crash report as text: sections with headings, then the images that were loaded.

use std::collections::{BTreeMap, HashSet};

use super::apple_line;
use super::apple_message;
use super::bounds::{self, Ends, Images, Threads};
use super::trace::{Exception, Frame, Thread, Trace};

const TYPE: &str = "Exception Type:";

pub(super) fn is_report(text: &str) -> bool {
    text.lines().any(|line| line.starts_with(TYPE))
}

pub(super) fn parse(text: &str) -> Trace {
    let mut report = Report::default();
    for line in text.lines() {
        report.take(line);
    }
    report.end()
}

#[derive(Debug, Default, PartialEq)]
enum Section {
    #[default]
    Head,
    Message,
    Thrown,
    Thread,
    Images,
    /// Registers and whatever else has a heading that is not ours.
    Skipped,
}

#[derive(Default)]
struct Report {
    section: Section,
    ty: String,
    termination: String,
    message: String,
    thrown: Option<Ends<Frame>>,
    thread: Option<(Thread, Ends<Frame>)>,
    names: BTreeMap<u32, String>,
    crash: Option<Vec<Frame>>,
    threads: Threads,
    loaded: HashSet<String>,
    images: Images,
}

impl Report {
    fn take(&mut self, line: &str) {
        if line.trim().is_empty() {
            self.end_section();
        } else if let Some(section) = self.heading(line) {
            self.section = section;
        } else {
            self.line(line);
        }
    }

    fn heading(&mut self, line: &str) -> Option<Section> {
        if line == "Last Exception Backtrace:" {
            self.thrown = Some(bounds::frames());
            return Some(Section::Thrown);
        }
        match line {
            "Application Specific Information:" => return Some(Section::Message),
            "Binary Images:" => return Some(Section::Images),
            _ => {}
        }
        let (number, rest) = line.strip_prefix("Thread ")?.split_once([' ', ':'])?;
        let number: u32 = number.parse().ok()?;
        if rest.contains("Thread State") {
            self.end_section();
            return Some(Section::Skipped);
        }
        if let Some(name) = rest.strip_prefix("name:") {
            self.names.insert(number, name.trim().to_owned());
            return None;
        }
        self.end_section();
        let crashed = rest.starts_with("Crashed") && self.crash.is_none();
        // macOS puts the name behind the heading: `Thread 3 Crashed:: NAME`, `Thread 4:: NAME`.
        let name = self
            .names
            .remove(&number)
            .or_else(|| {
                rest.split_once(": ")
                    .map(|(_, name)| name.trim().to_owned())
            })
            .filter(|name| !name.is_empty());
        self.thread = Some((
            Thread {
                name,
                crashed,
                ..Thread::default()
            },
            bounds::frames(),
        ));
        Some(Section::Thread)
    }

    fn line(&mut self, line: &str) {
        match self.section {
            Section::Head => {
                if let Some(ty) = line.strip_prefix(TYPE) {
                    self.ty = ty.trim().to_owned();
                } else if let Some(reason) = line.strip_prefix("Termination Reason:") {
                    self.termination = reason.trim().to_owned();
                }
            }
            Section::Message => {
                if !self.message.is_empty() {
                    self.message.push('\n');
                }
                self.message.push_str(line);
            }
            Section::Thrown | Section::Thread => self.frame(line),
            Section::Images => self.image(line),
            Section::Skipped => {}
        }
    }

    fn frame(&mut self, line: &str) {
        let frames = match (&self.section, &mut self.thrown, &mut self.thread) {
            (Section::Thrown, Some(frames), _) | (_, _, Some((_, frames))) => frames,
            _ => return,
        };
        if let Some((_, call)) = apple_line::call(line) {
            self.loaded.extend(call.frame.package.clone());
            frames.push(call.frame);
        }
    }

    /// Keeps an image if a frame lies in it.
    fn image(&mut self, line: &str) {
        if let Some((_, image)) = apple_line::image(line)
            && self.loaded.contains(&image.file)
        {
            self.images.add(image);
        }
    }

    /// An empty line ends a section, save that of the head, which has several paragraphs.
    fn end_section(&mut self) {
        if let Some((mut thread, frames)) = self.thread.take() {
            if thread.crashed {
                self.crash = Some(frames.kept());
            } else {
                thread.frames = frames.kept();
            }
            self.threads.push(thread);
        }
        self.section = Section::Head;
    }

    fn end(mut self) -> Trace {
        self.end_section();
        let value = if self.message.is_empty() {
            self.termination
        } else {
            self.message
        };
        let mut exceptions = Vec::new();
        let mut crash = Exception {
            ty: self.ty,
            value,
            frames: self.crash.unwrap_or_default(),
        };
        if let Some(thrown) = self.thrown {
            // What was thrown is the cause; the signal that ended the process follows from it.
            let mut cause = apple_message::exception(&crash.value).unwrap_or_default();
            apple_message::finish(&mut cause);
            cause.frames = thrown.kept();
            if cause.ty.is_empty() {
                cause.ty = "NSException".to_owned();
            } else {
                crash.value.clear();
            }
            exceptions.push(cause);
        }
        exceptions.push(crash);
        Trace {
            exceptions,
            threads: self.threads.kept(),
            images: self.images.kept(),
        }
    }
}
