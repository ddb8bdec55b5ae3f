//! The queues of every open purpose, and whom their records are about.

use super::open_purpose::OpenPurpose;
use crate::gate::Gate;
use crate::identity::People;
use crate::world::World;

/// What it takes to store a record or to read one back.
#[derive(Clone, Copy)]
pub(crate) struct Queues<'a> {
    pub(crate) world: &'a World,
    pub(crate) gate: &'a Gate<OpenPurpose>,
    pub(crate) people: &'a People,
}
