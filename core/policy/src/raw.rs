//! `privacy.toml` as it is written, before any rule is asked.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;
use toml::de::DeValue;

use crate::check_table::CheckLevel;
use crate::day::Day;
use crate::finding::Report;
use crate::model;
use crate::read::{At, FromToml, noun, raw_table};

/// A text in each locale: `title.en = "…"`, `title.de = "…"`.
pub(crate) type Texts = BTreeMap<String, At<String>>;
/// A list of ids or names.
pub(crate) type Names = Vec<At<String>>;

/// Where a switch stands before anybody touched it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Default {
    /// Off, until the person turns it on.
    Off,
    /// On; never where consent is asked for.
    On,
}

/// Fields that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Preset {
    /// What a crash needs to be symbolicated and counted by version: no message, no names of threads, nobody's id.
    CrashMinimal,
    /// What an event needs to be counted by device and version: five fields beside the event's own properties.
    EventsMinimal,
}

/// The entries of a list that may be left out.
pub(crate) fn list<T>(entries: &Option<At<Vec<T>>>) -> &[T] {
    entries.as_ref().map_or(&[], |entries| &entries.value)
}

macro_rules! nouns {
    ($($type:ty),+ $(,)?) => {
        $(impl FromToml for $type {
            fn from_toml(value: &Spanned<DeValue<'_>>, report: &mut Report) -> Option<Self> {
                noun(value, report)
            }
        })+
    };
}

nouns! {
    Default,
    CheckLevel,
    model::PurposeKind,
    model::LegalBasis,
    model::SpecialBasis,
    model::Audience,
    model::DeviceAccess,
    model::BeforeChoice,
    model::RecipientKind,
    model::Role,
    model::TransferTool,
    model::Epoch,
    model::DevicePseudonym,
    model::QueueBounds,
    model::FieldRule,
    model::PermissionId,
    model::RequiredSignal,
    model::Importance,
    Preset,
}

