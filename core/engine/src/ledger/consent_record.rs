//! The choices as a record of consent: DPV in JSON-LD, by the guide for ISO/IEC TS 27560.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use sordino_policy::{LegalBasis, Policy, Purpose, Role};

use super::entry::{Entry, What};
use super::state::State;
use crate::civil;
use crate::digest;

/// Withdrawal, access, rectification, erasure, restriction, portability, objection, complaint.
const RIGHTS: [&str; 8] = [
    "eu-gdpr:A7-3",
    "eu-gdpr:A15",
    "eu-gdpr:A16",
    "eu-gdpr:A17",
    "eu-gdpr:A18",
    "eu-gdpr:A20",
    "eu-gdpr:A21",
    "eu-gdpr:A77",
];

/// Returns the record of the choices in `entries` under `policy`.
///
/// It holds every member that the guide says MUST be there. A refusal that survived an erasure stands with the
/// day of the erasure: of the day on which it was said, nothing was kept.
pub fn consent_record(policy: &Policy, entries: &[Entry]) -> Value {
    let purposes = policy.purposes.iter();
    let purposes: Vec<Value> = purposes
        .map(|purpose| of_purpose(policy, purpose, entries))
        .collect();
    json!({
        "@context": {
            "dpv": "https://w3id.org/dpv#",
            "dct": "http://purl.org/dc/terms/",
            "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
            "loc": "https://w3id.org/dpv/loc#",
            "sordino": "urn:sordino:",
        },
        "@type": "dpv:ConsentRecord",
        "dct:conformsTo": "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr",
        "dct:identifier": entries.first().map(identifier),
        "dpv:hasDataSubject": {
            "@type": "dpv:DataSubject",
            "dct:identifier": subject(entries),
            "dct:title": "the person who uses this device",
        },
        "dpv:hasDataController": {
            "@type": "dpv:DataController",
            "dct:identifier": policy.controller.name,
            "dct:title": policy.controller.name,
            "dpv:hasContact": policy.controller.email,
            "dpv:hasAddress": policy.controller.address,
        },
        "dpv:hasJurisdiction": "loc:EU",
        "dpv:hasRight": RIGHTS,
        "dpv:hasNotice": {
            "@type": "dpv:PrivacyNotice",
            "@id": policy.controller.privacy_notice,
            "dct:language": policy.locales,
        },
        "dpv:hasProcess": {"@type": "dpv:Process", "dpv:hasPurpose": purposes},
    })
}

/// Hash of the chain's first entry, also where that one is no longer kept.
fn identifier(first: &Entry) -> String {
    match &first.what {
        What::Checkpoint(standing) => standing.began.clone(),
        _ => digest::hex(&first.hash()),
    }
}

/// Whom the chain is for: the device, or an account by its name of random bytes. Never a person's own id.
fn subject(entries: &[Entry]) -> Option<&str> {
    match &entries.first()?.what {
        What::Genesis { scope, .. } | What::Tombstone { scope, .. } => Some(scope),
        What::Checkpoint(standing) => Some(&standing.scope),
        What::Choice { .. } | What::Limit { .. } => None,
    }
}

