//! Whether somebody who gets data can tell whose it is.

use sordino_policy::{Field, FieldRule, Policy, Purpose, Recipient};

use super::leaves::{is_ours, library_fields};
use super::words::Words;
use crate::tables::apple;

/// Apple's kinds of data that tell nobody apart. All others may.
const ANONYMOUS: [&str; 6] = [
    "NSPrivacyCollectedDataTypeCoarseLocation",
    "NSPrivacyCollectedDataTypeProductInteraction",
    "NSPrivacyCollectedDataTypeOtherUsageData",
    "NSPrivacyCollectedDataTypeCrashData",
    "NSPrivacyCollectedDataTypePerformanceData",
    "NSPrivacyCollectedDataTypeOtherDiagnosticData",
];

/// Ids that the engine turns into pseudonyms whatever their field's rule says.
const OWN_IDS: [&str; 3] = ["user_id", "customer_id", "device_id"];

/// Whether the recipients of `purpose` can tell whose its data is: unless this library alone sends it, and nothing in
/// it tells.
pub(super) fn is_linked(
    policy: &Policy,
    purpose: &Purpose,
    recipients: &[&Recipient],
    words: &Words,
) -> bool {
    let ours_alone =
        !recipients.is_empty() && recipients.iter().all(|recipient| is_ours(recipient));
    !ours_alone || tells_whose(policy, purpose, words)
}

/// Whether something that this library sends for `purpose` tells whose it is. A pseudonym does not: its key stays on the
/// phone.
pub(super) fn tells_whose(policy: &Policy, purpose: &Purpose, words: &Words) -> bool {
    let tells = |field: &&Field| {
        let hidden = matches!(field.rule, FieldRule::Pseudonymise | FieldRule::Drop)
            || OWN_IDS.contains(&field.name.as_str());
        let data = words.data(&field.category).map(|data| data.apple);
        let anonymous = data.is_some_and(|at| {
            at.is_none_or(|at| ANONYMOUS.contains(&apple::DATA_TYPES[at].manifest))
        });
        !hidden && !anonymous
    };
    library_fields(policy, purpose).iter().any(tells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_anonymous_kind_is_one_of_apples() {
        for kind in ANONYMOUS {
            assert!(
                apple::DATA_TYPES.iter().any(|data| data.manifest == kind),
                "{kind}"
            );
        }
    }
}
