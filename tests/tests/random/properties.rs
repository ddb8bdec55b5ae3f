//! For random policies, choices, records, restarts, faults and clocks: nothing unconsented and
//! nothing unminimised is ever stored or sent.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value as Json;
use sordino_engine::crash::Source;
use sordino_engine::ledger::{Limiter, State};
use sordino_engine::upload::{Answer, Reply, Request};
use sordino_engine::{Account, Crash, Engine, Options, Outcome, Value};
use sordino_policy::{FieldRule, Policy, RecipientKind};
use sordino_testkit::memory::Fault;
use sordino_tests::{Rig, event, policy, unpack};

/// Values that must never be found, one of each sort.
const PLANTED: [&str; 5] = [
    "tilde.ostermann@example.org",
    "+49 30 23125 871",
    "203.0.113.187",
    "u-raw-4711-xyz",
    "alert-raw-0815",
];

/// One thing that happens.
#[derive(Debug, Clone)]
enum Act {
    On(usize),
    Off(usize),
    Choose(usize, State),
    Limit(Limiter, bool),
    Record(usize, usize),
    Crash(usize),
    SignIn,
    SignOut,
    Upload(u16),
    Clock(i64),
    Restart,
    Kill,
    Complete,
    Fault(u64, Fault),
}

const PURPOSES: [&str; 4] = ["usage", "crashes", "stability", "early"];
const EVENTS: [&str; 3] = ["alert_opened", "connection_lost", "first_seen"];

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let state = prop_oneof![
        Just(State::Refused),
        Just(State::Informed),
        Just(State::Objected),
        Just(State::Deferred)
    ];
    let limiter = prop_oneof![
        Just(Limiter::Os),
        Just(Limiter::Organisation),
        Just(Limiter::Age),
        Just(Limiter::Signal)
    ];
    let fault = prop_oneof![
        Just(Fault::Fails),
        Just(Fault::CutShort),
        Just(Fault::WrittenButFails)
    ];
    let status = prop_oneof![Just(200_u16), Just(503), Just(413), Just(400), Just(302)];
    let act = prop_oneof![
        4 => (0..4_usize).prop_map(Act::On),
        2 => (0..4_usize).prop_map(Act::Off),
        2 => (0..4_usize, state).prop_map(|(at, state)| Act::Choose(at, state)),
        1 => (limiter, any::<bool>()).prop_map(|(limiter, allows)| Act::Limit(limiter, allows)),
        8 => (0..3_usize, 0..5_usize).prop_map(|(name, value)| Act::Record(name, value)),
        2 => (0..5_usize).prop_map(Act::Crash),
        1 => Just(Act::SignIn),
        1 => Just(Act::SignOut),
        3 => status.prop_map(Act::Upload),
        1 => (-4_000_000_000_i64..4_000_000_000).prop_map(Act::Clock),
        1 => Just(Act::Restart),
        1 => Just(Act::Kill),
        1 => Just(Act::Complete),
        1 => (0..12_u64, fault).prop_map(|(step, fault)| Act::Fault(step, fault)),
    ];
    proptest::collection::vec(act, 1..40)
}

/// The rig's policy, with some fields under stricter rules or gone.
fn policies() -> impl Strategy<Value = Policy> {
    proptest::collection::vec(0..4_u8, 40).prop_map(|changes| {
        let mut policy = policy();
        let mut at = 0;
        policy.fields.retain_mut(|field| {
            at += 1;
            match changes.get(at).copied().unwrap_or(0) {
                1 => field.recipients.truncate(1),
                2 if field.rule == FieldRule::Keep => field.rule = FieldRule::Scrub,
                3 => return false,
                _ => {}
            }
            true
        });
        policy.hash = policy.content_hash();
        policy
    })
}

/// Whether a purpose may be open, as the app alone can tell: the last word of each.
#[derive(Default)]
struct Allowed {
    yes: BTreeSet<&'static str>,
    forbidden: BTreeSet<Limiter>,
}

struct Play {
    rig: Rig,
    engine: Engine,
    policy: Policy,
    allowed: Allowed,
    receipts: Vec<sordino_engine::receipt::Receipt>,
    sent: Vec<Request>,
}

impl Play {
    fn new(policy: Policy) -> Self {
        let rig = Rig::default();
        let engine = rig.open_with(policy.clone(), Options::default());
        Self {
            rig,
            engine,
            policy,
            allowed: Allowed::default(),
            receipts: Vec::new(),
            sent: Vec::new(),
        }
    }

    fn reopen(&mut self, rig: Rig) {
        self.rig = rig;
        self.engine = self.rig.open_with(self.policy.clone(), Options::default());
    }

