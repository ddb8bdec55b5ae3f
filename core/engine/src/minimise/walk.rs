//! The walk over one record for one recipient: what its policy lists is written, everything else is counted.

use sordino_policy::FieldRule;
use sordino_scrub::Scrubber;

use super::encode::{Branch, put_leaf, put_number, put_text, put_text_leaf};
use super::rules::{Fate, apply, whole};
use super::stored::Kind;
use super::told;
use crate::catalog::{Catalog, RecipientIx};
use crate::decisions::{AppliedRule, FieldDecision};
use crate::identity::PseudonymKey;
use crate::ports::Millis;
use crate::record::Body;
use crate::value::Value;

/// What the rules need to know.
pub(crate) struct Minimiser<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) scrubber: &'a Scrubber,
    pub(crate) now: Millis,
    /// Whether it is noted what is dropped.
    pub(crate) tells: bool,
}

/// The walk over one record for one recipient.
pub(super) struct ForOne<'a> {
    pub(super) with: &'a Minimiser<'a>,
    pub(super) recipient: RecipientIx,
    pub(super) key: &'a PseudonymKey,
    pub(super) dropped: u64,
    pub(super) told: Vec<FieldDecision>,
    pub(super) text: Vec<u8>,
    /// Whether a key's value may stay though it says who is signed in: those of a crash report are names of code.
    pub(super) may_name: fn(&str) -> bool,
}

impl ForOne<'_> {
    /// Writes what the record says.
    pub(super) fn body(&mut self, body: &Body<'_>) {
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
    pub(super) fn member(&mut self, members: &mut Branch, key: &str, value: &Value<'_>) {
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
