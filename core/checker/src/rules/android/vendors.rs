//! AM007 to AM009 and AM022: vendors' libraries, their defaults and how they start.

use super::advertising::is_id_open;
use super::look::Look;
use super::rules::{AM004, AM007, AM008, AM009, AM022};
use crate::finding::{Place, Severity};
use crate::read::android::Linked;

/// Libraries whose manifests ask to post notifications.
pub(super) const NOTIFIERS: &[&str] = &[
    "com.google.firebase:firebase-messaging*",
    "com.onesignal:*",
    "com.braze:*",
    "com.urbanairship.android:*",
    "io.customer.android:*",
    "@react-native-firebase/messaging",
    "@notifee/react-native",
    "expo-notifications",
    "firebase_messaging",
    "flutter_local_notifications",
];

/// A Firebase library, the flags that turn it off, and what shows in a manifest that it is there.
struct Firebase {
    name: &'static str,
    artifacts: &'static [&'static str],
    /// Off with `false`.
    enabled: &'static [&'static str],
    /// Off with `true`.
    deactivated: Option<&'static str>,
    /// An action that only its own service listens to.
    action: Option<&'static str>,
}

const FIREBASE: [Firebase; 4] = [
    Firebase {
        name: "Crashlytics",
        artifacts: &[
            "com.google.firebase:firebase-crashlytics*",
            "@react-native-firebase/crashlytics",
            "firebase_crashlytics",
        ],
        enabled: &[
            "firebase_crashlytics_collection_enabled",
            "firebase_data_collection_default_enabled",
        ],
        deactivated: None,
        action: None,
    },
    Firebase {
        name: "Analytics",
        artifacts: &[
            "com.google.firebase:firebase-analytics*",
            "com.google.firebase:firebase-core",
            "@react-native-firebase/analytics",
            "firebase_analytics",
        ],
        enabled: &["firebase_analytics_collection_enabled"],
        deactivated: Some("firebase_analytics_collection_deactivated"),
        action: None,
    },
    Firebase {
        name: "Performance Monitoring",
        artifacts: &[
            "com.google.firebase:firebase-perf*",
            "@react-native-firebase/perf",
            "firebase_performance",
        ],
        enabled: &["firebase_performance_collection_enabled"],
        deactivated: Some("firebase_performance_collection_deactivated"),
        action: None,
    },
    Firebase {
        name: "Cloud Messaging",
        artifacts: &[
            "com.google.firebase:firebase-messaging*",
            "@react-native-firebase/messaging",
            "firebase_messaging",
        ],
        enabled: &[
            "firebase_messaging_auto_init_enabled",
            "firebase_data_collection_default_enabled",
        ],
        deactivated: None,
        action: Some("com.google.firebase.MESSAGING_EVENT"),
    },
];

const CONSENT_MODE: [&str; 4] = [
    "google_analytics_default_allow_analytics_storage",
    "google_analytics_default_allow_ad_storage",
    "google_analytics_default_allow_ad_user_data",
    "google_analytics_default_allow_ad_personalization_signals",
];

const IDS: [&str; 2] = [
    "google_analytics_adid_collection_enabled",
    "google_analytics_ssaid_collection_enabled",
];

/// A vendor that starts itself, the provider that does it, and the flag that stops it.
struct Starter {
    name: &'static str,
    artifacts: &'static [&'static str],
    provider: &'static str,
    flag: Option<&'static str>,
}

