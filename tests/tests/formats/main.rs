//! Files that are kept from each release: the engine of today finds the same choices in them and
//! sends the same records, and a reader written from the pages alone reads the same.

mod kept;
mod vectors;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use kept::{Kept, found};
use serde_json::{Value as Json, json};

/// Every format number that was ever released.
const FORMATS: [u32; 1] = [1];

/// The folder that holds files of one format number.
fn folder(format: u32) -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.join("formats").join(format!("v{format}"))
}

fn reader(folder: &Path) -> Output {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("formats/read.py");
    Command::new("python3")
        .args([script.as_os_str(), folder.as_os_str()])
        .output()
        .expect("kept files are read by Python: install python3, 3.10 or newer")
}

fn read_by_the_pages(folder: &Path) -> Json {
    let output = reader(folder);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {complaint}", folder.display());
    serde_json::from_slice(&output.stdout).expect("the reader prints JSON")
}

#[test]
fn todays_engine_reads_every_kept_format() {
    for format in FORMATS {
        let folder = folder(format);
        let wanted = fs::read(folder.join("found.json")).expect("what was found is kept");
        let wanted: Json = serde_json::from_slice(&wanted).expect("it is JSON");
        let now = found(&Kept::read(&folder).open());
        for (member, wanted) in wanted.as_object().expect("it is an object") {
            assert_eq!(&now[member], wanted, "format {format}: {member}");
        }
    }
}

#[test]
fn the_pages_reader_reads_the_same() {
    for format in FORMATS {
        let folder = folder(format);
        let read = read_by_the_pages(&folder);
        let engine = Kept::read(&folder).open();
        let found = found(&engine);
        let entries: Vec<&Json> = items(&found["ledger"]["entries"])
            .iter()
            .map(|exported| &exported["entry"])
            .collect();
        assert_eq!(json!(entries), read["entries"], "format {format}: ledger");
        assert_eq!(found["issued"], read["issued"], "format {format}: issued");
        for member in ["id", "written", "deletion"] {
            assert_eq!(
                found["flows"][member], read["flows"][member],
                "format {format}: flows"
            );
        }
        let unfinished = items(&found["unfinished"]).iter().map(owed);
        assert_eq!(
            unfinished.collect::<Json>(),
            read["owed"],
            "format {format}: what vendors are owed"
        );
        assert_eq!(
            by_lane(items(&found["sent"])),
            by_lane(
                items(&read["lanes"])
                    .iter()
                    .filter(|lane| lane["kind"] == "purpose")
            ),
            "format {format}: what is sent"
        );
    }
}

#[test]
fn kept_files_hold_every_part_of_their_formats() {
    for format in FORMATS {
        let read = read_by_the_pages(&folder(format));
        let slots = items(&read["slots"]);
        for kind in ["purpose", "held", "ledger", "issued"] {
            assert!(slots.iter().any(|slot| slot["kind"] == kind), "slot {kind}");
        }
        assert!(slots.iter().any(|slot| slot["generation"] == 0), "closed");
        assert!(slots.iter().any(|slot| slot["key"] == 2), "wrapped anew");
        let lanes = items(&read["lanes"]);
        let segments = || lanes.iter().flat_map(|lane| items(&lane["segments"]));
        assert!(segments().any(|segment| segment["sent"] == true), "cursor");
        assert!(segments().any(|segment| segment["open"] == true), "open");
        assert!(segments().any(|segment| segment["open"] == false), "ended");
        assert!(lanes.iter().any(|lane| lane["kind"] == "held"), "held");
        assert!(!items(&read["uploads"]).is_empty(), "an upload under way");
        assert!(!items(&read["owed"]).is_empty(), "an off that is owed");
        assert!(!items(&read["flows"]["tokens"]).is_empty(), "a token");
        assert_eq!(read["flows"]["card"], "known");
        assert_eq!(read["flows"]["deletion"]["stage"], "Owed");
        assert_eq!(read["known"], json!([["42", "7"]]), "ids of a run");
        let kinds: Vec<&Json> = items(&read["entries"])
            .iter()
            .map(|entry| &entry["what"]["kind"])
            .collect();
        for kind in ["genesis", "checkpoint", "choice", "limit"] {
            assert!(kinds.iter().any(|found| *found == kind), "entry {kind}");
        }
    }
}

/// What the pages say of a receipt that vendors are owed.
fn owed(receipt: &Json) -> Json {
    let count = |count: &Json| match count["exactly"].as_u64() {
        Some(number) => json!({"number": number, "exact": true}),
        None => json!({"number": count["at_least"], "exact": false}),
    };
    json!({
        "purpose": receipt["purpose"],
        "recipient": receipt["vendors_pending"][0],
        "time": receipt["time"],
        "records": count(&receipt["records"]),
        "bytes": count(&receipt["bytes"]),
    })
}

/// Were it otherwise, the reader would prove nothing.
#[test]
fn one_flipped_bit_fails_the_reader() {
    let kept = folder(1);
    for (file, at) in [
        ("disk/vault", 20),
        ("disk/vault", 256 + 8),
        ("disk/vault", 256 + 120),
        ("disk/ledger", 100),
        ("policy.json", 40),
    ] {
        let copy = tempfile::tempdir().expect("a folder can be made");
        copy_folder(&kept, copy.path());
        let path = copy.path().join(file);
        let mut bytes = fs::read(&path).expect("it was just copied");
        bytes[at] ^= 1;
        fs::write(&path, bytes).expect("it can be written");
        assert!(!reader(copy.path()).status.success(), "{file} at {at}");
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("it is there") {
        let path = entry.expect("it can be read").path();
        let target = to.join(path.file_name().expect("it has a name"));
        match path.is_dir() {
            true => copy_folder(&path, &target),
            false => fs::copy(&path, &target)
                .map(drop)
                .expect("it can be copied"),
        }
    }
}

/// Messages by purpose and recipient, in order.
fn by_lane<'a>(requests: impl IntoIterator<Item = &'a Json>) -> BTreeMap<String, Vec<&'a Json>> {
    let mut lanes = BTreeMap::<String, Vec<&Json>>::new();
    for request in requests {
        let messages = items(&request["messages"]);
        if !messages.is_empty() {
            let lane = format!("{} to {}", request["purpose"], request["recipient"]);
            lanes.entry(lane).or_default().extend(messages);
        }
    }
    lanes
}

fn items(json: &Json) -> &[Json] {
    json.as_array().expect("it is a list")
}
