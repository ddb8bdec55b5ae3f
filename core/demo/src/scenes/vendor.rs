//! A stand-in for a vendor's own SDK: the demo has none of them.

use std::sync::atomic::{AtomicBool, Ordering};

use sordino_engine::ports::{VendorAbout, VendorReadBack, VendorReport, VendorSwitch, VendorThrew};

/// It collects nothing, and says so when it is told to stop.
pub(crate) struct StandIn {
    recipient: String,
    is_on: AtomicBool,
}

impl StandIn {
    pub(crate) fn of(recipient: &str) -> Self {
        Self {
            recipient: recipient.to_owned(),
            is_on: AtomicBool::new(false),
        }
    }
}

impl VendorSwitch for StandIn {
    fn about(&self) -> VendorAbout {
        VendorAbout {
            recipient: self.recipient.clone(),
            name: "a stand-in".to_owned(),
            version: String::new(),
        }
    }

    fn create(&self) -> Result<(), VendorThrew> {
        Ok(())
    }

    fn apply(&self, open_purposes: &[String]) -> Result<VendorReport, VendorThrew> {
        self.is_on
            .store(!open_purposes.is_empty(), Ordering::SeqCst);
        Ok(VendorReport {
            in_flight: Some(0),
            purged: Some(0),
        })
    }

    fn off_without_instance(&self) -> Result<VendorReport, VendorThrew> {
        self.apply(&[])
    }

    fn read_back(&self) -> Result<VendorReadBack, VendorThrew> {
        Ok(match self.is_on.load(Ordering::SeqCst) {
            true => VendorReadBack::ON,
            false => VendorReadBack::OFF,
        })
    }
}
