use super::{Signals, keys};
use crate::rights::preferences::Preferences;

/// Purposes 1 to 10 by consent and by interest, as a TC string of version 2: a core of 200 bits at least.
fn string(consents: &str, interests: &str) -> String {
    let mut bits = format!("000010{}", "0".repeat(146));
    for purposes in [consents, interests] {
        bits.push_str(&format!("{purposes:0<24}"));
    }
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let sextets = bits.as_bytes().chunks(6).map(|six| {
        let text = format!("{:0<6}", String::from_utf8_lossy(six));
        usize::from_str_radix(&text, 2).expect("bits")
    });
    sextets
        .map(|at| alphabet.chars().nth(at).expect("six bits"))
        .collect()
}

fn says(gpc: Option<bool>, preferences: &[(&str, &str)]) -> Option<[bool; 4]> {
    let signals = Signals::of(gpc, &Preferences(preferences))?;
    let purpose = |kind: &str, access: &str, basis: &str| {
        let purpose = serde_json::json!({
            "id": "one", "kind": kind, "legal_basis": basis, "device_access": access, "before_choice": "discard",
            "data": [], "retention_days": 30, "title": {}, "text": {},
        });
        let purpose = serde_json::from_value(purpose).expect("it is a purpose");
        signals.forbid(&purpose)
    };
    Some([
        purpose("events", "consent", "consent"),
        purpose("performance", "strictly_necessary", "legitimate_interest"),
        purpose("crash", "consent", "consent"),
        purpose("crash", "strictly_necessary", "legitimate_interest"),
    ])
}

const ALL: Option<[bool; 4]> = Some([true; 4]);
const NONE: Option<[bool; 4]> = Some([false; 4]);
/// Nothing is consented to, and mending faults needs no leave.
const NO_YES: Option<[bool; 4]> = Some([true, true, true, false]);

#[test]
fn nothing_said_is_no_word() {
    assert_eq!(says(None, &[]), None);
    assert_eq!(
        says(None, &[("theme", "dark"), ("IABTCF_TCString", "")]),
        None
    );
    assert_eq!(says(None, &[("IABTCF_gdprApplies", "0")]), None);
}

#[test]
fn global_privacy_control_closes_telemetry() {
    assert_eq!(says(Some(true), &[]), ALL);
    assert_eq!(says(Some(false), &[]), NONE);
    assert_eq!(says(Some(true), &[("IABTCF_gdprApplies", "0")]), ALL);
}

#[test]
fn a_purpose_of_the_framework_closes_ours() {
    for (consents, interests, is) in [
        ("1111111111", "", NONE),
        ("1", "0000000111", NONE),
        ("0111111111", "", Some([true, false, true, false])),
        ("1111111110", "", Some([true, true, false, false])),
        ("1111111101", "", Some([true, false, false, false])),
        ("0", "1111111111", Some([true, false, true, false])),
        ("", "", NO_YES),
        ("yes", "", NO_YES),
        ("1111111111", "no", NO_YES),
    ] {
        let keys = [
            ("IABTCF_gdprApplies", "1"),
            ("IABTCF_PurposeConsents", consents),
            ("IABTCF_PurposeLegitimateInterests", interests),
        ];
        assert_eq!(says(None, &keys), is, "{consents} {interests}");
    }
}

#[test]
fn a_tool_without_an_answer_closes() {
    assert_eq!(says(None, &[("IABTCF_CmpSdkID", "300")]), NO_YES);
    assert_eq!(says(None, &[("IABTCF_gdprApplies", "1")]), NO_YES);
    assert_eq!(
        says(Some(false), &[("IABTCF_gdprApplies", "maybe")]),
        NO_YES
    );
}

#[test]
fn string_and_keys_must_agree() {
    let (yes, no) = (string("1111111111", ""), string("1", ""));
    for (text, consents, is) in [
        (yes.as_str(), "1111111111", NONE),
        (yes.as_str(), "", NONE),
        (no.as_str(), "1111111111", Some([true, true, false, false])),
        (yes.as_str(), "1", Some([true, true, false, false])),
        ("BPXxRfA", "1111111111", NO_YES),
        ("C", "1111111111", NO_YES),
    ] {
        let keys = [
            ("IABTCF_TCString", text),
            ("IABTCF_PurposeConsents", consents),
        ];
        assert_eq!(says(None, &keys), is, "{text} {consents}");
    }
}

#[test]
fn only_sections_in_force_count() {
    let all = |in_force| {
        says(
            None,
            &[
                ("IABGPP_GppSID", in_force),
                (
                    "IABGPP_HDR_GppString",
                    "DBACNYA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YYN",
                ),
                ("IABGPP_9_String", "BAAAABA"),
            ],
        )
    };
    assert_eq!(all("-1"), NONE);
    assert_eq!(all("6"), ALL);
    assert_eq!(all("9"), NONE);
    assert_eq!(all("9_6"), ALL);
    // Canada's is not read, California's is not there, and 0 is none yet.
    for unread in ["5", "8", "0", "x"] {
        assert_eq!(all(unread), ALL, "{unread}");
    }
    assert_eq!(
        says(None, &[("IABGPP_HDR_GppString", "DBABL~BAAAABA")]),
        ALL
    );
}

#[test]
fn every_key_that_is_read_is_named() {
    let named = keys();
    assert_eq!(named.len(), 25);
    assert!(named.contains(&"IABGPP_22_String".to_owned()));
}
