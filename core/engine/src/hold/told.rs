//! What is held before the first choice, told to the person it is about.

use super::Holds;
use crate::catalog::PurposeIx;
use crate::minimise::Tell;
use crate::queue::Readable;
use crate::world::World;

impl Holds {
    /// Tells of every record that a purpose holds in memory. Returns where its sealed ones lie.
    pub(crate) fn each(
        &self,
        world: &World,
        at: PurposeIx,
        tell: &mut Tell<'_>,
    ) -> Option<Readable> {
        let held = self.of(at);
        for (context, minimised) in &held.records {
            tell(minimised.recipient(), context.text(), minimised.text());
        }
        let sealed = held.sealed.as_ref();
        sealed.map(|sealed| Readable::of(sealed, world))
    }
}
