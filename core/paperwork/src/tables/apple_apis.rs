//! Apple's required-reason APIs: what asks for a reason, and which reasons there are.

use super::Source;

/// Where the table was read.
pub const SOURCE: Source = Source {
    what: "Apple, \"Describing use of required reason API\"",
    read: "2026-08-03",
};

/// One family of APIs that a manifest has to give a reason for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApiCategory {
    /// The value of `NSPrivacyAccessedAPIType`.
    pub id: &'static str,
    /// The codes that hold for it, and for no other.
    pub reasons: &'static [&'static str],
    /// Functions in C whose import shows its use. Three of them also belong to another family.
    pub c_symbols: &'static [&'static str],
    /// Swift and Objective-C names that show its use in source.
    pub names: &'static [&'static str],
}

/// Every value of `NSPrivacyAccessedAPIType`.
pub const API_CATEGORIES: [ApiCategory; 5] = [
    ApiCategory {
        id: "NSPrivacyAccessedAPICategoryFileTimestamp",
        reasons: &["DDA9.1", "C617.1", "3B52.1", "0A2A.1"],
        c_symbols: &[
            "getattrlist",
            "getattrlistbulk",
            "fgetattrlist",
            "stat",
            "fstat",
            "fstatat",
            "lstat",
            "getattrlistat",
        ],
        names: &[
            "creationDate",
            "modificationDate",
            "fileModificationDate",
            "contentModificationDateKey",
            "creationDateKey",
            "NSFileCreationDate",
            "NSFileModificationDate",
            "NSURLContentModificationDateKey",
            "NSURLCreationDateKey",
        ],
    },
    ApiCategory {
        id: "NSPrivacyAccessedAPICategorySystemBootTime",
        reasons: &["35F9.1", "8FFB.1", "3D61.1"],
        c_symbols: &["mach_absolute_time"],
        names: &["systemUptime"],
    },
    ApiCategory {
        id: "NSPrivacyAccessedAPICategoryDiskSpace",
        reasons: &["85F4.1", "E174.1", "7D9E.1", "B728.1"],
        c_symbols: &[
            "statfs",
            "statvfs",
            "fstatfs",
            "fstatvfs",
            "getattrlist",
            "fgetattrlist",
            "getattrlistat",
        ],
        names: &[
            "volumeAvailableCapacityKey",
            "volumeAvailableCapacityForImportantUsageKey",
            "volumeAvailableCapacityForOpportunisticUsageKey",
            "volumeTotalCapacityKey",
            "systemFreeSize",
            "systemSize",
            "NSURLVolumeAvailableCapacityKey",
            "NSURLVolumeAvailableCapacityForImportantUsageKey",
            "NSURLVolumeAvailableCapacityForOpportunisticUsageKey",
            "NSURLVolumeTotalCapacityKey",
            "NSFileSystemFreeSize",
            "NSFileSystemSize",
        ],
    },
    ApiCategory {
        id: "NSPrivacyAccessedAPICategoryActiveKeyboards",
        reasons: &["3EC4.1", "54BD.1"],
        c_symbols: &[],
        names: &["activeInputModes"],
    },
    ApiCategory {
        id: "NSPrivacyAccessedAPICategoryUserDefaults",
        reasons: &["CA92.1", "1C8F.1", "C56D.1", "AC6B.1"],
        c_symbols: &[],
        names: &["UserDefaults", "NSUserDefaults", "AppStorage"],
    },
];

/// Reasons that Apple gives to SDKs alone. Apps that state them are in the store nevertheless.
pub const SDK_ONLY_REASONS: [&str; 2] = ["0A2A.1", "C56D.1"];

/// Names and codes that circulate and mean nothing, with what was meant, where that is sure.
pub const WRONG_IDS: [(&str, Option<&str>); 3] = [
    ("NSPrivacyAccessedAPICategoryUserAgent", None),
    (
        "NSPrivacyCollectedDataTypePhotosOrVideos",
        Some("NSPrivacyCollectedDataTypePhotosorVideos"),
    ),
    ("NSPrivacyCollectedDataTypeBody", None),
];
