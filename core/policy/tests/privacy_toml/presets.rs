//! Fields by one word.

use jiff::civil::date;
use sordino_policy::{Compiled, FieldRule, compile_all};

use crate::small::{SMALL, yields};

/// The small policy, in which `sound` reads `changed`.
fn compiled(changes: &[(&str, &str)]) -> Compiled {
    let mut toml = SMALL.to_owned();
    for (sound, changed) in changes {
        assert!(toml.contains(sound), "{sound:?}");
        toml = toml.replacen(sound, changed, 1);
    }
    compile_all("privacy.toml", &toml, date(2026, 3, 11)).unwrap_or_else(|found| {
        let shown: Vec<_> = found.iter().map(ToString::to_string).collect();
        panic!("{}", shown.join("\n"))
    })
}

const CRASH: (&str, &str) = (
    "kind = \"sentry\"",
    "kind = \"sentry\"\nfields = \"crash-minimal\"",
);
const EVENTS: (&str, &str) = (
    "kind = \"segment\"",
    "kind = \"segment\"\nfields = \"events-minimal\"",
);

#[test]
fn a_preset_writes_its_fields_out() {
    let policy = compiled(&[CRASH]).policy;
    let got = |name: &str| {
        let field = policy.fields.iter().find(|field| field.name == name);
        field.filter(|field| field.recipients.contains(&"sentry".to_owned()))
    };
    for name in [
        "crash_time",
        "app_version",
        "stack_address",
        "image_debug_id",
    ] {
        assert!(got(name).is_some(), "{name}");
    }
    assert_eq!(
        got("stack_file").map(|field| &field.rule),
        Some(&FieldRule::Scrub)
    );
    assert!(
        got("thread_name").is_none() && got("user_id").is_none(),
        "no more than that"
    );
    let crashes = policy
        .purposes
        .iter()
        .find(|purpose| purpose.id == "crashes");
    let data = crashes
        .map(|purpose| purpose.data.as_slice())
        .unwrap_or_default();
    assert!(
        data.contains(&"app version".to_owned()),
        "the notice names it: {data:?}"
    );
    assert_eq!(
        data.iter()
            .filter(|one| *one == "crash information")
            .count(),
        1
    );
}

#[test]
fn two_presets_share_a_field() {
    let policy = compiled(&[CRASH, EVENTS]).policy;
    let version = policy
        .fields
        .iter()
        .find(|field| field.name == "app_version");
    let mut recipients = version
        .map(|field| field.recipients.clone())
        .unwrap_or_default();
    recipients.sort();
    assert_eq!(recipients, ["segment", "sentry"]);
    for id in ["crashes", "usage"] {
        let purpose = policy.purposes.iter().find(|purpose| purpose.id == id);
        assert!(
            purpose.is_some_and(|purpose| purpose.data.contains(&"app version".to_owned())),
            "{id}"
        );
    }
}

#[test]
fn a_field_written_out_keeps_its_rule() {
    let own =
        "[[field]]\nname = \"device_id\"\nrule = \"pseudonymise\"\nrecipients = [\"segment\"]\n";
    let policy = compiled(&[EVENTS, (own, &own.replace("[\"segment\"]", "[]"))]).policy;
    let own = policy.fields.iter().find(|field| field.name == "device_id");
    let own = own.expect("the file has it");
    assert_eq!(own.recipients, ["segment"]);
    assert_eq!(own.category, "use of the app", "as the file says");
}

#[test]
fn a_preset_speaks_the_languages_of_the_notice() {
    let told = compiled(&[CRASH]);
    let german = told
        .translations
        .get("de")
        .and_then(|texts| texts.get("app version"));
    assert_eq!(german.map(String::as_str), Some("Version der App"));
    let told = compiled(&[CRASH, ("[\"en\", \"de\"]", "[\"de\", \"en\"]")]);
    let named = |field: &&sordino_policy::Field| field.name == "app_version";
    let field = told.policy.fields.iter().find(named);
    assert_eq!(
        field.map(|field| field.category.as_str()),
        Some("Version der App")
    );
    let english = told
        .translations
        .get("en")
        .and_then(|texts| texts.get("Version der App"));
    assert_eq!(english.map(String::as_str), Some("app version"));
}

#[test]
fn a_preset_fits_its_recipient() {
    let wrong = "fields = «\"crash-minimal\"\nqueue =";
    yields(&["PC110"], "queue =", &wrong.replace("crash", "events"));
    let service = "id = \"hoster\"\nname = \"The hoster\"";
    yields(
        &["PC110"],
        service,
        &format!("{service}\nfields = «\"crash-minimal\""),
    );
    yields(
        &["PC104"],
        "queue =",
        "fields = «\"crash-maximal\"\nqueue =",
    );
}
