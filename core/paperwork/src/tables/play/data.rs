//! The kinds of data and what they are for.

/// A kind of data in the form's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataType {
    /// The question that lists it, `PSL_DATA_TYPES_APP_PERFORMANCE`.
    pub group: &'static str,
    /// Its id, `PSL_CRASH_LOGS`.
    pub id: &'static str,
    /// Its group and name in the console.
    pub label: &'static str,
}

const fn data(group: &'static str, id: &'static str, label: &'static str) -> DataType {
    DataType { group, id, label }
}

/// Every kind of data, in the form's order.
pub const DATA_TYPES: [DataType; 38] = [
    data(
        "PSL_DATA_TYPES_PERSONAL",
        "PSL_NAME",
        "Personal info / Name",
    ),
    data(
        "PSL_DATA_TYPES_PERSONAL",
        "PSL_EMAIL",
        "Personal info / Email address",
    ),
    data(
        "PSL_DATA_TYPES_PERSONAL",
        "PSL_USER_ACCOUNT",
        "Personal info / User IDs",
    ),
    data(
        "PSL_DATA_TYPES_PERSONAL",
        "PSL_ADDRESS",
        "Personal info / Address",
    ),
    data(
        "PSL_DATA_TYPES_PERSONAL",
        "PSL_PHONE",
        "Personal info / Phone number",
    ),
    data(
        "PSL_DATA_TYPES_PERSONAL",
        "PSL_RACE_ETHNICITY",
        "Personal info / Race and ethnicity",
    ),
    data(
        "PSL_DATA_TYPES_PERSONAL",
        "PSL_POLITICAL_RELIGIOUS",
        "Personal info / Political or religious beliefs",
    ),
    data(
        "PSL_DATA_TYPES_PERSONAL",
        "PSL_SEXUAL_ORIENTATION_GENDER_IDENTITY",
        "Personal info / Sexual orientation",
    ),
    data(
        "PSL_DATA_TYPES_PERSONAL",
        "PSL_OTHER_PERSONAL",
        "Personal info / Other info",
    ),
    data(
        "PSL_DATA_TYPES_FINANCIAL",
        "PSL_CREDIT_DEBIT_BANK_ACCOUNT_NUMBER",
        "Financial info / User payment info",
    ),
    data(
        "PSL_DATA_TYPES_FINANCIAL",
        "PSL_PURCHASE_HISTORY",
        "Financial info / Purchase history",
    ),
    data(
        "PSL_DATA_TYPES_FINANCIAL",
        "PSL_CREDIT_SCORE",
        "Financial info / Credit score",
    ),
    data(
        "PSL_DATA_TYPES_FINANCIAL",
        "PSL_OTHER",
        "Financial info / Other financial info",
    ),
    data(
        "PSL_DATA_TYPES_LOCATION",
        "PSL_APPROX_LOCATION",
        "Location / Approximate location",
    ),
    data(
        "PSL_DATA_TYPES_LOCATION",
        "PSL_PRECISE_LOCATION",
        "Location / Precise location",
    ),
    data(
        "PSL_DATA_TYPES_SEARCH_AND_BROWSING",
        "PSL_WEB_BROWSING_HISTORY",
        "Web browsing / Web browsing history",
    ),
    data(
        "PSL_DATA_TYPES_EMAIL_AND_TEXT",
        "PSL_EMAILS",
        "Messages / Emails",
    ),
    data(
        "PSL_DATA_TYPES_EMAIL_AND_TEXT",
        "PSL_SMS_CALL_LOG",
        "Messages / SMS or MMS",
    ),
    data(
        "PSL_DATA_TYPES_EMAIL_AND_TEXT",
        "PSL_OTHER_MESSAGES",
        "Messages / Other in-app messages",
    ),
    data(
        "PSL_DATA_TYPES_PHOTOS_AND_VIDEOS",
        "PSL_PHOTOS",
        "Photos and videos / Photos",
    ),
    data(
        "PSL_DATA_TYPES_PHOTOS_AND_VIDEOS",
        "PSL_VIDEOS",
        "Photos and videos / Videos",
    ),
    data(
        "PSL_DATA_TYPES_AUDIO",
        "PSL_AUDIO",
        "Audio files / Voice or sound recordings",
    ),
    data(
        "PSL_DATA_TYPES_AUDIO",
        "PSL_MUSIC",
        "Audio files / Music files",
    ),
    data(
        "PSL_DATA_TYPES_AUDIO",
        "PSL_OTHER_AUDIO",
        "Audio files / Other audio files",
    ),
    data(
        "PSL_DATA_TYPES_HEALTH_AND_FITNESS",
        "PSL_HEALTH",
        "Health and fitness / Health info",
    ),
    data(
        "PSL_DATA_TYPES_HEALTH_AND_FITNESS",
        "PSL_FITNESS",
        "Health and fitness / Fitness info",
    ),
    data(
        "PSL_DATA_TYPES_CONTACTS",
        "PSL_CONTACTS",
        "Contacts / Contacts",
    ),
    data(
        "PSL_DATA_TYPES_CALENDAR",
        "PSL_CALENDAR",
        "Calendar / Calendar events",
    ),
    data(
        "PSL_DATA_TYPES_APP_PERFORMANCE",
        "PSL_CRASH_LOGS",
        "App info and performance / Crash logs",
    ),
    data(
        "PSL_DATA_TYPES_APP_PERFORMANCE",
        "PSL_PERFORMANCE_DIAGNOSTICS",
        "App info and performance / Diagnostics",
    ),
    data(
        "PSL_DATA_TYPES_APP_PERFORMANCE",
        "PSL_OTHER_PERFORMANCE",
        "App info and performance / Other app performance data",
    ),
    data(
        "PSL_DATA_TYPES_FILES_AND_DOCS",
        "PSL_FILES_AND_DOCS",
        "Files and docs / Files and docs",
    ),
    data(
        "PSL_DATA_TYPES_APP_ACTIVITY",
        "PSL_USER_INTERACTION",
        "App activity / App interactions",
    ),
    data(
        "PSL_DATA_TYPES_APP_ACTIVITY",
        "PSL_IN_APP_SEARCH_HISTORY",
        "App activity / In-app search history",
    ),
    data(
        "PSL_DATA_TYPES_APP_ACTIVITY",
        "PSL_APPS_ON_DEVICE",
        "App activity / Installed apps",
    ),
    data(
        "PSL_DATA_TYPES_APP_ACTIVITY",
        "PSL_USER_GENERATED_CONTENT",
        "App activity / Other user-generated content",
    ),
    data(
        "PSL_DATA_TYPES_APP_ACTIVITY",
        "PSL_OTHER_APP_ACTIVITY",
        "App activity / Other actions",
    ),
    data(
        "PSL_DATA_TYPES_IDENTIFIERS",
        "PSL_DEVICE_ID",
        "Device or other IDs / Device or other IDs",
    ),
];

/// What data is for, with the label of the console.
pub const PURPOSES: [(&str, &str); 7] = [
    ("PSL_APP_FUNCTIONALITY", "App functionality"),
    ("PSL_ANALYTICS", "Analytics"),
    ("PSL_DEVELOPER_COMMUNICATIONS", "Developer communications"),
    (
        "PSL_FRAUD_PREVENTION_SECURITY",
        "Fraud prevention, security, and compliance",
    ),
    ("PSL_ADVERTISING", "Advertising or marketing"),
    ("PSL_PERSONALIZATION", "Personalization"),
    ("PSL_ACCOUNT_MANAGEMENT", "Account management"),
];
