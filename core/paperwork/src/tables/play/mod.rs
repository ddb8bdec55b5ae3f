//! The Data safety form of Google Play as the console exports and imports it.

mod data;
mod questions;
mod rows;

pub use data::{DATA_TYPES, DataType, PURPOSES};
pub use questions::{
    ACCOUNT_DELETION_URL, ACCOUNT_METHODS, COLLECTS, DELETION, DELETION_URL, ENCRYPTED, QUESTIONS,
    Question, REQUIREMENTS,
};
pub use rows::{
    COLLECTION_PURPOSE, EPHEMERAL, HANDLING, HANDLINGS, Row, SHARING_PURPOSE, USAGE, USER_CONTROL,
    USER_CONTROLS, rows,
};

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