const STARTERS: [Starter; 5] = [
    Starter {
        name: "Firebase",
        artifacts: &[
            "com.google.firebase:firebase-*",
            "@react-native-firebase/app",
            "firebase_core",
        ],
        provider: "com.google.firebase.provider.FirebaseInitProvider",
        flag: None,
    },
    Starter {
        name: "Sentry",
        artifacts: &[
            "io.sentry:sentry-android*",
            "@sentry/react-native",
            "sentry_flutter",
        ],
        provider: "io.sentry.android.core.SentryInitProvider",
        flag: Some("io.sentry.auto-init"),
    },
    Starter {
        name: "Facebook",
        artifacts: &["com.facebook.android:facebook-*"],
        provider: "com.facebook.internal.FacebookInitProvider",
        flag: Some("com.facebook.sdk.AutoInitEnabled"),
    },
    Starter {
        name: "Mobile Ads",
        artifacts: &[
            "com.google.android.gms:play-services-ads",
            "google_mobile_ads",
        ],
        provider: "com.google.android.gms.ads.MobileAdsInitProvider",
        flag: None,
    },
    Starter {
        name: "Adjust",
        artifacts: &["com.adjust.sdk:adjust-android"],
        provider: "com.adjust.sdk.SystemLifecycleContentProvider",
        flag: None,
    },
];

pub(super) fn check(look: &mut Look<'_>) {
    if look.app.is_library {
        return;
    }
    let unsettled: Vec<&str> = FIREBASE
        .iter()
        .filter_map(|library| firebase(library, look))
        .collect();
    if !unsettled.is_empty() && uses_firebase(look) {
        let open = is_id_open(look);
        let message = format!(
            "The app uses Firebase, and the tree does not say whether {} is linked; nothing turns it off{}.",
            unsettled.join(" or "),
            if open {
                ", and nothing removes the advertising id that Analytics would add"
            } else {
                ""
            }
        );
        let mut also: Vec<&'static str> = Vec::new();
        if unsettled.contains(&"Analytics") {
            also.extend(open.then_some(AM004.id));
            also.extend(unset(look, &CONSENT_MODE).then_some(AM008.id));
            also.extend(unset(look, &IDS).then_some(AM009.id));
        }
        look.cannot_tell_also(
            &AM007,
            look.application(),
            message,
            "The libraries that `gradle :app:dependencies` lists, or a lockfile, settle it.",
            also,
        );
    }
    analytics(look);
    for starter in &STARTERS {
        starts_itself(starter, look);
    }
}

fn is(look: &Look<'_>, name: &str, wanted: &str) -> bool {
    let found = look.variant.meta_data(name);
    let value = found.and_then(|(_, found)| found.value.as_deref());
    value.and_then(|value| look.app.filled(value)) == Some(wanted)
}

/// Whether it is linked: the build says so, or the manifest has a part that only it uses.
fn present(library: &Firebase, look: &Look<'_>) -> Linked {
    let linked = match look.linked(library.artifacts) {
        // A library that is no part of Firebase brings it: what, the tree does not say.
        Linked::No if is_configured_alone(look) => Linked::Unknown,
        linked => linked,
    };
    let action = library
        .action
        .and_then(|action| look.variant.action(action));
    match (linked, action) {
        (Linked::No | Linked::Unknown, Some((manifest, line))) => Linked::Yes {
            file: manifest.path.clone(),
            line,
        },
        (linked, _) => linked,
    }
}

/// Whether the module is set up for Firebase and names none of its libraries.
fn is_configured_alone(look: &Look<'_>) -> bool {
    let named = [
        "com.google.firebase:*",
        "@react-native-firebase/*",
        "firebase_core",
    ];
    let plugins = [
        "com.google.gms.google-services",
        "com.google.firebase.crashlytics",
    ];
    !look.project.is_locked()
        && plugins.iter().any(|id| look.project.applies(look.app, id))
        && look.linked(&named) == Linked::No
}

