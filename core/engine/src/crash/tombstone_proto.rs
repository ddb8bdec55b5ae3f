//! An Android tombstone as protobuf: AOSP's `tombstone.proto`, of which these fields are read.
//!
//! ```text
//! Tombstone       6 tid, 10 signal_info, 14 abort_message, 16 threads (a map: 1 key, 2 value)
//! Signal          2 name, 4 code_name
//! Thread          1 id, 2 name, 4 current_backtrace
//! BacktraceFrame  1 rel_pc, 4 function_name, 6 file_name, 8 build_id
//! ```
//!
//! Everything else is passed over by its length and never looked into: registers, memory, mappings, logs, open files,
//! command line, process and device.

use std::borrow::Cow;

use super::bounds::{self, Images, Threads};
use super::native_line;
use super::tombstone;
use super::trace::{CrashRefusal, Thread, Trace};
use super::wire::{Field, Fields};

/// Whether this is the binary form. Its first tag is that of one of the first three fields, which no text begins with.
pub(super) fn begins(bytes: &[u8]) -> bool {
    bytes
        .first()
        .is_some_and(|&byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r'))
}

pub(super) fn parse(bytes: &[u8]) -> Result<Trace, CrashRefusal> {
    let (mut tid, mut signal, mut abort) = (0, None, None);
    let mut entries = Vec::new();
    let mut fields = Fields::of(bytes);
    while let Some((number, field)) = fields.read()? {
        match (number, field) {
            (6, Field::Number(number)) => tid = number,
            (10, Field::Bytes(bytes)) => signal = Some(names_of_signal(bytes)?),
            (14, Field::Bytes(bytes)) if !bytes.is_empty() => {
                abort = Some(text(bytes).into_owned())
            }
            (16, Field::Bytes(bytes)) => entries.push(bytes),
            _ => {}
        }
    }

    let mut threads = Threads::default();
    let mut images = Images::default();
    let mut crash = None;
    for entry in entries {
        let mut thread = thread(entry, tid, &mut images)?;
        if thread.crashed {
            crash = Some(std::mem::take(&mut thread.frames));
        }
        threads.push(thread);
    }
    let exception = tombstone::exception(signal, abort, crash.unwrap_or_default());
    Ok(Trace {
        exceptions: exception.into_iter().collect(),
        threads: threads.kept(),
        images: images.kept(),
    })
}

fn names_of_signal(bytes: &[u8]) -> Result<(String, String), CrashRefusal> {
    let mut names = (String::new(), String::new());
    let mut fields = Fields::of(bytes);
    while let Some((number, field)) = fields.read()? {
        match (number, field) {
            (2, Field::Bytes(name)) => names.0 = text(name).into_owned(),
            (4, Field::Bytes(name)) => names.1 = text(name).into_owned(),
            _ => {}
        }
    }
    Ok(names)
}

fn thread(entry: &[u8], crashed: u64, images: &mut Images) -> Result<Thread, CrashRefusal> {
    let (mut id, mut name) = (0, None);
    let mut frames = bounds::frames();
    let mut fields = Fields::of(entry);
    while let Some((number, field)) = fields.read()? {
        match (number, field) {
            (1, Field::Number(key)) => id = key,
            (2, Field::Bytes(thread)) => {
                let mut fields = Fields::of(thread);
                while let Some((number, field)) = fields.read()? {
                    match (number, field) {
                        (1, Field::Number(number)) => id = number,
                        (2, Field::Bytes(bytes)) if !bytes.is_empty() => {
                            name = Some(text(bytes).into_owned());
                        }
                        (4, Field::Bytes(bytes)) => frames.push(frame(bytes, images)?),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    Ok(Thread {
        name,
        state: None,
        crashed: id == crashed,
        frames: frames.kept(),
    })
}

fn frame(bytes: &[u8], images: &mut Images) -> Result<super::trace::Frame, CrashRefusal> {
    let mut pc = 0;
    let (mut function, mut path, mut id) = (Cow::default(), Cow::default(), Cow::default());
    let mut fields = Fields::of(bytes);
    while let Some((number, field)) = fields.read()? {
        match (number, field) {
            (1, Field::Number(number)) => pc = number,
            (4, Field::Bytes(bytes)) => function = text(bytes),
            (6, Field::Bytes(bytes)) => path = text(bytes),
            (8, Field::Bytes(bytes)) => id = text(bytes),
            _ => {}
        }
    }
    Ok(native_line::native(
        pc,
        Some(&function),
        &path,
        Some(&id),
        images,
    ))
}

/// Names are cut by the system at a number of bytes, so a broken last character is no reason to refuse.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}
