//! Whatever bytes come, reading a crash report is an answer and never a panic, and what is kept is bounded.

use proptest::prelude::*;
use sordino_engine::crash::{Source, Trace, parse};

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

/// Pieces that the formats are made of, so that random order reaches deep into each parser.
const PIECES: &[&str] = &[
    "thread 'a' panicked at ",
    "src/a.rs:1:2:",
    "'m', src/a.rs:1:2",
    "stack backtrace:",
    "   0: a::b",
    "   1: 0x1f - c",
    "             at /a/b.rs:3:4",
    "note: end",
    "a.b.C: message",
    "\tat a.b.C.d(E.kt:5)",
    "\tat a(",
    "Caused by: a.B: c",
    "\tSuppressed: a.B",
    "\t... 3 more",
    "*** Terminating app due to uncaught exception 'A', reason: 'b'",
    "(",
    ")",
    "0   A  0x000000001 b + 1",
    "1 ??? 0x2 0x1 + 1",
    "Fatal error: a: file b, line 3",
    "Exception Type: A",
    "Application Specific Information:",
    "Last Exception Backtrace:",
    "Thread 0 Crashed:",
    "Thread 1 name: a",
    "Thread 0 crashed with ARM Thread State:",
    "Binary Images:",
    "0x1 - 0x2 A arm64 <00> /a/A",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"callStackTree\"",
    "\"callStacks\"",
    "\"callStackRootFrames\"",
    "\"subFrames\"",
    "\"address\"",
    "1",
    "\"",
    "\\",
    "signal 6 (SIGABRT), code 1 (A)",
    "Abort message: 'a",
    "'",
    "pid: 1, tid: 1, name: a  >>> b <<<",
    "backtrace:",
    "  #00 pc 00000001  /a/b.so (c(int)+1) (BuildId: 00)",
    "--- --- ---",
    "open files:",
    "\"a\" prio=5 tid=1 Native",
    "  native: #00 pc 01  /a",
    "  at a.b.c(d:1)",
    "Subject: a",
    "\"a\" sysTid=1",
    "----- pid 1 at",
    "  ComposedException 1 :",
    "|-- a.B: c",
    "[CIRCULAR REFERENCE: a.B]",
    "*** *** ***",
    "(0x1a0c3e0ac 0x1994a1b24)",
    "# pg_map_id: 0f1e2d3",
    "r8-map-id-0f1e2d3",
    "Bad state: a",
    "#0      a.b (package:a/b.dart:1:2)",
    "#00 abs 01 virt 02 a+0x1",
    "build_id: '00112233445566778899aabbccddeeff'",
    "isolate_dso_base: 01, vm_dso_base: 01",
    "os: ios arch: arm64",
    "The following A was thrown b:",
    "TypeError: a, stack:",
    "    at a (address at b.bundle:1:2)",
    "a@1:2",
    "//# debugId=0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0",
    "----- end",
    "\n",
    "\r\n",
    " ",
    "ü",
    "\u{0}",
    "\u{feff}",
];

/// Keys and wire types that the binary tombstone has, and some that it has not.
const TAGS: &[u8] = &[
    0x08, 0x12, 0x1a, 0x22, 0x30, 0x42, 0x52, 0x72, 0x0d, 0x09, 0x0b,
];

fn bounded(trace: &Trace) -> bool {
    trace.exceptions.len() <= 16
        && trace.threads.len() <= 128
        && trace.images.len() <= 512
        && trace
            .exceptions
            .iter()
            .all(|exception| exception.frames.len() <= 512)
        && trace
            .threads
            .iter()
            .all(|thread| thread.frames.len() <= 512)
}

fn answered(bytes: &[u8]) {
    for source in SOURCES {
        if let Ok(trace) = parse(source, bytes) {
            assert!(bounded(&trace), "{source:?} keeps too much");
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        answered(&bytes);
    }

    #[test]
    fn any_order_of_familiar_pieces_is_answered(
        pieces in prop::collection::vec((prop::sample::select(PIECES), any::<bool>()), 0..400),
    ) {
        let text: String = pieces
            .into_iter()
            .map(|(piece, line)| format!("{piece}{}", if line { "\n" } else { "" }))
            .collect();
        answered(text.as_bytes());
    }

    #[test]
    fn any_nesting_of_fields_is_answered(fields in prop::collection::vec(
        (prop::sample::select(TAGS), any::<u8>(), prop::collection::vec(any::<u8>(), 0..20)), 0..60,
    )) {
        let mut bytes = vec![0x08, 0x01, 0x82, 0x01, 0xff, 0x01];
        for (tag, length, content) in fields {
            bytes.extend([tag, length % 24]);
            bytes.extend(content);
        }
        answered(&bytes);
        answered(&bytes[2..]);
    }
}
