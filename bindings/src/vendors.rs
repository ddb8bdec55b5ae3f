//! Switches of vendors' SDKs that the app keeps, as the engine's port.

use std::sync::Arc;

use sordino_engine::ports::{self, VendorThrew};
use sordino_engine::receipt;

use crate::foreign::ForeignError;

/// How a vendor's SDK stands after it was told which purposes are open, and was asked back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
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

/// What a vendor's SDK says of itself. Off is what collects nothing, keeps nothing and has no id; what cannot be told is
/// never taken for off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct VendorReadBack {
    /// Whether it collects.
    pub collecting: Collecting,
    /// How many items it keeps unsent; none if that cannot be told.
    pub unsent: Option<u64>,
    /// Whether it has an id of the person or the installation; none if that cannot be told.
    pub has_id: Option<bool>,
}

/// What a switch did when it was told which purposes are open. None stands for what cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct VendorReport {
    /// How many of the SDK's requests were under way.
    pub in_flight: Option<u64>,
    /// How many stored items it removed.
    pub purged: Option<u64>,
}

/// The SDK that a switch is for.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct VendorAbout {
    /// Id of the recipient in the policy.
    pub recipient: String,
    /// The SDK's name.
    pub name: String,
    /// The SDK's version; empty if it does not say.
    pub version: String,
}

/// The step at which a vendor's switch threw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum VendorStep {
    /// Creating the SDK.
    Create,
    /// Telling it which purposes are open.
    Tell,
    /// Asking it back.
    ReadBack,
}

/// What came of telling one vendor's SDK which of its purposes are open. None stands for what cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct VendorOutcome {
    /// Id of the recipient.
    pub recipient: String,
    /// The SDK's name; empty without a switch.
    pub name: String,
    /// The SDK's version; empty if its switch does not say.
    pub version: String,
    /// How it stands.
    pub answer: VendorAnswer,
    /// Whether it was told, and its switch came back without throwing.
    pub told: bool,
    /// What it said when it was asked back.
    pub read_back: Option<VendorReadBack>,
    /// Whether it collected before this process first told it anything: the app, or the SDK itself, began it.
    pub started_before: bool,
    /// How often it collected again by itself since its off was read back, in this process.
    pub on_again: u64,
    /// How many of its requests were under way when it was told.
    pub in_flight: Option<u64>,
    /// How many stored items it removed.
    pub purged: Option<u64>,
    /// The step at which its switch threw first.
    pub failed: Option<VendorStep>,
    /// How long it took to tell it and to ask it back, in milliseconds.
    pub millis: u64,
}

/// Makes one vendor's SDK, and turns it on and off. Handing it over creates nothing.
///
/// Called on a thread of its own, with no lock of Sordino's held, never twice at a time. What it throws stays there, and is
/// told as the step at which it threw.
#[uniffi::export(foreign)]
pub trait VendorSwitch: Send + Sync {
    /// Returns which SDK this is. Asked for once, before anything else.
    ///
    /// # Errors
    ///
    /// Whatever the app throws; the switch serves nobody then.
    fn about(&self) -> Result<VendorAbout, ForeignError>;

    /// Creates the SDK. Called only while a purpose of it is open, before `apply`, and again after an off that was read back.
    ///
    /// # Errors
    ///
    /// Whatever the SDK throws; it is created before the next word then.
    fn create(&self) -> Result<(), ForeignError>;

    /// Makes the created SDK serve the purposes that are open. Called whenever another set is open.
    ///
    /// One service can serve several purposes: only an empty set turns it off, destroys what it stored and forgets its ids.
    ///
    /// # Errors
    ///
    /// Whatever the SDK throws; it is never told as off then.
    fn apply(&self, open_purposes: Vec<String>) -> Result<VendorReport, ForeignError>;

