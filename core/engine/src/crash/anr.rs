//! An Android trace of an app that did not respond: every thread's name, state and frames.

use super::bounds::{self, Ends, Images, Threads};
use super::trace::{Exception, Frame, Thread, Trace};
use super::{jvm_line, native_line};

pub(super) fn parse(text: &str) -> Trace {
    let mut threads = Threads::default();
    let mut images = Images::default();
    let mut hung: Option<Vec<Frame>> = None;
    let mut subject = None;
    let mut thread: Option<(Thread, Ends<Frame>)> = None;
    for line in text.lines() {
        let trimmed = line.trim_start();
        if let Some(next) = heading(line) {
            end(
                &mut threads,
                &mut hung,
                thread.replace((next, bounds::frames())),
            );
        } else if line.starts_with("-----") {
            end(&mut threads, &mut hung, thread.take());
        } else if let Some(text) = line.strip_prefix("Subject: ") {
            subject = subject.or(Some(text));
        } else if let Some((_, frames)) = &mut thread {
            let native = trimmed.strip_prefix("native: ").unwrap_or(trimmed);
            let frame = jvm_line::frame(trimmed)
                .or_else(|| native_line::frame(native.trim_start(), &mut images));
            if let Some(frame) = frame {
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

/// `"NAME" [daemon] prio=5 tid=1 STATE`, or `... (not attached)`.
fn heading(line: &str) -> Option<Thread> {
    let (name, rest) = line.strip_prefix('"')?.rsplit_once('"')?;
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
