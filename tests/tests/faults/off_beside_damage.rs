//! A vault damaged under a running process: another process's off holds there all the same.

use sordino_engine::ports::KeyStoreError;
use sordino_tests::{Rig, event, on};

/// Where the vault's slots begin, and how long one is.
const HEADER: usize = 256;
const SLOT: usize = 256;

/// Damages the vault under a process with a record to send, has a second one turn the purpose off, and asserts that
/// nothing leaves then.
fn nothing_leaves(what: &str, keys: Option<KeyStoreError>, damage: impl Fn(&mut Vec<u8>)) {
    let rig = Rig::default();
    let one = rig.open();
    for purpose in ["usage", "stability", "early"] {
        on(&one, purpose);
    }
    let taken = one.record(&event("connection_lost", &[]));
    assert!(Rig::is_accepted(&taken), "{taken:?}");
    let mut vault = rig.disk.contents()["vault"].clone();
    damage(&mut vault);
    rig.disk.put("vault", vault);
    rig.keys.set_failing(keys);

    let off = rig.open().turn_off("stability", Rig::SHOWN);

    // One that failed promised nothing.
    if off.is_ok() {
        let left = Rig::begin(&one).map(|request| request.url);
        assert_eq!(left, None, "{what}, keys {keys:?}: after {off:?}");
    }
}

#[test]
fn an_off_holds_beside_a_flipped_vault() {
    for keys in [None, Some(KeyStoreError::Locked)] {
        for at in (0..HEADER).step_by(8).chain(HEADER..HEADER + 5 * SLOT) {
            nothing_leaves(&format!("byte {at} flipped"), keys, |vault| vault[at] ^= 1);
        }
    }
}

#[test]
fn an_off_holds_beside_a_cut_vault() {
    for keys in [None, Some(KeyStoreError::Locked)] {
        for length in (0..HEADER + 6 * SLOT).step_by(4) {
            nothing_leaves(&format!("cut to {length}"), keys, |vault| {
                vault.truncate(length);
            });
        }
    }
}
