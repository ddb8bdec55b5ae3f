//! AM001 to AM005 and AM019: what the merged manifest asks for.

use super::look::Look;
use super::rules::{AM001, AM002, AM003, AM004, AM005, AM019};
use super::vendors::{AD_ID_BRINGERS, LIKELY_AD_ID_BRINGERS, NOTIFIERS, OTHER_AD_ID_BRINGERS};
use crate::finding::{Place, Severity};
use crate::read::android::{Linked, UsesPermission};

const READ: &str = "android.permission.READ_CONTACTS";
const WRITE: &str = "android.permission.WRITE_CONTACTS";
const MANAGE: &str = "android.permission.MANAGE_CONTACTS";
const AD_ID: &str = "com.google.android.gms.permission.AD_ID";
const NOTIFY: &str = "android.permission.POST_NOTIFICATIONS";
const FULL_SCREEN: &str = "android.permission.USE_FULL_SCREEN_INTENT";

/// The last level at which WRITE_CONTACTS is only discouraged.
const LAST_TO_WRITE: u32 = 37;

pub(super) fn check(look: &mut Look<'_>) {
    contacts(look);
    advertising_id(look);
    notifications(look);
    if let Some((place, _)) = asked(look, FULL_SCREEN) {
        look.add(
            &AM019,
            place,
            "The app may cover the whole screen, also a locked one.",
            "Drop it, or declare in the Play Console that the app calls or wakes, and allow the finding with that reason.",
        );
    }
}

/// The permission and where it is asked for, unless the policy keeps it with a reason.
pub(super) fn asked<'a>(look: &Look<'a>, name: &str) -> Option<(Place, &'a UsesPermission)> {
    let kept = look
        .context
        .stores
        .map_or(&[][..], |stores| &stores.keep_permissions);
    if kept.iter().any(|kept| kept.name.word == name) {
        return None;
    }
    in_manifest(look, name)
}

fn in_manifest<'a>(look: &Look<'a>, name: &str) -> Option<(Place, &'a UsesPermission)> {
    let (manifest, permission) = look.variant.permission(name)?;
    Some((Place::new(&manifest.path, permission.line), permission))
}

fn contacts(look: &mut Look<'_>) {
    if let Some((place, _)) = asked(look, READ) {
        look.add(
            &AM001,
            place,
            "The app asks to read every contact.",
            "Let the person pick one with the contact picker, or remove the permission with tools:node=\"remove\".",
        );
    }
    if let Some((place, _)) = asked(look, MANAGE) {
        look.add(
            &AM003,
            place,
            "The app asks to manage the address book.",
            "Remove it; insert and edit through intents.",
        );
    }
    let Some((place, _)) = asked(look, WRITE) else {
        return;
    };
    let fix = "Use ACTION_INSERT, ACTION_EDIT or ACTION_INSERT_OR_EDIT, which need no permission.";
    match look.app.target_sdk {
        Some(target) if target > LAST_TO_WRITE => {
            let message =
                format!("The app targets level {target}, where writing contacts is refused.");
            look.add(&AM002, place, message, fix);
        }
        Some(LAST_TO_WRITE) => {
            let message = "The app asks to write contacts, which the next target level refuses.";
            look.add_as(Severity::Warning, &AM002, place, message, fix);
        }
        Some(_) => {}
        None => look.cannot_tell(
            &AM002,
            place,
            "The app asks to write contacts, and the tree does not say which level it targets.",
            "The target level, as a number in the module's Gradle file, settles it.",
        ),
    }
}

/// The permissions of the Privacy Sandbox that the same libraries bring, beside the one for the id.
const SANDBOX: [&str; 4] = [
    "android.permission.ACCESS_ADSERVICES_AD_ID",
    "android.permission.ACCESS_ADSERVICES_ATTRIBUTION",
    "android.permission.ACCESS_ADSERVICES_TOPICS",
    "android.permission.ACCESS_ADSERVICES_CUSTOM_AUDIENCE",
];
/// Those of the sandbox that Google's measurement and ads libraries bring.
const SANDBOX_BROUGHT: [&str; 2] = [SANDBOX[0], SANDBOX[1]];

