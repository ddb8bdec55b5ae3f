//! What `sordino generate` writes of any policy, held against `sordino check`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use sordino_checker::check_strings;
use sordino_checker::config::Config;
use sordino_checker::rule::Severity;
use sordino_paperwork::write::paper;
use sordino_policy::compile_all;

use crate::generated::{app, found};

const HEAD: &str = r#"version = "3"
date = 2026-03-01

[controller]
name = "Klangwerk GmbH"
address = "Hafenweg 1, 20457 Hamburg"
email = "hello@klangwerk.app"
privacy_notice = "https://klangwerk.app/privacy"
backup_retention_days = 30
data_protection_officer = { name = "A. Petersen", email = "dpo@klangwerk.app" }
supervisory_authority = { name = "HmbBfDI", email = "mailbox@datenschutz.hamburg.de" }
"#;

/// A purpose's kind, what it may list as data, and its switch in English and German.
const KINDS: [(&str, &[&str], [&str; 2]); 9] = [
    (
        "events",
        &["use of the app", "user ID", "search terms"],
        ["Usage", "Nutzung"],
    ),
    (
        "crash",
        &["crash information"],
        ["Crash reports", "Absturzberichte"],
    ),
    (
        "performance",
        &["loading times", "device ID"],
        ["Speed", "Tempo"],
    ),
    (
        "contacts",
        &["phone numbers of the studio"],
        ["Contact card", "Kontaktkarte"],
    ),
    (
        "push",
        &["push token", "device ID"],
        ["Notices", "Hinweise"],
    ),
    (
        "account",
        &["e-mail address", "user ID", "name"],
        ["Account", "Konto"],
    ),
    (
        "support",
        &["enquiries", "crash information", "use of the app"],
        ["Help", "Hilfe"],
    ),
    (
        "security",
        &["IP address", "device ID"],
        ["Safety", "Sicherheit"],
    ),
    (
        "own_servers",
        &["bookings", "address book"],
        ["Bookings", "Buchungen"],
    ),
];

/// Words of the stores for any category: Apple's, Play's.
const WORDS: [(&str, &str); 10] = [
    ("CrashData", "PSL_CRASH_LOGS"),
    ("ProductInteraction", "PSL_USER_INTERACTION"),
    ("DeviceID", "PSL_DEVICE_ID"),
    ("UserID", "PSL_USER_ACCOUNT"),
    ("Contacts", "PSL_CONTACTS"),
    ("OtherDataTypes", "PSL_OTHER_PERSONAL"),
    ("PerformanceData", "PSL_PERFORMANCE_DIAGNOSTICS"),
    ("none", "PSL_CRASH_LOGS"),
    ("DeviceID", "none"),
    ("none", "none"),
];

#[derive(Debug, Clone)]
struct Purpose {
    kind: usize,
    data: Vec<&'static str>,
    basis: &'static str,
    access: bool,
}

impl Purpose {
    fn id(&self) -> &'static str {
        KINDS[self.kind].0
    }

    fn write(&self, locales: &[&str], toml: &mut String) {
        let (kind, _, titles) = KINDS[self.kind];
        let data = &self.data;
        let mut line = |line: String| writeln!(toml, "{line}").expect("a text takes every line");
        line(format!(
            "\n[[purpose]]\nid = \"{kind}\"\nkind = \"{kind}\"\nretention_days = 30"
        ));
        line(format!("legal_basis = \"{}\"\ndata = {data:?}", self.basis));
        if self.basis == "legitimate_interest" {
            line("balancing = \"Balancing test 7 of March 2026\"".to_owned());
        }
        line(match self.access {
            true => "device_access = \"consent\"".to_owned(),
            false => "device_access = \"strictly_necessary\"\ndevice_access_reason = \"Bookings cannot be shown without it.\"".to_owned(),
        });
        for locale in locales {
            let (title, text) = match *locale {
                "de" => (titles[1], "Wir brauchen es für die Buchungen im Studio."),
                _ => (titles[0], "We need it for the bookings of the studio."),
            };
            line(format!(
                "title.{locale} = \"{title}\"\ntext.{locale} = \"{text}\""
            ));
        }
    }
}

#[derive(Debug, Clone)]
struct Recipient {
    kind: &'static str,
    role: &'static str,
    country: &'static str,
    local: bool,
    platform: &'static str,
}

