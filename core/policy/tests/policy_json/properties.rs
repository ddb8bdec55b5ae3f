//! What holds for all policies and all bytes.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};
use sordino_policy::{
    BeforeChoice, Coarsening, Controller, Epoch, EventRule, Field, FieldRule, LegalBasis, Limits,
    Permission, Policy, Purpose, PurposeKind, QueueBounds, Recipient, Texts,
};

use crate::sample::{file, small, with};

prop_compose! {
    fn any_texts()(en in "[^\\s]\\PC{0,40}", de in "[^\\s](.|\n){0,40}") -> Texts {
        BTreeMap::from([("en".to_owned(), en), ("de".to_owned(), de)])
    }
}

prop_compose! {
    fn any_purpose()(
        title in any_texts(),
        text in any_texts(),
        kind in prop::sample::select(vec![PurposeKind::Crash, PurposeKind::Events, PurposeKind::Support]),
        legal_basis in prop::sample::select(vec![LegalBasis::Consent, LegalBasis::Contract, LegalBasis::LegalObligation]),
        balancing in prop::option::of(".*"),
        held in 1..10_000_u32,
        retention_days in 1..3_660_u32,
        validity_days in prop::option::of(1..3_660_u32),
        data in prop::collection::vec(".{0,10}", 0..3),
    ) -> Purpose {
        Purpose {
            kind,
            legal_basis,
            balancing,
            before_choice: BeforeChoice::HoldInMemory { max_records: held },
            retention_days,
            validity_days,
            data,
            title,
            text,
            ..small().purposes.remove(0)
        }
    }
}

prop_compose! {
    fn any_policy()(
        purposes in prop::collection::btree_map("[a-z][a-z0-9_]{0,39}", any_purpose(), 1..5),
        fields in prop::collection::btree_map("[A-Za-z][A-Za-z0-9_.-]{0,62}", prop::sample::select(vec![
            FieldRule::Keep, FieldRule::Drop, FieldRule::Pseudonymise, FieldRule::Scrub,
            FieldRule::Coarsen(Coarsening::SizeToPowerOfTwo),
        ]), 0..8),
        name in any::<String>(),
        version in "[^\\s].{0,10}",
        material in any::<bool>(),
        epoch in prop_oneof![Just(Epoch::UntilWithdrawal), (1..3_660_u16).prop_map(Epoch::Days)],
        queue in (1..1_000_000_000_u64, 1..10_000_000_u64),
    ) -> Policy {
        let base = small();
        let purposes: Vec<_> = purposes.into_iter().map(|(id, purpose)| Purpose { id, ..purpose }).collect();
        let ids: Vec<String> = purposes.iter().map(|purpose| purpose.id.clone()).collect();
        let recipient = Recipient {
            purposes: ids.clone(),
            epoch,
            queue: QueueBounds { max_bytes: queue.0, max_records: queue.1 },
            ..base.recipients[0].clone()
        };
        let fields: Vec<_> = fields
            .into_iter()
            .map(|(name, rule)| Field { name, rule, ..base.fields[0].clone() })
            .collect();
        let event = EventRule {
            name: "opened".to_owned(),
            purpose: ids[0].clone(),
            properties: fields.iter().map(|field| field.name.clone()).collect(),
        };
        Policy {
            version,
            material,
            controller: Controller { name, ..base.controller },
            purposes,
            recipients: vec![recipient],
            fields,
            events: vec![event],
            permissions: vec![Permission { purpose: ids[0].clone(), ..base.permissions[0].clone() }],
            limits: Limits { organisation_may_switch_off: ids, ..base.limits },
            ..base
        }
    }
}

/// Every place of a file.
fn pointers(value: &Value, here: &str, out: &mut Vec<String>) {
    out.push(here.to_owned());
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(key, member)| pointers(member, &format!("{here}/{key}"), out)),
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, item)| pointers(item, &format!("{here}/{index}"), out));
        }
        _ => {}
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::collection::vec(any::<String>(), 0..4).prop_map(Value::from),
        Just(json!({})),
        Just(json!([[], {}, "usage", 1])),
    ]
}

proptest! {
    #[test]
    fn every_sound_policy_is_read_back_whole(policy in any_policy()) {
        let hash = policy.content_hash();
        let bytes = policy.to_json();
        let read = Policy::from_json(&bytes);
        prop_assert_eq!(read.as_ref().map(Policy::to_json), Ok(bytes));
        prop_assert_eq!(read, Ok(Policy { hash, ..policy }));
    }

    #[test]
    fn no_change_to_the_bytes_makes_reading_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..8),
    ) {
        let mut bytes = small().to_json();
        let sound = bytes.clone();
        for (index, byte, how) in changes {
            let index = index.index(bytes.len());
            match how {
                0 => bytes[index] = byte,
                1 => bytes.insert(index, byte),
                _ => { bytes.remove(index); }
            }
        }
        // White space between tokens is no change of content; everything else is.
        if let Ok(read) = Policy::from_json(&bytes) {
            prop_assert_eq!(read.to_json(), sound);
        }
    }

    #[test]
    fn no_changed_value_makes_reading_panic(
        place in any::<prop::sample::Index>(), value in any_json(),
    ) {
        let mut places = Vec::new();
        pointers(&file(), "", &mut places);
        let pointer = place.get(&places);
        if !pointer.is_empty() && pointer != "/hash"
            && let Ok(read) = Policy::from_json(&with(pointer, value))
        {
            prop_assert!(Policy::from_json(&read.to_json()).is_ok());
        }
    }

    #[test]
    fn no_bytes_at_all_make_reading_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Policy::from_json(&bytes).is_err());
    }
}
