//! The states of a choice.

use serde::{Deserialize, Serialize};

/// A person's choice for one purpose.
///
/// The first ten are the consent states of W3C DPV and ISO/IEC TS 27560. The last three belong to
/// legitimate interest (GDPR Art. 6(1)(f) and 21), which is not consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing is known. `dpv:ConsentUnknown`.
    Unknown,
    /// The question was shown. `dpv:ConsentRequested`.
    Requested,
    /// The person put it off. `dpv:ConsentRequestDeferred`.
    Deferred,
    /// The person said no. `dpv:ConsentRefused`.
    Refused,
    /// The person said yes. `dpv:ConsentGiven`.
    Given,
    /// The person said yes again. `dpv:RenewedConsentGiven`.
    Renewed,
    /// The person took a yes back. `dpv:ConsentWithdrawn`.
    Withdrawn,
    /// A yes ran out. `dpv:ConsentExpired`.
    Expired,
    /// The context of a yes ended. `dpv:ConsentTerminated`.
    Terminated,
    /// A yes turned out to be no valid one. `dpv:ConsentInvalidated`.
    Invalidated,
    /// Legitimate interest: the person was told. Opens nothing that needs consent.
    Informed,
    /// Legitimate interest: the person objected (GDPR Art. 21).
    Objected,
    /// Legitimate interest: the person took an objection back. No consent: it opens what being told opens.
    ObjectionWithdrawn,
}

impl State {
    /// All of them, in the order of the standard.
    pub const ALL: [Self; 13] = [
        Self::Unknown,
        Self::Requested,
        Self::Deferred,
        Self::Refused,
        Self::Given,
        Self::Renewed,
        Self::Withdrawn,
        Self::Expired,
        Self::Terminated,
        Self::Invalidated,
        Self::Informed,
        Self::Objected,
        Self::ObjectionWithdrawn,
    ];

    /// Only these two are consent.
    pub fn is_consent(self) -> bool {
        matches!(self, Self::Given | Self::Renewed)
    }

    /// Whether it is no consent and opens what needs none.
    pub fn is_told(self) -> bool {
        matches!(self, Self::Informed | Self::ObjectionWithdrawn)
    }

    /// Whether the person takes a no back by it: nothing else may stand behind one.
    pub fn answers_a_no(self) -> bool {
        self.is_consent() || self == Self::ObjectionWithdrawn
    }

    /// Whether it is a no that must outlive an erasure of the ledger.
    pub fn is_refusal(self) -> bool {
        matches!(self, Self::Refused | Self::Withdrawn | Self::Objected)
    }

    /// The standard's own name, for records of consent.
    pub fn dpv(self) -> &'static str {
        match self {
            Self::Unknown => "dpv:ConsentUnknown",
            Self::Requested => "dpv:ConsentRequested",
            Self::Deferred => "dpv:ConsentRequestDeferred",
            Self::Refused => "dpv:ConsentRefused",
            Self::Given => "dpv:ConsentGiven",
            Self::Renewed => "dpv:RenewedConsentGiven",
            Self::Withdrawn => "dpv:ConsentWithdrawn",
            Self::Expired => "dpv:ConsentExpired",
            Self::Terminated => "dpv:ConsentTerminated",
            Self::Invalidated => "dpv:ConsentInvalidated",
            Self::Informed => "sordino:Informed",
            Self::Objected => "sordino:Objected",
            Self::ObjectionWithdrawn => "sordino:ObjectionWithdrawn",
        }
    }
}

/// Who can lower a choice. None of them can raise one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limiter {
    /// The operating system's own switch for a purpose.
    Os,
    /// The organisation that manages the device or account.
    Organisation,
    /// The person's age.
    Age,
    /// An objection by machine, such as Global Privacy Control (GDPR Art. 21(5)).
    Signal,
}

/// Who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The person, in the app.
    User,
    /// The operating system.
    Os,
    /// The organisation.
    Organisation,
    /// The age rule.
    AgeRule,
    /// A signal by machine.
    Signal,
    /// Time: a consent ran out.
    Expiry,
    /// A change of the policy.
    Policy,
    /// Sordino itself, writing down an off that was cut short.
    Recovery,
}
