//! Which subject is answered where.

use serde_json::{Value as Json, json};

use super::identity;

/// The subjects that [`answer`] knows; each is one file of `tests/vectors`.
pub const SUBJECTS: [&str; 2] = ["message_ids", "pseudonyms"];

/// What the engine says to one case of a subject.
///
/// `input` is the case's `in`, laid over the file's `given`. What each subject takes and says is
/// told in `tests/vectors/README.md`. An input that is none of the subject, and a subject that is
/// none of [`SUBJECTS`], is answered with the one member `error`; nothing here panics by design.
pub fn answer(subject: &str, input: &Json) -> Json {
    let answered = match subject {
        "message_ids" => identity::message_id(input),
        "pseudonyms" => identity::pseudonym(input),
        _ => return json!({ "error": "no such subject" }),
    };
    answered.unwrap_or_else(|| json!({ "error": "this is no input of the subject" }))
}
