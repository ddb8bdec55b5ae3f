//! Kinds of data that a policy shows by itself, whatever `[stores]` calls its categories: by the kind of a purpose, and
//! by a field that the library fills.

use sordino_policy::{FieldRule, Policy, Purpose, PurposeKind, Recipient};

use super::leaves::library_fields;
use super::words::{Data, Words, data_called};

/// Apple's and Play's words for what a purpose of this kind is about.
const KINDS: [(PurposeKind, &str, &str); 3] = [
    (PurposeKind::Crash, "CrashData", "PSL_CRASH_LOGS"),
    (
        PurposeKind::Events,
        "ProductInteraction",
        "PSL_USER_INTERACTION",
    ),
    (PurposeKind::Contacts, "Contacts", "PSL_CONTACTS"),
];

/// The same for what a field of the library's own holds.
const FIELDS: [(&str, &str, &str); 3] = [
    ("user_id", "UserID", "PSL_USER_ACCOUNT"),
    ("customer_id", "UserID", "PSL_USER_ACCOUNT"),
    ("device_id", "DeviceID", "PSL_DEVICE_ID"),
];

/// Returns what `purpose` is seen to collect where `recipients` get it. What `[stores]` says of an id's category counts
/// for the id.
pub(super) fn shown(
    policy: &Policy,
    purpose: &Purpose,
    recipients: &[&Recipient],
    words: &Words,
) -> Vec<Data> {
    let mut shown: Vec<Data> = KINDS
        .iter()
        .filter(|(kind, _, _)| *kind == purpose.kind)
        .map(|(_, apple, play)| data_called(apple, play))
        .collect();
    for field in library_fields(policy, purpose) {
        let gets = recipients
            .iter()
            .any(|recipient| field.recipients.contains(&recipient.id));
        let unsaid = words.data(&field.category).is_none();
        if gets && unsaid && field.rule != FieldRule::Drop {
            let own = FIELDS.iter().filter(|(name, _, _)| *name == field.name);
            shown.extend(own.map(|(_, apple, play)| data_called(apple, play)));
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_one_of_the_stores() {
        let kinds = KINDS.iter().map(|(_, apple, play)| (apple, play));
        let fields = FIELDS.iter().map(|(_, apple, play)| (apple, play));
        for (apple, play) in kinds.chain(fields) {
            let data = data_called(apple, play);
            assert!(
                data.apple.is_some() && data.play.is_some(),
                "{apple} {play}"
            );
        }
    }
}
