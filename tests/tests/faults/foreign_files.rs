//! An engine on a real folder into which others put links and files of theirs.

use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};

use sordino_adapters::{Folder, KeyFile, SystemClock, SystemRandom};
use sordino_engine::{Engine, Options, Ports};
use sordino_tests::{POLICY, Rig, event, is_open, policy};
use tempfile::TempDir;

const CONTENT: &str = "precious";
const TERABYTE: u64 = 1 << 40;

struct Device(TempDir);

impl Device {
    /// A device with a record that waits, and somebody's files beside the engine's folder.
    fn with_a_record() -> Self {
        let device = Self(tempfile::tempdir().expect("a temporary folder can be made"));
        fs::create_dir_all(device.path("outside/sub")).expect("it can be made");
        for name in ["outside/photo", "outside/sub/deep"] {
            fs::write(device.path(name), CONTENT).expect("it can be written");
        }
        let engine = device.open();
        engine
            .turn_on("usage", Rig::SHOWN)
            .expect("it can be turned on");
        assert!(Rig::is_accepted(
            &engine.record(&event("alert_opened", &[]))
        ));
        device
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn open(&self) -> Engine {
        let ports = Ports {
            files: Box::new(Folder::new(self.path("ours")).expect("it can be used")),
            keys: Box::new(KeyFile::new(self.path("keys")).expect("it can be used")),
            clock: Box::new(SystemClock),
            random: Box::new(SystemRandom),
            vendors: Vec::new(),
        };
        Engine::open(policy(), ports, Options::default()).expect("it opens")
    }

    /// The folder of the recipient for whom the record waits.
    fn lane(&self) -> PathBuf {
        let generation = only(&self.path("ours/queue"), |_| true);
        only(&generation, |path| path.join("totals").exists())
    }

    fn is_untouched(&self) -> bool {
        ["outside/photo", "outside/sub/deep"]
            .iter()
            .all(|name| fs::read_to_string(self.path(name)).is_ok_and(|content| content == CONTENT))
    }
}

fn only(folder: &Path, is_it: impl Fn(&Path) -> bool) -> PathBuf {
    let entries = fs::read_dir(folder).expect("it is there");
    let mut paths = entries.map(|entry| entry.expect("it is read").path());
    paths.find(|path| is_it(path)).expect("there is one")
}

fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Does what touches every file, in a next process.
fn use_all(device: &Device) -> Engine {
    let engine = device.open();
    engine.tidy();
    engine.next_upload();
    engine.record(&event("alert_opened", &[]));
    if let Ok(receipt) = engine.turn_off("usage", Rig::SHOWN) {
        engine.complete(&receipt);
    }
    engine
}

#[test]
fn linked_files_outside_stay_as_they_are() {
    let links = [
        ("queue/zz", "outside"),
        ("trash/file", "outside/photo"),
        ("trash/folder", "outside"),
        ("vault", "outside/photo"),
        ("ledger", "outside/photo"),
        ("issued", "outside/photo"),
    ];
    for (link, target) in links {
        let device = Device::with_a_record();
        let link = device.path("ours").join(link);
        fs::create_dir_all(device.path("ours/trash")).expect("it can be made");
        let _ = fs::remove_file(&link);
        symlink(device.path(target), &link).expect("it can be linked");
        let engine = use_all(&device);
        assert!(device.is_untouched(), "{link:?}");
        let left = fs::symlink_metadata(&link);
        assert!(!left.is_ok_and(|left| left.is_symlink()), "{link:?}");
        assert_eq!(engine.counters().foreign, 1, "{link:?}");
    }
}

#[test]
fn a_linked_segment_stays_as_it_is() {
    let device = Device::with_a_record();
    let name = "0000000000000000-0000000000000000.seg";
    let hard = "0000000000000001-0000000000000000.seg";
    symlink(device.path("outside/photo"), device.lane().join(name)).expect("it can be linked");
    let second = device.path("outside/sub/deep");
    fs::hard_link(&second, device.lane().join(hard)).expect("it can be linked");
    let engine = use_all(&device);
    assert!(device.is_untouched());
    assert_eq!(fs::metadata(second).expect("it is there").nlink(), 1);
    assert_eq!(engine.counters().foreign, 2);
}

#[test]
fn others_folders_in_the_queue_go_whole() {
    let device = Device::with_a_record();
    let deep = "ours/queue/zz/1/2/3/4/5/6";
    fs::create_dir_all(device.path(deep)).expect("it can be made");
    symlink(device.path("outside"), device.path(deep).join("link")).expect("it can be linked");
    assert!(device.open().tidy());
    assert!(!is_there(&device.path("ours/queue/zz")) && !is_there(&device.path("ours/trash")));
    assert!(device.is_untouched());
}

#[test]
fn sparse_files_are_removed_without_writing_them() {
    for name in ["queue/zz", "trash/zz.seg"] {
        let device = Device::with_a_record();
        let path = device.path("ours").join(name);
        fs::create_dir_all(device.path("ours/trash")).expect("it can be made");
        let sparse = fs::File::create(&path).expect("it can be made");
        sparse.set_len(TERABYTE).expect("it can be sparse");
        let blocks = || sparse.metadata().expect("it is open").blocks() * 512;
        assert!(device.open().tidy());
        assert!(!is_there(&path), "{name}");
        // At most what a segment has of ours.
        assert!(blocks() <= 5 << 20, "{name}: {} bytes", blocks());
    }
}

#[test]
fn recipients_may_be_called_like_our_files() {
    for name in ["identity", "uploads", "totals"] {
        let text = POLICY
            .replace("id = \"segment\"", &format!("id = \"{name}\""))
            .replace(
                "recipients = [\"segment\"",
                &format!("recipients = [\"{name}\""),
            );
        let today = "2026-11-24".parse().expect("it is a date");
        let policy = sordino_policy::compile("policy.toml", &text, today)
            .unwrap_or_else(|findings| panic!("{findings:#?}"));
        let engine = Rig::default().open_with(policy, Options::default());
        engine
            .turn_on("usage", Rig::SHOWN)
            .expect("it can be turned on");
        let outcome = engine.record(&event("alert_opened", &[]));
        assert!(Rig::is_accepted(&outcome), "{name}: {outcome:?}");
        assert!(engine.tidy());
        let request = std::iter::from_fn(|| Rig::begin(&engine)).find(|one| one.recipient == name);
        assert_eq!(request.map(|one| one.records), Some(1), "{name}");
    }
}

#[test]
fn folders_in_our_files_places_go() {
    for name in ["lock", "vault", "ledger", "issued"] {
        let device = Device::with_a_record();
        let path = device.path("ours").join(name);
        fs::remove_file(&path).expect("it is there");
        fs::create_dir_all(path.join("deep/deeper")).expect("it can be made");
        fs::write(path.join("deep/file"), CONTENT).expect("it can be written");
        symlink(device.path("outside"), path.join("deep/link")).expect("it can be linked");
        let engine = device.open();
        engine
            .turn_on("usage", Rig::SHOWN)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let outcome = engine.record(&event("alert_opened", &[]));
        assert!(Rig::is_accepted(&outcome), "{name}: {outcome:?}");
        assert!(engine.turn_off("usage", Rig::SHOWN).is_ok(), "{name}");
        assert!(device.is_untouched(), "{name}");
    }
}

#[test]
fn files_in_our_folders_places_go() {
    for name in ["queue", "trash", "ledger.past"] {
        let device = Device::with_a_record();
        let path = device.path("ours").join(name);
        let _ = fs::remove_dir_all(&path);
        fs::write(&path, CONTENT).expect("it can be written");
        let engine = device.open();
        let outcome = engine.record(&event("alert_opened", &[]));
        assert!(Rig::is_accepted(&outcome), "{name}: {outcome:?}");
        let off = engine.turn_off("usage", Rig::SHOWN);
        let completed = engine.complete(&off.unwrap_or_else(|error| panic!("{name}: {error}")));
        assert!(completed.files_gone, "{name}");
    }
}

#[test]
fn an_off_holds_when_the_folder_returns() {
    let device = Device::with_a_record();
    let engine = device.open();
    let (ours, away) = (device.path("ours"), device.path("away"));
    fs::rename(&ours, &away).expect("it can be moved");
    // It cannot be written down where others find it: that is said.
    assert!(engine.turn_off("usage", Rig::SHOWN).is_err());
    drop(engine);
    let _ = fs::remove_dir_all(&ours);
    fs::rename(&away, &ours).expect("it can be moved back");
    assert!(!is_open(&device.open(), "usage"));
}
