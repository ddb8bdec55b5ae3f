//! Makes a folder of kept files in the formats of today: `cargo run -p sordino-tests --example
//! keep_formats -- tests/formats/v2`. It refuses a folder that is there: what was released is never
//! made again.

#[path = "../tests/formats/kept.rs"]
mod kept;

use std::fs;
use std::path::Path;

use kept::{Kept, begin, found, taken};
use serde_json::json;
use sordino_engine::crash::Source;
use sordino_engine::flows::{ContactsInput, FlowAccess, TokenInput};
use sordino_engine::ledger::{Limiter, State};
use sordino_engine::ports::KeyStore;
use sordino_engine::{Account, Crash, Engine, Event, Options, Value};
use sordino_policy::{
    BeforeChoice, DeviceAccess, LegalBasis, Permission, PermissionId, Policy, PurposeKind,
    RecipientKind,
};
use sordino_tests::{Rig, policy};

const HOUR: i64 = 3_600_000;
const JVM: &[u8] = b"java.lang.IllegalStateException: closed by anna@example.org\n\
    \tat app.Alerts.open(Alerts.kt:42)\n\tat app.Main.main(Main.kt:7)\n";

fn main() {
    let target = std::env::args().nth(1).expect("name the folder to make");
    let target = Path::new(&target);
    assert!(!target.exists(), "{} is kept already", target.display());
    let policy = with_every_part();
    let rig = Rig::default();
    play(&rig, &policy);
    keep(&rig, &policy, target);
    let found = found(&Kept::read(target).open());
    let found = serde_json::to_string_pretty(&found).expect("it is JSON") + "\n";
    fs::write(target.join("found.json"), found).expect("it can be written");
}

/// A policy with a sealed hold, with a vendor for a purpose that is turned off, and with a card.
fn with_every_part() -> Policy {
    let mut policy = policy();
    let stability = policy.purposes.iter_mut().find(|one| one.id == "stability");
    stability.expect("the rig has it").before_choice = BeforeChoice::HoldSealed {
        max_records: 5,
        max_hours: 48,
    };
    let vendor = policy.recipients.iter_mut().find(|one| one.id == "vendor");
    let vendor = vendor.expect("the rig has it");
    vendor.purposes.push("early".to_owned());
    let text = |text: &str| {
        ["en", "de"]
            .map(|locale| (locale.to_owned(), text.to_owned()))
            .into()
    };
    with_requests(&mut policy);
    policy.permissions.push(Permission {
        id: PermissionId::Contacts,
        purpose: "usage".to_owned(),
        feature: text("Kranich contact"),
        purpose_string: text(
            "The app saves a contact so that, for example, a call shows its name.",
        ),
        card_numbers: vec!["+493023125001".to_owned(), "+442079460001".to_owned()],
        card_name: Some("Kranich".to_owned()),
        card_organisation: None,
        card_version: Some(3),
        card_direct: false,
        categories: Vec::new(),
    });
    policy.hash = policy.content_hash();
    policy
}

/// A way for requests for deletion.
fn with_requests(policy: &mut Policy) {
    let mut purpose = policy.purposes[0].clone();
    purpose.id = "requests".to_owned();
    purpose.kind = PurposeKind::Rights;
    purpose.legal_basis = LegalBasis::LegalObligation;
    purpose.device_access = DeviceAccess::StrictlyNecessary;
    purpose.validity_days = None;
    policy.purposes.push(purpose);
    let mut recipient = policy.recipients[0].clone();
    recipient.id = "controller".to_owned();
    recipient.kind = RecipientKind::Rights;
    recipient.purposes = vec!["requests".to_owned()];
    policy.recipients.push(recipient);
}

