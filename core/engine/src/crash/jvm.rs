//! A Java or Kotlin stack trace, as `Throwable.printStackTrace` writes it, obfuscated or not.
//!
//! Exceptions that hold several others (RxJava's `CompositeException`, bolts' `AggregateException`) print them one after
//! another with headers of their own. A line between two stacks that is an exception by its form therefore begins one.

use super::bounds::{self, Ends, Images, Threads};
use super::jvm_header::{self, Header};
use super::jvm_line::frame;
use super::trace::{Exception, Frame, Thread, Trace};
use super::{embedded, jvm_mapping, jvm_native};

pub(super) fn parse(text: &str) -> Trace {
    let mut reading = Reading::default();
    for line in text.lines() {
        reading.take(line);
    }
    reading.end()
}

struct Reading {
    /// Printed from the outermost inwards.
    found: Ends<Exception>,
    threads: Threads,
    images: Images,
    current: Option<Throwable>,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            found: bounds::exceptions(),
            threads: Threads::default(),
            images: Images::default(),
            current: None,
        }
    }
}

impl Reading {
    fn take(&mut self, line: &str) {
        let trimmed = line.trim_start();
        if let Some(image) = jvm_mapping::of_mapping(trimmed) {
            self.images.add(image);
            return;
        }
        match jvm_header::labelled(trimmed) {
            Some(Header::Note) => self.note(),
            Some(Header::Exception(class, message)) => self.begin(Throwable::new(class, message)),
            None => self.line(line, trimmed),
        }
    }

    fn line(&mut self, line: &str, trimmed: &str) {
        let frame = frame(trimmed);
        let named = frame.as_ref().and_then(|frame| frame.file.as_deref());
        if let Some(image) = named.and_then(jvm_mapping::in_file_name) {
            self.images.add(image);
        }
        match (&mut self.current, frame) {
            (Some(current), Some(frame)) => {
                if let Some(next) = current.push(frame) {
                    self.begin(next);
                }
            }
            (Some(current), None) => current.text(line, trimmed),
            (None, Some(frame)) => {
                let mut unnamed = Throwable::new("", "");
                unnamed.frames.push(frame);
                self.current = Some(unnamed);
            }
            (None, None) => {
                let header = self.thread(trimmed);
                let named =
                    jvm_header::by_form(header).filter(|(class, _)| header.starts_with(class));
                self.current = named.map(|(class, message)| Throwable::new(class, message));
            }
        }
    }

    /// Takes the thread's name off `Exception in thread "NAME" HEADER`.
    fn thread<'t>(&mut self, line: &'t str) -> &'t str {
        let named = line
            .strip_prefix("Exception in thread \"")
            .and_then(|rest| rest.rsplit_once("\" "));
        let Some((name, header)) = named else {
            return line;
        };
        self.threads.push(Thread {
            name: Some(name.to_owned()),
            crashed: true,
            ..Thread::default()
        });
        header
    }

    /// A note ends what stood before it, and what follows until the next header belongs to nothing.
    fn note(&mut self) {
        let mut nothing = Throwable::new("", "");
        nothing.stage = Stage::Note;
        self.begin(nothing);
    }

    fn begin(&mut self, next: Throwable) {
        if let Some(ended) = self.current.replace(next) {
            self.keep(ended);
        }
    }

    fn keep(&mut self, throwable: Throwable) {
        if throwable.stage == Stage::Note {
            return;
        }
        let exception = Exception {
            ty: throwable.ty,
            value: throwable.value,
            frames: throwable.frames.kept(),
        };
        if let Some(native) = jvm_native::native(&exception) {
            native
                .threads
                .into_iter()
                .for_each(|thread| self.threads.push(thread));
            native
                .images
                .into_iter()
                .for_each(|image| self.images.add(image));
            native
                .exceptions
                .into_iter()
                .for_each(|one| self.found.push(one));
            return;
        }
        let (exception, script) = embedded::script(exception);
        self.found.push(exception);
        if let Some(script) = script {
            self.found.push(script);
        }
    }

    fn end(mut self) -> Trace {
        if let Some(last) = self.current.take() {
            self.keep(last);
        }
        // What an exception suppressed counts as one of its causes.
        let mut exceptions = self.found.kept();
        exceptions.reverse();
        Trace {
            exceptions,
            threads: self.threads.kept(),
            images: self.images.kept(),
        }
    }
}

#[derive(Debug, PartialEq)]
enum Stage {
    Message,
    Frames,
    /// A circular reference, which is no exception.
    Note,
}

struct Throwable {
    ty: String,
    value: String,
    frames: Ends<Frame>,
    stage: Stage,
    /// An exception by its form that stood behind the frames. It is one if frames follow; else it is a log's line.
    maybe_next: Option<(String, String)>,
}

impl Throwable {
    fn new(ty: &str, value: &str) -> Self {
        Self {
            ty: ty.to_owned(),
            value: value.to_owned(),
            frames: bounds::frames(),
            stage: Stage::Message,
            maybe_next: None,
        }
    }

    /// Keeps a frame, or returns the exception that it begins.
    fn push(&mut self, frame: Frame) -> Option<Self> {
        if let Some((class, message)) = self.maybe_next.take() {
            let mut next = Self::new(&class, &message);
            next.push(frame);
            return Some(next);
        }
        if self.stage != Stage::Note {
            self.stage = Stage::Frames;
            self.frames.push(frame);
        }
        None
    }

    fn text(&mut self, line: &str, trimmed: &str) {
        if jvm_header::is_elision(trimmed) {
            self.maybe_next = None;
            if self.stage == Stage::Message {
                self.stage = Stage::Frames;
            }
        } else if self.stage == Stage::Message {
            // The message goes on until the first frame; lines after it belong to a log.
            self.value.push('\n');
            self.value.push_str(line);
        } else if let Some((_, message)) = &mut self.maybe_next {
            message.push('\n');
            message.push_str(line);
        } else {
            let next = jvm_header::by_form(trimmed);
            self.maybe_next = next.map(|(class, message)| (class.to_owned(), message.to_owned()));
        }
    }
}
