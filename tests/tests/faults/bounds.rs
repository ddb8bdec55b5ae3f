//! A queue's bounds and its open segments, over kills, damage, clocks and a second process.

use std::collections::BTreeSet;

use sordino_engine::{Engine, Options, Outcome};
use sordino_policy::Policy;
use sordino_tests::{Rig, event, on, policy, usage_on};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const BOUND: u64 = 200_000;

fn bounded() -> Policy {
    let mut policy = policy();
    for recipient in &mut policy.recipients {
        recipient.queue.max_bytes = BOUND;
    }
    policy.hash = policy.content_hash();
    policy
}

fn open(rig: &Rig) -> Engine {
    rig.open_with(bounded(), Options::default())
}

/// Offers one event with so many bytes of text for the first recipient.
fn offer(engine: &Engine, bytes: usize) {
    let text = "a".repeat(bytes);
    let properties = [("only_segment", text.as_str().into())];
    let outcome = engine.record(&event("alert_opened", &properties));
    assert!(Rig::is_accepted(&outcome), "{outcome:?}");
}

/// How many bytes lie in the first recipient's folder.
fn lying(rig: &Rig) -> u64 {
    let contents = rig.disk.contents();
    let of_segment = |path: &str| path.starts_with("queue/") && path.contains("/to-segment/");
    let files = contents.iter().filter(|(path, _)| of_segment(path));
    files.map(|(_, bytes)| bytes.len() as u64).sum()
}

/// Offers as many events, each to a process that is killed over it; the most bytes that lay there.
fn kill_over_each(mut rig: Rig, kills: usize) -> (Rig, u64) {
    let mut most = 0;
    for _ in 0..kills {
        let engine = open(&rig);
        offer(&engine, 8_000);
        // The image is taken while the process lives: it closes nothing.
        rig = rig.after_kill();
        most = most.max(lying(&rig));
    }
    (rig, most)
}

fn on_a_device() -> Rig {
    let rig = Rig::default();
    on(&open(&rig), "usage");
    rig
}

#[test]
fn many_kills_stay_within_the_bounds() {
    let (_, most) = kill_over_each(on_a_device(), 150);
    assert!(most > BOUND / 2, "the queue was used: {most}");
    assert!(most <= BOUND, "{most}");
}

#[test]
fn bounds_hold_where_no_lock_rests() {
    let rig = on_a_device();
    rig.disk.set_restless(true);
    let (_, most) = kill_over_each(rig, 150);
    assert!(most > BOUND / 2, "the queue was used: {most}");
    assert!(most <= BOUND, "{most}");
}

#[test]
fn bounds_hold_over_what_no_list_names() {
    let mut rig = on_a_device();
    for _ in 0..4 {
        (rig, _) = kill_over_each(rig, 25);
        let lists = rig.disk.contents().into_keys();
        for list in lists.filter(|path| path.ends_with("/totals")) {
            rig.disk.remove(&list);
        }
    }
    let (rig, _) = kill_over_each(rig, 1);
    assert!(lying(&rig) <= BOUND, "{}", lying(&rig));
}

#[test]
fn small_records_keep_to_the_bounds_too() {
    let mut rig = on_a_device();
    for _ in 0..400 {
        let engine = open(&rig);
        offer(&engine, 1);
        rig = rig.after_kill();
    }
    assert!(lying(&rig) > BOUND / 2, "{}", lying(&rig));
    assert!(lying(&rig) <= BOUND, "{}", lying(&rig));
}

/// Message ids of so many accepted events.
fn accepted(engine: &Engine, count: usize) -> BTreeSet<(String, String)> {
    let record = |_| match engine.record(&event("alert_opened", &[])) {
        Outcome::Accepted(accepted) => engine.message_ids(&accepted),
        refused => panic!("{refused:?}"),
    };
    (0..count).flat_map(record).collect()
}

fn queued(engine: &Engine) -> BTreeSet<(String, String)> {
    engine.queued_ids().into_iter().collect()
}

#[test]
fn a_clock_ahead_takes_no_open_segment() {
    let (rig, one) = usage_on();
    accepted(&one, 1);
    let two = rig.open();
    assert_eq!(Rig::drain(&two).len(), 2, "what was open is sent");
    rig.clock.advance(25 * HOUR);
    two.next_upload();
    two.tidy();
    rig.clock.advance(-25 * HOUR);

    let ids = accepted(&one, 10);

    assert_eq!(queued(&two), ids);
    assert_eq!(
        Rig::drain(&two).iter().map(|one| one.records).sum::<u64>(),
        20
    );
}

#[test]
fn a_segment_goes_once_its_writer_is_gone() {
    let (rig, one) = usage_on();
    accepted(&one, 1);
    let rig = rig.after_kill();
    let two = rig.open();
    assert_eq!(Rig::drain(&two).len(), 2);
    two.next_upload();
    two.tidy();
    let segments = rig.disk.contents().into_keys();
    assert_eq!(segments.filter(|path| path.ends_with(".seg")).count(), 0);
}

#[test]
fn a_segment_taken_away_loses_no_record() {
    let (rig, one) = usage_on();
    rig.disk.set_restless(true);
    // A segment on which no lock rests.
    rig.clock.advance(2 * HOUR);
    accepted(&one, 1);
    let two = rig.open();
    rig.clock.advance(40 * DAY);
    two.next_upload();
    two.tidy();
    assert_eq!(
        queued(&two).len(),
        0,
        "retention went before a writer that may live"
    );
    rig.clock.advance(-40 * DAY);

    let ids = accepted(&one, 10);

    assert_eq!(queued(&two), ids);
}
