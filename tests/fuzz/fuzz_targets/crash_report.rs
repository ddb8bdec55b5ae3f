//! Any bytes are an answer to every source of crash reports; what is kept of them is bounded.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sordino_engine::crash::{Source, parse};

const SOURCES: [Source; 8] = [
    Source::Rust,
    Source::Jvm,
    Source::NsException,
    Source::MetricKit,
    Source::Tombstone,
    Source::Anr,
    Source::Dart,
    Source::JavaScript,
];

fuzz_target!(|bytes: &[u8]| {
    let Some((source, report)) = bytes.split_first() else {
        return;
    };
    if let Ok(trace) = parse(SOURCES[usize::from(source % 8)], report) {
        assert!(
            trace.exceptions.len() <= 16 && trace.threads.len() <= 129 && trace.images.len() <= 512
        );
        let stacks = trace.exceptions.iter().map(|one| &one.frames);
        let mut stacks = stacks.chain(trace.threads.iter().map(|one| &one.frames));
        assert!(stacks.all(|frames| frames.len() <= 512));
    }
});
