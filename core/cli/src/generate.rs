//! `sordino generate`: from `privacy.toml` to the files of the app and its stores.

mod error;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use error::GenerateError;
use jiff::ZonedDateTime;
use jiff::civil::Date;
use sordino_checker::config::Config;
use sordino_checker::rule::Severity;
use sordino_checker::rules::by_id;
use sordino_checker::{check_strings, check_successor};
use sordino_paperwork::place::{Placed, compare, place};
use sordino_paperwork::write::paper_with;
use sordino_policy::{Finding, Policy, compile_all, read_check_table};

/// What to generate from, and where to.
#[derive(Debug, clap::Args)]
pub(crate) struct GenerateArgs {
    /// The policy.
    #[arg(long)]
    policy: PathBuf,
    /// Folder to write to; made if it is not there.
    #[arg(long)]
    out: PathBuf,
    /// Writes also over files that were not generated, or were edited since.
    #[arg(long)]
    force: bool,
    /// Writes nothing, and fails if a run would change a file.
    #[arg(long, conflicts_with = "force")]
    check: bool,
}

/// Compiles the policy and writes every file that is made of it, or none. What happened goes to standard output; what
/// went wrong, and what the policy leaves open, goes to standard error.
///
/// # Errors
///
/// Says what could not be read, what the policy breaks, or what stands in the way.
pub(crate) fn run(args: &GenerateArgs) -> Result<(), GenerateError> {
    match generate(args, ZonedDateTime::now().date()) {
        Ok((placed, notes)) => {
            told(&placed, &args.out);
            for note in notes {
                eprintln!("{}: {note}", args.policy.display());
            }
            Ok(())
        }
        Err(error) => {
            eprintln!("{error}");
            Err(error)
        }
    }
}

fn told(placed: &Placed, out: &Path) {
    let Placed {
        written,
        unchanged,
        skipped,
        removed,
        left,
    } = placed;
    let skips = match skipped.len() {
        0 => String::new(),
        some => format!(", {some} skipped"),
    };
    println!(
        "{}: {} written, {} unchanged, {} removed{skips}.",
        out.display(),
        written.len(),
        unchanged.len(),
        removed.len()
    );
    for path in skipped {
        eprintln!(
            "{}: was not generated here, or was edited since: skipped. Pass --force to lose what is in it.",
            out.join(path).display()
        );
    }
    for path in left {
        eprintln!(
            "{}: is generated no more, but was edited, so it stays. Delete it if nobody needs it.",
            out.join(path).display()
        );
    }
}

fn generate(args: &GenerateArgs, today: Date) -> Result<(Placed, Vec<String>), GenerateError> {
    let policy = &args.policy;
    let bytes = fs::read(policy).map_err(|error| GenerateError::Read(policy.clone(), error))?;
    let toml = String::from_utf8(bytes).map_err(|error| {
        GenerateError::NotUtf8(policy.clone(), error.utf8_error().valid_up_to())
    })?;
    let name = policy.display().to_string();
    let refused = |findings| GenerateError::Refused(policy.clone(), findings);
    let compiled = compile_all(&name, &toml, today).map_err(refused)?;
    let advice = strings(&name, &toml, &compiled.policy).map_err(refused)?;
    let grown = match before(&args.out) {
        Some(before) => carried_on(&compiled.policy, &before, &name, &toml).map_err(refused)?,
        None => Vec::new(),
    };
    let parts = notice_parts(policy, &compiled.policy.locales)?;
    let paper = paper_with(&compiled, &name, &parts).map_err(refused)?;
    let placed = if args.check {
        compare(&compiled.policy, &paper.files, &args.out)
    } else {
        place(&compiled.policy, &paper.files, &args.out, args.force)
    };
    let placed = placed.map_err(GenerateError::Place)?;
    let out = args.out.clone();
    if args.check && !placed.is_up_to_date() {
        let paths = [placed.written, placed.removed].concat();
        return Err(GenerateError::Stale(out, paths));
    }
    let old: Vec<String> = placed
        .skipped
        .iter()
        .filter(|path| path.ends_with("policy.json"))
        .cloned()
        .collect();
    if !old.is_empty() {
        told(&placed, &out);
        return Err(GenerateError::OldPolicy(out, old));
    }
    let day = compiled.notes.iter().map(|note| {
        let Finding {
            rule,
            what,
            why,
            fix,
            ..
        } = note;
        format!("{rule}: {what}. {why}. {fix}.")
    });
    Ok((placed, [day.collect(), paper.notes, grown, advice].concat()))
}

/// What the author adds to the notice: `notice-part.LANG.md` beside the policy, where it is there.
fn notice_parts(
    policy: &Path,
    locales: &[String],
) -> Result<BTreeMap<String, String>, GenerateError> {
    let mut parts = BTreeMap::new();
    for locale in locales {
        let file = policy.with_file_name(format!("notice-part.{locale}.md"));
        match fs::read_to_string(&file) {
            Ok(text) => {
                parts.insert(locale.clone(), text);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(GenerateError::Part(file, error)),
        }
    }
    Ok(parts)
}

/// Holds the purpose strings against the rules of `sordino check`: what is an error or a warning there is written
/// nowhere. What is advice is told.
fn strings(name: &str, toml: &str, policy: &Policy) -> Result<Vec<String>, Vec<Finding>> {
    let table = read_check_table(name, toml)?;
    // A rule that does not exist is told by `check`.
    let config = Config::new(&table).unwrap_or_default();
    let found = check_strings(policy, name, toml, &config);
    let weighs = |severity| matches!(severity, Severity::Error | Severity::Warning);
    sorted_out(found, weighs)
}

/// Holds the policy against the one generated before, as `sordino check --before` does: what it forgets is refused, what
/// grew is told.
fn carried_on(
    policy: &Policy,
    before: &Policy,
    name: &str,
    toml: &str,
) -> Result<Vec<String>, Vec<Finding>> {
    let (drafts, found): (Vec<_>, Vec<_>) = check_successor(policy, before, name, toml)
        .into_iter()
        .partition(|one| one.rule == "PC031");
    let mut notes = sorted_out(found, |severity| severity == Severity::Error)?;
    // What was written before may never have been released: a draft is edited under one version.
    notes.extend(sorted_out(drafts, |_| false)?);
    Ok(notes)
}

/// The findings that refuse the policy, or else all of them as notes.
fn sorted_out(
    found: Vec<sordino_checker::finding::Finding>,
    refuses: impl Fn(Severity) -> bool,
) -> Result<Vec<String>, Vec<Finding>> {
    let (wrong, rest): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| refuses(one.severity));
    let bare = |text: &str| text.trim_end_matches('.').to_owned();
    let wrong: Vec<_> = wrong
        .into_iter()
        .map(|one| Finding {
            file: one.place.file,
            line: one.place.line,
            column: 1,
            rule: one.rule,
            what: bare(&one.message),
            why: by_id(one.rule).map_or("", |rule| rule.why),
            fix: bare(&one.fix),
        })
        .collect();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let told = rest.into_iter();
    Ok(told
        .map(|one| format!("{}: {} {}", one.rule, one.message, one.fix))
        .collect())
}

/// The policy that was generated into the folder before, if it can be read.
fn before(out: &Path) -> Option<Policy> {
    Policy::from_json(&fs::read(out.join("policy.json")).ok()?).ok()
}

#[cfg(test)]
mod tests;
