//! A process that waits for a lock is seen to wait, and what comes too late is let go.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::thread;
use std::time::{Duration, Instant};

use sordino_adapters::Folder;
use sordino_engine::ports::Files;
use sordino_testkit::contract;

const LONG: Duration = Duration::from_secs(30);

fn folder() -> (tempfile::TempDir, Folder) {
    let place = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = Folder::new(place.path()).expect("it can be used");
    (place, folder.waiting_visibly())
}

/// Whether the system knows of somebody who blocks for the lock of that file.
fn is_seen(inode: u64) -> bool {
    let locks = fs::read_to_string("/proc/locks").expect("Linux tells its locks");
    locks
        .lines()
        .any(|line| line.contains("->") && line.contains(&format!(":{inode} ")))
}

fn inode(place: &tempfile::TempDir, name: &str) -> u64 {
    let found = fs::metadata(place.path().join(name)).expect("it is there");
    found.ino()
}

#[test]
fn each_lock_file_is_waited_for_visibly() {
    let (place, folder) = folder();
    let names = ["lock", "other"];
    let held = names.map(|name| folder.lock(name, LONG).expect("nobody holds it"));
    thread::scope(|scope| {
        let folder = &folder;
        let waiting = names.map(|name| scope.spawn(move || folder.lock(name, LONG).map(drop)));
        let end = Instant::now() + LONG;
        let mut unseen = names.to_vec();
        while !unseen.is_empty() && Instant::now() < end {
            unseen.retain(|name| !is_seen(inode(&place, name)));
            thread::yield_now();
        }
        drop(held);
        for one in waiting {
            assert!(one.join().is_ok_and(|answer| answer.is_ok()));
        }
        assert_eq!(unseen, Vec::<&str>::new(), "nobody would be woken for it");
    });
}

#[test]
fn a_late_lock_is_seen_and_let_go() {
    let (place, folder) = folder();
    contract::files(&folder);
    let held = folder.lock("lock", LONG).expect("nobody holds it");
    let inode = inode(&place, "lock");
    thread::scope(|scope| {
        let waiting = scope.spawn(|| folder.lock("lock", LONG).map(drop));
        let end = Instant::now() + LONG;
        while !is_seen(inode) && Instant::now() < end {
            thread::yield_now();
        }
        assert!(is_seen(inode), "nobody would be woken for it");
        // A second one polls meanwhile, gives up in time, and gets it all the same.
        let short = folder.lock("lock", Duration::from_millis(60)).map(drop);
        assert_eq!(
            short.map_err(|error| error.kind()),
            Err(std::io::ErrorKind::WouldBlock)
        );
        let second = scope.spawn(|| folder.lock("lock", LONG).map(drop));
        drop(held);
        assert!(waiting.join().is_ok_and(|answer| answer.is_ok()));
        assert!(second.join().is_ok_and(|answer| answer.is_ok()));
    });

    let held = folder.lock("lock", LONG).expect("nobody holds it");
    let late = folder.lock("lock", Duration::from_millis(40)).map(drop);
    assert_eq!(
        late.map_err(|error| error.kind()),
        Err(std::io::ErrorKind::WouldBlock)
    );
    assert!(is_seen(inode), "a blocked lock cannot be given up");
    drop(held);
    drop(folder.lock("lock", LONG).expect("it was let go"));
}
