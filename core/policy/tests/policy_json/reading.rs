//! What is read, and what is refused with which reason.

use serde_json::json;
use sordino_policy::{FORMAT, Field, MAX_BYTES, Policy, PolicyError, Purpose, Recipient};

use crate::sample::{file, hash_of, sealed, small, with};

#[test]
fn a_written_policy_is_read_back() {
    let read = Policy::from_json(&small().to_json()).expect("the policy is sound");
    assert_eq!(read.hash, hash_of(file()));
    assert_eq!(read.hash, small().content_hash());
    assert_eq!(
        Policy {
            hash: String::new(),
            ..read
        },
        small()
    );
}

#[test]
fn the_file_is_canonical() {
    let bytes = small().to_json();
    assert_eq!(
        bytes,
        serde_json::to_vec(&file()).expect("JSON can be written")
    );
}

#[test]
fn no_byte_can_be_flipped_unseen() {
    let bytes = small().to_json();
    for index in 0..bytes.len() {
        for bit in 0..8 {
            let mut flipped = bytes.clone();
            flipped[index] ^= 1 << bit;
            assert!(
                Policy::from_json(&flipped).is_err(),
                "byte {index}, bit {bit}"
            );
        }
    }
}

#[test]
fn no_byte_can_be_cut_off_unseen() {
    let bytes = small().to_json();
    for end in 0..bytes.len() {
        assert!(Policy::from_json(&bytes[..end]).is_err(), "cut at {end}");
    }
}

#[test]
fn a_newer_format_with_unknown_members_is_refused() {
    let newer = json!({ "format": FORMAT + 1, "something": "else" });
    assert_eq!(
        Policy::from_json(&sealed(newer)),
        Err(PolicyError::NewerFormat {
            found: u64::from(FORMAT) + 1
        })
    );
    for none in [
        json!({}),
        json!({ "format": 0 }),
        json!({ "format": "1" }),
        json!([1]),
    ] {
        assert_eq!(
            Policy::from_json(none.to_string().as_bytes()),
            Err(PolicyError::UnknownFormat),
            "{none}"
        );
    }
}

#[test]
fn invalid_utf_8_is_refused() {
    let mut bytes = small().to_json();
    let place = bytes
        .iter()
        .position(|byte| *byte > 127)
        .expect("the policy has a note in it");
    bytes[place] = 0xff;
    assert_eq!(
        Policy::from_json(&bytes),
        Err(PolicyError::NotUtf8 { valid_up_to: place })
    );
}

#[test]
fn unknown_doubled_and_mistyped_members_are_refused() {
    let mut unknown = file();
    unknown["purposes"][0]["on_by_default"] = true.into();
    let mut missing = file();
    missing["limits"]
        .as_object_mut()
        .expect("limits are there")
        .remove("minimum_age");
    let doubled = String::from_utf8(small().to_json()).expect("UTF-8");
    let doubled = doubled
        .replacen("{\"controller\"", "{\"material\":true,\"controller\"", 1)
        .into_bytes();
    for bytes in [
        sealed(unknown),
        sealed(missing),
        doubled,
        with("/material", json!("yes")),
    ] {
        assert!(matches!(
            Policy::from_json(&bytes),
            Err(PolicyError::WrongMember { .. })
        ));
    }
}

#[test]
fn a_changed_policy_with_old_hash_is_refused() {
    let mut changed = file();
    changed["purposes"][0]["legal_basis"] = "contract".into();
    assert_eq!(
        Policy::from_json(changed.to_string().as_bytes()),
        Err(PolicyError::HashMismatch)
    );
}

#[test]
fn a_file_without_end_is_refused_unread() {
    assert_eq!(
        Policy::from_json(&vec![b' '; MAX_BYTES + 1]),
        Err(PolicyError::TooLarge)
    );
    assert!(matches!(
        Policy::from_json(&vec![b'['; 100_000]),
        Err(PolicyError::NotJson { .. })
    ));
}