/// What a recipient of this kind gets: the preset, and the kinds of purposes that it serves.
fn serves(kind: &str, purposes: &[Purpose]) -> (Vec<&'static str>, &'static str) {
    let (kinds, more): (&[&str], _) = match kind {
        "segment" => (&["events"], "fields = \"events-minimal\""),
        "sentry" => (&["crash"], "fields = \"crash-minimal\""),
        "vendor_sdk" => (&["events", "crash", "performance"], ""),
        _ => (
            &[
                "support",
                "account",
                "own_servers",
                "security",
                "push",
                "contacts",
            ],
            "",
        ),
    };
    let served = purposes.iter().map(Purpose::id);
    (served.filter(|id| kinds.contains(id)).collect(), more)
}

impl Recipient {
    fn write(&self, purposes: &[Purpose], toml: &mut String) -> bool {
        let (served, fields) = serves(self.kind, purposes);
        if served.is_empty() {
            return false;
        }
        let mut line = |line: &str| writeln!(toml, "{line}").expect("a text takes every line");
        let (kind, role) = (self.kind, self.role);
        line(&format!(
            "\n[[recipient]]\nid = \"{kind}\"\nkind = \"{kind}\"\nname = \"Nordlicht {kind} GmbH\""
        ));
        line(&format!(
            "role = \"{role}\"\nretention_days = 30\npurposes = {served:?}\n{fields}"
        ));
        line(&format!("country = \"{}\"", self.country));
        if self.country == "US" {
            line("transfer_tool = \"standard_contractual_clauses\"");
        }
        let host = match self.local {
            true => "http://127.0.0.1:8080",
            false => "https://in.klangwerk.app",
        };
        match kind {
            "segment" => line(&format!("endpoint = \"{host}/v1\"\nkey = \"public\"")),
            "sentry" => line(&format!("endpoint = \"{host}/4711\"\nkey = \"public\"")),
            _ => {}
        }
        true
    }
}

fn purposes() -> impl Strategy<Value = Vec<Purpose>> {
    let indices: Vec<usize> = (0..KINDS.len()).collect();
    subsequence(indices, 1..=5)
        .prop_flat_map(|kinds| kinds.into_iter().map(purpose).collect::<Vec<_>>())
}

fn purpose(kind: usize) -> impl Strategy<Value = Purpose> {
    let listed = KINDS[kind].1;
    let data = subsequence(listed, 1..=listed.len());
    let bases = match kind {
        0..=2 => vec!["consent", "legitimate_interest"],
        3 => vec!["consent"],
        _ => vec!["consent", "contract", "legitimate_interest"],
    };
    (data, select(bases), any::<bool>()).prop_map(move |(data, basis, access)| Purpose {
        kind,
        data,
        basis,
        access: access || kind == 3,
    })
}

fn recipients() -> impl Strategy<Value = Vec<Recipient>> {
    subsequence(vec!["segment", "sentry", "vendor_sdk", "service"], 0..=4)
        .prop_flat_map(|kinds| kinds.into_iter().map(recipient).collect::<Vec<_>>())
}

fn recipient(kind: &'static str) -> impl Strategy<Value = Recipient> {
    let role = select(vec!["processor", "joint_controller", "controller"]);
    let platform = select(vec!["", "", "ios_only", "android_only"]);
    (role, select(vec!["DE", "US"]), any::<bool>(), platform).prop_map(
        move |(role, country, local, platform)| Recipient {
            kind,
            role,
            country,
            local,
            platform,
        },
    )
}

#[derive(Debug, Clone)]
struct Stores {
    there: bool,
    words: Vec<Option<usize>>,
    account: Vec<&'static str>,
    account_page: bool,
    data_page: bool,
}

fn stores() -> impl Strategy<Value = Stores> {
    let words = prop::collection::vec(prop::option::of(0..WORDS.len()), 20);
    let account = subsequence(vec!["PSL_ACM_OAUTH", "PSL_ACM_USER_ID_PASSWORD"], 0..=2);
    (any::<bool>(), words, account, any::<bool>(), any::<bool>()).prop_map(
        |(there, words, account, account_page, data_page)| Stores {
            there,
            words,
            account,
            account_page,
            data_page,
        },
    )
}

