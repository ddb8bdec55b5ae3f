//! A small policy, its file, and files that differ from it but carry the right hash.

use serde_json::Value;
use sha2::{Digest, Sha256};
use sordino_policy::{
    BeforeChoice, Coarsening, Contact, Controller, DeviceAccess, DevicePseudonym, Epoch, EventRule,
    FORMAT, Field, FieldRule, LegalBasis, Limits, Permission, PermissionId, Platform, Policy,
    Purpose, PurposeKind, QueueBounds, Recipient, RecipientKind, RequiredSignal, Role, Texts,
    TransferTool,
};

fn texts(words: &[(&str, &str)]) -> Texts {
    words
        .iter()
        .map(|(locale, text)| ((*locale).to_owned(), (*text).to_owned()))
        .collect()
}

fn contact() -> Contact {
    Contact {
        name: "A".to_owned(),
        email: "a@klangwerk.app".to_owned(),
        address: None,
        phone: Some("+49 1".to_owned()),
    }
}

pub(crate) fn small() -> Policy {
    let purpose = Purpose {
        id: "usage".to_owned(),
        kind: PurposeKind::Events,
        legal_basis: LegalBasis::Consent,
        balancing: None,
        device_access: DeviceAccess::Consent,
        device_access_reason: None,
        special_categories: None,
        before_choice: BeforeChoice::HoldInMemory { max_records: 10 },
        retention_days: 30,
        data: vec!["use of the app".to_owned()],
        validity_days: Some(365),
        material_since: Some("2".into()),
        changed: Some(texts(&[
            ("en", "A mirror gets it."),
            ("de", "Ein Spiegel erhält es."),
        ])),
        title: texts(&[("en", "Usage"), ("de", "Nutzung")]),
        text: texts(&[
            ("en", "Which pages.\nAnd \"why\"."),
            ("de", "Welche Seiten, \u{1F3B5}."),
        ]),
    };
    let running = Purpose {
        id: "running".to_owned(),
        kind: PurposeKind::Performance,
        device_access: DeviceAccess::StrictlyNecessary,
        before_choice: BeforeChoice::HoldSealed {
            max_records: 5,
            max_hours: 24,
        },
        ..purpose.clone()
    };
    Policy {
        format: FORMAT,
        hash: String::new(),
        version: "1".to_owned(),
        date: "2026-03-01".to_owned(),
        material: true,
        controller: Controller {
            name: "Klangwerk".to_owned(),
            address: "Hamburg".to_owned(),
            email: "hello@klangwerk.app".to_owned(),
            data_protection_officer: contact(),
            supervisory_authority: contact(),
            privacy_notice: "https://klangwerk.app".to_owned(),
            backup_retention_days: 30,
            backup_retention_reason: None,
        },
        locales: vec!["en".to_owned(), "de".to_owned()],
        purposes: vec![purpose, running],
        recipients: vec![Recipient {
            id: "segment".to_owned(),
            name: "Segment".to_owned(),
            names: texts(&[("de", "Segment")]),
            privacy_policy: Some("https://segment.klangwerk.app/privacy".to_owned()),
            kind: RecipientKind::Segment,
            endpoint: Some("https://events.klangwerk.app/v1".to_owned()),
            key: None,
            role: Role::Processor,
            country: "US".to_owned(),
            transfer_tool: Some(TransferTool::StandardContractualClauses),
            transfer_from: None,
            transfer_until: None,
            only_on: Some(Platform::Android),
            purposes: vec!["usage".to_owned()],
            epoch: Epoch::Days(30),
            retention_days: 30,
            device_pseudonym: DevicePseudonym::PerPerson,
            remember_issued: true,
            queue: QueueBounds::default(),
        }],
        fields: vec![
            Field {
                name: "page".to_owned(),
                rule: FieldRule::Enumerate(vec!["home".to_owned()]),
                recipients: vec!["segment".to_owned()],
                category: "use of the app".to_owned(),
            },
            Field {
                name: "timestamp".to_owned(),
                rule: FieldRule::Coarsen(Coarsening::TimeToHour),
                recipients: vec!["segment".to_owned()],
                category: "use of the app".to_owned(),
            },
        ],
        events: vec![EventRule {
            name: "page_opened".to_owned(),
            purpose: "usage".to_owned(),
            properties: vec!["page".to_owned()],
        }],
        permissions: vec![Permission {
            id: PermissionId::Contacts,
            purpose: "usage".to_owned(),
            feature: texts(&[("en", "card"), ("de", "Karte")]),
            purpose_string: texts(&[("en", "One card."), ("de", "Eine Karte.")]),
            card_numbers: vec!["+494012345678".to_owned()],
            card_name: Some("Klangwerk".to_owned()),
            card_organisation: None,
            card_version: Some(1),
            card_direct: false,
            categories: vec![],
        }],
        limits: Limits {
            minimum_age: 16,
            audience: None,
            parental_consent: None,
            organisation_may_switch_off: vec!["usage".to_owned()],
            reask_after_days: 180,
            required: vec![RequiredSignal::Age],
        },
        screens: [(
            "title".to_owned(),
            texts(&[("en", "Data"), ("de", "Daten")]),
        )]
        .into(),
    }
}

/// The hash as its definition says, made without any code of the crate.
pub(crate) fn hash_of(mut file: Value) -> String {
    file.as_object_mut()
        .expect("a policy is an object")
        .remove("hash");
    let canonical = serde_json::to_vec(&file).expect("JSON can be written");
    Sha256::digest(canonical)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A file with the right hash, whatever is in it.
pub(crate) fn sealed(mut file: Value) -> Vec<u8> {
    file["hash"] = hash_of(file.clone()).into();
    serde_json::to_vec(&file).expect("JSON can be written")
}

pub(crate) fn file() -> Value {
    serde_json::from_slice(&small().to_json()).expect("a policy is JSON")
}

/// The small policy's file with another value at a place.
pub(crate) fn with(pointer: &str, value: Value) -> Vec<u8> {
    let mut file = file();
    *file.pointer_mut(pointer).expect("the place is there") = value;
    sealed(file)
}
