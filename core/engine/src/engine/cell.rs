//! One purpose in memory: its door, its work, and what waits for a first choice.

use std::sync::atomic::AtomicBool;

use super::held::Held;
use super::working::Working;
use crate::gate::Door;
use crate::sync::Mutex;

/// What memory holds of one purpose.
#[derive(Default)]
pub(super) struct PurposeCell {
    pub(super) door: Door,
    pub(super) work: Mutex<Option<Working>>,
    pub(super) held: Mutex<Held>,
    /// An off that could not be made durable: this process keeps it closed, whatever the disk says.
    pub(super) shut: AtomicBool,
}
