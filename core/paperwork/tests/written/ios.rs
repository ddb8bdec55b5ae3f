//! The files of the Xcode project, read back by a property list reader.

use plist::{Dictionary, Value};
use sordino_paperwork::tables::vendors::IOS_FALSE;
use sordino_paperwork::tables::{apple, apple_apis};

use crate::sample::{ON_CALL, SMALL, text, with};

/// A property list as a reader sees it.
pub(crate) fn dictionary(text: &str) -> Dictionary {
    let value = Value::from_reader_xml(text.as_bytes()).expect("it is a property list");
    value.into_dictionary().expect("its root is a dictionary")
}

/// The value of `key` in a table of strings that has only it.
pub(crate) fn pair(table: &str, key: &str) -> String {
    let line = table.lines().last().expect("it has a line");
    let value = line
        .strip_prefix(&format!("\"{key}\" = \""))
        .and_then(|rest| rest.strip_suffix("\";"));
    let mut read = String::new();
    let mut signs = value.expect("it is a pair").chars();
    while let Some(sign) = signs.next() {
        read.push(match sign {
            '\\' => match signs.next().expect("it escapes something") {
                'n' => '\n',
                't' => '\t',
                other => other,
            },
            '"' => panic!("the pair ends too early"),
            other => other,
        });
    }
    read
}

#[test]
fn a_manifest_says_only_what_apple_knows() {
    for path in [
        "ios/app/PrivacyInfo.xcprivacy",
        "ios/sdk/PrivacyInfo.xcprivacy",
    ] {
        let manifest = dictionary(&text(ON_CALL, path));
        let keys: Vec<&str> = manifest.keys().map(String::as_str).collect();
        assert_eq!(keys, apple::TOP_LEVEL_KEYS);
        assert_eq!(manifest["NSPrivacyTracking"], Value::Boolean(false));
        let types = manifest["NSPrivacyCollectedDataTypes"]
            .as_array()
            .expect("a list");
        assert!(!types.is_empty());
        for entry in types {
            let entry = entry.as_dictionary().expect("a dictionary");
            let kind = entry["NSPrivacyCollectedDataType"].as_string();
            assert!(
                apple::DATA_TYPES
                    .iter()
                    .any(|known| Some(known.manifest) == kind)
            );
            let purposes = entry["NSPrivacyCollectedDataTypePurposes"]
                .as_array()
                .expect("a list");
            assert!(!purposes.is_empty());
            for purpose in purposes {
                let purpose = purpose.as_string();
                assert!(
                    apple::PURPOSES
                        .iter()
                        .any(|known| Some(known.manifest) == purpose)
                );
            }
        }
        for entry in manifest["NSPrivacyAccessedAPITypes"]
            .as_array()
            .expect("a list")
        {
            let entry = entry.as_dictionary().expect("a dictionary");
            let category = entry["NSPrivacyAccessedAPIType"].as_string();
            let known = apple_apis::API_CATEGORIES
                .iter()
                .find(|known| Some(known.id) == category);
            let reasons = known.expect("Apple knows the category").reasons;
            for reason in entry["NSPrivacyAccessedAPITypeReasons"]
                .as_array()
                .expect("a list")
            {
                let reason = reason.as_string().expect("text");
                assert!(reasons.contains(&reason));
                assert!(!apple_apis::SDK_ONLY_REASONS.contains(&reason));
            }
        }
    }
}

#[test]
fn every_vendor_is_off_until_a_choice() {
    let keys = dictionary(&text(SMALL, "ios/Info.fragment.plist"));
    for key in IOS_FALSE {
        assert_eq!(keys.get(key), Some(&Value::Boolean(false)), "{key}");
    }
}

#[test]
fn background_time_is_asked_for_only_by_policy() {
    let task = "BGTaskSchedulerPermittedIdentifiers";
    assert!(!dictionary(&text(SMALL, "ios/Info.fragment.plist")).contains_key(task));
    let asked = with(
        "[limits]",
        "[stores]\nios_background_upload = true\n[limits]",
    );
    let keys = dictionary(&text(&asked, "ios/Info.fragment.plist"));
    let one = |text: &str| Value::Array(vec![Value::String(text.to_owned())]);
    assert_eq!(keys[task], one("dev.sordino.upload"));
    assert_eq!(keys["UIBackgroundModes"], one("processing"));
}

#[test]
fn a_purpose_string_reads_the_same_everywhere() {
    let hostile = r#"The app's "card" 1 < 3 &amp; \\ saves 5 % of time, for example at night."#;
    let toml = with(
        "The app saves one card with the studio's numbers, so that, for example, a call about your booking shows its name.",
        &hostile.replace('\\', "\\\\").replace('"', "\\\""),
    );
    let key = "NSContactsUsageDescription";
    let fragment = dictionary(&text(&toml, "ios/Info.fragment.plist"));
    assert_eq!(fragment[key].as_string(), Some(hostile));
    let catalog: serde_json::Value =
        serde_json::from_str(&text(&toml, "ios/InfoPlist.xcstrings")).expect("it is JSON");
    assert_eq!(catalog["sourceLanguage"], "en");
    let units = &catalog["strings"][key]["localizations"];
    assert_eq!(units["en"]["stringUnit"]["value"], hostile);
    assert_eq!(units["de"]["stringUnit"]["state"], "translated");
    let table = text(&toml, "ios/en.lproj/InfoPlist.strings");
    assert_eq!(pair(&table, key), hostile);
}

#[test]
fn without_a_permission_no_purpose_string_is_written() {
    let from = SMALL.find("[[permission]]").expect("it has one");
    let to = SMALL.find("[limits]").expect("it has one");
    let toml = format!("{}{}", &SMALL[..from], &SMALL[to..]);
    assert!(!text(&toml, "ios/Info.fragment.plist").contains("UsageDescription"));
    assert!(text(&toml, "ios/InfoPlist.xcstrings").contains("\"strings\" : {}"));
}
