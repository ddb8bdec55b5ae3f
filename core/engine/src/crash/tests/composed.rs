//! Exceptions that hold others, and reports of another kind inside an exception.

use super::shown::*;
use super::*;

fn jvm(text: &str) -> Trace {
    read(Source::Jvm, text.as_bytes())
}

#[test]
fn each_composed_exception_keeps_its_own_frames() {
    let trace = jvm(
        "io.reactivex.rxjava3.exceptions.CompositeException: 2 exceptions occurred. \n\
         \tat io.reactivex.rxjava3.internal.Merge.subscribe(Merge.java:41)\n\
         \x20 ComposedException 1 :\n\
         \tjava.net.SocketTimeoutException: no answer for\n\
         anna.keller@example.org\n\
         \t\tat com.example.oncall.Alerts.fetch(Alerts.kt:17)\n\
         \tCaused by: java.io.EOFException\n\
         \t\tat com.example.oncall.Wire.read(Wire.kt:9)\n\
         \x20 ComposedException 2 :\n\
         \tk3.b: x\n\
         \t\tat k3.c.a(SourceFile:2)\n",
    );
    assert_eq!(
        kinds(&trace),
        [
            ("k3.b", "x"),
            ("java.io.EOFException", ""),
            (
                "java.net.SocketTimeoutException",
                "no answer for\nanna.keller@example.org"
            ),
            (
                "io.reactivex.rxjava3.exceptions.CompositeException",
                "2 exceptions occurred."
            ),
        ]
    );
    let calls: Vec<_> = trace
        .exceptions
        .iter()
        .map(|one| one.frames.len())
        .collect();
    assert_eq!(calls, [1, 1, 1, 1]);
}

#[test]
fn an_overview_of_exceptions_names_each_once() {
    let trace = jvm("rx.exceptions.CompositeException: 2 exceptions occurred.\n\
         \tat rx.Observable.merge(Observable.java:3)\n\
         Caused by: rx.exceptions.CompositeException$ExceptionOverview: Multiple exceptions (2)\n\
         |-- java.io.IOException: shut\n\
         \x20   at com.example.oncall.Door.close(Door.kt:5)\n\
         \x20 |-- java.lang.InterruptedException: null\n\
         \x20     at java.lang.Object.wait(Object.java)\n\
         |-- (cause not expanded again) java.io.IOException: shut\n");
    let types: Vec<&str> = trace.exceptions.iter().map(|one| one.ty.as_str()).collect();
    assert_eq!(
        types,
        [
            "java.lang.InterruptedException",
            "java.io.IOException",
            "rx.exceptions.CompositeException$ExceptionOverview",
            "rx.exceptions.CompositeException",
        ]
    );
    assert_eq!(
        shown(&trace.exceptions[1].frames),
        ["close | com.example.oncall.Door | Door.kt:5 | -"]
    );
}

#[test]
fn an_inner_exception_under_any_label_is_one() {
    let trace = jvm("bolts.AggregateException: There were multiple errors.\n\
         \tat bolts.Task.whenAll(Task.java:5)\n\
         \n\
         \x20 Inner throwable #0: java.lang.IllegalStateException: gone\n\
         \tat com.example.oncall.Rota.next(Rota.kt:8)\n\
         Wrapped by: com.example.oncall.SyncFailed: twice\n\
         \tat com.example.oncall.Sync.run(Sync.kt:30)\n\
         \t... 4 common frames omitted\n");
    assert_eq!(
        kinds(&trace),
        [
            ("com.example.oncall.SyncFailed", "twice"),
            ("java.lang.IllegalStateException", "gone"),
            ("bolts.AggregateException", "There were multiple errors."),
        ]
    );
}

#[test]
fn a_log_between_frames_begins_no_exception() {
    let trace = jvm("java.lang.IllegalStateException: gone\n\
         \tat com.example.oncall.Rota.next(Rota.kt:8)\n\
         03-11 02:14:07.000 W/Sync: retry for anna.keller@example.org\n\
         \tat com.example.oncall.Rota.show(Rota.kt:30)\n\
         java.io.IOException: only told by a log\n");
    assert_eq!(kinds(&trace), [("java.lang.IllegalStateException", "gone")]);
    assert_eq!(trace.exceptions[0].frames.len(), 2);
}

#[test]
fn a_message_may_speak_of_causes() {
    let trace = jvm("java.lang.IllegalStateException: two rules failed\n\
         Caused by: a rota without an owner\n\
         \tat com.example.oncall.Rota.next(Rota.kt:8)\n");
    let value = "two rules failed\nCaused by: a rota without an owner";
    assert_eq!(kinds(&trace), [("java.lang.IllegalStateException", value)]);
}

