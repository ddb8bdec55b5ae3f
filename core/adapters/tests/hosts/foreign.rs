//! What others put into our folder: links, files with a second name, FIFOs.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::{CWD, FileType, Mode as Bits, mknodat};
use sordino_adapters::{Folder, KeyFile};
use sordino_engine::ports::{Files, KeyStore, Mode};
use tempfile::TempDir;

const CONTENT: &[u8] = b"precious";

/// A folder of ours, and a folder beside it with a file that is none of our business.
struct Place {
    around: TempDir,
    ours: Folder,
}

impl Place {
    fn new() -> Self {
        let around = tempfile::tempdir().expect("a temporary folder can be made");
        let ours = Folder::new(around.path().join("ours")).expect("it can be used");
        fs::create_dir(around.path().join("outside")).expect("it can be made");
        let place = Self { around, ours };
        fs::write(place.outside("photo"), CONTENT).expect("it can be written");
        place
    }

    fn outside(&self, name: &str) -> PathBuf {
        self.around.path().join("outside").join(name)
    }

    fn inside(&self, name: &str) -> PathBuf {
        self.ours.path().join(name)
    }

    fn link(&self, name: &str, to: &str) {
        symlink(self.outside(to), self.inside(name)).expect("it can be linked");
    }

    /// Opens it, and writes over it if it opens.
    fn overwrite(&self, name: &str, mode: Mode) -> Result<(), ErrorKind> {
        let file = self.ours.open(name, mode).map_err(|error| error.kind())?;
        let written = file.write_at(&[0; 8], 0);
        assert_eq!(written.expect("it can be written"), 8);
        Ok(())
    }

    fn is_untouched(&self) -> bool {
        let outside = fs::read(self.outside("photo"));
        outside.is_ok_and(|content| content == CONTENT)
    }
}

fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

#[test]
fn a_link_is_unlinked_not_written_through() {
    for mode in [Mode::Read, Mode::Write] {
        let place = Place::new();
        place.link("vault", "photo");
        let opened = place.ours.open("vault", mode).map(drop);
        assert_eq!(
            opened.map_err(|error| error.kind()),
            Err(ErrorKind::NotFound)
        );
        assert!(!is_there(&place.inside("vault")), "{mode:?}");
        assert!(place.is_untouched());
        assert_eq!(place.ours.foreign(), 1, "it is told");
    }
}

#[test]
fn a_new_file_takes_a_links_place() {
    for mode in [Mode::Create, Mode::CreateNew] {
        for target in ["photo", "nothing"] {
            let place = Place::new();
            place.link("vault", target);
            assert_eq!(place.overwrite("vault", mode), Ok(()));
            let found = fs::symlink_metadata(place.inside("vault"));
            assert!(found.expect("it is there").is_file(), "{mode:?} {target}");
            assert!(place.is_untouched());
            assert!(!is_there(&place.outside("nothing")), "{mode:?} {target}");
        }
    }
}

#[test]
fn a_second_name_of_a_file_is_unlinked() {
    let place = Place::new();
    fs::hard_link(place.outside("photo"), place.inside("vault")).expect("it can be linked");
    assert_eq!(
        place.overwrite("vault", Mode::Write),
        Err(ErrorKind::NotFound)
    );
    assert_eq!(place.overwrite("vault", Mode::Create), Ok(()));
    assert!(place.is_untouched());
    let left = fs::metadata(place.outside("photo")).expect("it is there");
    assert_eq!((left.nlink(), place.ours.foreign()), (1, 1));
}

#[test]
fn links_on_the_way_lead_nowhere() {
    let place = Place::new();
    let relink = || place.link("queue", "");
    let nowhere = |result: std::io::Result<()>| {
        assert_eq!(
            result.map_err(|error| error.kind()),
            Err(ErrorKind::NotFound)
        );
        assert!(!is_there(&place.inside("queue")));
        assert!(place.is_untouched());
    };
    let files = &place.ours;
    relink();
    nowhere(files.list("queue").map(drop));
    relink();
    nowhere(files.open("queue/photo", Mode::Write).map(drop));
    relink();
    nowhere(files.open("queue/fresh", Mode::Create).map(drop));
    relink();
    nowhere(files.remove_file("queue/photo"));
    relink();
    nowhere(files.rename("queue/photo", "photo"));
    relink();
    nowhere(files.sync_folder("queue"));
    relink();
    files
        .create_folder("queue/inner")
        .expect("a folder takes the link's place");
    assert!(!is_there(&place.outside("inner")));
    assert!(is_there(&place.inside("queue/inner")));
}

