//! What may be in a payload, and what an app may record.

use serde::{Deserialize, Serialize};

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
