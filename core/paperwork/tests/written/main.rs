//! What is written from a policy is what the policy says, in words that the stores know.

mod android;
mod any_text;
mod ios;
mod pages;
mod place;
mod sample;
mod stores;

use std::collections::BTreeSet;

use sample::{ON_CALL, SMALL, paper};

#[test]
fn the_layout_is_exact() {
    let paper = paper(ON_CALL);
    let found: Vec<&str> = paper.files.keys().map(String::as_str).collect();
    let wanted = [
        "android/src/main/AndroidManifest.fragment.xml",
        "android/src/main/assets/sordino/policy.json",
        "android/src/main/res/values-de/sordino_strings.xml",
        "android/src/main/res/values/sordino_strings.xml",
        "android/src/main/res/xml/sordino_app_restrictions.xml",
        "android/src/main/res/xml/sordino_backup_rules.xml",
        "android/src/main/res/xml/sordino_data_extraction_rules.xml",
        "docs/privacy-notice.de.html",
        "docs/privacy-notice.de.md",
        "docs/privacy-notice.en.html",
        "docs/privacy-notice.en.md",
        "docs/processing-record.md",
        "ios/Info.fragment.plist",
        "ios/InfoPlist.xcstrings",
        "ios/app/PrivacyInfo.xcprivacy",
        "ios/app/sordino/policy.json",
        "ios/app_privacy_details.json",
        "ios/de.lproj/InfoPlist.strings",
        "ios/en.lproj/InfoPlist.strings",
        "ios/sdk/PrivacyInfo.xcprivacy",
        "policy.json",
        "store/play-data-safety.csv",
    ];
    assert_eq!(found, wanted);
    assert_eq!(paper.notes, [""; 0], "the example leaves nothing open");
}

/// The small policy's files as somebody read and took them.
#[test]
fn every_generated_file_is_as_it_was_read() {
    for (path, bytes) in paper(SMALL).files {
        let text = String::from_utf8(bytes).expect("every file is UTF-8");
        insta::assert_snapshot!(path.replace('/', "--"), text);
    }
}

#[test]
fn the_same_policy_gives_the_same_bytes() {
    for toml in [ON_CALL, SMALL] {
        assert_eq!(paper(toml), paper(toml));
    }
}

#[test]
fn every_file_that_can_says_what_made_it() {
    let without: BTreeSet<&str> = ["json", "csv", "xcstrings"].into();
    for (path, bytes) in paper(ON_CALL).files {
        let ending = path.rsplit('.').next().expect("every file has an ending");
        let text = String::from_utf8(bytes).expect("every file is UTF-8");
        let says = text.contains("Made by `sordino generate` from privacy.toml");
        assert_eq!(says, !without.contains(ending), "{path}");
        assert!(
            text.ends_with('\n') || path.ends_with("policy.json"),
            "{path}"
        );
    }
}

#[test]
fn what_a_policy_leaves_open_is_told() {
    let notes = paper(SMALL).notes.join("\n");
    for told in [
        "`[stores]` has no word for it: device ID, use of the app.",
        "how an account is made. Add `account_creation`",
        "`data_deletion_url`",
        "`[translations.de]` does not have it: device ID; phone numbers of the studio; use of the app",
    ] {
        assert!(notes.contains(told), "{notes}");
    }
    assert!(
        !notes.contains("where an account is deleted"),
        "there is none: {notes}"
    );
}

#[test]
fn what_the_stores_ask_stays_off_the_phone() {
    let files = paper(ON_CALL).files;
    let shipped = &files["policy.json"];
    let on_android = "android/src/main/assets/sordino/policy.json";
    // Folders that an app ships as they are.
    for (folder, policy) in [
        ("android/src/main/assets/sordino/", on_android),
        ("ios/app/sordino/", "ios/app/sordino/policy.json"),
    ] {
        let inside: Vec<_> = files
            .keys()
            .filter(|path| path.starts_with(folder))
            .collect();
        assert_eq!(inside, [policy], "the policy alone");
        assert_eq!(shipped, &files[policy]);
    }
    let text = String::from_utf8_lossy(shipped);
    for word in [
        "PSL_",
        "translations",
        "background_upload",
        "account_deletion",
    ] {
        assert!(!text.contains(word), "{word}");
    }
}
