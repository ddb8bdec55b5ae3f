//! What we send, held against software that is not ours.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::bugsink::Bugsink;
use crate::checks::Checks;
use crate::envelope;
use crate::log::{Log, Trouble};
use crate::report::Count;
use crate::sent_crashes;

const WRONG_KEY: &str = "00000000000000000000000000000000";

/// The crashes of the example's day stand in Bugsink as issues, with their frames and without what was planted.
pub(crate) fn bugsink(log: &mut Log) -> Result<Count, Trouble> {
    let server = Bugsink::start(log)?;
    let mut checks = Checks::default();
    by_hand(log, &server, &mut checks)?;
    by_the_engine(log, &server, &mut checks)?;
    every_form(log, &server, &mut checks)?;
    Ok(checks.into_count())
}

/// That the server checks and keeps what it gets, and that our search would find a planted value.
fn by_hand(log: &mut Log, server: &Bugsink, checks: &mut Checks) -> Result<(), Trouble> {
    let refused = envelope::send(&server.base, server.project, WRONG_KEY)?;
    checks.hold(log, refused == 403, "the server refuses a wrong key")?;
    let taken = envelope::send(&server.base, server.project, &server.key)?;
    checks.hold(log, taken == 200, "the server takes a crash made by hand")?;
    let held = Held(server.holds(log)?);
    let frames = held.event(envelope::EVENT_ID).map(functions);
    checks.hold(
        log,
        frames.is_some_and(|frames| frames == envelope::FRAMES),
        "the crash made by hand stands as an issue with its frames",
    )?;
    let found = held.mentions(envelope::PLANTED);
    checks.hold(
        log,
        found,
        "the search finds the value planted in the crash made by hand",
    )
}

fn by_the_engine(log: &mut Log, server: &Bugsink, checks: &mut Checks) -> Result<(), Trouble> {
    let before = Held(server.holds(log)?);
    let endpoint = format!("{}/{}", server.base, server.project);
    let sent = sent_crashes::send(log, &endpoint, &server.key)?;
    let held = Held(server.holds(log)?);

    let (sources, planted) = sent_crashes::of_the_day()?;
    let arrived: BTreeSet<String> = sent.iter().map(|crash| crash.source.clone()).collect();
    checks.hold(
        log,
        arrived == sources,
        "a crash of each source of the day was sent",
    )?;
    for crash in &sent {
        let source = &crash.source;
        let event = held.event(&crash.event_id);
        checks.hold(
            log,
            event.is_some(),
            &format!("the {source} crash stands as an issue"),
        )?;
        let expected: BTreeSet<&str> = crash.frames.iter().map(String::as_str).collect();
        let stands = event.is_some_and(|event| {
            let functions: BTreeSet<&str> = functions(event).into_iter().collect();
            frames(event).count() > 0 && functions == expected
        });
        checks.hold(log, stands, &format!("the {source} crash has its frames"))?;
    }
    let leaked: Vec<&String> = planted
        .iter()
        .filter(|value| held.mentions(value) && !before.mentions(value))
        .collect();
    let many = planted.len();
    let what = format!("none of {many} planted values stands in the server (found: {leaked:?})");
    checks.hold(log, leaked.is_empty() && many > 0, &what)
}

/// A crash of every form stands with its frames and its platform, and its calls are named by the tools of servers.
fn every_form(log: &mut Log, server: &Bugsink, checks: &mut Checks) -> Result<(), Trouble> {
    let endpoint = format!("{}/{}", server.base, server.project);
    let before = Held(server.holds(log)?);
    let sent = sent_crashes::send_forms(log, &endpoint, &server.key)?;
    let forms = sent_crashes::forms()?;
    let held = Held(server.holds(log)?);
    let named = server.named(log)?;
    let all = sent.len() == forms.len() && !forms.is_empty();
    checks.hold(log, all, "a crash of every form was sent")?;
    for (crash, (form, platform, planted)) in sent.iter().zip(&forms) {
        let expected: BTreeSet<&str> = crash.frames.iter().map(String::as_str).collect();
        let stands = held.event(&crash.event_id).is_some_and(|event| {
            let functions: BTreeSet<&str> = functions(event).into_iter().collect();
            let of = event["platform"].as_str().unwrap_or_default();
            frames(event).count() > 0 && functions == expected && of == platform
        });
        let what = format!("{form} stands as an issue with its frames, as `{platform}`");
        checks.hold(log, stands, &what)?;
        let leaked = |value: &&String| held.mentions(value) && !before.mentions(value);
        let what = format!("nothing planted in {form} stands in the server");
        checks.hold(log, planted.iter().find(leaked).is_none(), &what)?;
        if let Some((_, calls)) = NAMED.iter().find(|(named, _)| named == form) {
            let found = &named[crash.event_id.replace('-', "")];
            let what = format!("the calls of {form} are named (found: {found})");
            checks.hold(log, *found == serde_json::json!(calls), &what)?;
        }
    }
    Ok(())
}

/// What the tools of servers make of the calls, the oldest first.
const NAMED: [(&str, &[&str]); 4] = [
    (
        "an obfuscated JVM trace",
        &[
            "com.example.oncall.AlertActivity.onResume:88",
            "com.example.oncall.Rota.owner:41",
        ],
    ),
    (
        "an ANR's Java frames over native ones",
        &[
            "com.example.oncall.AlertActivity.onResume:88",
            "com.example.oncall.Rota.owner:41",
        ],
    ),
    ("JavaScript of a bundle", &["src/Rota.js:41:loadRota"]),
    (
        "Hermes bytecode",
        &["src/Rota.js:7:start", "src/Rota.js:41:loadRota"],
    ),
];

/// What the server holds.
struct Held(Value);

impl Held {
    /// The event as the server keeps it, if it stands as an issue.
    fn event(&self, id: &str) -> Option<&Value> {
        let wanted = id.replace('-', "");
        self.0["events"]
            .as_array()?
            .iter()
            .find(|event| event["event_id"] == wanted.as_str() && event["issue"].is_string())
            .map(|event| &event["data"])
    }

    /// Whether `value` stands in any text of the server's database.
    fn mentions(&self, value: &str) -> bool {
        contains(&self.0, value)
    }
}

fn contains(tree: &Value, value: &str) -> bool {
    match tree {
        Value::String(text) => text.contains(value),
        Value::Array(items) => items.iter().any(|item| contains(item, value)),
        Value::Object(members) => members
            .iter()
            .any(|(name, item)| name.contains(value) || contains(item, value)),
        _ => false,
    }
}

/// The frames of an event, of its exceptions and of its threads.
fn frames(event: &Value) -> impl Iterator<Item = &Value> {
    let holders = [&event["exception"]["values"], &event["threads"]["values"]];
    holders
        .into_iter()
        .flat_map(|list| list.as_array().into_iter().flatten())
        .flat_map(|holder| {
            holder["stacktrace"]["frames"]
                .as_array()
                .into_iter()
                .flatten()
        })
}

/// The function names of an event's frames, in the order of the payload.
fn functions(event: &Value) -> Vec<&str> {
    frames(event)
        .filter_map(|frame| frame["function"].as_str())
        .collect()
}
