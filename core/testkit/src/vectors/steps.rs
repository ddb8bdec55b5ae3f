//! Choices, limits, restarts and uploads, one after the other, as an app makes them.

use serde_json::{Value as Json, json};

use super::notation::{items, text, word};
use super::records::named;
use super::scene::{SHOWN, Scene};
use super::vendors::told;
use sordino_engine::ledger::ClosedBy;
use sordino_engine::receipt::Receipt;

const DAY: i64 = 86_400_000;

/// A scene after some steps, and what they gave back.
pub(super) struct Played {
    pub(super) scene: Scene,
    pub(super) receipts: Vec<Receipt>,
    begun: Vec<u64>,
}

/// `policy`, `steps`, `purpose` -> whether it is `open`, its `state`, every reason
/// that closes it, and what
/// becomes of its `event`.
pub(super) fn gate(input: &Json) -> Option<Json> {
    let played = play(input)?;
    let standing = played.scene.engine.status(text(input, "purpose")?)?;
    let offered = played.scene.record(text(input, "event")?, &json!({}))?;
    Some(json!({
        "open": standing.open,
        "state": standing.state,
        "closed_by": standing.closed_by.map(closed_by),
        "reasons": standing.reasons.into_iter().map(closed_by).collect::<Json>(),
        "record": named(&offered),
    }))
}

/// `policy`, `steps` -> the receipts; with `complete`, the last one when it is completed.
pub(super) fn receipts(input: &Json) -> Option<Json> {
    let played = play(input)?;
    let engine = &played.scene.engine;
    let head = engine.export_ledger().ok()?.head;
    let shown = |receipt: &Receipt| {
        let mut json = serde_json::to_value(receipt).ok()?;
        // No vector knows the chain's random name, and so no hash either.
        *json.get_mut("ledger_head")? = match receipt.ledger_head == head {
            true => "head".into(),
            false => "another".into(),
        };
        Some(json)
    };
    let receipts: Vec<Json> = played.receipts.iter().map(shown).collect::<Option<_>>()?;
    if input.get("complete") != Some(&Json::Bool(true)) {
        return Some(json!({ "receipts": receipts }));
    }
    let completed = engine.complete(played.receipts.last()?);
    Some(json!({
        "receipts": receipts,
        "completed": {
            "erasure": completed.erasure,
            "files_gone": completed.files_gone,
            "vendors": completed.vendors.iter().map(told).collect::<Option<Json>>()?,
            "is_complete": completed.is_complete(),
        },
    }))
}

/// `policy`, `steps`, and pointers to `show` -> what stands there in the document of everything that is held.
pub(super) fn export(input: &Json) -> Option<Json> {
    let document = play(input)?.scene.engine.export_data().ok()?;
    let shown = items(input, "show")?.iter();
    let shown = shown.map(|pointer| document.pointer(pointer.as_str()?).cloned());
    Some(json!({ "shown": shown.collect::<Option<Vec<Json>>>()? }))
}

pub(super) fn play(input: &Json) -> Option<Played> {
    let mut played = Played {
        scene: Scene::new(input)?,
        receipts: Vec::new(),
        begun: Vec::new(),
    };
    for step in items(input, "steps")? {
        let (verb, rest) = step.as_array()?.split_first()?;
        played = played.step(input, verb.as_str()?, rest)?;
    }
    Some(played)
}

impl Played {
    fn step(mut self, input: &Json, verb: &str, rest: &[Json]) -> Option<Self> {
        let engine = &self.scene.engine;
        match (verb, rest) {
            ("turn_on", [purpose]) => {
                engine.turn_on(purpose.as_str()?, SHOWN).ok()?;
            }
            ("turn_off", [purpose]) => {
                let receipt = engine.turn_off(purpose.as_str()?, SHOWN).ok()?;
                self.receipts.push(receipt);
            }
            ("choose", [purpose, state]) => {
                let state = word(state.as_str()?)?;
                let receipts = engine.choose(purpose.as_str()?, state, SHOWN).ok()?;
                self.receipts.extend(receipts);
            }
            ("import_refusal", [purpose, how]) => {
                let receipts = engine.import_refusal(purpose.as_str()?, how.as_str()?);
                self.receipts.extend(receipts.ok()?);
            }
            ("limit", [limiter, purpose, allows]) => {
                let limiter = word(limiter.as_str()?)?;
                let receipts = engine.limit(limiter, purpose.as_str(), allows.as_bool()?);
                self.receipts.extend(receipts.ok()?);
            }
            ("age", [at_least, at_most]) => {
                let years = |age: &Json| age.as_u64().and_then(|age| u8::try_from(age).ok());
                let receipts = engine.tell_age(years(at_least), years(at_most));
                self.receipts.extend(receipts.ok()?);
            }
            ("signals", [gpc, preferences]) => {
                let pairs = pairs(preferences)?;
                let receipts = engine.tell_signals(gpc.as_bool(), &borrowed(&pairs));
                self.receipts.extend(receipts.ok()?);
            }
            ("organisation", [settings]) => {
                let receipts = engine.tell_organisation(&borrowed(&pairs(settings)?));
                self.receipts.extend(receipts.ok()?);
            }
            ("request_deletion", []) => {
                engine.request_deletion().ok()?;
            }
            ("erase", []) => self.receipts.extend(engine.erase().ok()?),
            ("expire", []) => self.receipts.extend(engine.expire().ok()?),
            ("advance_days", [days]) => self.scene.clock.advance(days.as_i64()? * DAY),
            ("advance_ms", [millis]) => self.scene.clock.advance(millis.as_i64()?),
            ("record", [event, properties, times]) => {
                for _ in 0..times.as_u64()? {
                    self.scene.record(event.as_str()?, properties)?;
                }
            }
            ("begin", []) => self.begun.push(self.scene.begin()?.id),
            ("answer", [status]) => {
                let status = u16::try_from(status.as_u64()?).ok()?;
                self.scene.answered(self.begun.pop()?, status);
            }
            ("reopen" | "kill", []) => self.scene = self.scene.reopen(None, verb == "kill")?,
            ("update", [policy]) => {
                let policy = input.get("policies")?.get(policy.as_str()?)?;
                self.scene = self.scene.reopen(Some(policy), false)?;
            }
            _ => return None,
        }
        Some(self)
    }
}

/// What a platform keeps by keys, as text.
fn pairs(members: &Json) -> Option<Vec<(String, String)>> {
    let pairs = members.as_object()?.iter();
    let pairs = pairs.map(|(key, value)| {
        let text = value.as_str().map(str::to_owned);
        (key.clone(), text.unwrap_or_else(|| value.to_string()))
    });
    Some(pairs.collect())
}

fn borrowed(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    let pairs = pairs.iter();
    pairs
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect()
}

fn closed_by(why: ClosedBy) -> Json {
    match why {
        ClosedBy::NoChoice => "no_choice".into(),
        ClosedBy::Choice(state) => json!({ "choice": state }),
        ClosedBy::Limit(limiter) => json!({ "limit": limiter }),
        ClosedBy::Withheld(limiter) => json!({ "withheld": limiter }),
        ClosedBy::Expired => "expired".into(),
        ClosedBy::PolicyChanged => "policy_changed".into(),
    }
}
