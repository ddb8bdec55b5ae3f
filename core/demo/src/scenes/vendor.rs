//! A stand-in for a vendor's own SDK: the demo has none of them.

use sordino_engine::ports::{VendorAnswer, VendorSwitch};

/// It collects nothing, and says so when it is told to stop.
pub(crate) struct StandIn {
    recipient: String,
}

impl StandIn {
    pub(crate) fn of(recipient: &str) -> Self {
        Self {
            recipient: recipient.to_owned(),
        }
    }
}

impl VendorSwitch for StandIn {
    fn recipient(&self) -> &str {
        &self.recipient
    }

    fn turn_on(&self) {}

    fn turn_off(&self) -> VendorAnswer {
        VendorAnswer::Off
    }
}
