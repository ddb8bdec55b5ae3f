//! What is read from panics, exceptions and Apple's reports.

use super::shown::*;
use super::*;

#[test]
fn a_rust_panic_keeps_inlined_frames() {
    let trace = read(Source::Rust, RUST);
    assert_eq!(
        kinds(&trace),
        [(
            "panic",
            "two rotas claim anna.keller@example.org\nand neither is newer"
        )]
    );
    assert_eq!(threads(&trace), [("sync worker 3", "", true, 0)]);
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "rust_begin_unwind | - | /rustc/0123456789abcdef0123456789abcdef01234567/library/std/src/panicking.rs:697 | 55d0c1a20f10",
            "core::panicking::panic_fmt | core::panicking | /rustc/0123456789abcdef0123456789abcdef01234567/library/core/src/panicking.rs:75 | 55d0c19f7e42",
            "oncall::sync::merge::newer | oncall::sync::merge | C:\\Users\\annakeller\\oncall\\src\\sync\\merge.rs:88 | 55d0c18b3a07",
            "oncall::sync::merge::merge | oncall::sync::merge | /home/annakeller/oncall/src/sync/merge.rs:61 | 55d0c18b3a07",
            "<oncall::sync::Worker as oncall::Task>::run | - | /home/annakeller/oncall/src/sync/mod.rs:140 | 55d0c18b1c55",
            "- | - | -:- | 55d0c17f0021",
            "start_thread | - | -:- | 7f3a9be2c11a",
        ]
    );
}

#[test]
fn an_old_panic_parts_from_its_place() {
    let trace = read(Source::Rust, RUST_OLD);
    let value = "called `Option::unwrap()` on a `None` value, caller +49 30 23125 118";
    assert_eq!(kinds(&trace), [("panic", value)]);
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "rust_begin_unwind | - | /rustc/89abcdef/library/std/src/panicking.rs:584 | -",
            "core::option::Option<T>::unwrap | core::option | /rustc/89abcdef/library/core/src/option.rs:775 | -",
            "app::queue::Queue::take::{{closure}} | app::queue::Queue | ./app/src/queue.rs:31 | -",
        ]
    );
}

#[test]
fn a_panic_without_backtrace_names_its_place() {
    for text in [
        "thread 'main' panicked at src/a.rs:1:2:\nno rota",
        "thread 'main' panicked at 'no rota', src/a.rs:1:2",
    ] {
        let trace = read(Source::Rust, text.as_bytes());
        assert_eq!(kinds(&trace), [("panic", "no rota")]);
        assert_eq!(
            shown(&trace.exceptions[0].frames),
            ["- | - | src/a.rs:1 | -"]
        );
    }
}

#[test]
fn jvm_causes_come_first_with_whole_messages() {
    let trace = read(Source::Jvm, JVM);
    assert_eq!(
        kinds(&trace),
        [
            ("com.example.oncall.NoRota", "none for +49 30 23125 118"),
            ("java.lang.InterruptedException", ""),
            ("java.io.IOException", "stream was closed"),
            (
                "java.lang.RuntimeException",
                "cannot load rota: asked by anna.keller@example.org\n for 'team: north'\n at the second try"
            ),
        ]
    );
    assert_eq!(threads(&trace), [("rota sync", "", true, 0)]);
    let all: Vec<_> = trace.exceptions.iter().map(|e| shown(&e.frames)).collect();
    assert_eq!(
        all,
        [
            vec![
                "<init> | com.example.oncall.Rota | Rota.kt:12 | -",
                "of | com.example.oncall.Rota$Companion | Unknown Source:6 | -",
                "main | com.example.oncall.Main | Main.kt:- | -",
            ],
            vec!["wait | java.lang.Object | Native Method:- | -"],
            vec!["close | com.example.oncall.Cache | Cache.kt:19 | -"],
            vec![
                "load | com.example.oncall.Rota | Rota.kt:41 | -",
                "access$load | com.example.oncall.Rota | Rota.kt:- | -",
                "run | java.lang.Thread | Thread.java:1012 | -",
            ],
        ]
    );
}

#[test]
fn obfuscated_jvm_calls_keep_what_mappings_need() {
    let trace = read(Source::Jvm, JVM_OBFUSCATED);
    assert_eq!(kinds(&trace), [("b0.e", ""), ("a.b.c", "no value")]);
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        ["a | b0.d | SourceFile:77 | -"]
    );
    assert_eq!(
        shown(&trace.exceptions[1].frames),
        [
            "b | a.a | Unknown Source:12 | -",
            "run | a.c | SourceFile:3 | -",
            "handleCallback | android.os.Handler | Handler.java:959 | -",
        ]
    );
}

