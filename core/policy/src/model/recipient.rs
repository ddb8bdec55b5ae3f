//! Who gets data, and in what form.

use serde::{Deserialize, Serialize};

use super::text::Texts;

/// Somebody who gets data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Stable id, `[a-z][a-z0-9_]*`, at most 40 bytes.
    pub id: String,
    /// Legal name, or what kind of recipient it is.
    pub name: String,
    /// The name by locale, where it is another one there.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub names: Texts,
    /// Where its own privacy policy stands (https).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy_policy: Option<String>,
    /// What it speaks.
    pub kind: RecipientKind,
    /// Base URL; none for a vendor's SDK or a service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// Public client key (Segment write key, Sentry DSN key, bearer token of an OTLP server). Never a secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Its role under the GDPR.
    pub role: Role,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// What the transfer rests on; required outside the EEA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer_tool: Option<TransferTool>,
    /// The day on which that comes into force, `YYYY-MM-DD`, by UTC; it gets nothing before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer_from: Option<String>,
    /// The last day on which that is in force; it gets nothing afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer_until: Option<String>,
    /// The one platform on which the app has it, if it is not on both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_on: Option<Platform>,
    /// Ids of the purposes it serves.
    pub purposes: Vec<String>,
    /// How long a pseudonym lives.
    #[serde(default)]
    pub epoch: Epoch,
    /// Whom the device's pseudonym stands for.
    #[serde(default, skip_serializing_if = "DevicePseudonym::is_per_person")]
    pub device_pseudonym: DevicePseudonym,
    /// Days after which the recipient deletes what it got.
    pub retention_days: u32,
    /// Whether pseudonyms given out are kept, sealed, for export and deletion requests.
    #[serde(default = "yes")]
    pub remember_issued: bool,
    /// Bounds of what waits for it.
    #[serde(default)]
    pub queue: QueueBounds,
}

impl Recipient {
    /// Returns the name in `locale`.
    pub fn name_in(&self, locale: &str) -> &str {
        let own = self.names.get(locale);
        own.filter(|name| !name.is_empty()).unwrap_or(&self.name)
    }
}

fn yes() -> bool {
    true
}

/// A platform that an app is built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    /// Android.
    Android,
    /// iOS and iPadOS.
    Ios,
}

/// What a recipient speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecipientKind {
    /// Segment's HTTP tracking API, batches.
    Segment,
    /// Sentry envelopes; the endpoint's last path segment is the project.
    Sentry,
    /// OpenTelemetry's logs over OTLP/HTTP, events and crash reports alike.
    Otlp,
    /// A vendor's own SDK in the app, which sends by itself.
    VendorSdk,
    /// A service that gets data from the app's own server, or because the person writes to it.
    /// This library sends it nothing; it is declared so that the notice is complete.
    Service,
    /// The controller's own endpoint for requests that a person may make by law. It gets those, and nothing else.
    Rights,
}

/// GDPR role of a recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Art. 28.
    Processor,
    /// Art. 26.
    JointController,
    /// Decides by itself.
    Controller,
}

/// GDPR Art. 45 to 49.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TransferTool {
    /// Art. 45: an adequacy decision.
    AdequacyDecision,
    /// Art. 46(2)(c): standard contractual clauses.
    StandardContractualClauses,
    /// Art. 47: binding corporate rules.
    BindingCorporateRules,
}

/// How long a pseudonym stays the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Epoch {
    /// This many days.
    Days(u16),
    /// Until the purpose is turned off.
    UntilWithdrawal,
}

impl Default for Epoch {
    fn default() -> Self {
        Self::Days(30)
    }
}

/// Whom the pseudonym in `device_id` stands for.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DevicePseudonym {
    /// For the device in the hands of one person: another one for each who signs in, and for nobody.
    #[default]
    PerPerson,
    /// For the device, whoever is signed in.
    PerDevice,
}

impl DevicePseudonym {
    fn is_per_person(&self) -> bool {
        *self == Self::PerPerson
    }
}

/// Bounds of one queue; the oldest whole segment goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct QueueBounds {
    /// Most bytes on disk.
    pub max_bytes: u64,
    /// Most records.
    pub max_records: u64,
}

impl Default for QueueBounds {
    fn default() -> Self {
        Self {
            max_bytes: 10_000_000,
            max_records: 50_000,
        }
    }
}
