//! AM001 to AM003, AM005 and AM019: what the merged manifest asks for.

use super::look::Look;
use super::rules::{AM001, AM002, AM003, AM005, AM019};
use super::vendors::NOTIFIERS;
use crate::finding::{Place, Severity};
use crate::read::android::Linked;

const READ: &str = "android.permission.READ_CONTACTS";
const WRITE: &str = "android.permission.WRITE_CONTACTS";
const MANAGE: &str = "android.permission.MANAGE_CONTACTS";
const NOTIFY: &str = "android.permission.POST_NOTIFICATIONS";
const FULL_SCREEN: &str = "android.permission.USE_FULL_SCREEN_INTENT";

/// The last level at which WRITE_CONTACTS is only discouraged.
const LAST_TO_WRITE: u32 = 37;

pub(super) fn check(look: &mut Look<'_>) {
    contacts(look);
    notifications(look);
    if let Some((place, _)) = look.asked(FULL_SCREEN) {
        look.add(
            &AM019,
            place,
            "The app may cover the whole screen, also a locked one.",
            "Drop it, or declare in the Play Console that the app calls or wakes, and allow the finding with that reason.",
        );
    }
}

fn contacts(look: &mut Look<'_>) {
    if let Some((place, _)) = look.asked(READ) {
        look.add(
            &AM001,
            place,
            "The app asks to read every contact.",
            "Let the person pick one with the contact picker, or remove the permission with tools:node=\"remove\".",
        );
    }
    if let Some((place, _)) = look.asked(MANAGE) {
        look.add(
            &AM003,
            place,
            "The app asks to manage the address book.",
            "Remove it; insert and edit through intents.",
        );
    }
    let Some((place, _)) = look.asked(WRITE) else {
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

fn notifications(look: &mut Look<'_>) {
    if look.app.is_library || look.in_manifest(NOTIFY).is_some() {
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
