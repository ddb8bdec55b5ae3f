//! The purpose keys that Apple's systems know: PS001 as far as the data files settle it, PS022.

use super::judged::place;
use super::rules::{PS001, PS022};
use crate::finding::{Findings, Place, Severity};
use crate::near::near;
use crate::read::ios::localized::Text;
use crate::read::ios::purpose::{Purpose, in_locales, is_purpose};
use crate::read::ios::target::{Product, Target};

/// A purpose key: what it guards, and the words for that.
pub(super) struct Key {
    pub(super) name: &'static str,
    /// Keys of one resource have one name here; a text may serve them all.
    pub(super) resource: &'static str,
    /// English and German words for the resource, lower case.
    pub(super) words: &'static [&'static str],
}

macro_rules! keys {
    ($($name:ident $resource:literal $($word:literal)*;)+) => {
        /// Source: Apple, Information Property List, Protected resources, read in August 2026.
        pub(super) const KEYS: &[Key] = &[$(Key {
            name: concat!(stringify!($name), "UsageDescription"),
            resource: $resource,
            words: &[$($word),*],
        }),+];
    };
}

keys! {
    NFCReader "nfc" "nfc";
    NSAccessoryTracking "accessories" "accessor";
    NSAlarmKit "alarms" "alarm";
    NSAppleEvents "apple events" "apple events" "automation";
    NSAppleMusic "media library" "music" "media" "musik" "medien";
    NSAudioCapture "system audio" "audio";
    NSBluetoothAlways "bluetooth" "bluetooth";
    NSBluetoothPeripheral "bluetooth" "bluetooth";
    NSCalendars "calendars" "calendar" "kalender";
    NSCalendarsFullAccess "calendars" "calendar" "kalender";
    NSCalendarsWriteOnlyAccess "calendars, writing" "calendar" "kalender";
    NSCamera "camera" "camera" "kamera";
    NSContacts "contacts" "contact" "address book" "kontakt" "adressbuch";
    NSCriticalMessaging "messaging" "message" "nachricht";
    NSCrossWebsiteTracking "website tracking" "tracking";
    NSDesktopFolder "desktop folder" "desktop" "schreibtisch";
    NSDocumentsFolder "documents folder" "document" "dokument";
    NSDownloadsFolder "downloads folder" "download";
    NSEnterpriseMCAM "main camera" "camera" "kamera";
    NSFaceID "face id" "face id" "faceid";
    NSFallDetection "fall detection" "fall" "sturz";
    NSFileProviderDomain "file provider" "file" "dateien";
    NSFileProviderPresence "file provider presence" "file" "dateien";
    NSFinancialData "financial data" "financ" "finanz";
    NSFinancialDataWriteOnlyAccess "financial data, writing" "financ" "finanz";
    NSFocusStatus "focus" "focus" "fokus";
    NSGKFriendList "friends" "friend" "freund";
    NSHandsTracking "hands" "hand" "hände";
    NSHealthClinicalHealthRecordsShare "health records" "health" "gesundheit";
    NSHealthShare "health, reading" "health" "gesundheit";
    NSHealthUpdate "health, writing" "health" "gesundheit";
    NSHomeKit "home" "home" "zuhause";
    NSIdentity "identity" "identity" "ausweis";
    NSLocalNetwork "local network" "local network" "lokales netz" "lokale netz" "lokalen netz";
    NSLocation "location" "location" "standort";
    NSLocationAlways "location" "location" "standort";
    NSLocationAlwaysAndWhenInUse "location" "location" "standort";
    NSLocationWhenInUse "location" "location" "standort";
    NSMainCamera "main camera" "camera" "kamera";
    NSMicrophone "microphone" "microphone" "mikrofon";
    NSMotion "motion" "motion" "bewegung" "fitness";
    NSNearbyInteraction "nearby interaction" "nearby" "nähe";
    NSNearbyInteractionAllowOnce "nearby interaction" "nearby" "nähe";
    NSNetworkVolumes "network volumes" "network" "netzwerk";
    NSPhotoLibrary "photos, reading" "photo" "foto" "bilder";
    NSPhotoLibraryAdd "photos, adding" "photo" "foto" "bilder";
    NSReminders "reminders" "reminder" "erinnerung";
    NSRemindersFullAccess "reminders" "reminder" "erinnerung";
    NSRemovableVolumes "removable volumes" "volume" "laufwerk";
    NSScreenCapture "screen" "screen" "bildschirm";
    NSSensorKit "sensors" "sensor";
    NSSiri "siri" "siri";
    NSSpeechRecognition "speech recognition" "speech" "sprach";
    NSSystemAdministration "administration" "administ";
    NSSystemExtension "system extension" "extension" "erweiterung";
    NSUserTracking "tracking" "track";
    NSVideoSubscriberAccount "tv provider" "provider" "anbieter";
    NSWorldSensing "surroundings" "surrounding" "umgebung";
    OSBundle "system extension" "extension" "erweiterung";
}

/// Keys that were never any, or no longer are, and that many apps carry.
const DEAD: [&str; 12] = [
    "NSUserNotificationsUsageDescription",
    "NSUserNotificationUsageDescription",
    "NSNotificationsUsageDescription",
    "NSNotificationUsageDescription",
    "NSPushNotificationsUsageDescription",
    "NSPushNotificationUsageDescription",
    "NSRemoteNotificationsUsageDescription",
    "NSVoIPUsageDescription",
    "NSInternetUsageDescription",
    "NSNetworkUsageDescription",
    "NSStorageUsageDescription",
    "NSBackgroundUsageDescription",
];

