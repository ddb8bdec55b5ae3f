//! `Info.fragment.plist`: keys to merge into the app's `Info.plist`.

use plist::{Dictionary, Value};
use sordino_policy::{Compiled, PermissionId, Policy};

use super::plist::xml;
use crate::tables::vendors::IOS_FALSE;

/// The identifier under which the Swift library registers its background task.
const TASK: &str = "dev.sordino.upload";

pub(super) fn write(compiled: &Compiled, head: &str) -> Vec<u8> {
    let policy = &compiled.policy;
    let mut keys = Dictionary::new();
    for key in IOS_FALSE {
        keys.insert(key.to_owned(), Value::Boolean(false));
    }
    for (key, texts) in purpose_keys(policy) {
        let text = policy.locales.first().and_then(|locale| texts.get(locale));
        keys.insert(
            key.to_owned(),
            Value::String(text.cloned().unwrap_or_default()),
        );
    }
    if compiled.stores.ios_background_upload {
        let one = |text: &str| Value::Array(vec![Value::String(text.to_owned())]);
        keys.insert("BGTaskSchedulerPermittedIdentifiers".to_owned(), one(TASK));
        keys.insert("UIBackgroundModes".to_owned(), one("processing"));
    }
    keys.sort_keys();
    xml(keys, head)
}

/// The keys under which iOS looks for a purpose string, with their texts. Push has none: iOS asks in its own words.
pub(super) fn purpose_keys(policy: &Policy) -> Vec<(&'static str, &sordino_policy::Texts)> {
    let keys = policy.permissions.iter().filter_map(|permission| {
        let key = match permission.id {
            PermissionId::Contacts => "NSContactsUsageDescription",
            PermissionId::Push => return None,
        };
        Some((key, &permission.purpose_string))
    });
    keys.collect()
}
