//! The fields of a minimised record, each with the rule that let it through.

use sordino_policy::FieldRule;

use super::stored::Stored;
use crate::catalog::{Catalog, RecipientIx};
use crate::decisions::{AppliedRule, FieldDecision, note};
use crate::value::Value;

/// Adds the fields that `stored` carries for a recipient to those that were dropped from it.
pub(crate) fn add_kept(
    catalog: &Catalog,
    recipient: RecipientIx,
    stored: &Stored<'_>,
    fields: &mut Vec<FieldDecision>,
) {
    for (key, value) in &stored.members {
        each_leaf(key, value, &mut |key, leaf| {
            note(
                fields,
                key,
                applied(catalog.rule(key, recipient)),
                Some(leaf),
            );
        });
    }
}

/// Notes every leaf of a value as dropped by `rule`.
pub(super) fn dropped(
    fields: &mut Vec<FieldDecision>,
    key: &str,
    value: &Value<'_>,
    rule: AppliedRule,
) {
    each_leaf(key, value, &mut |key, _| note(fields, key, rule, None));
}

/// Goes through the leaves of a value, each with the key that it stands under.
fn each_leaf(key: &str, value: &Value<'_>, leaf: &mut dyn FnMut(&str, &Value<'_>)) {
    match value {
        Value::List(items) => items.iter().for_each(|item| each_leaf(key, item, leaf)),
        Value::Map(entries) => entries
            .iter()
            .for_each(|(key, value)| each_leaf(key, value, leaf)),
        value => leaf(key, value),
    }
}

/// The name of a rule.
pub(super) fn applied(rule: Option<&FieldRule>) -> AppliedRule {
    match rule {
        None => AppliedRule::NotForRecipient,
        Some(FieldRule::Keep) => AppliedRule::Keep,
        Some(FieldRule::Drop) => AppliedRule::Drop,
        Some(FieldRule::Coarsen(_)) => AppliedRule::Coarsen,
        Some(FieldRule::Pseudonymise) => AppliedRule::Pseudonymise,
        Some(FieldRule::Scrub) => AppliedRule::Scrub,
        Some(FieldRule::Enumerate(_)) => AppliedRule::Enumerate,
    }
}
