//! What screens show after some steps.

use serde_json::{Value as Json, json};
use sordino_engine::settings::{Prompt, SettingsRow};
use sordino_engine::{Addressee, TicketKind};

use super::notation::text;
use super::steps::{Played, play};

/// `policy`, `steps`, `locale`, and what to `show` -> a row, the questions, the receipts or past choices in words.
pub(super) fn settings(input: &Json) -> Option<Json> {
    let played = play(input)?;
    let (locale, show) = (text(input, "locale")?, input.get("show")?.as_array()?);
    let offset = input.get("utc_offset_minutes").and_then(Json::as_i64);
    let offset = i32::try_from(offset.unwrap_or(0)).ok()?;
    let engine = &played.scene.engine;
    match (show.first()?.as_str()?, show.get(1..)?) {
        ("row", [id]) => {
            let screen = engine.settings(locale, offset);
            let mut rows = screen.sections.iter().flat_map(|section| &section.rows);
            rows.find(|row| row.id == *id).map(row)
        }
        ("rows", []) => {
            let screen = engine.settings(locale, offset);
            let ids =
                |rows: &[SettingsRow]| rows.iter().map(|row| row.id.clone()).collect::<Json>();
            let sections = screen.sections.iter();
            let sections =
                sections.map(|section| json!([section.id, section.title, ids(&section.rows)]));
            Some(
                json!({ "title": screen.title, "locale": screen.locale, "sections": sections.collect::<Json>() }),
            )
        }
        ("prompts", []) => {
            let prompts = engine.prompts(locale);
            Some(json!({ "prompts": prompts.iter().map(prompt).collect::<Json>() }))
        }
        ("receipt", []) => {
            let receipt = played.receipts.last()?;
            let completed = engine.complete(receipt);
            Some(json!({
                "receipt": engine.receipt_texts(locale, receipt),
                "completed": engine.completed_texts(locale, &completed),
            }))
        }
        ("history", [from, most]) => history(&played, locale, offset, from, most),
        ("ticket", [kind, organisation]) => ticket(&played, locale, offset, kind, organisation),
        _ => None,
    }
}

fn row(row: &SettingsRow) -> Json {
    json!({
        "kind": row.kind,
        "label": row.label,
        "on": row.on,
        "changeable": row.changeable,
        "state": row.state,
        "reasons": row.reasons,
        "confirm": row.confirm.as_ref().map(|confirm| [&confirm.title, &confirm.text]),
        "withdrawal": row.withdrawal,
        "changed_at": row.changed_at,
        "target": row.target,
        "objects": row.objects,
    })
}

fn prompt(prompt: &Prompt) -> Json {
    let purposes = prompt.purposes.iter();
    let purposes = purposes.map(|one| json!([one.purpose, one.label, one.to_whom]));
    json!({
        "kind": prompt.kind,
        "title": prompt.title,
        "text": prompt.text,
        "news": prompt.news,
        "purposes": purposes.collect::<Json>(),
        "buttons": [prompt.allow_none, prompt.allow_all, prompt.choose],
    })
}

fn ticket(
    played: &Played,
    locale: &str,
    offset: i32,
    kind: &Json,
    organisation: &Json,
) -> Option<Json> {
    let kind = match kind.as_str()? {
        "confirm" => TicketKind::Confirm,
        "rectify" => TicketKind::Rectify,
        "restrict" => TicketKind::Restrict,
        "complain" => TicketKind::Complain,
        _ => return None,
    };
    let organisation = organisation.as_array().and_then(|pair| match &pair[..] {
        [name, email] => Some(Addressee {
            name: name.as_str()?.to_owned(),
            email: email.as_str()?.to_owned(),
        }),
        _ => None,
    });
    let engine = &played.scene.engine;
    let ticket = engine.ticket(kind, organisation, locale, offset).ok()?;
    let whom = |one: &Addressee| json!([one.name, one.email]);
    Some(json!({
        "to": whom(&ticket.to),
        "authority": whom(&ticket.authority),
        "deadline": ticket.deadline,
        "subject": ticket.subject,
        "text": ticket.text,
        "pseudonyms": ticket.pseudonyms,
    }))
}

fn history(played: &Played, locale: &str, offset: i32, from: &Json, most: &Json) -> Option<Json> {
    let number = |number: &Json| usize::try_from(number.as_u64()?).ok();
    let engine = &played.scene.engine;
    let page = engine
        .history(locale, offset, number(from)?, number(most)?)
        .ok()?;
    let rows = page.rows.iter().map(|row| json!([row.title, row.detail]));
    Some(json!({ "rows": rows.collect::<Json>(), "more": page.more }))
}
