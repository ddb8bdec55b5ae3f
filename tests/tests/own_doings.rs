//! What the engine tells of its own doings to whoever links it in Rust.

use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

use sordino_engine::{Account, Options, Value};
use sordino_tests::{Rig, event, policy};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Keeps every word that is told.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<String>>);

impl Visit for Ear {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        heard.push_str(&format!("{field}={value:?} "));
    }
}

impl Subscriber for Ear {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sordino"
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// What is told of a short life of an engine, in which a person signs in and says something.
fn heard(options: Options) -> String {
    let ear = Ear::default();
    tracing::subscriber::with_default(ear.clone(), || {
        let engine = Rig::default().open_with(policy(), options);
        engine
            .turn_on("usage", Rig::SHOWN)
            .expect("it can be turned on");
        let account = Account {
            user_id: Some("mara77".into()),
            ..Account::default()
        };
        engine.sign_in(account, &["Mara Vogt".into()]);
        let properties = [("source", Value::from("a secret of hers"))];
        engine.record(&event("alert_opened", &properties));
        Rig::drain(&engine);
        let receipt = engine
            .turn_off("usage", Rig::SHOWN)
            .expect("it can be turned off");
        engine.complete(&receipt);
    });
    ear.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

#[test]
fn own_doings_are_told_and_name_no_person() {
    let heard = heard(Options::default());
    for told in [
        "recovered",
        "opened",
        "changed",
        "upload",
        "reported",
        "barrier",
    ] {
        assert!(
            heard.contains(&format!("message={told}")),
            "{told}: {heard}"
        );
    }
    for kept in ["mara77", "Mara", "secret", "settings"] {
        assert!(!heard.contains(kept), "{kept}: {heard}");
    }
}

#[test]
fn decisions_are_told_without_what_was_offered() {
    let heard = heard(Options {
        keep_decisions: true,
        ..Options::default()
    });
    for told in [
        "message=usage is on",
        "message=event alert_opened (usage) for segment:",
        "message=segment answered 200:",
    ] {
        assert!(heard.contains(told), "{told}: {heard}");
    }
    for kept in ["mara77", "Mara", "secret", "settings"] {
        assert!(!heard.contains(kept), "{kept}: {heard}");
    }
}
