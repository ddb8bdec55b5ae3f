//! Special categories of data: refused in telemetry, carried by explicit consent elsewhere.

use crate::small::{SMALL, findings};

/// A diary of moods that an app keeps on its own servers, and the service that runs them.
const DIARY: &str = r#"
[[purpose]]
id = "diary"
kind = "own_servers"
legal_basis = "consent"
special_categories = "explicit_consent"
device_access = "strictly_necessary"
device_access_reason = "The diary that the person writes stands on the phone until it is stored."
data = ["mood and symptoms", "medication"]
retention_days = 365
title.en = "Diary"
title.de = "Tagebuch"
text.en = "We store what you write down about how you feel, until you delete it. You can withdraw here."
text.de = "Wir speichern, was Sie darüber notieren, wie es Ihnen geht, bis Sie es löschen. Sie können hier widerrufen."

[[recipient]]
id = "hosting"
name = "Hetzner Online GmbH"
kind = "service"
role = "processor"
country = "DE"
purposes = ["diary"]
retention_days = 365

[[recipient]]
"#;

fn with_diary(diary: &str) -> String {
    let (before, after) = SMALL
        .split_once("[[recipient]]\n")
        .expect("it has a recipient");
    format!("{before}{}{after}", diary.trim_start())
}

#[test]
fn pc017_explicit_consent_carries_special_categories() {
    assert_eq!(findings(&with_diary(DIARY)), []);
    let rules = |diary: &str| -> Vec<&str> {
        findings(&with_diary(diary))
            .iter()
            .map(|finding| finding.rule)
            .collect()
    };
    let without = DIARY.replace("special_categories = \"explicit_consent\"\n", "");
    assert_eq!(rules(&without), ["PC017", "PC017"]);
    let opens = DIARY.replace("legal_basis = \"consent\"", "legal_basis = \"contract\"");
    assert_eq!(rules(&opens), ["PC017"]);
    for kind in ["events", "crash", "performance"] {
        let telemetry = DIARY.replace("kind = \"own_servers\"", &format!("kind = \"{kind}\""));
        assert_eq!(rules(&telemetry), ["PC017"], "{kind}");
    }
    let in_the_app = DIARY.replace("kind = \"service\"", "kind = \"vendor_sdk\"");
    assert_eq!(rules(&in_the_app), ["PC017"]);
}

#[test]
fn pc017_what_an_enumeration_tells_is_seen_too() {
    let values =
        |words: &str| SMALL.replacen("{ enumerate = [", &format!("{{ enumerate = [{words}, "), 1);
    assert!(SMALL.contains("{ enumerate = ["), "it has an enumeration");
    for words in [
        "\"headache\"",
        "\"katholisch\"",
        "\"pregnant\"",
        "\"lesbian\"",
    ] {
        let rules: Vec<&str> = findings(&values(words))
            .iter()
            .map(|one| one.rule)
            .collect();
        assert_eq!(rules, ["PC017"], "{words}");
    }
    assert_eq!(findings(&values("\"paint\", \"moodboard\"")), []);
}
