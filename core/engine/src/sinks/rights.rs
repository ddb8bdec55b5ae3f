//! A person's request for deletion, to the controller's own endpoint: `POST {endpoint}` with one JSON object.
//!
//! It holds pseudonyms, and never what they stand for. The controller's server knows the vendors' secrets and asks them.

use serde_json::{Value as Json, json};
use sordino_policy::canonical_json;

use super::wire::Wire;
use crate::identity::Issued;

/// Format number of the request.
const FORMAT: u32 = 1;

/// Returns the request. Every try of one request carries the same `id`, so that a server carries it out once.
pub(crate) fn deletion(
    (endpoint, key): (&str, &str),
    (id, asked): (&str, &str),
    rows: &[Issued],
) -> Wire {
    let rows = rows.iter().map(|row: &Issued| {
        json!({
            "recipient": row.recipient,
            "purpose": row.purpose,
            "field": row.field,
            "pseudonym": row.pseudonym,
        })
    });
    let body = json!({
        "format": FORMAT,
        "request": "deletion",
        "id": id,
        "asked": asked,
        "pseudonyms": rows.collect::<Json>(),
    });
    let mut headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    if !key.is_empty() {
        headers.push(("Authorization".to_owned(), format!("Bearer {key}")));
    }
    Wire {
        url: endpoint.to_owned(),
        headers,
        body: canonical_json(&body),
    }
}
