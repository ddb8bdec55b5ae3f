//! The policy as a whole, who is responsible for it, and its limits.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::field::{EventRule, Field};
use super::permission::Permission;
use super::purpose::{Audience, Purpose};
use super::recipient::Recipient;
use super::text::Texts;

/// The format number that this version writes and the newest one that it reads.
pub const FORMAT: u32 = 1;

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

impl Limits {
    /// Returns the key of a managed configuration by which an organisation switches `purpose` off.
    pub fn organisation_key(purpose: &str) -> String {
        format!("sordino_{purpose}")
    }
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