    fn may(&self, purpose: &str) -> bool {
        self.allowed.yes.contains(purpose) && self.allowed.forbidden.is_empty()
    }

    fn act(&mut self, act: &Act) -> Result<(), TestCaseError> {
        match act {
            Act::On(at) => {
                // Even one that failed may have been written: the person said yes.
                self.allowed.yes.insert(PURPOSES[*at]);
                let _ = self.engine.turn_on(PURPOSES[*at], Rig::SHOWN);
            }
            Act::Off(at) => {
                if let Ok(receipt) = self.engine.turn_off(PURPOSES[*at], Rig::SHOWN) {
                    self.allowed.yes.remove(PURPOSES[*at]);
                    self.receipts.push(receipt);
                }
            }
            Act::Choose(at, state) => {
                let told = *state == State::Informed && PURPOSES[*at] == "stability";
                if told {
                    self.allowed.yes.insert(PURPOSES[*at]);
                }
                if self
                    .engine
                    .choose(PURPOSES[*at], *state, Rig::SHOWN)
                    .is_ok()
                    && !told
                {
                    self.allowed.yes.remove(PURPOSES[*at]);
                }
            }
            Act::Limit(limiter, allows) => {
                let done = self.engine.limit(*limiter, None, *allows).is_ok();
                match allows {
                    true => {
                        self.allowed.forbidden.remove(limiter);
                    }
                    false if done => {
                        self.allowed.forbidden.insert(*limiter);
                    }
                    false => {}
                }
            }
            Act::Record(name, value) => {
                let properties = [
                    (
                        "message",
                        Value::from(format!("call {} now", PLANTED[*value % 3])),
                    ),
                    ("alert_id", PLANTED[4].into()),
                    ("secret", PLANTED[3].into()),
                    ("unlisted", PLANTED[*value].into()),
                    (
                        "details",
                        Value::Map(vec![
                            ("status".into(), 5.into()),
                            ("who".into(), PLANTED[3].into()),
                        ]),
                    ),
                ];
                let outcome = self.engine.record(&event(EVENTS[*name], &properties));
                let purpose = ["usage", "stability", "early"][*name];
                if let Outcome::Accepted(_) = outcome {
                    prop_assert!(
                        self.may(purpose),
                        "{purpose} took a record that nobody allowed"
                    );
                }
            }
            Act::Crash(value) => {
                let report = format!(
                    "java.lang.IllegalStateException: closed by {}\n\tat app.Main.main(Main.kt:7)\n",
                    PLANTED[*value % 3]
                );
                let crash = Crash {
                    source: Source::Jvm,
                    report: report.as_bytes(),
                    happened: None,
                };
                for outcome in self.engine.crash(&crash) {
                    if let Outcome::Accepted(_) = outcome {
                        prop_assert!(
                            self.may("crashes"),
                            "a crash report was taken that nobody allowed"
                        );
                    }
                }
            }
            Act::SignIn => {
                let account = Account {
                    user_id: Some(PLANTED[3].into()),
                    customer_id: None,
                };
                self.engine.sign_in(account, &[]);
            }
            Act::SignOut => self.engine.sign_out(),
            Act::Upload(status) => {
                if let Some(request) = Rig::begin(&self.engine) {
                    prop_assert!(self.may(&request.purpose), "{} was sent", request.purpose);
                    let reply = Reply::Answered(Answer::of(*status));
                    self.engine.report(request.id, &reply);
                    self.sent.push(request);
                }
            }
            Act::Clock(by) => self.rig.clock.advance(*by),
            Act::Restart => {
                let rig = self.rig.clone();
                self.reopen(rig);
            }
            Act::Kill => {
                let rig = self.rig.after_kill();
                self.reopen(rig);
            }
            Act::Complete => {
                for receipt in std::mem::take(&mut self.receipts) {
                    self.engine.complete(&receipt);
                }
            }
            Act::Fault(step, fault) => self.rig.disk.set_fault(*step, *fault),
        }
        Ok(())
    }

    fn nothing_planted_is_anywhere(&self) -> Result<(), TestCaseError> {
        let disk = self.rig.disk.contents().into_values();
        let sent = self.sent.iter().map(|request| unpack(&request.body));
        for bytes in disk.chain(sent) {
            let text = String::from_utf8_lossy(&bytes);
            for planted in PLANTED {
                prop_assert!(!text.contains(planted), "{planted} is there");
            }
        }
        Ok(())
    }

