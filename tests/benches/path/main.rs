//! What the path costs on this machine: real files, real cipher, no network.
//!
//! `cargo bench`. Absolute times differ between machines; the ratios printed beside them hold.

mod measure;
mod scene;

use std::hint::black_box;
use std::time::{Duration, Instant};

use measure::{Row, Table, bare_read, bare_sync, bare_write, each, resident_kb};
use scene::Scene;
use sordino_adapters::Folder;
use sordino_engine::crash::Source;
use sordino_engine::ledger::Limiter;
use sordino_engine::ports::Files;
use sordino_engine::{Crash, Outcome, Value};
use sordino_tests::{Rig, event};

const RECORDS: usize = 100_000;

fn main() {
    // `cargo test --benches` only wants to see that it runs.
    let quick = !std::env::args().any(|argument| argument == "--bench");
    let records = if quick { 1_000 } else { RECORDS };
    let mut table = Table::default();
    if std::env::args().any(|argument| argument == "decisions") {
        decisions(&mut table, records);
        println!("{table}");
        return;
    }
    start_by_choices(&mut table, if quick { 100 } else { 10_000 });
    if std::env::args().any(|argument| argument == "choices") {
        println!("{table}");
        return;
    }
    machine(&mut table, records);
    record(&mut table, records);
    sustained(records);
    paced(&mut table, if quick { 50 } else { 2_000 });
    start_and_off(
        &mut table,
        if quick {
            &[0, 1_000]
        } else {
            &[0, 10_000, 1_000_000]
        },
    );
    println!("{table}");
}

/// What the same system calls cost without us, in the same run.
fn machine(table: &mut Table, count: usize) {
    table.add(Row::of("nothing: the harness itself", each(count, || {})));
    let place = Scene::new();
    let folder = Folder::new(place.path()).expect("it can be used");
    let process = folder.process();
    table.add(Row::of(
        "whether this process is a fork",
        each(count, || {
            assert!(black_box(&process).is_this());
        }),
    ));
    table.add(Row::of(
        "a bare read of 8 bytes",
        bare_read(place.path(), count),
    ));
    table.add(Row::of(
        "a bare write of 200 bytes",
        bare_write(place.path(), count),
    ));
    table.add(Row::of(
        "a bare sync of 256 bytes",
        bare_sync(place.path(), 200),
    ));
}

fn three<'a>() -> [(&'static str, Value<'a>); 3] {
    [
        ("minutes", 3.into()),
        ("open", true.into()),
        ("channel", "push".into()),
    ]
}

fn record(table: &mut Table, count: usize) {
    let scene = Scene::new();
    let engine = scene.open();
    let properties = three();
    let (known, unknown) = (
        event("alert_opened", &properties),
        event("no_such", &properties),
    );
    table.add(Row::of(
        "refused: the purpose is off",
        each(count, || {
            black_box(engine.record(black_box(&known)));
        }),
    ));
    table.add(Row::of(
        "refused: no such event",
        each(count, || {
            black_box(engine.record(black_box(&unknown)));
        }),
    ));
    for purpose in ["stability", "usage"] {
        scene.turn_on(&engine, purpose);
    }
    let one = event("connection_lost", &properties);
    let first = Instant::now();
    assert!(Rig::is_accepted(&engine.record(&one)));
    table.add(Row::once("accepted: the first call", first.elapsed()));
    let before = resident_kb();
    table.add(Row::of(
        "accepted: one recipient",
        each(count, || {
            assert!(matches!(
                engine.record(black_box(&one)),
                Outcome::Accepted(_)
            ));
        }),
    ));
    let grown = resident_kb().saturating_sub(before);
    println!("resident memory after {count} accepted events: +{grown} kB");
    table.add(Row::of(
        "accepted: two recipients",
        each(count, || {
            assert!(matches!(
                engine.record(black_box(&known)),
                Outcome::Accepted(_)
            ));
        }),
    ));
    let queued = engine.queued();
    let bytes: u64 = queued.iter().map(|lane| lane.bytes.number()).sum();
    let records: u64 = queued.iter().map(|lane| lane.records.number()).sum();
    println!(
        "bytes on disk for each record, sealed: {}",
        bytes / records.max(1)
    );
}

