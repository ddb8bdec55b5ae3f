//! The table `[stores]`: what stores are told is held against the policy, and never shipped to a phone.

use jiff::civil::date;
use sordino_policy::{Platform, Stores, compile, compile_all};

use crate::small::{SMALL, yields};

const STORES: &str = r#"[stores]
ios_background_upload = true
account_deletion_url = "https://klangwerk.app/delete"
keep_permissions = [{ name = "android.permission.READ_CONTACTS", reason = "The app backs up contacts" }]
data = [
  { category = "crash information", apple = "CrashData", play = "PSL_CRASH_LOGS" },
  { category = "push token", apple = "DeviceID", play = "none", reason = "Play leaves tokens out" },
]

[limits]"#;

#[test]
fn store_answers_are_read_and_never_ship() {
    let today = date(2026, 3, 11);
    let without = compile_all("privacy.toml", SMALL, today).expect("it is sound");
    assert_eq!(without.stores, Stores::default());
    let toml = SMALL.replacen("[limits]", STORES, 1);
    let with = compile_all("privacy.toml", &toml, today).expect("it is sound");
    assert_eq!(with.policy, without.policy);
    assert_eq!(compile("privacy.toml", &toml, today), Ok(with.policy));
    let stores = with.stores;
    assert!(stores.ios_background_upload);
    assert_eq!(
        stores.keep_permissions[0].reason,
        "The app backs up contacts"
    );
    let word = &stores.data[1].apple;
    let line = toml.lines().nth(word.line - 1).expect("the line is there");
    assert!(
        line.chars()
            .skip(word.column - 1)
            .collect::<String>()
            .starts_with("\"DeviceID\"")
    );
}

#[test]
fn what_stores_are_told_of_is_declared() {
    yields(
        &["PC016"],
        "[limits]",
        "[stores]\ndata = [{ category = «\"shoe size\", apple = \"CrashData\", play = \"PSL_OTHER\" }]\n[limits]",
    );
    yields(
        &["PC005"],
        "[limits]",
        "[stores]\nuses = [{ purpose = «\"nothing\", apple = [\"Analytics\"] }]\n[limits]",
    );
    yields(
        &["PC005"],
        "[limits]",
        "[stores]\nios_only = [«\"nobody\"]\n[limits]",
    );
    yields(
        &["PC110"],
        "[limits]",
        "[stores]\nios_only = [\"segment\"]\nandroid_only = [«\"segment\"]\n[limits]",
    );
}

#[test]
fn silence_towards_a_store_has_a_reason() {
    yields(
        &["PC102"],
        "[limits]",
        "[stores]\ndata = [{ category = \"push token\", apple = «\"none\", play = \"PSL_DEVICE_ID\" }]\n[limits]",
    );
    yields(
        &["PC110"],
        "[limits]",
        "[stores]\ndata = [{ category = \"push token\", apple = \"DeviceID\", play = \"PSL_DEVICE_ID\", reason = «\"so\" }]\n[limits]",
    );
    yields(
        &["PC102"],
        "[limits]",
        "[stores]\nkeep_permissions = [{ name = \"android.permission.READ_CONTACTS\", reason = «\" \" }]\n[limits]",
    );
    yields(
        &["PC012"],
        "[limits]",
        "[stores]\ndata_deletion_url = «\"http://klangwerk.app\"\n[limits]",
    );
}

#[test]
fn a_translation_is_of_one_text() {
    let of = |table: &str| format!("[translations.{table}\n[limits]");
    let toml = SMALL.replacen("[limits]", &of("de]\n\"push token\" = \"Push-Token\""), 1);
    let compiled = compile_all("privacy.toml", &toml, date(2026, 3, 11)).expect("it is sound");
    assert_eq!(compiled.translations["de"]["push token"], "Push-Token");
    yields(
        &["PC110"],
        "[limits]",
        &of("de]\n\"shoe size\" = «\"Schuhgröße\""),
    );
    yields(&["PC009"], "[limits]", &of("de]\n\"push token\" = «\" \""));
    yields(
        &["PC009"],
        "[limits]",
        "«[translations.fr]\n\"push token\" = \"jeton\"\n[limits]",
    );
    yields(
        &["PC110"],
        "[limits]",
        "«[translations.en]\n\"push token\" = \"push token\"\n[limits]",
    );
}

#[test]
fn a_recipient_of_one_platform_says_so() {
    let toml = SMALL.replacen(
        "[limits]",
        "[stores]\nios_only = [\"segment\"]\n[limits]",
        1,
    );
    let policy = compile("privacy.toml", &toml, date(2026, 3, 11)).expect("it is sound");
    let only = policy
        .recipients
        .iter()
        .map(|one| (one.id.as_str(), one.only_on));
    let on_ios: Vec<_> = only.filter(|(_, only)| only.is_some()).collect();
    assert_eq!(on_ios, [("segment", Some(Platform::Ios))]);
}

#[test]
fn a_material_policy_marks_every_purpose() {
    let since = |toml: &str| {
        let policy = compile("privacy.toml", toml, date(2026, 3, 11)).expect("it is sound");
        let of = |purpose: &sordino_policy::Purpose| policy.material_since(purpose).to_owned();
        policy.purposes.iter().map(of).collect::<Vec<_>>()
    };
    assert!(since(SMALL).iter().all(String::is_empty));
    let version = "version = \"1\"";
    assert_eq!(SMALL.matches(version).count(), 1);
    let material = SMALL.replacen(version, "version = \"3\"\nmaterial = true", 1);
    assert!(since(&material).iter().all(|since| since == "3"));
    let one = SMALL.replacen("validity_days", "material_since = \"2\"\nvalidity_days", 1);
    let marked = since(&one).into_iter().filter(|since| since == "2");
    assert_eq!(marked.count(), 1, "one purpose by itself");
}

#[test]
fn an_account_needs_a_way_to_delete_it() {
    yields(
        &["PC102"],
        "[limits]",
        "[stores]\naccount_creation = [«\"PSL_ACM_OAUTH\"]\n[limits]",
    );
    for sound in [
        "[stores]\naccount_creation = [\"PSL_ACM_NONE\"]\n[limits]",
        "[stores]\naccount_creation = [\"PSL_ACM_OAUTH\"]\naccount_deletion_url = \"https://klangwerk.app/delete\"\n[limits]",
    ] {
        let toml = SMALL.replacen("[limits]", sound, 1);
        compile("privacy.toml", &toml, date(2026, 3, 11)).expect("it is sound");
    }
}
