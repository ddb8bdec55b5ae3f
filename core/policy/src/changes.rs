//! What changed between two versions of a policy, purpose by purpose, to show to people.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use crate::model::{Field, FieldRule, Policy, Purpose, Recipient};

/// Members of `policy.json` that say nothing to people.
const OF_THE_FILE: [&str; 2] = ["format", "hash"];

/// Members of a list's entries that the aspects of a purpose hold.
const IN_ASPECTS: [(&str, &str); 11] = [
    ("purposes", "legal_basis"),
    ("purposes", "device_access"),
    ("purposes", "retention_days"),
    ("purposes", "data"),
    ("recipients", "purposes"),
    ("recipients", "country"),
    ("recipients", "transfer_tool"),
    ("recipients", "transfer_from"),
    ("recipients", "transfer_until"),
    ("fields", "rule"),
    ("fields", "recipients"),
];

/// What changed for one purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PurposeChanges {
    /// Id of the purpose.
    pub purpose: String,
    /// Whether the version before had it, and whether this one has.
    pub was: bool,
    /// Whether this version has it.
    pub is: bool,
    /// What was added and removed: `bases`, `device_access`, `recipients`, `countries`, `fields`, `data`, `retention_days`.
    /// Nothing stands here of what stayed.
    pub changes: BTreeMap<&'static str, Change>,
}

/// What one aspect of a purpose has now and had not, and the other way round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What is new.
    pub added: Vec<String>,
    /// What is gone.
    pub removed: Vec<String>,
}

/// A value that changed and belongs to no purpose's [`Change`]s: a text, a name, a limit, the controller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OtherChange {
    /// Where the value stands in `policy.json`; an entry of a list by its id or name: `purposes.usage.title.en`.
    pub at: String,
    /// What it was; nothing where it is new.
    pub was: Option<String>,
    /// What it is; nothing where it is gone.
    pub is: Option<String>,
}

impl Policy {
    /// Returns every purpose that changed since `before`: those of this version in its order, then those that are gone.
    ///
    /// Texts are not compared: a purpose that is only worded anew is among the
    /// [other changes](Self::other_changes_since).
    pub fn changes_since(&self, before: &Self) -> Vec<PurposeChanges> {
        let find = |policy: &'_ Self, id: &str| policy.purposes.iter().any(|one| one.id == id);
        let gone = before.purposes.iter().map(|one| &one.id);
        let gone = gone.filter(|id| !find(self, id));
        let ids = self.purposes.iter().map(|one| &one.id).chain(gone);
        ids.filter_map(|id| {
            let (then, now) = (before.aspects(id), self.aspects(id));
            let names = BTreeSet::from_iter(then.keys().chain(now.keys()).copied());
            let changes: BTreeMap<_, _> = names
                .into_iter()
                .filter_map(|name| Some((name, change(then.get(name), now.get(name))?)))
                .collect();
            let (was, is) = (find(before, id), find(self, id));
            (!changes.is_empty() || was != is).then(|| PurposeChanges {
                purpose: id.clone(),
                was,
                is,
                changes,
            })
        })
        .collect()
    }

    /// Returns every value that changed since `before` and that [`Policy::changes_since`] does not tell, by its place.
    pub fn other_changes_since(&self, before: &Self) -> Vec<OtherChange> {
        let (then, now) = (before.values(), self.values());
        let places = BTreeSet::from_iter(then.keys().chain(now.keys()));
        places
            .into_iter()
            .filter(|at| then.get(*at) != now.get(*at))
            .map(|at| OtherChange {
                at: at.clone(),
                was: then.get(at).cloned(),
                is: now.get(at).cloned(),
            })
            .collect()
    }

    /// Every value that no aspect of a purpose has, by its place.
    fn values(&self) -> BTreeMap<String, String> {
        let mut values = BTreeMap::new();
        if let Ok(Value::Object(members)) = serde_json::to_value(self) {
            for (name, value) in &members {
                if !OF_THE_FILE.contains(&name.as_str()) {
                    flatten((name, ""), name, value, &mut values);
                }
            }
        }
        values
    }

