//! Each source's sample: every frame found, nothing of a log, and no bytes that harm.

mod android;
mod binary;
mod composed;
mod frameworks;
mod shown;
mod sources;

use super::*;
use binary::binary_tombstone;

const RUST: &[u8] = include_bytes!("samples/rust.txt");
const RUST_OLD: &[u8] = include_bytes!("samples/rust-old.txt");
const JVM: &[u8] = include_bytes!("samples/jvm.txt");
const JVM_OBFUSCATED: &[u8] = include_bytes!("samples/jvm-obfuscated.txt");
const NSEXCEPTION: &[u8] = include_bytes!("samples/nsexception.txt");
const SWIFT: &[u8] = include_bytes!("samples/swift.txt");
const REPORT: &[u8] = include_bytes!("samples/report.txt");
const METRICKIT: &[u8] = include_bytes!("samples/metrickit.json");
const TOMBSTONE: &[u8] = include_bytes!("samples/tombstone.txt");
const ANR: &[u8] = include_bytes!("samples/anr.txt");

fn samples() -> Vec<(Source, Vec<u8>)> {
    [
        (Source::Rust, RUST),
        (Source::Rust, RUST_OLD),
        (Source::Jvm, JVM),
        (Source::Jvm, JVM_OBFUSCATED),
        (Source::NsException, NSEXCEPTION),
        (Source::NsException, SWIFT),
        (Source::NsException, REPORT),
        (Source::MetricKit, METRICKIT),
        (Source::Tombstone, TOMBSTONE),
        (Source::Anr, ANR),
    ]
    .into_iter()
    .map(|(source, bytes)| (source, bytes.to_vec()))
    .chain([(Source::Tombstone, binary_tombstone())])
    .collect()
}

fn read(source: Source, bytes: &[u8]) -> Trace {
    parse(source, bytes).expect("the sample names frames")
}

/// The messages of all samples name Anna Keller, and so do their logs, registers, memory and open files.
#[test]
fn nothing_of_a_log_is_read() {
    for (source, bytes) in samples() {
        let trace = read(source, &bytes);
        let texts: Vec<&str> = trace.exceptions.iter().map(|e| e.value.as_str()).collect();
        let personal = texts
            .iter()
            .filter(|text| text.contains("anna.keller"))
            .count();
        let all = format!("{trace:?}");
        assert_eq!(
            all.matches("anna.keller").count(),
            personal,
            "{source:?}: {all}"
        );
        for out in [
            "616e6e61",
            "1634626145",
            "192.0.2.44",
            "signed in",
            "retry for",
            "uploaded",
            "note about",
            "oak",
            "0x1",
            "20417 ",
            "Incident",
            "0F1E2D3C",
            "00112233445566",
            "5A6B7C8D",
            "~~q1W2",
            "SQLite",
            "/not/a/frame",
            "iPhone15",
            "secret",
            "Waiting",
            "epoll_wait\"",
            "0a1b2c3d",
            "NeverCalled",
            "Bundle/Application",
        ] {
            assert!(!all.contains(out), "{source:?} keeps {out}: {all}");
        }
    }
}

#[test]
fn empty_broken_and_large_reports_are_refused() {
    let all = [
        Source::Rust,
        Source::Jvm,
        Source::NsException,
        Source::MetricKit,
        Source::Tombstone,
        Source::Anr,
        Source::Dart,
        Source::JavaScript,
    ];
    for source in all {
        let large = vec![b' '; bounds::MAX_BYTES + 1];
        assert_eq!(parse(source, &large), Err(CrashRefusal::TooLarge));
        let nothing: &[u8] = if source == Source::MetricKit {
            b"{}"
        } else {
            b""
        };
        assert_eq!(
            parse(source, nothing),
            Err(CrashRefusal::Empty),
            "{source:?}"
        );
    }
    assert_eq!(
        parse(Source::MetricKit, &METRICKIT[..500]),
        Err(CrashRefusal::Malformed)
    );
    let binary = binary_tombstone();
    assert_eq!(
        parse(Source::Tombstone, &binary[..binary.len() - 1]),
        Err(CrashRefusal::Malformed)
    );
}

#[test]
fn of_an_endless_recursion_both_ends_are_kept() {
    let mut text = "java.lang.StackOverflowError\n".to_owned();
    for line in 0..9000 {
        text.push_str(&format!("\tat a.B.c(B.kt:{line})\n"));
    }
    let frames = read(Source::Jvm, text.as_bytes())
        .exceptions
        .remove(0)
        .frames;
    let lines: Vec<u64> = frames.iter().filter_map(|frame| frame.line).collect();
    let expected: Vec<u64> = (0..256).chain(8744..9000).collect();
    assert_eq!(lines, expected);
}

#[test]
fn calls_may_nest_deeper_than_any_stack() {
    let call = r#"{"binaryName":"OnCall","address":7,"subFrames":["#;
    let deep = 15_000;
    let json = format!(
        r#"{{"callStackTree":{{"callStacks":[{{"threadAttributed":true,"callStackRootFrames":[{}{}]}}]}}}}"#,
        call.repeat(deep),
        "]}".repeat(deep)
    );
    assert_eq!(
        read(Source::MetricKit, json.as_bytes()).exceptions[0]
            .frames
            .len(),
        512
    );
    let wide = format!(
        r#"{{"callStackTree":{{"callStacks":[{{"callStackRootFrames":[{}{{}}]}}]}}}}"#,
        "{},".repeat(100_000)
    );
    assert_eq!(
        parse(Source::MetricKit, wide.as_bytes()),
        Err(CrashRefusal::TooLarge)
    );
}

#[test]
fn many_causes_and_threads_are_bounded() {
    let causes: String = (0..100)
        .map(|n| format!("Caused by: a.E{n}: {n}\n\tat a.b(C:{n})\n"))
        .collect();
    let text = format!("a.b.C: outermost\n{causes}");
    let exceptions = read(Source::Jvm, text.as_bytes()).exceptions;
    assert_eq!(exceptions.len(), 16);
    assert_eq!(
        (exceptions[0].ty.as_str(), exceptions[15].ty.as_str()),
        ("a.E99", "a.b.C")
    );
    let text: String = (1..500)
        .map(|n| format!("\"t{n}\" prio=5 tid={n} Native\n  at a.b(C:1)\n"))
        .collect();
    assert_eq!(read(Source::Anr, text.as_bytes()).threads.len(), 128);
}

/// Bytes changed, cut, doubled: whatever comes, it is an answer and not a panic.
#[test]
fn no_damaged_report_makes_a_parser_panic() {
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % below as u64) as usize
    };
    for (source, bytes) in samples() {
        for cut in (0..bytes.len()).step_by(7) {
            let _ = parse(source, &bytes[..cut]);
            let _ = parse(source, &bytes[cut..]);
        }
        for _ in 0..600 {
            let mut damaged = bytes.clone();
            for _ in 0..=next(4) {
                let at = next(damaged.len());
                match next(4) {
                    0 => damaged[at] = next(256) as u8,
                    1 => damaged.insert(at, b" \n()':#\"{}[].,0x\xff"[next(17)]),
                    2 => drop(damaged.drain(at..(at + next(40)).min(damaged.len()))),
                    _ => damaged.extend_from_within(at..),
                }
            }
            let _ = parse(source, &damaged);
        }
    }
}
