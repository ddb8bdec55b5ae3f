//! What Dart, Flutter and the engines of React Native print.

use super::shown::*;
use super::*;

fn dart(text: &str) -> Trace {
    read(Source::Dart, text.as_bytes())
}

fn script(text: &str) -> Trace {
    read(Source::JavaScript, text.as_bytes())
}

#[test]
fn a_dart_error_keeps_its_calls_by_name() {
    let trace = dart(
        "Unhandled exception:\nBad state: no rota for anna.keller@example.org\n\
         #0      Rota.owner (package:oncall/src/rota.dart:41:7)\n\
         #1      _AlertPageState.build.<anonymous closure> (package:oncall/alert_page.dart:12)\n\
         <asynchronous suspension>\n\
         #2      _rootRunUnary (dart:async/zone.dart:1538:47)\n\
         (elided 2 frames from dart:async)\n",
    );
    assert_eq!(
        kinds(&trace),
        [("StateError", "no rota for anna.keller@example.org")]
    );
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "Rota.owner | - | package:oncall/src/rota.dart:41:7 | -",
            "_AlertPageState.build.<anonymous closure> | - | package:oncall/alert_page.dart:12 | -",
            "_rootRunUnary | - | dart:async/zone.dart:1538:47 | -",
        ]
    );
}

#[test]
fn a_dart_error_is_named_by_its_type() {
    for (message, kind) in [
        (
            "type 'Null' is not a subtype of type 'String'",
            ("TypeError", "type 'Null' is not a subtype of type 'String'"),
        ),
        (
            "FormatException: Unexpected end (at character 1)",
            ("FormatException", "Unexpected end (at character 1)"),
        ),
        (
            "Null check operator used on a null value",
            ("TypeError", "Null check operator used on a null value"),
        ),
        ("Instance of 'NoRota'", ("NoRota", "")),
        (
            "E/flutter (2041): [ERROR:flutter/runtime/dart_vm_initializer.cc(41)] Unhandled Exception: _Refused: twice",
            ("Error", "_Refused: twice"),
        ),
        (
            "PlatformException(closed, no rota, null, null)",
            (
                "PlatformException",
                "PlatformException(closed, no rota, null, null)",
            ),
        ),
        (
            "'package:oncall/rota.dart': Failed assertion: line 3 pos 4: 'a != b': is not true.",
            (
                "AssertionError",
                "'package:oncall/rota.dart': Failed assertion: line 3 pos 4: 'a != b': is not true.",
            ),
        ),
        ("gone", ("Error", "gone")),
    ] {
        let trace = dart(&format!(
            "{message}\n#0      main (package:oncall/main.dart:3:1)\n"
        ));
        assert_eq!(kinds(&trace), [kind], "{message}");
    }
}

#[test]
fn flutters_frame_around_an_error_is_no_message() {
    let trace = dart(
        "══╡ EXCEPTION CAUGHT BY WIDGETS LIBRARY ╞══════════════════\n\
         The following _TypeError was thrown building AlertPage(dirty, state:\n_AlertPageState#5c1d2):\n\
         Null check operator used on a null value\n\n\
         The relevant error-causing widget was:\n  AlertPage AlertPage:file:///home/annakeller/lib/main.dart:12:20\n\n\
         When the exception was thrown, this was the stack:\n\
         #0      AlertPage.build (package:oncall/alert_page.dart:31:14)\n\
         ════════════════════════════════════\n",
    );
    assert_eq!(
        kinds(&trace),
        [("_TypeError", "Null check operator used on a null value")]
    );
    assert_eq!(trace.exceptions[0].frames.len(), 1);
    assert!(!format!("{trace:?}").contains("annakeller"));
}

#[test]
fn a_short_dart_stack_is_read() {
    let trace = dart(
        "StateError: gone\n\
         package:oncall/src/rota.dart 41:7    Rota.owner\n\
         dart:async                           _rootRun\n\
         ===== asynchronous gap ===========================\n\
         package:oncall/main.dart 9           main.<fn>\n",
    );
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "Rota.owner | - | package:oncall/src/rota.dart:41:7 | -",
            "_rootRun | - | dart:async:- | -",
            "main.<fn> | - | package:oncall/main.dart:9 | -",
        ]
    );
}

