//! The permission flows over a real engine: what is kept, told and owed when life is odd.

mod contacts;
mod push;
mod token;

use std::sync::LazyLock;

use sordino_engine::{Engine, Options};
use sordino_policy::{Platform, Policy};
use sordino_tests::{POLICY, Rig};

const MORE: &str = r#"
[[purpose]]
id = "card"
kind = "contacts"
legal_basis = "consent"
device_access = "consent"
data = ["usage data"]
retention_days = 30
title.en = "Kranich contact"
title.de = "Kranich-Kontakt"
text.en = "One entry in your contacts, so that you recognise our calls. You can turn this off here."
text.de = "Ein Eintrag in Ihren Kontakten, damit Sie unsere Anrufe erkennen. Sie können das hier ausschalten."

[[purpose]]
id = "alerts"
kind = "push"
legal_basis = "consent"
device_access = "consent"
data = ["usage data"]
retention_days = 30
title.en = "Alerts"
title.de = "Alarme"
text.en = "Alerts while you are on duty. You can turn this off here."
text.de = "Alarme während Ihrer Bereitschaft. Sie können das hier ausschalten."

[[purpose]]
id = "offers"
kind = "push"
legal_basis = "consent"
device_access = "consent"
data = ["usage data"]
retention_days = 30
title.en = "Offers"
title.de = "Angebote"
text.en = "Offers of ours. You can turn this off here."
text.de = "Angebote von uns. Sie können das hier ausschalten."

[[recipient]]
id = "wire"
name = "Wire GmbH"
kind = "vendor_sdk"
role = "processor"
country = "DE"
purposes = ["alerts", "offers"]
retention_days = 30

[[permission]]
id = "contacts"
purpose = "card"
feature.en = "Kranich contact"
feature.de = "Kranich-Kontakt"
purpose_string.en = "The app saves one contact with the numbers of Kranich, so that, for example, an alert call at night shows its name."
purpose_string.de = "Die App speichert einen Kontakt mit den Nummern von Kranich, damit zum Beispiel ein nächtlicher Anruf dessen Namen zeigt."
card_numbers = ["+493023125001", "+442079460001"]
card_name = "Kranich"
card_version = 1

[[permission]]
id = "push"
purpose = "alerts"
feature.en = "Alerts on duty"
feature.de = "Alarme im Dienst"
purpose_string.en = "The app sends the alerts of your duty, for example an incident at night, so that you can acknowledge it at once."
purpose_string.de = "Die App sendet die Alarme Ihres Dienstes, zum Beispiel einen Vorfall in der Nacht, damit Sie ihn sofort bestätigen können."

[[permission.categories]]
id = "service"
importance = "high"

[[permission.categories]]
id = "marketing"
purpose = "offers"
marketing = true
"#;

fn policy() -> Policy {
    static COMPILED: LazyLock<Policy> = LazyLock::new(|| {
        let today = "2026-11-24".parse().expect("it is a date");
        sordino_policy::compile("policy.toml", &[POLICY, MORE].concat(), today)
            .unwrap_or_else(|findings| panic!("{findings:#?}"))
    });
    COMPILED.clone()
}

/// The policy with its contacts permission changed, as another version of the app has it.
fn changed(change: impl FnOnce(&mut sordino_policy::Permission)) -> Policy {
    let mut policy = policy();
    change(&mut policy.permissions[0]);
    policy
}

/// An engine of a platform with the purposes of both flows open.
fn open_on(rig: &Rig, policy: Policy, platform: Platform) -> Engine {
    let engine = reopened(rig, policy, platform);
    for purpose in ["card", "alerts"] {
        engine
            .turn_on(purpose, Rig::SHOWN)
            .expect("it can be turned on");
    }
    engine
}

/// An engine of a platform as the last one left it.
fn reopened(rig: &Rig, policy: Policy, platform: Platform) -> Engine {
    let options = Options {
        platform: Some(platform),
        ..Options::default()
    };
    rig.open_with(policy, options)
}
