//! A request for deletion reaches the controller's endpoint, whatever is off by then, and nothing else does.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};
use sordino_engine::ledger::{Limiter, State};
use sordino_engine::upload::{Answer, Next, Reply, Reported, Request};
use sordino_engine::{Account, ChoiceError, DeletionStage, Engine, Options};
use sordino_policy::{Policy, compile};
use sordino_testkit::memory::Fault;
use sordino_tests::{POLICY, Rig, event, on, unpack};

const WAY: &str = r#"
[[purpose]]
id = "requests"
kind = "rights"
legal_basis = "legal_obligation"
device_access = "strictly_necessary"
device_access_reason = "The person asks for it."
data = ["device data"]
retention_days = 10
title.en = "Your requests"
title.de = "Ihre Anfragen"
text.en = "What you ask us to delete is passed on to those who got it."
text.de = "Was wir löschen sollen, geben wir an alle weiter, die es bekommen haben."

[[recipient]]
id = "controller"
name = "Kranich Systems GmbH"
kind = "rights"
endpoint = "https://rights.kranich-systems.de/v1/requests"
role = "controller"
country = "DE"
purposes = ["requests"]
retention_days = 10
"#;
pub(crate) const ENDPOINT: &str = "https://rights.kranich-systems.de/v1/requests";
const MINUTE: i64 = 60_000;
const DAY: i64 = 86_400_000;
const TRIES: usize = 20;

pub(crate) fn policy() -> Policy {
    let text = POLICY.replacen("\n[[field]]", &format!("{WAY}\n[[field]]"), 1);
    let today = "2026-11-24".parse().expect("it is a date");
    compile("privacy.toml", &text, today).expect("the policy is good")
}

pub(crate) fn open(rig: &Rig) -> Engine {
    rig.open_with(policy(), Options::default())
}

/// An engine whose recipients know somebody.
pub(crate) fn known(rig: &Rig) -> Engine {
    let engine = open(rig);
    for purpose in ["usage", "crashes"] {
        on(&engine, purpose);
    }
    let account = Account {
        user_id: Some("usr-4711".to_owned()),
        ..Account::default()
    };
    engine.sign_in(account, &[]);
    engine.record(&event("alert_opened", &[]));
    Rig::drain(&engine);
    assert_ne!(engine.issued().expect("there is a list"), []);
    engine
}

pub(crate) fn stage(engine: &Engine) -> DeletionStage {
    engine.deletion().expect("it can be read").stage
}

pub(crate) fn answer(engine: &Engine, request: &Request, status: u16) -> Reported {
    engine.report(request.id, &Reply::Answered(Answer::of(status)))
}

pub(crate) fn body(request: &Request) -> Json {
    serde_json::from_slice(&unpack(&request.body)).expect("a request is JSON")
}

pub(crate) fn named(sent: &Json) -> BTreeSet<String> {
    let rows = sent["pseudonyms"].as_array().expect("there are some");
    let names = rows.iter().filter_map(|row| row["pseudonym"].as_str());
    names.map(str::to_owned).collect()
}

pub(crate) fn pseudonyms(engine: &Engine) -> BTreeSet<String> {
    let issued = engine.issued().expect("there is a list").into_iter();
    issued.map(|one| one.pseudonym).collect()
}

#[test]
fn a_request_names_what_was_given_out() {
    let rig = Rig::default();
    let engine = known(&rig);
    let issued = engine.issued().expect("there is a list");

    let asked = engine.request_deletion().expect("it can be asked for");
    assert_eq!(asked.stage, DeletionStage::Owed);
    let request = Rig::begin(&engine).expect("it is ready");

    assert_eq!(
        (&*request.url, &*request.recipient),
        (ENDPOINT, "controller")
    );
    assert_eq!(request.records, issued.len() as u64);
    let sent = body(&request);
    let row = |one: &sordino_engine::Issued| {
        json!({
            "recipient": one.recipient,
            "purpose": one.purpose,
            "field": one.field,
            "pseudonym": one.pseudonym,
        })
    };
    let rows: Json = issued.iter().map(row).collect();
    assert_eq!(sent["pseudonyms"], rows);
    assert_eq!(sent["request"], "deletion");
    let members: Vec<_> = sent.as_object().expect("it is an object").keys().collect();
    assert_eq!(members, ["asked", "format", "id", "pseudonyms", "request"]);
    assert!(!sent.to_string().contains("4711"));

    for purpose in ["usage", "crashes"] {
        engine.turn_off(purpose, Rig::SHOWN).expect("it is off");
    }
    assert_eq!(answer(&engine, &request, 202), Reported::Delivered);
    assert_eq!(stage(&engine), DeletionStage::Confirmed);
    assert_eq!(
        pseudonyms(&engine),
        BTreeSet::new(),
        "nobody knows them now"
    );
    let standing = engine.status("requests").expect("it is declared");
    assert_eq!((standing.open, standing.state), (false, State::Terminated));
    assert!(matches!(engine.next_upload(), Next::Idle));
}

