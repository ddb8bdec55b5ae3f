//! The last decisions about records.

use crate::engine::Engine;
use crate::error::SordinoError;
use crate::outcome::Refusal;

/// What the app offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum RecordKind {
    /// An event.
    Event,
    /// A crash report.
    Crash,
    /// A sign-in, told to recipients of open event purposes.
    SignIn,
}

/// What was decided about a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Decided {
    /// It was stored for a recipient, and waits to be sent or was sent.
    Stored,
    /// It waits for the person's first choice, or for a lock.
    Held,
    /// It was refused.
    Refused,
    /// The key store is locked or failed; nothing was written.
    KeysNotReady,
}

/// The rule that decided about a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum AppliedRule {
    /// `keep`: sent as it is.
    Keep,
    /// `drop`: never sent.
    Drop,
    /// `coarsen`: sent less precisely.
    Coarsen,
    /// `pseudonymise`: a keyed pseudonym is sent instead.
    Pseudonymise,
    /// `scrub`: sent without the personal data that was found in it.
    Scrub,
    /// `enumerate`: sent if the policy lists the value, else as `other`.
    Enumerate,
    /// Dropped: the policy does not list the property for the event.
    NotOfEvent,
    /// Dropped: the policy does not list the field for the recipient.
    NotForRecipient,
}

/// What a rule made of the values under one name.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FieldDecision {
    /// Name of the field.
    pub name: String,
    /// The rule that decided.
    pub rule: AppliedRule,
    /// The value as it is sent, cut at 200 bytes, the first one if there are several; none if it was dropped.
    pub value: Option<String>,
    /// How many values of the record have this name and were decided alike.
    pub times: u32,
}

/// What was decided about a record, for one recipient if it was stored.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Decision {
    /// How many decisions this process kept before it. One that is forgotten leaves a gap.
    pub number: u64,
    /// When it was decided, milliseconds since 1970.
    pub time: i64,
    /// What the app offered.
    pub record: RecordKind,
    /// Name of the event as the app gave it, 100 bytes at most; empty for the other kinds.
    pub name: String,
    /// Id of the purpose; none if the policy lists no such event.
    pub purpose: Option<String>,
    /// What was decided.
    pub decided: Decided,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
    /// Id of the recipient that it was stored for.
    pub recipient: Option<String>,
    /// The record's own fields: kept, changed or dropped. Empty unless it was stored.
    pub fields: Vec<FieldDecision>,
    /// What is sent about app, device and person beside the record. Empty unless it was stored.
    pub about: Vec<FieldDecision>,
    /// When this process heard that the recipient has it, milliseconds since 1970. None while it waits; none also if
    /// another process sent it, or the queue's bounds or its retention removed it.
    pub delivered: Option<i64>,
}

#[uniffi::export]
impl Engine {
    /// The last decisions about records, a hundred at most, oldest first; none unless the option `keep_decisions` is set.
    ///
    /// They are in memory only and never sent. What was stored for a purpose is told while the purpose is open: an off
    /// destroys it. A refused record is told by its name and the reason.
    ///
    /// # Errors
    ///
    /// None of its own.
    pub fn recent_decisions(&self) -> Result<Vec<Decision>, SordinoError> {
        let decisions = self.engine.recent_decisions().into_iter();
        Ok(decisions.map(Into::into).collect())
    }

    /// A line for each purpose that went on or off, each decision and each server's answer since the last call, for a
    /// developer's log; none unless the option `keep_decisions` is set.
    ///
    /// A decision's line names the record, what was decided, each value as it is sent, and what was dropped with the rule
    /// that dropped it. It holds no value that was offered.
    ///
    /// # Errors
    ///
    /// None of its own.
    pub fn debug_lines(&self) -> Result<Vec<String>, SordinoError> {
        Ok(self.engine.debug_lines())
    }
}

impl From<sordino_engine::Decision> for Decision {
    fn from(decision: sordino_engine::Decision) -> Self {
        use sordino_engine::{Decided as Theirs, RecordKind as Kind};
        let mut own = Self {
            number: decision.number,
            time: decision.time,
            record: match decision.record {
                Kind::Event => RecordKind::Event,
                Kind::Crash => RecordKind::Crash,
                Kind::SignIn => RecordKind::SignIn,
            },
            name: decision.name,
            purpose: decision.purpose,
            decided: Decided::Held,
            refusal: None,
            recipient: None,
            fields: Vec::new(),
            about: Vec::new(),
            delivered: None,
        };
        match decision.decided {
            Theirs::Stored {
                recipient,
                fields,
                about,
                delivered,
            } => {
                own.decided = Decided::Stored;
                own.recipient = Some(recipient);
                own.fields = fields.into_iter().map(Into::into).collect();
                own.about = about.into_iter().map(Into::into).collect();
                own.delivered = delivered;
            }
            Theirs::Held => {}
            Theirs::Refused(refusal) => {
                own.decided = Decided::Refused;
                own.refusal = Some(refusal.into());
            }
            Theirs::KeysNotReady => own.decided = Decided::KeysNotReady,
        }
        own
    }
}

impl From<sordino_engine::FieldDecision> for FieldDecision {
    fn from(field: sordino_engine::FieldDecision) -> Self {
        use sordino_engine::AppliedRule as Theirs;
        Self {
            name: field.name,
            rule: match field.rule {
                Theirs::Keep => AppliedRule::Keep,
                Theirs::Drop => AppliedRule::Drop,
                Theirs::Coarsen => AppliedRule::Coarsen,
                Theirs::Pseudonymise => AppliedRule::Pseudonymise,
                Theirs::Scrub => AppliedRule::Scrub,
                Theirs::Enumerate => AppliedRule::Enumerate,
                Theirs::NotOfEvent => AppliedRule::NotOfEvent,
                Theirs::NotForRecipient => AppliedRule::NotForRecipient,
            },
            value: field.value,
            times: field.times,
        }
    }
}
