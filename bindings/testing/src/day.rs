//! A day of an app played in Rust, so that other languages have something to hold their own against.
//!
//! The rules, for whoever plays it too: the engine opens on a new device, with no facts, with the clock at the first
//! line and randomness from seed 1, is told that earlier crash reports were read, and is tidied. Each line sets the clock. Properties are given in the order of their
//! keys. `gpc` is the limiter `Signal`. Each receipt is completed before the next line. Lines about the network are
//! passed over. At each `restart` and at the end all that is due is sent and answered with 200; a restart then opens
//! the same device anew, with randomness from the next seed.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value as Json};
use sordino_engine::crash::Source;
use sordino_engine::ledger::{Limiter, State};
use sordino_engine::ports::Clock as _;
use sordino_engine::receipt::Receipt;
use sordino_engine::upload::{Answer, Cancel, Next, Reply, Request};
use sordino_engine::{Account, Crash, Engine, Event, Options, Override, Ports, Shown, Value};
use sordino_policy::Policy;
use sordino_testkit::memory::{Counted, Disk, HandClock, Keys};

/// Where requests would go, and the key they bear; nothing is sent.
const RECIPIENTS: [(&str, &str, &str); 2] = [
    ("segment", "http://127.0.0.1:9", "write-key"),
    ("sentry", "http://127.0.0.1:9/1", "public-key"),
];
const SHOWN: Shown<'_> = Shown {
    locale: "en",
    how: "settings",
};

/// Plays `lines` (JSON, one a line) under a `policy.json`; every request, in order. None if either cannot be read.
pub(crate) fn play(policy: &[u8], lines: &str) -> Option<Vec<Request>> {
    let lines: Vec<Json> = lines
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()
        .ok()?;
    let disk = Disk::default();
    let mut device = Device {
        policy: Policy::from_json(policy).ok()?,
        keys: Keys::beside(&disk),
        disk,
        clock: HandClock::at(time(lines.first()?)?),
        seed: 0,
    };
    let mut engine = device.open()?;
    let mut sent = Vec::new();
    for line in &lines {
        // Time passes: a clock that is only set would say so to the engine.
        let now = device.clock.now();
        device.clock.advance(time(line)?.saturating_sub(now));
        if line["kind"] == "restart" {
            deliver(&engine, &mut sent)?;
            drop(engine);
            engine = device.open()?;
        } else {
            act(&engine, line)?;
        }
    }
    deliver(&engine, &mut sent)?;
    Some(sent)
}

struct Device {
    policy: Policy,
    disk: Disk,
    keys: Keys,
    clock: HandClock,
    seed: u64,
}

impl Device {
    fn open(&mut self) -> Option<Engine> {
        self.seed += 1;
        let ports = Ports {
            files: Box::new(self.disk.clone()),
            keys: Box::new(self.keys.clone()),
            clock: Box::new(self.clock.clone()),
            random: Box::new(Counted::from(self.seed)),
            vendors: Vec::new(),
        };
        let overrides = RECIPIENTS.map(|(recipient, endpoint, key)| Override {
            recipient: recipient.to_owned(),
            endpoint: Some(endpoint.to_owned()),
            key: Some(key.to_owned()),
        });
        let options = Options {
            overrides: overrides.into(),
            allow_loopback_http: true,
            ..Options::default()
        };
        let engine = Engine::open(self.policy.clone(), ports, options).ok()?;
        engine.reports_taken();
        engine.tidy();
        Some(engine)
    }
}

