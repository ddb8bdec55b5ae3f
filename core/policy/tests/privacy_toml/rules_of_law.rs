//! The rules that a law stands behind: a policy with exactly one fault yields exactly that rule,
//! at that place.

use jiff::civil::date;

use crate::small::{SMALL, findings, yields};

const CRASHES: &str = "[[purpose]]\nid = \"crashes\"\nkind = \"crash\"\nlegal_basis = \"legitimate_interest\"\nbalancing = \"LIA-1\"\n";

#[test]
fn the_policy_without_a_fault_yields_nothing() {
    assert_eq!(findings(SMALL), []);
}

#[test]
fn pc001_a_purpose_has_a_legal_basis() {
    yields(
        &["PC001"],
        CRASHES,
        "«[[purpose]]\nid = \"crashes\"\nkind = \"crash\"\n",
    );
}

#[test]
fn pc002_consent_is_never_on_by_default() {
    let sound = "legal_basis = \"consent\"\ndevice_access = \"consent\"\nbefore_choice";
    let fault = "legal_basis = \"consent\"\ndefault = «\"on\"\ndevice_access = \"strictly_necessary\"\n\
                 device_access_reason = \"The page shows its own counter.\"\nbefore_choice";
    yields(&["PC002"], sound, fault);
}

#[test]
fn pc003_a_legitimate_interest_was_weighed() {
    yields(
        &["PC003"],
        "= \"legitimate_interest\"\nbalancing = \"LIA-1\"",
        "= «\"legitimate_interest\"",
    );
    yields(&["PC003"], "balancing = \"LIA-1\"", "balancing = «\"TODO\"");
}

#[test]
fn pc004_strict_necessity_has_a_reason() {
    let sound = "device_access = \"strictly_necessary\"\ndevice_access_reason = \"Without a session nobody can sign in.\"";
    yields(&["PC004"], sound, "device_access = «\"strictly_necessary\"");
    yields(
        &["PC004"],
        "\"Without a session nobody can sign in.\"",
        "«\"\"",
    );
}

#[test]
fn pc005_every_name_is_declared() {
    yields(
        &["PC005"],
        "rule = \"scrub\"\nrecipients = [\"sentry\"]",
        "rule = \"scrub\"\nrecipients = [\"sentry\", «\"amplitude\"]",
    );
    yields(
        &["PC005"],
        "purposes = [\"crashes\"]",
        "purposes = [\"crashes\", «\"ads\"]",
    );
    yields(&["PC005"], "purpose = \"usage\"", "purpose = «\"uasge\"");
    yields(&["PC005"], "purpose = \"card\"", "purpose = «\"cards\"");
    yields(&["PC005"], "off = [\"usage\"]", "off = [«\"ads\"]");
    yields(&["PC005"], "purposes = [\"running\"]", "purposes = «[]");
}

#[test]
fn pc006_data_leaves_on_a_transfer_tool() {
    yields(
        &["PC006"],
        "country = \"US\"\ntransfer_tool = \"standard_contractual_clauses\"",
        "country = «\"US\"",
    );
    yields(&["PC006"], "country = \"NO\"", "country = «\"CH\"");
    yields(&["PC006"], "country = \"NO\"", "country = «\"UK\"");
    yields(&["PC006"], "country = \"NO\"", "country = «\"Norway\"");
    let tool = "transfer_tool = \"standard_contractual_clauses\"";
    let with = |days: &str| format!("{tool}\n{days}");
    yields(
        &["PC006"],
        tool,
        &with("transfer_from = 2026-09-02\ntransfer_until = «2026-09-01"),
    );
    yields(&["PC006"], tool, &with("transfer_until = «2026-03-10"));
    yields(&["PC006"], tool, &with("transfer_from = «\"soon\""));
    yields(
        &["PC110"],
        "country = \"NO\"",
        "country = \"NO\"\ntransfer_from = «2026-01-01",
    );
}

#[test]
fn pc007_what_is_collected_has_an_end() {
    yields(
        &["PC007"],
        &format!(
            "{CRASHES}device_access = \"consent\"\ndefault = \"off\"\ndata = [\"crash information\"]\nretention_days = 90\n"
        ),
        &format!(
            "«{CRASHES}device_access = \"consent\"\ndefault = \"off\"\ndata = [\"crash information\"]\n"
        ),
    );
    yields(
        &["PC007"],
        "retention_days = 7\ntitle",
        "retention_days = «0\ntitle",
    );
    yields(
        &["PC007"],
        "retention_days = 90\nqueue",
        "retention_days = «91\nqueue",
    );
}