const OBFUSCATED: &str = "Warning: This VM has been configured to produce stack traces that violate the Dart standard.\n\
    *** *** *** *** *** *** *** *** *** *** *** *** *** *** *** ***\n\
    pid: 20417, tid: 519691251712, name 1.ui\n\
    os: android arch: arm64 comp: yes sim: no\n\
    build_id: '0f1e2d3c4b5a69788796a5b4c3d2e1f0'\n\
    isolate_dso_base: 7b1b4d3000, vm_dso_base: 7b1b4d3000\n\
    isolate_instructions: 7b1b5ed000, vm_instructions: 7b1b5d9000\n\
    \x20   #00 abs 0000007b1b7a2e8f virt 00000000002cfe8f _kDartIsolateSnapshotInstructions+0x1b5e8f\n\
    <asynchronous suspension>\n\
    \x20   #01 abs 0000007b1b7a1c04 virt 00000000002cec04 _kDartIsolateSnapshotInstructions+0x1b4c04\n";

#[test]
fn obfuscated_dart_calls_keep_addresses_and_build_id() {
    let trace = dart(&format!("Instance of 'aB'\n{OBFUSCATED}"));
    assert_eq!(kinds(&trace), [("aB", "")]);
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "- | libapp.so | -:- | 7b1b7a2e8f",
            "- | libapp.so | -:- | 7b1b7a1c04"
        ]
    );
    let id = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    assert_eq!(images(&trace), [("libapp.so", id, Some(0x7b_1b4d_3000))]);
    assert_eq!(threads(&trace), [("1.ui", "", true, 0)]);
    assert!(!format!("{trace:?}").contains("519691251712"));
}

#[test]
fn unplaced_dart_calls_keep_their_offsets() {
    let unplaced = OBFUSCATED
        .replace(
            "isolate_dso_base: 7b1b4d3000, vm_dso_base: 7b1b4d3000\n",
            "",
        )
        .replace("os: android", "os: ios");
    let trace = dart(&unplaced);
    let frame = &trace.exceptions[0].frames[0];
    assert_eq!((frame.address, frame.offset), (None, Some(0x2c_fe8f)));
    let id = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
    assert_eq!(images(&trace), [("App", id, None)]);
}

#[test]
fn a_script_error_keeps_bundle_line_and_column() {
    let trace = script(
        "TypeError: Cannot read property 'owner' of undefined\nfor anna.keller@example.org\n\
         \x20   at loadRota (index.android.bundle:12:84733)\n\
         \x20   at async Alert.show (/data/user/0/com.example.oncall/files/~~q1W2/index.android.bundle:1:9120)\n\
         \x20   at anonymous (http://192.0.2.44:8081/index.bundle//&platform=android&dev=true:7:31)\n\
         \x20   at forEach (native)\n\
         \x20   at src/screens/Rota.tsx:41:9\n",
    );
    let value = "Cannot read property 'owner' of undefined\nfor anna.keller@example.org";
    assert_eq!(kinds(&trace), [("TypeError", value)]);
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "loadRota | - | index.android.bundle:12:84733 | -",
            "Alert.show | - | index.android.bundle:1:9120 | -",
            "anonymous | - | index.bundle:7:31 | -",
            "forEach | - | [native code]:- | -",
            "- | - | src/screens/Rota.tsx:41:9 | -",
        ]
    );
    assert!(!format!("{trace:?}").contains("192.0.2"));
}

#[test]
fn hermes_bytecode_keeps_its_offsets_and_source_map() {
    let trace = script(
        "//# debugId=0F1E2D3C-4b5a-6978-8796-a5b4c3d2e1f0\n\
         Error: no rota, js engine: hermes\n\
         \x20   at loadRota (address at index.android.bundle:1:456789)\n\
         \x20   at anonymous (address at /InternalBytecode.js:1:1234)\n",
    );
    assert_eq!(kinds(&trace), [("Error", "no rota")]);
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "loadRota | - | index.android.bundle:1 | 6f855",
            "anonymous | - | InternalBytecode.js:1 | 4d2"
        ]
    );
    let id = "0F1E2D3C-4b5a-6978-8796-a5b4c3d2e1f0";
    assert_eq!(images(&trace), [("index.android.bundle", id, None)]);
}

#[test]
fn javascriptcore_and_causes_are_read_too() {
    let trace = script(
        "ReferenceError: Can't find variable: rota\n\
         load@main.jsbundle:12:3\n\
         [native code]\n\
         global code@file:///var/containers/Bundle/Application/5A6B7C8D/OnCall.app/main.jsbundle:1:70\n\
         Caused by: Error: closed\n\
         @main.jsbundle:3:1\n",
    );
    assert_eq!(
        kinds(&trace),
        [
            ("Error", "closed"),
            ("ReferenceError", "Can't find variable: rota")
        ]
    );
    assert_eq!(
        shown(&trace.exceptions[1].frames),
        [
            "load | - | main.jsbundle:12:3 | -",
            "global code | - | main.jsbundle:1:70 | -"
        ]
    );
}

