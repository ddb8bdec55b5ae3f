//! One call over several purposes, as an app makes it.

use serde_json::{Value as Json, json};

use super::notation::{items, word};
use super::scene::{SHOWN, Scene};
use sordino_engine::ledger::State;
use sordino_engine::{ChoiceError, PartlyDone};

const DAY: i64 = 86_400_000;

/// `policy`, `on`, `days`, `call` -> what was `done`, for which it `failed`, what is `open`.
pub(super) fn answer(input: &Json) -> Option<Json> {
    let scene = Scene::new(input)?;
    let engine = &scene.engine;
    for purpose in ids(items(input, "on")?)? {
        // What needs no consent opens by being told.
        let opened = engine.turn_on(purpose, SHOWN).ok()?;
        if !opened.open {
            engine.choose(purpose, State::Informed, SHOWN).ok()?;
        }
    }
    scene
        .clock
        .advance(input.get("days").and_then(Json::as_i64)? * DAY);
    let (verb, rest) = items(input, "call")?.split_first()?;
    let (done, failed) = match (verb.as_str()?, rest) {
        ("turn_on", [purposes]) => parts(
            engine.turn_on_each(&ids(purposes.as_array()?)?, SHOWN),
            |turned| turned.purpose,
        ),
        ("turn_off", [purposes]) => parts(
            engine.turn_off_each(&ids(purposes.as_array()?)?, SHOWN),
            |receipt| receipt.purpose,
        ),
        ("choose", [purposes, state]) => {
            let state = word(state.as_str()?)?;
            parts(
                engine.choose_each(&ids(purposes.as_array()?)?, state, SHOWN),
                |receipt| receipt.purpose,
            )
        }
        ("limit", [limiter, purposes, allows]) => {
            let limiter = word(limiter.as_str()?)?;
            let purposes = match purposes {
                Json::Null => None,
                purposes => Some(ids(purposes.as_array()?)?),
            };
            parts(
                engine.limit_each(limiter, purposes.as_deref(), allows.as_bool()?),
                |receipt| receipt.purpose,
            )
        }
        ("expire", []) => parts(engine.expire(), |receipt| receipt.purpose),
        _ => return None,
    };
    let open = engine.statuses().into_iter().filter(|one| one.open);
    Some(json!({
        "done": done,
        "failed": failed,
        "open": open.map(|one| one.purpose).collect::<Vec<_>>(),
    }))
}

fn ids(purposes: &[Json]) -> Option<Vec<&str>> {
    purposes.iter().map(Json::as_str).collect()
}

/// The purposes that something was done for, and those that it was not done for.
fn parts<T>(
    answered: Result<Vec<T>, PartlyDone<T>>,
    purpose: impl Fn(T) -> String,
) -> (Vec<String>, Vec<(String, &'static str)>) {
    let (done, failed) = match answered {
        Ok(done) => (done, Vec::new()),
        Err(PartlyDone { done, failed }) => (done, failed),
    };
    let failed = failed.into_iter().map(|(id, error)| (id, why(error)));
    (done.into_iter().map(purpose).collect(), failed.collect())
}

fn why(error: ChoiceError) -> &'static str {
    match error {
        ChoiceError::UnknownPurpose => "unknown_purpose",
        ChoiceError::NotAChoice => "not_a_choice",
        ChoiceError::NotReady => "not_ready",
        ChoiceError::NoRoom => "no_room",
        ChoiceError::StorageFailed => "storage_failed",
        ChoiceError::ClosedUntilRestart => "closed_until_restart",
        ChoiceError::Broken => "broken",
    }
}
