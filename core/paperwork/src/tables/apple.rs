//! What Apple's privacy manifest and App Store Connect's privacy answers may say.

use super::Source;

/// Where the manifest's tables were read.
pub const MANIFEST_SOURCE: Source = Source {
    what: "Apple, \"Describing data use in privacy manifests\" and the property list keys of the app privacy configuration",
    read: "2026-08-03",
};

/// Where the ids of App Store Connect were read: fastlane's `app_privacy_details.json` is made of them.
pub const NUTRITION_SOURCE: Source = Source {
    what: "fastlane, spaceship/lib/spaceship/connect_api/models/app_data_usage_*.rb",
    read: "2026-11-24",
};

/// The four keys at the top of a manifest; there are no others.
pub const TOP_LEVEL_KEYS: [&str; 4] = [
    "NSPrivacyTracking",
    "NSPrivacyTrackingDomains",
    "NSPrivacyCollectedDataTypes",
    "NSPrivacyAccessedAPITypes",
];

/// The keys of an entry of `NSPrivacyCollectedDataTypes`.
pub const COLLECTED_KEYS: [&str; 4] = [
    "NSPrivacyCollectedDataType",
    "NSPrivacyCollectedDataTypeLinked",
    "NSPrivacyCollectedDataTypeTracking",
    "NSPrivacyCollectedDataTypePurposes",
];

/// The keys of an entry of `NSPrivacyAccessedAPITypes`.
pub const ACCESSED_KEYS: [&str; 2] = [
    "NSPrivacyAccessedAPIType",
    "NSPrivacyAccessedAPITypeReasons",
];

/// A kind of data in Apple's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataType {
    /// In a manifest, `NSPrivacyCollectedDataTypeCrashData`.
    pub manifest: &'static str,
    /// In App Store Connect, `CRASH_DATA`; it has none for three kinds.
    pub nutrition: Option<&'static str>,
}

const fn data(manifest: &'static str, nutrition: &'static str) -> DataType {
    DataType {
        manifest,
        nutrition: Some(nutrition),
    }
}

const fn without_an_answer(manifest: &'static str) -> DataType {
    DataType {
        manifest,
        nutrition: None,
    }
}

