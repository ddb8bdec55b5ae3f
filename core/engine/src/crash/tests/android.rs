//! What is read from tombstones and ANR traces.

use super::binary::binary_tombstone;
use super::shown::*;
use super::*;

#[test]
fn a_tombstone_keeps_signal_message_and_backtraces() {
    let trace = read(Source::Tombstone, TOMBSTONE);
    assert_eq!(
        kinds(&trace),
        [("SIGABRT", "rota of anna.keller@example.org\nis empty")]
    );
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "abort | libc.so | -:- | 52b14",
            "oncall::Rota::owner(oncall::Date const&, std::function<void (int)>) | base.apk!liboncall.so | -:- | 1f3c88",
            "- | liboncall.so | -:- | 11aa0",
            "com.example.oncall.Rota.load | anon:dalvik-classes.dex | -:- | 4f2c",
            "com.example.oncall.Main.run | memfd:jit-cache (deleted) | -:- | 20010",
        ]
    );
    assert_eq!(
        threads(&trace),
        [
            ("sync of Anna", "", true, 0),
            ("example.oncall", "", false, 2)
        ]
    );
    assert_eq!(
        shown(&trace.threads[1].frames),
        [
            "__epoll_pwait | libc.so | -:- | a1f48",
            "android::Looper::pollOnce(int, int*, int*, void**) | libutils.so | -:- | 17f30",
        ]
    );
    assert_eq!(
        images(&trace),
        [
            ("libc.so", "8b1a9953c4611296a827abf8c47804d7", None),
            (
                "base.apk!liboncall.so",
                "00ff11ee22dd33cc44bb55aa66997788",
                None
            ),
        ]
    );
}

#[test]
fn a_tombstone_without_message_says_its_code() {
    let text = "pid: 1, tid: 1, name: main  >>> app <<<\nsignal 11 (SIGSEGV), code 1 (SEGV_MAPERR), fault addr 0x616e6e61\nbacktrace:\n  #00  pc 0004793e  /system/lib/libc.so (memcpy+1)\n";
    let trace = read(Source::Tombstone, text.as_bytes());
    assert_eq!(kinds(&trace), [("SIGSEGV", "SEGV_MAPERR")]);
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        ["memcpy | libc.so | -:- | 4793e"]
    );
    assert!(!format!("{trace:?}").contains("616e6e61"));
}

#[test]
fn an_endless_abort_message_keeps_out_registers() {
    let text = String::from_utf8_lossy(TOMBSTONE).replace("is empty'", "is empty");
    let trace = read(Source::Tombstone, text.as_bytes());
    assert_eq!(trace.exceptions[0].value, "rota of anna.keller@example.org");
}

#[test]
fn an_anr_keeps_names_states_and_frames() {
    let trace = read(Source::Anr, ANR);
    let subject = "Input dispatching timed out (com.example.oncall/.RotaActivity of anna.keller@example.org is not responding)";
    assert_eq!(kinds(&trace), [("ANR", subject)]);
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "read | com.example.oncall.Store | Store.kt:203 | -",
            "onResume | com.example.oncall.RotaActivity | RotaActivity.kt:51 | -",
            "performResume | android.app.Activity | Activity.java:8432 | -",
        ]
    );
    assert_eq!(
        threads(&trace),
        [
            ("main", "Blocked", true, 0),
            ("sync of \"Anna\"", "Native", false, 4),
            ("Binder:20417_2", "(not attached)", false, 0),
        ]
    );
    assert_eq!(
        shown(&trace.threads[1].frames),
        [
            "__ppoll | libc.so | -:- | a2d0c",
            "poll | libc.so | -:- | 61b94",
            "poll | libcore.io.Linux | Native method:- | -",
            "wait | com.example.oncall.Sync | Sync.kt:77 | -",
        ]
    );
}

#[test]
fn a_binary_tombstone_gives_what_its_text_would() {
    let trace = read(Source::Tombstone, &binary_tombstone());
    assert_eq!(
        kinds(&trace),
        [("SIGABRT", "rota of anna.keller@example.org is empty")]
    );
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "abort | liboncall.so | -:- | 52b14",
            "- | liboncall.so | -:- | 1f3c88"
        ]
    );
    assert_eq!(
        threads(&trace),
        [("main", "", false, 1), ("sync of Anna", "", true, 0)]
    );
    assert_eq!(
        images(&trace),
        [("liboncall.so", "8b1a9953c4611296a827abf8c47804d7", None)]
    );
}

#[test]
fn an_anrs_native_dump_keeps_every_thread() {
    let text = "----- pid 20417 at 2026-03-11 02:14:07.123456789+0100 -----\n\
        Cmd line: com.example.oncall\n\
        ABI: 'arm64'\n\n\
        \"Signal Catcher\" sysTid=20424\n\
        \x20   #00 pc 00000000000a3c08  /apex/com.android.runtime/lib64/bionic/libc.so (__rt_sigtimedwait+8) (BuildId: 8b1a9953c4611296a827abf8c47804d7)\n\n\
        \"sync of \"Anna\"\" sysTid=20417\n\
        \x20   #00 pc 00000000000a3b28  /apex/com.android.runtime/lib64/bionic/libc.so (__epoll_pwait+8) (BuildId: 8b1a9953c4611296a827abf8c47804d7)\n\
        \x20   #01 pc 0000000000012f40  /data/app/~~q1W2==/com.example.oncall-e3==/lib/arm64/liboncall.so (BuildId: 00112233445566778899aabbccddeeff)\n\n\
        ----- end 20417 -----\n";
    let trace = read(Source::Anr, text.as_bytes());
    assert_eq!(kinds(&trace), [("ANR", "")]);
    assert_eq!(
        shown(&trace.exceptions[0].frames),
        [
            "__epoll_pwait | libc.so | -:- | a3b28",
            "- | liboncall.so | -:- | 12f40"
        ]
    );
    assert_eq!(
        threads(&trace),
        [
            ("Signal Catcher", "", false, 1),
            ("sync of \"Anna\"", "", true, 0)
        ]
    );
    assert_eq!(trace.images.len(), 2);
    // Without the number of the process nobody knows which thread hung; none is called so.
    let (_, threads_alone) = text.split_once("\n\n").expect("a header");
    let trace = read(Source::Anr, threads_alone.as_bytes());
    assert!(trace.exceptions.is_empty() && trace.threads.len() == 2);
}

#[test]
fn an_anrs_java_call_names_class_and_mapping() {
    let text = "----- pid 20417 at 2026-03-11 02:14:07 -----\n\"main\" prio=5 tid=1 Native\n  \
        native: #00 pc 00000000000a2d0c  /apex/lib64/libc.so (__ppoll+12) (BuildId: 8b1a9953c4611296a827abf8c47804d7)\n  \
        at q0.b(r8-map-id-0f1e2d3c4b5a69788796a5b4c3d2e1f0:7)\n";
    let trace = read(Source::Anr, text.as_bytes());
    let [native, java] = &trace.exceptions[0].frames[..] else {
        panic!("two calls: {trace:?}");
    };
    assert_eq!(
        (native.package.as_deref(), native.offset),
        (Some("libc.so"), Some(0xa_2d0c))
    );
    assert_eq!(
        (java.module.as_deref(), java.package.as_deref()),
        (Some("q0"), None)
    );
    assert_eq!(
        images(&trace)[1],
        ("mapping.txt", "0f1e2d3c4b5a69788796a5b4c3d2e1f0", None)
    );
}
