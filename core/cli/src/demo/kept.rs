//! Dropping is no way to win: what the policy keeps must have arrived.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use sordino_policy::{FieldRule, Policy};

use super::day::{Line, What, report};
use super::evidence::Evidence;
use super::player::Answer;
use crate::servers::Received;

/// Free-text values around which words must be found, at least; if the day has so many.
const FREE_TEXTS: usize = 50;

/// Everything that arrived, by recipient and message id.
pub(crate) struct Arrived(BTreeMap<(String, String), Json>);

impl Arrived {
    pub(crate) fn new(policy: &Policy, received: &[Received]) -> Self {
        let mut arrived = BTreeMap::new();
        for request in received.iter().filter(|request| request.status == 200) {
            let kind = request.recipient;
            for (id, message) in messages(kind, &request.body) {
                // The demo plays each kind of recipient with one server.
                for recipient in policy
                    .recipients
                    .iter()
                    .filter(|one| kind_of(one) == Some(kind))
                {
                    arrived.insert((recipient.id.clone(), id.clone()), message.clone());
                }
            }
        }
        Self(arrived)
    }

    pub(crate) fn get(&self, recipient: &str, id: &str) -> Option<&Json> {
        let key = (recipient.to_owned(), id.replace('-', ""));
        self.0.get(&key)
    }
}

fn kind_of(recipient: &sordino_policy::Recipient) -> Option<&'static str> {
    match recipient.kind {
        sordino_policy::RecipientKind::Segment => Some("segment"),
        sordino_policy::RecipientKind::Sentry => Some("sentry"),
        _ => None,
    }
}

fn messages(recipient: &str, body: &[u8]) -> Vec<(String, Json)> {
    let plain = |id: &Json| id.as_str().unwrap_or_default().replace('-', "");
    match recipient {
        "segment" => {
            let body: Json = serde_json::from_slice(body).unwrap_or_default();
            let batch = body["batch"].as_array().cloned().unwrap_or_default();
            batch
                .into_iter()
                .map(|message| (plain(&message["messageId"]), message))
                .collect()
        }
        _ => {
            let lines = body.split(|byte| *byte == b'\n');
            lines
                .filter_map(|line| serde_json::from_slice::<Json>(line).ok())
                .filter(|item| item.get("exception").is_some() || item.get("threads").is_some())
                .map(|event| (plain(&event["event_id"]), event))
                .collect()
        }
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
    let (mut values, mut texts, mut words, mut frames, mut dropped_texts) = (0, 0, 0, 0, 0);
    for answer in answers.iter().filter(|answer| answer.outcome == "accepted") {
        for (recipient, id) in &answer.ids {
            let Some(message) = arrived.get(recipient, id) else {
                continue;
            };
            match &day[answer.line].what {
                What::Event {
                    properties,
                    planted,
                    ..
                } => {
                    let sent = &message["properties"];
                    for (key, value) in properties {
                        let mut seen = Seen {
                            policy,
                            recipient,
                            planted,
                            line: answer.line,
                            row,
                        };
                        let (kept, around) = seen.member(key, value, &sent[key]);
                        values += kept;
                        if let Some(around) = around {
                            texts += 1;
                            words += around;
                        }
                    }
                }
                What::Crash {
                    source,
                    text,
                    base64,
                    planted,
                } => {
                    let bytes = report(text.as_deref(), base64.as_deref());
                    let Ok(trace) = sordino_engine::crash::parse(source.of_engine(), &bytes) else {
                        continue;
                    };
                    let all = trace
                        .exceptions
                        .iter()
                        .map(|one| &one.frames)
                        .chain(trace.threads.iter().map(|one| &one.frames));
                    let wire = message.to_string();
                    for function in all.flatten().filter_map(|frame| frame.function.as_ref()) {
                        frames += 1;
                        let name = Json::from(function.as_str()).to_string();
                        row.check(wire.contains(&name), || {
                            format!("line {}: a frame did not arrive", answer.line + 1)
                        });
                    }
                    let (offered, sent) = (frames_of(&trace), frames_in(message));
                    row.check(offered == sent, || {
                        format!("line {}: {offered} frames, {sent} arrived", answer.line + 1)
                    });
                    for exception in &trace.exceptions {
                        if planted
                            .iter()
                            .any(|one| exception.value.contains(one.as_str()))
                        {
                            texts += 1;
                            let sent = message["exception"]["values"].to_string();
                            words += around(&exception.value, planted, &sent, answer.line, row);
                        }
                    }
                }
                _ => dropped_texts += 1,
            }
        }
    }
    let planted = planted_free_texts(policy, day);
    row.check(texts >= FREE_TEXTS.min(planted), || {
        format!("only {texts} of {planted} free texts with something planted arrived")
    });
    debug_assert_eq!(dropped_texts, 0, "only events and crashes are answered for");
    row.figure(format!(
        "arrived as they were: {values} kept values, {frames} frames, {words} words beside planted values in {texts} free texts"
    ));
}

/// Frames of a trace, named or not.
fn frames_of(trace: &sordino_engine::crash::Trace) -> usize {
    let exceptions = trace.exceptions.iter().map(|one| one.frames.len());
    exceptions
        .chain(trace.threads.iter().map(|one| one.frames.len()))
        .sum()
}

/// Frames of an event.
fn frames_in(event: &Json) -> usize {
    let of = |holder: &Json| {
        holder["stacktrace"]["frames"]
            .as_array()
            .map_or(0, Vec::len)
    };
    ["exception", "threads"]
        .iter()
        .filter_map(|member| event[member]["values"].as_array())
        .flatten()
        .map(of)
        .sum()
}

/// One property of one record.
struct Seen<'a> {
    policy: &'a Policy,
    recipient: &'a str,
    planted: &'a [String],
    line: usize,
    row: &'a mut Evidence,
}