raw_table! {
    /// The privacy promises of an app: `privacy.toml`.
    Policy ("policy") {
        /// The policy's own version, as its authors count it.
        version: String, missing PC102 r#"version = "1""#;
        /// The day it takes effect: ship it from that day on.
        date: Day, missing PC010 "date = 2026-11-24";
        /// Whether it changed enough since the last version that people must be asked again.
        material: bool;
        /// Locales that every text is written in; the first is the fallback.
        locales: Names, missing PC009 r#"locales = ["en", "de"]"#;
        /// Who decides about the data, and how to reach them.
        controller: Controller, missing PC012 "[controller]";
        /// Why data is collected.
        purpose: Vec<Purpose>, missing PC102 "[[purpose]]";
        /// Who gets it.
        recipient: Vec<Recipient>;
        /// What may be in a payload, and what happens to it first.
        field: Vec<Field>;
        /// What the app may record.
        event: Vec<Event>;
        /// What the app asks the operating system for.
        permission: Vec<Permission>;
        /// Age, organisation and signal.
        limits: Limits, missing PC018 "[limits]";
        /// What stores ask and phones need not know.
        stores: Stores;
        /// Texts of the screens in the app's own words: a text's key to the text in each locale.
        screens: BTreeMap<String, At<Texts>>;
        /// For each locale but the first: a text of the policy that stands there once, to the same in that locale.
        translations: BTreeMap<String, At<Texts>>;
        /// What `sordino check` reports and lets pass; no part of what the app ships.
        check: Check;
    }

    /// What `sordino check` reports and lets pass.
    Check ("check") {
        /// A rule's id to how severe its findings are.
        severity: BTreeMap<String, At<CheckLevel>>;
        /// Findings that are accepted.
        allow: Vec<At<Allow>>;
    }

    /// Findings that are accepted, with the reason.
    Allow ("accepted finding") {
        /// The rule's id.
        rule: String, missing PC102 r#"rule = "AM014""#;
        /// The file, a folder above it, or a pattern with `*`.
        path: String, missing PC102 r#"path = "app/src/debug""#;
        /// Why it is accepted.
        reason: String, missing PC102 r#"reason = "…""#;
    }

    /// Controller, data protection officer and supervisory authority (GDPR Art. 13).
    Controller ("controller") {
        /// Registered name.
        name: String, missing PC012 r#"name = "…""#;
        /// Postal address.
        address: String, missing PC012 r#"address = "…""#;
        /// E-mail address for questions and requests.
        email: String, missing PC012 r#"email = "…""#;
        /// The data protection officer.
        data_protection_officer: Contact, missing PC012 r#"data_protection_officer = { name = "…", email = "…" }"#;
        /// The authority one may complain to.
        supervisory_authority: Contact, missing PC012 r#"supervisory_authority = { name = "…", email = "…" }"#;
        /// Where the published privacy notice stands (https).
        privacy_notice: String, missing PC012 r#"privacy_notice = "https://…""#;
        /// Days after which erased data is gone from backups too; over 30 only with a reason.
        backup_retention_days: u32, missing PC008 "backup_retention_days = 30";
        /// The legal duty for which backups outlast 30 days.
        backup_retention_reason: String;
    }

    /// A person or an office one can write to.
    Contact ("contact") {
        /// Name of the person or office.
        name: String, missing PC012 r#"name = "…""#;
        /// E-mail address.
        email: String, missing PC012 r#"email = "…""#;
        /// Postal address, where published.
        address: String;
        /// Telephone number, where published.
        phone: String;
    }

    /// One reason to collect data.
    Purpose ("purpose") {
        /// Stable id.
        id: String, missing PC102 r#"id = "crash_reports""#;
        /// What sort of data it is about.
        kind: model::PurposeKind, missing PC102 r#"kind = "crash""#;
        /// GDPR Art. 6(1).
        legal_basis: model::LegalBasis, missing PC001 r#"legal_basis = "consent""#;
        /// Reference to the balancing test; required with legitimate interest.
        balancing: String;
        /// Whether reading from or writing to the device needs consent of its own (ePrivacy Art. 5(3)).
        device_access: model::DeviceAccess, missing PC102 r#"device_access = "consent""#;
        /// Why access is strictly necessary; required where it is said to be.
        device_access_reason: String;
        /// Where the switch stands before anybody touched it; off if left out.
        default: Default;
        /// What special categories of data rest on (GDPR Art. 9(2)), where the purpose has any.
        special_categories: model::SpecialBasis;
        /// What happens to a record that is offered before the person chose; discarded if left out.
        before_choice: model::BeforeChoice;
        /// Data categories, as the published notice names them.
        data: Names, missing PC016 r#"data = ["…"]"#;
        /// Days after which a record is destroyed unsent.
        retention_days: u32, missing PC007 "retention_days = 30";
        /// Days after which consent expires, if it does.
        validity_days: u32;
        /// The policy's version since which an older yes is of no use; every later version carries it on.
        material_since: String;
        /// What changed when an older yes came to be of no use, per locale.
        changed: Texts;
        /// Title of the switch, per locale.
        title: Texts, missing PC009 r#"title.en = "…""#;
        /// What is collected, for what, and how to withdraw, per locale.
        text: Texts, missing PC009 r#"text.en = "…""#;
    }

    /// Somebody who gets data.
    Recipient ("recipient") {
        /// Stable id.
        id: String, missing PC102 r#"id = "segment""#;
        /// Legal name.
        name: String, missing PC012 r#"name = "…""#;
        /// Where its own privacy policy stands (https).
        privacy_policy: String;
        /// What it speaks.
        kind: model::RecipientKind, missing PC102 r#"kind = "segment""#;
        /// Base URL; none for a vendor's SDK. A Sentry endpoint ends in the project's number.
        endpoint: String;
        /// Public client key (Segment write key, Sentry DSN key). Never a secret.
        key: String;
        /// Its role under the GDPR.
        role: model::Role, missing PC102 r#"role = "processor""#;
        /// ISO 3166-1 alpha-2.
        country: String, missing PC006 r#"country = "DE""#;
        /// What the transfer rests on; required outside the EEA.
        transfer_tool: model::TransferTool;
        /// The day on which the transfer tool comes into force; in force already, if left out.
        transfer_from: Day;
        /// The last day on which the transfer tool is in force; without an end, if left out.
        transfer_until: Day;
        /// Ids of the purposes it serves.
        purposes: Names, missing PC005 r#"purposes = ["…"]"#;
        /// How long a pseudonym lives; 30 days if left out.
        epoch: model::Epoch;
        /// Whom the pseudonym in `device_id` stands for; `per_person` if left out.
        device_pseudonym: model::DevicePseudonym;
        /// Days after which the recipient deletes what it got.
        retention_days: u32, missing PC007 "retention_days = 30";
        /// Whether pseudonyms given out are kept, sealed, for export and deletion requests.
        remember_issued: bool;
        /// Fields it gets by one word: "crash-minimal" or "events-minimal".
        fields: Preset;
        /// Bounds of what waits for it.
        queue: model::QueueBounds;
    }

    /// One field that may be in a payload. What no field lists is dropped and counted.
    Field ("field") {
        /// The key a value stands under, at any depth.
        name: String, missing PC102 r#"name = "severity""#;
        /// What happens to the value first.
        rule: model::FieldRule, missing PC102 r#"rule = "drop""#;
        /// Ids of the recipients that may have it; nobody if left out.
        recipients: Names;
        /// Data category, as the published notice names it.
        category: String, missing PC016 r#"category = "…""#;
        /// The property that it is nested in, where no event lists it itself.
        part_of: String;
        /// Why a name that sounds like a special category of data is none.
        not_special: String;
    }

    /// One thing the app may record.
    Event ("event") {
        /// Its name on the wire.
        name: String, missing PC102 r#"name = "alert_opened""#;
        /// Id of the one purpose it serves.
        purpose: String, missing PC005 r#"purpose = "…""#;
        /// Top-level properties it may carry.
        properties: Names;
        /// Why a name that sounds like a special category of data is none.
        not_special: String;
    }

    /// Something the app asks the operating system for.
    Permission ("permission") {
        /// Which one.
        id: model::PermissionId, missing PC102 r#"id = "push""#;
        /// Id of the purpose it serves.
        purpose: String, missing PC005 r#"purpose = "…""#;
        /// Feature that needs it, per locale.
        feature: Texts, missing PC009 r#"feature.en = "…""#;
        /// Purpose string, per locale.
        purpose_string: Texts, missing PC009 r#"purpose_string.en = "…""#;
        /// Numbers of the one card the app keeps (contacts only), E.164.
        card_numbers: Names;
        /// What the card is called (contacts only).
        card_name: String;
        /// The organisation on the card (contacts only).
        card_organisation: String;
        /// Number of the card's content (contacts only); raise it with every change.
        card_version: u32;
        /// Whether the app writes the card directly, which asks the system for access (contacts only); else the person saves
        /// it in the system's own screen.
        card_direct: bool;
        /// Categories that are chosen apart (push only).
        categories: Vec<PushCategory>;
    }

    /// Push notifications that a person can choose apart.
    PushCategory ("category") {
        /// Stable id.
        id: String, missing PC102 r#"id = "service_alerts""#;
        /// What it is called, per locale.
        title: Texts;
        /// What is sent, per locale.
        text: Texts;
        /// Id of the purpose of its own; the permission's, if left out.
        purpose: String;
        /// How much it may disturb: "low", "normal" (also if left out) or "high".
        importance: model::Importance;
        /// Whether it promotes something; it needs a purpose of its own then, on consent.
        marketing: bool;
        /// Whether it may break through silence.
        critical: bool;
    }

    /// What may lower a choice, and what must be known before anything opens.
    Limits ("limits") {
        /// Below this age every optional purpose is closed.
        minimum_age: u8, missing PC018 "minimum_age = 16";
        /// Who the app is made for; an age below 13 needs it.
        audience: model::Audience;
        /// How a parent's consent is had, where children are asked for theirs.
        parental_consent: String;
        /// Ids of the purposes that an organisation may switch off; it can never switch one on.
        organisation_may_switch_off: Names;
        /// Days that must pass after a refusal before asking again; 180 if left out.
        reask_after_days: u32;
        /// Signals that count as their lowest until supplied.
        required: Vec<At<model::RequiredSignal>>;
    }

    /// What stores ask about an app and its phones need not know.
    Stores ("table of the stores") {
        /// What a data category is called by the stores; "other data" where it is not listed.
        data: Vec<StoreData>;
        /// What a purpose is called by the stores, where its kind does not say it.
        uses: Vec<StoreUse>;
        /// Ids of the recipients that the iOS app alone has.
        ios_only: Names;
        /// Ids of the recipients that the Android app alone has.
        android_only: Names;
        /// Android permissions that stay in the merged manifest, though libraries bring them along.
        keep_permissions: Vec<KeptPermission>;
        /// Whether the iOS app asks for time in the background to upload; not, if left out.
        ios_background_upload: bool;
        /// The ways in which an account can be made, in Play's words.
        account_creation: Names;
        /// Where an account can be deleted without the app (https).
        account_deletion_url: String;
        /// Where the deletion of data can be asked for without the app (https).
        data_deletion_url: String;
    }

    /// What a data category is called by the stores.
    StoreData ("entry") {
        /// The category, as purposes list it.
        category: String, missing PC016 r#"category = "…""#;
        /// Apple's data type without its prefix, or "none".
        apple: String, missing PC102 r#"apple = "CrashData""#;
        /// Play's data type, or "none".
        play: String, missing PC102 r#"play = "PSL_CRASH_LOGS""#;
        /// Why a store does not count it, where one of the two is "none".
        reason: String;
    }

    /// What a purpose is called by the stores.
    StoreUse ("entry") {
        /// Id of the purpose.
        purpose: String, missing PC005 r#"purpose = "…""#;
        /// Apple's purposes without their prefix; by the purpose's kind, if left out.
        apple: Names;
        /// Play's purposes; by the purpose's kind, if left out.
        play: Names;
    }

    /// An Android permission that stays.
    KeptPermission ("entry") {
        /// Its full name.
        name: String, missing PC102 r#"name = "android.permission.READ_CONTACTS""#;
        /// What the app needs it for.
        reason: String, missing PC102 r#"reason = "…""#;
    }
}
