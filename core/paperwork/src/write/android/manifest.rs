//! `AndroidManifest.fragment.xml`: what to take over into the app's manifest.

use sordino_policy::{Compiled, PermissionId};

use super::backup::{LEGACY, RULES};
use super::xml::{Element, document};
use crate::tables::vendors::{ANDROID_AUTO_INIT, ANDROID_FALSE, ANDROID_UNWANTED_PERMISSIONS};

const NAME: &str = "android:name";
const REMOVE: (&str, &str) = ("tools:node", "remove");

pub(super) fn write(compiled: &Compiled, head: &str) -> Vec<u8> {
    let mut inside = permissions(compiled);
    inside.push(application());
    let root = Element::new("manifest")
        .with(
            "xmlns:android",
            "http://schemas.android.com/apk/res/android",
        )
        .with("xmlns:tools", "http://schemas.android.com/tools")
        .holding(inside);
    document(&root, head)
}

fn permissions(compiled: &Compiled) -> Vec<Element> {
    let mut elements = Vec::new();
    let permissions = &compiled.policy.permissions;
    if permissions
        .iter()
        .any(|permission| permission.id == PermissionId::Push)
    {
        // From Android 13 nothing is shown without it.
        let post = "android.permission.POST_NOTIFICATIONS";
        elements.push(Element::new("uses-permission").with(NAME, post));
    }
    if permissions.iter().any(|permission| permission.card_direct) {
        // Without it the contacts app opens, which needs no permission.
        let write = "android.permission.WRITE_CONTACTS";
        elements.push(Element::new("uses-permission").with(NAME, write));
    }
    let kept = &compiled.stores.keep_permissions;
    for unwanted in ANDROID_UNWANTED_PERMISSIONS {
        if !kept.iter().any(|kept| kept.name.word == unwanted) {
            let element = Element::new("uses-permission").with(NAME, unwanted);
            elements.push(element.with(REMOVE.0, REMOVE.1));
        }
    }
    elements
}

fn application() -> Element {
    let flags = ANDROID_FALSE.iter().map(|flag| {
        Element::new("meta-data")
            .with(NAME, *flag)
            .with("android:value", "false")
            .with("tools:replace", "android:value")
    });
    // A vendor's provider runs before `Application.onCreate`, before any choice could be read.
    let providers = ANDROID_AUTO_INIT.iter().map(|provider| {
        Element::new("provider")
            .with(NAME, *provider)
            .with(REMOVE.0, REMOVE.1)
    });
    Element::new("application")
        .with("android:dataExtractionRules", format!("@xml/{RULES}"))
        .with("android:fullBackupContent", format!("@xml/{LEGACY}"))
        // An app made from Android Studio's template names rules of its own there.
        .with("tools:replace", "android:dataExtractionRules,android:fullBackupContent")
        .with("tools:targetApi", "s")
        .holding(flags.chain(providers).collect())
}
