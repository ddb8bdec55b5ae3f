//! The keys by which an organisation that manages devices switches purposes off: what its console shows.

use sordino_policy::{Limits, Policy};

use super::xml::{Element, document};

/// The resource that the app's manifest names, if the app has no such list of its own.
pub(super) const RESTRICTIONS: &str = "sordino_app_restrictions";

/// Returns the list, or `None` if the policy lets an organisation switch nothing off.
pub(super) fn write(policy: &Policy, head: &str) -> Option<Vec<u8>> {
    let purposes = &policy.limits.organisation_may_switch_off;
    let keys = purposes.iter().map(|purpose| {
        Element::new("restriction")
            .with("android:key", Limits::organisation_key(purpose))
            .with("android:restrictionType", "bool")
            .with(
                "android:title",
                format!("@string/sordino_purpose_{purpose}_title"),
            )
            .with("android:defaultValue", "true")
    });
    let keys: Vec<Element> = keys.collect();
    let root = Element::new("restrictions")
        .with(
            "xmlns:android",
            "http://schemas.android.com/apk/res/android",
        )
        .holding(keys);
    (!purposes.is_empty()).then(|| document(&root, head))
}
