//! What a decision says.

use crate::ports::Millis;
use crate::record::Refusal;
use crate::value::Value;

/// Longest value that is kept, in bytes; the rest is cut off.
const LONGEST: usize = 200;
/// Most fields of one decision. An event has fewer; a crash report's are counted together by name.
const MOST_FIELDS: usize = 80;

/// What the app offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKind {
    /// An event.
    Event,
    /// A crash report.
    Crash,
    /// A sign-in, told to recipients of open event purposes.
    SignIn,
}

/// What was decided about a record, for one recipient if it was stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// How many decisions this process kept before it. One that is forgotten leaves a gap.
    pub number: u64,
    /// When it was decided.
    pub time: Millis,
    /// What the app offered.
    pub record: RecordKind,
    /// Name of the event as the app gave it, 100 bytes at most; empty for the other kinds.
    pub name: String,
    /// Id of the purpose; none if the policy lists no such event.
    pub purpose: Option<String>,
    /// What was decided.
    pub decided: Decided,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq)]
pub enum Decided {
    /// It was stored for a recipient.
    Stored {
        /// Id of the recipient.
        recipient: String,
        /// The record's own fields: kept, changed or dropped.
        fields: Vec<FieldDecision>,
        /// What is sent about app, device and person beside the record.
        about: Vec<FieldDecision>,
        /// When this process heard that the recipient has it. None while it waits; none also if another process sent it, or
        /// the queue's bounds or its retention removed it.
        delivered: Option<Millis>,
    },
    /// It waits for the person's first choice, or for a lock. Nothing but its name is kept here.
    Held,
    /// It was refused. Nothing but its name is kept here.
    Refused(Refusal),
    /// The key store is locked or failed. Nothing but its name is kept here.
    KeysNotReady,
}

/// What a rule made of the values under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// The rule that decided about a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppliedRule {
    /// `keep`.
    Keep,
    /// `drop`.
    Drop,
    /// `coarsen`.
    Coarsen,
    /// `pseudonymise`.
    Pseudonymise,
    /// `scrub`.
    Scrub,
    /// `enumerate`.
    Enumerate,
    /// The policy does not list the property for the event.
    NotOfEvent,
    /// The policy does not list the field for the recipient.
    NotForRecipient,
}

/// Counts a value to those of its name that were decided alike.
pub(crate) fn note(
    fields: &mut Vec<FieldDecision>,
    name: &str,
    rule: AppliedRule,
    value: Option<&Value<'_>>,
) {
    let alike = |field: &FieldDecision| {
        field.name == name && field.rule == rule && field.value.is_some() == value.is_some()
    };
    match fields.iter().position(alike) {
        Some(at) => fields[at].times = fields[at].times.saturating_add(1),
        None if fields.len() < MOST_FIELDS => fields.push(FieldDecision {
            name: cut(name),
            rule,
            value: value.map(shown),
            times: 1,
        }),
        None => {}
    }
}

fn shown(value: &Value<'_>) -> String {
    match value {
        Value::Bool(truth) => truth.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Text(text) => cut(text),
        Value::List(_) | Value::Map(_) => String::new(),
    }
}

/// The beginning of a text.
fn cut(text: &str) -> String {
    text[..text.floor_char_boundary(LONGEST)].to_owned()
}