/// The hash is right in all of these: only the invariants stand between them and the engine.
#[test]
fn what_the_engine_relies_on_is_checked_again() {
    let long = "a".repeat(41);
    for (place, pointer, value) in [
        ("date", "/date", json!("2026-3-1")),
        ("version", "/version", json!(" ")),
        ("locales", "/locales", json!([])),
        ("locales[1]", "/locales", json!(["en", "en"])),
        (
            "controller.backup_retention_days",
            "/controller/backup_retention_days",
            json!(31),
        ),
        ("purposes[0]", "/purposes/0/id", json!("Usage")),
        ("purposes[0]", "/purposes/0/id", json!(long)),
        ("purposes[1]", "/purposes/1/id", json!("usage")),
        (
            "purposes[0].retention_days",
            "/purposes/0/retention_days",
            json!(0),
        ),
        (
            "purposes[0].validity_days",
            "/purposes/0/validity_days",
            json!(4_000_000),
        ),
        (
            "purposes[0].before_choice",
            "/purposes/0/before_choice",
            json!({ "hold_in_memory": { "max_records": 0 } }),
        ),
        (
            "purposes[0].before_choice",
            "/purposes/0/before_choice",
            json!({ "hold_sealed": { "max_records": 5, "max_hours": 24 } }),
        ),
        (
            "purposes[0].title",
            "/purposes/0/title",
            json!({ "en": "Usage" }),
        ),
        (
            "purposes[0].text",
            "/purposes/0/text",
            json!({ "en": "Usage", "de": " " }),
        ),
        (
            "recipients[0].endpoint",
            "/recipients/0/endpoint",
            json!("http://events.klangwerk.app/v1"),
        ),
        (
            "recipients[0].endpoint",
            "/recipients/0/endpoint",
            json!(null),
        ),
        (
            "recipients[0].country",
            "/recipients/0/country",
            json!("us"),
        ),
        (
            "recipients[0].purposes[0]",
            "/recipients/0/purposes",
            json!(["ads"]),
        ),
        (
            "recipients[0].purposes[1]",
            "/recipients/0/purposes",
            json!(["usage", "usage"]),
        ),
        (
            "recipients[0].retention_days",
            "/recipients/0/retention_days",
            json!(0),
        ),
        (
            "recipients[0].epoch",
            "/recipients/0/epoch",
            json!({ "days": 0 }),
        ),
        (
            "recipients[0].queue.max_bytes",
            "/recipients/0/queue/max_bytes",
            json!(0),
        ),
        (
            "recipients[0].queue.max_records",
            "/recipients/0/queue/max_records",
            json!(u64::MAX),
        ),
        ("fields[0]", "/fields/0/name", json!("")),
        ("fields[1]", "/fields/1/name", json!("page")),
        (
            "fields[0].recipients[0]",
            "/fields/0/recipients",
            json!(["sentry"]),
        ),
        (
            "fields[0].rule",
            "/fields/0/rule",
            json!({ "enumerate": [] }),
        ),
        ("events[0].purpose", "/events/0/purpose", json!("ads")),
        (
            "events[0].properties[0]",
            "/events/0/properties",
            json!(["mood"]),
        ),
        (
            "permissions[0].purpose",
            "/permissions/0/purpose",
            json!("ads"),
        ),
        (
            "permissions[0].feature",
            "/permissions/0/feature",
            json!({}),
        ),
        (
            "permissions[0].card_numbers[0]",
            "/permissions/0/card_numbers",
            json!(["112"]),
        ),
        ("permissions[0].id", "/permissions/0/id", json!("push")),
        (
            "limits.organisation_may_switch_off[0]",
            "/limits/organisation_may_switch_off",
            json!(["ads"]),
        ),
        (
            "limits.reask_after_days",
            "/limits/reask_after_days",
            json!(5_000),
        ),
    ] {
        match Policy::from_json(&with(pointer, value.clone())) {
            Err(PolicyError::Broken(broken)) => {
                assert_eq!(broken.place, place, "{pointer} = {value}")
            }
            other => panic!("{pointer} = {value}: {other:?}"),
        }
    }
}

#[test]
fn an_error_repeats_nothing_of_the_file() {
    let mut secret = file();
    secret["events"][0]["jonas@klangwerk.app"] = "jonas@klangwerk.app".into();
    let error = Policy::from_json(&sealed(secret))
        .expect_err("an unknown member is refused")
        .to_string();
    assert!(
        error.contains("sordino generate") && !error.contains("jonas"),
        "{error}"
    );
}

#[test]
fn a_hundred_recipients_are_read() {
    let base = small();
    let read = |count: usize| {
        let mut policy = base.clone();
        policy.recipients = (0..count)
            .map(|number| Recipient {
                id: format!("r{number}"),
                ..base.recipients[0].clone()
            })
            .collect();
        for field in &mut policy.fields {
            field.recipients = vec!["r0".to_owned()];
        }
        Policy::from_json(&policy.to_json())
    };
    assert!(read(100).is_ok() && read(128).is_ok());
    assert!(matches!(read(129), Err(PolicyError::Broken(_))));
}

#[test]
fn a_reordered_file_is_read_too() {
    let policy = small();
    let written = String::from_utf8(policy.to_json()).expect("JSON is UTF-8");
    let hash = format!(
        "\"hash\":\"{}\",",
        Policy::from_json(written.as_bytes())
            .expect("it is ours")
            .hash
    );
    let moved = written
        .replacen(&hash, "", 1)
        .replacen('{', &format!("{{ {hash}"), 1);
    assert_ne!(moved, written);
    assert_eq!(
        Policy::from_json(moved.as_bytes()),
        Policy::from_json(written.as_bytes())
    );
    // What stands behind the document is no part of it.
    assert!(Policy::from_json(format!("{written}{{}}").as_bytes()).is_err());
}

#[test]
fn more_than_the_engine_holds_is_refused() {
    let base = small();
    let ids: Vec<String> = (0..65).map(|number| format!("p{number}")).collect();
    let mut purposes = base.clone();
    purposes.purposes.extend(ids.iter().map(|id| Purpose {
        id: id.clone(),
        ..base.purposes[0].clone()
    }));
    let mut properties = base.clone();
    properties.fields.extend(ids.iter().map(|name| Field {
        name: name.clone(),
        ..base.fields[0].clone()
    }));
    properties.events[0].properties = ids;
    let mut permissions = base.clone();
    permissions.permissions.extend(base.permissions.clone());
    for (policy, place) in [
        (purposes, "purposes"),
        (properties, "events[0].properties"),
        (permissions, "permissions[1].id"),
    ] {
        match Policy::from_json(&policy.to_json()) {
            Err(PolicyError::Broken(broken)) => assert_eq!(broken.place, place),
            other => panic!("{place}: {other:?}"),
        }
    }
}
