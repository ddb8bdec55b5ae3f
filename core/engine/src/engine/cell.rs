//! One purpose in memory: its door, its work, and what waits for a first choice.

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
}
