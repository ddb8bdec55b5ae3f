//! What a lane needs from outside.

use crate::lock::Patience;
use crate::ports::{Files, Millis, Random};
use crate::seal::KEY_BYTES;
use crate::world::World;

/// What a lane needs from outside for one call.
#[derive(Clone, Copy)]
pub(crate) struct Outside<'a> {
    pub(crate) files: &'a dyn Files,
    pub(crate) random: &'a dyn Random,
    pub(crate) queue_secret: &'a [u8; KEY_BYTES],
    pub(crate) now: Millis,
    pub(crate) patience: &'a Patience,
    pub(super) world: &'a World,
}

impl<'a> Outside<'a> {
    pub(crate) fn of(
        world: &'a World,
        queue_secret: &'a [u8; KEY_BYTES],
        patience: &'a Patience,
        now: Millis,
    ) -> Self {
        Self {
            files: world.files(),
            random: world.random(),
            queue_secret,
            now,
            patience,
            world,
        }
    }
}
