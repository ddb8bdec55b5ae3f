//! What we send, held against software that is not ours.

use serde_json::Value;

use crate::bugsink::Bugsink;
use crate::checks::Checks;
use crate::envelope;
use crate::log::{Log, Trouble};
use crate::report::Count;

const WRONG_KEY: &str = "00000000000000000000000000000000";

/// Crashes of the example's day, sent to Bugsink by the engine, stand there with their frames and without planted values.
pub(crate) fn bugsink(log: &mut Log) -> Result<Count, Trouble> {
    let server = Bugsink::start(log)?;
    let mut checks = Checks::default();

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
    checks.hold(
        log,
        held.mentions(envelope::PLANTED),
        "the search finds the value planted in the crash made by hand",
    )?;
    Ok(checks.into_count())
}

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

/// The function names of an event's stack traces, in the order of the payload.
fn functions(event: &Value) -> Vec<&str> {
    let mut names = Vec::new();
    for exception in event["exception"]["values"]
        .as_array()
        .into_iter()
        .flatten()
    {
        for frame in exception["stacktrace"]["frames"]
            .as_array()
            .into_iter()
            .flatten()
        {
            names.extend(frame["function"].as_str());
        }
    }
    names
}
