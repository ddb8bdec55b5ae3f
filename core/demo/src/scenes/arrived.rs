//! What arrived at the servers, by recipient and message id.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};
use sordino_policy::{Policy, Recipient, RecipientKind};
use sordino_testkit::otlp;

use crate::servers::Received;

/// Everything that the servers took.
pub(crate) struct Arrived {
    by_id: BTreeMap<(String, String), Json>,
    /// Ids of events and crashes, without those of sign-ins.
    pub(crate) records: Vec<String>,
}

impl Arrived {
    pub(crate) fn new(policy: &Policy, received: &[Received]) -> Self {
        let mut arrived = Self {
            by_id: BTreeMap::new(),
            records: Vec::new(),
        };
        for request in received.iter().filter(|request| request.status == 200) {
            let kind = request.recipient;
            for (id, message) in messages(kind, &request.body) {
                if message["type"] != "identify" && message["eventName"] != "sordino.sign_in" {
                    arrived.records.push(id.clone());
                }
                // The demo plays each kind of recipient with one server.
                let recipients = policy.recipients.iter();
                for recipient in recipients.filter(|one| server_of(one) == Some(kind)) {
                    let key = (recipient.id.clone(), id.clone());
                    arrived.by_id.insert(key, message.clone());
                }
            }
        }
        arrived
    }

    pub(crate) fn get(&self, recipient: &str, id: &str) -> Option<&Json> {
        let key = (recipient.to_owned(), id.replace('-', ""));
        self.by_id.get(&key)
    }
}

/// The server that plays a recipient, if one does.
pub(crate) fn server_of(recipient: &Recipient) -> Option<&'static str> {
    match recipient.kind {
        RecipientKind::Segment => Some("segment"),
        RecipientKind::Sentry => Some("sentry"),
        RecipientKind::Otlp => Some("otlp"),
        _ => None,
    }
}

/// A log record under the names of a Segment message, so that the scenes read both alike.
fn log_record(record: &Json, resource: &Map<String, Json>) -> Json {
    let attributes = otlp::attributes(record);
    let time = record["timeUnixNano"].as_str();
    let time = time.and_then(|nanos| jiff::Timestamp::from_nanosecond(nanos.parse().ok()?).ok());
    json!({
        "eventName": record["eventName"],
        "timestamp": time.map(|time| time.to_string()),
        "userId": attributes.get("enduser.pseudo.id"),
        "anonymousId": resource.get("app.installation.id"),
        "properties": attributes,
        "context": {
            "groupId": attributes.get("sordino.customer_id"),
            "app": { "version": resource.get("service.version"), "build": resource.get("app.build_id") },
            "device": { "model": resource.get("device.model.name") },
            "os": { "name": resource.get("os.name"), "version": resource.get("os.version") },
            "locale": resource.get("sordino.locale"),
        },
    })
}

fn messages(server: &str, body: &[u8]) -> Vec<(String, Json)> {
    let plain = |id: &Json| id.as_str().unwrap_or_default().replace('-', "");
    match server {
        "segment" => {
            let body: Json = serde_json::from_slice(body).unwrap_or_default();
            let batch = body["batch"].as_array().cloned().unwrap_or_default();
            batch
                .into_iter()
                .map(|message| (plain(&message["messageId"]), message))
                .collect()
        }
        "otlp" => {
            let logs = otlp::to_json(body).unwrap_or_default();
            let resource = otlp::attributes(&logs["resourceLogs"][0]["resource"]);
            let records = otlp::records(&logs).into_iter();
            let id = |record: &Json| plain(&otlp::attribute(record, "log.record.uid").into());
            records
                .map(|record| (id(record), log_record(record, &resource)))
                .collect()
        }
        _ => {
            // An envelope: its head, then a head and a payload for each item, a line each.
            let lines: Vec<&[u8]> = body.split(|byte| *byte == b'\n').collect();
            let json = |line: &[u8]| serde_json::from_slice::<Json>(line).unwrap_or_default();
            let items = lines.get(1..).unwrap_or_default().chunks_exact(2);
            items
                .filter(|item| json(item[0])["type"] == "event")
                .map(|item| json(item[1]))
                .map(|event| (plain(&event["event_id"]), event))
                .collect()
        }
    }
}
