//! Two real processes on one folder of the real file system.

use std::collections::BTreeSet;

use super::device::Device;

fn place() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}

#[test]
fn a_second_process_sees_the_off_first() {
    let place = place();
    let (mut one, mut two) = (Device::start(place.path()), Device::start(place.path()));
    for round in 0..4 {
        assert_eq!(one.ask("on usage"), "Ok(true)", "round {round}");
        // "Off" may be answered late, by a second at most; "on" is never answered wrongly.
        let mut answer = two.ask("record");
        let until = std::time::Instant::now() + std::time::Duration::from_secs(3);
        while answer.contains("Closed") && std::time::Instant::now() < until {
            answer = two.ask("record");
        }
        assert!(answer.starts_with("accepted"), "round {round}: {answer}");
        let receipt = one.ask("off usage");
        assert!(
            receipt.contains("\"in_ledger\":true"),
            "round {round}: {receipt}"
        );
        assert_eq!(two.ask("record"), "Refused(Closed)", "round {round}");
        assert_eq!(two.ask("queued"), "0", "round {round}");
    }
}

#[test]
fn records_of_both_processes_are_all_counted() {
    let place = place();
    let (mut one, mut two) = (Device::start(place.path()), Device::start(place.path()));
    assert_eq!(one.ask("on usage"), "Ok(true)");
    drop(two);
    two = Device::start(place.path());
    let mut ids = BTreeSet::new();
    for _ in 0..50 {
        one.tell("record");
        two.tell("record");
        for answer in [one.hear(), two.hear()] {
            let of_one = answer.strip_prefix("accepted ").expect("both are on");
            ids.extend(of_one.split(',').map(str::to_owned));
        }
    }
    assert_eq!(
        ids.len(),
        200,
        "two recipients, a hundred records, no id twice"
    );
    assert_eq!(one.ask("queued"), "200");
    let receipt = one.ask("off usage");
    assert!(
        receipt.contains("\"at_least\""),
        "another process was writing: {receipt}"
    );
}

#[test]
fn another_processs_upload_is_revoked_or_listed() {
    let place = place();
    let mut one = Device::start(place.path());
    assert_eq!(one.ask("on usage"), "Ok(true)");
    assert!(one.ask("record").starts_with("accepted"));
    let mut two = Device::start(place.path());
    assert_eq!(two.ask("begin"), "begun 1");
    assert_eq!(one.ask("begin"), "begun 1", "the other recipient's");
    assert_eq!(one.ask("begin"), "Wait(5s)", "both are under way");

    let receipt = one.ask("off usage");

    assert_eq!(receipt.matches("not_confirmed").count(), 2, "{receipt}");
    assert_eq!(two.ask("begin"), "Idle", "nothing begins after it");
    assert_eq!(
        two.ask("cancelled"),
        "Some(true)",
        "what was begun is cancelled"
    );
    assert_eq!(
        two.ask("report"),
        "TooLate",
        "a late success is noted, nothing more"
    );
}

#[test]
fn a_killed_processs_upload_is_begun_at_once() {
    let place = place();
    let mut one = Device::start(place.path());
    assert_eq!(one.ask("on usage"), "Ok(true)");
    assert!(one.ask("record").starts_with("accepted"));
    assert_eq!(one.ask("begin"), "begun 1");
    assert_eq!(one.ask("begin"), "begun 1", "the other recipient's");
    let mut two = Device::start(place.path());
    // A process that is stopped may go on: its upload is its own for a minute.
    one.signal("STOP");
    assert_eq!(two.ask("begin"), "Wait(5s)", "both are under way");
    one.signal("CONT");
    drop(one);

    assert_eq!(two.ask("begin"), "begun 1", "nobody goes on with it");
    assert_eq!(two.ask("begin"), "begun 1");
    assert_eq!(two.ask("report"), "Delivered");
    drop(two);
    let receipt = Device::start(place.path()).ask("off usage");
    // Two of the first process and one of the second, of whose bytes nobody can say how far they came.
    assert_eq!(receipt.matches("not_confirmed").count(), 3, "{receipt}");
}

