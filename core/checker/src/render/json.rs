//! For programs: what was looked at, what was left out, and what was found.

use serde::Serialize;

use crate::check::Report;
use crate::finding::Finding;

#[derive(Serialize)]
struct Log<'a> {
    looked_at: LookedAt<'a>,
    left_out: Vec<Left<'a>>,
    accepted: usize,
    findings: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct LookedAt<'a> {
    files: usize,
    understood: usize,
    apps: Vec<App<'a>>,
}

#[derive(Serialize)]
struct App<'a> {
    system: &'a str,
    path: &'a str,
}

#[derive(Serialize)]
struct Left<'a> {
    path: &'a str,
    why: &'a str,
}

#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    severity: &'a str,
    file: &'a str,
    line: usize,
    message: &'a str,
    why: &'a str,
    fix: &'a str,
    places: Vec<At<'a>>,
    also: &'a [&'static str],
}

#[derive(Serialize)]
struct At<'a> {
    file: &'a str,
    line: usize,
}

/// Returns the report as one JSON object; `docs/check.md` names its members.
pub fn json(report: &Report) -> String {
    let apps = report.apps.iter().map(|app| App {
        system: app.system,
        path: &app.path,
    });
    let left = report.left_out.iter().map(|left| Left {
        path: &left.path,
        why: left.why,
    });
    let log = Log {
        looked_at: LookedAt {
            files: report.files,
            understood: report.understood,
            apps: apps.collect(),
        },
        left_out: left.collect(),
        accepted: report.allowed,
        findings: report.findings.iter().map(row).collect(),
    };
    let text = serde_json::to_string_pretty(&log).unwrap_or_else(|_| "{}".to_owned());
    format!("{text}\n")
}

fn row(finding: &Finding) -> Row<'_> {
    Row {
        rule: finding.rule,
        severity: finding.severity.word(),
        file: &finding.place.file,
        line: finding.place.line,
        message: &finding.message,
        why: &finding.why,
        fix: &finding.fix,
        places: finding
            .places()
            .map(|place| At {
                file: &place.file,
                line: place.line,
            })
            .collect(),
        also: &finding.also,
    }
}
