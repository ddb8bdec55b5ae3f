//! The rig's policy with a collector of OpenTelemetry's as its one recipient.

use sordino_policy::{Policy, RecipientKind};

use crate::policy;

/// What the policy lets the collector have.
const LISTED: [&str; 9] = [
    "timestamp",
    "minutes",
    "app_version",
    "user_id",
    "device_id",
    "crash_time",
    "exception_type",
    "exception_value",
    "stack_line",
];

/// The rig's policy, whose one recipient is a collector without a key.
pub fn collector_policy() -> Policy {
    let mut policy = policy();
    policy.recipients.retain(|one| one.id == "segment");
    let collector = &mut policy.recipients[0];
    collector.id = "collector".into();
    collector.kind = RecipientKind::Otlp;
    collector.key = None;
    collector.endpoint = Some("https://telemetry.kranich-systems.de".into());
    collector.purposes = ["usage", "stability", "early", "crashes"]
        .map(String::from)
        .into();
    for field in &mut policy.fields {
        field.recipients = match LISTED.contains(&field.name.as_str()) {
            true => vec!["collector".into()],
            false => Vec::new(),
        };
    }
    policy.hash = policy.content_hash();
    policy
}
