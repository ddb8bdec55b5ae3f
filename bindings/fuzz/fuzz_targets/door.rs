//! Any bytes are read or refused without a panic, and an event that was read is written in one way only.
//!
//! Run with `cargo +nightly fuzz run door` in `bindings`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sordino::door::{Offered, read};

#[path = "../../tests/library/write.rs"]
mod write;

fuzz_target!(|record: &[u8]| {
    if let Ok(Offered::Event { name, properties }) = read(record) {
        let again = write::event(name, properties.iter().map(|(key, value)| (*key, value)));
        assert_eq!(again, record);
    }
});
