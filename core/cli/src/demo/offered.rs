//! One event as the app offered it and as it left, side by side.

use serde_json::Value as Json;

use super::day::{Line, What};
use super::kept::Arrived;
use super::player::Answer;
use super::screen::Screen;

const WIDTH: usize = 58;

/// Shows the accepted event that held the most planted values.
pub(crate) fn show(screen: Screen, day: &[Line], answers: &[Answer], arrived: &Arrived) {
    let planted = |answer: &&Answer| match &day[answer.line].what {
        What::Event { planted, .. } => planted.len(),
        _ => 0,
    };
    let accepted = answers.iter().filter(|answer| answer.outcome == "accepted");
    let Some(answer) = accepted.max_by_key(planted) else {
        return;
    };
    let What::Event {
        event, properties, ..
    } = &day[answer.line].what
    else {
        return;
    };
    let Some((recipient, message)) = answer
        .ids
        .iter()
        .find_map(|(recipient, id)| Some((recipient, arrived.get(recipient, id)?)))
    else {
        return;
    };
    screen.chapter(&format!("One event: {event}"));
    screen.line(format!(
        "  {:<WIDTH$}   as it left to {recipient}",
        "as the app offered it"
    ));
    let none = Json::Null;
    for (key, value) in properties {
        let left = message["properties"].get(key).unwrap_or(&none);
        let left = if left.is_null() {
            screen.dim("(dropped)")
        } else {
            left.to_string()
        };
        screen.line(format!("  {}   {left}", cell(&format!("{key}: {value}"))));
    }
    for key in ["userId", "anonymousId", "timestamp", "context"] {
        if let Some(left) = message.get(key) {
            screen.line(format!("  {}   {key}: {left}", cell("")));
        }
    }
}

fn cell(text: &str) -> String {
    let short: String = text.chars().take(WIDTH).collect();
    format!("{short:<WIDTH$}")
}
