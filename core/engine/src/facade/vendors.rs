//! Vendors' own SDKs.

use super::Engine;
use crate::receipt::VendorOutcome;

impl Engine {
    /// Returns what each vendor's SDK was told last, and what came of it; a vendor that has not answered yet is left out. One
    /// that is off is asked again once a minute, by [`Engine::refresh`] and [`Engine::expire`].
    pub fn vendors(&self) -> Vec<VendorOutcome> {
        self.guarded(Vec::new, |rooms| rooms.vendors.outcomes())
    }
}
