//! A question about tracking that nothing stands behind: IP006.

use plist::Value;

use super::rules::IP006;
use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::ios::property_list::PropertyList;
use crate::read::ios::purpose::purposes;
use crate::read::kind::Kind;

const KEY: &str = "NSUserTrackingUsageDescription";

/// Notes a purpose string for tracking where policy and manifest know none.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let tree = context.tree;
    let manifests: Vec<PropertyList> = tree
        .of(Kind::PrivacyManifest)
        .filter(|file| !file.path.contains(".framework/") && !file.path.contains(".bundle/"))
        .filter_map(|file| PropertyList::read(tree, &file.path))
        .collect();
    let tracks = manifests
        .iter()
        .any(|list| list.get("NSPrivacyTracking").and_then(Value::as_boolean) == Some(true));
    for target in context.ios().apps() {
        let Some(text) = purposes(target)
            .into_iter()
            .find(|purpose| purpose.key == KEY)
            .and_then(|purpose| purpose.base)
        else {
            continue;
        };
        let place = Place::new(text.file, text.line);
        if tracks {
            continue;
        }
        if context.policy.is_none() && manifests.is_empty() {
            findings.cannot_tell(
                &IP006,
                place,
                "The app can ask to track, and the tree holds neither a privacy manifest nor a policy.",
                "The app's privacy manifest would settle whether it declares tracking.",
            );
        } else {
            let who = if context.policy.is_some() {
                "the policy knows no tracking"
            } else {
                "no manifest declares tracking"
            };
            findings.add(
                &IP006,
                place,
                format!("The app can ask to track, and {who}."),
                "Remove the key and the framework behind it, or declare the tracking.",
            );
        }
    }
}
