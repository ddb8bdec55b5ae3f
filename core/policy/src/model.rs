//! The nouns of a policy. Names follow W3C DPV, the GDPR and the platforms' own words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The format number that this version writes and the newest one that it reads.
pub const FORMAT: u32 = 1;

/// A locale's tag (`en`, `de`) to a text in it.
pub type Texts = BTreeMap<String, String>;

/// Everything an app promised, checked and complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Format number of the file this came from.
    pub format: u32,
    /// SHA-256 (lower-case hex) of the file's canonical bytes without this member.
    pub hash: String,
    /// The policy's own version, as its authors count it.
    pub version: String,
    /// The day it takes effect, `YYYY-MM-DD`.
    pub date: String,
    /// Whether it changed enough since the last version that people must be asked again.
    pub material: bool,
    /// Who decides about the data, and how to reach them.
    pub controller: Controller,
    /// Locales that every text is written in; the first is the fallback.
    pub locales: Vec<String>,
    /// Why data is collected.
    pub purposes: Vec<Purpose>,
    /// Who gets it.
    pub recipients: Vec<Recipient>,
    /// What may be in a payload, and what happens to it first.
    pub fields: Vec<Field>,
    /// What an app may record.
    pub events: Vec<EventRule>,
    /// What the app asks the operating system for.
    pub permissions: Vec<Permission>,
    /// Age, organisation and signal.
    pub limits: Limits,
    /// Texts of the screens that the app words by itself: key of [`Word`](crate::chrome::Word) to a text in each locale.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub screens: BTreeMap<String, Texts>,
}

impl Policy {
    /// Returns the version since which a yes to `purpose` counts; empty if any does.
    pub fn material_since<'a>(&'a self, purpose: &'a Purpose) -> &'a str {
        match (&purpose.material_since, self.material) {
            (Some(version), _) => version,
            (None, true) => &self.version,
            (None, false) => "",
        }
    }
}

/// Controller, data protection officer and supervisory authority (GDPR Art. 13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Controller {
    /// Registered name.
    pub name: String,
    /// Postal address.
    pub address: String,
    /// E-mail address for questions and requests.
    pub email: String,
    /// The data protection officer.
    pub data_protection_officer: Contact,
    /// The authority one may complain to.
    pub supervisory_authority: Contact,
    /// Where the published privacy notice stands.
    pub privacy_notice: String,
    /// Days after which erased data is gone from backups too; over 30 only with a reason.
    pub backup_retention_days: u32,
    /// The legal duty for which backups outlast 30 days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backup_retention_reason: Option<String>,
}

/// A person or an office one can write to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Name of the person or office.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Postal address, where published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Telephone number, where published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

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

/// Somebody who gets data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Stable id, `[a-z][a-z0-9_]*`, at most 40 bytes.
    pub id: String,
    /// Legal name.
    pub name: String,
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

/// One field that may be in a payload. What no field lists is dropped and counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The key a value stands under, at any depth.
    pub name: String,
    /// What happens to the value first.
    pub rule: FieldRule,
    /// Ids of the recipients that may have it.
    pub recipients: Vec<String>,
    /// Data category, as the published notice names it.
    pub category: String,
}

/// What happens to a value before it is queued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldRule {
    /// It stays.
    Keep,
    /// It goes.
    Drop,
    /// It loses precision.
    Coarsen(Coarsening),
    /// It becomes a keyed pseudonym.
    Pseudonymise,
    /// It is free text: personal data in it becomes a token.
    Scrub,
    /// It stays if it is one of these; else it becomes `other`.
    Enumerate(Vec<String>),
}

/// How a value loses precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Coarsening {
    /// A time, to the hour.
    TimeToHour,
    /// A time zone, to its offset from UTC.
    TimeZoneToOffset,
    /// `17.5.1` to `17.5`.
    OsToMajorMinor,
    /// `iPhone15,3` to `iPhone`, `SM-S911B` to `SM`.
    DeviceToFamily,
    /// `de-AT` to `de`.
    LocaleToLanguage,
    /// A count or size, down to a power of two.
    SizeToPowerOfTwo,
}

/// One thing an app may record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventRule {
    /// Its name on the wire.
    pub name: String,
    /// Id of the one purpose it serves.
    pub purpose: String,
    /// Top-level properties it may carry; nested keys need a field only.
    pub properties: Vec<String>,
}

/// Something the app asks the operating system for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permission {
    /// Which one.
    pub id: PermissionId,
    /// Id of the purpose it serves.
    pub purpose: String,
    /// Feature that needs it, per locale.
    pub feature: Texts,
    /// Purpose string, per locale.
    pub purpose_string: Texts,
    /// Numbers of the one card the app keeps (contacts only).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub card_numbers: Vec<String>,
    /// What the card is called (contacts only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_name: Option<String>,
    /// The organisation on the card (contacts only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_organisation: Option<String>,
    /// Number of the card's content; a higher one replaces a card that is there (contacts only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_version: Option<u32>,
    /// Whether the app writes the card directly, which asks the system for access (contacts only). Else the person saves it in
    /// the system's own screen, and no permission is asked for.
    #[serde(default, skip_serializing_if = "is_false")]
    pub card_direct: bool,
    /// Categories that are chosen apart (push only).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<PushCategory>,
}

/// Push notifications that a person can choose apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PushCategory {
    /// Stable id, `[a-z][a-z0-9_]*`, at most 40 bytes.
    pub id: String,
    /// What it is called, per locale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Texts>,
    /// What is sent, per locale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Texts>,
    /// Id of the purpose of its own; the permission's, if it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// How much it may disturb.
    #[serde(default, skip_serializing_if = "Importance::is_normal")]
    pub importance: Importance,
    /// Whether it promotes something: it has a purpose of its own then, which only a yes opens.
    #[serde(default, skip_serializing_if = "is_false")]
    pub marketing: bool,
    /// Whether it may break through silence.
    #[serde(default, skip_serializing_if = "is_false")]
    pub critical: bool,
}

fn is_false(answer: &bool) -> bool {
    !answer
}

/// How much a push notification may disturb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Importance {
    /// Without a sound.
    Low,
    /// With a sound.
    #[default]
    Normal,
    /// With a sound, and over what is on the screen.
    High,
}

impl Importance {
    fn is_normal(&self) -> bool {
        *self == Self::Normal
    }
}

/// Permissions Sordino walks people through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PermissionId {
    /// The address book.
    Contacts,
    /// Push notifications.
    Push,
}

/// What may lower a choice, and what must be known before anything opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Below this age every optional purpose is closed.
    pub minimum_age: u8,
    /// Who the app is made for; an age below 13 needs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    /// How a parent's consent is had (Art. 8(2)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parental_consent: Option<String>,
    /// Ids of the purposes that an organisation may switch off; it can never switch one on.
    #[serde(default)]
    pub organisation_may_switch_off: Vec<String>,
    /// Days that must pass after a refusal before asking again.
    #[serde(default = "half_a_year")]
    pub reask_after_days: u32,
    /// Signals that count as their lowest until supplied.
    #[serde(default)]
    pub required: Vec<RequiredSignal>,
}

fn half_a_year() -> u32 {
    180
}

/// A signal that a policy may require.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequiredSignal {
    /// The person's age band.
    Age,
    /// What the managing organisation allows.
    Organisation,
    /// A GPC-like objection by machine (GDPR Art. 21(5)).
    Signal,
}
