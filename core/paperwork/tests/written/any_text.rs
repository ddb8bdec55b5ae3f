//! What holds for every text that a policy may have.

use proptest::prelude::*;
use sordino_paperwork::write::paper;
use sordino_policy::compile_all;

use crate::sample::with;
use crate::{android, ios};

const TEXT: &str = "We note which pages are opened.";
const PURPOSE: &str = "The app saves one card with the studio's numbers, so that, for example, a call about your booking shows its name.";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_text_reads_the_same_in_every_file(text in "(\\PC|[\"'\\\\<>&@?%*/\n\t -]){1,60}") {
        let written = serde_json::to_string(&text).expect("text is JSON");
        let toml = with(&format!("\"{TEXT}\""), &written).replacen(&format!("\"{PURPOSE}\""), &written, 1);
        let Ok(compiled) = compile_all("privacy.toml", &toml, jiff::civil::date(2026, 3, 11)) else {
            return Ok(());
        };
        let files = paper(&compiled, "privacy.toml").expect("the words are the stores'").files;
        let file = |path: &str| String::from_utf8(files[path].clone()).expect("every file is UTF-8");
        let text = text.trim();
        let key = "NSContactsUsageDescription";
        let fragment = ios::dictionary(&file("ios/Info.fragment.plist"));
        prop_assert_eq!(fragment[key].as_string(), Some(text));
        prop_assert_eq!(ios::pair(&file("ios/en.lproj/InfoPlist.strings"), key), text);
        let strings = file("android/src/main/res/values/sordino_strings.xml");
        let name = "sordino_permission_contacts_rationale";
        prop_assert_eq!(android::string(&strings, name), text);
    }
}
