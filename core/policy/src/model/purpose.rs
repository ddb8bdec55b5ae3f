//! Why data is collected, and on which ground.

use serde::{Deserialize, Serialize};

use super::text::Texts;

/// One reason to collect data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    /// Stable id, `[a-z][a-z0-9_]*`, at most 40 bytes.
    pub id: String,
    /// What sort of data it is about.
    pub kind: PurposeKind,
    /// GDPR Art. 6(1).
    pub legal_basis: LegalBasis,
    /// Reference to the balancing test; required with legitimate interest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balancing: Option<String>,
    /// ePrivacy Art. 5(3): access to the device.
    pub device_access: DeviceAccess,
    /// Why access is strictly necessary; required where it is said to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_access_reason: Option<String>,
    /// What special categories of data rest on, where the purpose has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub special_categories: Option<SpecialBasis>,
    /// What is offered before the person chose.
    #[serde(default)]
    pub before_choice: BeforeChoice,
    /// Days after which a record is destroyed unsent, and after which recipients delete it.
    pub retention_days: u32,
    /// Data categories that the published notice names for it; a field's `category` is one of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<String>,
    /// Days after which consent expires, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validity_days: Option<u32>,
    /// The policy's version since which an older yes is of no use, if a change asked again for this purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub material_since: Option<String>,
    /// What changed when an older yes came to be of no use, per locale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Texts>,
    /// Title of the switch, per locale.
    pub title: Texts,
    /// What is collected, for what, and how to withdraw, per locale.
    pub text: Texts,
}

/// What sort of data a purpose is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PurposeKind {
    /// Crash reports.
    Crash,
    /// Usage events.
    Events,
    /// Measurements of speed and load.
    Performance,
    /// The address book.
    Contacts,
    /// Push notifications.
    Push,
    /// The person's account.
    Account,
    /// Help that the person asked for.
    Support,
    /// Fraud, misuse and attacks: what keeps the service and its people safe.
    Security,
    /// What the app stores and does for the person on the controller's own servers.
    OwnServers,
    /// What a person asks for by law, such as deletion at the recipients. Their request alone opens it.
    Rights,
}

impl PurposeKind {
    /// Returns `true` for what an app reports of itself: crashes, events and measurements.
    pub fn is_telemetry(self) -> bool {
        matches!(self, Self::Crash | Self::Events | Self::Performance)
    }
}

/// GDPR Art. 9(2): what special categories of data rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SpecialBasis {
    /// (a) `dpv:ExplicitConsent`.
    ExplicitConsent,
}

/// Who an app is made for, where that is not everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Children below the age of 13.
    Children,
}

/// GDPR Art. 6(1), in DPV's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LegalBasis {
    /// (a) `dpv:Consent`.
    Consent,
    /// (b) `dpv:Contract`.
    Contract,
    /// (c) `dpv:LegalObligation`.
    LegalObligation,
    /// (f) `dpv:LegitimateInterest`.
    LegitimateInterest,
}

/// Whether reading from or writing to the device needs consent of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeviceAccess {
    /// It does.
    Consent,
    /// It does not: the service that was asked for cannot do without.
    StrictlyNecessary,
}

/// What happens to a record that is offered before the person chose.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BeforeChoice {
    /// It is refused.
    #[default]
    Discard,
    /// It waits in memory and is gone with the process.
    HoldInMemory {
        /// Most records held, and 256 kB in all; the oldest goes first.
        max_records: u32,
    },
    /// It waits on disk, sealed; only where access is strictly necessary.
    HoldSealed {
        /// Most records held; one beyond them is refused for want of room.
        max_records: u32,
        /// Hours after the first held record at which all are destroyed.
        max_hours: u32,
    },
}
