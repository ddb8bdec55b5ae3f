//! The switch of a vendor's SDK that an app keeps.

use serde::Serialize;

/// How a vendor's SDK stands after it was told which purposes are open, and was asked back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VendorAnswer {
    /// It collects nothing, keeps nothing unsent, and has no id.
    Off,
    /// It still collects, or still keeps something unsent or an id.
    StillOn,
    /// It is on, for another purpose that is open.
    OnForOthers,
    /// It is off from the next start of the app on: until then it records, and none of that is sent, then or
    /// later.
    RecordsUntilRestart,
    /// Its switch threw, or it cannot say one of the three.
    CannotTell,
    /// It did not answer in time.
    TimedOut,
    /// No switch was handed over for it.
    NoSwitch,
}

/// Whether a vendor's SDK collects, as the SDK itself says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Collecting {
    /// It collects nothing.
    No,
    /// It collects.
    Yes,
    /// It records until the app ends, and never sends that. A switch that says this must also destroy what was recorded,
    /// at each start while nothing is open.
    UntilRestart,
    /// It cannot be asked.
    CannotTell,
}

/// What a vendor's SDK says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct VendorReadBack {
    /// Whether it collects.
    pub collecting: Collecting,
    /// How many items it keeps unsent; `None` if that cannot be told.
    pub unsent: Option<u64>,
    /// Whether it has an id of the person or the installation; `None` if that cannot be told.
    pub has_id: Option<bool>,
}

/// What a switch did when it was told which purposes are open. `None` stands for what cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VendorReport {
    /// How many of the SDK's requests were under way.
    pub in_flight: Option<u64>,
    /// How many stored items it removed.
    pub purged: Option<u64>,
}

/// The SDK that a switch is for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VendorAbout {
    /// The recipient's id in the policy.
    pub recipient: String,
    /// The SDK's name.
    pub name: String,
    /// The SDK's version; empty if it does not say.
    pub version: String,
}

/// A switch threw. What, is the app's own: it may hold personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VendorThrew;

/// Makes one vendor's SDK, and turns it on and off. Handing it over creates nothing.
///
/// Called with no lock of ours held, never twice at a time.
pub trait VendorSwitch: Send + Sync {
    /// Returns which SDK this is. Asked once, before anything else.
    fn about(&self) -> VendorAbout;

    /// Creates the SDK. Called only while a purpose of it is open, before [`apply`](Self::apply), and again after an off that
    /// was read back.
    ///
    /// # Errors
    ///
    /// [`VendorThrew`]; it is called again before the next word.
    fn create(&self) -> Result<(), VendorThrew>;

    /// Makes the created SDK serve the purposes that are open.
    ///
    /// One service can serve several purposes: only an empty set turns it off, destroys what it stored and forgets its ids.
    ///
    /// # Errors
    ///
    /// [`VendorThrew`].
    fn apply(&self, open_purposes: &[String]) -> Result<VendorReport, VendorThrew>;

    /// Turns off what an SDK that was not created keeps by itself: flags that persist, files, ids. Creates nothing.
    ///
    /// # Errors
    ///
    /// [`VendorThrew`].
    fn off_without_instance(&self) -> Result<VendorReport, VendorThrew>;

    /// Returns what the SDK says of itself now. Also asked where it was not created.
    ///
    /// # Errors
    ///
    /// [`VendorThrew`].
    fn read_back(&self) -> Result<VendorReadBack, VendorThrew>;
}

impl VendorReadBack {
    /// Says that it collects nothing, keeps nothing and has no id.
    pub const OFF: Self = Self {
        collecting: Collecting::No,
        unsent: Some(0),
        has_id: Some(false),
    };

    /// Says that it collects, and nothing else.
    pub const ON: Self = Self {
        collecting: Collecting::Yes,
        unsent: None,
        has_id: None,
    };

    /// Says nothing.
    pub const UNKNOWN: Self = Self {
        collecting: Collecting::CannotTell,
        unsent: None,
        has_id: None,
    };

    /// Returns how the SDK stands by what it says. Off is what says all three of it; one that keeps something is not off,
    /// whatever it says of collecting.
    pub fn answer(&self) -> VendorAnswer {
        let keeps = self.unsent.is_some_and(|unsent| unsent > 0) || self.has_id == Some(true);
        match self.collecting {
            Collecting::Yes => VendorAnswer::StillOn,
            Collecting::UntilRestart => VendorAnswer::RecordsUntilRestart,
            Collecting::CannotTell => VendorAnswer::CannotTell,
            Collecting::No if keeps => VendorAnswer::StillOn,
            Collecting::No if self.unsent.is_none() || self.has_id.is_none() => {
                VendorAnswer::CannotTell
            }
            Collecting::No => VendorAnswer::Off,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Collecting, VendorAnswer, VendorReadBack};

    #[test]
    fn off_says_all_three() {
        use Collecting::{CannotTell, No, UntilRestart, Yes};
        for (collecting, unsent, has_id, answer) in [
            (No, Some(0), Some(false), VendorAnswer::Off),
            (No, None, Some(false), VendorAnswer::CannotTell),
            (No, Some(0), None, VendorAnswer::CannotTell),
            (No, Some(1), None, VendorAnswer::StillOn),
            (No, None, Some(true), VendorAnswer::StillOn),
            (CannotTell, Some(0), Some(false), VendorAnswer::CannotTell),
            (Yes, Some(0), Some(false), VendorAnswer::StillOn),
            (
                UntilRestart,
                Some(0),
                Some(false),
                VendorAnswer::RecordsUntilRestart,
            ),
        ] {
            let said = VendorReadBack {
                collecting,
                unsent,
                has_id,
            };
            assert_eq!(said.answer(), answer, "{said:?}");
        }
    }
}
