//! One event as the app offered it and as it left, side by side.

use serde_json::Value as Json;

use super::arrived::Arrived;
use super::day::{Line, What};
use super::device::Device;
use super::player::Answer;
use super::screen::{Screen, wrap};

const WIDTH: usize = 38;

/// Shows the accepted event that held the most planted values.
pub(crate) fn show(screen: Screen, day: &[Line], answers: &[Answer], arrived: &Arrived) {
    let planted = |answer: &&Answer| match &day[answer.line].what {
        What::Event { planted, .. } => planted.len(),
        _ => 0,
    };
    let accepted = answers.iter().filter(|answer| answer.is_accepted());
    let Some(answer) = accepted.max_by_key(planted) else {
        return;
    };
    let line = &day[answer.line];
    let What::Event {
        event, properties, ..
    } = &line.what
    else {
        return;
    };
    let found = answer
        .ids
        .iter()
        .find_map(|(recipient, id)| Some((recipient, arrived.get(recipient, id)?)));
    let Some((recipient, message)) = found else {
        return;
    };
    screen.chapter(&format!("One event, line {}: {event}", answer.line + 1));
    row(
        screen,
        [
            "",
            "as the app offered it",
            &format!("as it left to {recipient}"),
        ],
    );
    row(screen, ["", &"─".repeat(WIDTH), &"─".repeat(WIDTH)]);
    for (key, value) in properties {
        member(screen, key, value, &message["properties"][key]);
    }
    let text = |json: &Json| json.as_str().unwrap_or("(dropped)").to_owned();
    row(screen, ["time", line.at(), &text(&message["timestamp"])]);
    if let Some((user, customer)) = signed_in(&day[..answer.line]) {
        row(screen, ["user_id", user, &text(&message["userId"])]);
        if let Some(customer) = customer {
            let left = text(&message["context"]["groupId"]);
            row(screen, ["customer_id", customer, &left]);
        }
    }
    let facts = Device::facts();
    let facts = [
        ("device_id", facts.device_id, &message["anonymousId"]),
        (
            "device",
            facts.device_model,
            &message["context"]["device"]["model"],
        ),
        ("os", facts.os_version, &message["context"]["os"]["version"]),
        (
            "app",
            facts.app_version,
            &message["context"]["app"]["version"],
        ),
        ("locale", facts.locale, &message["context"]["locale"]),
    ];
    for (name, fact, left) in facts {
        row(screen, [name, &fact.unwrap_or_default(), &text(left)]);
    }
}

/// Who is signed in at the end of these lines.
fn signed_in(day: &[Line]) -> Option<(&str, Option<&str>)> {
    day.iter().rev().find_map(|line| match &line.what {
        What::SignIn {
            user_id,
            customer_id,
            ..
        } => Some(Some((user_id.as_str(), customer_id.as_deref()))),
        What::SignOut {} => Some(None),
        _ => None,
    })?
}

fn member(screen: Screen, key: &str, offered: &Json, left: &Json) {
    if let Json::Object(members) = offered {
        for (inner, value) in members {
            member(screen, &format!("{key}.{inner}"), value, &left[inner]);
        }
        return;
    }
    let shown = |json: &Json| match json {
        Json::Null => "(dropped)".to_owned(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    row(screen, [key, &shown(offered), &shown(left)]);
}

/// A name, what was offered and what left; what was changed stands out.
fn row(screen: Screen, [name, offered, left]: [&str; 3]) {
    let names = wrap(name, 20);
    let (offered_lines, left_lines) = (wrap(offered, WIDTH), wrap(left, WIDTH));
    let changed = offered != left && !name.is_empty();
    for at in 0..offered_lines.len().max(left_lines.len()).max(names.len()) {
        let cell = |lines: &[String]| lines.get(at).cloned().unwrap_or_default();
        let name = cell(&names);
        let left = cell(&left_lines);
        let left = if changed { screen.good(&left) } else { left };
        let line = format!("  {name:<20} {:<WIDTH$}  {left}", cell(&offered_lines));
        screen.line(line.trim_end());
    }
}