fn of_purpose(policy: &Policy, purpose: &Purpose, entries: &[Entry]) -> Value {
    let first = entries.first().into_iter();
    let before = first.flat_map(|entry| stood(entry, purpose));
    let kept = entries.iter().flat_map(|entry| events(entry, purpose));
    let said: Vec<(State, Value)> = before.chain(kept).collect();
    let status = said.last().map_or(State::Unknown, |(state, _)| *state);
    let events: Vec<Value> = said.into_iter().map(|(_, event)| event).collect();
    let serves = |id: &String| *id == purpose.id;
    let recipients = policy.recipients.iter();
    let recipients = recipients.filter(|recipient| recipient.purposes.iter().any(serves));
    let of_it: Vec<_> = recipients.collect();
    let recipients = of_it.iter().map(|recipient| {
        json!({
            "@type": role(recipient.role),
            "dct:identifier": recipient.id,
            "dct:title": recipient.name,
            "dpv:hasCountry": recipient.country,
            // Where a recipient names nobody, the controller answers for it.
            "dpv:hasContact": recipient.privacy_policy.as_ref().unwrap_or(&policy.controller.email),
        })
    });
    let collected = policy.fields.iter().filter(|field| {
        let mut recipients = of_it.iter();
        recipients.any(|recipient| field.recipients.contains(&recipient.id))
    });
    let categories = collected.map(|field| &field.category).chain(&purpose.data);
    let data: BTreeSet<&String> = categories.collect();
    let consent = purpose.legal_basis == LegalBasis::Consent;
    json!({
        "@id": format!("sordino:purpose/{}", purpose.id),
        "@type": "dpv:Purpose",
        "dct:title": purpose.title,
        "dct:description": purpose.text,
        "dpv:hasLegalBasis": legal_basis(purpose.legal_basis),
        "dpv:hasConsentType": consent.then_some("dpv:ExpressedConsent"),
        "dpv:hasConsentStatus": status.dpv(),
        "dpv:hasRecipient": recipients.collect::<Vec<_>>(),
        "dpv:hasPersonalData": data,
        "dpv:hasStorageDuration": format!("P{}D", purpose.retention_days),
        "sordino:withdrawalMethod": "the purpose's switch in the app's settings",
        "sordino:events": events,
    })
}

/// Returns what `entry` says of `purpose`: at most one choice, or what survived an erasure.
fn events<'a>(entry: &'a Entry, purpose: &'a Purpose) -> Vec<(State, Value)> {
    let date = civil::rfc3339(entry.time);
    match &entry.what {
        What::Choice {
            purpose: id,
            state,
            actor,
            how,
            locale,
            text_hash,
            withdrawal,
            ..
        } if *id == purpose.id => {
            let until = match (purpose.validity_days, state.is_consent()) {
                (Some(days), true) => Some(format!("P{days}D")),
                (None, true) => Some("until withdrawn".to_owned()),
                (_, false) => None,
            };
            let event = json!({
                "@type": state.dpv(),
                "dct:date": date,
                "dpv:hasDuration": until,
                "dpv:isIndicatedBy": actor,
                "dpv:hasIndicationMethod": how,
                "dpv:hasNotice": {"dct:language": locale, "sordino:sha256": text_hash},
                "sordino:policyVersion": entry.policy_version,
                "sordino:withdrawalMethod": withdrawal,
            });
            vec![(*state, event)]
        }
        What::Tombstone { surviving, .. } => {
            let own = surviving.iter().filter(|(id, _)| *id == purpose.id);
            let event = |state: State| {
                json!({
                    "@type": state.dpv(),
                    "dct:date": date,
                    "dpv:isIndicatedBy": "user",
                    "sordino:survivedErasure": true,
                })
            };
            own.map(|(_, state)| (*state, event(*state))).collect()
        }
        What::Choice { .. } | What::Checkpoint(_) | What::Genesis { .. } | What::Limit { .. } => {
            Vec::new()
        }
    }
}

/// Returns the choice that stood before entries that begin with a checkpoint.
fn stood(first: &Entry, purpose: &Purpose) -> Option<(State, Value)> {
    let What::Checkpoint(standing) = &first.what else {
        return None;
    };
    let mut choices = standing.choices.iter();
    let then = choices.find(|then| then.purpose == purpose.id)?;
    let event = json!({
        "@type": then.state.dpv(),
        "dct:date": civil::rfc3339(then.time),
        "sordino:entryNoLongerKept": true,
    });
    Some((then.state, event))
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Processor => "dpv:DataProcessor",
        Role::Controller => "dpv:DataController",
        Role::JointController => "dpv:JointDataControllers",
    }
}

fn legal_basis(basis: LegalBasis) -> &'static str {
    match basis {
        LegalBasis::Consent => "dpv:Consent",
        LegalBasis::Contract => "dpv:Contract",
        LegalBasis::LegalObligation => "dpv:LegalObligation",
        LegalBasis::LegitimateInterest => "dpv:LegitimateInterest",
    }
}
