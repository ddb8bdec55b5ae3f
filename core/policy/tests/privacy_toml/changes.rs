//! What changed between two versions, purpose by purpose.

use jiff::civil::date;
use sordino_policy::{Policy, PurposeChanges, compile_all};

use crate::small::SMALL;

fn policy() -> Policy {
    let compiled = compile_all("privacy.toml", SMALL, date(2026, 3, 11));
    compiled.expect("it holds").policy
}

/// One aspect of one purpose: what is new, and what is gone.
fn changed(all: &[PurposeChanges], purpose: &str, aspect: &str) -> (Vec<String>, Vec<String>) {
    let one = all.iter().find(|one| one.purpose == purpose);
    let change = one.and_then(|one| one.changes.get(aspect));
    change.map_or_else(Default::default, |change| {
        (change.added.clone(), change.removed.clone())
    })
}

#[test]
fn the_same_policy_has_no_changes() {
    assert_eq!(policy().changes_since(&policy()), []);
}

#[test]
fn each_change_stands_by_its_purpose() {
    let (before, mut after) = (policy(), policy());
    let usage = &mut after.purposes[0];
    let (id, days) = (usage.id.clone(), usage.retention_days);
    usage.retention_days += 1;
    usage.legal_basis = sordino_policy::LegalBasis::Contract;
    usage.data.push("hours".to_owned());
    let recipient = after
        .recipients
        .iter_mut()
        .find(|one| one.purposes.contains(&id));
    let recipient = recipient.expect("somebody gets it");
    let country = std::mem::replace(&mut recipient.country, "NO".to_owned());
    let to = recipient.id.clone();
    let field = after
        .fields
        .iter_mut()
        .find(|one| one.recipients.contains(&to));
    let field = field.expect("it gets something");
    let (name, gone) = (
        field.name.clone(),
        std::mem::replace(&mut field.name, "renamed".into()),
    );
    assert_eq!(name, gone);
    let all = after.changes_since(&before);
    let text = |words: &[&str]| {
        words
            .iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        changed(&all, &id, "retention_days"),
        (text(&[&(days + 1).to_string()]), text(&[&days.to_string()]))
    );
    assert_eq!(changed(&all, &id, "bases").0, ["contract"]);
    assert_eq!(changed(&all, &id, "data"), (text(&["hours"]), text(&[])));
    assert_eq!(changed(&all, &id, "countries").0, ["NO"]);
    assert!(changed(&all, &id, "countries").1.len() <= 1, "{country}");
    assert!(changed(&all, &id, "fields").0[0].starts_with("renamed: "));
    assert_eq!(changed(&all, &id, "recipients"), (text(&[]), text(&[])));
}

#[test]
fn a_new_and_a_gone_purpose_are_told() {
    let (before, mut after) = (policy(), policy());
    after.purposes[0].id = "renamed".to_owned();
    let all = after.changes_since(&before);
    let told: Vec<_> = all.iter().map(|one| (one.was, one.is)).collect();
    assert_eq!(told, [(false, true), (true, false)]);
    assert_eq!(all[0].purpose, "renamed");
    assert_eq!(changed(&all, "renamed", "bases").1, Vec::<String>::new());
    let gone = changed(&all, &before.purposes[0].id, "recipients");
    assert!(gone.0.is_empty() && !gone.1.is_empty());
}

#[test]
fn another_text_of_one_version_is_found() {
    let (before, mut after) = (policy(), policy());
    after.purposes[0]
        .text
        .insert("en".to_owned(), "Another text.".to_owned());
    after.hash = after.content_hash();
    assert_ne!(after.hash, before.hash);
    assert!(after.is_another_of_one_version(&before));
    assert!(!before.is_another_of_one_version(&before));
    after.version.push('b');
    assert!(!after.is_another_of_one_version(&before));
}

#[test]
fn a_text_a_name_a_limit_and_the_controller_are_told_by_their_places() {
    let (before, mut after) = (policy(), policy());
    let id = after.purposes[0].id.clone();
    after.purposes[0].title.insert("en".into(), "Faults".into());
    after.recipients[0].retention_days += 1;
    after.controller.email = "new@example.org".to_owned();
    after.limits.minimum_age += 1;
    assert_eq!(after.changes_since(&before), []);
    let told = after.other_changes_since(&before);
    let places: Vec<&str> = told.iter().map(|one| one.at.as_str()).collect();
    let recipient = format!("recipients.{}.retention_days", after.recipients[0].id);
    let title = format!("purposes.{id}.title.en");
    assert_eq!(
        places,
        ["controller.email", "limits.minimum_age", &title, &recipient]
    );
    assert_eq!(told[2].was.as_deref(), Some("Crash reports"));
    assert_eq!(told[2].is.as_deref(), Some("Faults"));
}
