//! One random session.

use proptest::prelude::*;
use proptest::sample::select;
use sordino_engine::crash::Source;
use sordino_engine::ledger::{Limiter, State};
use sordino_engine::upload::{Answer, Reply, Request};
use sordino_engine::{Account, Crash, Engine, Facts, Options, Outcome};
use sordino_policy::{BeforeChoice, Policy};
use sordino_tests::{Rig, event, unpack};

use crate::oracle::Oracle;
use crate::values::{CUSTOMER, KINDS, PERSONAL, USER, value};
use crate::wire;

const PURPOSES: [&str; 4] = ["usage", "crashes", "stability", "early"];
const EVENTS: [(&str, &str); 3] = [
    ("alert_opened", "usage"),
    ("connection_lost", "stability"),
    ("first_seen", "early"),
];
const PROPERTIES: [&str; 11] = [
    "minutes",
    "open",
    "ratio",
    "message",
    "alert_id",
    "channel",
    "size",
    "secret",
    "only_segment",
    "details",
    "tags",
];

/// One thing that happens.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    On(&'static str),
    Off(&'static str),
    Choose(&'static str, State),
    Limit(Limiter, bool),
    Record(usize, Vec<(&'static str, usize)>),
    Crash(usize),
    SignIn(bool),
    Upload(u16),
    Complete,
    /// Another process of the same app goes on.
    Other,
    Restart,
    Kill,
}

pub(crate) fn acts() -> impl Strategy<Value = Vec<Act>> {
    let purpose = || select(PURPOSES.to_vec());
    let state = select(vec![
        State::Requested,
        State::Deferred,
        State::Refused,
        State::Informed,
        State::Objected,
    ]);
    let limiter = select(vec![
        Limiter::Os,
        Limiter::Organisation,
        Limiter::Age,
        Limiter::Signal,
    ]);
    let mut keys = PROPERTIES.to_vec();
    keys.extend(["unlisted", "user_id", "email", "timestamp"]);
    let properties = proptest::collection::vec((select(keys), 0..KINDS), 1..8);
    let act = prop_oneof![
        5 => purpose().prop_map(Act::On),
        1 => purpose().prop_map(Act::Off),
        2 => (purpose(), state).prop_map(|(purpose, state)| Act::Choose(purpose, state)),
        1 => (limiter, prop::bool::weighted(0.7)).prop_map(|(limiter, allows)| Act::Limit(limiter, allows)),
        10 => (0..EVENTS.len(), properties).prop_map(|(name, properties)| Act::Record(name, properties)),
        2 => (0..PERSONAL.len()).prop_map(Act::Crash),
        1 => any::<bool>().prop_map(Act::SignIn),
        2 => select(vec![200, 503, 413]).prop_map(Act::Upload),
        1 => Just(Act::Complete),
        2 => Just(Act::Other),
        1 => Just(Act::Restart),
        1 => Just(Act::Kill),
    ];
    proptest::collection::vec(act, 1..40)
}

/// A device under one policy.
pub(crate) struct Play {
    rig: Rig,
    engine: Engine,
    /// A second process on the same folder.
    other: Engine,
    policy: Policy,
    oracle: Oracle,
    receipts: Vec<sordino_engine::receipt::Receipt>,
}

fn open(rig: &Rig, policy: &Policy) -> Engine {
    let engine = rig.open_with(policy.clone(), Options::default());
    engine.set_facts(Facts {
        app_version: Some("5.2.1".into()),
        app_build: Some("4711".into()),
        os_name: Some("Android".into()),
        os_version: Some("15.1.2".into()),
        device_model: Some("Pixel 8 Pro".into()),
        locale: Some("de-AT".into()),
        utc_offset_minutes: Some(60),
        device_id: Some(USER.into()),
    });
    engine
}

impl Play {
    pub(crate) fn new(policy: Policy) -> Self {
        let rig = Rig::default();
        Self {
            engine: open(&rig, &policy),
            other: open(&rig, &policy),
            rig,
            policy,
            oracle: Oracle::default(),
            receipts: Vec::new(),
        }
    }

    pub(crate) fn act(&mut self, act: &Act) -> Result<(), TestCaseError> {
        match act {
            Act::On(purpose) => {
                self.oracle.on(&self.policy, purpose);
                let turned = self.engine.turn_on(purpose, Rig::SHOWN);
                let turned = turned.map_err(|error| TestCaseError::fail(error.to_string()))?;
                prop_assert_eq!(
                    turned.open,
                    self.is_open(purpose),
                    "{} after a yes",
                    purpose
                );
            }
            Act::Off(purpose) => {
                self.oracle.off(&self.policy, purpose);
                let receipt = self.engine.turn_off(purpose, Rig::SHOWN);
                self.receipts
                    .push(receipt.map_err(|error| TestCaseError::fail(error.to_string()))?);
            }
            Act::Choose(purpose, state) => {
                self.oracle.word(purpose, *state);
                let chosen = self.engine.choose(purpose, *state, Rig::SHOWN);
                chosen.map_err(|error| TestCaseError::fail(error.to_string()))?;
            }
            Act::Limit(limiter, allows) => {
                self.oracle.ban(*limiter, *allows);
                let limited = self.engine.limit(*limiter, None, *allows);
                limited.map_err(|error| TestCaseError::fail(error.to_string()))?;
            }
            Act::Record(at, properties) => {
                let (name, purpose) = EVENTS[*at];
                let properties: Vec<_> = properties
                    .iter()
                    .map(|(key, kind)| (*key, value(*kind)))
                    .collect();
                let outcome = self.engine.record(&event(name, &properties));
                self.fits_the_words(purpose, &outcome)?;
            }
            Act::Crash(personal) => {
                let report = format!(
                    "java.lang.IllegalStateException: closed by {}\n\tat app.Main.main(Main.kt:7)\n",
                    PERSONAL[*personal]
                );
                let crash = Crash {
                    source: Source::Jvm,
                    report: report.as_bytes(),
                    happened: None,
                };
                for outcome in self.engine.crash(&crash) {
                    self.fits_the_words("crashes", &outcome)?;
                }
            }
            Act::SignIn(true) => {
                let account = Account {
                    user_id: Some(USER.into()),
                    customer_id: Some(CUSTOMER.into()),
                };
                self.engine.sign_in(account, &[]);
            }
            Act::SignIn(false) => self.engine.sign_out(),
            Act::Upload(status) => {
                if let Some(request) = Rig::begin(&self.engine) {
                    self.fits_the_policy(&request)?;
                    let reply = Reply::Answered(Answer::of(*status));
                    self.engine.report(request.id, &reply);
                }
            }
            Act::Complete => {
                for receipt in std::mem::take(&mut self.receipts) {
                    let completed = self.engine.complete(&receipt);
                    prop_assert!(completed.files_gone);
                }
            }
            Act::Other => {
                std::mem::swap(&mut self.engine, &mut self.other);
                // It may take a second to hear of a yes, and asks when it has something to say.
                self.rig.clock.advance(1001);
                let crash = Crash {
                    source: Source::Jvm,
                    report: b"java.lang.Error\n\tat app.Main.main(Main.kt:7)\n",
                    happened: None,
                };
                // The first may meet a yes that is no more, the second hears of the new one. Where its vault key
                // is a new one too, no record asks the key store for it: a refresh does.
                for round in 0..2 {
                    if round == 1 {
                        self.engine.refresh();
                    }
                    for (name, _) in EVENTS {
                        self.engine.record(&event(name, &[]));
                    }
                    self.engine.crash(&crash);
                }
            }
            Act::Restart => self.engine = open(&self.rig, &self.policy),
            Act::Kill => {
                self.rig = self.rig.after_kill();
                self.engine = open(&self.rig, &self.policy);
                self.other = open(&self.rig, &self.policy);
            }
        }
        prop_assert!(!self.engine.condition().broken, "it panicked inside");
        for purpose in PURPOSES {
            let open = self.engine.status(purpose).is_some_and(|one| one.open);
            prop_assert_eq!(open, self.is_open(purpose), "{} after {:?}", purpose, act);
        }
        Ok(())
    }

    pub(crate) fn upload_the_rest(&mut self) -> Result<(), TestCaseError> {
        self.rig.clock.advance(7_200_000);
        while let Some(request) = Rig::begin(&self.engine) {
            self.fits_the_policy(&request)?;
            let reply = Reply::Answered(Answer::of(200));
            self.engine.report(request.id, &reply);
        }
        Ok(())
    }

    fn is_open(&self, purpose: &str) -> bool {
        let purposes = &self.policy.purposes;
        let purpose = purposes.iter().find(|one| one.id == purpose);
        self.oracle
            .is_open(&self.policy, purpose.expect("the rig declares it"))
    }

    fn fits_the_words(&self, purpose: &str, outcome: &Outcome) -> Result<(), TestCaseError> {
        let open = self.is_open(purpose);
        let accepted = Rig::is_accepted(outcome);
        prop_assert_eq!(accepted, open, "{}: {:?}", purpose, outcome);
        let purposes = &self.policy.purposes;
        let declared = purposes.iter().find(|one| one.id == purpose);
        let declared = declared.expect("the rig declares it");
        let may_hold = match outcome {
            Outcome::HeldInMemory => {
                matches!(declared.before_choice, BeforeChoice::HoldInMemory { .. })
            }
            Outcome::HeldSealed => {
                matches!(declared.before_choice, BeforeChoice::HoldSealed { .. })
            }
            _ => return Ok(()),
        };
        prop_assert!(may_hold, "{}: {:?}", purpose, outcome);
        prop_assert!(!self.oracle.is_chosen(purpose), "{} was chosen", purpose);
        Ok(())
    }

    fn fits_the_policy(&self, request: &Request) -> Result<(), TestCaseError> {
        prop_assert!(
            self.is_open(&request.purpose),
            "{} was sent",
            request.purpose
        );
        wire::holds(&self.policy, &request.recipient, &unpack(&request.body))
            .map_err(TestCaseError::fail)
    }
}