fn act(engine: &Engine, line: &Json) -> Option<()> {
    let text = |name: &str| line[name].as_str();
    match text("kind")? {
        "network" => {}
        "signal" => {
            let limiter = match text("signal")? {
                "age" => Limiter::Age,
                "organisation" => Limiter::Organisation,
                "os" => Limiter::Os,
                _ => Limiter::Signal,
            };
            let closed = engine.limit(limiter, text("purpose"), line["allows"].as_bool()?);
            complete(engine, &closed.ok()?);
        }
        "choice" => choose(engine, text("purpose")?, text("choice")?)?,
        "sign_in" => {
            let account = Account {
                user_id: text("user_id").map(str::to_owned),
                customer_id: text("customer_id").map(str::to_owned),
            };
            let values = line["values"].as_array()?.iter();
            let values: Vec<String> = values.filter_map(Json::as_str).map(str::to_owned).collect();
            engine.sign_in(account, &values);
        }
        "sign_out" => engine.sign_out(),
        "event" => {
            let properties = sorted(line["properties"].as_object()?);
            engine.record(&Event {
                name: text("event")?,
                properties: &properties,
            });
        }
        "crash" => {
            let report = match text("base64") {
                Some(base64) => from_base64(base64)?,
                None => text("text")?.as_bytes().to_vec(),
            };
            engine.crash(&Crash {
                source: source(text("source")?)?,
                report: &report,
                happened: None,
            });
        }
        _ => return None,
    }
    Some(())
}

fn choose(engine: &Engine, purpose: &str, choice: &str) -> Option<()> {
    let receipts = match choice {
        "turn_on" => {
            engine.turn_on(purpose, SHOWN).ok()?;
            Vec::new()
        }
        "turn_off" => vec![engine.turn_off(purpose, SHOWN).ok()?],
        "refuse" => engine.choose(purpose, State::Refused, SHOWN).ok()?,
        "defer" => engine.choose(purpose, State::Deferred, SHOWN).ok()?,
        _ => return None,
    };
    complete(engine, &receipts);
    Some(())
}

fn complete(engine: &Engine, receipts: &[Receipt]) {
    for receipt in receipts {
        engine.complete(receipt);
    }
}

fn deliver(engine: &Engine, sent: &mut Vec<Request>) -> Option<()> {
    while let Next::Ready(ticket) = engine.next_upload() {
        let request = engine.begin(ticket, Arc::new(NeverBegun)).ok()?;
        let answered = Reply::Answered(Answer::of(200));
        engine.report(request.id, &answered);
        sent.push(request);
    }
    Some(())
}

struct NeverBegun;

impl Cancel for NeverBegun {
    fn cancel(&self) {}
}

fn source(word: &str) -> Option<Source> {
    Some(match word {
        "rust" => Source::Rust,
        "jvm" => Source::Jvm,
        "nsexception" => Source::NsException,
        "metrickit" => Source::MetricKit,
        "tombstone" => Source::Tombstone,
        "anr" => Source::Anr,
        "dart" => Source::Dart,
        "javascript" => Source::JavaScript,
        _ => return None,
    })
}

fn sorted(members: &Map<String, Json>) -> Vec<(&str, Value<'_>)> {
    let sorted: BTreeMap<_, _> = members.iter().collect();
    let each = sorted.into_iter();
    each.map(|(key, json)| (key.as_str(), value(json)))
        .collect()
}

fn value(json: &Json) -> Value<'_> {
    match json {
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::Int(whole),
            None => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => Value::List(items.iter().map(value).collect()),
        Json::Object(members) => {
            let members = sorted(members).into_iter();
            Value::Map(members.map(|(key, value)| (key.into(), value)).collect())
        }
        Json::Null => Value::from(""),
    }
}

/// Milliseconds since 1970 of a line's `at`, which is `YYYY-MM-DDThh:mm:ss` and an offset.
fn time(line: &Json) -> Option<i64> {
    let at: jiff::Timestamp = line["at"].as_str()?.parse().ok()?;
    Some(at.as_millisecond())
}

/// The standard alphabet with padding.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0u32, 0);
    for letter in text.trim_end_matches('=').bytes() {
        let place = ALPHABET.iter().position(|known| *known == letter)?;
        held = held << 6 | u32::try_from(place).ok()?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).ok()?);
        }
    }
    Some(bytes)
}
