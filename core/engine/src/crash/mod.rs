//! Crash texts of eight sources become one shape.
//!
//! [`parse`] reads a report and returns a [`Trace`], or refuses it. Only what helps to mend the app is read: exceptions,
//! frames, the names and states of threads, build ids. Registers, memory, logs, open files, process and device
//! identifiers are passed over, so nothing of them can reach a queue.
//!
//! Messages, file paths and names of threads stay as found: they are free text, and `minimise` scrubs them. Nothing is
//! cut inside a text, since half an address would not be recognised as one.
//!
//! Images and native frames bear the name of their file without its folder. On both platforms the folder of an
//! installed app holds a value drawn at installation, which would tell two devices apart.
//!
//! # As a Sentry event
//!
//! | Here | There |
//! |---|---|
//! | [`Trace::exceptions`], causes first | `exception.values`, in the same order |
//! | [`Exception::ty`], [`Exception::value`] | `type`, `value` |
//! | [`Exception::frames`], innermost call first | `stacktrace.frames`, **reversed**: Sentry wants the oldest call first |
//! | [`Trace::threads`], the same for their frames | `threads.values`; `crashed`, `name`, `state` |
//! | the crashed thread, without frames | its stack is that of the last exception; where that one is native, Java calls stand here |
//! | [`Frame::function`], [`Frame::line`] | `function`, `lineno` |
//! | [`Frame::file`] | `filename` |
//! | [`Frame::column`] | `colno` |
//! | [`Frame::module`], a class or crate path | `module` |
//! | [`Frame::package`], a library | `package` |
//! | [`Frame::address`] | `instruction_addr` |
//! | [`Frame::offset`] into a library | `instruction_addr` with `addr_mode` `rel:N`, N being the index of the image with the frame's package |
//! | [`Frame::offset`] into the bytecode of a bundle | `colno`, one more |
//! | [`Trace::images`] | `debug_meta.images`: libraries, R8's mapping, source maps |
//!
//! An ELF build id is turned into a debug id the way Sentry does it: its first 16 bytes, the first three fields in
//! the other byte order, and the whole id stands in `code_id`.
//!
//! # Bounds
//!
//! A report is at most 1 MiB. Of each stack the innermost and the outermost 256 frames are kept, so that an endless
//! recursion still shows where it began; likewise at most 16 exceptions, 128 threads and 512 images. Time is linear
//! in the size of the report, and nesting costs no stack. No bytes make a parser panic.

mod addresses;
mod anr;
mod apple_line;
mod apple_message;
mod apple_report;
mod bounds;
mod dart;
mod dart_line;
mod dart_message;
mod embedded;
mod javascript;
mod jvm;
mod jvm_header;
mod jvm_line;
mod map_id;
mod members;
mod metrickit;
mod metrickit_json;
mod metrickit_meta;
mod native_line;
mod nsexception;
mod rust;
mod tombstone;
mod tombstone_proto;
mod trace;
mod wire;

#[cfg(test)]
mod tests;

pub(crate) use members::{members, weight};
pub use trace::*;

/// Reads a crash report of `source` into the one shape.
///
/// The report itself is not kept: what no field of [`Trace`] names is gone when this returns. Bytes that are not UTF-8
/// are replaced, since a name cut by the system must not cost the whole report; a tombstone is read as protobuf when
/// its first byte could not begin a text.
///
/// # Errors
///
/// [`CrashRefusal::TooLarge`] over 1 MiB, [`CrashRefusal::Malformed`] for broken JSON or protobuf, and
/// [`CrashRefusal::Empty`] when nothing in it names a frame or an exception.
///
/// # Examples
///
/// ```
/// use sordino_engine::crash::{Source, parse};
///
/// let report = "java.lang.IllegalStateException: no rota\n\tat com.example.Rota.owner(Rota.kt:12)\n";
/// let trace = parse(Source::Jvm, report.as_bytes()).expect("it names an exception");
/// assert_eq!(trace.exceptions[0].ty, "java.lang.IllegalStateException");
/// assert_eq!(trace.exceptions[0].frames[0].line, Some(12));
/// ```
pub fn parse(source: Source, bytes: &[u8]) -> Result<Trace, CrashRefusal> {
    if bytes.len() > bounds::MAX_BYTES {
        return Err(CrashRefusal::TooLarge);
    }
    let text = || String::from_utf8_lossy(bytes);
    let mut trace = match source {
        Source::Rust => rust::parse(&text()),
        Source::Jvm => jvm::parse(&text()),
        Source::NsException => nsexception::parse(&text()),
        Source::MetricKit => metrickit::parse(bytes)?,
        Source::Tombstone if tombstone_proto::begins(bytes) => tombstone_proto::parse(bytes)?,
        Source::Tombstone => tombstone::parse(&text()),
        Source::Anr => anr::parse(&text()),
        Source::Dart => dart::parse(&text()),
        Source::JavaScript => javascript::parse(&text()),
    };
    if source != Source::MetricKit {
        addresses::fill(&mut trace, &text());
    }
    let names_something = trace
        .exceptions
        .iter()
        .any(|exception| !exception.frames.is_empty() || !exception.ty.is_empty())
        || trace.threads.iter().any(|thread| !thread.frames.is_empty());
    if names_something {
        Ok(trace)
    } else {
        Err(CrashRefusal::Empty)
    }
}