    /// Returns `true` if this policy says something else than `before` under the same version: whoever reads a choice can
    /// then not tell which of the two the person saw.
    pub fn is_another_of_one_version(&self, before: &Self) -> bool {
        self.version == before.version && self.hash != before.hash
    }

    /// What a purpose is made of, each aspect as a set of words; nothing for a purpose that the policy does not have.
    fn aspects(&self, id: &str) -> BTreeMap<&'static str, BTreeSet<String>> {
        let Some(purpose) = self.purposes.iter().find(|one| one.id == id) else {
            return BTreeMap::new();
        };
        let recipients = self.recipients.iter();
        let serving: Vec<_> = recipients
            .filter(|one| one.purposes.iter().any(|of| of == id))
            .collect();
        let gets = |field: &&Field| {
            let mut to = serving.iter();
            field.rule != FieldRule::Drop && to.any(|one| field.recipients.contains(&one.id))
        };
        let fields = self.fields.iter().filter(gets);
        let fields = fields.map(|field| format!("{}: {}", field.name, word(&field.rule)));
        let Purpose {
            legal_basis,
            device_access,
            retention_days,
            data,
            ..
        } = purpose;
        let one = |text: String| BTreeSet::from([text]);
        BTreeMap::from([
            ("bases", one(word(legal_basis))),
            ("device_access", one(word(device_access))),
            ("retention_days", one(retention_days.to_string())),
            ("data", data.iter().cloned().collect()),
            ("fields", fields.collect()),
            (
                "recipients",
                serving.iter().map(|one| one.id.clone()).collect(),
            ),
            (
                "countries",
                serving.iter().map(|one| one.country.clone()).collect(),
            ),
            (
                "transfers",
                serving.iter().filter_map(|one| transfer(one)).collect(),
            ),
        ])
    }
}

/// Adds the values in `value`, which stands at `at`; `member` is the policy's own member that it is part of, and its name
/// there.
fn flatten(member: (&str, &str), at: &str, value: &Value, values: &mut BTreeMap<String, String>) {
    match value {
        _ if IN_ASPECTS.contains(&member) => {}
        Value::Object(members) => {
            for (name, value) in members {
                flatten((member.0, name), &format!("{at}.{name}"), value, values);
            }
        }
        Value::Array(entries) if entries.iter().any(Value::is_object) => {
            for (index, entry) in entries.iter().enumerate() {
                let names = ["id", "name", "kind"].into_iter();
                let known = names.filter_map(|name| entry.get(name)?.as_str()).next();
                let known = known.map_or_else(|| index.to_string(), str::to_owned);
                flatten((member.0, ""), &format!("{at}.{known}"), entry, values);
            }
        }
        Value::Array(entries) => {
            let words: Vec<String> = entries.iter().map(word).collect();
            values.insert(at.to_owned(), words.join(", "));
        }
        Value::Null => {}
        one => {
            values.insert(at.to_owned(), word(one));
        }
    }
}

fn change(then: Option<&BTreeSet<String>>, now: Option<&BTreeSet<String>>) -> Option<Change> {
    let none = BTreeSet::new();
    let (then, now) = (then.unwrap_or(&none), now.unwrap_or(&none));
    let change = Change {
        added: now.difference(then).cloned().collect(),
        removed: then.difference(now).cloned().collect(),
    };
    (then != now).then_some(change)
}

/// What a transfer to a recipient rests on, and while it is in force.
fn transfer(recipient: &Recipient) -> Option<String> {
    let mut text = format!("{}: {}", recipient.id, word(&recipient.transfer_tool?));
    for (word, day) in [
        ("from", &recipient.transfer_from),
        ("until", &recipient.transfer_until),
    ] {
        if let Some(day) = day {
            text += &format!(" {word} {day}");
        }
    }
    Some(text)
}

/// The word of a policy's file for a value.
fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}