#[test]
fn a_circular_reference_is_no_exception() {
    for note in [
        "Caused by: [CIRCULAR REFERENCE: a.b.Outer: gone]\n",
        "Caused by: [CIRCULAR REFERENCE:a.b.Outer: gone\n in two lines]\n",
        "\t[CIRCULAR REFERENCE:a.b.Outer: gone]\n",
        "\tSuppressed: [CIRCULAR REFERENCE:a.b.Outer: gone]\n\t... 2 more\n",
    ] {
        let trace = jvm(&format!(
            "a.b.Outer: gone\n\tat a.b.C.d(C.kt:1)\nCaused by: a.b.Inner: shut\n\tat a.b.C.e(C.kt:2)\n{note}"
        ));
        assert_eq!(
            kinds(&trace),
            [("a.b.Inner", "shut"), ("a.b.Outer", "gone")],
            "{note}"
        );
    }
    // An exception without frames of its own whose note follows its message.
    let trace = jvm("a.b.Outer: gone\n\t[CIRCULAR REFERENCE:a.b.Outer: gone]\n");
    assert_eq!(kinds(&trace), [("a.b.Outer", "gone")]);
}

#[test]
fn r8s_mapping_is_known_by_its_id() {
    let id = "0f1e2d3c4b5a69788796a5b4c3d2e1f00123456789abcdef0123456789abcdef";
    let trace = jvm(&format!(
        "q.w: no\n\tat q.e.r(r8-map-id-{id}:4)\n\tat q.t.y(r8-map-id-{id}:9)\n"
    ));
    assert_eq!(images(&trace), [("mapping.txt", id, None)]);
    let handed = "# pg_map_id: 0f1e2d3\nq.w: no\n\tat q.e.r(SourceFile:4)\n";
    assert_eq!(images(&jvm(handed)), [("mapping.txt", "0f1e2d3", None)]);
    assert!(images(&jvm("q.w: no\n\tat q.e.r(r8-map-id-none:4)\n")).is_empty());
}

const UNITY: &str = "java.lang.Error: *** *** *** *** *** *** *** *** *** *** *** *** *** *** *** ***\n\
    Version '6000.0.31f1 (0a1b2c3d4e5f)', Build type 'Release', Scripting Backend 'il2cpp', CPU 'arm64-v8a'\n\
    Build fingerprint: 'example/oak/oak:15/AP4A/1:user/release-keys'\n\
    pid: 20417, tid: 20433, name: UnityMain  >>> com.example.oncall <<<\n\
    uid: 10234\n\
    signal 6 (SIGABRT), code -6 (SI_TKILL), fault addr --------\n\
    \x20   x0  616e6e612e6b656c  x1  0000006f2f6b6010\n\
    \n\
    backtrace:\n\
    \x20     #00 pc 000a1f48  /apex/com.android.runtime/lib64/bionic/libc.so (abort+164) (BuildId: 0123456789abcdef0123456789abcdef)\n\
    \x20     #01 pc 00d1092c  /data/app/~~q1W2==/com.example.oncall-e3==/lib/arm64/libil2cpp.so (BuildId: 89abcdef0123456789abcdef0123456789abcdef)\n\
    \n\
    \tat libc.abort(abort:164)\n\
    \tat libil2cpp.0xd1092c(Native Method)\n\
    \tat com.example.oncall.GameActivity.step(GameActivity.java:12)\n";

#[test]
fn a_native_crash_in_an_error_is_read() {
    let trace = jvm(UNITY);
    assert_eq!(kinds(&trace), [("SIGABRT", "SI_TKILL")]);
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "abort | libc.so | -:- | a1f48",
            "- | libil2cpp.so | -:- | d1092c"
        ]
    );
    assert_eq!(threads(&trace), [("UnityMain", "", true, 1)]);
    assert_eq!(trace.images.len(), 2);
    let all = format!("{trace:?}");
    for out in ["616e6e61", "oak", "10234", "q1W2"] {
        assert!(!all.contains(out), "{out}: {all}");
    }
}

#[test]
fn a_native_crash_without_backtrace_keeps_libraries() {
    let text = "java.lang.Error: signal 11 (SIGSEGV), code 1 (SEGV_MAPERR), fault addr 00000004\n\
        Build fingerprint: 'example/oak/oak:15/AP4A/1:user/release-keys'\n\
        pid: 20417, tid: 20433, name: UnityMain  >>> com.example.oncall <<<\n\
        \x20   r0 616e6e61  r1 00000000\n\
        \tat libunity.0x146297(Native Method)\n\
        \tat libil2cpp.Rota_Load(Native Method)\n";
    let trace = jvm(text);
    assert_eq!(kinds(&trace), [("SIGSEGV", "SEGV_MAPERR")]);
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "- | libunity.so | -:- | 146297",
            "Rota_Load | libil2cpp.so | -:- | -"
        ]
    );
    assert!(!format!("{trace:?}").contains("616e6e61"));
}

