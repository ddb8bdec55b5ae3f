//! AM028: services that go to the foreground.

use std::collections::BTreeMap;

use super::look::Look;
use super::rules::AM028;
use crate::context::Context;
use crate::finding::{Place, Severity};
use crate::read::android::Service;
use crate::read::kind::Kind;

/// From this target level on a service needs a type, and the type's permission.
const TYPED: u32 = 34;

/// Types and their permissions, without `android.permission.FOREGROUND_SERVICE_`. `shortService` has none.
/// Source: Android, Foreground service types.
const TYPES: [(&str, &str); 14] = [
    ("camera", "CAMERA"),
    ("connectedDevice", "CONNECTED_DEVICE"),
    ("dataSync", "DATA_SYNC"),
    ("fileManagement", "FILE_MANAGEMENT"),
    ("health", "HEALTH"),
    ("location", "LOCATION"),
    ("mediaPlayback", "MEDIA_PLAYBACK"),
    ("mediaProcessing", "MEDIA_PROCESSING"),
    ("mediaProjection", "MEDIA_PROJECTION"),
    ("microphone", "MICROPHONE"),
    ("phoneCall", "PHONE_CALL"),
    ("remoteMessaging", "REMOTE_MESSAGING"),
    ("specialUse", "SPECIAL_USE"),
    ("systemExempted", "SYSTEM_EXEMPTED"),
];
const FOREGROUND: &str = "android.permission.FOREGROUND_SERVICE";

/// Classes whose own code goes to the foreground, by their simple name, with the place of the call.
pub(super) type Goers = BTreeMap<String, Place>;

/// Looks through the sources for such classes.
pub(super) fn goers(context: &Context<'_>) -> Goers {
    let mut goers = Goers::new();
    for file in context.tree.of(Kind::AndroidSource) {
        let Some(text) = context.tree.text(&file.path) else {
            continue;
        };
        let call = (1..).zip(text.lines()).find(|(_, line)| {
            let line = line.trim_start();
            line.contains("startForeground(") && !line.starts_with("//") && !line.starts_with('*')
        });
        if let Some((line, _)) = call {
            let stem = file.name().split('.').next().unwrap_or_default();
            goers.insert(stem.to_owned(), Place::new(&file.path, line));
        }
    }
    goers
}

pub(super) fn check(look: &mut Look<'_>, goers: &Goers) {
    if look.app.is_library {
        return;
    }
    let services: Vec<(String, Service)> = look
        .variant
        .services()
        .map(|(manifest, service)| (manifest.path.clone(), service.clone()))
        .collect();
    for (path, service) in services {
        one(look, &path, &service, goers);
    }
}

fn one(look: &mut Look<'_>, path: &str, service: &Service, goers: &Goers) {
    let class = service.name.rsplit('.').next().unwrap_or(&service.name);
    let Some((types, line)) = &service.types else {
        if let Some(call) = goers.get(class) {
            let message = format!("`{class}` goes to the foreground and declares no type.");
            let fix = "Add android:foregroundServiceType with what the service does, and the permission of that type.";
            told(look, call.clone(), message, fix);
        }
        return;
    };
    if types.starts_with('@') || types.contains("${") {
        return;
    }
    if !asks(look, FOREGROUND) {
        let message = format!(
            "`{class}` has a type of foreground service, and the manifest does not ask for FOREGROUND_SERVICE."
        );
        let fix = format!("Add <uses-permission android:name=\"{FOREGROUND}\"/>.");
        told(look, Place::new(path, *line), message, &fix);
    }
    for kind in types
        .split('|')
        .map(str::trim)
        .filter(|kind| !kind.is_empty())
    {
        let known = TYPES.iter().find(|(name, _)| *name == kind);
        let Some((_, permission)) = known else {
            continue;
        };
        let permission = format!("{FOREGROUND}_{permission}");
        if !asks(look, &permission) {
            let short = permission.rsplit('.').next().unwrap_or(&permission);
            let message = format!(
                "`{class}` is a foreground service of type {kind}, and the manifest does not ask for {short}."
            );
            let fix = format!(
                "Add <uses-permission android:name=\"{permission}\"/>, or take the type away."
            );
            told(look, Place::new(path, *line), message, &fix);
        }
    }
}

fn asks(look: &Look<'_>, name: &str) -> bool {
    look.variant.permission(name).is_some()
}

/// As severe as the target level makes it.
fn told(look: &mut Look<'_>, place: Place, message: String, fix: &str) {
    match look.app.target_sdk {
        Some(target) if target >= TYPED => look.add(&AM028, place, message, fix),
        Some(_) => {
            let message = format!("{message} From target level {TYPED} on the app then ends.");
            look.add_as(Severity::Advice, &AM028, place, message, fix);
        }
        None => look.cannot_tell(
            &AM028,
            place,
            format!("{message} The tree does not say which level the app targets."),
            "The target level, as a number in the module's Gradle file, settles it.",
        ),
    }
}
