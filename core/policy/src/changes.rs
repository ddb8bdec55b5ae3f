//! What changed between two versions of a policy, purpose by purpose, to show to people.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::{Field, FieldRule, Policy, Purpose, Recipient};

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

impl Policy {
    /// Returns every purpose that changed since `before`: those of this version in its order, then those that are gone.
    ///
    /// Texts are not compared: a purpose that is only worded anew is not among them.
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
