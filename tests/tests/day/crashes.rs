//! The crash reports of the day.

use sordino_engine::crash::{self, Frame, Source};

use crate::line::{Line, crashes, day};

#[test]
fn each_crash_has_its_frames() {
    for line in crashes(&day()) {
        let trace = read(line);
        let exceptions = trace
            .exceptions
            .iter()
            .flat_map(|exception| &exception.frames);
        let threads = trace.threads.iter().flat_map(|thread| &thread.frames);
        let frames: Vec<&Frame> = exceptions.chain(threads).collect();
        assert!(
            frames.len() >= 20,
            "line {}: {} frames",
            line.number,
            frames.len()
        );
        assert!(
            !trace.exceptions.is_empty(),
            "line {} names no exception",
            line.number
        );

        let mut kept: Vec<&str> = Vec::new();
        for frame in frames {
            kept.extend(frame.function.as_deref());
            kept.extend(frame.module.as_deref());
        }
        kept.extend(
            trace
                .exceptions
                .iter()
                .map(|exception| exception.ty.as_str()),
        );
        kept.extend(
            trace
                .threads
                .iter()
                .filter_map(|thread| thread.state.as_deref()),
        );
        kept.extend(
            trace
                .images
                .iter()
                .filter_map(|image| image.debug_id.as_deref()),
        );
        kept.extend(trace.images.iter().map(|image| image.file.as_str()));
        for value in line.planted() {
            assert!(
                !kept.iter().any(|text| text.contains(value)),
                "line {}: {value}",
                line.number
            );
        }
        let found = format!("{trace:?}");
        let scrubbed = line
            .planted()
            .iter()
            .filter(|value| found.contains(**value))
            .count();
        assert!(
            scrubbed > 0,
            "line {}: nothing is planted where it would be sent",
            line.number
        );
    }
}

/// Registers, memory, logs, open files and the ids of device and installation are planted too.
#[test]
fn much_planted_in_crashes_is_not_read() {
    let mut passed_over = 0;
    for line in crashes(&day()) {
        let found = format!("{:?}", read(line));
        passed_over += line
            .planted()
            .iter()
            .filter(|value| !found.contains(**value))
            .count();
    }
    assert!(passed_over >= 12, "{passed_over}");
}

/// The report in the one shape.
pub(crate) fn read(line: &Line) -> crash::Trace {
    let source = match line.text("source") {
        "rust" => Source::Rust,
        "jvm" => Source::Jvm,
        "nsexception" => Source::NsException,
        "metrickit" => Source::MetricKit,
        "tombstone" => Source::Tombstone,
        "dart" => Source::Dart,
        "javascript" => Source::JavaScript,
        _ => Source::Anr,
    };
    crash::parse(source, &line.report())
        .unwrap_or_else(|why| panic!("line {}: {why:?}", line.number))
}
