//! What goes into a sink and what comes out.

use crate::minimise::Stored;

/// One record and its message id.
pub struct Item<'a> {
    /// The record.
    pub record: Stored<'a>,
    /// Its message id.
    pub message_id: String,
}

/// One HTTP request before gzip: URL, headers, body.
pub struct Wire {
    /// Where it goes.
    pub url: String,
    /// Its headers, by name.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
}