#[test]
fn a_killed_process_leaves_what_it_answered_for() {
    let place = place();
    let mut one = Device::start(place.path());
    assert_eq!(one.ask("on usage"), "Ok(true)");
    let answers: Vec<String> = (0..25).map(|_| one.ask("record")).collect();
    assert!(answers.iter().all(|answer| answer.starts_with("accepted")));
    drop(one);

    let mut two = Device::start(place.path());

    assert_eq!(two.ask("standing usage"), "Some(true)");
    assert_eq!(two.ask("queued"), "50");
    assert!(
        two.ask("off usage").contains("\"at_least\":50"),
        "it was killed while writing"
    );
    drop(two);
    let mut three = Device::start(place.path());
    assert_eq!(three.ask("standing usage"), "Some(false)");
    assert_eq!(three.ask("queued"), "0");
}

#[test]
fn a_fork_refuses_and_takes_nothing_away() {
    let place = place();
    let mut one = Device::start(place.path());
    assert_eq!(one.ask("on usage"), "Ok(true)");
    assert_eq!(one.ask("on crashes"), "Ok(true)");
    let mut ids = BTreeSet::new();
    let mut record = |device: &mut Device| {
        let answer = device.ask("record");
        let of_one = answer.strip_prefix("accepted ").expect("it is on");
        ids.extend(of_one.split(',').map(str::to_owned));
    };
    (0..5).for_each(|_| record(&mut one));
    assert_eq!(one.ask("begin"), "begun 5");

    let told = one.ask("fork");

    let refused = "Refused(Broken)";
    let expected = [
        &[refused; 5].join(" "),
        "[Refused(Broken)]",
        "Idle",
        "Some(Unknown)",
        "Err(Broken)",
        "broken: true",
    ];
    assert_eq!(told, expected.join("; "));
    assert_eq!(
        one.ask("report"),
        "Delivered",
        "the upload is the first one's"
    );
    (0..5).for_each(|_| record(&mut one));
    assert_eq!(
        one.ask("queued"),
        "15",
        "five were delivered to one recipient"
    );
    assert_eq!(ids.len(), 20, "no id is given twice");
    assert_eq!(one.ask("standing usage"), "Some(true)");
}

#[test]
fn an_off_and_a_crash_need_no_new_handle() {
    let place = place();
    let mut one = Device::start_with_few_handles(place.path());
    assert_eq!(one.ask("on usage"), "Ok(true)");
    assert_eq!(one.ask("on crashes"), "Ok(true)");
    assert_eq!(one.ask("starve"), "starved");

    assert_eq!(one.ask("crash"), "[Accepted(for 1 recipient(s))]");
    let receipt = one.ask("off usage");

    assert!(receipt.contains("\"erasure\":\"overwritten\""), "{receipt}");
    assert!(receipt.contains("\"in_ledger\":true"), "{receipt}");
    drop(one);
    let mut two = Device::start(place.path());
    assert_eq!(two.ask("standing usage"), "Some(false)");
    assert_eq!(two.ask("standing crashes"), "Some(true)");
    assert_eq!(two.ask("queued"), "1", "the crash");
}

#[test]
fn few_handles_stay_open_between_calls() {
    let place = place();
    let mut one = Device::start(place.path());
    for purpose in ["usage", "crashes", "early"] {
        assert_eq!(one.ask(&format!("on {purpose}")), "Ok(true)");
    }
    assert!(one.ask("record").starts_with("accepted"));
    let handles = one.ask("feed");
    let count = handles
        .split(' ')
        .next()
        .and_then(|count| count.parse::<u32>().ok());
    // Three of them are the process's own.
    assert!(count.is_some_and(|count| count <= 3 + 16), "{handles}");
}