/// Judges one library; its name where the tree does not say whether it is there.
fn firebase(library: &Firebase, look: &mut Look<'_>) -> Option<&'static str> {
    let off = library.enabled.iter().any(|flag| is(look, flag, "false"))
        || library
            .deactivated
            .is_some_and(|flag| is(look, flag, "true"));
    let flag = library.enabled.first().filter(|_| !off)?;
    let fix = format!(
        "Add <meta-data android:name=\"{flag}\" android:value=\"false\"/> to the application, and turn it on after a yes."
    );
    if let Some((manifest, found)) = look.variant.meta_data(flag) {
        let place = Place::new(&manifest.path, found.line);
        let value = found.value.as_deref();
        if value.and_then(|value| look.app.filled(value)).is_some() {
            let message = format!("{} is on by default.", library.name);
            look.add(&AM007, place, message, &fix);
        } else {
            let message = format!(
                "Whether {} is on by default is filled in by the build.",
                library.name
            );
            look.cannot_tell(
                &AM007,
                place,
                message,
                "The value that the build file gives settles it.",
            );
        }
        return None;
    }
    match present(library, look) {
        Linked::Yes { file, line } => {
            let message = format!(
                "Firebase {} is linked and nothing turns it off: `{flag}` is not there.",
                library.name
            );
            let place = if file.ends_with(".xml") {
                Place::new(file, line)
            } else {
                look.application()
            };
            look.add_missing(&AM007, place, message, &fix, &[flag]);
            None
        }
        Linked::No => None,
        Linked::Unknown => Some(library.name),
    }
}

/// Whether there is a configuration for Firebase beside the app, or a service of it in the manifest.
pub(super) fn uses_firebase(look: &Look<'_>) -> bool {
    let mut files = look
        .context
        .tree
        .of(crate::read::kind::Kind::GoogleServices);
    files.next().is_some()
        || look
            .project
            .applies(look.app, "com.google.gms.google-services")
        || look
            .variant
            .action("com.google.firebase.MESSAGING_EVENT")
            .is_some()
}

/// Whether one of these flags is set nowhere.
fn unset(look: &Look<'_>, flags: &[&str]) -> bool {
    flags
        .iter()
        .any(|flag| look.variant.meta_data(flag).is_none())
}

fn analytics(look: &mut Look<'_>) {
    let [_, analytics, ..] = &FIREBASE;
    let linked = present(analytics, look);
    if analytics
        .deactivated
        .is_some_and(|flag| is(look, flag, "true"))
        || linked == Linked::No
    {
        return;
    }
    let groups: [(&crate::rule::Rule, &[&str], &str); 2] =
        [(&AM008, &CONSENT_MODE, "granted"), (&AM009, &IDS, "on")];
    for (rule, flags, what) in groups {
        let mut missing = Vec::new();
        for flag in flags {
            let Some((manifest, found)) = look.variant.meta_data(flag) else {
                missing.push(*flag);
                continue;
            };
            if found
                .value
                .as_deref()
                .and_then(|value| look.app.filled(value))
                == Some("true")
            {
                let message = format!("`{flag}` is {what} by default.");
                look.add(
                    rule,
                    Place::new(&manifest.path, found.line),
                    message,
                    "Set it to \"false\".",
                );
            }
        }
        if missing.is_empty() {
            continue;
        }
        let list = missing.join("`, `");
        if matches!(linked, Linked::Yes { .. }) {
            let message = format!("Analytics is linked and these defaults are not set: `{list}`.");
            let fix = "Add each as a <meta-data> with the value \"false\".";
            look.add_missing(rule, look.application(), message, fix, &missing);
        }
    }
}

fn starts_itself(starter: &Starter, look: &mut Look<'_>) {
    let stopped = look.variant.without_provider(starter.provider)
        || starter.flag.is_some_and(|flag| is(look, flag, "false"));
    if stopped {
        return;
    }
    let Linked::Yes { file, line } = look.linked(starter.artifacts) else {
        return;
    };
    let message = format!(
        "{} starts itself: `{}` is not removed.",
        starter.name, starter.provider
    );
    let fix = format!(
        "Remove the provider with tools:node=\"remove\", and start {} once its purpose is open.",
        starter.name
    );
    let severity = if look.context.policy.is_some() {
        Severity::Warning
    } else {
        Severity::Advice
    };
    look.add_as(severity, &AM022, Place::new(file, line), message, &fix);
}