#[test]
fn a_request_outlives_withdrawal_erasure_and_kill() {
    let rig = Rig::default();
    let engine = known(&rig);
    let before = pseudonyms(&engine);
    engine.request_deletion().expect("it can be asked for");
    for purpose in ["usage", "crashes"] {
        engine.turn_off(purpose, Rig::SHOWN).expect("it is off");
    }
    engine.account_deleted().expect("all is erased");
    assert!(engine.status("requests").expect("it is declared").open);

    let rig = rig.after_kill();
    let engine = open(&rig);
    assert_eq!(stage(&engine), DeletionStage::Owed);
    let request = Rig::begin(&engine).expect("it is still owed");
    let sent = body(&request);
    assert_eq!(named(&sent), before);
    assert_eq!(answer(&engine, &request, 200), Reported::Delivered);
}

#[test]
fn a_new_policy_stops_no_request() {
    let rig = Rig::default();
    known(&rig).request_deletion().expect("it can be asked for");
    let mut policy = policy();
    (policy.version, policy.material) = ("8".to_owned(), true);
    let rig = rig.after_kill();
    let engine = rig.open_with(policy, Options::default());
    assert!(!engine.status("usage").expect("it is declared").open);
    let request = Rig::begin(&engine).expect("it is still owed");
    assert_eq!(request.recipient, "controller");
}

#[test]
fn nothing_else_passes_by_the_way_of_requests() {
    let rig = Rig::default();
    let engine = known(&rig);
    let refused = Err(ChoiceError::NotAChoice);
    let shown = Rig::SHOWN;
    assert_eq!(engine.turn_on("requests", shown).map(|_| ()), refused);
    assert_eq!(
        engine
            .choose("requests", State::Informed, shown)
            .map(|_| ()),
        refused
    );
    assert_eq!(
        engine.import_refusal("requests", "old").map(|_| ()),
        refused
    );
    assert!(!engine.status("requests").expect("it is declared").open);
    assert!(matches!(engine.next_upload(), Next::Idle), "nobody asked");

    engine.request_deletion().expect("it can be asked for");
    let known = pseudonyms(&engine);
    rig.clock.advance(1_000);
    assert_eq!(engine.turn_off("requests", shown).map(|_| ()), refused);
    for limiter in [
        Limiter::Os,
        Limiter::Organisation,
        Limiter::Age,
        Limiter::Signal,
    ] {
        let _ = engine.limit_each(limiter, None, false);
        assert!(
            engine.status("requests").expect("it is declared").open,
            "{limiter:?}"
        );
        let _ = engine.limit_each(limiter, None, true);
    }
    for purpose in ["usage", "crashes", "early"] {
        on(&engine, purpose);
    }
    for name in [
        "alert_opened",
        "connection_lost",
        "first_seen",
        "unheard_of",
    ] {
        engine.record(&event(name, &[("minutes", 3.into())]));
    }
    let mut to_controller = 0;
    while let Some(request) = Rig::begin(&engine) {
        if request.url == ENDPOINT {
            to_controller += 1;
            let sent = body(&request);
            assert_eq!(named(&sent), known, "and nothing that was given out since");
        }
        assert_eq!(answer(&engine, &request, 200), Reported::Delivered);
    }
    assert_eq!(to_controller, 1);
    assert_eq!(
        engine
            .queued()
            .iter()
            .filter(|one| one.recipient == "controller")
            .count(),
        0
    );
}

#[test]
fn a_request_is_tried_a_bounded_number_of_times() {
    let rig = Rig::default();
    let engine = known(&rig);
    engine.request_deletion().expect("it can be asked for");
    let mut ids = BTreeSet::new();
    let mut pause = MINUTE;
    for tried in 1..=TRIES {
        let request = Rig::begin(&engine).expect("it is tried again");
        ids.insert(body(&request)["id"].to_string());
        let reported = answer(&engine, &request, 503);
        if tried == TRIES {
            assert_eq!(reported, Reported::Dropped);
            break;
        }
        assert_eq!(reported, Reported::Kept, "try {tried}");
        rig.clock.advance(pause - 1_000);
        assert!(
            Rig::begin(&engine).is_none(),
            "a second early after try {tried}"
        );
        rig.clock.advance(1_000);
        pause = (2 * pause).min(DAY / 2);
    }
    assert_eq!(ids.len(), 1, "a server carries one request out once");
    assert_eq!(stage(&engine), DeletionStage::GivenUp);
    assert!(!engine.status("requests").expect("it is declared").open);
    assert_ne!(pseudonyms(&engine), BTreeSet::new(), "nobody deleted them");
    rig.clock.advance(DAY);
    assert!(matches!(engine.next_upload(), Next::Idle));
    // Asking again begins anew.
    engine.request_deletion().expect("it can be asked for");
    assert!(Rig::begin(&engine).is_some());
}

