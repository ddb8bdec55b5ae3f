//! What is read from tombstones and ANR traces.

use super::binary::binary_tombstone;
use super::shown::*;
use super::*;

#[test]
fn a_tombstone_keeps_signal_abort_message_and_every_backtrace() {
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
fn a_tombstone_without_an_abort_message_says_the_signals_code() {
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
fn an_abort_message_without_an_end_never_reaches_into_the_registers() {
    let text = String::from_utf8_lossy(TOMBSTONE).replace("is empty'", "is empty");
    let trace = read(Source::Tombstone, text.as_bytes());
    assert_eq!(trace.exceptions[0].value, "rota of anna.keller@example.org");
}

#[test]
fn an_anr_keeps_every_threads_name_state_and_frames() {
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
