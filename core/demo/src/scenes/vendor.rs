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

    fn apply(&self, open_purposes: &[String]) -> VendorAnswer {
        match open_purposes {
            [] => VendorAnswer::Off,
            _ => VendorAnswer::StillOn,
        }
    }
}
