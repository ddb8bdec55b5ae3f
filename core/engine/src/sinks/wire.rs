//! What goes into a sink and what comes out.

use crate::minimise::Stored;

/// One record and its message id.
pub(crate) struct Item<'a> {
    pub(crate) record: Stored<'a>,
    pub(crate) message_id: String,
}

/// One HTTP request before gzip: URL, headers, body.
pub(crate) struct Wire {
    pub(crate) url: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}
