//! For code review: SARIF 2.1.0.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::address::uri;
use crate::check::Report;
use crate::finding::{Finding, Place, Severity};
use crate::rules;

/// The report as SARIF 2.1.0. Files are relative to the checked folder, which SARIF calls `ROOT`.
pub fn sarif(report: &Report) -> String {
    let used: BTreeSet<&str> = report.findings.iter().map(|finding| finding.rule).collect();
    let descriptors: Vec<Value> = rules::all()
        .filter(|rule| used.contains(rule.id))
        .map(|rule| {
            json!({
                "id": rule.id,
                "shortDescription": { "text": rule.title },
                "help": { "text": format!("{} ({}).", rule.why, rule.source) },
                "defaultConfiguration": { "level": level(rule.severity) },
            })
        })
        .collect();
    let mut seen = HashMap::new();
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| result(finding, &mut seen))
        .collect();
    let left: Vec<Value> = report
        .left_out
        .iter()
        .map(|left| json!({ "path": left.path, "why": left.why }))
        .collect();
    let apps: Vec<Value> = report
        .apps
        .iter()
        .map(|app| json!({ "system": app.system, "path": app.path }))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "sordino check",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": descriptors,
            }},
            "originalUriBaseIds": { "ROOT": {
                "uri": report.root,
                "description": { "text": "the checked folder" },
            }},
            "results": results,
            "properties": {
                "lookedAt": {
                    "files": report.files,
                    "understood": report.understood,
                    "apps": apps,
                },
                "leftOut": left,
                "accepted": report.allowed,
            },
        }],
    });
    format!("{log:#}\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
        Severity::CannotTell => "none",
    }
}

fn result(finding: &Finding, seen: &mut HashMap<String, usize>) -> Value {
    let kind = match finding.severity {
        Severity::CannotTell => "open",
        _ => "fail",
    };
    let (first, more): (Vec<Value>, Vec<Value>) = (
        vec![location(&finding.place)],
        finding.more.iter().map(location).collect(),
    );
    let print = fingerprint(finding);
    // Two findings that differ in nothing but their lines are told apart by their order.
    let count = seen.entry(print.clone()).or_default();
    *count += 1;
    json!({
        "ruleId": finding.rule,
        "kind": kind,
        "level": level(finding.severity),
        "message": { "text": format!("{} {}", finding.message, finding.fix) },
        "locations": first,
        "relatedLocations": more,
        "partialFingerprints": { "finding/v1": format!("{print}:{count}") },
        "properties": { "also": finding.also },
    })
}

fn location(place: &Place) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&place.file), "uriBaseId": "ROOT" },
        "region": { "startLine": place.line },
    }})
}

/// Returns what stays the same while the lines of a file move: rule, file and cause.
fn fingerprint(finding: &Finding) -> String {
    let cause = match finding.cause.as_str() {
        "" => &finding.message,
        cause => cause,
    };
    let mut hash = Sha256::new();
    for part in [finding.rule, &finding.place.file, cause] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    digest[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
