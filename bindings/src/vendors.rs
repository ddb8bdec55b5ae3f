//! Switches of vendors' SDKs that the app keeps, as the engine's port.

use std::sync::Arc;

use sordino_engine::ports;

use crate::foreign::ForeignError;

/// What a vendor's SDK said when it was told to stop and asked back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum VendorAnswer {
    /// It is off.
    Off,
    /// It says that it is still on.
    StillOn,
    /// It cannot be asked, or the switch threw.
    CannotTell,
    /// It did not answer in time.
    TimedOut,
    /// No switch was handed over for it.
    NoSwitch,
}

/// Turns one vendor's SDK on and off.
///
/// Called on a thread of its own, with no lock of Sordino's held. What it throws stays there.
#[uniffi::export(foreign)]
pub trait VendorSwitch: Send + Sync {
    /// Lets the SDK collect. Called after the purpose opened.
    ///
    /// # Errors
    ///
    /// Whatever the SDK throws; nothing follows from it.
    fn turn_on(&self) -> Result<(), ForeignError>;

    /// Stops the SDK, destroys what it stored, and asks it back.
    ///
    /// # Errors
    ///
    /// Whatever the SDK throws; the receipt says `CannotTell` then.
    fn turn_off(&self) -> Result<VendorAnswer, ForeignError>;
}

/// A vendor's SDK and its switch.
#[derive(Clone, uniffi::Record)]
pub struct Vendor {
    /// Id of the recipient in the policy.
    pub recipient: String,
    /// Its switch.
    pub switch: Arc<dyn VendorSwitch>,
}

impl ports::VendorSwitch for Vendor {
    fn recipient(&self) -> &str {
        &self.recipient
    }

    fn apply(&self, open_purposes: &[String]) -> ports::VendorAnswer {
        if !open_purposes.is_empty() {
            return match self.switch.turn_on() {
                Ok(()) => ports::VendorAnswer::StillOn,
                // It stays as it was, whatever that is.
                Err(ForeignError::Failed) => ports::VendorAnswer::CannotTell,
            };
        }
        match self.switch.turn_off() {
            Ok(VendorAnswer::Off) => ports::VendorAnswer::Off,
            Ok(VendorAnswer::StillOn) => ports::VendorAnswer::StillOn,
            Ok(VendorAnswer::CannotTell) | Err(ForeignError::Failed) => {
                ports::VendorAnswer::CannotTell
            }
            Ok(VendorAnswer::TimedOut) => ports::VendorAnswer::TimedOut,
            Ok(VendorAnswer::NoSwitch) => ports::VendorAnswer::NoSwitch,
        }
    }
}

impl From<ports::VendorAnswer> for VendorAnswer {
    fn from(answer: ports::VendorAnswer) -> Self {
        match answer {
            ports::VendorAnswer::Off => Self::Off,
            ports::VendorAnswer::StillOn | ports::VendorAnswer::OnForOthers => Self::StillOn,
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
            VendorAnswer::CannotTell => Self::CannotTell,
            VendorAnswer::TimedOut => Self::TimedOut,
            VendorAnswer::NoSwitch => Self::NoSwitch,
        }
    }
}
