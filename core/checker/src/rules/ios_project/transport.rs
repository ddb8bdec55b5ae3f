//! IP013: where App Transport Security lets clear text through.

use plist::{Dictionary, Value};

use super::rules::IP013;
use crate::context::Context;
use crate::finding::{Findings, Place, Severity};
use crate::read::android::is_local;
use crate::read::ios::property_list::{PropertyList, flag};
use crate::read::ios::target::Product;

const KEY: &str = "NSAppTransportSecurity";
const EVERYTHING: &str = "NSAllowsArbitraryLoads";
/// Keys that, where they stand, make the system pass over `NSAllowsArbitraryLoads` from iOS 10 on.
const NARROWER: [(&str, &str); 3] = [
    ("NSAllowsArbitraryLoadsInWebContent", "web views"),
    ("NSAllowsArbitraryLoadsForMedia", "media"),
    ("NSAllowsLocalNetworking", ""),
];
const FIX: &str = "Use https, or except the hosts that need it only, in NSExceptionDomains.";

/// Notes what each target's list lets through.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for target in &context.ios().targets {
        let info = target.info.as_ref();
        let Some(info) = info.filter(|_| target.product != Product::Library) else {
            continue;
        };
        if let Some(rules) = info.get(KEY).and_then(Value::as_dictionary) {
            one(info, rules, findings);
        }
    }
}

fn one(info: &PropertyList, rules: &Dictionary, findings: &mut Findings) {
    let from = info.line_of(KEY).saturating_sub(1);
    let place = |key: &str| Place::new(info.path.clone(), info.line_after(key, from));
    let is = |key: &str| rules.get(key).and_then(flag) == Some(true);
    let narrower = NARROWER.iter().filter(|(key, _)| rules.get(key).is_some());
    if is(EVERYTHING) {
        if narrower.clone().next().is_some() {
            findings.add_as(
                Severity::Advice,
                &IP013,
                place(EVERYTHING),
                "Clear text may travel to every host before iOS 10; later systems read the narrower keys beside it.",
                "Remove NSAllowsArbitraryLoads.",
            );
        } else {
            findings.add(
                &IP013,
                place(EVERYTHING),
                "Clear text may travel to every host.",
                FIX,
            );
        }
    }
    for (key, what) in narrower.filter(|(key, what)| !what.is_empty() && is(key)) {
        let message = format!("Clear text may travel to every host in {what}.");
        findings.add_as(Severity::Warning, &IP013, place(key), message, FIX);
    }
    hosts(info, rules, findings);
}

fn hosts(info: &PropertyList, rules: &Dictionary, findings: &mut Findings) {
    let excepted = rules
        .get("NSExceptionDomains")
        .and_then(Value::as_dictionary);
    let open: Vec<&String> = excepted
        .into_iter()
        .flatten()
        .filter(|(_, host)| {
            let allows = |key: &str| {
                let rules = host.as_dictionary();
                rules.and_then(|rules| rules.get(key)).and_then(flag) == Some(true)
            };
            allows("NSExceptionAllowsInsecureHTTPLoads")
                || allows("NSTemporaryExceptionAllowsInsecureHTTPLoads")
        })
        .map(|(name, _)| name)
        .collect();
    let Some(first) = open.first() else {
        return;
    };
    let place = Place::new(info.path.clone(), info.line_of(first));
    let far = open.iter().filter(|host| !is_local(host)).count();
    if far == 0 {
        findings.add_as(
            Severity::Advice,
            &IP013,
            place,
            "Clear text may travel, to this device or the local network only.",
            "Keep it out of what ships, if it is for development; NSAllowsLocalNetworking says the same.",
        );
    } else {
        let message = format!("Clear text may travel to {far} host(s) by name.");
        let fix = "Reach them by https, or accept the finding with the reason.";
        findings.add_as(Severity::Warning, &IP013, place, message, fix);
    }
}
