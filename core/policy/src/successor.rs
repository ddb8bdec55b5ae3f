//! What a policy must carry on from the version before.

use std::collections::BTreeSet;

use crate::model::{Field, FieldRule, Policy, Purpose};

/// A purpose whose yes from before a material change would count again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgotten {
    /// Id of the purpose.
    pub purpose: String,
    /// The version since which an older yes is of no use, by the policy before.
    pub material_since: String,
}

/// What a purpose does beyond what the version before said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Growth {
    /// The recipient of this id gets its data too.
    Recipient(String),
    /// Data of this category goes to its recipients too.
    Category(String),
    /// Its data is kept for so many days, and was for fewer.
    Retention(u32),
    /// It stands on another legal basis.
    LegalBasis,
    /// It reaches into the device on other grounds.
    DeviceAccess,
}

impl Policy {
    /// Returns what each purpose does beyond what `before` said of it, although an older yes still counts: its
    /// `material_since` is the same. The list is in the order of this policy.
    pub fn grown_since(&self, before: &Self) -> Vec<(String, Growth)> {
        let mut grown = Vec::new();
        for now in &self.purposes {
            let then = before.purposes.iter().find(|one| one.id == now.id);
            let Some(then) = then else {
                continue;
            };
            if self.material_since(now) != before.material_since(then) {
                continue;
            }
            let mut add = |growth| grown.push((now.id.clone(), growth));
            let known = before.recipients_of(&now.id);
            for recipient in self.recipients_of(&now.id) {
                if !known.contains(&recipient) {
                    add(Growth::Recipient(recipient.to_owned()));
                }
            }
            let known = before.categories_of(then);
            for category in self.categories_of(now) {
                if !known.contains(category) {
                    add(Growth::Category(category.to_owned()));
                }
            }
            if now.retention_days > then.retention_days {
                add(Growth::Retention(now.retention_days));
            }
            if now.legal_basis != then.legal_basis {
                add(Growth::LegalBasis);
            }
            if now.device_access != then.device_access {
                add(Growth::DeviceAccess);
            }
        }
        grown
    }

    fn recipients_of(&self, purpose: &str) -> Vec<&str> {
        let recipients = self.recipients.iter();
        let serving = recipients.filter(|one| one.purposes.iter().any(|id| id == purpose));
        serving.map(|one| one.id.as_str()).collect()
    }

    /// Categories of what may go to a purpose's recipients.
    fn categories_of<'a>(&'a self, purpose: &'a Purpose) -> BTreeSet<&'a str> {
        let recipients = self.recipients_of(&purpose.id);
        let reaches = |field: &&Field| {
            let mut to = field.recipients.iter();
            field.rule != FieldRule::Drop && to.any(|id| recipients.contains(&id.as_str()))
        };
        let fields = self.fields.iter().filter(reaches);
        let listed = purpose.data.iter().map(String::as_str);
        fields
            .map(|field| field.category.as_str())
            .chain(listed)
            .collect()
    }

    /// Returns every purpose for which this policy does not carry on the material change that `before` names.
    ///
    /// It is carried on by the same version, or replaced by this policy's own.
    pub fn forgotten_since(&self, before: &Self) -> Vec<Forgotten> {
        let mut forgotten = Vec::new();
        for purpose in &before.purposes {
            let since = before.material_since(purpose);
            let now = self.purposes.iter().find(|one| one.id == purpose.id);
            let now = now.map(|now| self.material_since(now));
            let carried = now.is_none_or(|now| now == since || now == self.version);
            if !since.is_empty() && !carried {
                forgotten.push(Forgotten {
                    purpose: purpose.id.clone(),
                    material_since: since.to_owned(),
                });
            }
        }
        forgotten
    }
}
