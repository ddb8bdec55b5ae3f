//! Errors that the app caught, and what it did before.

use serde_json::Value as Json;
use sordino_engine::crash::Source;
use sordino_engine::{Account, Crash, Engine, Outcome, Refusal};
use sordino_tests::{Rig, START, on, unpack};

const ERROR: Crash<'_> = Crash {
    source: Source::Jvm,
    report: b"java.io.IOException: reset\n\tat app.Alerts.load(Alerts.kt:42)\n",
    happened: None,
};

/// The event of the only envelope that leaves for Sentry.
fn sent(engine: &Engine) -> Json {
    let requests = Rig::drain(engine);
    let mut sentry = requests.iter().filter(|one| one.recipient == "sentry");
    let body = unpack(&sentry.next().expect("one leaves").body);
    assert!(sentry.next().is_none(), "one alone");
    let text = String::from_utf8(body).expect("it is a text");
    serde_json::from_str(text.lines().nth(2).expect("three lines")).expect("it is JSON")
}

fn messages(event: &Json) -> Vec<&str> {
    let values = event["breadcrumbs"]["values"].as_array();
    let values = values.into_iter().flatten();
    values.filter_map(|one| one["message"].as_str()).collect()
}

fn open() -> (Rig, Engine) {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "crashes");
    (rig, engine)
}

#[test]
fn a_handled_error_is_no_crash_at_sentry() {
    let (_rig, engine) = open();
    assert!(engine.handled(&ERROR).iter().all(Rig::is_accepted));
    let event = sent(&engine);
    assert_eq!(event["level"], Json::Null, "which is an error");
    let mechanism = &event["exception"]["values"][0]["mechanism"];
    assert_eq!(mechanism["handled"], true);
    assert!(engine.crash(&ERROR).iter().all(Rig::is_accepted));
    let event = sent(&engine);
    assert_eq!(event["level"], "fatal");
    assert_eq!(event["exception"]["values"][0]["mechanism"], Json::Null);
}

#[test]
fn a_report_takes_the_last_breadcrumbs_along() {
    let (_rig, engine) = open();
    for number in 0..31 {
        assert!(engine.breadcrumb(&format!("step {number} {}", "ä".repeat(200))));
    }
    engine.handled(&ERROR);
    let event = sent(&engine);
    let messages = messages(&event);
    assert_eq!(messages.len(), 30);
    assert!(messages[0].starts_with("step 1 ä"), "{}", messages[0]);
    assert!(messages.iter().all(|one| one.len() <= 200));
}

#[test]
fn breadcrumbs_leave_scrubbed_and_without_ids() {
    let (_rig, engine) = open();
    let account = Account {
        user_id: Some("mara77".into()),
        ..Account::default()
    };
    engine.sign_in(account, &["Mara Vogt".into()]);
    engine.breadcrumb("called mara.vogt@example.org for mara77, Mara Vogt");
    engine.crash(&ERROR);
    let event = sent(&engine).to_string();
    assert!(event.contains("called "), "{event}");
    for kept in ["example.org", "mara77", "Vogt"] {
        assert!(!event.contains(kept), "{kept}: {event}");
    }
}

#[test]
fn breadcrumbs_die_with_the_off() {
    let (_rig, engine) = open();
    engine.breadcrumb("before the off");
    engine
        .turn_off("crashes", Rig::SHOWN)
        .expect("it can be turned off");
    assert!(!engine.breadcrumb("while it is off"));
    on(&engine, "crashes");
    engine.breadcrumb("after the yes");
    engine.crash(&ERROR);
    assert_eq!(messages(&sent(&engine)), ["after the yes"]);
}

#[test]
fn breadcrumbs_die_with_the_sign_out() {
    let (_rig, engine) = open();
    let person = |id: &str| Account {
        user_id: Some(id.into()),
        ..Account::default()
    };
    let told = |text: &str| {
        engine.breadcrumb(text);
        engine.handled(&ERROR);
        let event = sent(&engine);
        messages(&event).join(", ")
    };
    engine.breadcrumb("the app began");
    engine.sign_in(person("usr_Q7rT2mVx9KpL"), &["Mara Vogt".into()]);
    assert_eq!(
        told("opened Mara Vogt's rota"),
        "the app began, opened [known]'s rota"
    );
    engine.sign_in(person("usr_Q7rT2mVx9KpL"), &["Mara Vogt-Ott".into()]);
    engine.handled(&ERROR);
    let event = sent(&engine);
    assert_eq!(messages(&event).len(), 2, "the same person goes on");
    engine.sign_in(person("usr_W1uE6oXz3NbM"), &["Ben Osei".into()]);
    assert_eq!(told("closed it"), "closed it");
    engine.sign_out();
    assert_eq!(told("looked around"), "looked around");
}

#[test]
fn another_processs_off_ends_breadcrumbs_too() {
    let (rig, engine) = open();
    engine.breadcrumb("before the off");
    let other = rig.open();
    other
        .turn_off("crashes", Rig::SHOWN)
        .expect("it can be turned off");
    on(&other, "crashes");
    engine.refresh();
    engine.crash(&ERROR);
    assert_eq!(messages(&sent(&engine)), [""; 0]);
}

#[test]
fn an_earlier_processs_crash_takes_none_along() {
    let (_rig, engine) = open();
    engine.breadcrumb("of this process");
    let crash = Crash {
        happened: Some(START + 1),
        ..ERROR
    };
    let outcomes = engine.crash(&crash);
    assert!(outcomes.iter().all(Rig::is_accepted), "{outcomes:?}");
    assert_eq!(messages(&sent(&engine)), [""; 0]);
}

#[test]
fn a_handled_error_is_refused_while_off() {
    let rig = Rig::default();
    let engine = rig.open();
    let refused = Outcome::Refused(Refusal::Closed);
    assert_eq!(engine.handled(&ERROR), [refused]);
    assert!(!engine.breadcrumb("while it is off"));
}