    /// Turns off what an SDK that was not created keeps by itself: flags that persist, files, ids. Creates nothing. Called at
    /// each start while none of its purposes is open.
    ///
    /// # Errors
    ///
    /// Whatever it throws; the SDK is never told as off then.
    fn off_without_instance(&self) -> Result<VendorReport, ForeignError>;

    /// Returns what the SDK says of itself now. Also asked where it was not created: one that collects then was begun by
    /// somebody else.
    ///
    /// # Errors
    ///
    /// Whatever the SDK throws; nobody can tell how it stands then.
    fn read_back(&self) -> Result<VendorReadBack, ForeignError>;
}

/// A switch of the app's.
struct Vendor(Arc<dyn VendorSwitch>);

/// The engine's port over a switch of the app.
pub(crate) fn port(switch: Arc<dyn VendorSwitch>) -> Arc<dyn ports::VendorSwitch> {
    Arc::new(Vendor(switch))
}

impl ports::VendorSwitch for Vendor {
    fn about(&self) -> ports::VendorAbout {
        self.0.about().map_or_else(
            |_| ports::VendorAbout::default(),
            |about| ports::VendorAbout {
                recipient: about.recipient,
                name: about.name,
                version: about.version,
            },
        )
    }

    fn create(&self) -> Result<(), VendorThrew> {
        self.0.create().map_err(|_| VendorThrew)
    }

    fn apply(&self, open_purposes: &[String]) -> Result<ports::VendorReport, VendorThrew> {
        report(self.0.apply(open_purposes.to_vec()))
    }

    fn off_without_instance(&self) -> Result<ports::VendorReport, VendorThrew> {
        report(self.0.off_without_instance())
    }

    fn read_back(&self) -> Result<ports::VendorReadBack, VendorThrew> {
        let read = self.0.read_back().map_err(|_| VendorThrew)?;
        Ok(ports::VendorReadBack {
            collecting: match read.collecting {
                Collecting::No => ports::Collecting::No,
                Collecting::Yes => ports::Collecting::Yes,
                Collecting::UntilRestart => ports::Collecting::UntilRestart,
                Collecting::CannotTell => ports::Collecting::CannotTell,
            },
            unsent: read.unsent,
            has_id: read.has_id,
        })
    }
}

fn report(said: Result<VendorReport, ForeignError>) -> Result<ports::VendorReport, VendorThrew> {
    let VendorReport { in_flight, purged } = said.map_err(|_| VendorThrew)?;
    Ok(ports::VendorReport { in_flight, purged })
}

impl From<ports::VendorReadBack> for VendorReadBack {
    fn from(read: ports::VendorReadBack) -> Self {
        let ports::VendorReadBack {
            collecting,
            unsent,
            has_id,
        } = read;
        Self {
            collecting: match collecting {
                ports::Collecting::No => Collecting::No,
                ports::Collecting::Yes => Collecting::Yes,
                ports::Collecting::UntilRestart => Collecting::UntilRestart,
                ports::Collecting::CannotTell => Collecting::CannotTell,
            },
            unsent,
            has_id,
        }
    }
}

impl From<receipt::VendorStep> for VendorStep {
    fn from(step: receipt::VendorStep) -> Self {
        match step {
            receipt::VendorStep::Create => Self::Create,
            receipt::VendorStep::Tell => Self::Tell,
            receipt::VendorStep::ReadBack => Self::ReadBack,
        }
    }
}

impl From<receipt::VendorOutcome> for VendorOutcome {
    fn from(outcome: receipt::VendorOutcome) -> Self {
        let receipt::VendorOutcome {
            recipient,
            name,
            version,
            answer,
            told,
            read_back,
            started_before,
            on_again,
            in_flight,
            purged,
            failed,
            millis,
        } = outcome;
        Self {
            recipient,
            name,
            version,
            answer: answer.into(),
            told,
            read_back: read_back.map(Into::into),
            started_before,
            on_again,
            in_flight,
            purged,
            failed: failed.map(Into::into),
            millis,
        }
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
