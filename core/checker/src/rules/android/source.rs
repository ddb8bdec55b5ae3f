//! AM016 and AM017: what the app's own code does.

use super::rules::{AM016, AM017};
use super::{disclosure, secrets};
use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::kind::Kind;

/// Words in a path, or in an import, that make a file telemetry.
const TELEMETRY_PATHS: [&str; 5] = [
    "telemetry",
    "analytics",
    "tracking",
    "metrics",
    "crashreport",
];
const TELEMETRY_IMPORTS: [&str; 10] = [
    "com.segment.",
    "com.google.firebase.analytics",
    "com.google.firebase.crashlytics",
    "io.sentry.",
    "com.mixpanel.",
    "com.amplitude.",
    "com.posthog.",
    "com.bugsnag.",
    "com.datadog.",
    "io.opentelemetry.",
];
const DEVICE_IDS: [(&str, &str); 7] = [
    ("Secure.ANDROID_ID", "ANDROID_ID"),
    ("MediaDrm(", "the media DRM id"),
    ("Build.getSerial(", "the serial number"),
    ("Build.SERIAL", "the serial number"),
    (".getImei(", "the IMEI"),
    (".imei", "the IMEI"),
    ("AdvertisingIdClient", "the advertising id"),
];
/// Notes what the code does; gives the places where a notification channel is made.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) -> Vec<Place> {
    let mut channels_made = Vec::new();
    for file in context.tree.of(Kind::AndroidSource) {
        let Some(text) = context.tree.text(&file.path) else {
            continue;
        };
        secrets::in_text(&file.path, &text, findings);
        device_ids(&file.path, &text, findings);
        disclosure::check(&file.path, &text, findings);
        if !text.contains("NotificationChannel(") {
            continue;
        }
        let made = code(&text).find(|(_, line)| line.contains("NotificationChannel("));
        channels_made.extend(made.map(|(line, _)| Place::new(&file.path, line)));
        if let Some(policy) = context.policy {
            channels(&file.path, &text, policy, findings);
        }
    }
    channels_made
}

fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate();
    lines.filter_map(|(index, line)| {
        let start = line.trim_start();
        (!start.starts_with("//") && !start.starts_with('*')).then_some((index + 1, line))
    })
}

fn device_ids(path: &str, text: &str, findings: &mut Findings) {
    let folder = path.to_lowercase();
    let telemetry = TELEMETRY_PATHS.iter().any(|word| folder.contains(word))
        || code(text).any(|(_, line)| {
            let import = line.trim_start().strip_prefix("import ");
            import.is_some_and(|name| {
                TELEMETRY_IMPORTS
                    .iter()
                    .any(|known| name.starts_with(known))
            })
        });
    if !telemetry {
        return;
    }
    for (line, code) in code(text) {
        for (call, what) in DEVICE_IDS {
            if code.contains(call) && !code.trim_start().starts_with("import ") {
                let message = format!("Telemetry code reads {what}.");
                findings.add(
                    &AM016,
                    Place::new(path, line),
                    message,
                    "Use an id that the app makes itself and throws away with the consent.",
                );
            }
        }
    }
}

fn channels(path: &str, text: &str, policy: &sordino_policy::Policy, findings: &mut Findings) {
    let known: Vec<&String> = policy
        .permissions
        .iter()
        .flat_map(|asked| &asked.categories)
        .map(|category| &category.id)
        .collect();
    for (line, code) in code(text) {
        for (at, call) in code.match_indices("NotificationChannel(") {
            let rest = code[at + call.len()..].trim_start();
            let Some(id) = rest
                .strip_prefix('"')
                .and_then(|rest| rest.split('"').next())
            else {
                continue;
            };
            if !known.iter().any(|name| *name == id) {
                let message = format!("The channel `{id}` is no category of the policy.");
                findings.add(
                    &AM017,
                    Place::new(path, line),
                    message,
                    "Add it to `categories` of the permission `push`, or use one of those.",
                );
            }
        }
    }
}