/// What the ring of last decisions adds to a record.
fn decisions(table: &mut Table, count: usize) {
    let properties = three();
    let events = [
        ("refused", event("alert_opened", &properties)),
        ("accepted", event("connection_lost", &properties)),
    ];
    for (kept, keeps) in [("no decisions kept", false), ("decisions kept", true)] {
        let scene = Scene::new();
        let engine = scene.open_keeping(keeps);
        scene.turn_on(&engine, "stability");
        for (becomes, offered) in &events {
            let times = each(count, || {
                black_box(engine.record(black_box(offered)));
            });
            table.add(Row::of(&format!("{becomes}, {kept}"), times));
        }
    }
}

/// Flat out into a queue that is full: each record that comes makes an old one go.
fn sustained(count: usize) {
    let scene = Scene::new();
    let engine = scene.open_bounded(count as u64 / 10);
    for purpose in ["stability", "crashes"] {
        scene.turn_on(&engine, purpose);
    }
    let properties = three();
    let one = event("connection_lost", &properties);
    let start = Instant::now();
    for _ in 0..count {
        assert!(Rig::is_accepted(&engine.record(&one)));
    }
    let time = start.elapsed();
    assert!(engine.counters().evicted > 0, "the queue was full");
    let writes: Duration = bare_write(scene.path(), count).iter().sum();
    per_second(
        "records that survive a kill, into a full queue",
        count,
        time,
    );
    per_second("bare writes of 200 bytes", count, writes);

    let (count, report) = (
        count / 500,
        b"java.lang.IllegalStateException: no route\n\tat a.B.c(B.kt:3)",
    );
    let crash = Crash {
        source: Source::Jvm,
        report,
        happened: None,
    };
    let start = Instant::now();
    for _ in 0..count {
        assert!(engine.crash(&crash).iter().all(Rig::is_accepted));
    }
    let time = start.elapsed();
    let syncs: Duration = bare_sync(scene.path(), count).iter().sum();
    per_second("crash reports that survive power loss", count, time);
    per_second("bare syncs of 256 bytes", count, syncs);
}

fn per_second(what: &str, count: usize, time: Duration) {
    println!(
        "sustained: {:.0} {what} a second",
        count as f64 / time.as_secs_f64()
    );
}

fn paced(table: &mut Table, count: usize) {
    let scene = Scene::new();
    let engine = scene.open();
    scene.turn_on(&engine, "stability");
    let properties = three();
    let one = event("connection_lost", &properties);
    let samples = (0..count).map(|_| {
        std::thread::sleep(Duration::from_millis(1));
        let start = Instant::now();
        assert!(Rig::is_accepted(&engine.record(&one)));
        start.elapsed()
    });
    table.add(Row::of(
        "accepted: one recipient, one a millisecond",
        samples.collect(),
    ));
}

/// A start behind few choices and behind many, in turns.
fn start_by_choices(table: &mut Table, most: usize) {
    let scenes = [10, most].map(|choices| {
        let scene = Scene::new();
        let engine = scene.open();
        scene.turn_on(&engine, "usage");
        for allows in [false, true].into_iter().cycle().take(choices) {
            let limited = engine.limit(Limiter::Os, Some("early"), allows);
            limited.expect("a limit can be told");
        }
        (scene, choices, Vec::new())
    });
    let mut scenes = scenes;
    for _ in 0..200 {
        for (scene, _, times) in &mut scenes {
            let policy = scene.policy(u64::MAX);
            let start = Instant::now();
            let engine = scene.open_with(policy);
            times.push(start.elapsed());
            drop(engine);
        }
    }
    for (_, choices, times) in scenes {
        table.add(Row::of(&format!("start, {choices} choices"), times));
    }
}

fn start_and_off(table: &mut Table, sizes: &[usize]) {
    for size in sizes {
        let scene = Scene::new();
        let engine = scene.open();
        scene.turn_on(&engine, "stability");
        let properties = three();
        let one = event("connection_lost", &properties);
        for _ in 0..*size {
            assert!(Rig::is_accepted(&engine.record(&one)));
        }
        drop(engine);
        let starts = (0..20).map(|_| {
            let start = Instant::now();
            let engine = scene.open();
            let time = start.elapsed();
            drop(engine);
            time
        });
        table.add(Row::of(&format!("start, {size} queued"), starts.collect()));
        let engine = scene.open();
        let start = Instant::now();
        let receipt = scene.turn_off(&engine, "stability");
        table.add(Row::once(
            &format!("turn-off, {size} queued"),
            start.elapsed(),
        ));
        assert_eq!(receipt.records.number(), *size as u64);
        let start = Instant::now();
        let completed = engine.complete(&receipt);
        assert!(completed.files_gone);
        table.add(Row::once(
            &format!("completing it, {size} queued"),
            start.elapsed(),
        ));
    }
}