#[test]
fn a_message_may_name_a_signal() {
    let value = "worker ended by signal 9 (SIGKILL)";
    let trace = jvm(&format!("java.lang.Error: {value}\n\tat a.b.C.d(C.kt:1)\n"));
    assert_eq!(kinds(&trace), [("java.lang.Error", value)]);
}

#[test]
fn a_script_error_causes_what_reported_it() {
    let trace = jvm(
        "com.facebook.react.common.JavascriptException: TypeError: undefined is not a function, js engine: hermes, stack:\n\
         acknowledge@1:84733\n\
         <unknown>@1:9120\n\
         \n\
         \tat com.facebook.react.modules.core.ExceptionsManagerModule.reportException(ExceptionsManagerModule.java:72)\n",
    );
    assert_eq!(
        kinds(&trace),
        [
            ("TypeError", "undefined is not a function"),
            ("com.facebook.react.common.JavascriptException", "")
        ]
    );
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        ["acknowledge | - | -:1 | 14afd", "- | - | -:1 | 23a0"]
    );
    let apple = read(
        Source::NsException,
        b"*** Terminating app due to uncaught exception 'RCTFatalException: Unhandled JS Exception: Error: no rota', \
          reason: 'Unhandled JS Exception: Error: no rota, stack:\nload@12:3\nglobal code@main.jsbundle:1:70\n'\n\
          *** First throw call stack:\n(0x1a0c3e0ac 0x104a51e2c)\n",
    );
    assert_eq!(kinds(&apple)[0], ("Error", "no rota"));
    assert_eq!(
        shown(&apple.exceptions[0].frames),
        [
            "load | - | -:12:4 | -",
            "global code | - | main.jsbundle:1:70 | -"
        ]
    );
    assert_eq!(apple.exceptions[1].frames.len(), 2);
}

#[test]
fn every_bare_address_is_a_call() {
    let apple = "*** Terminating app due to uncaught exception 'NSRangeException', reason: 'beyond'\n\
        *** First throw call stack:\n\
        (0x1a0c3e0ac 0x1994a1b24 0x104a51e2c 0x104a4f010)\n\
        libc++abi: terminating\n\
        Binary Images:\n\
        0x104a3c000 - 0x104c1bfff OnCall arm64 <a1b2c3d4e5f60718293a4b5c6d7e8f90> /private/var/containers/OnCall\n\
        0x200000000 - 0x20001bfff Never arm64 <00b2c3d4e5f60718293a4b5c6d7e8f90> /usr/lib/Never\n";
    let trace = read(Source::NsException, apple.as_bytes());
    assert_eq!(kinds(&trace), [("NSRangeException", "beyond")]);
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "- | - | -:- | 1a0c3e0ac",
            "- | - | -:- | 1994a1b24",
            "- | OnCall | -:- | 104a51e2c",
            "- | OnCall | -:- | 104a4f010",
        ]
    );
    assert_eq!(
        images(&trace),
        [(
            "OnCall",
            "a1b2c3d4e5f60718293a4b5c6d7e8f90",
            Some(0x1_04a3_c000)
        )]
    );
    for (source, text) in [
        (
            Source::Rust,
            "thread 'main' panicked at src/a.rs:1:2:\nno rota\nstack backtrace:\n   0:     0x55d0c1a20f10\n   1:     0x55d0c19f7e42\n",
        ),
        (
            Source::Tombstone,
            "signal 11 (SIGSEGV), code 1 (SEGV_MAPERR), fault addr 0x0\nbacktrace:\n  #00 0x7b1b4d3000\n  #01 0x7b1b4d4000\n",
        ),
    ] {
        let trace = read(source, text.as_bytes());
        let frames = &trace.exceptions[0].frames;
        assert_eq!(frames.len(), 2, "{source:?}: {trace:?}");
        assert!(
            frames
                .iter()
                .all(|frame| frame.address.is_some() && frame.function.is_none())
        );
    }
}

#[test]
fn calls_that_rust_left_out_are_none() {
    let trace = read(
        Source::Rust,
        b"thread 'main' panicked at src/rota.rs:4:9:\nno rota\nstack backtrace:\n\
          \x20  0: oncall::rota::owner\n\
          \x20            at ./src/rota.rs:4:9\n\
          \x20     [... omitted 3 frames ...]\n\
          \x20  4: oncall::main\n\
          \x20            at ./src/main.rs:20:5\n\
          \x20     [... omitted 1 frame ...]\n\
          note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.\n",
    );
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "oncall::rota::owner | oncall::rota | ./src/rota.rs:4 | -",
            "oncall::main | oncall | ./src/main.rs:20 | -",
        ]
    );
}