fn advertising_id(look: &mut Look<'_>) {
    let removal =
        |name: &str| format!("<uses-permission android:name=\"{name}\" tools:node=\"remove\"/>");
    let mut found = false;
    for name in [AD_ID].into_iter().chain(SANDBOX) {
        if let Some((place, _)) = asked(look, name) {
            let short = name.rsplit('.').next().unwrap_or(name);
            let message =
                format!("The app asks for the advertising id or what replaces it ({short}).");
            let fix = format!(
                "Take it away, also where a library brings it: {}.",
                removal(name)
            );
            look.add(&AM004, place, message, &fix);
            found = true;
        }
    }
    if found || excludes_the_id(look) {
        return;
    }
    let open = |look: &Look<'_>, names: &[&'static str]| -> Vec<&'static str> {
        let all = names.iter().copied();
        all.filter(|name| !look.variant.removes_permission(name))
            .collect()
    };
    let id = open(look, &[AD_ID]);
    let of_google = open(look, &[AD_ID, SANDBOX_BROUGHT[0], SANDBOX_BROUGHT[1]]);
    let brought: [(&[&str], &[&str], bool); 3] = [
        (AD_ID_BRINGERS, &of_google, true),
        (OTHER_AD_ID_BRINGERS, &id, true),
        (LIKELY_AD_ID_BRINGERS, &id, false),
    ];
    for (libraries, names, sure) in brought {
        let (Linked::Yes { file, line }, false) = (look.linked(libraries), names.is_empty()) else {
            continue;
        };
        let removals: Vec<String> = names.iter().map(|name| removal(name)).collect();
        let fix = format!("Add {}.", removals.join(" and "));
        let listed: Vec<&str> = names
            .iter()
            .filter_map(|name| name.rsplit('.').next())
            .collect();
        let message = format!(
            "This library adds {}, and no manifest removes that.",
            listed.join(", ")
        );
        if sure {
            look.add(&AM004, Place::new(file, line), message, &fix);
        } else {
            let message = "This library's vendor says that it adds the permission for the advertising id in some versions, and no manifest removes it.";
            look.add_as(
                Severity::Warning,
                &AM004,
                Place::new(file, line),
                message,
                &fix,
            );
        }
        return;
    }
}

fn excludes_the_id(look: &Look<'_>) -> bool {
    let gradle = look.app.module.gradle.as_ref();
    gradle.is_some_and(|read| {
        read.excluded
            .iter()
            .any(|one| one.leaves_out("play-services-ads-identifier"))
    })
}

/// Whether the advertising id's permission would be left in, should a library bring it.
pub(super) fn is_id_open(look: &Look<'_>) -> bool {
    !look.variant.removes_permission(AD_ID) && !excludes_the_id(look)
}

fn notifications(look: &mut Look<'_>) {
    if look.app.is_library || in_manifest(look, NOTIFY).is_some() {
        return;
    }
    let Some(place) = first_channel(look) else {
        return;
    };
    // Push libraries bring the permission in a manifest that is not in the tree.
    if look.linked(NOTIFIERS) != Linked::No
        || look
            .variant
            .action("com.google.firebase.MESSAGING_EVENT")
            .is_some()
    {
        return;
    }
    let fix = "Ask for android.permission.POST_NOTIFICATIONS in the manifest, and at run time when it is needed.";
    match look.app.target_sdk {
        Some(33..) => look.add(&AM005, place, "Notifications are made here, but the manifest does not ask to post them.", fix),
        Some(_) => {}
        None => look.cannot_tell(
            &AM005,
            place,
            "Notifications are made here, the manifest does not ask to post them, and the tree does not say which level the app targets.",
            "The target level, as a number in the module's Gradle file, settles it.",
        ),
    }
}

/// Where the app's own code makes a channel.
fn first_channel(look: &Look<'_>) -> Option<Place> {
    let folder = format!("{}/", look.app.module.folder);
    let own = |place: &&Place| folder == "/" || place.file.starts_with(&folder);
    look.channels.iter().find(own).cloned()
}
