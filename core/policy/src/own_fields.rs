//! The names of the values that Sordino itself puts into a payload.

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
    "stack_function",
    "stack_module",
    "stack_package",
    "stack_file",
    "stack_line",
    "stack_address",
    "stack_offset",
    "thread_name",
    "thread_state",
    "thread_crashed",
    "image_file",
    "image_debug_id",
    "image_address",
];
