//! A crash report as it arrived, held against what it was.

use serde_json::Value as Json;
use sordino_engine::crash::{Frame, Source, Thread, Trace, parse};

use super::tally::{Kept, Rules};

/// Holds one report, given as its bytes, against the event that arrived of it.
pub(crate) fn crash(
    rules: Rules<'_>,
    line: usize,
    report: (Source, &[u8]),
    planted: &[String],
    event: &Json,
    kept: &mut Kept,
) {
    let (source, bytes) = report;
    let Ok(trace) = parse(source, bytes) else {
        let what = "the report was accepted and cannot be read";
        kept.missing.push(format!("line {}: {what}", line + 1));
        return;
    };
    let images = trace.images.iter().filter(|image| image.debug_id.is_some());
    let mut held = Held {
        images: images.map(|image| image.file.as_str()).collect(),
        rules,
        line,
        planted,
        kept,
    };
    held.exceptions(&trace, &event["exception"]["values"]);
    held.threads(&trace, &event["threads"]["values"]);
    held.images(&trace, &event["debug_meta"]["images"]);
}

struct Held<'a> {
    /// Names of the images that have a build id.
    images: Vec<&'a str>,
    rules: Rules<'a>,
    line: usize,
    planted: &'a [String],
    kept: &'a mut Kept,
}

impl Held<'_> {
    fn exceptions(&mut self, trace: &Trace, sent: &Json) {
        for (at, exception) in trace.exceptions.iter().enumerate() {
            let sent = &sent[at];
            self.value(
                "exception_type",
                Json::from(exception.ty.as_str()),
                &sent["type"],
            );
            if self.rules.scrub("exception_value") {
                let value = sent["value"].as_str().unwrap_or_default();
                self.kept
                    .text(self.line, &exception.value, self.planted, value);
            }
            self.frames(&exception.frames, &sent["stacktrace"]["frames"]);
        }
    }

    fn threads(&mut self, trace: &Trace, sent: &Json) {
        for (at, thread) in trace.threads.iter().enumerate() {
            let sent = &sent[at];
            // What is not crashed is not said.
            let crashed = &Json::from(sent["crashed"] == true);
            self.value("thread_crashed", Json::from(thread.crashed), crashed);
            self.name(thread, sent["name"].as_str().unwrap_or_default());
            self.frames(&thread.frames, &sent["stacktrace"]["frames"]);
        }
    }

    /// Sentry has no place for a thread's state: it stands behind the name.
    fn name(&mut self, thread: &Thread, sent: &str) {
        if let Some(name) = thread
            .name
            .as_deref()
            .filter(|_| self.rules.scrub("thread_name"))
        {
            self.kept.text(self.line, name, self.planted, sent);
        }
        if let Some(state) = &thread.state {
            let stands = sent == state || sent.ends_with(&format!("({state})"));
            let found = if stands { state.as_str() } else { sent };
            self.value(
                "thread_state",
                Json::from(state.as_str()),
                &Json::from(found),
            );
        }
    }

    /// Every frame, in its order: Sentry wants the oldest call first.
    fn frames(&mut self, offered: &[Frame], sent: &Json) {
        // A policy may send crashes without a stack.
        if self.rules.of("stack_function").is_none() {
            return;
        }
        let sent = sent.as_array().map(Vec::as_slice).unwrap_or_default();
        self.kept.frames += sent.len();
        if sent.len() != offered.len() {
            self.kept.missing.push(format!(
                "line {}: {} frames, {} arrived",
                self.line + 1,
                offered.len(),
                sent.len()
            ));
            return;
        }
        for (frame, sent) in offered.iter().zip(sent.iter().rev()) {
            self.frame(frame, sent);
        }
    }

    fn frame(&mut self, frame: &Frame, sent: &Json) {
        let number = |number: u64| Json::from(number);
        let text = |text: &Option<String>| text.as_deref().map(Json::from);
        let hex = |at: u64| Json::from(format!("{at:#x}"));
        let placed = self.is_placed(frame);
        self.kept.unplaced += usize::from(!placed && self.rules.keep("stack_offset"));
        // Sentry counts the bytes of a bundle as columns, from 1.
        let in_bundle = frame.offset.filter(|_| frame.package.is_none());
        let in_library = frame.offset.filter(|_| frame.package.is_some() && placed);
        let members = [
            ("stack_function", text(&frame.function), "function"),
            ("stack_module", text(&frame.module), "module"),
            ("stack_package", text(&frame.package), "package"),
            ("stack_line", frame.line.map(number), "lineno"),
            ("stack_column", frame.column.map(number), "colno"),
            ("stack_offset", in_bundle.map(|at| number(at + 1)), "colno"),
            ("stack_offset", in_library.map(hex), "instruction_addr"),
            ("stack_address", frame.address.map(hex), "instruction_addr"),
        ];
        for (key, offered, there) in members {
            if let Some(offered) = offered {
                self.value(key, offered, &sent[there]);
            }
        }
        if let Some(file) = frame
            .file
            .as_deref()
            .filter(|_| self.rules.scrub("stack_file"))
        {
            let there = sent["filename"].as_str().unwrap_or_default();
            let there = there.strip_prefix("app:///").unwrap_or(there);
            self.kept.text(self.line, file, self.planted, there);
        }
    }

    /// An offset into what has no build id is left out on purpose (docs/wire.md): no server could
    /// place it, and one without its image would be taken for an address.
    fn is_placed(&self, frame: &Frame) -> bool {
        let image = frame.package.as_deref().filter(|_| frame.offset.is_some());
        image.is_none_or(|one| self.images.contains(&one))
    }

    /// A build id arrives as it was and, in another byte order, as Sentry's debug id.
    fn images(&mut self, trace: &Trace, sent: &Json) {
        let plain = |id: &str| id.replace('-', "").to_ascii_lowercase();
        let sent = sent.as_array().map(Vec::as_slice).unwrap_or_default();
        let ids: Vec<String> = sent
            .iter()
            .flat_map(|image| [&image["code_id"], &image["debug_id"], &image["uuid"]])
            .filter_map(|id| id.as_str().map(plain))
            .collect();
        for id in trace
            .images
            .iter()
            .filter_map(|image| image.debug_id.as_deref())
        {
            let id = plain(id);
            // Of R8's own id, 16 bytes leave.
            let cut = id.get(..32).unwrap_or(&id);
            let found = ids
                .iter()
                .any(|one| one == cut || *one == id)
                .then(|| id.clone());
            self.value("image_debug_id", Json::from(id), &Json::from(found));
        }
    }

    fn value(&mut self, key: &str, offered: Json, sent: &Json) {
        if self.rules.keep(key) {
            self.kept.value(self.line, key, &offered, sent);
        }
    }
}
