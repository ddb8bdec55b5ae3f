//! Stage 3: a [`Permitted`] record becomes one [`Minimised`] for each recipient.
//!
//! A leaf leaves only if the policy lists its key for that recipient, and only as its rule says;
//! everything else is dropped and counted. Branches need no rule: their leaves do.

mod encode;
mod rules;
mod stored;
mod told;

use std::borrow::Cow;

use sordino_policy::FieldRule;
use sordino_scrub::Scrubber;

use crate::catalog::{Catalog, RecipientIx};
use crate::crash::is_name_of_code;
use crate::decisions::{AppliedRule, FieldDecision};
use crate::facts::{Account, Facts};
use crate::gate::{Permit, Permitted};
use crate::identity::PseudonymKey;
use crate::ports::Millis;
use crate::record::Body;
use crate::value::Value;
use encode::{Branch, put_leaf, put_number, put_text, put_text_leaf};
use rules::{Fate, apply, whole};

pub use stored::{Kind, Stored};

pub(crate) use told::add_kept;

/// Is told of a record that waits: recipient, context and text.
pub(crate) type Tell<'t> = dyn FnMut(RecipientIx, &[u8], &[u8]) + 't;

/// A record as one recipient may have it, still readable, about to be sealed.
///
/// Only this module makes one.
///
/// ```compile_fail
/// let forged = sordino_engine::minimise::Minimised { recipient: 0, text: Vec::new() };
/// ```
pub struct Minimised {
    recipient: RecipientIx,
    permit: Permit,
    durable: bool,
    text: Vec<u8>,
    /// What was dropped from it; empty while nobody keeps decisions.
    dropped: Vec<FieldDecision>,
}

impl Minimised {
    /// Place of the recipient in the policy.
    pub(crate) fn recipient(&self) -> RecipientIx {
        self.recipient
    }

    /// The permit to compare with the disk.
    pub(crate) fn permit(&self) -> &Permit {
        &self.permit
    }

    /// Its bytes, for the person it is about.
    pub(crate) fn text(&self) -> &[u8] {
        &self.text
    }

    /// How many bytes it has.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether it must survive a power loss.
    pub(crate) fn is_durable(&self) -> bool {
        self.durable
    }

    /// The same record under a fresh permit, when it passes the gate again.
    pub(crate) fn permitted_now(self, permit: Permit) -> Self {
        Self { permit, ..self }
    }

    /// A record that was minimised before, opened under our seal, under a fresh permit.
    pub(crate) fn read_back(recipient: RecipientIx, permit: Permit, text: &[u8]) -> Self {
        Self {
            recipient,
            permit,
            durable: false,
            text: text.to_vec(),
            dropped: Vec::new(),
        }
    }

    /// Its bytes, for sealing, and what was dropped from it.
    pub(crate) fn into_parts(self) -> (Vec<u8>, Vec<FieldDecision>) {
        (self.text, self.dropped)
    }
}

/// What stands once at the head of a segment: facts and who, as the recipient may have them.
#[derive(Clone)]
pub struct Context {
    text: Vec<u8>,
}

impl Context {
    /// A context that was sealed before, opened under our seal.
    pub(crate) fn read_back(text: &[u8]) -> Self {
        Self {
            text: text.to_vec(),
        }
    }

    /// Its bytes, for sealing.
    pub(crate) fn text(&self) -> &[u8] {
        &self.text
    }
}

/// What the rules need to know.
pub(crate) struct Minimiser<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) scrubber: &'a Scrubber,
    pub(crate) now: Millis,
    /// Whether it is noted what is dropped.
    pub(crate) tells: bool,
}

