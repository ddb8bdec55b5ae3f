//! For programs: a list of findings, nothing else.

use serde::Serialize;

use crate::check::Report;

#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    severity: &'a str,
    file: &'a str,
    line: usize,
    message: &'a str,
    fix: &'a str,
}

/// `[{"rule","severity","file","line","message","fix"}]`, in the report's order.
pub fn json(report: &Report) -> String {
    let rows: Vec<Row<'_>> = report
        .findings
        .iter()
        .map(|finding| Row {
            rule: finding.rule,
            severity: finding.severity.word(),
            file: &finding.place.file,
            line: finding.place.line,
            message: &finding.message,
            fix: &finding.fix,
        })
        .collect();
    let text = serde_json::to_string_pretty(&rows).unwrap_or_else(|_| "[]".to_owned());
    format!("{text}\n")
}