/// The key of this name.
pub(super) fn known(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// Whether `text` names what the key guards.
pub(super) fn names_resource(key: &str, text: &str) -> bool {
    let lower = text.to_lowercase();
    known(key).is_none_or(|key| key.words.iter().any(|word| lower.contains(word)))
}

/// Notes keys that are missing beside another one, and keys that do nothing.
pub(super) fn check(target: &Target, purposes: &[Purpose], findings: &mut Findings) {
    let has = |name: &str| purposes.iter().any(|purpose| purpose.key == name);
    for purpose in purposes {
        if let Some(text) = &purpose.base {
            does_something(&purpose.key, text, findings);
        }
    }
    for tag in target
        .strings
        .locales
        .keys()
        .filter(|tag| !target.is_development(tag))
    {
        let texts = target.strings.locales[tag].texts.iter();
        for (key, text) in texts.filter(|(key, _)| is_purpose(key) && !has(key)) {
            // Told where the key stands first, not once a locale.
            if in_locales(target, key).keys().next() == Some(tag) {
                does_something(key, text, findings);
            }
        }
    }
    // An extension asks with the keys of its app.
    if !target.phone || target.product != Product::App {
        return;
    }
    // A tool that makes the project adds keys of its own.
    if !target.is_described {
        beside(purposes, findings);
    }
    demanded(target, &has, findings);
}

fn does_something(key: &str, text: &Text, findings: &mut Findings) {
    if known(key).is_some() || !is_purpose(key) {
        return;
    }
    let near = nearest(key);
    if DEAD.contains(&key) {
        findings.add(
            &PS022,
            place(text),
            format!("No system asks for {key}."),
            "Remove it; for notifications the system shows its own text.",
        );
    } else if let Some(near) = near {
        findings.add(
            &PS022,
            place(text),
            format!("No system asks for {key}."),
            format!("Write {near} if that was meant, else remove it."),
        );
    } else {
        findings.cannot_tell(
            &PS022,
            place(text),
            format!("{key} is not among the keys that are known here."),
            "Apple's list of protected resources would settle whether it is a new one.",
        );
    }
}

/// A known key that a slip of the hand may have made this one.
fn nearest(key: &str) -> Option<&'static str> {
    near(key, KEYS.iter().map(|known| known.name), 3)
}

/// Access at all times is asked for with two keys.
fn beside(purposes: &[Purpose], findings: &mut Findings) {
    let find = |name: &str| purposes.iter().find(|purpose| purpose.key == name);
    let always = find("NSLocationAlwaysAndWhenInUseUsageDescription");
    if let Some(text) = always.and_then(|purpose| purpose.base.as_ref())
        && find("NSLocationWhenInUseUsageDescription").is_none()
    {
        findings.add(
            &PS001,
            place(text),
            "NSLocationAlwaysAndWhenInUseUsageDescription has no NSLocationWhenInUseUsageDescription beside it; \
             without both the system asks nothing and grants nothing.",
            "Add NSLocationWhenInUseUsageDescription with its purpose.",
        );
    }
}

/// Entitlements and background modes that are of no use without a key.
fn demanded(target: &Target, has: &dyn Fn(&str) -> bool, findings: &mut Findings) {
    let entitlements: [(&str, &[&str]); 3] = [
        (
            "com.apple.developer.homekit",
            &["NSHomeKitUsageDescription"],
        ),
        (
            "com.apple.developer.nfc.readersession.formats",
            &["NFCReaderUsageDescription"],
        ),
        (
            "com.apple.developer.healthkit",
            &[
                "NSHealthShareUsageDescription",
                "NSHealthUpdateUsageDescription",
            ],
        ),
    ];
    if target.info.is_none() {
        return;
    }
    for (entitlement, keys) in entitlements {
        let list = target.entitlements.iter().find(|list| {
            list.get(entitlement).is_some_and(|value| {
                value.as_boolean() != Some(false)
                    && value.as_array().is_none_or(|items| !items.is_empty())
            })
        });
        if let Some(list) = list.filter(|_| !keys.iter().any(|key| has(key))) {
            missing(
                findings,
                Place::new(list.path.clone(), list.line_of(entitlement)),
                &format!("The entitlement {entitlement}"),
                keys,
            );
        }
    }
    let Some(info) = &target.info else {
        return;
    };
    let modes = info
        .get("UIBackgroundModes")
        .and_then(plist::Value::as_array);
    let modes: Vec<&str> = modes
        .into_iter()
        .flatten()
        .filter_map(plist::Value::as_string)
        .collect();
    let line = info.line_of("UIBackgroundModes");
    let location = [
        "NSLocationAlwaysAndWhenInUseUsageDescription",
        "NSLocationWhenInUseUsageDescription",
        "NSLocationAlwaysUsageDescription",
        "NSLocationUsageDescription",
    ];
    let bluetooth = ["NSBluetoothAlwaysUsageDescription"];
    for (mode, keys) in [
        ("location", &location[..]),
        ("bluetooth-central", &bluetooth[..]),
        ("bluetooth-peripheral", &bluetooth[..]),
    ] {
        if modes.contains(&mode) && !keys.iter().any(|key| has(key)) {
            let at = Place::new(info.path.clone(), info.line_of_text(mode, line));
            missing(findings, at, &format!("The background mode {mode}"), keys);
        }
    }
}

fn missing(findings: &mut Findings, place: Place, what: &str, keys: &[&str]) {
    let keys = keys[..keys.len().min(2)].join(" or ");
    findings.add_as(
        Severity::Error,
        &PS001,
        place,
        format!("{what} needs {keys}, and the target has none."),
        "Add the key with its purpose, or remove what needs it.",
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_slip_of_the_hand_is_known() {
        assert_eq!(
            nearest("NSCamraUsageDescription"),
            Some("NSCameraUsageDescription")
        );
        assert_eq!(nearest("NSQuantumLinkUsageDescription"), None);
    }
}
