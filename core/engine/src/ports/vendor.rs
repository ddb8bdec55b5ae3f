//! The switch of a vendor's SDK that an app keeps.

use serde::Serialize;

/// What a vendor's SDK said when it was told to stop and asked back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VendorAnswer {
    /// It is off.
    Off,
    /// It says that it is still on.
    StillOn,
    /// It cannot be asked.
    CannotTell,
    /// It did not answer in time.
    TimedOut,
    /// No switch was handed over for it.
    NoSwitch,
}

/// Turns one vendor's SDK on and off. Called with no lock of ours held.
pub trait VendorSwitch: Send + Sync {
    /// The recipient's id in the policy.
    fn recipient(&self) -> &str;

    /// Lets it collect. Called after the purpose opened.
    fn turn_on(&self);

    /// Stops it, destroys what it stored, and asks it back.
    fn turn_off(&self) -> VendorAnswer;
}