#[test]
fn the_folder_itself_may_lie_behind_links() {
    let place = Place::new();
    symlink(place.ours.path(), place.outside("way")).expect("it can be linked");
    let files = Folder::new(place.outside("way")).expect("it can be used");
    files.open("file", Mode::Create).expect("it is made");
    assert_eq!(place.ours.list("").expect("it is there"), ["file"]);
    assert_eq!(files.foreign(), 0);
}

#[test]
fn nothing_above_the_folder_is_reached() {
    let place = Place::new();
    let above = place.ours.open("../outside/photo", Mode::Write).map(drop);
    assert!(above.is_err());
    assert!(place.ours.remove_file("../outside/photo").is_err());
    assert!(place.is_untouched());
}

#[test]
fn fifos_and_sockets_are_unlinked_without_waiting() {
    for mode in [Mode::Read, Mode::Write] {
        let place = Place::new();
        mknodat(
            CWD,
            place.inside("pipe"),
            FileType::Fifo,
            Bits::RUSR | Bits::WUSR,
            0,
        )
        .expect("it can be made");
        drop(UnixListener::bind(place.inside("door")).expect("it can be made"));
        for name in ["pipe", "door"] {
            let opened = place.ours.open(name, mode).map(drop);
            assert_eq!(
                opened.map_err(|error| error.kind()),
                Err(ErrorKind::NotFound)
            );
            assert!(!is_there(&place.inside(name)), "{name}");
        }
    }
}

#[test]
fn a_listing_names_only_what_is_ours() {
    let place = Place::new();
    place.link("link", "photo");
    place.link("folder_link", "");
    fs::write(place.inside("file"), CONTENT).expect("it can be written");
    assert_eq!(place.ours.list("").expect("it is there"), ["file"]);
    assert!(!is_there(&place.inside("link")) && !is_there(&place.inside("folder_link")));
    assert!(place.is_untouched());
    assert_eq!(place.ours.foreign(), 2);
}

#[test]
fn a_lock_with_two_names_still_excludes() {
    let place = Place::new();
    let held = place.ours.lock("lock", Duration::ZERO).expect("it is free");
    fs::hard_link(place.inside("lock"), place.outside("lock")).expect("it can be linked");
    let second = place.ours.lock("lock", Duration::ZERO).map(drop);
    assert_eq!(
        second.map_err(|error| error.kind()),
        Err(ErrorKind::WouldBlock)
    );
    drop(held);
}

#[test]
fn key_files_follow_no_links() {
    let place = Place::new();
    let keys = KeyFile::new(place.ours.path()).expect("it can be used");
    let relink = |name: &str| place.link(name, "photo");
    relink("key");
    assert_eq!(keys.load("key"), Ok(None));
    relink("key");
    keys.delete("key").expect("it is gone");
    relink("key.new");
    keys.store("key", b"secret").expect("it is stored");
    assert!(place.is_untouched());
    let loaded = keys.load("key").expect("it is read");
    assert_eq!(loaded.as_deref().map(Vec::as_slice), Some(&b"secret"[..]));
}

#[test]
fn a_relative_folder_stays_where_it_was() {
    let around = tempfile::tempdir().expect("a temporary folder can be made");
    let here = std::env::current_dir().expect("it is there");
    let mut relative: PathBuf = here.iter().skip(1).map(|_| "..").collect();
    relative.extend(around.path().iter().skip(1));
    assert!(relative.is_relative());
    let ours = Folder::new(relative.join("ours")).expect("it can be used");
    // The process may work elsewhere later; this way leads to the same folder from anywhere.
    assert!(ours.path().is_absolute());
    ours.create_folder("made").expect("it can be made");
    assert!(around.path().join("ours/made").is_dir());
}
