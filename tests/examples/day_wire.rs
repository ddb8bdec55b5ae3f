//! Plays a day through the engine and holds the requests that another language recorded of the same day against its own,
//! byte by byte before gzip.
//!
//! `cargo run -p sordino-tests --example day_wire -- POLICY_JSON DAY RECORDED`, where `RECORDED` has one JSON line a request:
//! `{"url", "headers": [[name, value]], "body": base64}`, the body as it would leave, gzipped.
//!
//! Who plays sets the clock to each line's time before the line, opens with seed 1 and after each `restart` with the next
//! one, completes each turn-off before the next line, and sends all that waits before each restart and at the end; each
//! request is answered with 200.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::read::GzDecoder;
use serde_json::{Value as Json, json};
use sordino_adapters::{Folder, KeyFile};
use sordino_engine::crash::Source;
use sordino_engine::ledger::{Limiter, State};
use sordino_engine::ports::memory::{Counted, HandClock};
use sordino_engine::upload::{Cancel, Next, Reply, Request};
use sordino_engine::{Account, Crash, Engine, Event, Facts, Options, Ports, Shown, Value};
use sordino_policy::Policy;

const SHOWN: Shown<'_> = Shown {
    locale: "en",
    how: "settings",
};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [policy, day, recorded] = words.as_slice() else {
        eprintln!("usage: day_wire POLICY_JSON DAY RECORDED");
        return ExitCode::from(2);
    };
    let policy = Policy::from_json(&fs::read(policy).expect("the policy can be read"));
    let day = fs::read_to_string(day).expect("the day can be read");
    let played = play(&policy.expect("the policy is one"), &day);
    let recorded = fs::read_to_string(recorded).expect("what was recorded can be read");
    let recorded: Vec<Json> = recorded.lines().map(parse).map(unpacked).collect();
    let first =
        (0..played.len().max(recorded.len())).find(|at| played.get(*at) != recorded.get(*at));
    match first {
        None if !played.is_empty() => {
            println!("{} requests, each the same", played.len());
            ExitCode::SUCCESS
        }
        _ => {
            let at = first.unwrap_or_default();
            println!("{} requests here, {} there", played.len(), recorded.len());
            println!("request {at} here:  {}", shown(played.get(at)));
            println!("request {at} there: {}", shown(recorded.get(at)));
            ExitCode::FAILURE
        }
    }
}

struct NeverCancelled;

impl Cancel for NeverCancelled {
    fn cancel(&self) {}
}

fn play(policy: &Policy, day: &str) -> Vec<Json> {
    let place = tempfile::tempdir().expect("there is room");
    let clock = HandClock::at(0);
    let mut seed = 0;
    let mut open = |clock: &HandClock| {
        seed += 1;
        opened(policy, place.path(), clock, seed)
    };
    let mut requests = Vec::new();
    let mut engine = None;
    for line in day.lines().map(parse) {
        clock.set(millis(&line));
        let running = engine.get_or_insert_with(|| open(&clock));
        if line["kind"] == "restart" {
            send(running, &mut requests);
            engine = Some(open(&clock));
        } else {
            one(running, &line);
        }
    }
    if let Some(engine) = &engine {
        send(engine, &mut requests);
    }
    requests
}

fn opened(policy: &Policy, place: &Path, clock: &HandClock, seed: u64) -> Engine {
    let ports = Ports {
        files: Box::new(Folder::new(place.join("files")).expect("the folder can be made")),
        keys: Box::new(KeyFile::new(place.join("keys")).expect("the folder can be made")),
        clock: Box::new(clock.clone()),
        random: Box::new(Counted::from(seed)),
        vendors: Vec::new(),
    };
    let facts = Facts {
        app_version: Some("5.3.1".into()),
        os_version: Some("18.3.1".into()),
        ..Facts::default()
    };
    let options = Options {
        facts,
        ..Options::default()
    };
    let engine = Engine::open(policy.clone(), ports, options).expect("it opens");
    engine.tidy();
    engine
}

