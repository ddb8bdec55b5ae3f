//! For code review: SARIF 2.1.0.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::check::Report;
use crate::finding::{Finding, Severity};
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
    let results: Vec<Value> = report.findings.iter().map(result).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "sordino check",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": descriptors,
            }},
            "results": results,
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

fn result(finding: &Finding) -> Value {
    let kind = match finding.severity {
        Severity::CannotTell => "open",
        _ => "fail",
    };
    json!({
        "ruleId": finding.rule,
        "kind": kind,
        "level": level(finding.severity),
        "message": { "text": format!("{} {}", finding.message, finding.fix) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&finding.place.file), "uriBaseId": "ROOT" },
            "region": { "startLine": finding.place.line },
        }}],
    })
}

/// A path as a relative URI: what is not plain is percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
