//! The Data safety form of Google Play as the console exports and imports it.

use super::Source;

/// Where the ids were read. The export of that day has 782 rows below its header, and so has [`rows`].
pub const SOURCE: Source = Source {
    what: "Play Console, App content, Data safety, \"Export to CSV\"; androidpublisher v3, applications.dataSafety",
    read: "2026-11-22",
};

/// The header, to the letter: another one is refused by the import.
pub const HEADER: [&str; 5] = [
    "Question ID (machine readable)",
    "Response ID (machine readable)",
    "Response value",
    "Answer requirement",
    "Human-friendly question label",
];

/// Whether a question needs an answer, or what sort of choice it is; the form's own words.
pub const REQUIREMENTS: [&str; 5] = [
    "REQUIRED",
    "MAYBE_REQUIRED",
    "OPTIONAL",
    "SINGLE_CHOICE",
    "MULTIPLE_CHOICE",
];

/// A question about the whole app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: &'static str,
    /// The ids of its choices with their labels; none for a question that takes a value.
    pub choices: &'static [(&'static str, &'static str)],
    /// One of [`REQUIREMENTS`].
    pub requirement: &'static str,
    /// Our words for it. The import does not read them.
    pub label: &'static str,
}

const fn value(id: &'static str, requirement: &'static str, label: &'static str) -> Question {
    Question {
        id,
        choices: &[],
        requirement,
        label,
    }
}

/// Does the app collect or share anything at all? The one question that is always required.
pub const COLLECTS: &str = "PSL_DATA_COLLECTION_COLLECTS_PERSONAL_DATA";
/// Is all of it encrypted on its way?
pub const ENCRYPTED: &str = "PSL_DATA_COLLECTION_ENCRYPTED_IN_TRANSIT";
/// How can an account be made?
pub const ACCOUNT_METHODS: &str = "PSL_SUPPORTED_ACCOUNT_CREATION_METHODS";
/// Where can an account be deleted?
pub const ACCOUNT_DELETION_URL: &str = "PSL_ACCOUNT_DELETION_URL";
/// Can a person ask for the deletion of data?
pub const DELETION: &str = "PSL_SUPPORT_DATA_DELETION_BY_USER";
/// Where can data be deleted?
pub const DELETION_URL: &str = "PSL_DATA_DELETION_URL";

/// The questions about the whole app, in the form's order.
pub const QUESTIONS: [Question; 13] = [
    value(
        COLLECTS,
        "REQUIRED",
        "Is any of the listed data collected or shared?",
    ),
    value(
        ENCRYPTED,
        "MAYBE_REQUIRED",
        "Is all collected data encrypted in transit?",
    ),
    Question {
        id: ACCOUNT_METHODS,
        choices: &[
            ("PSL_ACM_USER_ID_PASSWORD", "User name and password"),
            (
                "PSL_ACM_USER_ID_OTHER_AUTH",
                "User name and another authentication",
            ),
            (
                "PSL_ACM_USER_ID_PASSWORD_OTHER_AUTH",
                "User name, password and another authentication",
            ),
            ("PSL_ACM_OAUTH", "OAuth"),
            ("PSL_ACM_OTHER", "Other"),
            ("PSL_ACM_NONE", "No account can be made"),
        ],
        requirement: "MULTIPLE_CHOICE",
        label: "How accounts are made",
    },
    value(
        "PSL_ACM_SPECIFY",
        "MAYBE_REQUIRED",
        "The other way in which accounts are made",
    ),
    value(
        ACCOUNT_DELETION_URL,
        "MAYBE_REQUIRED",
        "Where the deletion of an account can be asked for",
    ),
    Question {
        id: DELETION,
        choices: &[
            ("DATA_DELETION_YES", "Yes"),
            ("DATA_DELETION_NO", "No"),
            (
                "DATA_DELETION_NO_AUTO_DELETED",
                "No, but it is deleted by itself within 90 days",
            ),
        ],
        requirement: "SINGLE_CHOICE",
        label: "Can the deletion of data be asked for?",
    },
    value(
        DELETION_URL,
        "MAYBE_REQUIRED",
        "Where the deletion of data can be asked for",
    ),
    value(
        "PSL_DATA_COLLECTION_COMPLIES_FAMILY_POLICY",
        "OPTIONAL",
        "Show the commitment to the families policy?",
    ),
    value(
        "PSL_INDEPENDENTLY_VALIDATED",
        "OPTIONAL",
        "Was the app reviewed independently (MASA)?",
    ),
    value("PSL_UPI_BADGE_OPT_IN", "OPTIONAL", "Show the UPI badge?"),
    value(
        "PSL_HAS_OUTSIDE_APP_ACCOUNTS",
        "OPTIONAL",
        "Can one sign in with an account made elsewhere?",
    ),
    Question {
        id: "PSL_OUTSIDE_APP_ACCOUNT_TYPES",
        choices: &[
            (
                "PSL_LOGIN_WITH_OUTSIDE_APP_ID",
                "By an identification outside the app",
            ),
            (
                "PSL_LOGIN_THROUGH_EMPLOYMENT_OR_ENTERPRISE_ACCOUNT",
                "By an employer or enterprise",
            ),
            ("PSL_OUTSIDE_APP_ACCOUNT_TYPE_OTHER", "Other"),
        ],
        requirement: "MULTIPLE_CHOICE",
        label: "How accounts are made elsewhere",
    },
    value(
        "PSL_OUTSIDE_APP_ACCOUNT_TYPE_SPECIFY",
        "MAYBE_REQUIRED",
        "The other way in which accounts are made elsewhere",
    ),
];

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

