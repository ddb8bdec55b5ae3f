//! The switch of a vendor's SDK that an app keeps.

use serde::Serialize;

/// What a vendor's SDK said when it was told which purposes are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VendorAnswer {
    /// It is off.
    Off,
    /// It says that it is still on.
    StillOn,
    /// It is on, for another purpose that is open.
    OnForOthers,
    /// It is off from the next start of the app on: until then it records, and none of that is sent, then or
    /// later. A switch that answers this must also destroy what was recorded, at each start while nothing is open.
    RecordsUntilRestart,
    /// It cannot be asked.
    CannotTell,
    /// It did not answer in time.
    TimedOut,
    /// No switch was handed over for it.
    NoSwitch,
}

/// Turns one vendor's SDK on and off. Called with no lock of ours held, never twice at a time.
pub trait VendorSwitch: Send + Sync {
    /// The recipient's id in the policy.
    fn recipient(&self) -> &str;

    /// Makes the SDK serve the purposes that are open, and asks it back.
    ///
    /// One service can serve several purposes: only an empty set turns it off and destroys what it
    /// stored.
    fn apply(&self, open_purposes: &[String]) -> VendorAnswer;
}
