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
        source,
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
    source: Source,
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
        let (module, module_there) = match self.source {
            Source::Rust | Source::Jvm => ("stack_module", "module"),
            _ => ("stack_package", "package"),
        };
        let address = match self.source {
            Source::Tombstone | Source::Anr => "stack_offset",
            _ => "stack_address",
        };
        let number = |number: u64| Json::from(number);
        let placed = self.is_placed(frame);
        self.kept.unplaced += usize::from(!placed && self.rules.keep(address));
        let members = [
            (
                "stack_function",
                frame.function.as_deref().map(Json::from),
                "function",
            ),
            (
                module,
                frame.module.as_deref().map(Json::from),
                module_there,
            ),
            ("stack_line", frame.line.map(number), "lineno"),
            (
                address,
                frame
                    .address
                    .filter(|_| placed)
                    .map(|at| Json::from(format!("{at:#x}"))),
                "instruction_addr",
            ),
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
            self.kept.text(self.line, file, self.planted, there);
        }
    }

    /// An offset into what has no build id is left out on purpose (docs/wire.md): no server could
    /// place it, and one without its image would be taken for an address.
    fn is_placed(&self, frame: &Frame) -> bool {
        let relative = matches!(self.source, Source::Tombstone | Source::Anr);
        let image = frame.module.as_deref();
        !relative || frame.address.is_none() || image.is_some_and(|one| self.images.contains(&one))
    }

    /// A build id arrives as it was and, in another byte order, as Sentry's debug id.
    fn images(&mut self, trace: &Trace, sent: &Json) {
        let plain = |id: &str| id.replace('-', "").to_ascii_lowercase();
        let sent = sent.as_array().map(Vec::as_slice).unwrap_or_default();
        let ids: Vec<String> = sent
            .iter()
            .flat_map(|image| [&image["code_id"], &image["debug_id"]])
            .filter_map(|id| id.as_str().map(plain))
            .collect();
        for id in trace
            .images
            .iter()
            .filter_map(|image| image.debug_id.as_deref())
        {
            let id = plain(id);
            let found = ids.contains(&id).then(|| id.clone());
            self.value("image_debug_id", Json::from(id), &Json::from(found));
        }
    }

    fn value(&mut self, key: &str, offered: Json, sent: &Json) {
        if self.rules.keep(key) {
            self.kept.value(self.line, key, &offered, sent);
        }
    }
}
