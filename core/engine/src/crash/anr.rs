//! An Android trace of an app that did not respond: every thread's name, state and frames.
//!
//! The runtime prints `"NAME" prio=5 tid=1 STATE` above a thread. Where it does not answer, the system prints native
//! stacks alone, under `"NAME" sysTid=4120`; the main thread is the one that bears the number of the process.

use super::bounds::{self, Ends, Images, Threads};
use super::trace::{Exception, Frame, Thread, Trace};
use super::{jvm_line, jvm_mapping, native_line};

pub(super) fn parse(text: &str) -> Trace {
    let mut threads = Threads::default();
    let mut images = Images::default();
    let mut hung: Option<Vec<Frame>> = None;
    let mut subject = None;
    let mut process = None;
    let mut thread: Option<(Thread, Ends<Frame>)> = None;
    for line in text.lines() {
        let trimmed = line.trim_start();
        if let Some(next) = heading(line, process) {
            end(
                &mut threads,
                &mut hung,
                thread.replace((next, bounds::frames())),
            );
        } else if line.starts_with("-----") {
            end(&mut threads, &mut hung, thread.take());
            process = process.or(number(line, "pid "));
        } else if let Some(text) = line.strip_prefix("Subject: ") {
            subject = subject.or(Some(text));
        } else if let Some((_, frames)) = &mut thread {
            let native = trimmed.strip_prefix("native: ").unwrap_or(trimmed);
            let frame = jvm_line::frame(trimmed)
                .or_else(|| native_line::frame(native.trim_start(), &mut images));
            if let Some(frame) = frame {
                let named = frame.file.as_deref().and_then(jvm_mapping::in_file_name);
                named.into_iter().for_each(|image| images.add(image));
                frames.push(frame);
            }
        }
    }
    end(&mut threads, &mut hung, thread);
    let exceptions = match (hung, subject) {
        (None, None) => Vec::new(),
        (frames, subject) => vec![Exception {
            ty: "ANR".to_owned(),
            value: subject.unwrap_or_default().to_owned(),
            frames: frames.unwrap_or_default(),
        }],
    };
    Trace {
        exceptions,
        threads: threads.kept(),
        images: images.kept(),
    }
}

/// Returns the number that stands behind a word.
fn number<'t>(line: &'t str, word: &str) -> Option<&'t str> {
    let (_, rest) = line.split_once(word)?;
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    (!digits.is_empty()).then_some(digits)
}

/// `"NAME" [daemon] prio=5 tid=1 STATE`, `... (not attached)`, or `"NAME" sysTid=4120` in a native dump.
fn heading(line: &str, process: Option<&str>) -> Option<Thread> {
    let (name, rest) = line.strip_prefix('"')?.rsplit_once('"')?;
    if rest.starts_with(" sysTid=") {
        return Some(Thread {
            name: Some(name.to_owned()),
            crashed: process.is_some() && number(rest, " sysTid=") == process,
            ..Thread::default()
        });
    }
    let rest = rest.trim_start_matches(" daemon").strip_prefix(" prio=")?;
    let (_, after) = rest.split_once(' ')?;
    let (tid, state) = match after.strip_prefix("tid=") {
        Some(after) => after.split_once(' ').unwrap_or((after, "")),
        None => ("", after),
    };
    let state = state.trim();
    Some(Thread {
        name: Some(name.to_owned()),
        state: (!state.is_empty()).then(|| state.to_owned()),
        // The main thread is always the first one that the runtime numbers.
        crashed: tid == "1",
        frames: Vec::new(),
    })
}

fn end(
    threads: &mut Threads,
    hung: &mut Option<Vec<Frame>>,
    thread: Option<(Thread, Ends<Frame>)>,
) {
    let Some((mut thread, frames)) = thread else {
        return;
    };
    if thread.crashed && hung.is_none() {
        *hung = Some(frames.kept());
    } else {
        thread.crashed = false;
        thread.frames = frames.kept();
    }
    threads.push(thread);
}
