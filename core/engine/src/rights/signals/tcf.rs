//! IAB Europe's Transparency and Consent Framework: which of its purposes the person said yes to.
//!
//! What the pre-parsed keys and the TC string say is laid over each other, so that a yes counts only where every one of them
//! has it. A tool that was asked and has no answer yet leaves no yes.

use sordino_policy::{DeviceAccess, Purpose, PurposeKind};

use super::bits::Bits;
use crate::rights::preferences::Preferences;

pub(super) const APPLIES: &str = "IABTCF_gdprApplies";
pub(super) const TOOL: &str = "IABTCF_CmpSdkID";
pub(super) const STRING: &str = "IABTCF_TCString";
pub(super) const CONSENTS: &str = "IABTCF_PurposeConsents";
pub(super) const INTERESTS: &str = "IABTCF_PurposeLegitimateInterests";

/// Where the purposes begin in the string's first segment, and how many there are.
const PURPOSES_AT: usize = 152;
const PURPOSES: usize = 24;

/// The framework's purposes as bits, the first one highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tcf {
    consents: u32,
    interests: u32,
}

impl Tcf {
    const NOTHING: Self = Self {
        consents: 0,
        interests: 0,
    };

    /// Returns what the preferences say, or `None` if the framework says nothing here.
    pub(super) fn of(preferences: &Preferences<'_>) -> Option<Self> {
        let there = [TOOL, STRING, CONSENTS, INTERESTS];
        match preferences.get(APPLIES) {
            Some("0") => return None,
            // Undetermined, as a tool leaves it until it knows.
            None if there.iter().all(|key| preferences.get(key).is_none()) => return None,
            Some(_) | None => {}
        }
        let string = preferences.get(STRING).map(Self::of_string);
        let keys = preferences.get(CONSENTS).map(|consents| {
            let interests = preferences.get(INTERESTS).unwrap_or_default();
            Self::of_keys(consents, interests)
        });
        Some(match (string, keys) {
            (Some(one), Some(other)) => one.and(other),
            (one, other) => one.or(other).unwrap_or(Self::NOTHING),
        })
    }

    /// Returns what a TC string says. One that cannot be read says no to everything.
    pub(super) fn of_string(text: &str) -> Self {
        let core = text.split('.').next().unwrap_or_default();
        let read = || {
            let mut bits = Bits::of(core, PURPOSES_AT);
            let (consents, interests) = (bits.number(PURPOSES)?, bits.number(PURPOSES)?);
            let is_known = Bits::of(core, 0).number(6)? == 2;
            is_known.then_some(Self {
                consents,
                interests,
            })
        };
        read().unwrap_or(Self::NOTHING)
    }

    fn of_keys(consents: &str, interests: &str) -> Self {
        let read = |text: &str| {
            let mut bits = 0;
            for (at, letter) in text.bytes().enumerate() {
                match letter {
                    b'1' if at < PURPOSES => bits |= Self::bit(at + 1),
                    b'0' | b'1' => {}
                    _ => return None,
                }
            }
            Some(bits)
        };
        match (read(consents), read(interests)) {
            (Some(consents), Some(interests)) => Self {
                consents,
                interests,
            },
            _ => Self::NOTHING,
        }
    }

    fn bit(purpose: usize) -> u32 {
        1 << (PURPOSES - purpose)
    }

    /// Returns what both say yes to.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            consents: self.consents & other.consents,
            interests: self.interests & other.interests,
        }
    }

    /// Returns `true` if the person did not say yes to what `purpose` is for. Nobody knows which of three purposes an event
    /// serves, so all of them are asked for. The framework leaves nobody a choice about mending faults, so a crash report needs
    /// the leave to read the device alone.
    pub(super) fn forbids(self, purpose: &Purpose) -> bool {
        let serves: &[usize] = match purpose.kind {
            PurposeKind::Events => &[8, 9, 10],
            PurposeKind::Performance => &[10],
            _ => &[],
        };
        let reads = purpose.device_access == DeviceAccess::Consent;
        let either = self.consents | self.interests;
        reads && self.consents & Self::bit(1) == 0
            || serves.iter().any(|one| either & Self::bit(*one) == 0)
    }
}