impl Minimiser<'_> {
    /// Minimises a record for one recipient after the other and hands each on.
    ///
    /// `key` gives a recipient's pseudonym key; `hand_on` stores and returns the buffer for reuse.
    /// How many leaves were dropped.
    pub(crate) fn minimise<'k, E>(
        &self,
        permitted: Permitted<'_>,
        recipients: &[RecipientIx],
        mut buffer: Vec<u8>,
        key: impl Fn(RecipientIx) -> &'k PseudonymKey,
        mut hand_on: impl FnMut(Minimised) -> Result<Vec<u8>, E>,
    ) -> Result<(u64, Vec<u8>), E> {
        let (record, permit) = permitted.into_parts();
        let mut dropped = 0;
        for recipient in recipients.iter().copied() {
            buffer.clear();
            let mut for_one = ForOne {
                with: self,
                recipient,
                key: key(recipient),
                dropped: 0,
                told: Vec::new(),
                text: buffer,
                may_name: match record.body() {
                    Body::Event { .. }
                    | Body::Identify
                    | Body::Values {
                        is_crash: false, ..
                    } => |_| false,
                    Body::Crash { .. } | Body::Values { is_crash: true, .. } => is_name_of_code,
                },
            };
            for_one.body(record.body());
            dropped += for_one.dropped;
            buffer = hand_on(Minimised {
                recipient,
                permit: permit.for_another_recipient(),
                durable: matches!(record.body(), Body::Crash { .. }),
                text: for_one.text,
                dropped: for_one.told,
            })?;
        }
        Ok((dropped, buffer))
    }

    /// Facts and subject for one recipient, and the subject's pseudonyms by field.
    pub(crate) fn context(
        &self,
        recipient: RecipientIx,
        key: &PseudonymKey,
        facts: &Facts,
        account: &Account,
    ) -> (Context, Vec<(&'static str, String)>) {
        let mut for_one = ForOne {
            with: self,
            recipient,
            key,
            dropped: 0,
            told: Vec::new(),
            text: Vec::new(),
            // Facts of the app and the device, and the ids themselves.
            may_name: |_| true,
        };
        let mut issued = Vec::new();
        put_number(&mut for_one.text, Kind::Context as u64);
        let mut members = Branch::members(&mut for_one.text);
        for (name, value) in facts.fields() {
            for_one.member(&mut members, name, &value);
        }
        let of_device = self.catalog.recipient(recipient).device_pseudonym;
        for (name, value) in facts.subject(account, of_device) {
            for_one.member(&mut members, name, &Value::from(value.as_ref()));
            if self.catalog.rule(name, recipient) == Some(&FieldRule::Pseudonymise) {
                issued.push((name, key.pseudonym(name, &value)));
            }
        }
        members.end(&mut for_one.text);
        (Context { text: for_one.text }, issued)
    }
}

/// The walk over one record for one recipient.
struct ForOne<'a> {
    with: &'a Minimiser<'a>,
    recipient: RecipientIx,
    key: &'a PseudonymKey,
    dropped: u64,
    told: Vec<FieldDecision>,
    text: Vec<u8>,
    /// Whether a key's value may stay though it says who is signed in: those of a crash report are names of code.
    may_name: fn(&str) -> bool,
}

impl ForOne<'_> {
    fn body(&mut self, body: &Body<'_>) {
        match body {
            Body::Event { rule, properties } => {
                put_number(&mut self.text, Kind::Event as u64);
                put_text(&mut self.text, self.with.catalog.event_name(*rule));
                let mut members = Branch::members(&mut self.text);
                self.member(&mut members, "timestamp", &Value::Int(self.with.now));
                for (key, value) in *properties {
                    if self.with.catalog.event_carries(*rule, key) {
                        self.member(&mut members, key, value);
                    } else {
                        self.dropped += leaves(value);
                        self.tell(key, value, AppliedRule::NotOfEvent);
                    }
                }
                members.end(&mut self.text);
            }
            Body::Crash {
                members: crash,
                happened,
            } => {
                put_number(&mut self.text, Kind::Crash as u64);
                let mut members = Branch::members(&mut self.text);
                let time = happened.unwrap_or(self.with.now);
                self.member(&mut members, "crash_time", &Value::Int(time));
                for (key, value) in crash {
                    self.member(&mut members, key, value);
                }
                members.end(&mut self.text);
            }
            Body::Values { values, .. } => {
                put_number(&mut self.text, Kind::Crash as u64);
                let mut members = Branch::members(&mut self.text);
                for (key, value) in *values {
                    self.member(&mut members, key, value);
                }
                members.end(&mut self.text);
            }
            Body::Identify => {
                put_number(&mut self.text, Kind::Identify as u64);
                let mut members = Branch::members(&mut self.text);
                self.member(&mut members, "timestamp", &Value::Int(self.with.now));
                members.end(&mut self.text);
            }
        }
    }

    fn tell(&mut self, key: &str, value: &Value<'_>, rule: AppliedRule) {
        if self.with.tells {
            told::dropped(&mut self.told, key, value, rule);
        }
    }

    /// Writes a key and its value, or nothing.
    fn member(&mut self, members: &mut Branch, key: &str, value: &Value<'_>) {
        let start = self.text.len();
        put_text(&mut self.text, key);
        match self.value(key, value) {
            true => members.one_more(),
            false => self.text.truncate(start),
        }
    }

    /// Writes a value; false, with the buffer in any state, if nothing of it stays.
    fn value(&mut self, key: &str, value: &Value<'_>) -> bool {
        match value {
            Value::Map(entries) => {
                let mut members = Branch::map(&mut self.text);
                for (key, value) in entries {
                    self.member(&mut members, key, value);
                }
                let stays = !members.is_empty();
                members.end(&mut self.text);
                stays
            }
            Value::List(items) => {
                let mut list = Branch::list(&mut self.text);
                for item in items {
                    let start = self.text.len();
                    match self.value(key, item) {
                        true => list.one_more(),
                        false => self.text.truncate(start),
                    }
                }
                let stays = !list.is_empty();
                list.end(&mut self.text);
                stays
            }
            leaf => self.leaf(key, leaf),
        }
    }

    fn leaf(&mut self, key: &str, value: &Value<'_>) -> bool {
        let fate = match self.with.catalog.rule(key, self.recipient) {
            Some(rule)
                if shows(rule, value)
                    && !(self.may_name)(key)
                    && names_person(self.with.scrubber, value) =>
            {
                self.dropped += 1;
                self.tell(key, value, AppliedRule::Scrub);
                return false;
            }
            Some(rule) => apply(rule, self.with.scrubber, value),
            None => Fate::Goes,
        };
        match fate {
            Fate::Stays(value) => {
                put_leaf(&mut self.text, &value);
                true
            }
            Fate::Pseudonym(value) => {
                put_text_leaf(&mut self.text, &self.key.pseudonym(key, &value));
                true
            }
            Fate::Goes => {
                self.dropped += 1;
                let rule = self.with.catalog.rule(key, self.recipient);
                self.tell(key, value, told::applied(rule));
                false
            }
        }
    }
}

