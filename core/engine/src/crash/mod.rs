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
//! # What a phone carries
//!
//! The readers of Android's forms and those of Apple's are a feature each, `crash-android` and `crash-apple`, and the
//! bindings choose by the system they are built for: a library for Android is 31 kB smaller without Apple's. Rust,
//! Dart and JavaScript run on both. A host has them all.
//!
//! # Bounds
//!
//! A report is at most 1 MiB. Of each stack the innermost and the outermost 256 frames are kept, so that an endless
//! recursion still shows where it began; likewise at most 16 exceptions, 128 threads and 512 images. Time is linear
//! in the size of the report, and nesting costs no stack. No bytes make a parser panic.

mod addresses;
#[cfg(feature = "crash-android")]
mod anr;
#[cfg(feature = "crash-apple")]
mod apple_line;
#[cfg(feature = "crash-apple")]
mod apple_message;
#[cfg(feature = "crash-apple")]
mod apple_report;
mod bounds;
mod dart;
mod dart_line;
mod dart_message;
#[cfg(any(feature = "crash-android", feature = "crash-apple"))]
mod embedded;
mod javascript;
#[cfg(feature = "crash-android")]
mod jvm;
#[cfg(feature = "crash-android")]
mod jvm_header;
#[cfg(feature = "crash-android")]
mod jvm_line;
#[cfg(feature = "crash-android")]
mod jvm_mapping;
#[cfg(feature = "crash-android")]
mod jvm_native;
mod map_id;
mod members;
#[cfg(feature = "crash-apple")]
mod metrickit;
#[cfg(feature = "crash-apple")]
mod metrickit_json;
#[cfg(feature = "crash-apple")]
mod metrickit_meta;
#[cfg(feature = "crash-android")]
mod native_line;
#[cfg(feature = "crash-apple")]
mod nsexception;
mod rust;
#[cfg(feature = "crash-android")]
mod tombstone;
#[cfg(feature = "crash-android")]
mod tombstone_proto;
mod trace;
#[cfg(feature = "crash-android")]
mod wire;

#[cfg(all(test, feature = "crash-android", feature = "crash-apple"))]
mod tests;

pub(crate) use members::{is_name_of_code, members, weight};
pub use trace::*;

/// Reads a crash report of `source` into the one shape.
///
/// The report itself is not kept: what no field of [`Trace`] names is gone when this returns. Bytes that are not UTF-8
/// are replaced, since a name cut by the system must not cost the whole report; a tombstone is read as protobuf when
/// its first byte could not begin a text.
///
/// # Errors
///
/// [`CrashRefusal::TooLarge`] over 1 MiB, [`CrashRefusal::Malformed`] for broken JSON or protobuf,
/// [`CrashRefusal::Empty`] when nothing in it names a frame or an exception, and [`CrashRefusal::NotCarried`] where
/// this library was built without the reader of its source.
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
        Source::Dart => dart::parse(&text()),
        Source::JavaScript => javascript::parse(&text()),
        Source::Jvm | Source::Tombstone | Source::Anr => android(source, bytes)?,
        Source::NsException | Source::MetricKit => apple(source, bytes)?,
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

#[cfg(feature = "crash-android")]
fn android(source: Source, bytes: &[u8]) -> Result<Trace, CrashRefusal> {
    let text = String::from_utf8_lossy(bytes);
    match source {
        Source::Tombstone if tombstone_proto::begins(bytes) => tombstone_proto::parse(bytes),
        Source::Tombstone => Ok(tombstone::parse(&text)),
        Source::Anr => Ok(anr::parse(&text)),
        _ => Ok(jvm::parse(&text)),
    }
}

#[cfg(not(feature = "crash-android"))]
fn android(_: Source, _: &[u8]) -> Result<Trace, CrashRefusal> {
    Err(CrashRefusal::NotCarried)
}

#[cfg(feature = "crash-apple")]
fn apple(source: Source, bytes: &[u8]) -> Result<Trace, CrashRefusal> {
    match source {
        Source::MetricKit => metrickit::parse(bytes),
        _ => Ok(nsexception::parse(&String::from_utf8_lossy(bytes))),
    }
}

#[cfg(not(feature = "crash-apple"))]
fn apple(_: Source, _: &[u8]) -> Result<Trace, CrashRefusal> {
    Err(CrashRefusal::NotCarried)
}
