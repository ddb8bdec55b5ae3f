//! `app_privacy_details.json`, as fastlane's `upload_app_privacy_details_to_app_store` reads it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::declaration::AppleData;

/// What App Store Connect calls a kind of data that it has no answer of its own for.
const OTHER: &str = "OTHER_DATA";

pub(super) fn write(collected: &[AppleData]) -> Vec<u8> {
    let mut answers: BTreeMap<&str, (BTreeSet<&str>, bool)> = BTreeMap::new();
    for row in collected {
        let category = row.data.nutrition.unwrap_or(OTHER);
        let (purposes, linked) = answers.entry(category).or_default();
        purposes.extend(row.purposes.iter().map(|purpose| purpose.nutrition));
        *linked |= row.linked;
    }
    let answers: Vec<Value> = if answers.is_empty() {
        vec![json!({ "data_protections": ["DATA_NOT_COLLECTED"] })]
    } else {
        answers
            .into_iter()
            .map(|(category, (purposes, linked))| {
                let protection = if linked {
                    "DATA_LINKED_TO_YOU"
                } else {
                    "DATA_NOT_LINKED_TO_YOU"
                };
                json!({ "category": category, "data_protections": [protection], "purposes": purposes })
            })
            .collect()
    };
    let mut text = format!("{:#}", Value::Array(answers));
    text.push('\n');
    text.into_bytes()
}
