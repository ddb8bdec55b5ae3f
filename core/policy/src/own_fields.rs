//! The names of the values that Sordino itself puts into a payload.

#[cfg(feature = "compile")]
use crate::model::RecipientKind;

/// Names of the values that the library adds to events and crashes by itself: time, device,
/// identity and the parts of a crash. Like every other value they leave only where a field of the
/// policy lists them.
pub const OWN_FIELDS: &[&str] = &[
    "timestamp",
    "crash_time",
    "time_zone",
    "app_version",
    "app_build",
    "os_name",
    "os_version",
    "device_model",
    "locale",
    "user_id",
    "customer_id",
    "device_id",
    "exception_type",
    "exception_value",
    "exception_handled",
    "stack_function",
    "stack_module",
    "stack_package",
    "stack_file",
    "stack_line",
    "stack_column",
    "stack_address",
    "stack_offset",
    "thread_name",
    "thread_state",
    "thread_crashed",
    "image_file",
    "image_debug_id",
    "image_address",
    "breadcrumbs",
];

/// Names in [`OWN_FIELDS`] that stand in crashes alone, `stack_`, `thread_` and `image_` being the beginnings of some.
#[cfg(feature = "compile")]
const IN_CRASHES: &[&str] = &[
    "crash_time",
    "exception_",
    "stack_",
    "thread_",
    "image_",
    "breadcrumbs",
];

/// Names in [`OWN_FIELDS`] that stand in events alone.
#[cfg(feature = "compile")]
const IN_EVENTS: &[&str] = &["timestamp", "customer_id"];

/// Whether the library puts the value `name` into what a recipient of this kind gets: events go to Segment, crashes to
/// Sentry. What other kinds get is not known here.
#[cfg(feature = "compile")]
pub(crate) fn has_effect(name: &str, kind: RecipientKind) -> bool {
    let in_crashes = || IN_CRASHES.iter().any(|known| name.starts_with(known));
    match kind {
        RecipientKind::Segment => !in_crashes(),
        RecipientKind::Sentry => !IN_EVENTS.contains(&name),
        _ => true,
    }
}
