//! An export of everything: its shape, and whether what it says of the choices follows from its own ledger.

use std::collections::BTreeMap;

use boon::{Compiler, Schemas};
use serde_json::{Map, Value as Json};
use sordino_engine::ledger::{Entry, LedgerExport, State, What};

const SCHEMA: &str = include_str!("../../../../docs/export.schema.json");
const ID: &str = "urn:sordino:export:1";

/// Returns `true` for a document that holds more than a ledger.
pub(super) fn is_one(json: &Json) -> bool {
    json.get("ledger").is_some()
}

/// Says where the document is not of the published shape: every place, a line each.
pub(super) fn shape(document: &Json) -> Result<(), String> {
    let schema = serde_json::from_str(SCHEMA).map_err(|error| error.to_string())?;
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let added = compiler.add_resource(ID, schema);
    added.map_err(|error| error.to_string())?;
    let compiled = compiler.compile(ID, &mut schemas);
    let compiled = compiled.map_err(|error| error.to_string())?;
    schemas.validate(document, compiled).map_err(|error| {
        let text = error.to_string();
        let places = text.lines().skip(1).map(str::trim).collect::<Vec<_>>();
        format!(
            "this is no document of the published shape (docs/export.schema.json):\n  {}",
            places.join("\n  ")
        )
    })
}

/// Says what the document tells of the choices that its own ledger does not.
pub(super) fn contradictions(document: &Json, ledger: &LedgerExport) -> Vec<String> {
    let entries: Vec<&Entry> = ledger.entries.iter().map(|one| &one.entry).collect();
    let last = last_choices(&entries);
    let mut found = Vec::new();
    let told = document["choices"].as_array().into_iter().flatten();
    for (at, told) in told.enumerate() {
        let purpose = told["purpose"].as_str().unwrap_or_default();
        let (state, since) = match last.get(purpose) {
            Some((state, time)) => (word(*state), Json::from(*time)),
            None => (word(State::Unknown), Json::Null),
        };
        let mut differs = |member: &str, is: &Json| {
            if told[member] != *is {
                found.push(format!(
                    "choices/{at}/{member}, of the purpose `{purpose}`: it says {}, and the ledger says {is}",
                    told[member]
                ));
            }
        };
        differs("state", &state);
        differs("since", &since);
    }
    let tombstone = match entries.first() {
        Some(first) if matches!(first.what, What::Tombstone { .. }) => {
            let what = serde_json::to_value(&first.what).unwrap_or_default();
            Json::Object(Map::from_iter([
                ("time".to_owned(), first.time.into()),
                ("what".to_owned(), what),
            ]))
        }
        _ => Json::Null,
    };
    if document["tombstone"] != tombstone {
        found.push("tombstone: it is not the first entry of the ledger".to_owned());
    }
    found
}

/// Returns the last choice for each purpose, with its time.
fn last_choices(entries: &[&Entry]) -> BTreeMap<String, (State, i64)> {
    let mut last = BTreeMap::new();
    for entry in entries {
        match &entry.what {
            What::Checkpoint(standing) => {
                for then in &standing.choices {
                    last.insert(then.purpose.clone(), (then.state, then.time));
                }
            }
            What::Tombstone { surviving, .. } => {
                for (purpose, state) in surviving {
                    last.insert(purpose.clone(), (*state, entry.time));
                }
            }
            What::Choice { purpose, state, .. } => {
                last.insert(purpose.clone(), (*state, entry.time));
            }
            What::Genesis { .. } | What::Limit { .. } => {}
        }
    }
    last
}

fn word(state: State) -> Json {
    serde_json::to_value(state).unwrap_or_default()
}
