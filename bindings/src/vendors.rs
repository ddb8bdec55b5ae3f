//! Switches of vendors' SDKs that the app keeps, as the engine's port.

use std::sync::Arc;

use sordino_engine::ports;

use crate::foreign::ForeignError;

/// What a vendor's SDK said when it was told which purposes are open, and asked back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum VendorAnswer {
    /// It is off.
    Off,
    /// It says that it is still on.
    StillOn,
    /// It is on, for another purpose that is open. Sordino says so; a switch answers `StillOn`.
    OnForOthers,
    /// It is off from the next start of the app on: until then it records, and none of that is sent, then or
    /// later. A switch that answers this must also destroy what was recorded, at each start while nothing is open.
    RecordsUntilRestart,
    /// It cannot be asked, or the switch threw.
    CannotTell,
    /// It did not answer in time.
    TimedOut,
    /// No switch was handed over for it.
    NoSwitch,
}

/// Turns one vendor's SDK on and off.
///
/// Called on a thread of its own, with no lock of Sordino's held, never twice at a time. What it throws stays there.
#[uniffi::export(foreign)]
pub trait VendorSwitch: Send + Sync {
    /// Id of the recipient in the policy. Asked for once, before anything else.
    ///
    /// # Errors
    ///
    /// Whatever the app throws; the switch serves nobody then.
    fn recipient(&self) -> Result<String, ForeignError>;

    /// Makes the SDK serve the purposes that are open, and asks it back. Called at each start, and whenever another set is
    /// open.
    ///
    /// One service can serve several purposes: only an empty set turns it off and destroys what it stored. Create the SDK
    /// for a set that is not empty, and not earlier.
    ///
    /// # Errors
    ///
    /// Whatever the SDK throws; the receipt says `CannotTell` then.
    fn apply(&self, open_purposes: Vec<String>) -> Result<VendorAnswer, ForeignError>;
}

/// A switch, and whose it is.
struct Vendor {
    recipient: String,
    switch: Arc<dyn VendorSwitch>,
}

/// The engine's port over a switch of the app.
pub(crate) fn port(switch: Arc<dyn VendorSwitch>) -> Arc<dyn ports::VendorSwitch> {
    Arc::new(Vendor {
        recipient: switch.recipient().unwrap_or_default(),
        switch,
    })
}

impl ports::VendorSwitch for Vendor {
    fn recipient(&self) -> &str {
        &self.recipient
    }

    fn apply(&self, open_purposes: &[String]) -> ports::VendorAnswer {
        let answer = self.switch.apply(open_purposes.to_vec());
        // It stays as it was, whatever that is.
        answer.map_or(ports::VendorAnswer::CannotTell, Into::into)
    }
}

impl From<ports::VendorAnswer> for VendorAnswer {
    fn from(answer: ports::VendorAnswer) -> Self {
        match answer {
            ports::VendorAnswer::Off => Self::Off,
            ports::VendorAnswer::StillOn => Self::StillOn,
            ports::VendorAnswer::OnForOthers => Self::OnForOthers,
            ports::VendorAnswer::RecordsUntilRestart => Self::RecordsUntilRestart,
            ports::VendorAnswer::CannotTell => Self::CannotTell,
            ports::VendorAnswer::TimedOut => Self::TimedOut,
            ports::VendorAnswer::NoSwitch => Self::NoSwitch,
        }
    }
}

impl From<VendorAnswer> for ports::VendorAnswer {
    fn from(answer: VendorAnswer) -> Self {
        match answer {
            VendorAnswer::Off => Self::Off,
            VendorAnswer::StillOn => Self::StillOn,
            VendorAnswer::OnForOthers => Self::OnForOthers,
            VendorAnswer::RecordsUntilRestart => Self::RecordsUntilRestart,
            VendorAnswer::CannotTell => Self::CannotTell,
            VendorAnswer::TimedOut => Self::TimedOut,
            VendorAnswer::NoSwitch => Self::NoSwitch,
        }
    }
}
