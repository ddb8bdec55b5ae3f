//! The folder's contract.

use std::io::ErrorKind;
use std::time::Duration;

use sordino_engine::ports::{Files, Mode, read_all, read_exact_at, write_all_at};

const AT_ONCE: Duration = Duration::ZERO;

/// Checks an empty folder.
///
/// # Panics
///
/// When a promise is broken; the message names it.
pub fn files(files: &dyn Files) {
    opens_by_mode(files);
    reads_and_writes_by_position(files);
    moves_and_removes(files);
    files_and_folders_differ(files);
    locks_exclude(files);
    a_held_file_is_held_once(files);
    a_file_knows_its_place(files);
}

fn opens_by_mode(files: &dyn Files) {
    let kind = |path: &str, mode| {
        files
            .open(path, mode)
            .map(drop)
            .map_err(|error| error.kind())
    };
    assert_eq!(
        kind("one", Mode::Read),
        Err(ErrorKind::NotFound),
        "reading makes nothing"
    );
    assert_eq!(
        kind("one", Mode::Write),
        Err(ErrorKind::NotFound),
        "writing makes nothing"
    );
    assert_eq!(kind("one", Mode::CreateNew), Ok(()), "a new file is made");
    assert_eq!(
        kind("one", Mode::CreateNew),
        Err(ErrorKind::AlreadyExists),
        "but not twice"
    );
    assert_eq!(kind("one", Mode::Create), Ok(()), "an old file is opened");
    assert_eq!(kind("two", Mode::Create), Ok(()), "or made");
    assert_eq!(
        kind("no/where", Mode::Create),
        Err(ErrorKind::NotFound),
        "in a folder that is there"
    );
    let mut names = files.list("").expect("the root is there");
    names.sort();
    assert_eq!(names, ["one", "two"], "the root lists its files");
}

fn reads_and_writes_by_position(files: &dyn Files) {
    let file = files.open("text", Mode::Create).expect("it is made");
    write_all_at(&*file, b"hello", 3).expect("writing past the end fills with zeros");
    file.sync().expect("it is synced");
    assert_eq!(file.len().expect("it has a length"), 8);
    let other = files.open("text", Mode::Read).expect("it is there");
    assert_eq!(read_all(&*other, 100).expect("it is read"), b"\0\0\0hello");
    assert!(
        read_all(&*other, 7).is_err(),
        "a file over the limit is refused"
    );
    write_all_at(&*file, b"J", 3).expect("it is overwritten in place");
    let mut five = [0; 5];
    read_exact_at(&*other, &mut five, 3).expect("another handle sees it");
    assert_eq!(&five, b"Jello");
    assert_eq!(other.read_at(&mut five, 8).expect("the end is no error"), 0);
    let past = read_exact_at(&*other, &mut five, 6).map_err(|error| error.kind());
    assert_eq!(past, Err(ErrorKind::UnexpectedEof));
    file.set_len(4).expect("it is cut");
    assert_eq!(read_all(&*other, 100).expect("it is read"), b"\0\0\0J");
}

fn moves_and_removes(files: &dyn Files) {
    files.create_folder("a/b").expect("parents are made too");
    files
        .create_folder("a/b")
        .expect("a folder that is there is no error");
    files.open("a/b/file", Mode::CreateNew).expect("it is made");
    files.sync_folder("a/b").expect("its entry is synced");
    assert_eq!(files.list("a").expect("it is there"), ["b"]);
    files.rename("a/b", "a/c").expect("a folder is moved whole");
    assert_eq!(files.list("a/c").expect("it is there"), ["file"]);
    let gone = files.list("a/b").map_err(|error| error.kind());
    assert_eq!(gone, Err(ErrorKind::NotFound));
    let gone = files.rename("a/b", "a/d").map_err(|error| error.kind());
    assert_eq!(
        gone,
        Err(ErrorKind::NotFound),
        "what is not there cannot be moved"
    );
    assert!(files.list("a/c/file").is_err(), "a file is no folder");
    assert!(files.remove_folder("a/c").is_err(), "a full folder stays");
    files.remove_file("a/c/file").expect("a file goes");
    files.remove_folder("a/c").expect("an empty folder goes");
    let gone = files.remove_file("a/c/file").map_err(|error| error.kind());
    assert_eq!(gone, Err(ErrorKind::NotFound));
}

fn files_and_folders_differ(files: &dyn Files) {
    files.create_folder("folder").expect("it is made");
    files.open("file", Mode::CreateNew).expect("it is made");
    for mode in [Mode::Write, Mode::Create, Mode::CreateNew] {
        assert!(files.open("folder", mode).is_err(), "a folder is no file");
    }
    let made = ["file", "file/inner"].map(|path| files.create_folder(path).is_ok());
    assert_eq!(made, [false, false], "a folder takes no file's place");
    assert!(files.remove_file("folder").is_err(), "a folder stays");
    assert!(files.remove_folder("file").is_err(), "a file stays");
    assert!(
        files.rename("file", "no/where").is_err(),
        "a file moves into a folder that is there"
    );
    files.remove_folder("folder").expect("it goes");
    files.remove_file("file").expect("it goes");
}

fn locks_exclude(files: &dyn Files) {
    let held = files.lock("lock", AT_ONCE).expect("nobody holds it");
    let second = files
        .lock("lock", AT_ONCE)
        .map(drop)
        .map_err(|error| error.kind());
    assert_eq!(
        second,
        Err(ErrorKind::WouldBlock),
        "one holder at a time, in one process too"
    );
    drop(held);
    files.lock("lock", AT_ONCE).expect("it is free again");
}

fn a_held_file_is_held_once(files: &dyn Files) {
    let first = files.open("held", Mode::Create).expect("it is made");
    let second = files.open("held", Mode::Read).expect("it is there");
    assert_eq!(first.hold().ok(), Some(true), "nobody holds it");
    assert_eq!(first.hold().ok(), Some(true), "its holder may ask again");
    assert_eq!(second.hold().ok(), Some(false), "one handle at a time");
    drop(first);
    assert_eq!(second.hold().ok(), Some(true), "it ends with its handle");
    drop(second);
    files.remove_file("held").expect("it goes");
}

fn a_file_knows_its_place(files: &dyn Files) {
    files.create_folder("place").expect("it is made");
    let file = files.open("place/file", Mode::Create).expect("it is made");
    let is_in_place = || file.is_in_place().expect("it can be asked");
    assert!(is_in_place(), "it was just opened there");
    files.rename("place/file", "place/other").expect("it moves");
    assert!(!is_in_place(), "nothing is there");
    files.open("place/file", Mode::Create).expect("it is made");
    assert!(!is_in_place(), "another file is there");
    files.remove_file("place/file").expect("it goes");
    files.rename("place/other", "place/file").expect("it moves");
    assert!(is_in_place(), "it is back");
    files.rename("place", "moved").expect("a folder moves");
    assert!(!is_in_place(), "its folder is gone");
    files.remove_file("moved/file").expect("it goes");
    files.remove_folder("moved").expect("it goes");
}
