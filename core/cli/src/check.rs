//! `sordino check`: what in an app's tree contradicts the policy, the stores' rules or the law.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::ZonedDateTime;
use sordino_checker::config::Config;
use sordino_checker::finding::{Finding, Place, Says, Severity};
use sordino_checker::fix::{Fixed, fix};
use sordino_checker::{Report, check, check_successor, render};
use sordino_paperwork::declaration::declare;
use sordino_policy::{Compiled, Policy, compile_all, read_check_table};

/// What the check is told.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// The policy to hold the tree against, and its table [check].
    #[arg(long)]
    policy: Option<PathBuf>,
    /// The version of the policy that people chose under: a released `policy.json`, or its privacy.toml.
    #[arg(long, requires = "policy", value_name = "FILE")]
    before: Option<PathBuf>,
    /// How findings are written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Mends what is mechanical, each file whole or not at all, then checks again.
    #[arg(long)]
    fix: bool,
    /// Folder of the app.
    path: PathBuf,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Text,
    /// A list of findings.
    Json,
    /// SARIF 2.1.0.
    Sarif,
}

/// Checks, writes the report to standard output, and gives 0 without errors, 1 with errors, 2 when
/// it could not run.
pub(crate) fn run(args: &CheckArgs) -> ExitCode {
    match checked(args) {
        Ok(report) => {
            let text = match args.format {
                Format::Text => render::text(&report),
                Format::Json => render::json(&report),
                Format::Sarif => render::sarif(&report),
            };
            if let Err(error) = io::stdout().write_all(text.as_bytes()) {
                eprintln!("sordino: the report cannot be written ({error}).");
                return ExitCode::from(2);
            }
            ExitCode::from(u8::from(!report.is_clean()))
        }
        Err(error) => {
            eprintln!("sordino: {error}");
            ExitCode::from(2)
        }
    }
}

fn checked(args: &CheckArgs) -> Result<Report, String> {
    let read = match &args.policy {
        Some(file) => read_policy(file, args.before.as_deref(), &args.path)?,
        None => Read::default(),
    };
    let once = || {
        let progress = progress();
        let mut step = |step: &str| progress.set_message(step.to_owned());
        let report = check(&args.path, read.policy.as_ref(), &read.config, &mut step);
        progress.finish_and_clear();
        report.map_err(|error| {
            format!(
                "{}: cannot be listed ({error}). Pass the folder of the app.",
                args.path.display()
            )
        })
    };
    let mut report = once()?;
    if args.fix {
        let fixed = fix(&args.path, &report.findings)
            .map_err(|error| format!("a file cannot be mended ({error}); it is as it was."))?;
        for line in told(&fixed) {
            eprintln!("{line}");
        }
        if fixed.files > 0 {
            report = once()?;
        }
    }
    let (own, allowed) = read.config.apply(read.findings);
    report.findings.splice(0..0, own);
    report.allowed += allowed;
    Ok(report)
}

/// What `--fix` says: each change with its place, then what stays off until code turns it on.
fn told(fixed: &Fixed) -> Vec<String> {
    let counted = |count: usize, noun: &str| match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    };
    let mut lines = vec![format!(
        "mended {} in {}",
        counted(fixed.findings, "finding"),
        counted(fixed.files, "file")
    )];
    let mut off: Vec<&str> = Vec::new();
    for change in &fixed.changes {
        let (file, line) = (&change.place.file, change.place.line);
        lines.push(format!("{file}:{line} [{}]", change.rule));
        let text = change
            .with
            .lines()
            .map(|text| format!("    + {}", text.trim()));
        lines.extend(text);
        off.extend(change.off.iter().map(String::as_str));
    }
    if !off.is_empty() {
        off.dedup();
        lines.push(format!(
            "off until the app's code turns it on after a yes: {}",
            off.join(", ")
        ));
    }
    lines
}

#[derive(Default)]
struct Read {
    policy: Option<Compiled>,
    config: Config,
    findings: Vec<Finding>,
}

/// The policy, or what is wrong with it as findings; the tree is checked all the same.
fn read_policy(file: &Path, before: Option<&Path>, root: &Path) -> Result<Read, String> {
    let shown = file.display();
    let bytes = fs::read(file).map_err(|error| {
        format!("{shown}: cannot be read ({error}). Pass the policy with --policy FILE.")
    })?;
    let toml = String::from_utf8(bytes)
        .map_err(|error| format!("{shown}: not UTF-8 ({error}). Save the file as UTF-8."))?;
    let name = shown.to_string();
    let table = read_check_table(&name, &toml).map_err(|wrong| listed(&wrong))?;
    let config = Config::new(&table).map_err(|wrong| {
        let lines = wrong
            .iter()
            .map(|(line, text)| format!("{shown}:{line}: {text}"));
        format!(
            "{}\nThe rules are listed in docs/check-rules.md.",
            lines.collect::<Vec<_>>().join("\n")
        )
    })?;
    let before = before.map(read_before).transpose()?;
    let compiled = compile_all(&name, &toml, ZonedDateTime::now().date());
    // Words that no store knows: `generate` would refuse them.
    let known = compiled.and_then(|policy| declare(&policy, &name).map(|_| policy));
    match known {
        Ok(policy) => Ok(Read {
            findings: before.map_or_else(Vec::new, |before| {
                check_successor(&policy.policy, &before, &relative(file, root), &toml)
            }),
            policy: Some(policy),
            config,
        }),
        Err(wrong) => {
            let file = relative(file, root);
            let findings = wrong.into_iter().map(|wrong| {
                let says = Says {
                    message: format!("{}.", wrong.what),
                    why: wrong.why.to_owned(),
                    fix: format!("{}.", wrong.fix),
                };
                let place = Place::new(file.clone(), wrong.line);
                Finding::new(wrong.rule, Severity::Error, place, says)
            });
            Ok(Read {
                policy: None,
                config,
                findings: findings.collect(),
            })
        }
    }
}

/// The version before: as an app carries it, or as it is written.
pub(crate) fn read_before(file: &Path) -> Result<Policy, String> {
    let shown = file.display().to_string();
    let bytes = fs::read(file).map_err(|error| {
        format!("{shown}: cannot be read ({error}). Name a policy.json or a privacy.toml.")
    })?;
    if file.extension().is_some_and(|ending| ending == "json") {
        return Policy::from_json(&bytes).map_err(|error| format!("{shown}: {error}"));
    }
    let toml = String::from_utf8(bytes)
        .map_err(|error| format!("{shown}: not UTF-8 ({error}). Save the file as UTF-8."))?;
    let compiled = compile_all(&shown, &toml, ZonedDateTime::now().date());
    compiled
        .map(|compiled| compiled.policy)
        .map_err(|wrong| listed(&wrong))
}

/// The policy as the report names it: relative to the checked folder where it lies in it.
fn relative(file: &Path, root: &Path) -> String {
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (whole_file, whole_root) = (whole(file), whole(root));
    let within = whole_file.strip_prefix(&whole_root).unwrap_or(file);
    within.display().to_string()
}

fn listed(wrong: &[sordino_policy::Finding]) -> String {
    let lines: Vec<_> = wrong.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// Says what is done next, on a terminal only.
fn progress() -> ProgressBar {
    let spinner = ProgressBar::new_spinner();
    spinner.set_prefix("checking:");
    if let Ok(style) = ProgressStyle::with_template("{prefix} {wide_msg}") {
        spinner.set_style(style);
    }
    spinner
}