#[test]
fn an_nsexception_keeps_its_reason_and_its_symbols() {
    let trace = read(Source::NsException, NSEXCEPTION);
    let reason = "-[__NSCFString rota]: unrecognized selector\nsent for anna.keller@example.org";
    assert_eq!(kinds(&trace), [("NSInvalidArgumentException", reason)]);
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "__exceptionPreprocess | CoreFoundation | -:- | 1a0c3e0ac",
            "objc_exception_throw | libobjc.A.dylib | -:- | 1994a1b24",
            "$s6OnCall4RotaC5owner2atSSSg10Foundation4DateV_tF | On Call | -:- | 104a51e2c",
            "-[RotaView reload] | On Call | RotaView.m:88 | 104a4f010",
            "- | UIKitCore | -:- | 1a31f0c84",
            "start | dyld | -:- | 1c8a1ad44",
        ]
    );
    assert_eq!(images(&trace), [("UIKitCore", "-", Some(0x1_a2e7_c000))]);
}

#[test]
fn a_swift_message_keeps_place_and_symbols() {
    let trace = read(Source::NsException, SWIFT);
    let value = "OnCall/Rota.swift:88: Fatal error: Index out of range for anna.keller@example.org";
    assert_eq!(kinds(&trace), [("Fatal error", value)]);
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "_swift_stdlib_reportFatalErrorInFile | libswiftCore.dylib | -:- | 1a5d0f2f8",
            "Rota.owner(at:) | OnCall | -:- | 104a51e2c",
            "closure #1 in RotaView.reload() | OnCall | -:- | 104a4f010",
        ]
    );
}

#[test]
fn an_apple_report_keeps_throw_signal_and_images() {
    let trace = read(Source::NsException, REPORT);
    assert_eq!(
        kinds(&trace),
        [
            (
                "NSRangeException",
                "beyond the last rota of anna.keller@example.org"
            ),
            ("EXC_CRASH (SIGABRT)", "")
        ]
    );
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "__exceptionPreprocess | CoreFoundation | -:- | 1a0c3e0ac",
            "Rota.owner(at:) | On Call | Rota.swift:88 | 104a51e2c",
        ]
    );
    assert_eq!(
        shown(&trace.exceptions[1].frames),
        [
            "__pthread_kill | libsystem_kernel.dylib | -:- | 1e2f5a0dc",
            "abort | libsystem_c.dylib | -:- | 1a8b71c40"
        ]
    );
    assert_eq!(
        threads(&trace),
        [
            ("Dispatch queue: com.apple.main-thread", "", false, 2),
            ("sync of Anna", "", true, 0)
        ]
    );
    assert_eq!(
        shown(&trace.threads[0].frames),
        [
            "mach_msg2_trap | libsystem_kernel.dylib | -:- | 1e2f4d178",
            "- | On Call | -:- | 104a4c000"
        ]
    );
    assert_eq!(
        images(&trace),
        [
            (
                "On Call",
                "a1b2c3d4e5f60718293a4b5c6d7e8f90",
                Some(0x1_04a3_c000)
            ),
            (
                "CoreFoundation",
                "00AA11BB-22CC-33DD-44EE-55FF66007788",
                Some(0x1_a0bb_e000)
            ),
        ]
    );
}

#[test]
fn each_metrickit_call_has_uuid_and_load_address() {
    let trace = read(Source::MetricKit, METRICKIT);
    let value = "Namespace SIGNAL, Code 5, sent for anna.keller@example.org";
    assert_eq!(kinds(&trace), [("EXC_BREAKPOINT (SIGTRAP)", value)]);
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "- | OnCall | -:- | 104a51e2c",
            "- | OnCall | -:- | 104a4f010",
            "- | CoreFoundation | -:- | 1a0c3e0ac",
        ]
    );
    assert_eq!(threads(&trace), [("", "", true, 0), ("", "", false, 1)]);
    assert_eq!(
        images(&trace),
        [
            (
                "OnCall",
                "A1B2C3D4-E5F6-0718-293A-4B5C6D7E8F90",
                Some(0x1_04a3_c000)
            ),
            (
                "CoreFoundation",
                "00AA11BB-22CC-33DD-44EE-55FF66007788",
                Some(0x1_a0bb_e000)
            ),
            (
                "libsystem_kernel.dylib",
                "11111111-2222-3333-4444-555555555555",
                Some(0x1_04a3_c000)
            ),
        ]
    );
}

#[test]
fn metrickit_gives_an_objective_c_reason() {
    let json = br#"{"diagnosticMetaData": {"signal": 6, "exceptionType": 10, "objectiveCexceptionReason":
        {"composedMessage": "no rota \u00fc", "exceptionType": "NSRangeException", "arguments": ["secret"]}}}"#;
    assert_eq!(
        kinds(&read(Source::MetricKit, json)),
        [("NSRangeException", "no rota ü")]
    );
}
