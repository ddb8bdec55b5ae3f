//! Dropping is no way to win: what the policy keeps must have arrived.

use serde_json::Value as Json;
use sordino_policy::{FieldRule, Policy};

use super::arrived::Arrived;
use super::day::{Line, What};
use super::device::Device;
use super::evidence::Evidence;
use super::kept_crash::crash;
use super::player::Answer;
use super::tally::{Kept, Rules};

/// Free-text values around which words must be found, at least; if the day has so many.
const FREE_TEXTS: usize = 50;

/// Holds every accepted record against what arrived of it.
pub(crate) fn kept(
    policy: &Policy,
    day: &[Line],
    answers: &[Answer],
    arrived: &Arrived,
    row: &mut Evidence,
) {
    let mut kept = Kept::default();
    let (mut messages, mut expected) = (0, 0);
    for answer in answers.iter().filter(|answer| answer.is_accepted()) {
        let line = answer.line;
        let mut texts = 0;
        for (recipient, id) in &answer.ids {
            // One that is not there is lost, which is another promise.
            let Some(message) = arrived.get(recipient, id) else {
                continue;
            };
            messages += 1;
            let rules = Rules { policy, recipient };
            facts(rules, line, message, &mut kept);
            match &day[line].what {
                What::Event {
                    event,
                    properties,
                    planted,
                } => {
                    let rule = policy.events.iter().find(|rule| rule.name == *event);
                    let listed = |key: &String| {
                        rule.is_some_and(|rule| rule.properties.iter().any(|one| one == key))
                    };
                    let sent = &message["properties"];
                    for (key, value) in properties.iter().filter(|(key, _)| listed(key)) {
                        member(rules, line, key, value, &sent[key], planted, &mut kept);
                        texts += free_texts(rules, key, value, planted);
                    }
                }
                What::Crash {
                    source,
                    text,
                    base64,
                    planted,
                } => {
                    // The frames of a log record are text.
                    if !message["eventName"].is_null() {
                        continue;
                    }
                    let bytes = super::day::report(text.as_deref(), base64.as_deref());
                    let source = source.of_engine();
                    crash(rules, line, (source, &bytes), planted, message, &mut kept);
                }
                _ => {}
            }
        }
        expected += texts;
    }
    row.check(kept.texts >= FREE_TEXTS.min(expected), || {
        format!(
            "only {} of {expected} free texts with something planted arrived",
            kept.texts
        )
    });
    let keeps = |rule| matches!(rule, &FieldRule::Keep | &FieldRule::Enumerate(_));
    let none = !policy.fields.iter().any(|field| keeps(&field.rule));
    row.check(kept.values > 0 || messages == 0 || none, || {
        format!("not one kept value arrived in {messages} messages")
    });
    row.broken.append(&mut kept.missing);
    row.figure(format!(
        "arrived as they were: {} kept values, {} frames; {} words beside planted values in {} free texts",
        kept.values, kept.frames, kept.words, kept.texts
    ));
    if kept.unplaced > 0 {
        row.figure(format!(
            "left out on purpose: {} offsets into files without a build id, which no server could place",
            kept.unplaced
        ));
    }
}

/// What is known of app and device stands somewhere in each message.
fn facts(rules: Rules<'_>, line: usize, message: &Json, kept: &mut Kept) {
    let facts = Device::facts();
    let facts = [
        ("app_version", &facts.app_version),
        ("app_build", &facts.app_build),
        ("os_name", &facts.os_name),
        ("os_version", &facts.os_version),
        ("device_model", &facts.device_model),
        ("locale", &facts.locale),
    ];
    for (key, fact) in facts {
        if let (true, Some(fact)) = (rules.keep(key), fact) {
            let offered = Json::from(fact.as_str());
            let sent = if stands(message, &offered) {
                &offered
            } else {
                &Json::Null
            };
            kept.value(line, key, &offered, sent);
        }
    }
}

fn stands(tree: &Json, wanted: &Json) -> bool {
    match tree {
        Json::Object(members) => members.values().any(|one| stands(one, wanted)),
        Json::Array(items) => items.iter().any(|one| stands(one, wanted)),
        leaf => leaf == wanted,
    }
}

fn member(
    rules: Rules<'_>,
    line: usize,
    key: &str,
    offered: &Json,
    sent: &Json,
    planted: &[String],
    kept: &mut Kept,
) {
    match offered {
        Json::Object(members) => {
            for (key, value) in members {
                member(rules, line, key, value, &sent[key], planted, kept);
            }
        }
        Json::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                member(rules, line, key, value, &sent[at], planted, kept);
            }
        }
        leaf if rules.leaves_alone(key, leaf) => kept.value(line, key, leaf, sent),
        Json::String(text) if rules.scrub(key) => {
            kept.text(line, text, planted, sent.as_str().unwrap_or_default());
        }
        _ => {}
    }
}

/// How many free texts in a property hold something planted.
fn free_texts(rules: Rules<'_>, key: &str, offered: &Json, planted: &[String]) -> usize {
    match offered {
        Json::Object(members) => members
            .iter()
            .map(|(key, value)| free_texts(rules, key, value, planted))
            .sum(),
        Json::Array(items) => items
            .iter()
            .map(|value| free_texts(rules, key, value, planted))
            .sum(),
        Json::String(text) if rules.scrub(key) => {
            usize::from(planted.iter().any(|value| text.contains(value.as_str())))
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Kept, Rules, member};

    fn rules() -> sordino_policy::Policy {
        let today = "2026-11-24".parse().expect("it is a date");
        let text = include_str!("../../../../examples/on-call/privacy.toml");
        sordino_policy::compile("privacy.toml", text, today).expect("the example is sound")
    }

    #[test]
    fn kept_values_and_neighbouring_words_must_arrive() {
        let policy = rules();
        let rules = Rules {
            policy: &policy,
            recipient: "segment",
        };
        let planted = ["198.51.100.7".to_owned()];
        let offered = json!({"http_status": 502, "reason": "peer 198.51.100.7 went away"});
        let missing = |sent: serde_json::Value| {
            let mut kept = Kept::default();
            member(rules, 0, "details", &offered, &sent, &planted, &mut kept);
            assert_eq!((kept.values, kept.texts, kept.words), (1, 1, 2));
            kept.missing.len()
        };
        assert_eq!(
            missing(json!({"http_status": 502, "reason": "peer [ip] went away"})),
            0
        );
        assert_eq!(missing(json!({"http_status": 502, "reason": "[ip]"})), 1);
        assert_eq!(missing(json!({"reason": "peer [ip] went away"})), 1);
        assert_eq!(missing(serde_json::Value::Null), 2);
    }
}
