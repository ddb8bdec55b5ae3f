//! The questions about the whole app.

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