impl Seen<'_> {
    /// How many kept values it has, and how many words beside planted ones if it is free text.
    fn member(&mut self, key: &str, offered: &Json, sent: &Json) -> (usize, Option<usize>) {
        if let Json::Object(members) = offered {
            let inside = members
                .iter()
                .map(|(key, value)| self.member(key, value, &sent[key]));
            return inside
                .collect::<Vec<_>>()
                .into_iter()
                .fold((0, None), |sum, one| {
                    let words = match (sum.1, one.1) {
                        (None, words) | (words, None) => words,
                        (Some(one), Some(other)) => Some(one + other),
                    };
                    (sum.0 + one.0, words)
                });
        }
        match rule(self.policy, key, self.recipient) {
            Some(FieldRule::Keep) => {
                self.row.check(sent == offered, || {
                    format!(
                        "line {}: `{key}` is kept by the policy and did not arrive as it was",
                        self.line + 1
                    )
                });
                (1, None)
            }
            Some(FieldRule::Scrub) => {
                let text = offered.as_str().unwrap_or_default();
                let holds = self.planted.iter().any(|one| text.contains(one.as_str()));
                let sent = sent.as_str().unwrap_or_default();
                (
                    0,
                    holds.then(|| around(text, self.planted, sent, self.line, self.row)),
                )
            }
            _ => (0, None),
        }
    }
}

fn rule<'a>(policy: &'a Policy, key: &str, recipient: &str) -> Option<&'a FieldRule> {
    let field = policy.fields.iter().find(|field| field.name == key)?;
    field
        .recipients
        .iter()
        .any(|id| id == recipient)
        .then_some(&field.rule)
}

/// The plain words before and after each planted value must stand in what was sent.
fn around(text: &str, planted: &[String], sent: &str, line: usize, row: &mut Evidence) -> usize {
    let mut count = 0;
    for value in planted {
        let Some(at) = text.find(value.as_str()) else {
            continue;
        };
        let before = text[..at].split_whitespace().next_back();
        let after = text[at + value.len()..].split_whitespace().next();
        let glued_before = text[..at].ends_with(char::is_whitespace);
        let glued_after = text[at + value.len()..].starts_with(char::is_whitespace);
        let beside = [
            before.filter(|_| glued_before),
            after.filter(|_| glued_after),
        ];
        for word in beside.into_iter().flatten().filter(|word| is_word(word)) {
            if planted.iter().any(|other| other.contains(word)) {
                continue;
            }
            count += 1;
            row.check(sent.contains(word), || {
                format!(
                    "line {}: a word beside a planted value did not arrive",
                    line + 1
                )
            });
        }
    }
    count
}

fn is_word(word: &str) -> bool {
    word.chars().count() >= 2 && word.chars().all(char::is_alphabetic)
}

/// Free-text values of the day that hold something planted.
fn planted_free_texts(policy: &Policy, day: &[Line]) -> usize {
    let is_scrubbed = |key: &str| {
        policy
            .fields
            .iter()
            .any(|field| field.name == key && field.rule == FieldRule::Scrub)
    };
    fn count(
        value: &Json,
        key: &str,
        planted: &[String],
        is_scrubbed: &dyn Fn(&str) -> bool,
    ) -> usize {
        match value {
            Json::Object(members) => members
                .iter()
                .map(|(key, value)| count(value, key, planted, is_scrubbed))
                .sum(),
            Json::String(text) if is_scrubbed(key) => {
                usize::from(planted.iter().any(|one| text.contains(one.as_str())))
            }
            _ => 0,
        }
    }
    day.iter()
        .map(|line| match &line.what {
            What::Event {
                properties,
                planted,
                ..
            } => properties
                .iter()
                .map(|(key, value)| count(value, key, planted, &is_scrubbed))
                .sum(),
            _ => 0,
        })
        .sum()
}
