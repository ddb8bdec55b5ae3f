//! Which subject is answered where.

use serde_json::{Value as Json, json};

use super::{flows, identity, ledger, records, screens, sets, steps, texts, wire};

/// The subjects that [`answer`] knows; each is one file of `tests/vectors`.
pub const SUBJECTS: [&str; 20] = [
    "contacts",
    "export",
    "field_rules",
    "gate",
    "ledger_chain",
    "message_ids",
    "minimise",
    "otlp_logs",
    "policy_hash",
    "pseudonyms",
    "push",
    "receipts",
    "record_bytes",
    "refusals",
    "scrub",
    "segment_body",
    "sentry_envelope",
    "sets",
    "settings",
    "states",
];

/// What the engine says to one case of a subject.
///
/// `input` is the case's `in`, laid over the file's `given`. What each subject takes and says is
/// told in `tests/vectors/README.md`. An input that is none of the subject, and a subject that is
/// none of [`SUBJECTS`], is answered with the one member `error`; nothing here panics by design.
pub fn answer(subject: &str, input: &Json) -> Json {
    let answered = match subject {
        "contacts" => flows::contacts(input),
        "export" => steps::export(input),
        "field_rules" => records::field_rules(input),
        "gate" => steps::gate(input),
        "ledger_chain" => ledger::chain(input),
        "message_ids" => identity::message_id(input),
        "minimise" => records::minimised(input),
        "otlp_logs" => wire::otlp(input),
        "policy_hash" => texts::policy(input),
        "pseudonyms" => identity::pseudonym(input),
        "push" => flows::push(input),
        "receipts" => steps::receipts(input),
        "record_bytes" => wire::record_bytes(input),
        "refusals" => records::refusal(input),
        "scrub" => texts::scrub(input),
        "segment_body" => wire::segment(input),
        "sentry_envelope" => wire::sentry(input),
        "sets" => sets::answer(input),
        "settings" => screens::settings(input),
        "states" => ledger::state(input),
        _ => return json!({ "error": "no such subject" }),
    };
    answered.unwrap_or_else(|| json!({ "error": "this is no input of the subject" }))
}
