//! The example policy of the on-call app: it passes every rule and decides what it must.

use std::collections::BTreeMap;

use jiff::civil::date;
use sordino_policy::{
    BeforeChoice, Coarsening, DeviceAccess, FieldRule, LegalBasis, OWN_FIELDS, Policy, Purpose,
    RecipientKind, compile,
};

pub(crate) const ON_CALL: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../examples/on-call/privacy.toml"
));

fn on_call() -> Policy {
    compile("privacy.toml", ON_CALL, date(2026, 3, 11)).unwrap_or_else(|findings| {
        let lines: Vec<_> = findings.iter().map(ToString::to_string).collect();
        panic!("the example breaks rules:\n{}", lines.join("\n"))
    })
}

#[test]
fn the_example_passes_every_rule() {
    let policy = on_call();
    assert_eq!(Policy::from_json(&policy.to_json()), Ok(policy));
}

#[test]
fn crash_reports_and_events_are_closed_until_consent() {
    let policy = on_call();
    let find = |id| {
        policy
            .purposes
            .iter()
            .find(|purpose| purpose.id == id)
            .expect("the purpose is there")
    };
    let closed = |purpose: &Purpose| {
        assert_eq!(purpose.device_access, DeviceAccess::Consent);
        assert_eq!(purpose.before_choice, BeforeChoice::Discard);
    };
    for id in [
        "crash_reports",
        "event_tracking",
        "contacts_card",
        "push_service_alerts",
    ] {
        closed(find(id));
    }
    assert_eq!(
        find("crash_reports").legal_basis,
        LegalBasis::LegitimateInterest
    );
    assert_eq!(find("event_tracking").legal_basis, LegalBasis::Consent);
}

#[test]
fn no_identifier_and_no_clock_reading_leaves_raw() {
    let policy = on_call();
    for field in policy
        .fields
        .iter()
        .filter(|field| !field.recipients.is_empty())
    {
        if field.name.ends_with("_id") && field.name != "image_debug_id" {
            assert_eq!(field.rule, FieldRule::Pseudonymise, "{}", field.name);
        }
        if field.name.ends_with("time") || field.name == "timestamp" {
            assert_eq!(
                field.rule,
                FieldRule::Coarsen(Coarsening::TimeToHour),
                "{}",
                field.name
            );
        }
    }
}

#[test]
fn every_value_the_library_adds_has_a_rule() {
    let policy = on_call();
    for name in OWN_FIELDS {
        assert!(
            policy.fields.iter().any(|field| field.name == *name),
            "{name}"
        );
    }
}

/// What a person would have to read about each recipient: who, where, for what.
#[test]
fn the_recipients_are_all_there() {
    let policy = on_call();
    let recipients: BTreeMap<_, _> = policy
        .recipients
        .iter()
        .map(|known| (known.id.as_str(), (known.kind, known.country.as_str())))
        .collect();
    let wanted = BTreeMap::from([
        ("apple_push", (RecipientKind::VendorSdk, "IE")),
        ("firebase_crashlytics", (RecipientKind::VendorSdk, "US")),
        ("firebase_messaging", (RecipientKind::VendorSdk, "US")),
        ("hubspot", (RecipientKind::VendorSdk, "US")),
        ("organisation", (RecipientKind::Service, "DE")),
        ("segment", (RecipientKind::Segment, "US")),
        ("sentry", (RecipientKind::Sentry, "DE")),
        ("stripe", (RecipientKind::Service, "US")),
        ("sub_processors", (RecipientKind::Service, "DE")),
    ]);
    assert_eq!(recipients, wanted);
}
