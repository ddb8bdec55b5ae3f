//! Firebase and Google's consent mode in Info.plist: IP004, IP005, IP011. Only for what is linked.

use std::collections::BTreeSet;

use plist::{Dictionary, Value};

use super::edit;
use super::linked::{Firebase, firebase};
use super::rules::{IP004, IP005, IP011};
use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::ios::property_list::{PropertyList, flag};
use crate::rule::Rule;

const CONSENT: [&str; 4] = [
    "GOOGLE_ANALYTICS_DEFAULT_ALLOW_ANALYTICS_STORAGE",
    "GOOGLE_ANALYTICS_DEFAULT_ALLOW_AD_STORAGE",
    "GOOGLE_ANALYTICS_DEFAULT_ALLOW_AD_USER_DATA",
    "GOOGLE_ANALYTICS_DEFAULT_ALLOW_AD_PERSONALIZATION_SIGNALS",
];

/// Notes what is on by default in the apps of the tree.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let linked = firebase(context);
    let mut seen = BTreeSet::new();
    for target in context.ios().apps().filter(|target| target.phone) {
        let generated = target.settings.raw("INFOPLIST_FILE").is_none();
        let info = match (&target.info, &target.project) {
            (Some(info), _) => info.clone(),
            // All of it comes from build settings, which have no place for these keys.
            (None, Some(project)) if generated => PropertyList {
                path: project.clone(),
                value: Value::Dictionary(Dictionary::new()),
                text: String::new(),
            },
            (None, Some(project)) => {
                if linked.any() && seen.insert(project.clone()) {
                    findings.cannot_tell(
                        &IP004,
                        Place::new(project.clone(), 1),
                        "Firebase is linked, and the Info.plist of the app is not in the tree.",
                        "The app's Info.plist would settle whether collection is off.",
                    );
                }
                continue;
            }
            (None, None) => continue,
        };
        if !seen.insert(info.path.clone()) {
            continue;
        }
        if linked.unclear {
            findings.cannot_tell(
                &IP004,
                Place::new(info.path.clone(), 1),
                "Firebase is fetched, and the tree does not say which of its products are linked.",
                "The project file or Package.swift would settle it.",
            );
        }
        one(context, &info, &linked, findings);
    }
}

fn one(context: &Context<'_>, info: &PropertyList, linked: &Firebase, findings: &mut Findings) {
    let said = |key: &str| info.get(key).and_then(flag);
    let default_off = said("FirebaseDataCollectionDefaultEnabled") == Some(false);
    let deactivated = said("FIREBASE_ANALYTICS_COLLECTION_DEACTIVATED") == Some(true);
    let stopped = said("firebase_performance_collection_deactivated") == Some(true);
    for (on, name, key) in [
        (
            linked.crashlytics,
            "Crashlytics",
            "FirebaseCrashlyticsCollectionEnabled",
        ),
        (
            linked.analytics && !deactivated,
            "Analytics",
            "FIREBASE_ANALYTICS_COLLECTION_ENABLED",
        ),
        (
            linked.messaging,
            "Messaging",
            "FirebaseMessagingAutoInitEnabled",
        ),
        (
            linked.performance && !stopped,
            "Performance",
            "firebase_performance_collection_enabled",
        ),
    ] {
        let off = match said(key) {
            Some(on) => !on,
            None => default_off,
        };
        if on && !off {
            tell(
                context,
                info,
                &IP004,
                &[key],
                &format!("Firebase {name} is linked"),
                linked,
                findings,
            );
        }
    }
    if linked.analytics && !deactivated {
        let open: Vec<&str> = CONSENT
            .into_iter()
            .filter(|key| said(key) != Some(false))
            .collect();
        if !open.is_empty() {
            tell(
                context,
                info,
                &IP005,
                &open,
                "Firebase Analytics is linked",
                linked,
                findings,
            );
        }
    }
    let proxy = "FirebaseAppDelegateProxyEnabled";
    if linked.messaging && said(proxy) != Some(false) {
        let finding = findings.add(
            &IP011,
            Place::new(info.path.clone(), line(info, proxy)),
            format!(
                "{proxy} is not false, so Firebase receives the push token before the app does."
            ),
            format!("Set {proxy} to false and hand the token over yourself."),
        );
        finding.edit = edit::set_false(context.tree, info, &[proxy]);
    }
}

fn tell(
    context: &Context<'_>,
    info: &PropertyList,
    rule: &Rule,
    keys: &[&str],
    what: &str,
    linked: &Firebase,
    findings: &mut Findings,
) {
    let missing = keys.iter().all(|key| info.get(key).is_none());
    let first = keys.iter().find(|key| info.get(key).is_some());
    let place = Place::new(info.path.clone(), line(info, first.unwrap_or(&keys[0])));
    let names = keys.join(", ");
    let is = if keys.len() == 1 { "is" } else { "are" };
    if missing && linked.written_while_built {
        findings.cannot_tell(
            rule,
            place,
            format!("{what} through React Native Firebase, and {names} {is} not in Info.plist."),
            "firebase.json, from which Info.plist is written while the app is built, would settle it.",
        );
        return;
    }
    let how = if missing { "missing" } else { "not false" };
    let finding = findings.add(
        rule,
        place,
        format!("{what}, and {names} {is} {how}."),
        "Write false there, and switch it on after the person's choice.",
    );
    finding.edit = edit::set_false(context.tree, info, keys);
}

/// The line of a key, or that of the dictionary it is missing from.
fn line(info: &PropertyList, key: &str) -> usize {
    match info.get(key) {
        Some(_) => info.line_of(key),
        None => info.line_of_text("<dict", 1),
    }
}
