//! For people: in the manner of a good compiler.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::check::Report;
use crate::finding::{Finding, Severity};

/// The report as text. Each finding says what is wrong and where, why it matters, and how to mend
/// it; the end says what was counted and what was left out.
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        one(&mut out, finding, report);
    }
    end(&mut out, report);
    out
}

fn one(out: &mut String, finding: &Finding, report: &Report) {
    let severity = match finding.severity {
        Severity::CannotTell => "cannot tell",
        other => other.word(),
    };
    let (file, line) = (&finding.place.file, finding.place.line);
    let excerpt = report
        .lines
        .get(&finding.place)
        .map_or_else(String::new, |text| {
            let margin = " ".repeat(line.to_string().len());
            format!("{margin} |\n{line} | {text}\n{margin} |\n")
        });
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "{severity}[{rule}]: {message}\n  --> {file}:{line}\n{more}{excerpt}   = why: {why}.\n   = {fix_word}: {fix}\n\n",
        rule = finding.rule,
        more = more(finding),
        message = finding.message,
        why = finding.why,
        fix_word = if finding.severity == Severity::CannotTell {
            "what would settle it"
        } else {
            "fix"
        },
        fix = finding.fix,
    );
}

/// Most further places that are named; JSON and SARIF name all.
const MOST_PLACES: usize = 4;

fn more(finding: &Finding) -> String {
    let mut out = String::new();
    for place in finding.more.iter().take(MOST_PLACES) {
        let _ = writeln!(out, "  --> {}:{}", place.file, place.line);
    }
    if let left @ 1.. = finding.more.len().saturating_sub(MOST_PLACES) {
        let _ = writeln!(out, "  --> and {left} more places");
    }
    out
}

fn end(out: &mut String, report: &Report) {
    let mut left: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for left_out in &report.left_out {
        left.entry(left_out.why).or_default().push(&left_out.path);
    }
    for (why, paths) in left {
        let shown = paths.iter().take(5).copied().collect::<Vec<_>>().join(", ");
        let more = match paths.len().saturating_sub(5) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let _ = writeln!(out, "left out, {why}: {shown}{more}");
    }
    let count = |severity| report.count(severity);
    let plural = |count: usize, noun: &str| match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    };
    if !report.apps.is_empty() {
        let apps = report.apps.iter().map(|app| {
            let path = if app.path.is_empty() { "." } else { &app.path };
            format!("{path} ({})", app.system)
        });
        let apps: Vec<String> = apps.collect();
        let _ = writeln!(out, "apps: {}", apps.join(", "));
    }
    let _ = writeln!(
        out,
        "{} looked at, {} of a kind that is read: {}, {}, {} of advice, {} cannot be told, {} accepted by the policy file",
        plural(report.files, "file"),
        report.understood,
        plural(count(Severity::Error), "error"),
        plural(count(Severity::Warning), "warning"),
        plural(count(Severity::Advice), "piece"),
        count(Severity::CannotTell),
        report.allowed,
    );
}
