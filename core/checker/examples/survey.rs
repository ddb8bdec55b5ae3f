//! Checks the folders named as arguments, each as an app of its own, and prints a table: how many files were
//! looked at, how many findings of each severity, and which rules. With `--list` it prints the findings themselves.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use sordino_checker::config::Config;
use sordino_checker::finding::Severity;
use sordino_checker::{Report, check};

fn main() -> ExitCode {
    let (options, folders): (Vec<_>, Vec<_>) = std::env::args()
        .skip(1)
        .partition(|word| word.starts_with("--"));
    let list = options.iter().any(|option| option == "--list");
    if !list {
        println!("| Folder | Files | Errors | Warnings | Advice | Cannot tell | Rules |");
        println!("|---|---|---|---|---|---|---|");
    }
    let mut failed = false;
    for folder in &folders {
        match check(Path::new(folder), None, &Config::default(), &mut |_| {}) {
            Ok(report) if list => findings(folder, &report),
            Ok(report) => row(folder, &report),
            Err(error) => {
                eprintln!("{folder}: cannot be listed ({error})");
                failed = true;
            }
        }
    }
    ExitCode::from(u8::from(failed))
}

fn name(folder: &str) -> &str {
    folder
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or(folder)
}

fn row(folder: &str, report: &Report) {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &report.findings {
        *rules.entry(finding.rule).or_default() += 1;
    }
    let rules: Vec<String> = rules
        .into_iter()
        .map(|(rule, count)| match count {
            1 => rule.to_owned(),
            _ => format!("{rule} {count}×"),
        })
        .collect();
    println!(
        "| {} | {} | {} | {} | {} | {} | {} |",
        name(folder),
        report.files,
        report.count(Severity::Error),
        report.count(Severity::Warning),
        report.count(Severity::Advice),
        report.count(Severity::CannotTell),
        rules.join(", "),
    );
}

fn findings(folder: &str, report: &Report) {
    println!("{}", name(folder));
    for finding in &report.findings {
        println!(
            "  {} {} {}:{} {}",
            finding.severity.word(),
            finding.rule,
            finding.place.file,
            finding.place.line,
            finding.message
        );
    }
}