impl Stores {
    fn write(&self, purposes: &[Purpose], recipients: &[&Recipient], toml: &mut String) {
        let mut line = |line: String| writeln!(toml, "{line}").expect("a text takes every line");
        if !self.there {
            return;
        }
        line("\n[stores]".to_owned());
        for list in ["ios_only", "android_only"] {
            let on: Vec<&str> = recipients
                .iter()
                .filter(|one| one.platform == list)
                .map(|one| one.kind)
                .collect();
            line(format!("{list} = {on:?}"));
        }
        if !self.account.is_empty() {
            line(format!("account_creation = {:?}", self.account));
        }
        if self.account_page {
            line("account_deletion_url = \"https://klangwerk.app/account\"".to_owned());
        }
        if self.data_page {
            line("data_deletion_url = \"https://klangwerk.app/data\"".to_owned());
        }
        let categories: BTreeSet<&str> =
            purposes.iter().flat_map(|one| &one.data).copied().collect();
        for (category, word) in categories.iter().zip(&self.words) {
            let Some((apple, play)) = word.map(|at| WORDS[at]) else {
                continue;
            };
            line(format!(
                "[[stores.data]]\ncategory = \"{category}\"\napple = \"{apple}\"\nplay = \"{play}\""
            ));
            if [apple, play].contains(&"none") {
                line("reason = \"It never reaches anybody in the clear.\"".to_owned());
            }
        }
    }
}

const FIELD: &str = r#"
[[field]]
name = "page"
rule = { enumerate = ["home", "search"] }
recipients = ["segment"]
"#;
const EVENT: &str =
    "\n[[event]]\nname = \"page_opened\"\npurpose = \"events\"\nproperties = [\"page\"]\n";
const CARD: &str = r#"
[[permission]]
id = "contacts"
purpose = "contacts"
card_numbers = ["+494023125001"]
"#;
const CARD_EN: &str = r#"feature.en = "studio card"
purpose_string.en = "The app saves one card with the studio's numbers, so that, for example, a call about your booking shows its name."
"#;
const CARD_DE: &str = r#"feature.de = "Studiokarte"
purpose_string.de = "Die App speichert eine Karte mit den Nummern des Studios, damit zum Beispiel ein Anruf zu Ihrer Buchung dessen Namen zeigt."
"#;

fn toml(
    purposes: &[Purpose],
    recipients: &[Recipient],
    stores: &Stores,
    locales: &[&str],
) -> String {
    let mut toml = format!("locales = {locales:?}\n{HEAD}");
    for purpose in purposes {
        purpose.write(locales, &mut toml);
    }
    let written = |one: &&Recipient| one.write(purposes, &mut toml);
    let there: Vec<&Recipient> = recipients.iter().filter(written).collect();
    if there.iter().any(|one| one.kind == "segment") {
        let events = purposes.iter().find(|one| one.id() == "events");
        let category = events.map_or("", |events| events.data[0]);
        write!(toml, "{FIELD}category = \"{category}\"\n{EVENT}").expect("a text takes every line");
        for (at, category) in events
            .iter()
            .flat_map(|events| &events.data)
            .enumerate()
            .skip(1)
        {
            let name = if *category == "user ID" {
                "user_id".to_owned()
            } else {
                format!("page_{at}")
            };
            let part = if name == "user_id" {
                ""
            } else {
                "part_of = \"page\"\n"
            };
            write!(toml, "\n[[field]]\nname = \"{name}\"\nrule = \"pseudonymise\"\nrecipients = [\"segment\"]\n{part}category = \"{category}\"\n")
                .expect("a text takes every line");
        }
    }
    if purposes.iter().any(|one| one.id() == "contacts") {
        toml.push_str(CARD);
        for locale in locales {
            toml.push_str(if *locale == "de" { CARD_DE } else { CARD_EN });
        }
    }
    toml.push_str("\n[limits]\nminimum_age = 16\n");
    stores.write(purposes, &there, &mut toml);
    toml
}

fn policies() -> impl Strategy<Value = String> {
    let locales = select(vec![
        vec!["en"],
        vec!["en", "de"],
        vec!["de", "en"],
        vec!["de"],
    ]);
    (purposes(), recipients(), stores(), locales).prop_map(
        |(purposes, recipients, stores, locales)| toml(&purposes, &recipients, &stores, &locales),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_global_rejects: 160, ..ProptestConfig::default() })]

    #[test]
    fn check_finds_nothing_in_what_generate_writes(toml in policies()) {
        let today = jiff::civil::date(2026, 11, 24);
        let compiled = compile_all("privacy.toml", &toml, today).map_err(|findings| {
            let first = findings.first().map(ToString::to_string);
            TestCaseError::reject(first.unwrap_or_default())
        })?;
        let weighs = |severity| matches!(severity, Severity::Error | Severity::Warning);
        let strings = check_strings(&compiled.policy, "privacy.toml", &toml, &Config::default());
        prop_assume!(!strings.iter().any(|one| weighs(one.severity)));
        prop_assume!(paper(&compiled, "privacy.toml").is_ok());
        let root = app(&compiled);
        let found = found(&compiled, root.path());
        prop_assert!(found.is_empty(), "{:#?}\n{}", found, toml);
    }
}
