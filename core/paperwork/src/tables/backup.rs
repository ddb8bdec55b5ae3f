//! Where the library keeps its files on Android, and the words of Android's backup rules.

use super::Source;

/// Where the elements were read.
pub const SOURCE: Source = Source {
    what: "https://developer.android.com/identity/data/autobackup",
    read: "2026-11-22",
};

/// Domain and path of what must never be in a backup: a choice made on one device is none on another, and the sealed
/// files open nowhere else. Their real place is `noBackupFilesDir`, which Android leaves out by itself.
pub const EXCLUDED: [(&str, &str); 3] = [
    ("file", "sordino"),
    ("device_file", "sordino"),
    ("sharedpref", "sordino.xml"),
];

/// The sections of `data-extraction-rules`. A section that is missing leaves that way of copying wide open.
pub const SECTIONS: [&str; 3] = ["cloud-backup", "device-transfer", "cross-platform-transfer"];

/// The only platform that `cross-platform-transfer` knows. A misspelt one turns the section off silently.
pub const TRANSFER_PLATFORM: &str = "ios";

/// Every domain that `include` and `exclude` may name.
pub const DOMAINS: [&str; 9] = [
    "root",
    "file",
    "database",
    "sharedpref",
    "external",
    "device_root",
    "device_file",
    "device_database",
    "device_sharedpref",
];