/// A day that leaves something of every part of every format.
fn play(rig: &Rig, policy: &Policy) {
    let engine = rig.open_with(policy.clone(), Options::default());
    let on = |purpose| engine.turn_on(purpose, Rig::SHOWN).expect("it can be on");
    on("usage");
    on("crashes");
    on("early");
    record(&engine, "first_seen", &[]);
    let receipt = engine.turn_off("early", Rig::SHOWN).expect("it can be off");
    engine.complete(&receipt);
    let limits = [
        (Limiter::Os, Some("early"), false),
        (Limiter::Age, None, true),
    ];
    for (limiter, purpose, allows) in limits {
        let limited = engine.limit(limiter, purpose, allows);
        limited.expect("a limit can be told");
    }
    // Enough that the next start writes a checkpoint.
    for allows in [false, true].into_iter().cycle().take(10) {
        let limited = engine.limit(Limiter::Signal, Some("early"), allows);
        limited.expect("a limit can be told");
    }
    engine
        .choose("stability", State::Requested, Rig::SHOWN)
        .expect("a question can be shown");
    record(&engine, "connection_lost", &[("minutes", 4.into())]);

    let account = Account {
        user_id: Some("42".to_owned()),
        customer_id: Some("7".to_owned()),
    };
    engine.sign_in(account, &[]);
    record(&engine, "alert_opened", &[("minutes", Value::Int(-3))]);
    for request in std::iter::from_fn(|| begin(&engine)) {
        taken(&engine, &request);
    }
    record(&engine, "alert_opened", &everything());
    rig.clock.advance(2 * HOUR);
    record(&engine, "alert_opened", &[("message", "still open".into())]);
    drop(engine);

    let engine = rig.open_with(policy.clone(), Options::default());
    let renewed = engine.turn_on("usage", Rig::SHOWN);
    renewed.expect("it can be renewed");
    record(&engine, "alert_opened", &[("ratio", Value::Float(0.1))]);
    engine.crash(&Crash {
        source: Source::Jvm,
        report: JVM,
        happened: None,
    });
    begin(&engine).expect("something waits, and this process dies over it");
    for (input, id) in [
        (ContactsInput::Start, ""),
        (ContactsInput::Agree, ""),
        (
            ContactsInput::SavedKnown,
            "content://com.android.contacts/contacts/7",
        ),
    ] {
        let kept = engine.contacts_step(input, FlowAccess::Denied, id, "en");
        kept.expect("a step can be kept");
    }
    let kept = engine.token_step("vendor", TokenInput::Issued);
    kept.expect("a token can be kept");
    engine.request_deletion().expect("a request can be owed");
    // Neither closed nor dropped: the image is what a kill leaves.
    std::mem::forget(engine);
    rig.clock.advance(HOUR);
}

fn record(engine: &Engine, name: &str, properties: &[(&str, Value<'_>)]) {
    engine.record(&Event { name, properties });
}

fn everything() -> Vec<(&'static str, Value<'static>)> {
    vec![
        ("minutes", 3.into()),
        ("open", true.into()),
        ("ratio", Value::Float(0.5)),
        ("message", "call +49 30 23125 101 für Ünal \u{1f6a8}".into()),
        ("alert_id", "A-17".into()),
        ("channel", "sms".into()),
        ("size", 5000.into()),
        ("secret", "never".into()),
        ("only_segment", "here".into()),
        ("tags", Value::List(vec!["one".into(), "two".into()])),
        (
            "details",
            Value::Map(vec![("status".into(), "ok".into()), ("x".into(), 1.into())]),
        ),
    ]
}

fn keep(rig: &Rig, policy: &Policy, target: &Path) {
    for (path, bytes) in rig.disk.contents() {
        write(&target.join("disk").join(path), &bytes);
    }
    for name in rig.keys.names() {
        let item = rig.keys.load(&name).expect("memory does not fail");
        write(
            &target.join("key-store").join(&name),
            &item.expect("it was just listed"),
        );
    }
    write(&target.join("policy.json"), &policy.to_json());
    let told = json!({
        "now": sordino_engine::ports::Clock::now(&rig.clock),
        "person": {"user_id": "42", "customer_id": "7", "device_id": "this device"},
    });
    write(&target.join("told.json"), format!("{told:#}\n").as_bytes());
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("it can be made");
    fs::write(path, bytes).expect("it can be written");
}