/// Whether a rule lets a value through as it is, or a part of it.
fn shows(rule: &FieldRule, value: &Value<'_>) -> bool {
    match rule {
        FieldRule::Keep => true,
        FieldRule::Coarsen(_) => matches!(value, Value::Text(_)),
        _ => false,
    }
}

/// Whether a value that would leave says who is signed in: what the app knows of a person by contract, an id or a name, is no
/// usage data, whatever property it comes under.
fn names_person(scrubber: &Scrubber, value: &Value<'_>) -> bool {
    /// A number as short says nothing, though an id may be as short.
    const SHORT: i64 = 1000;
    let number = match value {
        Value::Text(text) => return scrubber.knows(text),
        value => whole(value),
    };
    number.is_some_and(|number| {
        !(-SHORT < number && number < SHORT) && scrubber.knows(&number.to_string())
    })
}

fn leaves(value: &Value<'_>) -> u64 {
    match value {
        Value::List(items) => items.iter().map(leaves).sum(),
        Value::Map(entries) => entries.iter().map(|(_, value)| leaves(value)).sum(),
        _ => 1,
    }
}

/// Applies the field list of the policy in force to what was stored under an older one.
pub(crate) fn again<'a>(
    catalog: &Catalog,
    scrubber: &Scrubber,
    recipient: RecipientIx,
    members: Vec<(Cow<'a, str>, Value<'a>)>,
) -> Vec<(Cow<'a, str>, Value<'a>)> {
    members
        .into_iter()
        .filter_map(|(key, value)| {
            let value = again_value(catalog, scrubber, recipient, &key, value)?;
            Some((key, value))
        })
        .collect()
}

fn again_value<'a>(
    catalog: &Catalog,
    scrubber: &Scrubber,
    recipient: RecipientIx,
    key: &str,
    value: Value<'a>,
) -> Option<Value<'a>> {
    match value {
        Value::Map(entries) => {
            let entries = again(catalog, scrubber, recipient, entries);
            (!entries.is_empty()).then_some(Value::Map(entries))
        }
        Value::List(items) => {
            let items: Vec<_> = items
                .into_iter()
                .filter_map(|item| again_value(catalog, scrubber, recipient, key, item))
                .collect();
            (!items.is_empty()).then_some(Value::List(items))
        }
        leaf => {
            let rule = catalog.rule(key, recipient)?;
            match apply(rule, scrubber, &leaf) {
                Fate::Stays(value) => Some(owned(value)),
                // What is a pseudonym already stays one; a raw value of an older policy goes.
                Fate::Pseudonym(text) => {
                    is_pseudonym(&text).then(|| Value::Text(Cow::Owned(text.into_owned())))
                }
                Fate::Goes => None,
            }
        }
    }
}

fn owned<'b>(value: Value<'_>) -> Value<'b> {
    match value {
        Value::Bool(truth) => Value::Bool(truth),
        Value::Int(number) => Value::Int(number),
        Value::Float(number) => Value::Float(number),
        Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
        Value::List(items) => Value::List(items.into_iter().map(owned).collect()),
        Value::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| (Cow::Owned(key.into_owned()), owned(value)))
                .collect(),
        ),
    }
}

/// A UUID of version 8, which is what our pseudonyms look like.
fn is_pseudonym(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 36
        && bytes[14] == b'8'
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
