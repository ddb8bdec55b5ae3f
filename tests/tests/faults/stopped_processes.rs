//! Real processes that are stopped at random while they make choices, and another one's off meanwhile.
//!
//! `SORDINO_STOPS=10000 cargo test -p sordino-tests --test faults no_stopped_process` plays that many.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use sordino_adapters::SystemRandom;
use sordino_engine::ports::Random;

use super::device::Device;

const STOPS: u32 = 160;
/// Most of a round is spent waiting for the lock.
const AT_ONCE: u32 = 20;

/// What all rounds came to.
#[derive(Default)]
struct Tally {
    played: AtomicU32,
    /// Offs that the lock was withheld from.
    without_lock: AtomicU32,
}

fn at_random(below: Duration) -> Duration {
    let mut bytes = [0; 4];
    SystemRandom.fill(&mut bytes).expect("the system has some");
    below * u32::from_le_bytes(bytes) / u32::MAX
}

fn round(place: &Path, tally: &Tally) {
    let mut holder = Device::start(place);
    assert_eq!(holder.ask("on usage"), "Ok(true)");
    assert!(holder.ask("record").starts_with("accepted"));
    let mut other = Device::start(place);
    assert_eq!(other.ask("standing usage"), "Some(true)");
    holder.tell("churn 20");
    let until = Instant::now() + at_random(Duration::from_millis(40));
    while Instant::now() < until {
        thread::yield_now();
    }
    holder.signal("STOP");
    let receipt = other.ask("off usage");
    holder.signal("CONT");
    assert!(receipt.starts_with("{\"purpose\":\"usage\""), "{receipt}");
    let pending = receipt.contains("vault_pending");
    tally
        .without_lock
        .fetch_add(u32::from(pending), Ordering::SeqCst);
    assert_eq!(holder.hear(), "churned");
    for process in [&mut holder, &mut other] {
        assert_eq!(process.ask("record"), "Refused(Closed)", "{receipt}");
        assert_eq!(process.ask("begin"), "Idle", "{receipt}");
    }
    drop(holder);
    let mut next = Device::start(place);
    assert_eq!(next.ask("standing usage"), "Some(false)", "{receipt}");
    assert_eq!(next.ask("queued"), "0", "{receipt}");
    tally.played.fetch_add(1, Ordering::SeqCst);
}

#[test]
fn no_stopped_process_undoes_an_off() {
    let asked = std::env::var("SORDINO_STOPS").ok();
    let stops = asked.map_or(STOPS, |count| count.parse().expect("it is a number"));
    let (tally, begun) = (Tally::default(), AtomicU32::new(0));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while begun.fetch_add(1, Ordering::SeqCst) < stops {
                    let place = tempfile::tempdir().expect("a temporary folder can be made");
                    round(place.path(), &tally);
                }
            });
        }
    });
    let without_lock = tally.without_lock.load(Ordering::SeqCst);
    println!("{stops} stops, {without_lock} of them with the lock held");
    assert_eq!(tally.played.load(Ordering::SeqCst), stops);
    assert!(without_lock > stops / 20, "{without_lock} met a held lock");
}
