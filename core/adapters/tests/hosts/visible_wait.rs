//! A process that waits for a lock is seen to wait, and what comes too late is let go.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::thread;
use std::time::Duration;

use sordino_adapters::Folder;
use sordino_engine::ports::Files;
use sordino_testkit::contract;

const LONG: Duration = Duration::from_secs(60);

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

// One test: the thread that blocks is one a process.
#[test]
fn a_late_lock_is_seen_and_let_go() {
    let (place, folder) = folder();
    contract::files(&folder);
    let held = folder.lock("lock", LONG).expect("nobody holds it");
    let inode = fs::metadata(place.path().join("lock"))
        .expect("it is there")
        .ino();
    thread::scope(|scope| {
        let waiting = scope.spawn(|| folder.lock("lock", LONG).map(drop));
        while !is_seen(inode) {
            thread::yield_now();
        }
        // A second one polls meanwhile and gets it all the same.
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