#[test]
fn tries_are_counted_over_kills() {
    let mut rig = Rig::default();
    known(&rig).request_deletion().expect("it can be asked for");
    let mut sent = 0;
    for _ in 0..2 * TRIES {
        rig = rig.after_kill();
        let engine = open(&rig);
        sent += usize::from(Rig::begin(&engine).is_some());
        rig.clock.advance(DAY / 2);
    }
    assert_eq!(sent, TRIES);
    assert_eq!(stage(&open(&rig.after_kill())), DeletionStage::GivenUp);
}

#[test]
fn a_request_ends_with_its_retention() {
    for (late, is_sent) in [(-1_000, true), (0, true), (1_000, false)] {
        let rig = Rig::default();
        let engine = known(&rig);
        engine.request_deletion().expect("it can be asked for");
        rig.clock.advance(10 * DAY + late);
        let request = Rig::begin(&engine);
        assert_eq!(
            request.is_some_and(|one| one.url == ENDPOINT),
            is_sent,
            "{late} ms late"
        );
    }
}

#[test]
fn a_request_cut_anywhere_is_owed_or_never_asked() {
    for step in 0.. {
        let rig = Rig::default();
        let engine = known(&rig);
        let before = rig.disk.steps();
        rig.disk.set_fault(step, Fault::CutThenKilled);
        let answered = engine.request_deletion().is_ok();
        let done = rig.disk.steps() - before < step;
        let after = rig.after_kill();
        let engine = open(&after);
        let owed = stage(&engine) == DeletionStage::Owed;
        assert!(owed || !answered, "lost after step {step}");
        let standing = engine.status("requests").expect("it is declared");
        assert_eq!(standing.open, owed, "step {step}");
        assert_eq!(Rig::begin(&engine).is_some(), owed, "step {step}");
        if done {
            assert!(owed);
            break;
        }
    }
}

#[test]
fn without_anything_given_out_nothing_is_owed() {
    let rig = Rig::default();
    let engine = open(&rig);
    let asked = engine.request_deletion().expect("it can be asked for");
    assert_eq!(asked.stage, DeletionStage::NotAsked);
    assert!(!engine.status("requests").expect("it is declared").open);
    let none = rig.open().request_deletion();
    assert_eq!(none, Err(ChoiceError::UnknownPurpose));
}

#[test]
fn two_processes_send_a_request_once() {
    let rig = Rig::default();
    let engine = known(&rig);
    let other = open(&rig);
    engine.request_deletion().expect("it can be asked for");
    assert!(other.refresh(), "the other process looks");
    let request = Rig::begin(&engine).expect("it is ready");
    assert!(Rig::begin(&other).is_none(), "it is under way already");
    assert_eq!(answer(&engine, &request, 200), Reported::Delivered);
    assert!(other.refresh());
    assert!(matches!(other.next_upload(), Next::Idle));
    assert_eq!(stage(&other), DeletionStage::Confirmed);
}

#[test]
fn an_erasure_stops_a_request_under_way_and_sends_it_again() {
    let rig = Rig::default();
    let engine = known(&rig);
    engine.request_deletion().expect("it can be asked for");
    let first = Rig::begin(&engine).expect("it is ready");
    engine.erase().expect("all is erased");
    // The controller had taken it before the connection was cut: that counts.
    assert_eq!(answer(&engine, &first, 200), Reported::Delivered);
    assert_eq!(stage(&engine), DeletionStage::Confirmed);

    engine.turn_on("usage", Rig::SHOWN).expect("it can be on");
    engine.record(&event("alert_opened", &[]));
    Rig::drain(&engine);
    engine.request_deletion().expect("it can be asked for");
    let first = Rig::begin(&engine).expect("it is ready");
    engine.erase().expect("all is erased");
    assert_eq!(engine.report(first.id, &Reply::Cancelled), Reported::Kept);
    rig.clock.advance(MINUTE);
    assert!(Rig::begin(&engine).is_some(), "it is owed still");
}

#[test]
fn a_screen_says_that_the_person_asks_for_it() {
    let engine = open(&Rig::default());
    let row = |locale| {
        let rows = engine.settings(locale, 0).sections.into_iter();
        let mut rows = rows.flat_map(|one| one.rows);
        rows.find(|row| row.id == "always.requests")
            .expect("it is there")
    };
    assert_eq!(
        (row("en").on, &*row("en").state),
        (false, "Only when you ask for it")
    );
    assert_eq!(row("de").state, "Nur auf Ihren Wunsch");
}