fn one(engine: &Engine, line: &Json) {
    let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
    match line["kind"].as_str() {
        Some("event") => {
            let members = line["properties"].as_object().expect("the schema says so");
            let properties: Vec<(&str, Value<'_>)> = members
                .iter()
                .map(|(key, value)| (key.as_str(), plain(value)))
                .collect();
            engine.record(&Event {
                name: &text("event"),
                properties: &properties,
            });
        }
        Some("crash") => {
            let report = match line["base64"].as_str() {
                Some(bytes) => BASE64_STANDARD.decode(bytes).expect("the schema says so"),
                None => text("text").into_bytes(),
            };
            engine.crash(&Crash {
                source: source(&text("source")),
                report: &report,
                happened: None,
            });
        }
        Some("choice") => choose(engine, &text("purpose"), &text("choice")),
        Some("signal") => {
            let limiter = match text("signal").as_str() {
                "age" => Limiter::Age,
                "organisation" => Limiter::Organisation,
                "os" => Limiter::Os,
                _ => Limiter::Signal,
            };
            let allows = line["allows"] == true;
            let closed = engine.limit(limiter, line["purpose"].as_str(), allows);
            for receipt in closed.expect("it can be told") {
                engine.complete(&receipt);
            }
        }
        Some("sign_in") => {
            let account = Account {
                user_id: Some(text("user_id")),
                customer_id: Some(text("customer_id")),
            };
            let values = line["values"].as_array().into_iter().flatten();
            let values: Vec<String> = values
                .filter_map(|value| Some(value.as_str()?.to_owned()))
                .collect();
            engine.sign_in(account, &values);
        }
        Some("sign_out") => engine.sign_out(),
        // The network is there whenever something is sent here.
        _ => {}
    }
}

fn choose(engine: &Engine, purpose: &str, choice: &str) {
    let receipts = match choice {
        "turn_on" => {
            engine.turn_on(purpose, SHOWN).expect("it can be on");
            Vec::new()
        }
        "turn_off" => vec![engine.turn_off(purpose, SHOWN).expect("it can be off")],
        "refuse" => engine
            .choose(purpose, State::Refused, SHOWN)
            .expect("it can be refused"),
        _ => engine
            .choose(purpose, State::Deferred, SHOWN)
            .expect("it can be put off"),
    };
    for receipt in receipts {
        engine.complete(&receipt);
    }
}

fn send(engine: &Engine, requests: &mut Vec<Json>) {
    while let Next::Ready(ticket) = engine.next_upload() {
        let Ok(request) = engine.begin(ticket, Arc::new(NeverCancelled)) else {
            continue;
        };
        let id = request.id;
        requests.push(unpacked(recorded(&request)));
        engine.report(
            id,
            &Reply::Answered {
                status: 200,
                retry_after: None,
            },
        );
    }
}

fn recorded(request: &Request) -> Json {
    let headers: Vec<Json> = request
        .headers
        .iter()
        .map(|(name, value)| json!([name, value]))
        .collect();
    json!({"url": request.url, "headers": headers, "body": BASE64_STANDARD.encode(&request.body)})
}

/// The same with the bytes of its body as they are before gzip.
fn unpacked(mut request: Json) -> Json {
    let body = request["body"].as_str().unwrap_or_default();
    let body = BASE64_STANDARD.decode(body).expect("it is base64");
    let mut bytes = Vec::new();
    GzDecoder::new(&body[..])
        .read_to_end(&mut bytes)
        .expect("it is gzipped");
    request["body"] = String::from_utf8(bytes).expect("it is text").into();
    request
}

fn plain(json: &Json) -> Value<'static> {
    match json {
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::Int(whole),
            None => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(text) => Value::from(text.clone()),
        Json::Array(items) => Value::List(items.iter().map(plain).collect()),
        Json::Object(members) => {
            let members = members
                .iter()
                .map(|(key, value)| (key.clone().into(), plain(value)));
            Value::Map(members.collect())
        }
        Json::Null => Value::List(Vec::new()),
    }
}

fn source(word: &str) -> Source {
    match word {
        "rust" => Source::Rust,
        "jvm" => Source::Jvm,
        "nsexception" => Source::NsException,
        "metrickit" => Source::MetricKit,
        "tombstone" => Source::Tombstone,
        "anr" => Source::Anr,
        other => panic!("the day's schema has no source {other}"),
    }
}

fn millis(line: &Json) -> i64 {
    let at: jiff::Timestamp = line["at"]
        .as_str()
        .unwrap_or_default()
        .parse()
        .expect("the schema says so");
    at.as_millisecond()
}

fn parse(line: &str) -> Json {
    serde_json::from_str(line).expect("each line is JSON")
}

fn shown(request: Option<&Json>) -> String {
    request.map_or("none".into(), |request| {
        let text = request.to_string();
        text.chars().take(2_000).collect()
    })
}
