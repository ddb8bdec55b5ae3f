//! The permission flows, input by input, after some steps.

use serde_json::{Value as Json, json};
use sordino_engine::Engine;
use sordino_engine::flows::{ContactsInput, FlowAccess, FlowScreen, PushInput, TokenInput};

use super::notation::text;
use super::steps::play;

/// `policy`, `platform`, `steps`, `flow` of inputs, each with what the system says -> every step, and the words, the id and
/// the old numbers of the last one.
pub(super) fn contacts(input: &Json) -> Option<Json> {
    let played = play(input)?;
    let locale = text(input, "locale")?;
    let mut steps = Vec::new();
    let mut last = None;
    for one in input.get("flow")?.as_array()? {
        let id = one.get(2).map_or(Some(""), Json::as_str)?;
        let asked = ContactsInput::by_name(one.get(0)?.as_str()?)?;
        let next = played
            .scene
            .engine
            .contacts_step(asked, access(one.get(1)?)?, id, locale);
        let next = next.ok()?;
        steps.push(next.step.name());
        last = Some(next);
    }
    let last = last?;
    Some(json!({
        "steps": steps,
        "screen": last.screen.as_ref().map(screen),
        "id": last.card.id,
        "old_numbers": last.card.old_numbers,
    }))
}

/// The same for push. An input is one of the flow with what the system says and the categories whose channel is off, or
/// `token` with one of the gate and its service.
pub(super) fn push(input: &Json) -> Option<Json> {
    let played = play(input)?;
    let locale = text(input, "locale")?;
    let engine = &played.scene.engine;
    let (mut steps, mut limits, mut shown) = (Vec::new(), json!([]), Json::Null);
    for one in input.get("flow")?.as_array()? {
        if one.get(0)? == "token" {
            steps.push(token(engine, one)?);
            continue;
        }
        let asked = PushInput::by_name(one.get(0)?.as_str()?)?;
        let off = one.get(2).map_or(Some(Vec::new()), |off| {
            let ids = off.as_array()?.iter();
            ids.map(|id| id.as_str().map(str::to_owned)).collect()
        })?;
        let next = engine
            .push_step(asked, access(one.get(1)?)?, &off, locale)
            .ok()?;
        steps.push(json!(next.step.name()));
        let told = next.limits.iter();
        limits = told
            .map(|limit| json!([limit.purpose, limit.allows]))
            .collect();
        shown = next.screen.as_ref().map_or(Json::Null, screen);
    }
    Some(json!({ "steps": steps, "screen": shown, "limits": limits }))
}

fn token(engine: &Engine, one: &Json) -> Option<Json> {
    let input = TokenInput::by_name(one.get(1)?.as_str()?)?;
    let next = engine.token_step(one.get(2)?.as_str()?, input).ok()?;
    Some(json!([next.step.name(), next.answer.name()]))
}

fn screen(screen: &FlowScreen) -> Json {
    json!([screen.title, screen.text, screen.agree, screen.decline])
}

fn access(json: &Json) -> Option<FlowAccess> {
    if let Some(said) = json.as_array() {
        return Some(FlowAccess::Android {
            granted: said.first()?.as_bool()?,
            rationale: said.get(1)?.as_bool()?,
        });
    }
    Some(match json.as_str()? {
        "not_determined" => FlowAccess::NotDetermined,
        "denied" => FlowAccess::Denied,
        "restricted" => FlowAccess::Restricted,
        "limited" => FlowAccess::Limited,
        "provisional" => FlowAccess::Provisional,
        "ephemeral" => FlowAccess::Ephemeral,
        "authorized" => FlowAccess::Authorized,
        _ => return None,
    })
}