    fn every_leaf_is_listed(&self) -> Result<(), TestCaseError> {
        for request in &self.sent {
            let recipient = self
                .policy
                .recipients
                .iter()
                .find(|one| one.id == request.recipient);
            let recipient = recipient.expect("requests go to declared recipients");
            let has = |field: &str| {
                self.policy
                    .fields
                    .iter()
                    .any(|one| one.name == field && one.recipients.contains(&recipient.id))
            };
            let body = unpack(&request.body);
            match recipient.kind {
                RecipientKind::Segment => {
                    let body: Json = serde_json::from_slice(&body).expect("it is JSON");
                    for message in body["batch"].as_array().expect("it is a batch") {
                        for (path, name) in leaves(message) {
                            let listed = segment_field(&path, &name).is_none_or(has);
                            prop_assert!(listed, "{path} is not listed for {}", recipient.id);
                        }
                    }
                }
                _ => {
                    let event = body.split(|byte| *byte == b'\n').nth(2).expect("an event");
                    let event: Json = serde_json::from_slice(event).expect("it is JSON");
                    for (path, _) in leaves(&event) {
                        let fields = sentry_fields(&path);
                        let listed = fields.is_empty() || fields.iter().any(|field| has(field));
                        prop_assert!(listed, "{path} is not listed for {}", recipient.id);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Every leaf with its path, list places left out, and the key it stands under.
fn leaves(value: &Json) -> Vec<(String, String)> {
    fn walk(value: &Json, path: &str, key: &str, found: &mut Vec<(String, String)>) {
        match value {
            Json::Object(members) => {
                members
                    .iter()
                    .for_each(|(key, value)| walk(value, &format!("{path}.{key}"), key, found));
            }
            Json::Array(items) => items.iter().for_each(|item| walk(item, path, key, found)),
            _ => found.push((path.to_owned(), key.to_owned())),
        }
    }
    let mut found = Vec::new();
    walk(value, "", "", &mut found);
    found
}

/// The policy's field of a leaf of a Segment message; none for the sink's constants.
fn segment_field<'a>(path: &str, key: &'a str) -> Option<&'a str> {
    match path {
        // Constants of the sink: the kind of message, its id, the event's name, Segment's own switch.
        ".type" | ".messageId" | ".event" | ".context.ip" => None,
        ".userId" => Some("user_id"),
        ".anonymousId" => Some("device_id"),
        ".timestamp" => Some("timestamp"),
        ".context.app.version" => Some("app_version"),
        ".context.app.build" => Some("app_build"),
        ".context.os.name" => Some("os_name"),
        ".context.os.version" => Some("os_version"),
        ".context.device.model" => Some("device_model"),
        ".context.locale" => Some("locale"),
        ".context.timezone" => Some("time_zone"),
        ".context.groupId" => Some("customer_id"),
        path if path.starts_with(".properties.") => Some(key),
        _ => Some("nothing else may stand in a message"),
    }
}

/// The policy's fields that a leaf of a Sentry event may come from; none for the sink's constants.
fn sentry_fields(path: &str) -> Vec<&'static str> {
    match path {
        ".event_id" | ".level" | ".platform" => vec![],
        ".contexts.os.type"
        | ".contexts.device.type"
        | ".contexts.app.type"
        | ".contexts.culture.type" => vec![],
        ".timestamp" => vec!["crash_time"],
        ".release" | ".contexts.app.app_version" => vec!["app_version"],
        ".dist" | ".contexts.app.app_build" => vec!["app_build"],
        ".user.id" => vec!["user_id", "device_id"],
        ".contexts.os.name" => vec!["os_name"],
        ".contexts.os.version" => vec!["os_version"],
        ".contexts.device.family" => vec!["device_model"],
        ".contexts.culture.locale" => vec!["locale"],
        ".contexts.culture.timezone" => vec!["time_zone"],
        // Without a type the sink says "crash": a constant.
        ".exception.values.type" => vec![],
        ".exception.values.value" => vec!["exception_value"],
        path if path.ends_with(".frames.function") => vec!["stack_function"],
        path if path.ends_with(".frames.module") => vec!["stack_module"],
        path if path.ends_with(".frames.filename") => vec!["stack_file"],
        path if path.ends_with(".frames.lineno") => vec!["stack_line"],
        _ => vec!["nothing else may stand in an event"],
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn nothing_unconsented_or_unminimised_is_kept(
        policy in policies(),
        acts in acts(),
    ) {
        let mut play = Play::new(policy);
        for act in &acts {
            play.act(act)?;
            play.nothing_planted_is_anywhere()?;
        }
        play.every_leaf_is_listed()?;
    }
}