#[test]
fn pc008_backups_follow_within_thirty_days() {
    yields(
        &["PC008"],
        "backup_retention_days = 30",
        "backup_retention_days = «31",
    );
    yields(
        &["PC008"],
        "[controller]\nname = \"Klangwerk GmbH\"\naddress = \"Hafenweg 1, 20457 Hamburg\"\nemail = \"hello@klangwerk.app\"\nprivacy_notice = \"https://klangwerk.app/privacy\"\nbackup_retention_days = 30\n",
        "«[controller]\nname = \"Klangwerk GmbH\"\naddress = \"Hafenweg 1, 20457 Hamburg\"\nemail = \"hello@klangwerk.app\"\nprivacy_notice = \"https://klangwerk.app/privacy\"\n",
    );
}

#[test]
fn pc009_every_text_stands_in_every_locale() {
    yields(
        &["PC009"],
        "title.en = \"Usage\"\ntitle.de = \"Nutzung\"",
        "«title.en = \"Usage\"",
    );
    yields(&["PC009"], "feature.de = \"Alarme\"", "feature.de = «\"\"");
    yields(
        &["PC009"],
        "title.en = \"Usage\"",
        "title.en = \"Usage\"\ntitle.fr = «\"Utilisation\"",
    );
    yields(
        &["PC009"],
        "text.de = \"Wir zählen, welche Seiten geöffnet werden.\"",
        "text.de = «\"We count which pages are opened.\"",
    );
    yields(&["PC009"], "locales = [\"en\", \"de\"]", "locales = «[]");
}

#[test]
fn a_day_that_is_not_there_yet_is_told_and_refuses_nothing() {
    let of = |day: &str| {
        let toml = SMALL.replace("date = 2026-03-01", &format!("date = {day}"));
        let compiled = sordino_policy::compile_all("privacy.toml", &toml, date(2026, 3, 11));
        compiled.expect("it is written down").notes
    };
    assert_eq!(of("2026-03-11"), []);
    let notes = of("2026-03-12");
    assert_eq!(notes.len(), 1, "{notes:#?}");
    assert_eq!((notes[0].rule, notes[0].line), ("PC010", 2));
    assert!(notes[0].what.contains("is in the future"), "{}", notes[0]);
}

#[test]
fn pc010_the_policy_has_one_date() {
    yields(&["PC010"], "date = 2026-03-01", "date = «\"1 March 2026\"");
    yields(&["PC010"], "date = 2026-03-01", "date = «\"2026-02-30\"");
    yields(
        &["PC010"],
        "\"We count which pages are opened.\"",
        "«\"As of June 2023 we count pages (July 2023).\"",
    );
    let missing = findings(&SMALL.replace("date = 2026-03-01\n", ""));
    assert_eq!(
        missing
            .iter()
            .map(|finding| (finding.rule, finding.line))
            .collect::<Vec<_>>(),
        [("PC010", 1)]
    );
}

#[test]
fn pc011_no_text_cites_a_replaced_statute() {
    yields(
        &["PC011"],
        "\"Without a session nobody can sign in.\"",
        "«\"Erforderlich nach § 25 Abs. 2 TTDSG.\"",
    );
}

#[test]
fn pc012_somebody_can_be_reached() {
    yields(
        &["PC012"],
        "email = \"hello@klangwerk.app\"",
        "email = «\"privacy@example.com\"",
    );
    yields(
        &["PC012"],
        "email = \"dpo@klangwerk.app\"",
        "email = «\"TODO\"",
    );
    yields(&["PC012"], "name = \"HmbBfDI\"", "name = «\"…\"");
    yields(
        &["PC012"],
        "data_protection_officer = { name = \"A. Petersen\", email = \"dpo@klangwerk.app\" }",
        "data_protection_officer = «{ name = \"A. Petersen\" }",
    );
    yields(
        &["PC012"],
        "\"https://klangwerk.app/privacy\"",
        "«\"http://klangwerk.app/privacy\"",
    );
    yields(
        &["PC012"],
        "email = \"mailbox@datenschutz.hamburg.de\"",
        "email = «\"dpo@klangwerk.app\"",
    );
    yields(&["PC012"], "name = \"The hoster\"", "name = «\"tbd\"");
}

#[test]
fn pc013_a_link_leads_to_its_party() {
    yields(
        &["PC013"],
        "\"We send alerts as push notifications.\"",
        "«\"\"\"Google Play Store: https://www.apple.com/legal/privacy/de-ww/\n\nApple App Store: https://www.apple.com/\"\"\"",
    );
    yields(
        &["PC013"],
        "\"https://events.eu1.segmentapis.com/v1\"",
        "«\"https://o1.ingest.sentry.io/1\"",
    );
}

