//! Everything that Sordino holds about the person, as one document (GDPR Art. 15 and 20).
//!
//! Its members are described in `docs/export.md` and `docs/export.schema.json`.

use serde_json::{Value as Json, json};

use super::records::waiting;
use crate::answer::ChoiceError;
use crate::digest;
use crate::ledger::{self, Balance, Entry, State, What};
use crate::progress::{Deletion, DeletionStage, Kept};
use crate::rooms::Rooms;
use crate::vendors;

/// Format number of the document.
const FORMAT: u32 = 1;

/// Returns the document. Reads the ledger and the whole queue.
pub(crate) fn export(rooms: &Rooms) -> Result<Json, ChoiceError> {
    let policy = rooms.world.policy();
    let (entries, balance) = rooms.ledger()?;
    let kept = rooms.progress.look(&rooms.world)?;
    Ok(json!({
        "format": FORMAT,
        "time": rooms.world.now(),
        "policy": {
            "version": policy.version,
            "hash": policy.hash,
            "date": policy.date,
            "controller": policy.controller,
        },
        "choices": stand(rooms, &balance),
        "tombstone": tombstone(&entries),
        "pseudonyms": rooms.issued()?,
        "waiting": waiting(rooms),
        "known": rooms.people.signed_in.told(),
        "flows": flows(rooms, &kept),
        "deletion": deletion(&kept.deletion),
        "owed": owed(rooms),
        "ledger": ledger::export(entries),
    }))
}

/// How every purpose stands, by the very entries that the document holds.
fn stand(rooms: &Rooms, balance: &Balance) -> Json {
    let (policy, now) = (rooms.world.policy(), rooms.world.now());
    let purposes = policy.purposes.iter().map(|purpose| {
        let last = balance.last(&purpose.id);
        json!({
            "purpose": purpose.id,
            "title": purpose.title,
            "legal_basis": purpose.legal_basis,
            "open": rooms.is_open(&purpose.id),
            "state": last.map_or(State::Unknown, |last| last.state),
            "since": last.map(|last| last.time),
            "reasons": balance.reasons(policy, purpose, now),
        })
    });
    purposes.collect()
}

/// What an erasure left, if the chain began with one.
fn tombstone(entries: &[Entry]) -> Json {
    match entries.first() {
        Some(Entry {
            time,
            what: what @ What::Tombstone { .. },
            ..
        }) => json!({ "time": time, "what": what }),
        _ => Json::Null,
    }
}

fn flows(rooms: &Rooms, kept: &Kept) -> Json {
    let card = &kept.contacts;
    let tokens = kept.tokens.iter().map(|(service, state)| {
        let mut recipients = rooms.world.policy().recipients.iter();
        let is_it = |id: &str| digest::tag(&[id.as_bytes()]) == *service;
        json!({
            "service": recipients.find(|one| is_it(&one.id)).map(|one| &one.id),
            "issued": state.issued,
            "at_server": state.at_server,
        })
    });
    json!({
        "in_doubt": kept.in_doubt,
        "card": {
            "state": card.card.name(),
            "id": card.id,
            "numbers": card.numbers,
            "version": card.version,
            "declined": card.declined,
        },
        "asked": {"contacts": card.history.asked, "push": kept.push_history.asked},
        "tokens": tokens.collect::<Json>(),
    })
}

/// How far the request to the controller's endpoint is.
fn deletion(last: &Deletion) -> Json {
    match last.stage {
        DeletionStage::NotAsked => Json::Null,
        stage => json!({ "stage": stage.word(), "asked": last.asked, "tries": last.tries }),
    }
}

/// Which vendors' SDKs must still hear of a turn-off.
fn owed(rooms: &Rooms) -> Json {
    let world = &rooms.world;
    let owed = vendors::all_owed(world)
        .into_iter()
        .map(|(at, vendors, off)| {
            let purpose = &world.catalog.purpose(at).id;
            json!({ "purpose": purpose, "vendors": vendors, "time": off.time })
        });
    owed.collect()
}
