//! Dropping is no way to win: what the policy keeps must have arrived.

use serde_json::Value as Json;
use sordino_policy::{FieldRule, Policy};

use super::arrived::Arrived;
use super::day::{Line, What};
use super::device::Device;
use super::evidence::Evidence;
use super::kept_crash::crash;
use super::player::Answer;
use super::words::around;

/// Free-text values around which words must be found, at least; if the day has so many.
const FREE_TEXTS: usize = 50;

/// What was looked for, and what of it did not arrive.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub(crate) values: usize,
    pub(crate) frames: usize,
    /// Offsets into files that have no build id.
    pub(crate) unplaced: usize,
    /// Free texts that held something planted.
    pub(crate) texts: usize,
    /// Plain words right beside planted values.
    pub(crate) words: usize,
    pub(crate) missing: Vec<String>,
}

impl Kept {
    /// Holds one value against what arrived in its place.
    pub(crate) fn value(&mut self, line: usize, what: &str, offered: &Json, sent: &Json) {
        self.values += 1;
        if offered != sent {
            self.missing.push(format!(
                "line {}: `{what}` is kept by the policy and did not arrive as it was",
                line + 1
            ));
        }
    }

    /// Holds the words around planted values against what arrived of their text.
    pub(crate) fn text(&mut self, line: usize, offered: &str, planted: &[String], sent: &str) {
        let Some(words) = around(offered, planted, sent) else {
            return;
        };
        self.texts += 1;
        self.words += words.beside;
        if words.gone > 0 {
            self.missing.push(format!(
                "line {}: {} word(s) beside planted values did not arrive",
                line + 1,
                words.gone
            ));
        }
    }
}

/// What one recipient may have.
#[derive(Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) recipient: &'a str,
}

impl<'a> Rules<'a> {
    pub(crate) fn of(self, key: &str) -> Option<&'a FieldRule> {
        let field = self.policy.fields.iter().find(|field| field.name == key)?;
        let mut recipients = field.recipients.iter();
        recipients
            .any(|id| id == self.recipient)
            .then_some(&field.rule)
    }

    pub(crate) fn keep(self, key: &str) -> bool {
        self.of(key) == Some(&FieldRule::Keep)
    }

    pub(crate) fn scrub(self, key: &str) -> bool {
        self.of(key) == Some(&FieldRule::Scrub)
    }
}

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
    row.check(kept.values > 0 || messages == 0, || {
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
        leaf if rules.keep(key) => kept.value(line, key, leaf, sent),
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
    fn a_value_that_is_kept_and_a_word_beside_a_planted_one_must_arrive() {
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