#[test]
fn pc014_no_text_denies_a_recipient() {
    yields(
        &["PC014"],
        "\"We send alerts as push notifications.\"",
        "«\"We send alerts. No data goes to third parties.\"",
    );
    yields(
        &["PC014"],
        "\"Die App sendet Alarme, etwa nachts, damit Sie handeln können.\"",
        "«\"Es werden keine Daten an Dritte weitergegeben.\"",
    );
    let rules = |toml: &str| -> Vec<&str> {
        let found = findings(toml);
        found.iter().map(|finding| finding.rule).collect()
    };
    let unserved = SMALL.replace("purposes = [\"alerts\"]", "purposes = [\"card\"]");
    assert_eq!(rules(&unserved), ["PC014"]);
    // Nobody switches a service, so that no gate could ever hold a token.
    let unswitched = SMALL.replace("kind = \"vendor_sdk\"", "kind = \"service\"");
    assert_eq!(rules(&unswitched), ["PC014"]);
}

#[test]
fn pc015_using_the_app_is_not_consent() {
    for text in [
        "Your continued use of the app constitutes your consent.",
        "By using the app, you agree to this policy.",
        "Durch die weitere Nutzung erklären Sie sich einverstanden.",
        "Indem Sie die App öffnen, stimmen Sie zu.",
    ] {
        yields(
            &["PC015"],
            "\"We count which pages are opened.\"",
            &format!("«\"{text}\""),
        );
    }
}

#[test]
fn pc016_the_notice_names_just_what_is_collected() {
    let event = "[[event]]\nname = \"connected\"\npurpose = \"running\"\nproperties = [«\"page\"]\n\n[limits]";
    yields(&["PC016"], "[limits]", event);
    yields(&["PC016"], "category = \"connection\"", "category = «\"\"");
    yields(
        &["PC016"],
        "properties = [\"page\", \"details\"]",
        "properties = [\"page\", \"details\", «\"weather\"]",
    );
    yields(
        &["PC016"],
        "[[field]]\nname = \"address\"\nrule = \"drop\"\ncategory = \"connection\"",
        "«[[field]]\nname = \"address\"\nrule = \"drop\"",
    );
    yields(
        &["PC016"],
        "data = [\"use of the app\"]",
        "data = [\"use of the app\", «\"location\"]",
    );
    yields(
        &["PC016"],
        "category = \"connection\"",
        "category = «\"conection\"",
    );
    yields(&["PC016"], "part_of = \"details\"", "part_of = «\"detail\"");
    yields(
        &["PC016"],
        "name = \"exception_value\"",
        "name = «\"weather\"",
    );
    yields(&["PC016"], "data = [\"push token\"]", "data = «[]");
    yields(
        &["PC016", "PC110"],
        "rule = \"scrub\"\nrecipients = [\"sentry\"]",
        "rule = \"scrub\"\nrecipients = [\"sentry\", «\"segment\"]",
    );
}

#[test]
fn pc017_special_categories_stay_out() {
    yields(
        &["PC017"],
        "name = \"address\"",
        "name = \"health_check\"\nnot_special = «\"TODO\"",
    );
    for name in [
        "health_status",
        "religion",
        "ethnic_group",
        "union_member",
        "biometric_hash",
        "political_view",
        "sexual_orientation",
        "gesundheit",
        "gewerkschaft",
        "konfession",
    ] {
        yields(
            &["PC017"],
            "name = \"address\"",
            &format!("name = «\"{name}\""),
        );
    }
    yields(
        &["PC017"],
        "name = \"page_opened\"",
        "name = «\"therapy_opened\"",
    );
    yields(
        &["PC017"],
        "data = [\"push token\"]",
        "data = [«\"health data\"]",
    );
    let explained = SMALL.replace(
        "name = \"address\"",
        "name = \"health_check\"\nnot_special = \"The health of a server.\"",
    );
    assert_eq!(findings(&explained), []);
}

#[test]
fn pc018_children_are_thought_of() {
    yields(&["PC018"], "[limits]\nminimum_age = 16", "«[limits]");
    yields(&["PC018"], "minimum_age = 16", "minimum_age = «0");
    yields(&["PC018"], "minimum_age = 16", "minimum_age = «22");
}

#[test]
fn pc020_consented_access_is_off_by_default() {
    yields(&["PC020"], "default = \"off\"", "default = «\"on\"");
    let both = "legal_basis = \"consent\"\ndevice_access = \"consent\"\nbefore_choice";
    yields(
        &["PC002", "PC020"],
        both,
        &both.replace("before", "default = «\"on\"\nbefore"),
    );
}