/// Begins the id of each question about one kind of data: `PSL_DATA_USAGE_RESPONSES:PSL_CRASH_LOGS:…`.
pub const USAGE: &str = "PSL_DATA_USAGE_RESPONSES";
/// Ends the id: collected, shared or both?
pub const HANDLING: &str = "PSL_DATA_USAGE_COLLECTION_AND_SHARING";
/// Ends the id: only in memory, for the one request?
pub const EPHEMERAL: &str = "PSL_DATA_USAGE_EPHEMERAL";
/// Ends the id: can a person choose?
pub const USER_CONTROL: &str = "DATA_USAGE_USER_CONTROL";
/// Ends the id: what is it collected for?
pub const COLLECTION_PURPOSE: &str = "DATA_USAGE_COLLECTION_PURPOSE";
/// Ends the id: what is it shared for?
pub const SHARING_PURPOSE: &str = "DATA_USAGE_SHARING_PURPOSE";
/// The choices of [`HANDLING`]; for both, both are chosen.
pub const HANDLINGS: [&str; 2] = [
    "PSL_DATA_USAGE_ONLY_COLLECTED",
    "PSL_DATA_USAGE_ONLY_SHARED",
];
/// The choices of [`USER_CONTROL`].
pub const USER_CONTROLS: [&str; 2] = [
    "PSL_DATA_USAGE_USER_CONTROL_OPTIONAL",
    "PSL_DATA_USAGE_USER_CONTROL_REQUIRED",
];

/// One row of the form without its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// First column.
    pub question: String,
    /// Second column; empty for a question that takes a value.
    pub response: &'static str,
    /// Fourth column, one of [`REQUIREMENTS`].
    pub requirement: &'static str,
    /// Fifth column.
    pub label: String,
}

/// Every row of the form in its order. The import knows a row by its first two columns.
#[must_use]
pub fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for question in &QUESTIONS {
        let mut push = |response, label| {
            rows.push(Row {
                question: question.id.to_owned(),
                response,
                requirement: question.requirement,
                label,
            });
        };
        if question.choices.is_empty() {
            push("", question.label.to_owned());
        }
        for (choice, label) in question.choices {
            push(choice, format!("{} / {label}", question.label));
        }
    }
    for data in &DATA_TYPES {
        rows.push(Row {
            question: data.group.to_owned(),
            response: data.id,
            requirement: "MULTIPLE_CHOICE",
            label: data.label.to_owned(),
        });
    }
    for data in &DATA_TYPES {
        usage(&mut rows, data);
    }
    rows
}

fn usage(rows: &mut Vec<Row>, data: &DataType) {
    let mut push = |question: &str, response, requirement, label: &str| {
        rows.push(Row {
            question: format!("{USAGE}:{}:{question}", data.id),
            response,
            requirement,
            label: format!("{} / {label}", data.label),
        });
    };
    push(HANDLING, HANDLINGS[0], "MULTIPLE_CHOICE", "Collected");
    push(HANDLING, HANDLINGS[1], "MULTIPLE_CHOICE", "Shared");
    push(EPHEMERAL, "", "MAYBE_REQUIRED", "Processed in memory only?");
    push(
        USER_CONTROL,
        USER_CONTROLS[0],
        "SINGLE_CHOICE",
        "A person can choose",
    );
    push(
        USER_CONTROL,
        USER_CONTROLS[1],
        "SINGLE_CHOICE",
        "It is required",
    );
    for (id, label) in PURPOSES {
        push(
            COLLECTION_PURPOSE,
            id,
            "MULTIPLE_CHOICE",
            &format!("Collected for / {label}"),
        );
    }
    for (id, label) in PURPOSES {
        push(
            SHARING_PURPOSE,
            id,
            "MULTIPLE_CHOICE",
            &format!("Shared for / {label}"),
        );
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_form_is_as_long_as_the_console_exports_it_and_no_row_comes_twice() {
        let rows = rows();
        assert_eq!(rows.len(), 782);
        let keys: BTreeSet<_> = rows
            .iter()
            .map(|row| (&row.question, row.response))
            .collect();
        assert_eq!(keys.len(), rows.len());
        for row in &rows {
            assert!(REQUIREMENTS.contains(&row.requirement), "{row:?}");
        }
    }
}