#[test]
fn a_browsers_error_keeps_type_waits_and_causes() {
    let trace = script(
        "Uncaught (in promise) RangeError: too deep\n\
         \x20   at async Promise.all (index 2)\n\
         \x20   at eval (eval at boot (app.js:9:1), <anonymous>:1:7)\n\
         \x20   at run (app.js:40:2) {\n\
         \x20 code: 'anna.keller@example.org',\n\
         \x20 [cause]: Error: no tide\n\
         \x20     at read (app.js:7:8) {\n\
         \x20   status: 4\n  }\n}\n",
    );
    assert_eq!(
        kinds(&trace),
        [("Error", "no tide"), ("RangeError", "too deep")]
    );
    assert_eq!(
        shown(&trace.exceptions[1].frames),
        [
            "Promise.all | - | [native code]:- | -",
            "eval | - | app.js:9:1 | -",
            "run | - | app.js:40:2 | -",
        ]
    );
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        ["read | - | app.js:7:8 | -"]
    );
    assert!(!format!("{trace:?}").contains("anna"));
}

#[test]
fn what_unwinders_do_not_know_stays_unnamed() {
    let trace = read(
        Source::Tombstone,
        b"signal 11 (SIGSEGV), code 1 (SEGV_MAPERR), fault addr 0x0\nbacktrace:\n\
          \x20     #00 pc 0000000000012f40  /system/lib64/libtide.so (???) (BuildId: 0a1b)\n\
          \x20     #01 pc 0000000000000000  <unknown>\n",
    );
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        ["- | libtide.so | -:- | 12f40", "- | - | -:- | 0"]
    );
    let trace = read(
        Source::NsException,
        b"*** Terminating app due to uncaught exception 'NSGenericException', reason: 'no'\n\
          *** First throw call stack:\n(\n\
          \t0   Tide                                0x0000000104f2a1b4 load + 120\n\
          \t1   ???                                 0x0000000104f2b000 0x0 + 4378046464\n)\n",
    );
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        ["load | Tide | -:- | 104f2a1b4", "- | - | -:- | 104f2b000"]
    );
    let trace = read(
        Source::NsException,
        b"*** Terminating app due to uncaught exception 'NSGenericException', reason: 'no'\n\
          *** First throw call stack:\n(\n\
          \t0   Tide                                0x0000000104f2a1b4 Tide + 50384\n)\n",
    );
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        ["- | Tide | -:- | 104f2a1b4"]
    );
}

#[test]
fn calls_into_play_services_are_calls() {
    let trace = read(
        Source::Jvm,
        b"java.lang.SecurityException: no\n\
          \tat m.ab.c(:com.google.android.gms@244433038@24.44.33 (190400-693941378):12)\n\
          \tat com.example.Tide.load(Tide.kt:9)\n",
    );
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "c | m.ab | com.google.android.gms@244433038@24.44.33 (190400-693941378):12 | -",
            "load | com.example.Tide | Tide.kt:9 | -",
        ]
    );
}

/// A frame's function is not scrubbed, so no line of a message may become one.
#[test]
fn no_line_of_a_message_becomes_a_call() {
    for (source, text) in [
        (
            Source::JavaScript,
            "Error: asked\nanna.keller@example.org:80:1\nat 12:30:45\nat noon, by anna@desk:3\n",
        ),
        (
            Source::Dart,
            "Bad state: asked\n#1 Anna Keller (caller)\n#2 Anna Keller\npackage of  Anna\n",
        ),
    ] {
        let trace = read(source, text.as_bytes());
        assert!(trace.exceptions[0].frames.is_empty(), "{trace:?}");
        assert!(trace.exceptions[0].value.contains("nna"), "{trace:?}");
    }
    for source in [Source::JavaScript, Source::Dart] {
        assert_eq!(
            parse(source, b"nothing that is an error\n"),
            Err(CrashRefusal::Empty)
        );
    }
}

#[test]
fn a_call_without_a_name_is_its_place_alone() {
    let trace = script(
        "Error: no rota at\nhttp://kite.example/rota.js:1:1\n\
         onPress@http://10.0.2.2:8081/index.bundle?platform=ios&dev=false:120:17\n\
         http://10.0.2.2:8081/index.bundle?platform=ios:9:2\n",
    );
    assert_eq!(
        kinds(&trace),
        [("Error", "no rota at\nhttp://kite.example/rota.js:1:1")]
    );
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "onPress | - | index.bundle:120:17 | -",
            "- | - | index.bundle:9:2 | -",
        ]
    );
}
