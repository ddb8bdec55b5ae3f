//! Every adapter keeps its port's contract; so do the doubles that tests use in its place.

use sordino_adapters::{Folder, KeyFile, SystemClock};
use sordino_engine::ports::Clock;
use sordino_testkit::{contract, memory};

#[test]
fn a_real_folder_keeps_the_contract_of_files() {
    let place = tempfile::tempdir().expect("a temporary folder can be made");
    contract::files(&Folder::new(place.path()).expect("it can be used"));
}

#[test]
fn a_memory_disk_keeps_the_contract_of_files() {
    contract::files(&memory::Disk::default());
}

#[test]
fn key_files_keep_the_contract_of_key_stores() {
    let place = tempfile::tempdir().expect("a temporary folder can be made");
    contract::key_store(&KeyFile::new(place.path()).expect("it can be used"));
}

#[test]
fn memory_keys_keep_the_contract_of_key_stores() {
    contract::key_store(&memory::Keys::default());
}

#[test]
fn the_clock_since_boot_goes_forward() {
    let first = SystemClock.since_boot().expect("the system tells");
    let second = SystemClock.since_boot().expect("the system tells");
    assert!(0 < first && first <= second, "{first}, {second}");
}
