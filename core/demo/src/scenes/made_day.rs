//! A day made from somebody's policy: the hours of the example's day, with the policy's own purposes and events.
//!
//! Who signs in, what crashes, when the network fails and when the app dies come from the example. Each choice becomes a
//! yes to every purpose that asks for one; each event becomes one of the policy's, in turn, with a value for every
//! property that fits its rule. What a rule must not let through is planted, and so searched for at the servers.

use serde_json::{Map, Value as Json, json};
use sordino_policy::{Coarsening, DeviceAccess, EventRule, FieldRule, LegalBasis, Policy};

/// A property that no policy lists: it must not leave.
const UNLISTED: &str = "unlisted";

/// Returns the day as JSON lines, made from the example's.
pub(crate) fn made_day(policy: &Policy, example: &str) -> String {
    let mut events = policy.events.iter().cycle();
    let mut asked = false;
    let mut made = String::new();
    for (number, line) in example.lines().enumerate() {
        let Ok(Json::Object(line)) = serde_json::from_str(line) else {
            continue;
        };
        let at = line["at"].clone();
        match line["kind"].as_str() {
            Some("choice") if asked => {}
            Some("choice") => {
                asked = true;
                for purpose in asked_for(policy) {
                    let yes = json!({"at": at, "kind": "choice", "purpose": purpose, "choice": "turn_on"});
                    made.push_str(&format!("{yes}\n"));
                }
            }
            Some("event") => {
                if let Some(event) = events.next() {
                    made.push_str(&format!("{}\n", offered(policy, event, number, &at)));
                }
            }
            _ => made.push_str(&format!("{}\n", Json::Object(line))),
        }
    }
    made
}

/// Ids of the purposes that somebody has to say yes to.
fn asked_for(policy: &Policy) -> impl Iterator<Item = &str> {
    let purposes = policy.purposes.iter().filter(|purpose| {
        purpose.legal_basis == LegalBasis::Consent || purpose.device_access == DeviceAccess::Consent
    });
    purposes.map(|purpose| purpose.id.as_str())
}

fn offered(policy: &Policy, event: &EventRule, number: usize, at: &Json) -> Json {
    let mut planted = vec![format!("unlisted-{number}-of-the-demo")];
    let mut properties = Map::new();
    for name in &event.properties {
        let field = policy.fields.iter().find(|field| field.name == *name);
        let value = value(field.map(|field| &field.rule), number, at, &mut planted);
        properties.insert(name.clone(), value);
    }
    properties.insert(UNLISTED.into(), json!(planted[0]));
    properties.insert("sequence".into(), json!(number));
    json!({"at": at, "kind": "event", "event": event.name, "properties": properties, "planted": planted})
}

/// A value that a rule has something to do with; what must not leave of it is planted.
fn value(rule: Option<&FieldRule>, number: usize, at: &Json, planted: &mut Vec<String>) -> Json {
    let mut plant = |text: String| {
        planted.push(text.clone());
        text
    };
    match rule {
        // Short, so that it is searched for nowhere: it may be kept under the name of an id.
        Some(FieldRule::Keep) => json!(number % 100),
        None | Some(FieldRule::Drop) => json!(plant(format!("dropped-{number}-of-the-demo"))),
        Some(FieldRule::Pseudonymise) => json!(plant(format!("raw-id-{number}-of-the-demo"))),
        Some(FieldRule::Scrub) => {
            let address = plant(format!("reader.{number}@example.org"));
            json!(format!("please ask {address} before the next step"))
        }
        Some(FieldRule::Enumerate(listed)) => match number % 5 {
            0 => json!(plant(format!("not-listed-{number}-of-the-demo"))),
            _ => json!(listed[number % listed.len()]),
        },
        Some(FieldRule::Coarsen(to)) => match to {
            Coarsening::TimeToHour => at.clone(),
            Coarsening::TimeZoneToOffset => json!("Europe/Berlin"),
            Coarsening::OsToMajorMinor => json!("17.5.1"),
            Coarsening::DeviceToFamily => json!("SM-S911B"),
            Coarsening::LocaleToLanguage => json!("de-AT"),
            Coarsening::SizeToPowerOfTwo => json!(1000 + number),
        },
    }
}
