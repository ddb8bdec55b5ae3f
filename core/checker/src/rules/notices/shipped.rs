//! PC019 and PC027: the policy that the app carries.

use serde_json::Value;
use sordino_policy::Policy;

use super::rules::{PC019, PC027};
use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::tree::File;

const AGAIN: &str = "Run `sordino generate` and ship what it writes, unchanged.";

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for file in context.tree.files() {
        if file.name() != "policy.json" {
            continue;
        }
        let text = context.tree.text(&file.path);
        let value = text.as_deref().map(serde_json::from_str::<Value>);
        let hash = match &value {
            Some(Ok(value)) if value.get("format").is_some() && value.get("purposes").is_some() => {
                Some(value.get("hash").and_then(Value::as_str))
            }
            _ => None,
        };
        if let (Some(hash), Some(policy)) = (hash, context.policy)
            && hash != Some(policy.hash.as_str())
        {
            findings.add(
                &PC019,
                Place::new(&file.path, 1),
                "The app ships another policy than the one given.",
                "Run `sordino generate` and ship what it writes.",
            );
            continue;
        }
        // Others call files so, too: cloud services describe access rights in them.
        let is_json = matches!(value, Some(Ok(_)));
        let is_ours = hash.is_some() || is_in_its_place(file) || !is_json && speaks_of_us(context);
        if !is_ours {
            continue;
        }
        let bytes = text.unwrap_or_default().into_bytes();
        let what = match Policy::from_json(&bytes) {
            Ok(_) => continue,
            Err(_) if bytes.is_empty() => "It is empty.".to_owned(),
            Err(refused) => refused.to_string(),
        };
        let message = format!("The app's policy cannot be used, so all stays closed. {what}");
        findings.add(&PC027, Place::new(&file.path, 1), message, AGAIN);
    }
}

/// Where the Android library looks for it.
fn is_in_its_place(file: &File) -> bool {
    format!("/{}", file.folder()).ends_with("/assets/sordino")
}

fn speaks_of_us(context: &Context<'_>) -> bool {
    let is_source = |file: &File| file.name() == "privacy.toml";
    context.policy.is_some() || context.tree.files().iter().any(is_source)
}