/// Every value of `NSPrivacyCollectedDataType`. `PhotosorVideos` has a small `o`: Apple writes it so.
pub const DATA_TYPES: [DataType; 35] = [
    data("NSPrivacyCollectedDataTypeName", "NAME"),
    data("NSPrivacyCollectedDataTypeEmailAddress", "EMAIL_ADDRESS"),
    data("NSPrivacyCollectedDataTypePhoneNumber", "PHONE_NUMBER"),
    data(
        "NSPrivacyCollectedDataTypePhysicalAddress",
        "PHYSICAL_ADDRESS",
    ),
    data(
        "NSPrivacyCollectedDataTypeOtherUserContactInfo",
        "OTHER_CONTACT_INFO",
    ),
    data("NSPrivacyCollectedDataTypeHealth", "HEALTH"),
    data("NSPrivacyCollectedDataTypeFitness", "FITNESS"),
    data(
        "NSPrivacyCollectedDataTypePaymentInfo",
        "PAYMENT_INFORMATION",
    ),
    data("NSPrivacyCollectedDataTypeCreditInfo", "CREDIT_AND_FRAUD"),
    data(
        "NSPrivacyCollectedDataTypeOtherFinancialInfo",
        "OTHER_FINANCIAL_INFO",
    ),
    data(
        "NSPrivacyCollectedDataTypePreciseLocation",
        "PRECISE_LOCATION",
    ),
    data(
        "NSPrivacyCollectedDataTypeCoarseLocation",
        "COARSE_LOCATION",
    ),
    data("NSPrivacyCollectedDataTypeSensitiveInfo", "SENSITIVE_INFO"),
    data("NSPrivacyCollectedDataTypeContacts", "CONTACTS"),
    data(
        "NSPrivacyCollectedDataTypeEmailsOrTextMessages",
        "EMAILS_OR_TEXT_MESSAGES",
    ),
    data(
        "NSPrivacyCollectedDataTypePhotosorVideos",
        "PHOTOS_OR_VIDEOS",
    ),
    data("NSPrivacyCollectedDataTypeAudioData", "AUDIO"),
    data(
        "NSPrivacyCollectedDataTypeGameplayContent",
        "GAMEPLAY_CONTENT",
    ),
    data(
        "NSPrivacyCollectedDataTypeCustomerSupport",
        "CUSTOMER_SUPPORT",
    ),
    data(
        "NSPrivacyCollectedDataTypeOtherUserContent",
        "OTHER_USER_CONTENT",
    ),
    data(
        "NSPrivacyCollectedDataTypeBrowsingHistory",
        "BROWSING_HISTORY",
    ),
    data("NSPrivacyCollectedDataTypeSearchHistory", "SEARCH_HISTORY"),
    data("NSPrivacyCollectedDataTypeUserID", "USER_ID"),
    data("NSPrivacyCollectedDataTypeDeviceID", "DEVICE_ID"),
    data(
        "NSPrivacyCollectedDataTypePurchaseHistory",
        "PURCHASE_HISTORY",
    ),
    data(
        "NSPrivacyCollectedDataTypeProductInteraction",
        "PRODUCT_INTERACTION",
    ),
    data(
        "NSPrivacyCollectedDataTypeAdvertisingData",
        "ADVERTISING_DATA",
    ),
    data(
        "NSPrivacyCollectedDataTypeOtherUsageData",
        "OTHER_USAGE_DATA",
    ),
    data("NSPrivacyCollectedDataTypeCrashData", "CRASH_DATA"),
    data(
        "NSPrivacyCollectedDataTypePerformanceData",
        "PERFORMANCE_DATA",
    ),
    data(
        "NSPrivacyCollectedDataTypeOtherDiagnosticData",
        "OTHER_DIAGNOSTIC_DATA",
    ),
    without_an_answer("NSPrivacyCollectedDataTypeEnvironmentScanning"),
    without_an_answer("NSPrivacyCollectedDataTypeHands"),
    without_an_answer("NSPrivacyCollectedDataTypeHead"),
    data("NSPrivacyCollectedDataTypeOtherDataTypes", "OTHER_DATA"),
];

/// What data is for, in Apple's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purpose {
    /// In a manifest, `NSPrivacyCollectedDataTypePurposeAnalytics`.
    pub manifest: &'static str,
    /// In App Store Connect, `ANALYTICS`.
    pub nutrition: &'static str,
}

/// Every value of `NSPrivacyCollectedDataTypePurposes`.
pub const PURPOSES: [Purpose; 6] = [
    Purpose {
        manifest: "NSPrivacyCollectedDataTypePurposeThirdPartyAdvertising",
        nutrition: "THIRD_PARTY_ADVERTISING",
    },
    Purpose {
        manifest: "NSPrivacyCollectedDataTypePurposeDeveloperAdvertising",
        nutrition: "DEVELOPERS_ADVERTISING",
    },
    Purpose {
        manifest: "NSPrivacyCollectedDataTypePurposeAnalytics",
        nutrition: "ANALYTICS",
    },
    Purpose {
        manifest: "NSPrivacyCollectedDataTypePurposeProductPersonalization",
        nutrition: "PRODUCT_PERSONALIZATION",
    },
    Purpose {
        manifest: "NSPrivacyCollectedDataTypePurposeAppFunctionality",
        nutrition: "APP_FUNCTIONALITY",
    },
    Purpose {
        manifest: "NSPrivacyCollectedDataTypePurposeOther",
        nutrition: "OTHER_PURPOSES",
    },
];

/// How App Store Connect says that data is linked or not.
pub const PROTECTIONS: [&str; 4] = [
    "DATA_USED_TO_TRACK_YOU",
    "DATA_LINKED_TO_YOU",
    "DATA_NOT_LINKED_TO_YOU",
    "DATA_NOT_COLLECTED",
];
